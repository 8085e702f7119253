"""Four weeks, day by day, and what is usual."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import day_begins
from bot.reports.days import days_of, four_weeks, weeks_before
from bot.reports.deeds import deeds, times
from bot.reports.openings import Opening, cases_by_day, first_answers, openings
from bot.reports.results import Spread, Trend
from bot.reports.scope import Scope
from storage.models import Desk, Did


async def trend(session: AsyncSession, scope: Scope, opened: Sequence[Opening]) -> Trend:
    """What came in on each day of four weeks, by category, and how much is usual."""
    days = four_weeks(scope)
    since = day_begins(days[0], scope.period.zone)
    if since < scope.period.start:
        # More than the period, of which these are the cases.
        opened = await openings(session, replace(scope, period=replace(scope.period, start=since)))
    found = await asyncio.to_thread(cases_by_day, opened)
    names = sorted({name for day, name in found if day in days})
    first = first_answers(opened).by_day if len(days_of(scope)) < len(days) else None
    return Trend(
        days=days,
        cases=tuple(sum(found[day, name] for name in names) for day in days),
        categories=tuple((name, tuple(found[day, name] for day in days)) for name in names),
        usual=await _usual(session, scope),
        first=() if first is None else tuple(first.get(day, Spread()) for day in days),
    )


async def _usual(session: AsyncSession, scope: Scope) -> float | None:
    """Of as many days in the weeks before."""
    if not await old_enough(session, scope):
        return None
    spans = weeks_before(scope)
    count = 0
    for start, end in spans:
        then = replace(scope, period=replace(scope.period, start=start, end=end))
        count += times(await deeds(session, then, Did.OPENED), lambda one: one.did)[Did.OPENED]
    return count / len(spans)


async def old_enough(session: AsyncSession, scope: Scope) -> bool:
    """Whether the desk was there four weeks before the period: what came in then is all that came."""
    since = weeks_before(scope)[-1][0]
    query = select(Desk.id).where(Desk.id == scope.desk_id, Desk.created_at <= counted.moment(since))
    return await session.scalar(query) is not None
