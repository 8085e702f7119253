"""A case is put off, and comes back: when its time has come, when the customer writes, or when somebody wakes it up.

Every function works in the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import WOKEN
from bot.desk.lanes import Urgency
from bot.desk.permissions import require
from bot.desk.states import Act, Action
from bot.homes import chat_at_home, home_of
from bot.hours import may_ring_from
from bot.record import apply, enqueue, lock, want_card, want_own_card
from storage.models import Case, Staff

AT_ONCE = 200
"""Cases that one tick wakes up; the next one wakes the others."""


async def snooze(
    session: AsyncSession,
    case_id: int,
    until: datetime,
    staff: Staff,
    now: datetime,
    seen_version: int | None = None,
) -> Case:
    """It leaves the queue until then. Who snoozes a free case has it. `seen_version`: as in `Act`.

    Raises Refused (HeldByOther, Unseen).
    """
    require(staff.role, Action.SNOOZE)
    case = await lock(session, case_id)
    if case.snoozed_until == until and case.holder_id == staff.id:
        return case
    act = Act(Action.SNOOZE, now, staff.id, seen_version, until=until)
    await apply(session, case, act, {"until": until.isoformat()})
    if await chat_at_home(session, case) is None:
        await want_own_card(session, case, Urgency.ACT, now)
    else:
        await want_card(session, case, Urgency.ACT, now)
    return case


async def wake(session: AsyncSession, case_id: int, staff: Staff, now: datetime) -> Case:
    """Before its time. Raises Refused for one that does not sleep."""
    require(staff.role, Action.WAKE)
    case = await lock(session, case_id)
    await apply(session, case, Act(Action.WAKE, now, staff.id))
    await want_card(session, case, Urgency.ACT, now)
    return case


async def wake_due(session: AsyncSession, now: datetime) -> None:
    """The tick: whose time has come is in the queue again, and whoever has it is told. Twice is once. One that somebody is
    just at is looked at the next time.
    """
    due = (
        select(Case)
        .where(Case.snoozed_until <= now)
        .order_by(Case.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for case in (await session.scalars(due)).all():
        await apply(session, case, Act(Action.WAKE, now), {"after": "time"})
        enqueue(
            session,
            desk_id=case.desk_id,
            lane=await home_of(session, case),
            kind=WOKEN,
            urgency=Urgency.ACT,
            not_before=await may_ring_from(session, case, now),
            case=case,
            # Till the desk opens nothing else about the case waits for it.
            ordered=False,
        )
        await want_card(session, case, Urgency.ACT, now)
