"""What is shown of deadlines: the nearest that runs, and who let a case come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.view import CameBack, Due
from storage.models import LIVE, Case, Deadline, Measure, Staff
from storage.queries import RUNS, RUNS_IN_CASE

Ts = TypeVarTuple("Ts")


def due_of(row: Deadline) -> Due | None:
    return None if row.due_at is None else Due(Measure(row.measure), row.due_at, row.met is False)


async def due_in(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Due]:
    """The nearest of each case that has one."""
    query = select(Deadline).where(Deadline.case_id.in_(case_ids), RUNS_IN_CASE)
    query = query.ext(distinct_on(Deadline.case_id)).order_by(Deadline.case_id, Deadline.due_at)
    found = (await session.scalars(query)).all()
    return {row.case_id: due for row in found if (due := due_of(row)) is not None}


_NEAREST = (
    select(Deadline.measure, Deadline.due_at, Deadline.met)
    .where(Deadline.case_id == Case.id, RUNS_IN_CASE)
    .order_by(Deadline.due_at, Deadline.id)
    .limit(1)
    .correlate(Case)
    .lateral("nearest")
)
_LAST_HELD = (
    select(Staff.name, Deadline.target, Deadline.waits_since, Deadline.met, Deadline.ended_at)
    .join(Staff, Staff.id == Deadline.holder_id)
    .where(Deadline.case_id == Case.id, Deadline.measure == Measure.CLAIM)
    .order_by(Deadline.id.desc())
    .limit(1)
    .correlate(Case)
    .lateral("last_held")
)
STANDING: tuple[ColumnElement[Any], ...] = (*_NEAREST.c, *_LAST_HELD.c)
"""The columns of `Standing`, for a question that is joined by `with_standing`."""


def with_standing(query: Select[*Ts]) -> Select[*Ts]:
    """`query`: one about cases."""
    return query.outerjoin(_NEAREST, true()).outerjoin(_LAST_HELD, true())


class Standing(NamedTuple):
    """Of a case: what runs and ends first, and how it was with who had it last."""

    measure: str | None
    due_at: datetime | None
    met: bool | None
    held_by: str | None
    minutes: int | None
    waits_since: datetime | None
    in_time: bool | None
    ended_at: datetime | None

    @property
    def due(self) -> Due | None:
        if self.measure is None or self.due_at is None:
            return None
        return Due(Measure(self.measure), self.due_at, self.met is False)

    def came_back(self, case: Case) -> CameBack | None:
        """Of these very words: they may have been answered since, and the customer has written again."""
        if case.holder_id is not None or case.unanswered_since is None or self.waits_since is None:
            return None
        let_go = self.in_time is False and self.ended_at is not None
        if not let_go or self.waits_since < case.unanswered_since:
            return None
        return CameBack(self.held_by or "", self.minutes or 0)


async def overdue_in(session: AsyncSession, desk_id: int) -> int:
    """How many live cases have let something fall due."""
    query = (
        select(func.count(Deadline.case_id.distinct()))
        .join(Case, Case.id == Deadline.case_id)
        .where(Deadline.desk_id == desk_id, RUNS, Deadline.met.is_(False), Case.status.in_(LIVE))
    )
    return await session.scalar(query) or 0
