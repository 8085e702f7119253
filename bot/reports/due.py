"""Which summary should be made now. Pure.

A day's ends at the summary's hour in the desk's zone and begins where the one before ended, also when the hour or the
zone was set anew in between. Weeks (Monday to Sunday) and months are those of the calendar; theirs come at that hour of
the day after. After downtime each of the last days that got none gets its own, the oldest first; of weeks and months the
last one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reports.period import Period, day_ends, last_day, moved
from storage.models import Every

LATE = timedelta(hours=1)
"""After so long a summary says that it is late."""
DAYS = 3
"""So many days are made up for: nobody wants to read a fortnight at once."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Last:
    """The last one that was made. `day`: the last date it is about. `end`: up to when it tells; None: as it was set."""

    day: date
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """`day`: the last date it is about. `at`: when it was due. `missed`: how many before it got none, and get none."""

    every: Every
    day: date
    period: Period
    at: datetime
    missed: int

    def late(self, now: datetime) -> datetime | None:
        """When it was due, if that is long ago."""
        return self.at if now - self.at > LATE else None


def due(
    every: Every, now: datetime, zone: ZoneInfo, at: time, last: Last | None, since: datetime
) -> Due | None:
    """The one to be made at `now`, if any. Of what was due up to `since` none is: nobody was there to read it."""
    match every:
        case Every.WEEK | Every.MONTH:
            return _of_calendar(every, now, zone, at, last, since)
        case _:
            return _of_day(every, now, zone, at, last, since)


def _of_day(
    every: Every, now: datetime, zone: ZoneInfo, at: time, last: Last | None, since: datetime
) -> Due | None:
    latest = last_day(now, zone, at)
    days = 1 if every is Every.TEAM or last is None else DAYS
    day = latest - (days - 1) * _DAY
    if last is not None:
        day = max(day, last.day + _DAY)
    while day <= latest:
        start, end = day_ends(day - _DAY, zone, at), day_ends(day, zone, at)
        if last is not None and last.end is not None and (day == last.day + _DAY or start < last.end):
            start = last.end
        if end > since and end > start:
            missed = 0 if last is None else _missed(last.day, day, since, zone, at)
            return Due(every, day, Period(start, end, zone), end, missed)
        day += _DAY
    return None


def _missed(last: date, day: date, since: datetime, zone: ZoneInfo, at: time) -> int:
    """Days between the two that somebody would have read about."""
    between = (last + n * _DAY for n in range(1, (day - last).days))
    return sum(day_ends(one, zone, at) > since for one in between)


def _of_calendar(
    every: Every, now: datetime, zone: ZoneInfo, at: time, last: Last | None, since: datetime
) -> Due | None:
    """Of the week or the month that ended last, by its day after."""
    after = _begins(every, now.astimezone(zone).date())
    if day_ends(after, zone, at) > now:
        after = _begins(every, after - _DAY)
    day, due_at = after - _DAY, day_ends(after, zone, at)
    if due_at <= since or (last is not None and last.day >= day):
        return None
    period = Period(_midnight(_begins(every, day), zone), _midnight(after, zone), zone)
    missed = 0
    while last is not None and (day := _begins(every, day) - _DAY) > last.day:
        missed += day_ends(day + _DAY, zone, at) > since
    return Due(every, after - _DAY, period, due_at, missed)


def _begins(every: Every, day: date) -> date:
    """The first day of the week or the month that `day` is in."""
    return day.replace(day=1) if every is Every.MONTH else day - day.weekday() * _DAY


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return day_ends(day, zone, time())


def compared(one: Due) -> tuple[Period, Period | None]:
    """With which periods it is compared: the one before; of a day, the same weekday's as well."""
    period = one.period
    match one.every:
        case Every.WEEK:
            return moved(period, _WEEK), None
        case Every.MONTH:
            before = _begins(Every.MONTH, one.day) - _DAY
            start = _midnight(_begins(Every.MONTH, before), period.zone)
            return Period(start, period.start, period.zone), None
        case _:
            return moved(period, _DAY), moved(period, _WEEK)
