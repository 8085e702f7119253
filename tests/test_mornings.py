"""What the morning's message lists, and who is told at night, on the database alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.actions import Press, perform
from bot.desk.states import Action
from bot.mornings import mornings
from bot.snoozing import snooze
from storage.models import Case, Conversation, Desk, Message, Outbox, Staff
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
AFTERNOON = datetime(2026, 3, 2, 15, tzinfo=UTC)
NIGHT = AFTERNOON.replace(hour=22)
MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)
WEEK = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    found = await Ground.begin(sessions)
    async with sessions.begin() as session:
        await session.execute(update(Desk).values(hours=WEEK, closed_notice="all"))
    found.now = AFTERNOON
    return found


async def greeting(ground: Ground) -> str:
    async with ground.sessions.begin() as session:
        await mornings(session, MORNING + timedelta(minutes=1))
    async with ground.sessions() as session:
        rows = await session.scalars(select(Outbox).where(Outbox.kind == "notice"))
        return "".join(str(one.payload) for one in rows.all())


async def by_anna(ground: Ground, case_id: int, action: Action) -> None:
    async with ground.sessions.begin() as session:
        anna = await session.get_one(Staff, ground.staff_id)
        await perform(session, case_id, Press(action), anna, ground.now)


async def test_who_waited_before_and_writes_again_at_night_is_listed(ground: Ground) -> None:
    await ground.says(1, "waits")
    await ground.says(2, "silent")
    ground.now = NIGHT
    await ground.says(1, "waits")
    said = await greeting(ground)
    assert "#1" in said
    assert "#2" not in said


async def test_who_writes_after_their_case_was_closed_is_listed_and_promised_nothing(ground: Ground) -> None:
    said = [await ground.case_of(await ground.says(who, f"of {who}")) for who in (1, 2)]
    for case in said:
        await by_anna(ground, case, Action.RESOLVE)
    ground.now = NIGHT
    await ground.says(1, "of 1")
    async with ground.sessions() as session:
        (heard,) = await session.scalars(select(Case).where(Case.after_close > 0))
        assert (await session.scalars(select(Message.id).where(Message.automatic))).all() == []
        told = select(Conversation.id).where(Conversation.closed_told_at.is_not(None))
        assert (await session.scalars(told)).all() == []
    assert (heard.number, heard.status) == (1, "resolved")
    said_in_the_morning = await greeting(ground)
    assert "#1" in said_in_the_morning
    assert "after resolution" in said_in_the_morning
    assert "#2" not in said_in_the_morning


async def test_what_was_put_off_or_closed_at_night_is_not_listed(ground: Ground) -> None:
    ground.now = NIGHT
    cases = [await ground.case_of(await ground.says(who, f"of {who}")) for who in (1, 2, 3)]
    async with ground.sessions.begin() as session:
        told = await session.scalars(select(Message.id).where(Message.automatic))
        assert len(told.all()) == 3, "an open case is told"
        anna = await session.get_one(Staff, ground.staff_id)
        await snooze(session, cases[0], MORNING + timedelta(days=7), anna, ground.now)
    await by_anna(ground, cases[1], Action.RESOLVE)
    said = await greeting(ground)
    assert "#3" in said
    assert "#1" not in said
    assert "#2" not in said
