"""When a deadline was met, or missed: what a report counts in its period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.states import Action
from bot.transaction import transaction
from bot.warnings import warn
from storage.models import Deadline, Measure
from tests.reports.life import Life

Sessions = async_sessionmaker[AsyncSession]
BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
DUE = timedelta(minutes=30)
"""The program's own target for the first answer."""
DAY = timedelta(days=1)
"""And to resolve, where it is always open."""


@pytest.fixture
async def life(sessions: Sessions) -> Life:
    return await Life.begin(sessions, BEGAN)


async def decided(life: Life, measure: Measure) -> tuple[bool | None, timedelta | None]:
    """Whether it was met, and how long after the beginning that was known."""
    async with life.sessions() as session:
        row = (await session.scalars(select(Deadline).where(Deadline.measure == measure))).one()
        return row.met, None if row.decided_at is None else row.decided_at - BEGAN


async def test_met_when_it_is_answered(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    assert await decided(life, Measure.FIRST) == (None, None)
    life.now += DUE / 3
    await life.settles(await life.answers(case))
    assert await decided(life, Measure.FIRST) == (True, DUE / 3)


@pytest.mark.parametrize("warned", [False, True])
async def test_missed_when_it_fell_due_however_late_the_answer(life: Life, *, warned: bool) -> None:
    case = await life.case_of(await life.says(1))
    life.now += 3 * DUE
    if warned:
        async with transaction(life.sessions) as session:
            await warn(session, life.now)
        assert await decided(life, Measure.FIRST) == (False, None)
    await life.settles(await life.answers(case))
    assert await decided(life, Measure.FIRST) == (False, DUE)


async def test_missed_it_stays_so_while_it_stands_still(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += 2 * DAY
    await life.settles(await life.answers(case))
    assert await decided(life, Measure.RESOLUTION) == (False, DAY)
    life.now += DAY
    await life.presses(Action.RESOLVE, case)
    assert await decided(life, Measure.RESOLUTION) == (False, DAY)


async def test_resolved_in_time_it_was_and_open_again_it_is_decided_once_more(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += DUE
    await life.presses(Action.RESOLVE, case)
    assert await decided(life, Measure.RESOLUTION) == (True, DUE)
    life.now += 2 * DAY
    await life.presses(Action.REOPEN, case)
    life.now += DAY
    await life.presses(Action.RESOLVE, case)
    async with life.sessions() as session:
        query = select(Deadline).where(Deadline.measure == Measure.RESOLUTION).order_by(Deadline.id)
        rows = (await session.scalars(query)).all()
    assert [(row.met, row.decided_at, row.spent) for row in rows] == [
        (True, BEGAN + DUE, 1800),
        (False, BEGAN + 3 * DAY, 1800 + 86_400),
    ]


async def test_the_same_words_are_missed_once_if_their_case_takes_in_an_answered_one(life: Life) -> None:
    late = await life.case_of(await life.says(1))
    answered = await life.case_of(await life.says(1, thread="other"))
    await life.settles(await life.answers(answered))
    life.now += 2 * DUE
    await life.merges(answered, late)
    life.now += 4 * DUE
    await life.settles(await life.answers(late))
    async with life.sessions() as session:
        mine = select(Deadline.measure, Deadline.met).where(
            Deadline.case_id == late, Deadline.measure.in_((Measure.FIRST, Measure.NEXT))
        )
        assert [tuple(row) for row in await session.execute(mine)] == [(Measure.FIRST, False)]


async def test_what_needed_nobody_is_neither(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += DUE / 2
    await life.presses(Action.DISMISS, case)
    assert await decided(life, Measure.FIRST) == (None, None)


async def test_an_answer_that_was_none_decided_nothing(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    told = await life.tells(case)
    assert await decided(life, Measure.FIRST) == (True, timedelta())
    life.now += DUE / 2
    await life.takes_back(told)
    assert await decided(life, Measure.FIRST) == (None, None)
