"""A department as its owner arranges it, and what becomes of its questions when it, or somebody of it, is gone.

Every function works in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.asked import each_open, log, put_back, to_department
from bot.desk.departments import checked_name
from bot.desk.lanes import Urgency
from bot.desk.states import Refused
from bot.notices import tell_owners_once
from bot.record import desk_event, want_card
from storage.models import Department, DepartmentMember, Desk, Escalation, Returned, Staff
from storage.queries import departments_of


async def lock_department(session: AsyncSession, desk: Desk, department_id: int) -> Department:
    """Against two owners, and against questions that are just being asked. Raises Refused: gone."""
    found = await session.get(Department, department_id, populate_existing=True, with_for_update=True)
    if found is None or found.desk_id != desk.id or found.closed_at is not None:
        raise Refused("department-gone")
    return found


async def arrange(
    session: AsyncSession,
    department: Department,
    name: str,
    after: int | bool | str | None,
    by: Staff,
    now: datetime,
) -> None:
    """Set `answers_within` (for questions from now on), `trusted` or `about`; the same again is nothing."""
    before = getattr(department, name)
    if before == after:
        return
    setattr(department, name, after)
    _log(session, department, "department_arranged", by, now, name=name, before=before, after=after)


async def rename(session: AsyncSession, department: Department, name: str, by: Staff, now: datetime) -> None:
    """Raises Refused: no name, too long, another's."""
    wanted = checked_name(name)
    for other in await departments_of(session, department.desk_id):
        if other.id != department.id and other.name.casefold() == wanted.casefold():
            raise Refused("department-name-taken", name=other.name)
    await arrange(session, department, "name", wanted, by, now)
    await session.flush()


async def choose_member(
    session: AsyncSession, department: Department, person: Staff, by: Staff, now: datetime, *, chosen: bool
) -> None:
    row = {"department_id": department.id, "staff_id": person.id}
    if chosen:
        await session.execute(insert(DepartmentMember).values(**row).on_conflict_do_nothing())
    else:
        await session.execute(delete(DepartmentMember).filter_by(**row))
    _log(session, department, "department_people", by, now, person=person.id, chosen=chosen)


async def close(
    session: AsyncSession,
    department: Department,
    by: Staff | None,
    now: datetime,
    why: Returned = Returned.DEPARTMENT_CLOSED,
) -> int:
    """It is locked by the caller. Its open questions go back to the operators, its name and place are free; how many."""
    department.closed_at = now
    await session.flush()
    _log(session, department, "department_closed", by, now)
    return await return_all(session, department, why, now, by)


async def return_all(
    session: AsyncSession, department: Department, why: Returned, now: datetime, by: Staff | None = None
) -> int:
    """All that it was asked goes back to the operators, who are told; how many."""
    returned = await each_open(session, Escalation.department_id == department.id)
    for asked, case in returned:
        await put_back(session, case, asked, why, now, by)
    return len(returned)


# --- somebody is not there any more


async def of_person(session: AsyncSession, staff: Staff) -> Department | None:
    """The department that somebody alone is, locked."""
    query = select(Department).where(Department.person_id == staff.id, Department.closed_at.is_(None))
    return (await session.scalars(query.with_for_update())).one_or_none()


async def unreachable(session: AsyncSession, desk: Desk, staff: Staff, now: datetime) -> None:
    """Somebody blocked the bot: nothing can be asked there until the private chat is opened again."""
    staff.private_at = None
    department = await of_person(session, staff)
    if department is None:
        return
    count = await return_all(session, department, Returned.UNREACHABLE, now)
    _log(session, department, "department_unreachable", None, now)
    params: dict[str, str | int] = {"department": department.name, "name": staff.name, "count": count}
    await tell_owners_once(session, desk, "owner-department-unreachable", params, now)


async def advises_no_more(
    session: AsyncSession, desk: Desk, staff: Staff, now: datetime, *, gone: bool
) -> None:
    """Somebody has left (`gone`), or has a role that may not: a department that was this person alone is closed, what
    they took is free.
    """
    department = await of_person(session, staff)
    if department is not None:
        count = await close(session, department, None, now, Returned.UNREACHABLE)
        params: dict[str, str | int] = {"department": department.name, "name": staff.name, "count": count}
        key = "owner-department-person-left" if gone else "owner-department-person-role"
        await tell_owners_once(session, desk, key, params, now)
    await left_chat(session, staff, [one.id for one in await departments_of(session, desk.id)], now)


async def left_chat(
    session: AsyncSession, staff: Staff, department_ids: Sequence[int], now: datetime
) -> None:
    """Somebody is not in the chat of these departments: what they took there is free, and the others are told.

    Who was chosen to answer there is so no more, lest a department whose chosen people are elsewhere is locked.
    """
    mine = (Escalation.taken_by == staff.id) & Escalation.department_id.in_(department_ids)
    for asked, case in await each_open(session, mine):
        asked.taken_by = asked.taken_at = None
        log(session, case, asked, "escalation_freed", now, None)
        to_department(session, case, asked, asked.department, "freed", now, {"name": staff.name})
        await want_card(session, case, Urgency.ACT, now)
    chosen = (DepartmentMember.staff_id == staff.id) & DepartmentMember.department_id.in_(department_ids)
    left = await session.scalars(
        delete(DepartmentMember).where(chosen).returning(DepartmentMember.department_id)
    )
    for department_id in sorted(left.all()):
        data = {"department": department_id, "person": staff.id, "chosen": False}
        desk_event(session, staff.desk_id, "department_people", at=now, data=data)


def _log(
    session: AsyncSession, department: Department, kind: str, by: Staff | None, now: datetime, **data: object
) -> None:
    about = {"department": department.id, **data}
    desk_event(session, department.desk_id, kind, at=now, by=None if by is None else by.id, data=about)
