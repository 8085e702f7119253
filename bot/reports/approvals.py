"""Answers that waited for somebody's look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Approvals
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations, seconds
from storage.models import CaseFact, Draft, DraftState, Why


def became(known: datetime) -> Mapping[str, ColumnElement[bool]]:
    """What had become of such an answer by `known`, by the field of Approvals; "decided": the one or the other."""
    decided = counted.by(Draft.decided_at, known)
    approved = and_(Draft.state == DraftState.SENT, decided)
    declined = and_(Draft.state == DraftState.DECLINED, decided)
    return {
        "approved": approved,
        "declined": declined,
        "open": or_(Draft.state == DraftState.WAITING, Draft.decided_at >= counted.moment(known)),
        "decided": or_(approved, declined),
    }


def asked(scope: Scope) -> ColumnElement[bool]:
    """In the period."""
    return and_(Draft.why == Why.APPROVAL, counted.within(Draft.asked_at, scope))


async def approvals(session: AsyncSession, scope: Scope) -> Approvals:
    """How many answers waited for a look, and what became of them."""
    of = became(scope.known)
    query = (
        select(
            func.count(),
            func.count().filter(of["approved"]),
            func.count().filter(of["declined"]),
            func.count().filter(of["open"]),
            durations(seconds(Draft.asked_at, Draft.decided_at), of["decided"]),
        )
        .select_from(Draft)
        .join(CaseFact, CaseFact.case_id == Draft.case_id)
        .where(counted.cases(scope), asked(scope))
    )
    n_asked, yes, no, waiting, took = (await session.execute(query)).one()
    return Approvals(n_asked, yes, no, waiting, as_spread(took))
