"""What PostgreSQL itself says of the tables: for what must work with the schema of any revision, so without models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

HISTORY = "alembic_version"
"""Alembic's own table: it is made and kept by the migrations."""


@dataclass(frozen=True, slots=True)
class Table:
    """One with its columns, but for those that PostgreSQL reckons by itself."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """The sequence that numbers a column's rows. `called`: `last` was given out."""

    table: str
    column: str
    last: int
    called: bool


_TABLES = """
SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> $1
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
_COUNTERS = """
SELECT c.relname AS "table", a.attname AS "column", pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS named
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attnum > 0 AND NOT a.attisdropped
  AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
ORDER BY 1, 2
"""
_REFERENCES = """
SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f' ORDER BY 1, 2
"""


async def tables(connection: asyncpg.Connection) -> tuple[Table, ...]:
    """Of the current schema, by name."""
    return tuple(
        Table(row["name"], tuple(row["columns"])) for row in await connection.fetch(_TABLES, HISTORY)
    )


async def counters(connection: asyncpg.Connection) -> tuple[Counter, ...]:
    """As they stand now: a sequence belongs to no snapshot, so it is never behind the rows of one."""
    found = []
    for row in await connection.fetch(_COUNTERS):
        # The name comes quoted from PostgreSQL itself.
        at = await connection.fetchrow(f"SELECT last_value, is_called FROM {row['named']}")  # noqa: S608
        found.append(Counter(row["table"], row["column"], at["last_value"], at["is_called"]))
    return tuple(found)


async def set_counter(connection: asyncpg.Connection, counter: Counter) -> None:
    await connection.execute(
        "SELECT setval(pg_get_serial_sequence(quote_ident($1), $2)::regclass, $3, $4)",
        counter.table,
        counter.column,
        counter.last,
        counter.called,
    )


async def jump(connection: asyncpg.Connection, by: int) -> None:
    """Every sequence leaves out so many numbers."""
    for one in await counters(connection):
        await set_counter(connection, Counter(one.table, one.column, one.last + by, called=True))


async def references(connection: asyncpg.Connection) -> Sequence[tuple[str, str, str]]:
    """Foreign keys: the table (quoted), the name (quoted), the definition."""
    return [tuple(row) for row in await connection.fetch(_REFERENCES)]
