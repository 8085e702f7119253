"""The database of whoever has run the first release and never updated."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrate

REVISION = "0001"
WRITTEN = Path(__file__).with_name("first_release.sql")
STOPPED_AT = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
"""That desk stopped just before; an answer waited to be sent."""


async def fill(engine: AsyncEngine) -> None:
    """An empty database becomes that one. Its tables refer to each other in circles, so nothing is checked meanwhile."""
    async with migrate.locked(engine) as connection:
        await migrate.upgrade_within(connection, REVISION)
        raw = (await connection.get_raw_connection()).driver_connection
        assert isinstance(raw, asyncpg.Connection)
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute(WRITTEN.read_text("utf-8"))
