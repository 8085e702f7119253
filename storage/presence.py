"""Whether somebody works on a database: each process of a desk says so with a lock for as long as it lives, and who puts
a backup back wants to be alone.

PostgreSQL frees the lock with the connection, so a killed process is not taken for one at work.
"""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

LOCK = 7_106_518_346
"""Any number that nothing else locks (`storage.migrate.LOCK`)."""

# An advisory lock's 64 bits are shown in two halves (PostgreSQL: pg_locks).
_BESIDE = """
SELECT DISTINCT d.datname FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND l.mode = 'ShareLock' AND l.granted AND l.objsubid = 1
  AND d.datname <> current_database()
  AND l.classid::bigint = $1::bigint >> 32 AND l.objid::bigint = $1::bigint & 4294967295
ORDER BY 1
"""


async def at_work(connection: asyncpg.Connection) -> None:
    """Until the connection ends. Waits while a backup is put back, as long as a lock may be waited for."""
    await connection.execute("SELECT pg_advisory_lock_shared($1)", LOCK)


async def rests(connection: asyncpg.Connection) -> None:
    """Not any more: a pooled connection lives on."""
    await connection.execute("SELECT pg_advisory_unlock_shared($1)", LOCK)


async def alone(connection: asyncpg.Connection) -> bool:
    """Whether nobody is at work; nobody begins to be until the transaction ends."""
    return bool(await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", LOCK))


async def worked_on_beside(connection: asyncpg.Connection) -> Sequence[str]:
    """The other databases of this server that somebody works on, by name."""
    return [row["datname"] for row in await connection.fetch(_BESIDE, LOCK)]
