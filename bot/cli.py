"""The commands of `otklik`. Expected errors end in one line and exit code 1; no traceback, no token."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from bot.config import ConfigError, DatabaseSettings, Settings, load, load_database, misspelt
from bot.parts import ALL, Part, chosen
from bot.stopping import leave, until_stopped
from storage.errors import DatabaseUnavailable, InvalidDatabaseURL, SchemaMismatch

if TYPE_CHECKING:
    from bot.written import Asked

app = App(name="otklik", help="An operator console inside Telegram for customer care in social media.")

EXPECTED = (ConfigError, DatabaseUnavailable, InvalidDatabaseURL, SchemaMismatch)


@app.command
def run(*, only: str | None = None) -> None:
    """Run the desk with the settings of the environment and `.env`.

    Parameters
    ----------
    only:
        What this process does of it: some of connectors, bot, delivery, web, clock, with commas between. Any number of
        processes may do each, on one DATABASE_URL; between them they must do all.
    """
    parts = chosen(only)
    settings = load()
    _log(settings)
    for line in misspelt():
        print(line, file=sys.stderr)  # noqa: T201
    _loop(until_stopped(_run(settings, parts)))
    leave()


@app.command
def demo(
    *, port: int = 8090, language: str = "en", data: Path = Path("data/demo"), lively: bool = False
) -> None:
    """Show the desk against a sandbox of Telegram and VK, with a page to try it. Needs nothing.

    Parameters
    ----------
    port:
        Where the page is.
    language:
        Of the desk: en or ru.
    data:
        Where the demo keeps it.
    lively:
        With four busy weeks behind it, so that there is something to report: the summary of the last day arrives at once.
    """
    from bot import demo as demonstration

    demonstration.clear(data)
    _loop(until_stopped(demonstration.show(port=port, language=language, data=data, lively=lively)))


@app.command(name="migrate")
def migrate_() -> None:
    """Bring the database to the schema of this version."""
    _loop(_migrate(load_database()))


@app.command
def check() -> None:
    """Look at every setting, token and right, and say what to do about what is wrong."""
    from bot.check import look

    settings = load()
    _log(settings)
    if not _loop(look(settings, misspelt())):
        sys.exit(1)


@app.command
def report(
    *,
    from_: str | None = None,
    to: str | None = None,
    network: str | None = None,
    department: str | None = None,
    person: str | None = None,
    tag: str | None = None,
    against: str | None = None,
    language: str | None = None,
    desk: str | None = None,
    out: Path | None = None,
) -> None:
    """Print the report of some days, or write it to files. Needs the database alone.

    Parameters
    ----------
    from_:
        The first day, such as 2026-11-24 or 24.11.2026, or a month, 11.2026; without it seven days are reported.
    to:
        The last day or month; without it today.
    network:
        Only this network's cases, such as vk.
    department:
        Only cases that this department was asked about.
    person:
        Only cases that this person (a name or an id) had, answered or closed.
    tag:
        Only cases with this tag.
    against:
        What it is compared with: before (as long a time just before; without it this), weeks (the same weekdays four
        weeks before) or none.
    language:
        Of the report: en, ru, bg or pl; without it the desk's.
    desk:
        Which one, where the database has several.
    out:
        report.xlsx: a workbook. report.zip: a CSV file a table. report.csv: the single figures. A folder: all of these,
        the summary and the pictures. Without it the summary is printed.
    """
    from bot.written import Asked

    asked = Asked(from_, to, network, department, person, tag, language, desk, out, against)
    if not _loop(_report(load_database(), asked)):
        sys.exit(1)


@app.command
def backup(file: Annotated[Path, Parameter(allow_leading_hyphen=True)]) -> None:
    """Write all that the database holds to one file, also while the desk is at work. Needs the database alone.

    Parameters
    ----------
    file:
        Where to; what is there already is replaced once the new one is whole. With `-` to a pipe.
    """
    if not _loop(_backup(load_database(), file)):
        sys.exit(1)


@app.command
def restore(file: Path, *, moved: bool = False, check: bool = False) -> None:
    """Put a backup back into an empty database, and bring it to this version's schema.

    Parameters
    ----------
    file:
        The backup.
    moved:
        The desk was stopped before the backup was made and has not run since: it goes on just where it stood.
    check:
        Only read the file through and say whether it is whole.
    """
    if not _loop(_restore(load_database, file, moved=moved, check=check)):
        sys.exit(1)


@app.command
def export(*, customer: str, desk: str | None = None, out: Path | None = None) -> None:
    """All that the desk knows of a customer, as JSON. Needs the database alone.

    Parameters
    ----------
    customer:
        The number of a case of theirs (#12), vk:123, a link to the profile, @handle, or a name.
    desk:
        Which one, where the database has several.
    out:
        A file; without it all is printed.
    """
    _loop(_export(load_database(), customer, desk, out))


@app.command
def forget(*, customer: str, desk: str | None = None, yes: bool = False) -> None:
    """Erase a customer for good: words, names, files, profiles. Figures stay. The desk may run or not.

    Parameters
    ----------
    customer:
        As for export.
    desk:
        Which one, where the database has several.
    yes:
        Without asking; else what will go is shown first, and the name is asked for.
    """
    if not _loop(_forget(load_database(), customer, desk, yes=yes)):
        sys.exit(1)


def main() -> None:
    """The console script."""
    try:
        app()
    except EXPECTED as error:
        print(f"otklik: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)


def _log(settings: Settings) -> None:
    from bot.log import configure

    configure(settings.secrets)


def _loop(work: Coroutine[Any, Any, Any]) -> Any:
    """On uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


async def _run(settings: Settings, only: frozenset[Part]) -> None:
    from bot.database import database

    async with database(settings) as engine:
        from bot.app import running  # takes seconds: what is wrong with the database is said before

        async with running(settings, engine, only=only) as desk:
            _leave_alone_what_stays()
            where = "" if desk.address is None else f", http://{desk.address}/readyz"
            print(f"otklik is at work{_share(only)}{where}", flush=True)  # noqa: T201
            if desk.owner_link is not None:
                print(f"There is no owner yet. Open this link once: {desk.owner_link}", flush=True)  # noqa: T201
            await desk.failed


YOUNG = 5_000
"""Objects made and not given up again, after which Python looks for rings among them: a pause of a few milliseconds."""


def _leave_alone_what_stays() -> None:
    """What was imported stays till the end. Python would look through all half a million objects again and again, and
    everybody waits meanwhile: half a second each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def _share(only: frozenset[Part]) -> str:
    return "" if only == ALL else f" ({', '.join(part for part in Part if part in only)})"


async def _report(settings: DatabaseSettings, asked: Asked) -> bool:
    from bot.database import database
    from bot.written import write

    async with database(settings) as engine:
        return await write(engine, asked, datetime.now(UTC))


async def _export(settings: DatabaseSettings, customer: str, desk: str | None, out: Path | None) -> None:
    from bot.database import database
    from bot.forgetting.command import export_to

    async with database(settings) as engine:
        await export_to(engine, customer, desk, out, datetime.now(UTC))


async def _forget(settings: DatabaseSettings, customer: str, desk: str | None, *, yes: bool) -> bool:
    from bot.database import database
    from bot.forgetting.command import forget_one

    async with database(settings) as engine:
        return await forget_one(engine, customer, desk, yes=yes, ask=_asked, now=datetime.now(UTC))


def _asked(question: str) -> str:
    """Nothing where nobody can be asked."""
    try:
        return input(question)
    except EOFError:
        return ""


async def _migrate(settings: DatabaseSettings) -> None:
    from bot.database import connected
    from storage import migrate

    async with connected(settings) as engine:
        before = await migrate.current(engine)
        await migrate.upgrade(engine)
        print(f"schema: {before or 'empty'} → {migrate.head()}")  # noqa: T201


async def _backup(settings: DatabaseSettings, file: Path) -> bool:
    from bot import backup as backups
    from bot.database import connected

    try:
        async with connected(settings) as engine:
            await backups.write(engine, file, datetime.now(UTC))
    except backups.EXPECTED as error:
        return _failed(error)
    return True


async def _restore(settings: Callable[[], DatabaseSettings], file: Path, *, moved: bool, check: bool) -> bool:
    """The file is looked at before anything else is."""
    from bot import backup as backups
    from bot.database import connected

    try:
        found = backups.look(file)
        if not check:
            async with connected(settings()) as engine:
                await backups.restore(engine, found, datetime.now(UTC), moved=moved)
    except backups.EXPECTED as error:
        return _failed(error)
    return True


def _failed(error: Exception) -> bool:
    print(f"otklik: {error}", file=sys.stderr)  # noqa: T201
    return False
