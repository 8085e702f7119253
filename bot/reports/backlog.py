"""What is open at the end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, select, union_all
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import AGES, Backlog, Oldest
from bot.reports.scope import Scope
from bot.reports.spreads import seconds
from storage.models import Case, CaseFact

HOUR = 3600


def age(scope: Scope) -> ColumnElement[int]:
    """Which bucket of AGES an open case is in: 0 for the youngest."""
    old: Any = seconds(CaseFact.opened_at, counted.moment(scope.until))
    return func.width_bucket(old, array([float(edge * HOUR) for edge in AGES]))


async def backlog(session: AsyncSession, scope: Scope) -> Backlog:
    """What was open at the end of the period, how old it was, and who waited longest."""
    each = _cases(scope, age(scope).label("age"))
    query = select(each.c.age, func.count()).group_by(each.c.age)
    ages = {row[0]: row[1] for row in await session.execute(query)}
    unanswered, oldest = await _waiting(session, scope)
    return Backlog(
        open=sum(ages.values()),
        unanswered=unanswered,
        by_age=tuple(ages.get(bucket, 0) for bucket in range(len(AGES) + 1)),
        oldest=oldest,
    )


def _cases(scope: Scope, column: Any) -> Subquery:
    """Of `counted.backlog`: in two halves, each of which is read from an index alone."""
    halves = (counted.open_still(scope), counted.closed_later(scope))
    return union_all(*(select(column).where(half) for half in halves)).subquery()


async def _waiting(session: AsyncSession, scope: Scope) -> tuple[int, Oldest | None]:
    """How many of the open cases' customers wait, and who has waited longest."""
    waits, cases = counted.waits(scope).subquery(), _cases(scope, CaseFact.case_id)
    query = (
        select(waits.c.case_id, waits.c.since, func.count().over())
        .join(cases, cases.c.case_id == waits.c.case_id)
        .order_by(waits.c.since, waits.c.case_id)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return 0, None
    case_id, since, waiting = row
    number = (await session.execute(select(Case.number).where(Case.id == case_id))).scalar_one()
    return waiting, Oldest(case_id, number, since)
