"""Which time a report is about. Pure.

A desk's day ends at the summary's hour in its zone, and begins where the day before ended: days meet without gap or
overlap, also where the clocks change (such a day has 23 or 25 hours). Where that hour does not exist on a day, the day
ends as much later; where it comes twice, at the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`; both in UTC, because times of one zone are compared by the wall
    clock. `zone` is for showing them."""

    start: datetime
    end: datetime
    zone: ZoneInfo


def day_ends(day: date, zone: ZoneInfo, at: time) -> datetime:
    """In UTC."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def day_period(day: date, zone: ZoneInfo, at: time) -> Period:
    """The day that ends on the date `day`."""
    return Period(day_ends(day - _DAY, zone, at), day_ends(day, zone, at), zone)


def last_day(now: datetime, zone: ZoneInfo, at: time) -> date:
    """The last day that has ended by `now`."""
    day = now.astimezone(zone).date() + _DAY
    while day_ends(day, zone, at) > now:
        day -= _DAY
    return day


def moved(period: Period, days: timedelta) -> Period:
    """The same times of day so many days before."""
    start, end = (back(at, period.zone, days) for at in (period.start, period.end))
    return Period(start, end, period.zone)


def back(at: datetime, zone: ZoneInfo, days: timedelta) -> datetime:
    """The same time of day so many days before, in UTC."""
    wall = at.astimezone(zone)
    return datetime.combine(wall.date() - days, wall.time(), zone).replace(fold=wall.fold).astimezone(UTC)
