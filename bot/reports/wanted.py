"""What somebody wants reported: which days, of which cases, beside what. Pure.

Days begin at midnight of the desk's zone. What is relative stays so: a page that says "yesterday" says it tomorrow, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from bot.desk.days import DAY, PERIODS, Span, after_month, span_named
from bot.desk.states import Refused
from bot.reports.period import Period, day_ends
from bot.reports.scope import ALL, Only
from storage.models import Json

LAST = re.compile(r"days-([1-9]\d{0,2})")
"""So many days, today the last of them."""
SPANS = ("today", "yesterday", "days-7", "this-month", "last-month")
"""Offered by a button."""
FOUR_WEEKS = 28
MIDNIGHT = time()


class Against(StrEnum):
    """What a report is compared with."""

    BEFORE = "before"
    """As long a time just before; of whole months, as many months."""
    WEEKS = "weeks"
    """The same weekdays four weeks before: of a longer time eight, and so on."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`span`: one of PERIODS, `days-7` (as LAST), or "": from `first` to `last`, both of them in it."""

    span: str = "today"
    first: date | None = None
    last: date | None = None
    only: Only = field(default=ALL)
    against: Against = Against.BEFORE

    def days(self, today: date) -> Span:
        """The first one and the day after the last."""
        if self.span in PERIODS:
            return span_named(self.span, today)
        if found := LAST.fullmatch(self.span):
            return today - (int(found[1]) - 1) * DAY, today + DAY
        first = self.first or today
        return first, (self.last or first) + DAY

    def period(self, now: datetime, zone: ZoneInfo) -> Period:
        """Until now at most. Raises Refused: nothing of it has been yet."""
        today = now.astimezone(zone).date()
        first, after = self.days(today)
        start = day_ends(first, zone, MIDNIGHT)
        if start >= now:
            raise Refused("reporting-future", day=f"{first:%d.%m.%Y}", today=f"{today:%d.%m.%Y}")
        return Period(start, min(day_ends(after, zone, MIDNIGHT), now.astimezone(UTC)), zone)

    def before(self, now: datetime, zone: ZoneInfo) -> Period | None:
        """What it is compared with: of a time that is not over, until the same moment. None: with nothing."""
        if self.against is Against.NONE:
            return None
        first, after = self.days(now.astimezone(zone).date())
        if self.against is Against.BEFORE and first.day == after.day == 1:
            months = (after.year - first.year) * 12 + after.month - first.month
            return _moved(self.period(now, zone), months, _back_by_months(first, months), first)
        length = (after - first).days
        back = length if self.against is Against.BEFORE else FOUR_WEEKS * -(-length // FOUR_WEEKS)
        return _moved(self.period(now, zone), 0, first - back * DAY, first)

    def packed(self) -> Json:
        days = {
            name: day.isoformat()
            for name, day in (("first", self.first), ("last", self.last))
            if day is not None
        }
        return {"span": self.span, **days, "only": self.only.kept(), "against": self.against.value}

    @classmethod
    def unpacked(cls, packed: Json) -> Self:
        first, last = (
            date.fromisoformat(packed[name]) if name in packed else None for name in ("first", "last")
        )
        return cls(packed["span"], first, last, Only(**packed["only"]), Against(packed["against"]))


def _moved(period: Period, months: int, begins: date, first: date) -> Period:
    """The same wall clock, so many months earlier, or by as many days as `begins` is before `first`."""
    end = period.end.astimezone(period.zone)
    day = _back_by_months(end.date(), months) if months else end.date() - (first - begins)
    ends = datetime.combine(day, end.time(), period.zone).replace(fold=end.fold).astimezone(UTC)
    start = day_ends(begins, period.zone, MIDNIGHT)
    return Period(start, max(start + timedelta(seconds=1), min(ends, period.start)), period.zone)


def _back_by_months(day: date, months: int) -> date:
    """31.03 was the 28th of February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    return min(first.replace(day=1) + (day.day - 1) * DAY, after_month(first) - DAY)
