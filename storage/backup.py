"""All that a database holds in one file, and back: a ZIP with a member a table, in COPY's text form.

Made with nothing but the connection that the desk itself uses, so it works with any server the desk works with; see
docs/decisions.md. Members, in this order: HEAD (what it is), `tables/<name>.copy`, TAIL (counts, checksums, sequences).
A file without TAIL was cut.
"""

from __future__ import annotations

import errno
import hashlib
import json
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import migrate, presence
from storage.errors import SchemaMismatch
from storage.models import Base
from storage.tables import HISTORY, Counter, Table, counters, references, set_counter, tables

KIND, FORMAT = "otklik backup", 1
HEAD, TAIL = "otklik-backup.json", "checksums.json"
CHUNK = 1 << 18
LEVEL = 6
# As pg_dump does: the text of a value must not depend on what the server or the role has set.
_SETTINGS = (
    "statement_timeout = 0",
    "lock_timeout = 0",
    "idle_in_transaction_session_timeout = 0",
    "DateStyle = ISO",
    "IntervalStyle = postgres",
    "TimeZone = 'UTC'",
    "extra_float_digits = 1",
)

Progress = Callable[[str, int], None]
"""Told of each table, and how many bytes of it are done, now and then."""


class BackupUnreadable(Exception):
    """The file is no backup, or damaged; said for people."""


class NotEmpty(Exception):
    """The database that a backup is to be restored into has something in it; said for people."""


class AtWork(Exception):
    """A desk is at work on that database; said for people."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup is. `revision`: the schema's; `made_at`: the moment whose state it holds."""

    revision: str
    made_at: datetime
    version: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was read of, or written as, a table. `digest`: SHA-256 of the COPY text."""

    rows: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Backup:
    """One that was read through and found whole."""

    path: Path
    head: Head
    parts: dict[str, Part]
    counters: tuple[Counter, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts.values())


# --- making one


@dataclass(frozen=True, slots=True)
class Written:
    head: Head
    rows: int
    left_out: tuple[str, ...]
    """Tables that are not Otklik's."""


async def write(
    engine: AsyncEngine, out: IO[bytes], made_at: datetime, version: str, progress: Progress
) -> Written:
    """All tables as of one moment, also while the desk is at work; it waits for nothing, and nothing waits for it but a
    migration. `out` need not be seekable.

    Raises SchemaMismatch if the database was never filled, and what asyncpg does.
    """
    async with _alone(engine) as connection:
        # Before the transaction: its snapshot is taken by its first statement, even by one that waits for this lock.
        await connection.execute("SELECT pg_advisory_lock_shared($1)", migrate.LOCK)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            head, left_out = await _head(connection, made_at, version)
            parts = {}
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as file:
                file.writestr(HEAD, _json(_head_as_json(head)))
                for table in head.tables:
                    parts[table.name] = await _write_table(connection, file, table, progress)
                counted = [one for one in await counters(connection) if one.table not in left_out]
                tail = {
                    "tables": {name: asdict(part) for name, part in parts.items()},
                    "counters": [asdict(one) for one in counted],
                }
                file.writestr(TAIL, _json(tail))
    return Written(head, sum(part.rows for part in parts.values()), left_out)


@asynccontextmanager
async def _alone(engine: AsyncEngine) -> AsyncIterator[asyncpg.Connection]:
    """A connection that is given back to nobody: what is set and locked ends with it."""
    connection = await engine.connect()
    raw = await _driver(connection)
    try:
        await raw.execute("; ".join(f"SET {one}" for one in _SETTINGS))
        yield raw
    finally:
        raw.terminate()
        await connection.invalidate()
        await connection.close()


async def _driver(connection: AsyncConnection) -> asyncpg.Connection:
    raw = (await connection.get_raw_connection()).driver_connection
    if not isinstance(raw, asyncpg.Connection):
        raise TypeError("COPY needs asyncpg")
    return raw


