"""The days of a report, by the desk's clock, and the weeks before it. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.reports.clock import earlier, last_date
from bot.reports.scope import Scope

SPANS = (1, 2, 3, 4)
WEEK = 7
FOUR_WEEKS = 28
_DAY = timedelta(days=1)


def days_of(scope: Scope) -> tuple[date, ...]:
    """Each date on which a moment of the period falls, as far as it is known."""
    first = scope.period.start.astimezone(scope.period.zone).date()
    last = last_date(scope.until, scope.period.zone)
    return tuple(first + _DAY * n for n in range((last - first).days + 1))


def four_weeks(scope: Scope) -> tuple[date, ...]:
    """The last is the last of the period, as far as it is known."""
    last = last_date(scope.until, scope.period.zone)
    return tuple(last - _DAY * n for n in reversed(range(FOUR_WEEKS)))


def weeks_before(scope: Scope) -> tuple[tuple[datetime, datetime], ...]:
    """The same span by the clock, one to four weeks before: from, and up to.

    Of more than a week, one to four times as many whole weeks before as it takes: none has a day of another.
    """
    zone = scope.period.zone
    wall = scope.until.astimezone(zone).replace(tzinfo=None) - scope.period.start.astimezone(zone).replace(
        tzinfo=None
    )
    apart = max(1, -(-wall // (WEEK * _DAY)))
    return tuple(
        (earlier(scope.period.start, zone, n * apart), earlier(scope.until, zone, n * apart)) for n in SPANS
    )
