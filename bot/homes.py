"""Where what is said about a case goes: the one question that everybody asks who has words about one."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.homes import private_home
from bot.desk.lanes import telegram_lane
from storage.models import Case, Desk, Staff


async def chat_at_home(session: AsyncSession, case: Case) -> int | None:
    """The private chat in which the case lives now; None: it lives in the operator group."""
    holder = None if case.holder_id is None else await session.get(Staff, case.holder_id)
    return private_home(case, holder)


async def home_of(session: AsyncSession, case: Case) -> str | None:
    """The lane of what is about the case: the customer's words, a department's advice. None: no group is bound yet."""
    private = await chat_at_home(session, case)
    return telegram_lane(private) if private is not None else await group_of(session, case)


async def lane_for(session: AsyncSession, case: Case, staff_id: int | None) -> str | None:
    """The lane of what is about the case and meant for one person: home, if they have it; else the group."""
    return await home_of(session, case) if staff_id == case.holder_id else await group_of(session, case)


async def group_of(session: AsyncSession, case: Case) -> str | None:
    """The lane of the operator group."""
    desk = await session.get_one(Desk, case.desk_id)
    return None if desk.chat_id is None else telegram_lane(desk.chat_id)
