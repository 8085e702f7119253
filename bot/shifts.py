"""Who works just now. A shift is a person's own word: nothing is refused to who is on none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import may, require
from bot.desk.states import Action
from bot.record import desk_event, enqueue
from storage.models import Case, Desk, Staff

LONG = timedelta(hours=16)
"""Who has been on shift for so long has most probably forgotten it, and is asked."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be given cases, and how many live ones they have."""

    staff: Staff
    holds: int

    @property
    def works(self) -> bool:
        return self.staff.on_shift_since is not None


async def colleagues(session: AsyncSession, desk_id: int) -> Sequence[Colleague]:
    """Who may answer, those on shift first, then those who have the fewest cases."""
    holds = (
        select(func.count())
        .where(Case.holder_id == Staff.id, Case.closed_at.is_(None))
        .correlate(Staff)
        .scalar_subquery()
    )
    query = select(Staff, holds).where(Staff.desk_id == desk_id, Staff.left_at.is_(None))
    query = query.order_by(Staff.on_shift_since.is_(None), holds, Staff.name, Staff.id)
    found = (await session.execute(query)).all()
    return [Colleague(staff, count) for staff, count in found if may(staff.role, Action.ANSWER)]


async def working(session: AsyncSession, desk_id: int) -> Sequence[Colleague]:
    return [one for one in await colleagues(session, desk_id) if one.works]


def begin(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """Raises Refused: who answers nobody has no shift. Whoever is on shift and says so again was not forgetful."""
    require(staff.role, Action.ANSWER)
    if staff.on_shift_since is None:
        staff.on_shift_since = now
        desk_event(session, staff.desk_id, "shift_on", at=now, by=staff.id)


def end(session: AsyncSession, staff: Staff, now: datetime) -> None:
    if staff.on_shift_since is not None:
        minutes = int((now - staff.on_shift_since).total_seconds() // 60)
        staff.on_shift_since = staff.shift_asked_at = None
        desk_event(session, staff.desk_id, "shift_off", at=now, by=staff.id, data={"minutes": minutes})


async def look_at_shifts(session: AsyncSession, now: datetime) -> None:
    """The tick: leaving the desk ends the shift; one that goes on for long is asked about, once."""
    on_shift = select(Staff).where(Staff.on_shift_since.is_not(None)).order_by(Staff.id)
    left = on_shift.where(Staff.left_at.is_not(None)).with_for_update(key_share=True)
    for staff in (await session.scalars(left)).all():
        end(session, staff, now)
    long = on_shift.where(Staff.on_shift_since < now - LONG, Staff.shift_asked_at.is_(None))
    for staff in (await session.scalars(long.with_for_update(key_share=True))).all():
        staff.shift_asked_at = now
        await _ask(session, staff, now)


async def _ask(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """In private; in the group if the person never opened the private chat."""
    desk = await session.get_one(Desk, staff.desk_id)
    chat_id = staff.user_id if staff.private_at is not None else desk.chat_id
    if chat_id is not None:
        enqueue(
            session,
            desk_id=desk.id,
            lane=telegram_lane(chat_id),
            kind="long_shift",
            urgency=Urgency.ACT,
            not_before=now,
            payload={"staff": staff.id},
        )
