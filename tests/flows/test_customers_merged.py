"""One customer under two names: merged and taken apart, visibly, and never into a ring."""

from __future__ import annotations

from sandbox.telegram import Message
from storage.models import CustomerIdentity, CustomerMerge, CustomerNote
from tests.flows.alone import held
from tests.flows.customers import identities, logged, page, tap, whose, writes
from tests.flows.stage import ANNA, BORIS, BRAND, OPERATORS, VERA, Stage


async def two(desk: Stage) -> tuple[Message, Message]:
    """Tim has a case that Anna holds and a note, Vera has one that is free."""
    first = await held(desk, "Where is my parcel?")
    shown = await page(desk, first)
    await writes(desk, shown, "Note", "what the team should know", "allergic to nuts")
    await desk.says(first, "allergic to nuts")
    desk.vk.message(VERA, BRAND, "Is it decaf?")
    return first, await desk.card("#2")


async def test_two_that_are_one_are_merged_by_a_link_and_taken_apart_again(desk: Stage) -> None:
    """What came since goes with whose name it came in; what was noted goes with its case."""
    first, second = await two(desk)
    shown = await page(desk, second)
    await tap(desk, shown, "Merge", "Nobody here looks like Vera Sokolova")
    await writes(desk, shown, "Name somebody", "who is the same person", "https://vk.com/id5001")
    asked = await desk.whisper(ANNA, "Is this one person?")
    text = desk.text(asked)
    assert "Vera Sokolova" in text
    assert "Tim Becker" in text
    assert "1 case, 1 note" in text
    assert "Is it decaf?" in text
    toast = await tap(desk, asked, "Yes, one person", "Cases: 2")
    assert toast == "One customer now."
    assert await whose(desk) == [(1, 2), (2, 2)]
    # The cards know it: nothing learned is asked twice.
    await desk.says(second, "📝 allergic to nuts")
    await desk.says(second, "1 case before")
    page_ = desk.text(asked)
    assert "Vera Sokolova" in page_
    assert "Tim Becker" in page_
    assert "Where is my parcel?" in page_
    # Both write again, and each is noted about.
    desk.comment("And tea?")
    third = await desk.card("#3")
    await writes(desk, await page(desk, third), "Note", "what the team should know", "likes tea")
    await desk.says(third, "📝 likes tea")
    shown = await page(desk, second)
    await tap(desk, shown, "Split", "is somebody else?")
    labels = desk.labels(shown)
    assert labels[0].startswith("↩️ Tim Becker · VK · Riga · merged ")
    assert labels[1:] == ["Back"]
    await tap(desk, shown, labels[0], "Make Tim Becker a customer of their own again")
    toast = await tap(desk, shown, "Yes, split", "Cases: 1")
    assert toast == "Tim Becker is a customer of their own now, with 2 cases."
    assert await whose(desk) == [(1, 1), (2, 2), (3, 1)]
    await desk.telegram.wait(lambda: "📝" not in desk.text(second) and "before" not in desk.text(second))
    assert "📝 likes tea · 📝 allergic to nuts" in desk.text(third)
    theirs = await page(desk, third)
    assert "Cases: 2" in desk.text(theirs)
    assert "Vera" not in desk.text(theirs)
    merged, split = await logged(desk, "customer_merged"), await logged(desk, "customer_split")
    assert [one.data for one in merged if one.case_id] == [{"from": 1, "to": 2}]
    assert [one.data for one in split if one.case_id] == [{"from": 2, "to": 1}] * 2
    desk.telegram.say(ANNA, OPERATORS, "/history", reply_to=first.message_id)
    await desk.whisper(ANNA, "customer split off")


async def test_likely_ones_are_proposed_and_stale_buttons_are_refused(desk: Stage) -> None:
    """The same, a ring, somebody merged already: with the reason, and nothing changed."""
    first, second = await two(desk)
    await desk.sql("UPDATE identities SET name = 'TIM BECKER', city = 'riga' WHERE external_id = '5002'")
    anna = await page(desk, first)
    await tap(desk, anna, "Merge", "Who is the same person as Tim Becker?")
    assert desk.labels(anna) == ["TIM BECKER · VK · riga", "Name somebody", "Back"]
    await tap(desk, anna, "TIM BECKER · VK · riga", "Is this one person?")
    boris = await page(desk, second, BORIS)
    await tap(desk, boris, "Merge", "Who is the same person", BORIS)
    await tap(desk, boris, "Tim Becker · VK · Riga", "Is this one person?", BORIS)
    await tap(desk, boris, "Yes, one person", "Cases: 2", BORIS)
    # Anna's page is older than that: Boris has merged hers into his.
    assert await desk.press_whisper(ANNA, anna, "Yes, one person") == "That is this customer already."
    shown = await page(desk, first)
    await tap(desk, shown, "Merge", "Nobody here looks like")
    await writes(desk, shown, "Name somebody", "who is the same person", "#1")
    await desk.whisper(ANNA, "That is this customer already.")
    prompt = [one for one in desk.ours(OPERATORS) if "who is the same person" in desk.text(one)][-1]
    desk.telegram.say(ANNA, OPERATORS, "Nobody Known", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "I found nobody by “Nobody Known”.")
    assert len(await desk.rows(CustomerMerge)) == 1
    # Taken apart once; the second press changes nothing.
    first_page, second_page = await page(desk, first, ANNA), await page(desk, second, BORIS)
    for who, shown in ((ANNA, first_page), (BORIS, second_page)):
        await tap(desk, shown, "Split", "is somebody else?", who)
        await tap(desk, shown, desk.labels(shown)[0], "a customer of their own again", who)
    await tap(desk, first_page, "Yes, split", "Cases: 1", ANNA)
    assert await desk.press_whisper(BORIS, second_page, "Yes, split") == "They have been taken apart already."
    assert await whose(desk) == [(1, 1), (2, 2)]
    assert [one.customer_id for one in await identities(desk)] == [1, 2]
    assert [one.customer_id for one in await desk.rows(CustomerNote)] == [1]


async def test_one_profile_is_taken_out_into_a_customer_of_its_own(desk: Stage) -> None:
    first, second = await two(desk)
    # As if it had come so: two profiles of one customer, that no merge made.
    await desk.sql("UPDATE identities SET customer_id = 1")
    await desk.sql("UPDATE cases SET customer_id = 1")
    shown = await page(desk, second)
    await tap(desk, shown, "Split", "is somebody else?")
    assert desk.labels(shown) == ["✂️ Tim Becker · VK", "✂️ Vera Sokolova · VK", "Back"]
    await tap(desk, shown, "✂️ Tim Becker · VK", "a customer of their own, apart from")
    toast = await tap(desk, shown, "Yes, split", "Cases: 1")
    assert toast == "Tim Becker is a customer of their own now, with 1 case."
    assert "Split" not in desk.labels(shown)
    assert await whose(desk) == [(1, 3), (2, 1)]
    # What was noted in his case went along.
    assert "allergic to nuts" in desk.text(await page(desk, first))
    assert [one.customer_id for one in await desk.rows(CustomerIdentity)] != [1, 1]
