"""One transaction, and the wake-up of those who wait for what it wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker


class Channel(StrEnum):
    """LISTEN channels: a wake-up only; whoever waits also looks by itself now and then."""

    INBOX = "otklik_inbox"
    DELIVERY = "otklik_delivery"
    PROFILES = "otklik_profiles"


def wake(session: AsyncSession, channel: Channel) -> None:
    """Have `channel` notified when this transaction commits."""
    session.info.setdefault("wakes", set()).add(channel)


@asynccontextmanager
async def transaction(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """Commits at the end. Flushes before leaving: an exit that blocks there does not listen to cancellation."""
    async with sessions() as session, session.begin():
        yield session
        await session.flush()
        for channel in session.info.pop("wakes", ()):
            await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": channel.value})
