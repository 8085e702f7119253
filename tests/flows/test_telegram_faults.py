"""Telegram does not answer, answers wrongly, or did it and never said so: no card is lost, none stays twice."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from storage.models import Card, Lane, Note
from storage.models import Message as Said
from tests.flows.faults import (
    answer,
    outlast,
    rows_of,
    says,
    to_operators,
)
from tests.flows.stage import ANNA, BORIS, OPERATORS, VERA, Stage


@pytest.mark.parametrize(
    "fault", [Fault.html(502), Fault.reset_before(), Fault.error(500, {"ok": False, "description": "oops"})]
)
async def test_a_card_that_was_not_sent_is_sent_again(desk: Stage, fault: Fault) -> None:
    broken = desk.telegram.faults.add("sendMessage", fault, times=3, when=to_operators)
    desk.comment()
    while broken.hits < 3:
        await outlast(desk, 10)
    await outlast(desk, 10)
    await desk.card()
    await desk.calm()
    assert len(desk.cards()) == 1


async def test_a_call_that_hangs_ends_and_is_tried_again(stage: Stage) -> None:
    stage.telegram_seconds = 0.5
    async with stage.at_work():
        hang = stage.telegram.faults.add("sendMessage", Fault.hang(), times=1, when=to_operators)
        stage.comment()
        await stage.telegram.wait(lambda: hang.hits == 1)
        await asyncio.sleep(0.6)
        await outlast(stage, 5)
        await stage.card()


async def test_an_edit_survives_all_that_can_go_wrong(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    for fault in (Fault.html(502), Fault.drop_after(), Fault.reset_mid_body(), Fault.flood(5)):
        desk.telegram.faults.add("editMessageText", fault, times=1)
    await desk.press(ANNA, card, "Claim")

    async def shown() -> bool:
        desk.time.let_pass(2)
        (row,) = await desk.rows(Card)
        return row.message_id == card.message_id and row.shown_version == row.wanted_version

    await desk.until(shown)
    assert desk.telegram.faults.hits["editMessageText"] == 4
    assert "With " in desk.text(card)
    assert len(desk.cards()) == 1


# --- ghosts


async def ghost_and_card(stage: Stage, words: str = "Where is my parcel?") -> tuple[Message, Message]:
    """The first sending was applied and never answered; the second is the authoritative one."""
    lost = stage.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    stage.comment(words)
    await stage.telegram.wait(lambda: lost.hits == 1)
    await outlast(stage, 5, 2)
    await stage.telegram.wait(lambda: len(stage.cards()) == 2)
    await stage.calm()
    ghost, card = stage.cards()
    (row,) = await stage.rows(Card)
    assert row.message_id == card.message_id, "only the newest is authoritative"
    return ghost, card


async def test_a_ghost_that_is_pressed_acts_and_becomes_a_pointer(desk: Stage) -> None:
    ghost, card = await ghost_and_card(desk)
    assert await desk.press(ANNA, ghost, "Claim") == "#1 is yours."
    await desk.says(card, "With ")
    await desk.says(ghost, "Case #1 is here")
    assert desk.labels(ghost) == []


async def test_what_is_typed_under_a_ghost_reaches_the_customer(desk: Stage) -> None:
    post = desk.post()
    lost = desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    desk.comment("?", post)
    await desk.telegram.wait(lambda: lost.hits == 1)
    await outlast(desk, 5, 2)
    await desk.telegram.wait(lambda: len(desk.cards()) == 2)
    await desk.calm()
    ghost, card = desk.cards()
    await answer(desk, ghost, "On its way!")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.says(card, "Waiting for the customer")
    await desk.says(ghost, "Case #1 is here")
    await answer(desk, ghost, "One more thing")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!", "One more thing"])


async def test_a_ghost_is_adopted_when_no_other_card_came_through(desk: Stage) -> None:
    lost = desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    desk.telegram.faults.add("sendMessage", Fault.html(502), when=to_operators)
    desk.comment()
    await desk.telegram.wait(lambda: lost.hits == 1)
    (ghost,) = await desk.telegram.wait(desk.cards)
    assert await desk.press(ANNA, ghost, "Claim") == "#1 is yours."
    await outlast(desk, 130)
    await desk.says(ghost, "With ")
    desk.telegram.faults.clear()
    await outlast(desk, 130)
    await desk.calm()
    assert desk.cards() == [ghost]
    (row,) = await desk.rows(Card)
    assert row.message_id == ghost.message_id


async def test_what_a_ghost_did_not_show_comes_below_it_when_it_is_adopted(desk: Stage) -> None:
    lost = desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    desk.telegram.faults.add("sendMessage", Fault.html(502), when=to_operators)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    await desk.telegram.wait(lambda: lost.hits == 1)
    (ghost,) = await desk.telegram.wait(desk.cards)
    desk.comment("And the second one?", post)
    await desk.until(lambda: desk.rows(Said, Said.text == "And the second one?"))
    assert await desk.press(ANNA, ghost, "Claim") == "#1 is yours."
    desk.telegram.faults.clear()
    await outlast(desk, 130)
    await desk.followup("And the second one?")
    assert desk.cards() == [ghost]


async def test_a_card_that_was_posted_anew_leaves_a_pointer_when_touched(desk: Stage) -> None:
    desk.comment()
    old = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/case 1")
    await desk.telegram.wait(lambda: len(desk.cards()) == 2)
    await desk.calm()
    assert await desk.press(ANNA, old, "Claim") == "#1 is yours."
    await desk.says(old, "Case #1 is here")
    (row,) = await desk.rows(Card)
    assert row.message_id == desk.cards()[-1].message_id != old.message_id


async def test_restricted_reactions_fall_back_and_none_at_all_is_no_trouble(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.telegram.restrict_reactions(OPERATORS, ["🤔", "👍"])
    reply = desk.telegram.say(ANNA, OPERATORS, "first", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(reply) == "🤔")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👍")
    desk.telegram.restrict_reactions(OPERATORS, [])
    second = await answer(desk, card, "second")
    await desk.vk.wait(lambda: desk.answers(post) == ["first", "second"])
    await desk.calm()
    assert desk.reaction(second) is None
    assert not await desk.rows(Lane, Lane.stopped.is_not(None))


async def test_an_hour_without_telegram_loses_nothing(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    card = await desk.card("before")
    reply = desk.telegram.say(ANNA, OPERATORS, "said before it", reply_to=card.message_id)

    async def queued() -> bool:
        return bool(await rows_of(desk, "answer"))

    await desk.until(queued)
    await desk.telegram.stop()
    for number in range(5):
        desk.comment(f"meanwhile {number}")
    desk.telegram.say(BORIS, OPERATORS, "// a note typed meanwhile", reply_to=card.message_id)
    await outlast(desk, 3600, 60)
    await desk.vk.wait(lambda: desk.answers(post) == ["said before it"])
    await desk.telegram.start()
    await outlast(desk, 130, 10)
    for number in range(5):
        await desk.card(f"meanwhile {number}")
    await desk.says(card, "Waiting for the customer")
    await desk.until(lambda: noted(desk, 1))
    assert [note.text for note in await desk.rows(Note)] == ["a note typed meanwhile"]
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👌")
    await desk.calm()
    assert len(desk.cards()) == 6
    assert desk.telegram.too_many == []


async def test_a_press_that_cannot_be_answered_any_more_acts_all_the_same(desk: Stage) -> None:
    description = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    too_old = Fault.error(400, {"ok": False, "error_code": 400, "description": description})
    desk.comment()
    card = await desk.card()
    old = desk.telegram.faults.add("answerCallbackQuery", too_old, times=1)
    desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
    await desk.says(card, "With ")
    assert old.hits == 1
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."


async def test_old_updates_that_come_once_more_behind_newer_ones_have_no_effect(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    queue = desk.telegram.queue
    for number in range(3):
        desk.telegram.say(ANNA, OPERATORS, f"// {number}", reply_to=card.message_id)
    ids = [update.update_id for update in queue.history[-3:]]
    await desk.until(lambda: noted(desk, 3))
    for number in reversed(ids):
        desk.telegram.redeliver(number)
    desk.telegram.say(ANNA, OPERATORS, "// 3", reply_to=card.message_id)
    await desk.until(lambda: noted(desk, 4))
    await desk.telegram.wait(lambda: not queue.again)
    await desk.calm()
    assert sorted([note.text for note in await desk.rows(Note)]) == ["0", "1", "2", "3"]


async def noted(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Note)) >= count


async def test_a_token_revoked_at_work_is_shown_and_with_a_new_one_all_goes_on(stage: Stage) -> None:
    """Nobody can be told in Telegram; `/readyz` and the log say it."""
    new = stage.settings["TELEGRAM_BOT_TOKEN"].replace("0123", "4567")
    post = stage.post()
    async with stage.at_work():
        stage.comment("before", post)
        card = await stage.card("before")
        await stage.telegram.stop()
        stage.telegram.server.token = new
        await stage.telegram.start()
        stage.comment("meanwhile", who=VERA)
        said = stage.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
        await outlast(stage, 30)
        await says(stage, "telegram: no updates: unauthorized")
    stage.settings["TELEGRAM_BOT_TOKEN"] = new
    async with stage.at_work():
        await outlast(stage, 330, 40)
        await stage.card("meanwhile")
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way!"])
        await stage.telegram.wait(lambda: stage.reaction(said) == "👌")


async def test_what_a_card_has_no_room_for_comes_below_it(stage: Stage) -> None:
    """Much was written before the case could be shown: the card has the newest words, a follow-up the first ones."""
    post = stage.post()
    async with stage.at_work():
        stage.telegram.faults.add("sendMessage", Fault.html(502), when=to_operators)
        for number in range(15):
            stage.comment(f"Question {number}.", post)
        await stage.until(lambda: all_stored(stage, 15))
        stage.telegram.faults.clear()
        await outlast(stage, 130)
        card = await stage.card("Question 14.")
        below = await stage.followup("Question 0.")
        await stage.calm()
        for number in range(15):
            words = f"Question {number}."
            assert (words in stage.text(card)) != (words in stage.text(below)), words
        assert below.reply_to is card


async def test_words_too_long_for_one_follow_up_come_in_several(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.comment("The first one.", post)
        await stage.card("The first one.")
        stage.telegram.faults.add("sendMessage", Fault.html(502), when=to_operators)
        for number in range(5):
            stage.comment(f"{number}: " + "word " * 250, post)
        await stage.until(lambda: all_stored(stage, 6))
        stage.telegram.faults.clear()
        await outlast(stage, 130)
        for number in range(5):
            await stage.followup(f"{number}: " + "word " * 249)
        await stage.calm()


async def all_stored(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Said)) == count
