"""What the clock sees of departments: deadlines, told once each; and a person who cannot be reached any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import departments
from bot.asked import each_open, log, to_department, to_operators
from bot.desk.lanes import Urgency
from bot.record import want_card
from storage.models import Department, Desk, Escalation, Staff
from storage.queries import ASKED

RUNS = Escalation.asked_back_at.is_(None) & Escalation.overdue_told_at.is_(None)
"""Its time does not stand still, and is not over."""


async def tell_in_time(session: AsyncSession, now: datetime) -> None:
    """Departments whose time runs out; departments and operators where it has. Twice is once."""
    over = RUNS & (Escalation.due_at <= now)
    for asked, case in await each_open(session, over):
        if asked.due_at is None or asked.due_at > now or asked.overdue_told_at or asked.asked_back_at:
            continue
        asked.overdue_told_at = now
        log(session, case, asked, "escalation_overdue", now, None)
        to_department(session, case, asked, asked.department, "late", now)
        await to_operators(session, case, asked, "overdue", now)
        await want_card(session, case, Urgency.ACT, now)
    soon = RUNS & (Escalation.remind_at <= now) & Escalation.reminded_at.is_(None)
    for asked, case in await each_open(session, soon):
        if asked.remind_at is None or asked.remind_at > now or asked.reminded_at or asked.asked_back_at:
            continue
        asked.reminded_at = now
        log(session, case, asked, "escalation_reminded", now, None)
        to_department(session, case, asked, asked.department, "reminder", now)


async def return_unreachable(session: AsyncSession, now: datetime) -> None:
    """A letter found out that somebody has blocked the bot (`bot/settling.py`): what that one was asked goes back."""
    query = (
        select(Staff)
        .join(Department, Department.person_id == Staff.id)
        .join(Escalation, Escalation.department_id == Department.id)
        .where(ASKED, Staff.private_at.is_(None))
        .distinct()
    )
    for staff in (await session.scalars(query)).all():
        await departments.unreachable(session, await session.get_one(Desk, staff.desk_id), staff, now)
