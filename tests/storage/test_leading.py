"""One at a time, whichever process that is; and another one soon after."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from storage.leading import EVERY, PATIENCE, Leading, Standing, stop
from tests.frozen import way_to

KILL_HOLDER = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Process:
    """What one process has to do with the work "it"."""

    def __init__(self, engine: AsyncEngine, others: list[Process]) -> None:
        self.working = False
        self.standing: Standing | None = None
        self.cut = False
        """Its connection was: PostgreSQL gives the lock away at once."""
        self._others = others
        others.append(self)
        self.task = asyncio.create_task(Leading(engine, {"it": self._work}, self._stands).run())

    def _stands(self, _work: str, standing: Standing) -> None:
        self.standing = standing

    async def _work(self) -> None:
        busy = [other for other in self._others if other.working]
        assert all(other.cut for other in busy), "one at a time, but for what it has in hand when it is cut"
        self.working = True
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)  # it has something in hand
            self.working = False


@asynccontextmanager
async def processes(*engines: AsyncEngine) -> AsyncIterator[list[Process]]:
    """The first one leads."""
    started: list[Process] = []
    try:
        for engine in engines:
            Process(engine, started)
            await until(lambda: started[0].working)
            await until(lambda: started[-1].standing is not None)
        yield started
    finally:
        await stop([one.task for one in started], 5)
    assert all(one.task.cancelled() for one in started), "none of them broke"


async def until(condition: Callable[[], bool], seconds: float = 10) -> float:
    """How long it took."""
    since = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
    return time.monotonic() - since


async def test_who_stops_is_followed_at_once(engine: AsyncEngine) -> None:
    async with processes(engine, engine) as (first, second):
        assert (second.standing, second.working) == (Standing.WAITS, False)
        await stop([first.task], 5)
        assert not first.working
        await until(lambda: second.working, EVERY + 2)


async def test_a_connection_that_is_cut_ends_the_work_and_it_goes_on_elsewhere_or_here(
    engine: AsyncEngine,
) -> None:
    async with processes(engine, engine) as (first, second):
        for _ in range(2):
            leads = first if first.working else second
            first.cut, second.cut = leads is first, leads is second
            async with engine.begin() as connection:
                await connection.execute(text(KILL_HOLDER))
            await until(lambda one=leads: not one.working)  # type: ignore[misc]
            await until(lambda: first.working or second.working)


async def test_a_database_that_falls_silent_ends_the_work_within_seconds(
    engine: AsyncEngine, database_url: str
) -> None:
    async with way_to(database_url) as way:
        behind = make_engine(way.url)
        async with processes(behind, engine) as (first, second):
            way.freeze()
            took = await until(lambda: not first.working)
            assert took < EVERY + PATIENCE + 2
            await until(lambda: first.standing is Standing.LOST)
            assert not second.working, "PostgreSQL does not know yet"
            way.thaw()
            await until(lambda: first.working or second.working)
        await behind.dispose()


async def test_a_work_that_breaks_is_said(engine: AsyncEngine) -> None:
    async def breaks() -> None:
        raise LookupError("broken")

    async def ends() -> None:
        pass

    with pytest.raises(LookupError, match="broken"):
        await Leading(engine, {"it": breaks}, lambda *_: None).run()
    with pytest.raises(RuntimeError, match="it ended by itself"):
        await Leading(engine, {"it": ends}, lambda *_: None).run()


async def test_every_work_has_a_lock_of_its_own(engine: AsyncEngine) -> None:
    at_work: set[str] = set()

    def work(name: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            at_work.add(name)
            await asyncio.Event().wait()

        return run

    async def lead(*names: str) -> None:
        await Leading(engine, {name: work(name) for name in names}, lambda *_: None).run()  # type: ignore[misc]

    tasks = [asyncio.create_task(lead("ear", "clock"))]
    await until(lambda: at_work == {"ear", "clock"})
    tasks.append(asyncio.create_task(lead("clock", "polling")))
    await until(lambda: at_work == {"ear", "clock", "polling"})
    await stop(tasks, 5)


async def test_what_does_not_finish_is_cut_off() -> None:
    done = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            with suppress(TimeoutError):
                await asyncio.sleep(60)
            done.set()

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    assert await stop([task], 0.01) == set()
    assert task.cancelled()
    assert not done.is_set()
