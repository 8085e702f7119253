"""A page of collected cases is one person's and may be old: a press acts on what is written there, or shows what holds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.telegram import Message as Said
from storage.models import Case, Message
from tests.flows.panels import passes
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, Stage, set_stage

FIRST = 6001


@pytest.fixture
async def crowd(database_url: str) -> AsyncIterator[Stage]:
    """A desk at work and its muted post, with seven comments (#2 to #8) collected."""
    async with set_stage(database_url) as stage, stage.at_work():
        stage.telegram.start_bot(OLGA)
        post = stage.post("Win a grinder")
        stage.comment("Is this real?", post)
        card = await stage.card("Is this real?")
        stage.telegram.say(ANNA, OPERATORS, "/mute", reply_to=card.message_id)
        await stage.card("Muted: “Win a grinder”")
        for number in range(7):
            stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
            stage.comment(f"words {number}", post, FIRST + number)
            await stage.until(lambda: stage.rows(Case, Case.number == number + 2))  # noqa: B023
        await passes(stage, 31)
        yield stage


async def page(stage: Stage, who: int, total: int = 7) -> Said:
    """What a person leafs through."""
    panel = await stage.card("under the muted post")
    await stage.press(who, panel, "Look through")
    return await stage.whisper(who, f"1–5 of {total}")


def pages(stage: Stage, who: int) -> list[Said]:
    return [one for one in stage.telegram.ephemerals(OPERATORS, who) if "1–5 of" in stage.text(one)]


async def press(stage: Stage, who: int, leaf: Said, label: str, number: int) -> str | None:
    """The button in the row of one case: `Claim` and `Dismiss` are there once for each."""
    row = next(row for row in leaf.buttons if row[0].text == f"Open #{number}")
    button = next(one for one in row if one.text.startswith(label))
    return await stage.press_whisper(who, leaf, button.callback_data or "")


async def says(stage: Stage, leaf: Said, words: str, but: str) -> None:
    await stage.telegram.wait(lambda: words in stage.text(leaf) and but not in stage.text(leaf))


@pytest.mark.parametrize("label", ["Open", "Claim", "Dismiss"])
async def test_a_case_that_somebody_settled_meanwhile_leaves_the_page(crowd: Stage, label: str) -> None:
    hers, his = await page(crowd, ANNA), await page(crowd, BORIS)
    assert await press(crowd, BORIS, his, "Dismiss", 2) == "#2 dismissed."
    before = len(crowd.cards())
    assert await press(crowd, ANNA, hers, label, 2) == "#2 is settled already."
    await says(crowd, hers, "1–5 of 6", but="#2 ")
    await crowd.calm()
    assert len(crowd.cards()) == before, "no card of a settled case"


async def test_a_case_that_somebody_took_meanwhile_leaves_the_page(crowd: Stage) -> None:
    hers, his = await page(crowd, ANNA), await page(crowd, BORIS)
    assert await press(crowd, BORIS, his, "Claim", 3) == "#3 is yours."
    await crowd.card("#3 ")
    assert await press(crowd, ANNA, hers, "Claim", 3) == "Boris has this case."
    await says(crowd, hers, "1–5 of 6", but="#3 ")
    assert await press(crowd, ANNA, hers, "Claim", 4) == "#4 is yours.", "what is written there now"


async def test_a_card_that_is_there_already_is_not_posted_twice(crowd: Stage) -> None:
    hers, his = await page(crowd, ANNA), await page(crowd, BORIS)
    assert await press(crowd, BORIS, his, "Open", 2) == "#2 comes as a card."
    await crowd.card("#2 ")
    assert await press(crowd, ANNA, hers, "Open", 2) == "#2 has a card already."
    await says(crowd, hers, "1–5 of 6", but="#2 ")
    await crowd.calm()
    assert len([one for one in crowd.cards() if "#2 " in crowd.text(one)]) == 1


async def test_words_that_came_meanwhile_are_shown_on_the_page(crowd: Stage) -> None:
    hers = await page(crowd, ANNA)
    (case,) = await crowd.rows(Case, Case.number == 2)
    crowd.comment("words 0 and where is my parcel?", crowd.vk.posts(BRAND)[0], FIRST)
    await crowd.until(
        lambda: crowd.rows(Message, Message.case_id == case.id, Message.text.contains("parcel"))
    )
    toast = await press(crowd, ANNA, hers, "Dismiss", 2)
    assert toast == "Look first, the customer wrote again: words 0 and where is my parcel?"
    await crowd.says(hers, "where is my parcel?")
    assert await press(crowd, ANNA, hers, "Dismiss", 2) == "#2 dismissed.", "now it has been seen"


async def test_the_first_press_on_an_old_page_says_that_it_is_over(crowd: Stage) -> None:
    old = await page(crowd, ANNA)
    panel = await crowd.card("under the muted post")
    await crowd.press(ANNA, panel, "Look through")
    new = await crowd.telegram.wait(lambda: pages(crowd, ANNA)[1])
    assert new is not old
    await crowd.press_whisper(ANNA, new, "Dismiss all 7")
    await crowd.says(new, "Dismiss all 7 cases")
    crowd.time.let_pass(6)
    await crowd.press_whisper(ANNA, new, "Dismiss all 7")
    await crowd.says(new, "Nothing is left here.")
    assert "#2 " in crowd.text(old)
    assert await press(crowd, ANNA, old, "Claim", 2) == "#2 is settled already."
    await crowd.says(old, "Nothing is left here.")
    assert crowd.labels(old) == ["Close"]
