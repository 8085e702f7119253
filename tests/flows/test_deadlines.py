"""Time runs out: the card counts down, each warning comes once, and what nobody answers goes back to the queue."""

from __future__ import annotations

from datetime import timedelta

from storage.models import Event
from tests.flows.alone import mentions
from tests.flows.answering import answer, happened
from tests.flows.deadlines import pass_minutes, said, waits
from tests.flows.stage import ANNA, BORIS, OLGA, OPERATORS, Stage
from tests.flows.words import hears, in_private, told


async def test_each_is_told_in_turn_and_once(desk: Stage) -> None:
    desk.comment("Where is my parcel?")
    card = await desk.card("Answer due")
    rows = await waits(desk)
    first = rows["first"]
    assert first.due_at == first.started_at + timedelta(minutes=30)
    assert [one.unix_time for one in card.entities if one.unix_time][-1] == int(first.due_at.timestamp())
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "Anna")
    await pass_minutes(desk, 21)
    (soon,) = said(desk, "⏱")
    assert (mentions(soon), soon.reply_to) == ([ANNA], card.message_id)
    print(desk.text(soon))
    await pass_minutes(desk, 9)
    (over,) = said(desk, "❗")
    print(desk.text(over))
    await desk.says(card, "Overdue")
    assert await happened(desk, "overdue") == 1
    await pass_minutes(desk, 16)
    late = await hears(desk, "🚨", OLGA)
    print(desk.text(late))
    await answer(desk, card)
    await desk.says(card, "Waiting for the customer")
    rows = await waits(desk)
    assert (rows["first"].met, rows["first"].ended_at is not None) == (False, True)
    assert (rows["resolution"].ended_at, rows["resolution"].due_at) == (None, None)
    assert "claim" in rows and rows["claim"].met
    print(desk.text(card))
    print(await desk.rows(Event))
    assert 0
