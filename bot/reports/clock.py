"""The desk's clock in SQL: which day and hour it was there. By Python's time zones, which are those that periods are made
by: PostgreSQL may have other ones, and looks a zone up for each row. Pure.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, case, func, literal

from bot.reports.counted import moment

_STEP, _SECOND = timedelta(hours=12), timedelta(seconds=1)
_EPOCH = date(1970, 1, 1)
HOUR, DAY = 3600, 86400


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Midnight there, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def last_date(end: datetime, zone: ZoneInfo) -> date:
    """The date of the last moment before `end`."""
    return (end - timedelta(microseconds=1)).astimezone(zone).date()


def earlier(at: datetime, zone: ZoneInfo, weeks: int) -> datetime:
    """The same time by the clock so many weeks before, in UTC."""
    wall = at.astimezone(zone)
    return (
        (wall.replace(tzinfo=None) - timedelta(weeks=weeks))
        .replace(tzinfo=zone, fold=wall.fold)
        .astimezone(UTC)
    )


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
    """(since when, seconds ahead of UTC) from `start` on, in order of time."""
    found, at = [(start, _ahead(zone, start))], start
    while at < end:
        after = min(at + _STEP, end)
        if _ahead(zone, after) != found[-1][1]:
            after = _changed(zone, at, after)
            found.append((after, _ahead(zone, after)))
        at = after
    return found


def _ahead(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return round(offset.total_seconds()) if offset else 0


def _changed(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second with another offset than `before`'s."""
    before, old = before.replace(microsecond=0), _ahead(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        before, after = (middle, after) if _ahead(zone, middle) == old else (before, middle)
    return after.replace(microsecond=0)


def _wall(at: Any, zone: ZoneInfo, start: datetime, end: datetime) -> ColumnElement[int]:
    """Seconds of the wall clock since 1970, of moments between the two."""
    (_, first), *later = changes(zone, start, end)
    ahead: ColumnElement[int] = literal(first, BigInteger)
    if later:
        branches = [(at >= moment(since), literal(offset, BigInteger)) for since, offset in reversed(later)]
        ahead = case(*branches, else_=ahead)
    # A cast to whole numbers would round half a second up, into the next hour.
    return func.floor(func.date_part("epoch", at)).cast(BigInteger) + ahead


def hour_of(at: Any, zone: ZoneInfo, start: datetime, end: datetime) -> ColumnElement[int]:
    """0-23."""
    return _wall(at, zone, start, end) // literal(HOUR, BigInteger) % literal(24, BigInteger)


def day_of(at: Any, zone: ZoneInfo, start: datetime, end: datetime) -> ColumnElement[int]:
    """A number that `as_date` reads."""
    return _wall(at, zone, start, end) // literal(DAY, BigInteger)


def as_date(day: int) -> date:
    return _EPOCH + timedelta(days=day)
