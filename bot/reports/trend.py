"""Four weeks, day by day, and what is usual."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import as_date, day_begins, day_of
from bot.reports.days import days_of, four_weeks, weeks_before
from bot.reports.results import Spread, Trend
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations
from storage.models import CaseFact, Desk


async def trend(session: AsyncSession, scope: Scope) -> Trend:
    """What came in on each day of four weeks, by category, and how much is usual."""
    days = four_weeks(scope)
    found = await _cases(session, scope, days)
    names = sorted({name for _, name in found})
    return Trend(
        days=days,
        cases=tuple(sum(found[day, name] for name in names) for day in days),
        categories=tuple((name, tuple(found[day, name] for day in days)) for name in names),
        usual=await _usual(session, scope),
        first=await _first(session, scope, days) if len(days_of(scope)) < len(days) else (),
    )


async def _cases(session: AsyncSession, scope: Scope, days: tuple[date, ...]) -> Counter[tuple[date, str]]:
    zone = scope.period.zone
    since = day_begins(days[0], zone)
    day = day_of(CaseFact.opened_at, zone, since, scope.until).label("day")
    query = (
        select(day, CaseFact.category, func.count())
        .where(counted.cases(scope), CaseFact.opened_at >= counted.moment(since))
        .where(CaseFact.opened_at < counted.moment(scope.until))
        .group_by("day", CaseFact.category)
    )
    rows = await session.execute(query)
    return Counter({(as_date(day), category or ""): count for day, category, count in rows})


async def _first(session: AsyncSession, scope: Scope, days: tuple[date, ...]) -> tuple[Spread, ...]:
    zone = scope.period.zone
    since = day_begins(days[0], zone)
    day = day_of(CaseFact.opened_at, zone, since, scope.until).label("day")
    query = (
        select(day, durations(CaseFact.first_working, counted.answered(scope)))
        .where(counted.cases(scope), CaseFact.opened_at >= counted.moment(since))
        .where(CaseFact.opened_at < counted.moment(scope.until))
        .group_by("day")
    )
    found = {as_date(day): as_spread(took) for day, took in await session.execute(query)}
    return tuple(found.get(day, Spread()) for day in days)


async def _usual(session: AsyncSession, scope: Scope) -> float | None:
    if not await old_enough(session, scope):
        return None
    spans = weeks_before(scope)
    query = select(
        *(
            func.count().filter(
                and_(CaseFact.opened_at >= counted.moment(start), CaseFact.opened_at < counted.moment(end))
            )
            for start, end in spans
        )
    ).where(
        counted.cases(scope),
        CaseFact.opened_at >= counted.moment(spans[-1][0]),
        CaseFact.opened_at < counted.moment(spans[0][1]),
    )
    counts = (await session.execute(query)).one()
    return sum(counts) / len(counts)


async def old_enough(session: AsyncSession, scope: Scope) -> bool:
    """Whether the desk was there four weeks before the period: what came in then is all that came."""
    since = weeks_before(scope)[-1][0]
    query = select(Desk.id).where(Desk.id == scope.desk_id, Desk.created_at <= counted.moment(since))
    return await session.scalar(query) is not None
