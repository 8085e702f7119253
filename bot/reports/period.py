"""Which time a report is about. Pure.

A desk's day ends at SUMMARY_AT in its zone, and begins where the day before ended: days meet without gap or overlap,
also where the clocks change (such a day has 23 or 25 hours). Where SUMMARY_AT does not exist on a day, the day ends as
much later; where it comes twice, at the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(hours=1)
"""After so long a summary says that it is late."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`; both in UTC, because times of one zone are compared by the wall
    clock. `zone` is for showing them."""

    start: datetime
    end: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Due:
    """A summary that should be made now. `missed`: how many days before it got none."""

    day: date
    period: Period
    late: bool
    missed: int


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


def due(now: datetime, zone: ZoneInfo, at: time, last_made: date | None, since: datetime) -> Due | None:
    """The summary to be made at `now`, if any.

    After downtime only the latest missed day's is made, and says so: the owner wants to know how things stand, not
    to read a week's worth at once. Nothing is due of a day that ended before `since`, when nobody was there to read.
    """
    day = last_day(now, zone, at)
    if last_made is not None and last_made >= day:
        return None
    period = day_period(day, zone, at)
    if period.end <= since:
        return None
    missed = 0 if last_made is None else (day - last_made).days - 1
    return Due(day, period, late=now - period.end > LATE, missed=missed)


def so_far(now: datetime, zone: ZoneInfo, at: time) -> tuple[Period, Period]:
    """The day that has begun, up to `now`; and the day before up to the same time of day."""
    day = last_day(now, zone, at)
    today = Period(day_ends(day, zone, at), now.astimezone(UTC), zone)
    start = day_ends(day - _DAY, zone, at)
    wall = now.astimezone(zone)
    same_time = (
        datetime.combine(wall.date() - _DAY, wall.time(), zone).replace(fold=wall.fold).astimezone(UTC)
    )
    return today, Period(start, min(max(same_time, start), today.start), zone)
