"""A case's category and priority, and how it ended: set by people, undone by setting them otherwise.

Every function works in the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import URGENT
from bot.desk.lanes import Urgency
from bot.desk.permissions import require
from bot.desk.states import CLOSED, Act, Action
from bot.homes import home_of
from bot.record import apply, enqueue, lock, want_card, want_own_card
from storage.models import Case, Category, Outbox, Outcome, Priority, Staff

RINGS_AGAIN = timedelta(hours=1)
"""Who changes their mind about what is urgent rings once."""


async def categorize(
    session: AsyncSession, case_id: int, category: Category | None, staff: Staff, now: datetime
) -> Case:
    """Twice is once. None: it has none."""
    require(staff.role, Action.SORT)
    case = await lock(session, case_id)
    if case.category != category:
        await _set(session, case, Act(Action.SORT, now, staff.id, says={"category": category}))
    return case


async def prioritize(
    session: AsyncSession, case_id: int, priority: Priority, staff: Staff, now: datetime
) -> Case:
    """Twice is once. What is raised comes out of a panel and goes before other cards; what is urgent rings."""
    require(staff.role, Action.SORT)
    case = await lock(session, case_id)
    before = case.priority
    if before == priority:
        return case
    await _set(session, case, Act(Action.SORT, now, staff.id, says={"priority": int(priority)}))
    if priority > max(before, Priority.NORMAL) and case.status not in CLOSED:
        await want_own_card(session, case, Urgency.URGENT_CARD, now)
        if priority == Priority.URGENT:
            await _ring(session, case, staff, now)
    return case


async def _ring(session: AsyncSession, case: Case, staff: Staff, now: datetime) -> None:
    rang = select(Outbox.id).where(
        Outbox.case_id == case.id, Outbox.kind == URGENT, Outbox.not_before > now - RINGS_AGAIN
    )
    if await session.scalar(rang.limit(1)) is not None:
        return
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await home_of(session, case),
        kind=URGENT,
        urgency=Urgency.FOLLOW_UP,
        not_before=now,
        case=case,
        payload={"by": staff.id},
    )


async def end(
    session: AsyncSession, case_id: int, outcome: Outcome | None, staff: Staff, now: datetime
) -> Case:
    """How a resolved case ended, as somebody says now. Twice is once. Raises Refused for one that is not resolved."""
    require(staff.role, Action.END)
    case = await lock(session, case_id)
    act = Act(Action.END, now, staff.id, says={"outcome": outcome})
    if case.outcome != outcome or case.status not in CLOSED:
        await _set(session, case, act)
    return case


async def _set(session: AsyncSession, case: Case, act: Act) -> None:
    await apply(session, case, act, act.says)
    await want_card(session, case, Urgency.ACT, act.at)
