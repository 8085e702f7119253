"""A promise to a customer is told in the morning of its day: to whoever has their open case, else to the group."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.customer_locks import hold
from bot.customers import log_told
from bot.desk.customers import morning
from bot.desk.kinds import PROMISE_DUE
from bot.desk.lanes import Urgency, telegram_lane
from bot.homes import group_of
from bot.hours import hours_of
from bot.record import enqueue, lock
from storage.models import LIVE, Case, CustomerNote, Desk, Staff

FAR_EAST = timedelta(hours=14)
"""No zone is further ahead of UTC: what is due there by now may be due."""


async def tell_promises(session: AsyncSession, now: datetime) -> None:
    """The tick. Each once, whatever becomes of it."""
    due = (
        select(CustomerNote.id, CustomerNote.customer_id)
        .where(
            CustomerNote.due_on <= (now + FAR_EAST).date(),
            CustomerNote.told_at.is_(None),
            CustomerNote.kept_at.is_(None),
            CustomerNote.deleted_at.is_(None),
        )
        .order_by(CustomerNote.customer_id, CustomerNote.id)
    )
    for note_id, customer_id in (await session.execute(due)).all():
        await _tell(session, note_id, customer_id, now)


async def _tell(session: AsyncSession, note_id: int, customer_id: int, now: datetime) -> None:
    customer = (await hold(session, customer_id))[customer_id]
    note = await session.get_one(CustomerNote, note_id, populate_existing=True)
    changed = note.customer_id != customer_id or note.told_at or note.kept_at or note.deleted_at
    if changed or note.due_on is None:
        return
    desk = await session.get_one(Desk, customer.desk_id)
    if morning(note.due_on, await hours_of(session, desk), desk.summary_at) > now:
        return
    note.told_at = now
    log_told(session, customer, note.id, now)
    case_id = await _about(session, customer_id)
    if case_id is None:
        return
    case = await lock(session, case_id)
    holder = await _holder(session, case)
    private = holder is not None and holder.private_at is not None
    enqueue(
        session,
        desk_id=desk.id,
        lane=telegram_lane(holder.user_id)
        if holder is not None and private
        else await group_of(session, case),
        kind=PROMISE_DUE,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"note": note.id, "to": None if holder is None else holder.id},
    )


async def _about(session: AsyncSession, customer_id: int) -> int | None:
    """Their open case that somebody has, else an open one, else the last; the newest of each."""
    query = select(Case.id).where(Case.customer_id == customer_id)
    live = Case.status.in_(LIVE)
    order = ((live & Case.holder_id.is_not(None)).desc(), live.desc(), Case.id.desc())
    return await session.scalar(query.order_by(*order).limit(1))


async def _holder(session: AsyncSession, case: Case) -> Staff | None:
    if case.holder_id is None or case.status not in LIVE:
        return None
    holder = await session.get_one(Staff, case.holder_id)
    return None if holder.left_at is not None else holder
