"""One transaction, and the wake-up of those who wait for what it wrote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

T = TypeVar("T")


class Channel(StrEnum):
    """LISTEN channels: a wake-up, of DELIVERY with a lane to look into; whoever waits also looks by itself now and then."""

    INBOX = "otklik_inbox"
    DELIVERY = "otklik_delivery"
    PROFILES = "otklik_profiles"
    REPORTS = "otklik_reports"


def wake(session: AsyncSession, channel: Channel, where: str | None = None) -> None:
    """Have `channel` notified when this transaction commits. `where`: the lane that something new is for, now or later."""
    session.info.setdefault("wakes", set()).add((channel.value, where or ""))


_NOTIFY = text(
    """
    SELECT pg_notify(channel, place)
    FROM unnest(CAST(:channels AS text[]), CAST(:places AS text[])) AS wakes (channel, place)
    """
)
Late = Callable[[AsyncSession], Awaitable[None]]


def at_end(session: AsyncSession, work: Late) -> None:
    """Have `work` done in this transaction, once, after all else that belongs to it."""
    session.info.setdefault("late", {})[work] = None


async def finish(session: AsyncSession) -> None:
    """What belongs to the transaction is written, and what was left for its end is done."""
    await session.flush()
    for work in session.info.pop("late", {}):
        await work(session)
    await session.flush()


@asynccontextmanager
async def transaction(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """Commits at the end. Flushes before leaving: an exit that blocks there does not listen to cancellation."""
    async with sessions() as session, session.begin():
        yield session
        await finish(session)
        if wakes := session.info.pop("wakes", None):
            channels, places = zip(*sorted(wakes), strict=True)
            await session.execute(_NOTIFY, {"channels": channels, "places": places})


@asynccontextmanager
async def looking(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """To ask, and nothing else: each statement is its own transaction, so that none is begun and ended around it, in two
    round trips. What is asked after one another is of no one moment, as in READ COMMITTED.
    """
    async with sessions() as session:
        await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        yield session


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Awaits `work`. Whoever is cancelled meanwhile waits for its end first; cancelled twice, `work` is too."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        try:
            await asyncio.wait({task})
        finally:
            task.add_done_callback(_seen)
            task.cancel()
        raise


def _seen(task: asyncio.Future[Any]) -> None:
    if not task.cancelled():
        task.exception()


async def woken(news: asyncio.Event, seconds: float) -> bool:
    """Until there is news, or so long. False: there was none.

    Not by `asyncio.wait_for`: before Python 3.12 it swallows a cancellation that comes together with the news, and
    whoever waits for the end of the part that was cancelled waits for ever.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
    return news.is_set()
