"""A merged case is no closing: it is counted nowhere as one, and waits nowhere."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.facts import up_to_date
from bot.reports.period import Period
from bot.reports.report import make_report
from bot.reports.scope import Scope
from tests.merging.ground import BEGAN, Ground

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize("apart", [False, True])
async def test_a_merge_is_counted_nowhere_as_closed(
    sessions: async_sessionmaker[AsyncSession], *, apart: bool
) -> None:
    ground = await Ground.begin(sessions)
    said = [await ground.says(who) for who in (1, 2)]
    one, other = [await ground.case_of(each) for each in said]
    await ground.merge(other, one)
    if apart:
        await ground.apart(other)
    period = Period(BEGAN, ground.now + timedelta(seconds=1), UTC)
    await up_to_date(sessions, ground.desk_id)
    async with sessions() as session:
        found = await make_report(session, Scope(ground.desk_id, period, period.end), ground.now)
        cases = 2 if apart else 1
        assert (found.volume.resolved, found.volume.dismissed, found.volume.cases) == (0, 0, cases)
        assert (found.backlog.open, found.backlog.unanswered, found.first.unanswered) == (cases, cases, cases)
