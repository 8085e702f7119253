"""`otklik backup` and `otklik restore`: files, and what is said on the terminal. Needs the database alone.

What cannot be done ends in BackupFailed, or one of `storage.backup`'s, in one line.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import IO

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.restored import go_on
from storage import backup, migrate
from storage.backup import AtWork, Backup, BackupUnreadable, NotEmpty
from storage.errors import SAID_BY_DATABASE

STDOUT = Path("-")
MB = 1_000_000
STEP = 50 * MB
"""How often a big table says how far it is."""


class BackupFailed(Exception):
    """The file or the database did not allow it; said for people."""


EXPECTED = (BackupFailed, BackupUnreadable, NotEmpty, AtWork)


async def write(engine: AsyncEngine, target: Path, now: datetime) -> None:
    """The whole database into `target`, or to stdout. There is never half a file under that name."""
    with _said(f"no backup was written to {target}"), _opened(target) as out:
        done = await backup.write(engine, out, now, _version(), _Progress())
    for table in done.left_out:
        _say(f"left out: the table {table}, which is not Otklik's")
    _say(f"backup: {done.rows:,} rows of revision {done.head.revision}{_where(target)}")


def _where(target: Path) -> str:
    return "" if target == STDOUT else f" in {target} ({target.stat().st_size / MB:.1f} MB)"


def look(source: Path) -> Backup:
    """Whether it is whole, and one that this version can restore."""
    with _said(f"{source} cannot be read"):
        found = backup.read(source, _Progress())
    migrate.refuse_unknown(found.head.revision)
    head = found.head
    _say(
        f"{source} is whole: {found.rows:,} rows of {head.made_at:%Y-%m-%d %H:%M} UTC, revision {head.revision}"
    )
    return found


async def restore(engine: AsyncEngine, found: Backup, now: datetime, *, moved: bool) -> None:
    """Into an empty database, all or nothing. `moved`: the desk has done nothing since the backup was made."""
    with _said("nothing was restored"):
        async with backup.restored(engine, found, _Progress()) as connection:
            if not moved:
                async with AsyncSession(connection, expire_on_commit=False) as session:
                    await go_on(session, found.head.made_at, now)
        beside = await backup.worked_on_beside(engine)
    _say(f"restored: {found.rows:,} rows; revision {found.head.revision} → {migrate.head()}")
    if not moved:
        _say(
            "What happened since the backup is not known here. The desk looks for it when it starts and tells its people;"
            " docs/operations.md says what to expect."
        )
        _say(
            f"Whoever was forgotten after {found.head.made_at:%Y-%m-%d %H:%M} UTC is known here again: `otklik forget` them"
            " again before you start."
        )
    if beside:
        _say(
            f"A desk is at work on this server's database {', '.join(beside)}. If this is a backup of it, stop it before you"
            " start this one: both would answer the same customers."
        )


def _version() -> str:
    try:
        return metadata.version("otklik")
    except metadata.PackageNotFoundError:
        return "unknown"


@contextmanager
def _said(what: str) -> Iterator[None]:
    """A disk that is full, a database that goes away: in one line."""
    try:
        yield
    except OSError as error:
        raise BackupFailed(f"{what}: {error.strerror or type(error).__name__}") from error
    except SAID_BY_DATABASE as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise BackupFailed(f"{what}: the database says: {why}") from error


@contextmanager
def _opened(target: Path) -> Iterator[IO[bytes]]:
    """A new file beside `target`, readable by nobody else, that takes its name once all of it is on the disk."""
    if target == STDOUT:
        if sys.stdout.isatty():
            raise BackupFailed("a backup is no text for a terminal: give a file, or a pipe after `-`")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
        _keep_name(target.parent)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _keep_name(folder: Path) -> None:
    """A power cut must not undo the renaming."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class _Progress:
    """A line for each step of a big table."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def __call__(self, table: str, size: int) -> None:
        if size >= self._next.setdefault(table, STEP):
            self._next[table] = size + STEP
            _say(f"{table}: {size // MB} MB …")


def _say(line: str) -> None:
    """On stderr: stdout may be where the backup goes."""
    print(line, file=sys.stderr)  # noqa: T201
