"""How figures, lengths of time and days are written, in the words of whoever reads them. Pure.

The same words in the message, the pictures and the workbook.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.desk.hours import DAYS
from bot.desk.view import Texts
from bot.reports.period import Period
from bot.reports.results import Ratio

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


def number(value: float, texts: Texts) -> str:
    """With the language's grouping, and one decimal where there is one: "1,152", "4,6"."""
    shown = round(value, 1)
    return texts("report-number", number=int(shown) if shown == int(shown) else shown)


def percent(share: float, texts: Texts) -> str:
    """Of 0 to 1, in whole percents."""
    return texts("report-percent", percent=round(100 * clamped(share, 0.01)))


def clamped(share: float, step: float) -> float:
    """As it is told in steps of this size: 100 % are all and 0 % none, never nearly so."""
    return min(1 - step, max(step, share)) if 0 < share < 1 else share


def ratio(found: Ratio, texts: Texts) -> str:
    """ "85 %"; "–" of nothing."""
    return "–" if found.share is None else percent(found.share, texts)


def duration(seconds: float, texts: Texts) -> str:
    """ "40 s", "12 min", "1 h 05 min", "2 d 3 h": rounded to the last unit shown."""
    found = max(0, round(seconds))
    if found < 60:
        return texts("report-seconds", seconds=found)
    minutes = round(found / 60)
    if minutes < 60:
        return texts("report-minutes", minutes=minutes)
    if minutes < 2 * 1440:
        hours, rest = divmod(minutes, 60)
        if not rest:
            return texts("report-whole-hours", hours=hours)
        return texts("report-hours", hours=hours, minutes=f"{rest:02}")
    days, rest = divmod(round(found / 3600), 24)
    return texts("report-days", days=days, hours=rest) if rest else texts("report-whole-days", days=days)


def day(found: date, texts: Texts, *, year: int | None = None) -> str:
    """ "4 March"; with the year if it is not `year`."""
    shown = texts("report-date", day=found.day, month=found.month)
    return (
        shown if year in (None, found.year) else texts("report-date-year", date=shown, year=str(found.year))
    )


def weekday(found: date, texts: Texts) -> str:
    """ "Wed 5.03": short enough for the head of a column."""
    name = texts("hours-day", day=DAYS[found.weekday()])
    return texts("report-weekday", weekday=name, date=short(found))


def short(found: date) -> str:
    """ "5.03": the same everywhere the desk is spoken."""
    return f"{found.day}.{found.month:02}"


def month(found: date, texts: Texts) -> str:
    """ "March" by itself."""
    return texts("report-month", month=found.month)


def first_and_last(period: Period) -> tuple[date, date]:
    """The first and the last date that it has something of, by its own clock."""
    end = max(period.start, period.end - _MOMENT)
    return period.start.astimezone(period.zone).date(), end.astimezone(period.zone).date()


def span(period: Period, texts: Texts, now: datetime) -> str:
    """ "4 March 09:00 – 5 March 09:00"; whole days without times: "10 November – 16 November"."""
    start, end = period.start.astimezone(period.zone), period.end.astimezone(period.zone)
    year = now.astimezone(period.zone).year
    if start.time() != end.time() or start.hour or start.minute:
        shown = [
            texts("report-moment", date=day(at.date(), texts, year=year), time=f"{at:%H:%M}")
            for at in (start, end)
        ]
    else:
        first, last = first_and_last(period)
        shown = [day(at, texts, year=year) for at in ((first,) if first == last else (first, last))]
    return texts("report-period", start=shown[0], end=shown[1]) if len(shown) > 1 else shown[0]
