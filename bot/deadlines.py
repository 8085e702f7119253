"""All deadlines of a desk, reckoned anew when what they are reckoned by has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.departments import deadline
from bot.desk.lanes import Urgency
from bot.due import due_in
from bot.hours import hours_of
from bot.record import want_card
from bot.stopwatch import follow, touch
from storage.models import LIVE, Case, Deadline, Desk, Escalation, Measure
from storage.queries import ASKED, RECKONED_THERE

AT_ONCE = 500


async def adopt(session: AsyncSession, now: datetime) -> None:
    """The tick: live cases from before there were deadlines have theirs from now on."""
    counted = exists().where(Deadline.case_id == Case.id, Deadline.measure == Measure.RESOLUTION)
    query = (
        select(Case)
        .where(Case.status.in_(LIVE), Case.quiet.is_(None), ~counted)
        .order_by(Case.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for case in (await session.scalars(query)).all():
        touch(session, case, now)


async def renew(session: AsyncSession, desk_id: int) -> None:
    """The desk's targets, hours, holidays, exceptions or time zone have changed. The clock follows: whoever changes them
    has locked the desk, and customers who write have locked their cases first.
    """
    session.info["renewed"] = True
    await session.execute(
        update(Desk)
        .where(Desk.id == desk_id)
        .values(terms=Desk.terms + 1)
        .execution_options(synchronize_session=False)
    )


async def reckon_anew(session: AsyncSession, now: datetime) -> None:
    """The tick after `renew`, so many cases at a time. What counts since it last stood still is counted by what holds now;
    cards that say another time are drawn again. Twice is once. A case that somebody is just at waits for the next time.
    """
    stale = select(Deadline.case_id).join(Desk, Desk.id == Deadline.desk_id)
    stale = stale.where(Deadline.ended_at.is_(None), Deadline.terms < Desk.terms)
    asked = select(Escalation.case_id).where(ASKED, ~RECKONED_THERE)
    query = (
        select(Case)
        .where(Case.id.in_(union(stale, asked)))
        .order_by(Case.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    of_desk: dict[int, list[Case]] = {}
    for case in (await session.scalars(query)).all():
        of_desk.setdefault(case.desk_id, []).append(case)
    for desk_id, cases in of_desk.items():
        await _reckon(session, await session.get_one(Desk, desk_id), cases, now)


async def _reckon(session: AsyncSession, desk: Desk, cases: Sequence[Case], now: datetime) -> None:
    ids = [case.id for case in cases]
    before = await due_in(session, ids)
    await follow(session, desk, [(case, now) for case in cases])
    await session.flush()
    after = await due_in(session, ids)
    moved = {one for one in ids if before.get(one) != after.get(one)} | await _departments(session, desk, ids)
    for case in cases:
        if case.id in moved:
            await want_card(session, case, Urgency.REFRESH, now)


async def _departments(session: AsyncSession, desk: Desk, case_ids: Collection[int]) -> set[int]:
    """When departments have to answer. What they were told of already stays so. Cases of which it is another time."""
    hours = await hours_of(session, desk)
    query = select(Escalation).where(Escalation.case_id.in_(case_ids), ASKED)
    moved = set()
    rows = await session.scalars(query.execution_options(populate_existing=True))
    for asked in rows.all():
        before, asked.terms = asked.due_at, desk.terms
        if asked.counts_from is None or asked.allowed is None or asked.overdue_told_at is not None:
            continue
        due = deadline(asked.counts_from, timedelta(seconds=asked.allowed), hours)
        due.holds_for(asked, desk.terms)
        if before != asked.due_at:
            moved.add(asked.case_id)
    return moved
