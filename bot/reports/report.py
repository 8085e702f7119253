"""All figures of a period."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.deadlines import DEFAULTS
from bot.facts import all_within
from bot.reports.approvals import approvals
from bot.reports.backlog import backlog
from bot.reports.closings import closings
from bot.reports.deeds import deeds
from bot.reports.departments import departments
from bot.reports.endings import endings
from bot.reports.failures import failures
from bot.reports.openings import first_answers, openings
from bot.reports.outside import outside
from bot.reports.people import people
from bot.reports.replies import replies
from bot.reports.resolution import resolution
from bot.reports.responses import first_response, next_response
from bot.reports.results import Report
from bot.reports.satisfaction import satisfaction
from bot.reports.scope import Scope
from bot.reports.tagging import tags
from bot.reports.targets import deadlines
from bot.reports.trend import trend
from bot.reports.volume import volume
from storage.models import Measure, Target

AT_WORK = """
SELECT set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '2', true),
    set_config('enable_parallel_hash', 'off', true)
"""
"""Until the transaction ends: rows are counted by as many as there are, and sorted in memory. What workers share is
kept small: containers have little memory to share."""


async def make_report(session: AsyncSession, scope: Scope, now: datetime) -> Report:
    """Brings the facts up to date first, in this transaction.

    Query after query: what is committed between two of them is in the later one only. Who wants one snapshot calls
    `bot.facts.up_to_date` before, and then `figures` in `moment.one_moment`.
    """
    await all_within(session, scope.desk_id)
    return await figures(session, scope, now)


async def figures(session: AsyncSession, scope: Scope, now: datetime) -> Report:
    """From the facts as they are. Reads only."""
    await session.execute(text(AT_WORK))
    done = await deeds(session, scope)
    opened = await openings(session, scope)
    first = await first_answers(session, scope)
    closed = await closings(session, scope)
    return Report(
        scope=scope,
        volume=await volume(session, scope, done, opened, first),
        first=first_response(scope, opened, first),
        next=await next_response(session, scope),
        resolution=await resolution(session, scope, closed),
        deadlines=await deadlines(session, scope),
        replies=replies(opened),
        departments=await departments(session, scope),
        approvals=await approvals(session, scope),
        people=await people(session, scope, done, first, closed),
        backlog=await backlog(session, scope),
        failures=await failures(session, scope, done),
        outside=outside(opened, first),
        tags=await tags(session, scope),
        endings=endings(closed),
        satisfaction=await satisfaction(session, scope),
        trend=await trend(session, scope),
        first_target=await first_target(session, scope.desk_id),
        made_at=now,
    )


async def first_target(session: AsyncSession, desk_id: int) -> int:
    """Seconds of working time that the desk aims at for the first response, where nothing has its own."""
    query = select(Target.minutes).where(
        Target.desk_id == desk_id,
        Target.measure == Measure.FIRST,
        Target.kind.is_(None),
        Target.category.is_(None),
        Target.priority.is_(None),
    )
    return (await session.scalar(query) or DEFAULTS[Measure.FIRST]) * 60
