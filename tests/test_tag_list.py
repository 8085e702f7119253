"""A desk's list of tags, on the database alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import tags
from bot.tags import Counted
from bot.telegram.tag_lists import removed, surely_remove
from bot.texts import words
from storage.models import Customer, CustomerTag, Desk, Role, Staff, Tag

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def olga(sessions: Sessions) -> Staff:
    """The owner."""
    async with sessions.begin() as session:
        desk = Desk(title="Brand", chat_id=-1001, language="en", timezone="UTC", summary_at="09:00")
        session.add(desk)
        await session.flush()
        owner = Staff(desk_id=desk.id, user_id=105, name="Olga", role=Role.OWNER)
        session.add(owner)
        await session.flush()
        session.expunge(owner)
        return owner


async def test_who_removes_a_tag_is_told_of_the_customers_who_have_it(
    sessions: Sessions, olga: Staff
) -> None:
    async with sessions.begin() as session:
        tag, customer = Tag(desk_id=olga.desk_id, name="size", used=1), Customer(desk_id=olga.desk_id)
        session.add_all([tag, customer])
        await session.flush()
        session.add(CustomerTag(customer_id=customer.id, tag_id=tag.id, at=NOW))
    async with sessions.begin() as session:
        found = await tags.counted(session, olga.desk_id, tag.id)
        asked = surely_remove(found, words("en")).html
        assert "off 0 cases" in asked
        assert "1 customer loses it, too." in asked
        had = await tags.remove(session, tag.id, olga, NOW)
        assert removed(had, words("en")) == "Removed, 0 cases had it. And 1 customer."
        assert (await session.scalars(select(CustomerTag))).all() == []
    assert "customer" not in surely_remove(Counted(tag, 2), words("en")).html
