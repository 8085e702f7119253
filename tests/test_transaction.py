"""What a transaction costs, and whom it wakes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.transaction import Channel, looking, transaction, wake
from storage.notify import Listener

NOW = text("SELECT now()")
"""When the transaction began."""


async def test_who_only_looks_begins_no_transaction(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with looking(sessions) as session:
        assert await session.scalar(NOW) < await session.scalar(NOW)
    async with sessions() as session:
        assert await session.scalar(NOW) == await session.scalar(NOW)


async def test_a_look_that_failed_leaves_the_connection_well(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async with looking(sessions) as session:
        with pytest.raises(DBAPIError):
            await session.execute(text("SELECT nothing FROM nowhere"))
        assert await session.scalar(text("SELECT 1")) == 1
    async with sessions() as session:
        await session.execute(text("CREATE TABLE kept ()"))
        await session.rollback()
        assert await session.scalar(text("SELECT to_regclass('kept')")) is None


async def test_all_who_wait_are_called_by_one_statement(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> None:
    heard = {channel: asyncio.Event() for channel in Channel}
    told: list[str] = []

    def hears(channel: Channel) -> Callable[[str], None]:
        def hear(where: str) -> None:
            told.append(where)
            heard[channel].set()

        return hear

    listening = asyncio.create_task(Listener(engine, {one.value: hears(one) for one in Channel}).run())
    await asyncio.gather(*(one.wait() for one in heard.values()))
    for one in heard.values():
        one.clear()
    told.clear()
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    async with transaction(sessions) as session:
        wake(session, Channel.DELIVERY, "tg:-1001")
        wake(session, Channel.INBOX)
    async with asyncio.timeout(10):
        await asyncio.gather(heard[Channel.DELIVERY].wait(), heard[Channel.INBOX].wait())
    listening.cancel()
    assert len(asked) == 1
    assert sorted(told) == ["", "tg:-1001"]
    assert not heard[Channel.PROFILES].is_set()
