"""All figures of a period."""

from __future__ import annotations

import asyncio
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
from bot.reports.moment import Moment, asking
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
SELECT set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '0', true),
    set_config('enable_sort', 'off', true)
"""
"""Until the transaction ends. Several sessions share the work, which costs less than workers for each query do. A million
rows are grouped by hashing them in half the time that it takes to sort them, which the planner expects to be less."""


async def make_report(session: AsyncSession, scope: Scope, now: datetime) -> Report:
    """Brings the facts up to date first, in this transaction.

    Query after query: what is committed between two of them is in the later one only. Who wants one snapshot calls
    `bot.facts.up_to_date` before, and then `figures` in `moment.one_moment`.
    """
    await all_within(session, scope.desk_id)
    return await figures((session,), scope, now)


async def figures(moment: Moment, scope: Scope, now: datetime) -> Report:
    """From the facts as they are. Reads only. What takes longest is asked first."""
    for session in moment:
        await session.execute(text(AT_WORK))
    async with asking(moment, scope) as ask:
        opened_, closed_ = ask(openings), ask(closings)
        due, after, tagged = ask(deadlines), ask(next_response), ask(tags)
        done_, left, asked, approved = ask(deeds), ask(backlog), ask(departments), ask(approvals)
        rated, aim = ask(satisfaction), ask(first_target)
        closed = await closed_
        resolved = ask(resolution, closed)
        opened = await opened_
        first = await asyncio.to_thread(first_answers, opened)
        weeks = ask(trend, opened)
        done = await done_
        came = ask(volume, done, opened, first)
        who, failed = ask(people, done, first, closed), ask(failures, done)
    return Report(
        scope=scope,
        volume=came.result(),
        first=first_response(scope, opened, first),
        next=after.result(),
        resolution=resolved.result(),
        deadlines=due.result(),
        replies=replies(opened),
        departments=asked.result(),
        approvals=approved.result(),
        people=who.result(),
        backlog=left.result(),
        failures=failed.result(),
        outside=outside(opened, first),
        tags=tagged.result(),
        endings=endings(closed),
        satisfaction=rated.result(),
        trend=weeks.result(),
        first_target=aim.result(),
        made_at=now,
    )


async def first_target(session: AsyncSession, scope: Scope) -> int:
    """Seconds of working time that the desk aims at for the first response, where nothing has its own."""
    query = select(Target.minutes).where(
        Target.desk_id == scope.desk_id,
        Target.measure == Measure.FIRST,
        Target.kind.is_(None),
        Target.category.is_(None),
        Target.priority.is_(None),
    )
    return (await session.scalar(query) or DEFAULTS[Measure.FIRST]) * 60
