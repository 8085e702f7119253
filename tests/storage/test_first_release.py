"""The database of the first release: brought to this version's schema where it is, or by way of a backup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import backup, migrate
from storage.engine import make_engine
from tests.storage.comparing import rows, sequences
from tests.storage.first import REVISION, fill


@pytest.fixture
async def first(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(empty_database_url)
    await fill(engine)
    yield engine
    await engine.dispose()


def silent(table: str, size: int) -> None:
    pass


async def test_every_table_of_it_has_rows(first: AsyncEngine) -> None:
    """Else an upgrade would not be tried with them."""
    async with first.connect() as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = list(await connection.scalars(text(query)))
        empty = [name for name in names if not await connection.scalar(text(f"SELECT count(*) FROM {name}"))]
    assert len(names) > 20
    assert empty == []


async def test_its_backup_is_restored_as_if_it_had_been_upgraded_where_it_was(
    first: AsyncEngine, engine: AsyncEngine, tmp_path: Path
) -> None:
    path = tmp_path / "backup"
    with path.open("wb") as out:
        await backup.write(first, out, datetime(2026, 11, 23, tzinfo=UTC), "0.1.0", silent)
    found = backup.read(path, silent)
    assert found.head.revision == REVISION
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    async with backup.restored(engine, found, silent):
        pass
    await migrate.upgrade(first)
    assert await migrate.current(engine) == migrate.head()
    one, other = await rows(engine), await rows(first)
    assert (
        len(one.pop("summaries")) == len(other.pop("summaries")) == 3
    )  # two of them say when it was migrated
    assert one == other
    assert await sequences(engine) == await sequences(first)
