"""From the tables to what a card shows of a question to a department."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

from bot.desk.view import Asked, Talk
from storage.models import Department, Escalation, Note, Returned, Staff

TALKED = 4
"""So many words to and fro are shown of each."""


async def asked_of(session: AsyncSession, escalation_id: int) -> Asked:
    """One escalation, for its department's card."""
    return (await _askings(session, Escalation.id == escalation_id))[0]


async def asked_in_case(session: AsyncSession, case_id: int) -> list[Asked]:
    """Of all departments, oldest first."""
    return await _askings(session, Escalation.case_id == case_id)


async def _askings(session: AsyncSession, which: ColumnElement[bool]) -> list[Asked]:
    by, taken, returned = aliased(Staff), aliased(Staff), aliased(Staff)
    query = (
        select(Escalation, Department, by.name, taken.name, returned.name)
        .join(Department, Department.id == Escalation.department_id)
        .join(by, by.id == Escalation.asked_by)
        .outerjoin(taken, taken.id == Escalation.taken_by)
        .outerjoin(returned, returned.id == Escalation.returned_by)
        .where(which)
        .order_by(Escalation.id)
    )
    return [
        Asked(
            department.name,
            one.asked_at,
            one.question,
            by_name,
            one.answered_at,
            one.returned_at,
            id=one.id,
            due_at=one.due_at,
            overdue=one.overdue_told_at is not None,
            taken_by=taken_name,
            asked_back_at=one.asked_back_at,
            returned_by=returned_name,
            returned_why=None if one.returned_why is None else Returned(one.returned_why),
            reason=one.return_reason,
            trusted=department.trusted,
            talk=await _talk(session, one.id),
        )
        for one, department, by_name, taken_name, returned_name in (await session.execute(query)).all()
    ]


async def _talk(session: AsyncSession, escalation_id: int) -> Sequence[Talk]:
    query = select(Note).where(Note.escalation_id == escalation_id).options(joinedload(Note.staff))
    query = query.order_by(Note.id.desc()).limit(TALKED)
    said = reversed((await session.scalars(query)).all())
    return [Talk(one.staff.name, one.text, ours=not one.by_department) for one in said if one.staff]
