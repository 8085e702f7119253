"""`otklik report`: a report on the command line, printed or written to files. Needs the database alone.

Days, names and comparisons are understood as `/report` understands them. What is asked for wrongly ends in ConfigError:
what was found, what is expected.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.config import ConfigError
from bot.desk.days import DAY, Span, span_of
from bot.desk.richtext import unmarked
from bot.reports import asking, workbook
from bot.reports.charts import DrawingFailed, draw
from bot.reports.grammar import COLUMNS, FILTERS, Name, against_called, meant_by
from bot.reports.making import computed
from bot.reports.results import Report
from bot.reports.scope import Only
from bot.reports.summary import summary
from bot.reports.wanted import Against, Wanted
from bot.texts import LANGUAGES, Words, words
from bot.transaction import transaction
from storage.engine import make_sessions
from storage.errors import DATABASE_FAILED, DatabaseUnavailable, passing
from storage.models import Desk

DAYS = 7
"""Reported if nothing else is said, today the last of them."""
ENDINGS = (".xlsx", ".zip", ".csv")
NEAR = 0.5
"""How alike a name is to what was typed, to be asked about."""
STATEMENT_TIMEOUT = "statement timeout"
LONGEST = "300s"


@dataclass(frozen=True, slots=True)
class Asked:
    """As it was typed; None: nothing was said about it. `out`: a file by its ending, or a folder; None: it is printed."""

    since: str | None = None
    until: str | None = None
    network: str | None = None
    department: str | None = None
    person: str | None = None
    tag: str | None = None
    language: str | None = None
    desk: str | None = None
    out: Path | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    report: Report
    before: Report | None
    words: Words
    only: tuple[str, ...]


async def write(engine: AsyncEngine, asked: Asked, now: datetime) -> bool:
    """Prints the report, or writes it and prints which files. False: some could not be made. Raises ConfigError,
    DatabaseUnavailable."""
    if asked.language is not None and asked.language not in LANGUAGES:
        raise ConfigError(f"--language: found {asked.language}, expected one of {', '.join(LANGUAGES)}")
    if (
        asked.out is not None
        and asked.out.suffix
        and asked.out.suffix not in ENDINGS
        and not asked.out.is_dir()
    ):
        raise ConfigError(f"--out: found {asked.out}, expected {', '.join(ENDINGS)} or a folder")
    try:
        made = await _made(engine, asked, now)
    except DATABASE_FAILED as error:
        raise trouble(error) from None
    if asked.out is None:
        _say(_summary(made))
        return True
    try:
        return await _files(made, asked.out)
    except OSError as error:
        raise ConfigError(f"--out {asked.out}: cannot be written ({error.strerror})") from None


# --- what is asked for


async def _made(engine: AsyncEngine, asked: Asked, now: datetime) -> Made:
    sessions = make_sessions(engine)
    async with transaction(sessions) as session:
        desk = await _desk(session, asked.desk)
        said = words(asked.language or desk.language)
        wanted = _wanted(asked, await _only(session, desk, asked, said), said, desk, now)
        narrowed = await asking.narrowed(session, desk, wanted.only, said)
    report, before = await computed(sessions, desk, wanted, now, longest=LONGEST)
    return Made(report, before, said, narrowed)


async def _desk(session: AsyncSession, wanted: str | None) -> Desk:
    desks = (await session.scalars(select(Desk).order_by(Desk.id))).all()
    if not desks:
        raise ConfigError("there is no desk in this database yet: `otklik run` makes it")
    found = [one for one in desks if wanted in (None, one.title, str(one.id))]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.id} ({one.title})" for one in desks)
    raise ConfigError(f"--desk: found {'nothing' if wanted is None else wanted}, expected one of {names}")


def _wanted(asked: Asked, only: Only, said: Words, desk: Desk, now: datetime) -> Wanted:
    """Whole days, and what they are compared with, as `/report` has it."""
    zone = ZoneInfo(desk.timezone)
    today = now.astimezone(zone).date()
    last = today if asked.until is None else _span("--to", asked.until, today)[1] - DAY
    first = last - (DAYS - 1) * DAY if asked.since is None else _span("--from", asked.since, today)[0]
    if last < first:
        raise ConfigError(f"--to {last} is before --from {first}; did you mean --from {last} --to {first}?")
    if first > today:
        raise ConfigError(f"--from {first} is in the future, today is {today} ({zone})")
    made = desk.created_at.astimezone(zone).date()
    if last < made:
        raise ConfigError(f"--to {last}: there was no desk yet, it was made on {made}")
    against = Against.BEFORE if asked.against is None else against_called(asked.against, (said,))
    if against is None:
        raise ConfigError(f"--against: found {asked.against}, expected one of {', '.join(Against)}")
    return Wanted("", first, last, only, against)


def _span(option: str, typed: str, today: date) -> Span:
    """A day or a month."""
    if (span := span_of(typed.strip(), today)) is None:
        raise ConfigError(
            f"{option}: found {typed or 'nothing'}, expected a day such as 2026-11-30 or 30.11.2026"
        )
    return span


async def _only(session: AsyncSession, desk: Desk, asked: Asked, said: Words) -> Only:
    there = await asking.known(session, desk, said)
    typed = {name: value for name in FILTERS if (value := getattr(asked, name)) is not None}
    found = {COLUMNS[name]: _one(name, value, there[name]).id for name, value in typed.items()}
    return Only(**found)  # type: ignore[arg-type]


def _one(option: str, typed: str, there: Sequence[Name]) -> Name:
    """By a name that only one has, or by an id."""
    value = typed.strip()
    found = meant_by(value.lstrip("#@"), there, by_handle=value.startswith("@")) if value else ()
    found = found or [one for one in there if str(one.id) == value]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(one.id) for one in sorted(found, key=lambda one: str(one.id)))
        raise ConfigError(
            f"--{option}: {typed} is the name of {len(found)}, expected one of their ids: {ids}"
        )
    names = sorted({str(one.id) if option == "network" else one.name for one in there})
    folded = {one.casefold(): one for one in names}
    near = get_close_matches(value.lstrip("#@").casefold(), folded, n=1, cutoff=NEAR)
    hint = (
        f", did you mean {folded[near[0]]}?"
        if near
        else f", expected one of {', '.join(names)}"
        if names
        else ""
    )
    raise ConfigError(f"--{option}: {typed or 'nothing'} is unknown{hint}")


# --- what the database says


def trouble(error: BaseException) -> DatabaseUnavailable:
    """What went wrong with it meanwhile, for whoever asked for a report."""
    if passing(error):
        return DatabaseUnavailable(
            "the database was away or too busy while the report was counted; try again"
        )
    if STATEMENT_TIMEOUT in str(error):
        return DatabaseUnavailable(f"the figures took longer than {LONGEST}; ask for fewer days")
    orig = getattr(error, "orig", None)
    why = type((orig and orig.__cause__) or orig or error).__name__
    return DatabaseUnavailable(f"the database refused to count ({why}); its log says why")


# --- what is given


def _summary(made: Made) -> str:
    told = summary(made.report, made.before, None, made.words, only=made.only)
    return unmarked("\n\n".join(told.plain))


async def _files(made: Made, out: Path) -> bool:
    of = (made.report, made.before, made.words, made.only)
    match out.suffix:
        case ".xlsx":
            _write(out, await workbook.workbook(*of))
        case ".zip":
            _write(out, await workbook.csv_archive(*of))
        case ".csv":
            figures = next(file for file in await workbook.csv_files(*of) if file.name == "figures.csv")
            _write(out, figures.content)
        case _:
            return await _folder(made, out)
    return True


async def _folder(made: Made, out: Path) -> bool:
    """Everything: the summary, the workbook, a CSV of each table, the pictures."""
    of = (made.report, made.before, made.words, made.only)
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    _write(out / "summary.txt", f"{_summary(made)}\n".encode())
    _write(out / workbook.file_name(made.report, "xlsx"), await workbook.workbook(*of))
    for file in await workbook.csv_files(*of):
        _write(out / file.name, file.content)
    try:
        for picture in await draw(made.report, made.before, made.words):
            _write(out / f"{picture.name}.png", picture.png)
    except DrawingFailed as error:
        print(f"otklik: no pictures: {error}", file=sys.stderr)  # noqa: T201
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _say(str(path))


def _say(said: str) -> None:
    print(said, flush=True)  # noqa: T201
