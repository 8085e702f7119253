"""The list of a desk's tags, on the database alone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.tags import rename
from storage.models import Desk, Role, Staff, Tag

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def test_two_who_rename_at_once_do_not_wait_for_each_other(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async with sessions.begin() as session:
        desk = Desk(title="Otklik", language="en", timezone="UTC", summary_at="09:00")
        session.add(desk)
        await session.flush()
        owner = Staff(desk_id=desk.id, user_id=101, name="Anna", role=Role.OWNER)
        tags = [Tag(desk_id=desk.id, name=f"tag{number}", used=1) for number in range(6)]
        session.add_all([owner, *tags])
        await session.flush()
        staff, ids = owner.id, [one.id for one in tags]

    async def renamed(tag_id: int, name: str) -> None:
        async with sessions.begin() as session:
            await rename(session, tag_id, name, await session.get_one(Staff, staff), NOW)

    for turn in range(3):
        await asyncio.gather(*(renamed(one, f"turn{turn}no{one}") for one in reversed(ids)))
    async with sessions() as session:
        assert [(await session.get_one(Tag, one)).name for one in ids] == [f"turn2no{one}" for one in ids]
