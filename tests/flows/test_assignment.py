"""A case is given to a colleague, who is told; all that somebody has is handed over."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from sandbox.telegram.model import Answer
from storage.models import Case, Draft, Role, Staff
from tests.flows.alone import alone, group_said, held, mentions, own_card
from tests.flows.answering import kinds
from tests.flows.given import IGOR, given
from tests.flows.stage import ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, VERA, Stage
from tests.flows.words import hears, in_private, told


async def known(desk: Stage, *people: int) -> None:
    """People are known once they have said something."""
    for who in people:
        desk.telegram.say(who, OPERATORS, "/mine")
        await desk.whisper(who, "You have no cases")


async def test_a_case_is_given_by_a_button_and_taken_back(desk: Stage) -> None:
    await known(desk, BORIS)
    desk.telegram.say(BORIS, OPERATORS, "/shift on")
    await desk.whisper(BORIS, "You are on shift")
    card = await held(desk, "Where is my parcel?")
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Assign")
    picker = await desk.whisper(ANNA, "Anna has #1. Who shall have it?")
    assert desk.labels(picker) == ["🟢 Boris · 0", "Olga · 0", "Close"]
    assert await desk.press_whisper(ANNA, picker, "🟢 Boris · 0") == "#1 is with Boris now."
    await desk.says(card, "With Boris")
    # Who never opened the private chat is told in the group, by name.
    said = await desk.followup("Anna gave you #1")
    assert (mentions(said), said.reply_to) == ([BORIS], card)
    assert "Where is my parcel?" in desk.text(said)
    desk.telegram.say(ANNA, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Anna")
    assert (await kinds(desk))[-2:] == ["assign", "take_over"]


async def test_a_case_is_given_by_a_command_to_who_has_opened_the_private_chat(desk: Stage) -> None:
    await in_private(desk, BORIS)
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/assign", reply_to=card.message_id)
    await desk.whisper(ANNA, "I know nobody called")
    desk.telegram.say(ANNA, OPERATORS, "/assign Petr", reply_to=card.message_id)
    await desk.whisper(ANNA, "I know nobody called Petr here. For example:")
    desk.telegram.say(ANNA, OPERATORS, "/assign bor", reply_to=card.message_id)
    await desk.whisper(ANNA, "#1 is with Boris now.")
    said = await hears(desk, "Anna gave you #1", BORIS)
    assert [one.url for one in said.entities if one.url] == [f"https://t.me/c/1000000001/{card.message_id}"]
    assert group_said(desk) == []
    desk.telegram.say(ANNA, OPERATORS, "/assign Boris", reply_to=card.message_id)
    await desk.whisper(ANNA, "They have it already.")
    desk.telegram.say(ANNA, OPERATORS, "/assign Boris")
    await desk.whisper(ANNA, "Swipe the card left and write: /assign @name")
    # A mistaken one is given back by whoever got it.
    desk.telegram.say(BORIS, BORIS, "/release", reply_to=said.message_id)
    await desk.says(card, "Nobody has it")


async def test_to_whom_a_case_cannot_be_given_and_who_is_off_shift(desk: Stage) -> None:
    await known(desk, ANNA, BORIS)
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    card = await held(desk, "Where is my parcel?")
    await desk.press(IGOR, card, "More")
    menu = await desk.whisper(IGOR, "Case #1")
    assert "Assign" not in desk.labels(menu)
    desk.telegram.say(ANNA, OPERATORS, "/shift on")
    await desk.whisper(ANNA, "You are on shift")
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Assign")
    picker = await desk.whisper(ANNA, "Who shall have it?")
    toast = await desk.press_whisper(ANNA, picker, "Boris · 0")
    assert toast == "#1 is with Boris now. They are not on shift: make sure that they see it."
    # The picker is old by now: one has left, the other only looks on.
    desk.telegram.say(ANNA, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Anna")
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Assign")
    picker = await desk.whisper(ANNA, "Who shall have it?")
    await desk.sql(f"UPDATE staff SET left_at = now() WHERE user_id = {BORIS}")
    await desk.sql(f"UPDATE staff SET role = 'viewer' WHERE user_id = {IGOR}")
    refused = await desk.press_whisper(ANNA, picker, "Boris · 0")
    assert refused == "Boris is not at the desk any more. Choose somebody else."
    refused = await desk.press_whisper(ANNA, picker, "Igor Lebedev · 0")
    assert refused == "Igor Lebedev cannot answer customers. Choose somebody else."
    desk.telegram.say(ANNA, OPERATORS, "/assign Igor", reply_to=card.message_id)
    await desk.whisper(ANNA, "I know nobody called Igor here")


async def test_who_is_off_shift_is_warned_of_only_where_somebody_is_on_shift(desk: Stage) -> None:
    """Even one whose name is as long as Telegram allows."""
    await known(desk, BORIS)
    card = await held(desk, "Where is my parcel?")
    await desk.sql(f"UPDATE staff SET name = '{'Boris ' * 21}' WHERE user_id = {BORIS}")
    given_ = await _given(desk, card)
    assert (given_.show_alert, given_.text.startswith("#1 is with Boris")) == (False, True)
    desk.telegram.say(ANNA, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Anna")
    desk.telegram.say(ANNA, OPERATORS, "/shift on")
    await desk.whisper(ANNA, "You are on shift")
    given_ = await _given(desk, card)
    assert given_.show_alert
    assert given_.text.endswith("… now. They are not on shift: make sure that they see it.")


async def _given(desk: Stage, card: Said) -> Answer:
    """Anna gives the case to Boris by buttons; what she sees."""
    desk.telegram.restart_client(ANNA)
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Assign")
    picker = await desk.whisper(ANNA, "Who shall have it?")
    label = next(one for one in desk.labels(picker) if "Boris" in one)
    number = getattr(picker, "ephemeral_message_id")  # noqa: B009 - a Message that is ephemeral
    return await desk.telegram.press_ephemeral(ANNA, OPERATORS, number, label).answered()


async def test_given_to_somebody_who_works_in_private_and_blocked_the_bot_meanwhile(desk: Stage) -> None:
    await alone(desk, BORIS)
    card = await held(desk, "Where is my parcel?")
    desk.telegram.say(ANNA, OPERATORS, "/assign Boris", reply_to=card.message_id)
    own = await own_card(desk, "With Boris", BORIS)
    said = await hears(desk, "Anna gave you #1", BORIS)
    assert said.reply_to in (own, None)
    await in_private(desk, ANNA)
    desk.telegram.block(ANNA)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.private_at.is_(None)))
    desk.telegram.say(BORIS, BORIS, "/assign Anna", reply_to=own.message_id)
    told_her = await desk.followup("Boris gave you #1")
    assert mentions(told_her) == [ANNA]
    await desk.says(own, "With Anna")


async def test_all_that_somebody_has_is_handed_over_with_its_drafts(desk: Stage) -> None:
    await in_private(desk, BORIS)
    await known(desk, OLGA)
    first = await held(desk, "Where is my parcel?")
    desk.vk.message(VERA, BRAND, "Is it decaf?")
    second = await desk.card("Is it decaf?")
    # Anna's words on what Boris had wait for her alone; then she took it over.
    await desk.press(BORIS, second, "Claim")
    desk.telegram.say(ANNA, OPERATORS, "It is not", reply_to=second.message_id)
    await desk.says(second, "It is not")
    desk.telegram.say(ANNA, OPERATORS, "/takeover", reply_to=second.message_id)
    await desk.says(second, "With Anna")
    desk.telegram.say(ANNA, OPERATORS, "/handover Boris")
    await desk.whisper(ANNA, "2 cases are with Boris now, who has been told.")
    said = await hears(desk, "Anna handed 2 cases over to you: #1 #2", BORIS)
    assert [one.url for one in said.entities if one.url] == [
        f"https://t.me/c/1000000001/{one.message_id}" for one in (first, second)
    ]
    await desk.says(first, "With Boris")
    await desk.says(second, "With Boris")
    assert len(told(desk, "handed", BORIS)) == 1
    assert await desk.press(BORIS, second, "Send draft") == "Sending."
    assert (await desk.rows(Draft))[0].state == "sent"
    desk.telegram.say(ANNA, OPERATORS, "/handover Boris")
    await desk.whisper(ANNA, "You have no cases to hand over.")
    # From one's own list, back to the queue.
    desk.telegram.say(BORIS, BORIS, "/mine")
    mine = await hears(desk, "You have 2 cases", BORIS)
    await desk.press(BORIS, mine, "Hand over", BORIS)
    await desk.says(mine, "Who takes them?")
    assert desk.labels(mine)[-2:] == ["To the queue", "Keep them"]
    await desk.press(BORIS, mine, "To the queue", BORIS)
    await desk.says(mine, "2 cases are free again.")
    assert [one.holder_id for one in await desk.rows(Case)] == [None, None]
    await desk.says(first, "Nobody has it")
