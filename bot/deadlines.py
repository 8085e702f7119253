"""All deadlines of a desk, reckoned anew when what they are reckoned by has changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency
from bot.due import due_in
from bot.record import want_card
from bot.stopwatch import follow, touch
from storage.models import LIVE, Case, Deadline, Desk, Measure

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


async def recalculate(session: AsyncSession, desk: Desk, now: datetime) -> None:
    """The desk's targets, hours, holidays or exceptions have changed. What counts since it last stood still is counted
    by what holds now; cards that say another time are drawn again.
    """
    await session.flush()
    query = (
        select(Case)
        .where(Case.desk_id == desk.id, Case.status.in_(LIVE))
        .order_by(Case.id)
        .with_for_update(key_share=True, of=Case)
        .execution_options(populate_existing=True)
    )
    cases = (await session.scalars(query)).all()
    ids = [case.id for case in cases]
    before = await due_in(session, ids)
    await follow(session, desk, [(case, now) for case in cases])
    await session.flush()
    after = await due_in(session, ids)
    for case in cases:
        if before.get(case.id) != after.get(case.id):
            await want_card(session, case, Urgency.REFRESH, now)
