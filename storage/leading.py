"""Works that only one process at a time may do, whichever that is.

Who holds a work's advisory lock does it. The locks belong to a session: PostgreSQL frees them when the session's
connection ends, so a killed process is followed by another within a few seconds. All works of a process share one
connection, and every look at it both tries for what others hold and proves that it still lives.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto
from typing import Any

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.errors import DATABASE_FAILED

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks."""
PATIENCE = 3.0
"""Seconds a look may take. After that the connection counts as lost, whatever it says later."""
GRACE = 1.0
"""Seconds for a work to finish what it has in hand when it is told to stop."""
DROPPING = 0.3
"""Seconds for what was told a second time: to roll back, and to give its connection back."""

# How PostgreSQL notices that our machine is gone: after about six seconds. Over a local socket they mean nothing.
_KEEPALIVE = (
    "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
    " SET tcp_user_timeout = 6000"
)
_TRY = "SELECT name FROM unnest($1::text[]) AS name WHERE pg_try_advisory_lock(hashtextextended('otklik ' || name, 0))"

Work = Callable[[], Coroutine[Any, Any, None]]


class Standing(Enum):
    """How this process stands to a work."""

    LEADS = auto()
    """It does it."""
    WAITS = auto()
    """Another process does it."""
    LOST = auto()
    """Nobody can tell: the database is away, and the work stands still here."""


class _Lost(Exception):
    """The connection that the locks depend on does not answer."""


class Leading:
    """Runs each of `works` while this process may, and says in `on` when that changes.

    A work is told to stop by cancelling; a second time if it is not done within GRACE.
    """

    def __init__(
        self, engine: AsyncEngine, works: Mapping[str, Work], on: Callable[[str, Standing], None]
    ) -> None:
        self._engine = engine
        self._works = works
        self._on = on
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled. A work that ends with an error ends this with the same error."""
        while self._works:
            try:
                await self._hold()
            except _Lost as lost:
                log.warning("not leading: the database does not answer", error=str(lost))
                for name in self._works:
                    self._on(name, Standing.LOST)
            await asyncio.sleep(EVERY)

    async def _hold(self) -> None:
        """As long as the connection lives."""
        async with self._connected() as connection:
            cut: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            connection.add_termination_listener(lambda _: cut.cancel())
            try:
                while True:
                    await self._look(connection)
                    await self._rest(cut)
            finally:
                await self._end()

    async def _look(self, connection: asyncpg.Connection) -> None:
        free = [name for name in self._works if name not in self._tasks]
        try:
            mine = {row["name"] for row in await connection.fetch(_TRY, free, timeout=PATIENCE)}
        except (*DATABASE_FAILED, TimeoutError) as error:
            raise _Lost(type(error).__name__) from error
        for name in free:
            self._on(name, Standing.LEADS if name in mine else Standing.WAITS)
            if name in mine:
                log.info("leading", work=name)
                self._tasks[name] = asyncio.create_task(self._works[name](), name=name)

    async def _rest(self, cut: asyncio.Future[None]) -> None:
        """Until it is time to look again. Another process may have the locks as soon as the connection is cut."""
        await asyncio.wait((cut, *self._tasks.values()), timeout=EVERY, return_when=asyncio.FIRST_COMPLETED)
        if cut.done():
            raise _Lost("cut")
        for task in self._tasks.values():
            if task.done():
                await task
                raise RuntimeError(f"{task.get_name()} ended by itself")

    async def _end(self) -> None:
        """Before the locks are given back: nobody else may begin while we still work."""
        tasks, self._tasks = self._tasks.values(), {}
        if left := await stop(tasks, GRACE):
            await asyncio.wait(left)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection that nothing else uses; ended afterwards, and with it whatever it locked. Raises _Lost."""
        try:
            connection = await self._engine.connect()
            raw = (await connection.get_raw_connection()).driver_connection
        except (*DATABASE_FAILED, TimeoutError) as error:
            raise _Lost(type(error).__name__) from error
        if not isinstance(raw, asyncpg.Connection):
            raise TypeError("advisory locks need asyncpg")
        try:
            with suppress(*DATABASE_FAILED, TimeoutError):  # a system that lacks one of them, or a pooler
                await raw.execute(_KEEPALIVE, timeout=PATIENCE)
            yield raw
        except asyncio.CancelledError:
            await self._give_back(raw)
            raise
        finally:
            raw.terminate()
            await connection.invalidate()
            await connection.close()

    async def _give_back(self, connection: asyncpg.Connection) -> None:
        """A session ends some time after its connection: who comes next shall not have to wait for that."""
        with suppress(*DATABASE_FAILED, TimeoutError):
            await connection.execute("SELECT pg_advisory_unlock_all()", timeout=GRACE)


async def stop(tasks: Iterable[asyncio.Task[Any]], seconds: float) -> set[asyncio.Task[Any]]:
    """Cancels: a part finishes what it has in hand. After so long once more: then it drops it.

    Whoever is cancelled meanwhile does not wait with the second time. Gives those that did not end all the same.
    """
    left = set(tasks)
    for task in left:
        task.cancel()
    try:
        left = await _still_running(left, seconds)
    finally:
        for task in left:
            task.cancel()
        left = await _still_running(left, DROPPING)
    return left


async def _still_running(tasks: set[asyncio.Task[Any]], seconds: float) -> set[asyncio.Task[Any]]:
    return (await asyncio.wait(tasks, timeout=seconds))[1] if tasks else set()
