"""How fast cases are resolved, and whether they stay so."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.closings import Closing
from bot.reports.results import Ratio, Resolution
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations, seconds
from storage.models import CaseFact


async def resolution(session: AsyncSession, scope: Scope, closed: Sequence[Closing]) -> Resolution:
    """How long it took to resolve cases, how many were reopened, and how much work they were."""
    answered = counted.with_an_answer(scope)
    query = select(
        durations(seconds(CaseFact.opened_at, CaseFact.first_resolved_at)),
        func.count().filter(counted.reopened(scope)),
        func.count().filter(counted.maturing(scope)),
        func.count().filter(answered, counted.at_once(scope)),
        func.count().filter(answered),
    ).where(counted.first_resolved(scope))
    took, reopened, maturing, at_once, answered_ones = (await session.execute(query)).one()
    first = as_spread(took)
    last = [one for one in closed if not one.again]
    return Resolution(
        first=first,
        final=as_spread(*(one.took for one in last)),
        reopened=Ratio(reopened, first.n),
        maturing=maturing,
        at_once=Ratio(at_once, answered_ones),
        silent=first.n - answered_ones,
        handling=as_spread(*(one.handling for one in last)),
    )
