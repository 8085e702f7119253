"""What ended a wait is undone: two cases are taken apart, an answer was none. The wait goes on, or is left uncounted.

Every function works in the caller's transaction, on a case that the caller has locked and changed already; how the rows
stand is reckoned at its end (`stopwatch.touch`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.deadlines import RESPONSES, Count
from bot.hours import hours_of
from storage.models import Case, Deadline, Desk, Measure


async def go_on(session: AsyncSession, case: Case, at: datetime) -> None:
    """What ended at `at` goes on as if it had not, if the same words wait again: the customer has waited all the while.
    Else it is counted as neither met nor missed.
    """
    mine = select(Deadline).where(Deadline.case_id == case.id)
    rows = (
        await session.scalars(mine.where(or_(Deadline.ended_at == at, Deadline.ended_at.is_(None))))
    ).all()
    running = {row.measure for row in rows if row.ended_at is None}
    for row in rows:
        if row.ended_at is None:
            continue
        if row.met:
            row.met = row.decided_at = None
        if row.measure not in running and _waits_again(row, case, at):
            row.ended_at, row.since, row.due_at = None, at, at


def _waits_again(row: Deadline, case: Case, at: datetime) -> bool:
    since = case.unanswered_since
    if case.closed_at is not None or since is None:
        return False
    if row.measure in RESPONSES:
        return row.waits_since is not None and since <= row.waits_since
    # Who has a case has as much time as who just claimed it.
    return row.measure == Measure.RESOLUTION and since <= at


async def let_out(session: AsyncSession, whole: Case, now: datetime) -> None:
    """A part was taken out of it: waits that were the part's end, and nobody answered. The whole's own begin anew."""
    query = select(Deadline).where(
        Deadline.case_id == whole.id,
        Deadline.ended_at.is_(None),
        Deadline.waits_since.is_distinct_from(whole.unanswered_since),
        Deadline.measure != Measure.RESOLUTION,
    )
    hours = await hours_of(session, await session.get_one(Desk, whole.desk_id))
    for row in (await session.scalars(query)).all():
        row.spent = Count(row.spent, row.since).at(now, hours)
        row.since = row.due_at = row.next_at = row.met = row.decided_at = None
        row.ended_at = now
