"""A report is of one moment: what happens while it is made neither breaks it nor waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.facts import all_within
from bot.reports import moment as moment_module
from bot.reports.making import make
from bot.reports.moment import asking, one_moment
from bot.reports.period import Period
from bot.reports.report import figures
from bot.reports.scope import Scope
from bot.reports.wanted import Against, Wanted
from storage.engine import make_sessions
from storage.models import Case, Desk, Gives, ReportPage, Staff, StaleFact
from tests.reports.life import WEEK, Life

Sessions = async_sessionmaker[AsyncSession]
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
async def life(sessions: Sessions) -> Life:
    return await Life.begin(sessions, MONDAY, hours=WEEK)


async def stale(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(StaleFact)) or 0


async def test_a_message_that_comes_while_figures_are_counted_is_for_the_next_report(life: Life) -> None:
    await life.says(1)
    came = False

    @asynccontextmanager
    async def sessions() -> AsyncIterator[AsyncSession]:
        """The facts are up to date, then somebody writes."""
        nonlocal came
        async with life.sessions() as session:
            made = await stale(session) == 0
        if made and not came:
            came = True
            await life.says(2)
        async with life.sessions() as session:
            yield session

    async with life.sessions() as session:
        desk, staff = await session.get_one(Desk, life.desk_id), await session.get_one(Staff, life.people[0])
    page = ReportPage(wanted=Wanted(against=Against.NONE).packed(), gives=Gives.CSV)
    now = life.now + timedelta(minutes=1)
    made = await make(cast(Sessions, sessions), page, desk, staff, now, lambda _: None)
    assert made.report.volume.cases == 1
    async with life.sessions() as session:
        assert await stale(session) > 0, "nobody made its facts meanwhile"


async def test_sessions_side_by_side_see_the_same(life: Life) -> None:
    """Also what was committed after the first one began is in none."""
    await life.says(1)
    began = False

    @asynccontextmanager
    async def sessions() -> AsyncIterator[AsyncSession]:
        nonlocal began
        if began:
            await life.says(2)
        began = True
        async with life.sessions() as session:
            yield session

    async with one_moment(cast(Sessions, sessions)) as moment:
        assert len(moment) == 2
        assert [await session.scalar(select(func.count()).select_from(Case)) for session in moment] == [1, 1]
    async with life.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Case)) == 2


async def test_one_connection_is_enough(
    life: Life, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all others are taken nobody waits for long, and nothing is missing."""
    monkeypatch.setattr(moment_module, "AT_ONCE", 0.01)
    await life.says(1)
    narrow = create_async_engine(engine.url, pool_size=1, max_overflow=0)
    try:
        async with life.sessions() as session, session.begin():
            await all_within(session, life.desk_id)
        period = Period(MONDAY - timedelta(days=1), MONDAY + timedelta(days=1), ZoneInfo("UTC"))
        async with one_moment(make_sessions(narrow)) as moment:
            assert len(moment) == 1
            report = await figures(moment, Scope(life.desk_id, period, period.end), life.now)
        assert report.volume.cases == 1
    finally:
        await narrow.dispose()


async def test_what_fails_is_raised_as_it_is_and_ends_the_others(life: Life) -> None:
    scope = Scope(life.desk_id, Period(MONDAY, MONDAY, ZoneInfo("UTC")), MONDAY)
    ended = False

    async def waits(session: AsyncSession, _: Scope) -> None:
        nonlocal ended
        try:
            await asyncio.Event().wait()
        finally:
            ended = True

    async def fails(session: AsyncSession, _: Scope) -> None:
        await session.execute(text("SELECT 1 / 0"))

    async def both() -> None:
        async with one_moment(life.sessions) as moment, asking(moment, scope) as ask:
            ask(waits)
            await ask(fails)

    with pytest.raises(DBAPIError, match="division by zero"):
        await both()
    assert ended


async def test_whoever_reads_one_moment_cannot_write(life: Life) -> None:
    await life.says(1)
    for n in range(2):
        with pytest.raises(DBAPIError, match="read-only"):
            async with one_moment(life.sessions) as moment:
                await all_within(moment[n], life.desk_id)
    async with one_moment(life.sessions, "90s") as moment:
        limits = [
            await session.scalar(text(f"SHOW {one}_timeout"))
            for session in moment
            for one in ("statement", "lock")
        ]
    assert limits == ["90s"] * 4
    # The connection goes back as it came.
    async with life.sessions() as session, session.begin():
        await all_within(session, life.desk_id)
