"""What the clock sees of departments: deadlines, and questions back that nobody answers, told once each; and a person who
cannot be reached any more.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import departments
from bot.asked import each_open, log, to_department, to_operators
from bot.desk.departments import ASK_AGAIN_AFTER, ask_again
from bot.desk.lanes import Urgency
from bot.hours import not_at_rest, rests
from bot.record import want_card
from storage.models import Case, Department, Desk, Escalation, Note, Staff
from storage.queries import ASKED, RECKONED_THERE

RUNS = Escalation.asked_back_at.is_(None) & Escalation.overdue_told_at.is_(None) & RECKONED_THERE
"""Its time does not stand still, and is not over."""


async def tell_in_time(session: AsyncSession, now: datetime) -> None:
    """Departments whose time runs out; departments and operators where it has; operators whose answer a department waits
    for. Twice is once. All cases are locked in one pass, in their order.
    """
    over = RUNS & (Escalation.due_at <= now)
    soon = RUNS & (Escalation.remind_at <= now) & Escalation.reminded_at.is_(None)
    heard = exists().where(Case.id == Escalation.case_id, await not_at_rest(session, now))
    long = Escalation.asked_back_at <= now - ASK_AGAIN_AFTER
    forgotten = long & Escalation.asked_again_at.is_(None) & heard
    to_another = Escalation.asked_back_at.is_not(None) & exists().where(
        Case.id == Escalation.case_id,
        Case.holder_id.is_not(None),
        Case.holder_id.is_distinct_from(Escalation.asked_back_to),
    )
    for asked, case in await each_open(session, or_(over, soon, forgotten, to_another)):
        if asked.asked_back_at is not None:
            await _ask_again(session, case, asked, now)
        elif asked.overdue_told_at is not None:
            continue
        elif asked.due_at is not None and asked.due_at <= now:
            asked.overdue_told_at = now
            log(session, case, asked, "escalation_overdue", now, None)
            to_department(session, case, asked, asked.department, "late", now)
            await to_operators(session, case, asked, "overdue", now)
            await want_card(session, case, Urgency.ACT, now)
        elif asked.remind_at is not None and asked.remind_at <= now and asked.reminded_at is None:
            asked.reminded_at = now
            log(session, case, asked, "escalation_reminded", now, None)
            to_department(session, case, asked, asked.department, "reminder", now)


async def _ask_again(session: AsyncSession, case: Case, asked: Escalation, now: datetime) -> None:
    """The department's last question comes once more, and calls whoever has the case now."""
    if not ask_again(asked, case.holder_id, now):
        return
    of_it = select(Note.id).where(Note.case_id == case.id, Note.escalation_id == asked.id, Note.by_department)
    note = await session.scalar(of_it.order_by(Note.id.desc()).limit(1))
    long = asked.asked_back_at is not None and asked.asked_back_at <= now - ASK_AGAIN_AFTER
    # At night only whoever has just come to have the case is told: the others are told when they can hear it.
    if long and not await rests(session, case.desk_id, case.id, now):
        asked.asked_again_at = now
    asked.asked_back_to = case.holder_id
    log(session, case, asked, "asked_again", now, None)
    await to_operators(session, case, asked, "asked_back", now, {"note": note, "again": True})


async def return_unreachable(session: AsyncSession, now: datetime) -> None:
    """A letter found out that somebody has blocked the bot (`bot/settling.py`): what that one was asked goes back.

    One of them at a time: their department is locked before its cases.
    """
    query = (
        select(Staff)
        .join(Department, Department.person_id == Staff.id)
        .join(Escalation, Escalation.department_id == Department.id)
        .where(ASKED, Staff.private_at.is_(None), Department.closed_at.is_(None))
        .order_by(Staff.id)
        .limit(1)
    )
    staff = (await session.scalars(query)).first()
    if staff is not None:
        await departments.unreachable(session, await session.get_one(Desk, staff.desk_id), staff, now)
