"""How fast customers are answered."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import as_date, day_of
from bot.reports.days import days_of
from bot.reports.results import FirstResponse, NextResponse, Spread
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, spread
from storage.models import CaseFact, WaitFact


async def first_response(session: AsyncSession, scope: Scope) -> FirstResponse:
    """How long customers waited for the first answer."""
    answered = counted.answered(scope)
    query = select(
        *spread(CaseFact.first_seconds, answered),
        *spread(CaseFact.first_working, answered),
        func.count().filter(counted.unanswered(scope)),
        func.count().filter(counted.closed_unanswered(scope)),
    ).where(counted.opened(scope))
    n, halves, n_working, halves_working, unanswered, closed = (await session.execute(query)).one()
    days = await _by_day(session, scope)
    return FirstResponse(
        clock=as_spread(n, halves),
        working=as_spread(n_working, halves_working),
        unanswered=unanswered,
        closed=closed,
        by_day=tuple((day, days.get(day, Spread())) for day in days_of(scope)),
    )


async def _by_day(session: AsyncSession, scope: Scope) -> dict[object, Spread]:
    day = day_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until).label("day")
    query = (
        select(day, *spread(CaseFact.first_seconds, counted.answered(scope)))
        .where(counted.opened(scope))
        .group_by("day")
    )
    return {as_date(day): as_spread(n, halves) for day, n, halves in await session.execute(query)}


async def next_response(session: AsyncSession, scope: Scope) -> NextResponse:
    """How long customers waited for each later answer."""
    answered = counted.by(WaitFact.answered_at, scope.known)
    later = and_(
        WaitFact.desk_id == scope.desk_id,
        WaitFact.n > 0,
        counted.within(WaitFact.asked_at, scope),
        counted.asked_for(WaitFact.case_id, scope),
    )
    query = select(
        *spread(WaitFact.seconds, answered),
        *spread(WaitFact.working, answered),
        func.count().filter(counted.waiting(scope.known)),
    ).where(later, WaitFact.heard_at < counted.moment(scope.known))
    n, halves, n_working, halves_working, still = (await session.execute(query)).one()
    return NextResponse(as_spread(n, halves), as_spread(n_working, halves_working), still)
