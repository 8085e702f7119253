"""Answers that waited for somebody's look."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Approvals
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations, seconds
from storage.models import CaseFact, Draft, DraftState, Why


async def approvals(session: AsyncSession, scope: Scope) -> Approvals:
    """How many answers waited for a look, and what became of them."""
    decided = counted.by(Draft.decided_at, scope.known)
    approved = and_(Draft.state == DraftState.SENT, decided)
    declined = and_(Draft.state == DraftState.DECLINED, decided)
    still = or_(Draft.state == DraftState.WAITING, Draft.decided_at >= counted.moment(scope.known))
    query = (
        select(
            func.count(),
            func.count().filter(approved),
            func.count().filter(declined),
            func.count().filter(still),
            durations(seconds(Draft.asked_at, Draft.decided_at), or_(approved, declined)),
        )
        .select_from(Draft)
        .join(CaseFact, CaseFact.case_id == Draft.case_id)
        .where(counted.cases(scope), Draft.why == Why.APPROVAL, counted.within(Draft.asked_at, scope))
    )
    asked, yes, no, waiting, took = (await session.execute(query)).one()
    return Approvals(asked, yes, no, waiting, as_spread(took))
