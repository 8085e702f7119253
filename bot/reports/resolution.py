"""How fast cases are resolved, and whether they stay so."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Ratio, Resolution
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, seconds, spread
from storage.models import CaseFact


async def resolution(session: AsyncSession, scope: Scope) -> Resolution:
    """How long it took to resolve cases, how many were reopened, and how much work they were."""
    answered = counted.with_an_answer(scope)
    query = select(
        *spread(seconds(CaseFact.opened_at, CaseFact.first_resolved_at)),
        func.count().filter(counted.reopened(scope)),
        func.count().filter(counted.maturing(scope)),
        func.count().filter(answered, counted.at_once(scope)),
        func.count().filter(answered),
    ).where(counted.first_resolved(scope))
    n, halves, reopened, maturing, at_once, answered_ones = (await session.execute(query)).one()
    final = select(
        *spread(seconds(CaseFact.opened_at, counted.last_resolved_at(scope))),
        *spread(counted.handling(scope)),
    ).where(counted.resolved(scope))
    n_final, halves_final, n_handling, halves_handling = (await session.execute(final)).one()
    return Resolution(
        first=as_spread(n, halves),
        final=as_spread(n_final, halves_final),
        reopened=Ratio(reopened, n),
        maturing=maturing,
        at_once=Ratio(at_once, answered_ones),
        silent=n - answered_ones,
        handling=as_spread(n_handling, halves_handling),
    )
