"""How fast customers are answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.days import days_of
from bot.reports.openings import FirstAnswers, Opening
from bot.reports.results import FirstResponse, NextResponse, Spread
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations
from storage.models import WaitFact


def first_response(scope: Scope, opened: Sequence[Opening], first: FirstAnswers) -> FirstResponse:
    """How long customers waited for the first answer."""
    return FirstResponse(
        clock=first.clock,
        working=first.working,
        unanswered=sum(one.n for one in opened if one.unanswered),
        closed=sum(one.n for one in opened if one.closed),
        by_day=tuple((day, first.by_day.get(day, Spread())) for day in days_of(scope)),
    )


def later_waits(scope: Scope) -> ColumnElement[bool]:
    """Waits after the first one that the desk heard of in the period."""
    return and_(
        WaitFact.desk_id == scope.desk_id,
        WaitFact.n > 0,
        counted.within(WaitFact.heard_at, scope),
        counted.asked_for(WaitFact.case_id, scope),
    )


async def next_response(session: AsyncSession, scope: Scope) -> NextResponse:
    """How long customers waited for each later answer."""
    answered = counted.by(WaitFact.answered_at, scope.known)
    query = select(
        durations(WaitFact.seconds, answered),
        durations(WaitFact.working, answered),
        func.count().filter(counted.waiting(scope.known)),
    ).where(later_waits(scope))
    clock, working, still = (await session.execute(query)).one()
    return NextResponse(as_spread(clock), as_spread(working), still)
