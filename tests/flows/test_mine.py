"""/mine: a person's own cases, for their eyes only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.richtext import MAX_BYTES, MAX_LENGTH, plain
from bot.telegram.prompts import Held, mine
from bot.texts import LANGUAGES, words
from sandbox.telegram import Message as Said
from storage.models import Case, Status
from tests.desk.telegram_html import parse
from tests.flows.stage import ANNA, BORIS, BRAND, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, TIM, VERA, Stage
from tests.flows.words import hears, in_private, link_to, links

NONE = "You have no cases just now. /queue shows what waits."


async def claimed(desk: Stage, words: str, who: int = ANNA, customer: int = TIM) -> Said:
    """A comment that somebody has taken."""
    desk.comment(words, who=customer)
    card = await desk.card(words)
    await desk.press(who, card, "Claim")
    return card


def shown(desk: Stage, message: Said) -> list[list[str]]:
    """The lines below the head, in parts; times are the reader's client's business."""
    lines = [line.split(" · ") for line in desk.text(message).splitlines()[1:]]
    return [["due" if part.startswith("⏱ ") else part for part in line] for line in lines]


async def test_what_i_have_longest_waiting_first(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    answered = await claimed(desk, "First")
    desk.telegram.say(ANNA, OPERATORS, "On its way", reply_to=answered.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(60)
    await desk.says(answered, "Waiting for the customer")
    asked = await claimed(desk, "Second", customer=VERA)
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where is it?", reply_to=asked.message_id)
    await desk.says(asked, "Asked Delivery")
    desk.time.let_pass(600)
    await claimed(desk, "Third", BORIS)
    desk.vk.message(TIM, BRAND, "Fourth")
    direct = await desk.card("Fourth")
    await desk.press(ANNA, direct, "Claim")
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    seen = await desk.whisper(ANNA, "You have 3 cases")
    assert shown(desk, seen) == [
        ["#2", "Vera Sokolova", "comment", "due", "Delivery has been asked"],
        ["#4", "Tim Becker", "direct message", "due"],
        ["#1", "Tim Becker", "comment", "waiting for the customer"],
    ]
    assert links(seen) == [link_to(asked), link_to(direct), link_to(answered)]
    assert [one.date_time_format for one in seen.entities if one.date_time_format] == ["r", "r"]
    assert not desk.telegram.ephemerals(OPERATORS, BORIS)


async def test_in_private_and_only_what_is_still_mine(desk: Stage) -> None:
    await in_private(desk, ANNA)
    desk.telegram.say(ANNA, ANNA, "/mine")
    await hears(desk, NONE, ANNA)
    first = await claimed(desk, "First")
    second = await claimed(desk, "Second", customer=VERA)
    third = await claimed(desk, "Third")
    await desk.press(ANNA, first, "Resolve")
    desk.telegram.say(BORIS, OPERATORS, "/takeover", reply_to=third.message_id)
    await desk.says(third, "With Boris")
    desk.telegram.say(ANNA, ANNA, "/Mine")
    mine = await hears(desk, "You have 1 case", ANNA)
    assert shown(desk, mine) == [["#2", "Vera Sokolova", "comment", "due"]]
    assert links(mine) == [link_to(second)]
    assert not desk.telegram.ephemerals(OPERATORS, ANNA)


async def test_what_was_answered_and_reopened_waits_for_nobody(desk: Stage) -> None:
    card = await claimed(desk, "Where is my parcel?")
    desk.telegram.say(ANNA, OPERATORS, "On its way", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(60)
    await desk.says(card, "Waiting for the customer")
    await desk.press(ANNA, card, "Resolve")
    await desk.telegram.wait(lambda: "Reopen" in desk.labels(card))
    await desk.press(ANNA, card, "Reopen")
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    mine = await desk.whisper(ANNA, "You have 1 case")
    assert shown(desk, mine) == [["#1", "Tim Becker", "comment", "nothing to answer"]]


async def test_more_than_fits_is_counted(desk: Stage) -> None:
    for number in range(33):
        desk.comment(f"Question {number}", who=VERA)
    await desk.until(lambda: _cases(desk, 33))
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    await desk.whisper(ANNA, NONE)
    await desk.sql(f"UPDATE cases SET holder_id = (SELECT id FROM staff WHERE user_id = {ANNA})")
    desk.telegram.say(ANNA, OPERATORS, "/mine")
    lines = shown(desk, await desk.whisper(ANNA, "You have 33 cases"))
    assert len(lines) == 31
    assert lines[-1] == ["…and 3 more"]
    assert lines[0][0] == "#1"


async def _cases(desk: Stage, count: int) -> bool:
    return len(await desk.rows(Case)) == count


async def test_departments_and_outsiders_have_none(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.card("This is the department Delivery now", DELIVERY)
    await in_private(desk, PETR)
    await in_private(desk, STRANGER)
    for who, where in ((PETR, PETR), (PETR, DELIVERY), (STRANGER, STRANGER)):
        desk.telegram.say(who, where, "/mine")
    desk.telegram.say(OLGA, OPERATORS, "/mine")
    await desk.whisper(OLGA, NONE)
    await desk.calm()
    await hears(desk, "That is for operators.", PETR)
    assert (len(desk.ours(PETR)), len(desk.ours(STRANGER))) == (2, 1)
    assert len(desk.telegram.ephemerals(DELIVERY, PETR)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_grows_beyond_a_message(language: str) -> None:
    """Whatever names people and departments have."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    worst = Held(plain("#" + "9" * 18), "&<" * 200, "message", Status.OPEN, at, ["&👩\u200d👧" * 60] * 12)
    drawn = mine(1000, [worst] * 30, words(language))
    parsed = parse(drawn.html)
    assert len(parsed.text) <= MAX_LENGTH
    assert len(drawn.html.encode()) <= MAX_BYTES
    told = len(parsed.text.splitlines()) - 2
    assert 0 < told < 30
    assert str(1000 - told) in parsed.text.splitlines()[-1]
