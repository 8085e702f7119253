"""Who works just now, at a glance; and what becomes of what somebody has when their shift ends."""

from __future__ import annotations

from bot.panels import follow
from bot.shifts import look_at_shifts
from storage.models import Staff
from tests.flows.alone import held
from tests.flows.answering import happened
from tests.flows.departments import department
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.words import hears, in_private, told

HOUR = 3600


async def on_shift(desk: Stage) -> list[int]:
    return [one.user_id for one in await desk.rows(Staff, Staff.on_shift_since.is_not(None))]


async def test_who_is_on_shift_with_how_many_each_has(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/shift")
    seen = await desk.whisper(ANNA, "Nobody is on shift.")
    assert await desk.press_whisper(ANNA, seen, "On shift") == "You are on shift."
    await desk.whisper(ANNA, "You are on shift and have no cases.")
    await held(desk, "Where is my parcel?")
    desk.telegram.say(BORIS, OPERATORS, "/Shift ON")
    glance = await desk.whisper(BORIS, "On shift: 2")
    lines = [line.split(" · began ")[0] for line in desk.text(glance).splitlines()]
    assert lines[:3] == ["On shift: 2", "🟢 Boris · no cases", "🟢 Anna · 1 case"]
    # Once more changes nothing.
    desk.telegram.say(BORIS, OPERATORS, "/shift on")
    await desk.until(lambda: happened(desk, "shift_on"))
    desk.telegram.say(BORIS, OPERATORS, "/shift maybe")
    await desk.whisper(BORIS, "/shift on begins yours")
    assert await happened(desk, "shift_on") == 2
    # Going off with cases offers to hand them over.
    desk.telegram.say(ANNA, OPERATORS, "/shift off")
    offer = await desk.whisper(ANNA, "Your shift is over. You still have 1 case")
    assert desk.labels(offer) == ["🟢 Boris · 0", "Olga · 0", "To the queue", "Keep them"]
    await desk.press_whisper(ANNA, offer, "🟢 Boris · 0")
    await desk.whisper(ANNA, "1 case is with Boris now")
    assert await on_shift(desk) == [BORIS]
    assert not desk.telegram.ephemerals(OPERATORS, STRANGER)


async def test_a_forgotten_shift_is_asked_about_once_and_leaving_ends_it(desk: Stage) -> None:
    assert desk.desk is not None
    await in_private(desk, ANNA)
    for who in (ANNA, BORIS):
        desk.telegram.say(who, OPERATORS, "/shift on")
        await desk.whisper(who, "You are on shift")
    desk.time.let_pass(15 * HOUR)
    await desk.desk.clock.tick(look_at_shifts)
    desk.time.let_pass(2 * HOUR)
    await desk.desk.clock.tick(look_at_shifts)
    await desk.desk.clock.tick(look_at_shifts)
    asks = await hears(desk, "Does it go on?", ANNA)
    group = await hears(desk, "Does it go on?", OPERATORS)
    assert [one.user_id for one in group.entities if one.user_id] == [BORIS]
    assert await desk.press(ANNA, asks, "Off shift", ANNA) == "Your shift is over."
    assert await on_shift(desk) == [BORIS]
    desk.telegram.leave(BORIS, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.left_at.is_not(None)))
    await desk.desk.clock.tick(look_at_shifts)
    assert await on_shift(desk) == []
    assert len(told(desk, "Does it go on?", ANNA)) == len(told(desk, "Does it go on?", OPERATORS)) == 1
    # A role without cases ends it as well, on the record.
    desk.telegram.say(ANNA, OPERATORS, "/shift on")
    await desk.until(lambda: on_shift(desk))
    before = await happened(desk, "shift_off")
    await in_private(desk, OLGA)
    desk.telegram.say(OLGA, OLGA, f"/staff {ANNA} viewer")
    await hears(desk, "Anna: viewer from now on.")
    assert await on_shift(desk) == []
    assert await happened(desk, "shift_off") == before + 1


async def test_the_board_shows_who_is_on_shift(desk: Stage) -> None:
    assert desk.desk is not None
    await desk.sql("UPDATE desks SET board = true")
    await desk.desk.clock.tick(follow)
    board = await desk.card("📋")
    desk.telegram.say(ANNA, OPERATORS, "/shift on")
    await desk.whisper(ANNA, "You are on shift")
    desk.time.let_pass(31)
    await desk.desk.clock.tick(follow)
    await desk.says(board, "🟢 On shift: Anna")


async def test_who_answers_nobody_has_no_shift(desk: Stage) -> None:
    await department(desk)
    desk.telegram.start_bot(PETR)
    for said in ("/shift on", "/private on", "/handover queue"):
        desk.time.let_pass(1)
        desk.telegram.say(PETR, PETR, said)
        await desk.telegram.wait(lambda: len(told(desk, "That is for operators.", PETR)) == 1)
        desk.telegram.chat_of(PETR).messages.clear()
    assert await on_shift(desk) == []
