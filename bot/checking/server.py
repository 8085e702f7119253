"""What PostgreSQL must let us do, and has left for us."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.checking.finding import Finding
from storage.errors import DATABASE_FAILED

CONNECTIONS = 15
"""What one process opens at most (`storage/engine.py`)."""
FREE_BYTES = 1024**3
HEARD_WITHIN = 5.0
CHANNEL = "otklik_check"

_RIGHTS = text(
    """
    SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
        (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'S') AND NOT pg_has_role(c.relowner, 'USAGE'))
    """
)
_LEFT = text(
    """
    SELECT least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - coalesce(current_setting('reserved_connections', true)::int, 0)
            - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
        (SELECT rolconnlimit - (SELECT count(*) FROM pg_stat_activity WHERE usename = current_user)
         FROM pg_roles WHERE rolname = current_user AND rolconnlimit >= 0),
        (SELECT datconnlimit - (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())
         FROM pg_database WHERE datname = current_database() AND datconnlimit >= 0)
    )
    """
)


async def permitted(engine: AsyncEngine) -> AsyncIterator[Finding]:
    """What is in the way of working and of the next migration; nothing if all is well."""
    async with engine.connect() as connection:
        read_only, may_create, foreign = (await connection.execute(_RIGHTS)).one()
        left = (await connection.execute(_LEFT)).scalar_one()
    if read_only:
        yield Finding(
            "database", "takes no changes", "give the address of the primary server, not of a replica"
        )
        return
    if not may_create:
        todo = "GRANT CREATE ON SCHEMA public TO the user that DATABASE_URL names"
        yield Finding("database", "the user may not create tables", todo)
    if foreign:
        todo = "make the user that DATABASE_URL names their owner: ALTER TABLE … OWNER TO …"
        yield Finding("database", f"{foreign} tables belong to somebody else: migrations will fail", todo)
    if left < CONNECTIONS:
        todo = (
            f"raise max_connections (each process opens up to {CONNECTIONS}), or end what else is connected"
        )
        yield Finding("database", f"{max(left, 0)} connections left", todo)
    if not await _hears(engine):
        todo = "connect directly or through a session pooler: LISTEN needs a session"
        yield Finding("database", "what is told by NOTIFY does not arrive", todo)


async def _hears(engine: AsyncEngine) -> bool:
    """One connection tells another something."""
    heard = asyncio.Event()
    try:
        async with engine.connect() as listening, engine.connect() as telling:
            raw = (await listening.get_raw_connection()).driver_connection
            if not isinstance(raw, asyncpg.Connection):
                raise TypeError("LISTEN needs asyncpg")
            await raw.add_listener(CHANNEL, lambda *_: heard.set())
            try:
                await telling.execute(text(f"NOTIFY {CHANNEL}"))
                await telling.commit()
                async with asyncio.timeout(HEARD_WITHIN):
                    await heard.wait()
            finally:
                await raw.remove_listener(CHANNEL, lambda *_: None)
    except (*DATABASE_FAILED, TimeoutError):
        return False
    return True


def room(data_dir: Path, needed: int = FREE_BYTES) -> Finding:
    """For the database of our own."""
    free = shutil.disk_usage(data_dir).free
    found = f"{free / 1024**3:.1f} GiB free in {data_dir}"
    if free >= needed:
        return Finding("disk", found)
    return Finding(
        "disk", found, "make room, or move DATA_DIR: without it nothing is taken from customers any more"
    )
