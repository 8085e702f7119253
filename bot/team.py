"""The people of the desk, as `/staff` shows and finds them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.team import Person
from storage.models import LIVE, Case, Role, Staff
from storage.queries import staff_member


async def people_of(session: AsyncSession, desk_id: int) -> list[Person]:
    """All who have not left."""
    query = select(Staff).where(Staff.desk_id == desk_id, Staff.left_at.is_(None))
    everybody = (await session.scalars(query)).all()
    held = select(Case.holder_id, func.count()).where(Case.desk_id == desk_id, Case.status.in_(LIVE))
    rows = await session.execute(held.where(Case.holder_id.is_not(None)).group_by(Case.holder_id))
    holds = {row[0]: row[1] for row in rows}
    return [seen(one, holds.get(one.id, 0)) for one in everybody]


async def person_of(session: AsyncSession, staff: Staff) -> Person:
    query = select(func.count()).where(Case.holder_id == staff.id, Case.status.in_(LIVE))
    return seen(staff, await session.scalar(query) or 0)


def seen(staff: Staff, holds: int) -> Person:
    return Person(
        staff.id,
        staff.user_id,
        staff.name,
        staff.username,
        Role(staff.role),
        None if staff.given_role is None else Role(staff.given_role),
        staff.on_shift_since is not None,
        holds,
        staff.joined_at,
        gone=staff.left_at is not None,
    )


async def called(session: AsyncSession, desk_id: int, who: str) -> Sequence[Staff]:
    """Whoever is meant: `@name`, a number, a name or how one begins. Also who has left."""
    if who.isdecimal() and len(who) < 18:
        found = await staff_member(session, desk_id, int(who))
        return [] if found is None else [found]
    everybody = (
        await session.scalars(select(Staff).where(Staff.desk_id == desk_id).order_by(Staff.id))
    ).all()
    wanted = who.casefold()
    if who.startswith("@"):
        return [one for one in everybody if one.username and f"@{one.username}".casefold() == wanted]
    whole = [one for one in everybody if one.name.casefold() == wanted]
    return whole or [one for one in everybody if one.name.casefold().startswith(wanted)]
