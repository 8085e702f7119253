"""How cases ended."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Count, Endings, Ratio
from bot.reports.scope import Scope
from storage.models import CaseFact, Outcome


async def endings(session: AsyncSession, scope: Scope) -> Endings:
    """How resolved cases ended, as somebody said."""
    query = select(CaseFact.outcome, func.count()).where(counted.resolved(scope)).group_by(CaseFact.outcome)
    found = {outcome or "": count for outcome, count in await session.execute(query)}
    return Endings(
        outcomes=tuple(
            Count(name, count) for name, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
        ),
        sent_elsewhere=Ratio(found.get(Outcome.SENT_ELSEWHERE, 0), sum(found.values())),
    )
