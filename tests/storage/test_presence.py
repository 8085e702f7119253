"""Nobody restores beside a desk at work, and who starts meanwhile waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import backup, migrate
from storage.backup import AtWork
from storage.engine import make_engine
from storage.notify import Listener

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WAITING = text(
    "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
    " WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted"
)


def silent(table: str, size: int) -> None:
    pass


@pytest.fixture
async def empty(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(empty_database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def file(engine: AsyncEngine, tmp_path: Path) -> Path:
    """A backup with one person in it."""
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO lanes (key) VALUES ('tg:1')"))
    with (tmp_path / "b").open("wb") as out:
        await backup.write(engine, out, NOW, "1.2.3", silent)
    return tmp_path / "b"


def restored(engine: AsyncEngine, file: Path) -> AbstractAsyncContextManager[AsyncConnection]:
    return backup.restored(engine, backup.read(file, silent), silent)


@asynccontextmanager
async def at_work(engine: AsyncEngine) -> AsyncIterator[None]:
    """As every process of a desk is: it listens."""
    heard = asyncio.Event()
    task = asyncio.create_task(Listener(engine, {"any": lambda _: heard.set()}).run())
    await heard.wait()
    yield
    task.cancel()
    await asyncio.wait([task])


async def test_a_desk_whose_tables_were_taken_away_is_not_given_others(
    empty: AsyncEngine, file: Path
) -> None:
    desk = make_engine(empty.url.render_as_string(hide_password=False))
    async with at_work(desk):
        with pytest.raises(AtWork, match="Stop every `otklik run`"):
            async with restored(empty, file):
                raise AssertionError("restored beside a desk")
        assert await migrate.current(empty) is None
    async with restored(empty, file):
        pass
    assert await migrate.current(empty) == migrate.head()
    await desk.dispose()


async def test_who_starts_meanwhile_waits_and_finds_all_of_it(empty: AsyncEngine, file: Path) -> None:
    starting = make_engine(empty.url.render_as_string(hide_password=False))
    heard = asyncio.Event()
    async with restored(empty, file):
        desk = asyncio.create_task(migrate.ensure(starting))
        listener = asyncio.create_task(Listener(starting, {"any": lambda _: heard.set()}).run())
        async with empty.connect() as connection:
            while await connection.scalar(WAITING) != 2:
                await connection.rollback()
        assert not desk.done()
        assert not heard.is_set()
    await desk
    await heard.wait()
    async with starting.connect() as connection:
        assert await connection.scalar(text("SELECT key FROM lanes")) == "tg:1"
    listener.cancel()
    await asyncio.wait([listener])
    await starting.dispose()


async def test_a_desk_on_another_database_of_the_server_is_told_of(
    engine: AsyncEngine, empty: AsyncEngine
) -> None:
    assert engine.url.database not in await backup.worked_on_beside(empty)
    async with at_work(engine):
        assert engine.url.database in await backup.worked_on_beside(empty)
        assert engine.url.database not in await backup.worked_on_beside(engine)
    assert engine.url.database not in await backup.worked_on_beside(empty)
