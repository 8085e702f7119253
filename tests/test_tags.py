"""Tags on the database alone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.tags import rename
from bot.telegram.presses import history_of_case
from bot.texts import words
from storage.models import Desk, Role, Staff, Tag
from tests.merging.ground import Ground

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Sessions = async_sessionmaker[AsyncSession]


async def test_a_tag_that_nothing_has_any_more_is_called_by_its_name_in_the_history(
    sessions: Sessions,
) -> None:
    ground = await Ground.begin(sessions)
    case = await ground.case_of(await ground.says(1))
    await ground.tags(case, "xxl", "-xxl")
    async with sessions() as session:
        told = (await history_of_case(session, case, words("en"))).html
    assert "tagged #xxl" in told
    assert "#xxl taken off" in told


async def test_two_who_rename_at_once_do_not_wait_for_each_other(sessions: Sessions) -> None:
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
