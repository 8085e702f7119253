"""A merged case is no closing: it is counted nowhere as one, and waits nowhere."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.reports.figures import figures
from bot.reports.period import Period
from tests.merging.ground import BEGAN, Ground

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize("apart", [False, True])
async def test_a_merge_is_counted_nowhere_as_closed(
    sessions: async_sessionmaker[AsyncSession], *, apart: bool
) -> None:
    ground = await Ground.begin(sessions)
    said = [await ground.says(who) for who in (1, 2)]
    one, other = [await ground.case_of(each) for each in said]
    before = ground.now + timedelta(seconds=1)
    await ground.merge(other, one)
    if apart:
        await ground.apart(other)
    async with sessions() as session:
        found = await figures(session, ground.desk_id, Period(BEGAN, ground.now + timedelta(seconds=1), UTC))
        assert (found.acts.resolved, found.acts.dismissed, found.acts.cases) == (0, 0, 2)
        cases = 2 if apart else 1
        assert (found.backlog.open, found.backlog.unanswered, found.first.unanswered) == (cases, cases, cases)
        assert (await figures(session, ground.desk_id, Period(BEGAN, before, UTC))).backlog.open == 2
