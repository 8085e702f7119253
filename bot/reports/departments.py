"""What departments were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import DepartmentWork
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, durations, seconds
from storage.models import Department, Escalation


def became(known: datetime) -> Mapping[str, ColumnElement[bool]]:
    """What had become of a question by `known`, by the field of DepartmentWork."""
    answered = counted.by(Escalation.answered_at, known)
    returned = and_(~answered, counted.by(Escalation.returned_at, known))
    due = Escalation.due_at
    overdue = and_(
        counted.by(due, known),
        or_(Escalation.answered_at.is_(None), Escalation.answered_at > due),
        or_(Escalation.returned_at.is_(None), Escalation.returned_at > due),
    )
    return {
        "answered": answered,
        "overdue": overdue,
        "returned": returned,
        "open": and_(~answered, ~returned),
    }


async def departments(session: AsyncSession, scope: Scope) -> tuple[DepartmentWork, ...]:
    """What each department was asked, and how it answered; by name, those that were asked nothing left out."""
    of = became(scope.known)
    query = (
        select(
            Department.id,
            Department.name,
            func.count(),
            func.count().filter(of["answered"]),
            func.count().filter(of["overdue"]),
            func.count().filter(of["returned"]),
            func.count().filter(of["open"]),
            durations(seconds(Escalation.asked_at, Escalation.answered_at), of["answered"]),
        )
        .select_from(Escalation)
        .join(Department, Department.id == Escalation.department_id)
        .where(Department.desk_id == scope.desk_id, counted.among(Escalation.case_id, scope))
        .where(counted.within(Escalation.asked_at, scope))
        .group_by(Department.id, Department.name)
    )
    found = []
    for row in await session.execute(query):
        counts: Sequence[Any] = row[:-1]
        found.append(replace(DepartmentWork(*counts), took=as_spread(row[-1])))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.department_id)))
