"""A backup's file: there is never half of one under its name, and nobody else reads it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.backup import BackupFailed, look, write
from storage.engine import make_engine
from storage.errors import SchemaMismatch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def test_what_fails_leaves_the_last_one_and_nothing_else(engine: AsyncEngine, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    await write(engine, path, NOW)
    whole = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    async with engine.begin() as connection:
        await connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(SchemaMismatch, match="nothing to back up"):
        await write(engine, path, NOW)
    assert path.read_bytes() == whole
    assert names(tmp_path) == ["b.zip"]
    assert look(path).head.made_at == NOW


async def test_a_database_that_refuses_is_one_line(engine: AsyncEngine, tmp_path: Path) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("CREATE ROLE reads_little"))
        await connection.execute(text("GRANT SELECT ON alembic_version TO reads_little"))
    refusing = make_engine(str(engine.url.render_as_string(hide_password=False)))
    event.listen(refusing.sync_engine, "connect", _become)
    try:
        with pytest.raises(BackupFailed) as failed:
            await write(refusing, tmp_path / "b.zip", NOW)
        assert str(failed.value).endswith("the database says: permission denied for table accounts")
        assert names(tmp_path) == []
    finally:
        await refusing.dispose()
        async with engine.begin() as connection:
            await connection.execute(text("DROP OWNED BY reads_little"))
            await connection.execute(text("DROP ROLE reads_little"))


def _become(connection: Any, _record: object) -> None:
    connection.run_async(lambda driver: driver.execute("SET ROLE reads_little"))