async def _head(
    connection: asyncpg.Connection, made_at: datetime, version: str
) -> tuple[Head, tuple[str, ...]]:
    """Others' tables are left out. Of an older revision, which models do not describe, nothing is."""
    there = await connection.fetchval("SELECT to_regclass($1)", HISTORY)
    revision = there and await connection.fetchval(f"SELECT version_num FROM {HISTORY}")  # noqa: S608
    if revision is None:
        raise SchemaMismatch("the database is empty: there is nothing to back up")
    found = await tables(connection)
    ours = [one for one in found if revision != migrate.head() or one.name in Base.metadata.tables]
    left_out = tuple(one.name for one in found if one not in ours)
    return Head(revision, made_at, version, tuple(ours)), left_out


async def _write_table(
    connection: asyncpg.Connection, file: zipfile.ZipFile, table: Table, progress: Progress
) -> Part:
    tally = _Tally(table.name, progress)
    with file.open(_member(table.name), "w", force_zip64=True) as member:

        async def keep(chunk: bytes) -> None:
            tally.add(chunk)
            member.write(chunk)

        await connection.copy_from_table(table.name, columns=table.columns, output=keep, format="text")
    return tally.part()


class _Tally:
    """Counts and sums up what passes. A row of COPY's text ends with the only line feeds in it."""

    def __init__(self, name: str, progress: Progress) -> None:
        self._name, self._progress = name, progress
        self._digest = hashlib.sha256()
        self._rows = self._size = 0

    def add(self, chunk: bytes) -> None:
        self._digest.update(chunk)
        self._rows += chunk.count(b"\n")
        self._size += len(chunk)
        self._progress(self._name, self._size)

    def part(self) -> Part:
        return Part(self._rows, self._size, self._digest.hexdigest())


def _member(table: str) -> str:
    return f"tables/{table}.copy"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _head_as_json(head: Head) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "version": head.version,
        "revision": head.revision,
        "made_at": head.made_at.isoformat(),
        "tables": {table.name: table.columns for table in head.tables},
    }


# --- reading one


def read(path: Path, progress: Progress) -> Backup:
    """Read through to the end, with every checksum. Raises BackupUnreadable, OSError. Blocking."""
    with _readable(path) as file:
        head = _read_head(path, file)
        if TAIL not in file.namelist():
            raise BackupUnreadable(f"{path} ends too early: it was cut, or its writing was not finished")
        tail = json.loads(file.read(TAIL))
        parts = {name: Part(**part) for name, part in tail["tables"].items()}
        counted = tuple(Counter(**one) for one in tail["counters"])
        if set(parts) != {table.name for table in head.tables}:
            raise BackupUnreadable(f"{path} is damaged: its lists of tables differ")
        for name, part in parts.items():
            tally = _Tally(name, progress)
            for chunk in _chunks(file, name):
                tally.add(chunk)
            if tally.part() != part:
                raise BackupUnreadable(f"{path} is damaged: the table {name} is not what was written")
    return Backup(path, head, parts, counted)


@contextmanager
def _readable(path: Path) -> Iterator[zipfile.ZipFile]:
    """Whatever a damaged file makes of itself is one error."""
    try:
        with zipfile.ZipFile(path) as file:
            yield file
    except zipfile.BadZipFile as error:
        raise BackupUnreadable(
            f"{path} is not a whole backup of Otklik: it was cut, damaged or is something else"
        ) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError, ValueError, TypeError) as e:
        raise _damaged(path) from e
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place in the file that cannot be
            raise _damaged(path) from error
        raise


def _damaged(path: Path) -> BackupUnreadable:
    return BackupUnreadable(f"{path} is damaged: what it holds cannot be read")


def _read_head(path: Path, file: zipfile.ZipFile) -> Head:
    if HEAD not in file.namelist():
        raise BackupUnreadable(f"{path} is no backup of Otklik")
    head = json.loads(file.read(HEAD))
    if head["kind"] != KIND or head["format"] != FORMAT:
        raise BackupUnreadable(
            f"{path} is of a form that this version of Otklik does not read ({head['kind']}, {head['format']}):"
            " install the version that made it, or a newer one"
        )
    listed = tuple(Table(name, tuple(columns)) for name, columns in head["tables"].items())
    return Head(head["revision"], datetime.fromisoformat(head["made_at"]), head["version"], listed)


