"""`otklik report`: a report on the command line, printed or written to files. Needs the database alone.

What is asked for wrongly ends in ConfigError: what was found, what is expected.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.config import ConfigError
from bot.desk.days import YEARS
from bot.desk.keyboards import network_name
from bot.desk.richtext import unmarked
from bot.facts import up_to_date
from bot.reports import workbook
from bot.reports.charts import DrawingFailed, draw
from bot.reports.moment import one_moment
from bot.reports.period import Period, day_ends
from bot.reports.report import figures
from bot.reports.results import Report
from bot.reports.scope import Only, Scope
from bot.reports.summary import summary
from bot.texts import LANGUAGES, Words, words
from bot.transaction import transaction
from storage.engine import make_sessions
from storage.models import Account, Department, Desk, Staff, Tag

DAY = timedelta(days=1)
DAYS = 7
"""Reported if nothing else is said, today the last of them."""
MIDNIGHT = time()
ENDINGS = (".xlsx", ".zip", ".csv")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
)
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


@dataclass(frozen=True, slots=True)
class Made:
    report: Report
    before: Report | None
    words: Words
    only: tuple[str, ...]


async def write(engine: AsyncEngine, asked: Asked, now: datetime) -> bool:
    """Prints the report, or writes it and prints which files. False: some could not be made. Raises ConfigError."""
    if asked.language is not None and asked.language not in LANGUAGES:
        raise ConfigError(f"--language: found {asked.language}, expected one of {', '.join(LANGUAGES)}")
    if (
        asked.out is not None
        and asked.out.suffix
        and asked.out.suffix not in ENDINGS
        and not asked.out.is_dir()
    ):
        raise ConfigError(f"--out: found {asked.out}, expected {', '.join(ENDINGS)} or a folder")
    made = await _made(engine, asked, now)
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
        period, before = _periods(asked, desk, now)
        said = words(asked.language or desk.language)
        only, narrowed = await _only(session, desk, asked, said)
    await up_to_date(sessions, desk.id)
    async with one_moment(sessions, LONGEST) as session:
        report = await figures(session, Scope(desk.id, period, now, only), now)
        earlier = None
        if desk.created_at < before.end:
            known = before.end + (now - period.end)
            earlier = await figures(session, Scope(desk.id, before, known, only), now)
    return Made(report, earlier, said, narrowed)


async def _desk(session: AsyncSession, wanted: str | None) -> Desk:
    desks = (await session.scalars(select(Desk).order_by(Desk.id))).all()
    if not desks:
        raise ConfigError("there is no desk in this database yet: `otklik run` makes it")
    found = [one for one in desks if wanted in (None, one.title, str(one.id))]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.id} ({one.title})" for one in desks)
    raise ConfigError(f"--desk: found {'nothing' if wanted is None else wanted}, expected one of {names}")


def _periods(asked: Asked, desk: Desk, now: datetime) -> tuple[Period, Period]:
    """Whole days, until now at most, and as many days before; of a day that is not over, until the same time."""
    zone = ZoneInfo(desk.timezone)
    today = now.astimezone(zone).date()
    last = today if asked.until is None else _day("--to", asked.until)
    first = last - (DAYS - 1) * DAY if asked.since is None else _day("--from", asked.since)
    if last < first:
        raise ConfigError(f"--to {last} is before --from {first}; did you mean --from {last} --to {first}?")
    if first > today:
        raise ConfigError(f"--from {first} is in the future, today is {today} ({zone})")
    made = desk.created_at.astimezone(zone).date()
    if last < made:
        raise ConfigError(f"--to {last}: there was no desk yet, it was made on {made}")
    period = Period(day_ends(first, zone, MIDNIGHT), _end(last, zone, now), zone)
    back = (last - first).days + 1
    ends = period.end.astimezone(zone)
    if last >= today:
        same = datetime.combine(ends.date() - back * DAY, ends.time(), zone).astimezone(UTC)
        return period, Period(day_ends(first - back * DAY, zone, MIDNIGHT), min(same, period.start), zone)
    return period, Period(day_ends(first - back * DAY, zone, MIDNIGHT), period.start, zone)


def _end(last: date, zone: ZoneInfo, now: datetime) -> datetime:
    return min(day_ends(last + DAY, zone, MIDNIGHT), now.astimezone(UTC))


def _day(option: str, typed: str) -> date:
    for pattern in _DATES:
        if found := pattern.fullmatch(typed.strip()):
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
            if day.year in YEARS:
                return day
    raise ConfigError(
        f"{option}: found {typed or 'nothing'}, expected a day such as 2026-11-30 or 30.11.2026"
    )


async def _only(session: AsyncSession, desk: Desk, asked: Asked, said: Words) -> tuple[Only, tuple[str, ...]]:
    """And the same in words."""
    networks = select(Account.network, Account.network).where(Account.desk_id == desk.id).distinct()
    departments = select(Department.name, Department.id).where(Department.desk_id == desk.id)
    people = select(Staff.name, Staff.id).where(Staff.desk_id == desk.id)
    tags = select(Tag.name, Tag.id).where(Tag.desk_id == desk.id)
    found: dict[str, tuple[str, int | str]] = {}
    for option, typed, query in (
        ("network", asked.network, networks),
        ("department", asked.department, departments),
        ("person", asked.person, people),
        ("tag", asked.tag, tags),
    ):
        if typed is not None:
            found[option] = _one(option, typed, [(name, key) for name, key in await session.execute(query)])
    only = Only(**{NAMES[option]: key for option, (_, key) in found.items()})  # type: ignore[arg-type]
    shown = {
        "network": lambda name: network_name(name, said),
        "tag": lambda name: said("report-tag", name=name),
    }
    return only, tuple(shown.get(option, str)(name) for option, (name, _) in found.items())


NAMES = {"network": "network", "department": "department_id", "person": "staff_id", "tag": "tag_id"}
"""What `Only` calls each option."""


def _one(option: str, typed: str, known: list[tuple[str, int | str]]) -> tuple[str, int | str]:
    """By a name that only one has, or by an id."""
    wanted = typed.strip().lstrip("#@").casefold()
    found = [one for one in known if one[0].casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(key) for _, key in sorted(found))
        raise ConfigError(
            f"--{option}: {typed} is the name of {len(found)}, expected one of their ids: {ids}"
        )
    if by_id := [one for one in known if str(one[1]) == wanted]:
        return by_id[0]
    names = [name for name, _ in known]
    near = get_close_matches(typed, names, n=1)
    hint = (
        f", did you mean {near[0]}?"
        if near
        else f", expected one of {', '.join(sorted(names))}"
        if names
        else ""
    )
    raise ConfigError(f"--{option}: {typed} is unknown{hint}")


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
