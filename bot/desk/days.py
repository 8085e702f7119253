"""Days that have been, as people write them: `25.11`, `11.2026`, `2026-11-25`, `01.11-15.11`. Pure.

Days to come are in `dates` and `moments`. A span is its first day and the day after its last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

DAY = timedelta(days=1)
YEARS = range(2000, 2101)
"""Others are no years of a desk."""
PERIODS = ("today", "yesterday", "this-week", "last-week", "this-month", "last-month")
"""Words of them: `find-period-…`."""

Span = tuple[date, date]

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?|(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{1,2})\.(\d{4})")


def month_of(day: date) -> Span:
    first = day.replace(day=1)
    return first, after_month(first)


def after_month(first: date) -> date:
    return (first.replace(day=28) + 4 * DAY).replace(day=1)


def span_named(name: str, today: date) -> Span:
    """One of PERIODS."""
    week, (month, after) = today - today.weekday() * DAY, month_of(today)
    spans: Mapping[str, Span] = {
        "today": (today, today + DAY),
        "yesterday": (today - DAY, today),
        "this-week": (week, week + 7 * DAY),
        "last-week": (week - 7 * DAY, week),
        "this-month": (month, after),
        "last-month": ((month - DAY).replace(day=1), month),
    }
    return spans[name]


def span_of(text: str, today: date) -> Span | None:
    """A day or a month. None: it is neither."""
    try:
        if (found := _MONTH.fullmatch(text)) is not None:
            span = month_of(date(int(found[2]), int(found[1]), 1))
        elif (found := _DAY.fullmatch(text)) is not None:
            first = _day(found, today)
            span = (first, first + DAY)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return span if span[0].year in YEARS else None


def span_between(first: str, last: str, today: date) -> Span | None:
    """From the first day or month to the last one; None: they are none. The end may be before the beginning.

    A last day without a year is of the first one's year, if it would come before it otherwise: `01.11-30.11` in the
    middle of November.
    """
    begins, ends = span_of(first, today), span_of(last, today)
    if begins is None or ends is None:
        return None
    if ends[1] <= begins[0] and (same := _in_year(last, begins[0].year)) is not None and same >= begins[0]:
        return begins[0], same + DAY
    return begins[0], ends[1]


def _in_year(text: str, year: int) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None or found[3] or found[4]:
        return None
    try:
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None


def _day(found: re.Match[str], today: date) -> date:
    """Raises ValueError."""
    if found[4]:
        return date(int(found[4]), int(found[5]), int(found[6]))
    if found[3]:
        return date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[2]), int(found[1]))
    return last_such(int(found[2]), int(found[1]), today)


def last_such(month: int, day: int, today: date) -> date:
    """The last one that is not in the future. Raises ValueError."""
    for year in range(today.year, today.year - 9, -1):
        if (month, day) == (2, 29) and not _leaps(year):
            continue
        if (one := date(year, month, day)) <= today:
            return one
    raise ValueError("no such day")


def _leaps(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