def _chunks(file: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    with file.open(_member(table)) as member:
        while chunk := member.read(CHUNK):
            yield chunk


# --- putting one back


@asynccontextmanager
async def restored(engine: AsyncEngine, backup: Backup, progress: Progress) -> AsyncIterator[AsyncConnection]:
    """The database with all of it, brought to this version's schema, not committed yet: that is done on leaving.

    The database must be empty, and nobody at work on it; whoever starts meanwhile waits. If anything fails, it is empty
    afterwards. Raises NotEmpty, AtWork, SchemaMismatch, BackupUnreadable and what asyncpg does.
    """
    async with migrate.locked(engine) as connection:
        raw = await _driver(connection)
        migrate.refuse_unknown(backup.head.revision)
        await _refuse_filled(raw)
        await _refuse_at_work(raw)
        await migrate.upgrade_within(connection, backup.head.revision)
        await raw.execute("; ".join(f"SET LOCAL {one}" for one in _SETTINGS))
        await _load(raw, backup, progress)
        await migrate.upgrade_within(connection)
        yield connection


async def _refuse_filled(connection: asyncpg.Connection) -> None:
    found = [table.name for table in await tables(connection)]
    if found or await connection.fetchval("SELECT to_regclass($1)", HISTORY):
        raise NotEmpty(
            f"the database is not empty (it has a table {(found or [HISTORY])[0]!r}), and a backup is restored only into"
            " an empty one, so that nothing is mixed or lost: name a new one in DATABASE_URL, or, for the built-in one,"
            " a new DATA_DIR"
        )


async def _refuse_at_work(connection: asyncpg.Connection) -> None:
    """A desk whose tables were taken away under it goes on from what it remembers as soon as there are some again."""
    if not await presence.alone(connection):
        raise AtWork(
            "a process of Otklik is at work on this database, although its tables are gone: what it does would be mixed"
            " with what comes back. Stop every `otklik run`, then restore"
        )


async def worked_on_beside(engine: AsyncEngine) -> Sequence[str]:
    """The other databases of the same server that a desk is at work on."""
    async with engine.connect() as connection:
        return await presence.worked_on_beside(await _driver(connection))


async def _load(connection: asyncpg.Connection, backup: Backup, progress: Progress) -> None:
    """Without foreign keys and triggers meanwhile: tables refer to each other in circles, and what a trigger would
    write is in the backup.
    """
    _refuse_other_columns(backup, await tables(connection))
    keys = await references(connection)
    for table, name, _ in keys:
        await connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    with zipfile.ZipFile(backup.path) as file:
        for one in backup.head.tables:
            await connection.execute(f'ALTER TABLE "{one.name}" DISABLE TRIGGER USER')
            await _load_table(connection, file, one, progress)
            await connection.execute(f'ALTER TABLE "{one.name}" ENABLE TRIGGER USER')
    for table, name, definition in keys:
        await connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for counter in backup.counters:
        await set_counter(connection, counter)


async def _load_table(
    connection: asyncpg.Connection, file: zipfile.ZipFile, table: Table, progress: Progress
) -> None:
    async def source() -> AsyncIterator[bytes]:
        done = 0
        for chunk in _chunks(file, table.name):
            yield chunk
            done += len(chunk)
            progress(table.name, done)

    await connection.copy_to_table(table.name, columns=table.columns, source=source(), format="text")


def _refuse_other_columns(backup: Backup, there: tuple[Table, ...]) -> None:
    """A backup of a schema that somebody changed by hand."""
    ours = {table.name: frozenset(table.columns) for table in there}
    for table in backup.head.tables:
        if ours.get(table.name) != frozenset(table.columns):
            raise BackupUnreadable(
                f"{backup.path} has a table {table.name!r} that Otklik at revision {backup.head.revision} has not, or"
                " with other columns: its database was changed by hand"
            )
