"""What is shown of deadlines: the nearest that runs, and who let a case come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.view import CameBack, Due
from storage.among import OfSome
from storage.models import LIVE, Case, Deadline, Measure, Staff
from storage.queries import RUNS

_STANDING = OfSome(
    lambda ids: (
        select(Deadline, Staff.name)
        .outerjoin(Staff, Staff.id == Deadline.holder_id)
        .where(Deadline.case_id == func.any(ids))
        .where(Deadline.ended_at.is_(None) | (Deadline.measure == Measure.CLAIM))
        .order_by(Deadline.id)
        .execution_options(populate_existing=True)
    )
)


def due_of(row: Deadline) -> Due | None:
    return None if row.due_at is None else Due(Measure(row.measure), row.due_at, row.met is False)


async def due_in(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Due]:
    """The nearest of each case that has one."""
    query = select(Deadline).where(Deadline.case_id.in_(case_ids), RUNS)
    query = query.ext(distinct_on(Deadline.case_id)).order_by(Deadline.case_id, Deadline.due_at)
    found = (await session.scalars(query)).all()
    return {row.case_id: due for row in found if (due := due_of(row)) is not None}


Standing = tuple[Due | None, CameBack | None]


async def standing_of(session: AsyncSession, cases: Collection[Case]) -> Mapping[int, Standing]:
    """What the card of each says, by the case's id."""
    found: dict[int, list[tuple[Deadline, str]]] = defaultdict(list)
    for row, name in (await session.execute(*_STANDING([one.id for one in cases]))).all():
        found[row.case_id].append((row, name))
    return {one.id: _standing(one, found[one.id]) for one in cases}


def _standing(case: Case, rows: Sequence[tuple[Deadline, str]]) -> Standing:
    running = [(row.due_at, row) for row, _ in rows if row.ended_at is None and row.measure != Measure.CLAIM]
    due = min(((at, row.id, row) for at, row in running if at is not None), default=None)
    held = [(row, name) for row, name in rows if row.measure == Measure.CLAIM]
    back = None
    if case.holder_id is None and case.unanswered_since is not None and held:
        last, name = held[-1]
        # Of these very words: they may have been answered since, and the customer has written again.
        same = last.waits_since is not None and last.waits_since >= case.unanswered_since
        let = same and last.met is False and last.ended_at is not None
        back = CameBack(name, last.target) if let else None
    return (None if due is None else due_of(due[2])), back


async def overdue_in(session: AsyncSession, desk_id: int) -> int:
    """How many live cases have let something fall due."""
    query = (
        select(func.count(Deadline.case_id.distinct()))
        .join(Case, Case.id == Deadline.case_id)
        .where(Deadline.desk_id == desk_id, RUNS, Deadline.met.is_(False), Case.status.in_(LIVE))
    )
    return await session.scalar(query) or 0
