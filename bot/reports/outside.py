"""What came when nobody worked."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Outside
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, spread
from storage.models import CaseFact


async def outside(session: AsyncSession, scope: Scope) -> Outside:
    """What came in when nobody worked, and how long it waited."""
    answered = counted.answered(scope)
    query = select(
        func.count(),
        *spread(CaseFact.first_seconds, answered),
        *spread(CaseFact.first_working, answered),
        func.count().filter(counted.unanswered(scope)),
    ).where(counted.opened(scope), CaseFact.outside)
    cases, n, halves, n_working, halves_working, unanswered = (await session.execute(query)).one()
    return Outside(cases, as_spread(n, halves), as_spread(n_working, halves_working), unanswered)
