"""A report is of one moment: what happens while it is made neither breaks it nor waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.facts import all_within
from bot.reports.making import make
from bot.reports.moment import one_moment
from bot.reports.wanted import Against, Wanted
from storage.models import Desk, Gives, ReportPage, Staff, StaleFact
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


async def test_whoever_reads_one_moment_cannot_write(life: Life) -> None:
    await life.says(1)
    with pytest.raises(DBAPIError, match="read-only"):
        async with one_moment(life.sessions) as session:
            await all_within(session, life.desk_id)
    async with one_moment(life.sessions, "90s") as session:
        limits = [await session.scalar(text(f"SHOW {one}_timeout")) for one in ("statement", "lock")]
    assert limits == ["90s", "90s"]
    # The connection goes back as it came.
    async with life.sessions() as session, session.begin():
        await all_within(session, life.desk_id)
