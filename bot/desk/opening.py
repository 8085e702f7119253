"""When the desk works, in words: for the owner, and on one line for customers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.desk.hours import DAYS, Week
from bot.desk.richtext import Rich
from bot.desk.timetable import Kept
from bot.desk.view import Texts

WHOLE_DAY = [["00:00", "24:00"]]


def week_words(week: Week | None, texts: Texts) -> str:
    """`Mon–Fri 09:00–18:00, Sat 10:00–16:00, Sun closed`: days in a row that are alike stand together."""
    if week is None:
        return texts("hours-always")
    each = [(day, [list(span) for span in week.get(day, ())]) for day in DAYS]
    alike = [(list(days), spans) for spans, days in groupby(each, key=lambda one: one[1])]
    if len(alike) == 1:
        return f"{texts('hours-every-day')} {spans_words(alike[0][1], texts)}"
    return ", ".join(
        f"{_days_words([day for day, _ in days], texts)} {spans_words(spans, texts)}" for days, spans in alike
    )


def _days_words(days: Sequence[str], texts: Texts) -> str:
    first, last = texts("hours-day", day=days[0]), texts("hours-day", day=days[-1])
    return first if len(days) == 1 else f"{first}–{last}"


def spans_words(spans: Kept, texts: Texts) -> str:
    """Of one day."""
    if not spans:
        return texts("hours-closed")
    if spans == WHOLE_DAY:
        return texts("hours-always")
    return texts("hours-and").join(f"{begin}–{end}" for begin, end in spans)


def date_words(day: date, texts: Texts, today: date) -> str:
    """`Thu 31.12`, with the year where that is not this one."""
    shown = f"{day:%d.%m}" if day.year == today.year else f"{day:%d.%m.%Y}"
    return f"{texts('hours-day', day=DAYS[day.weekday()])} {shown}"


def opening_words(opens: datetime, now: datetime, zone: ZoneInfo, texts: Texts) -> str:
    """When it opens, for a customer, by the desk's clock: `tomorrow at 09:00`."""
    there, here = opens.astimezone(zone), now.astimezone(zone)
    ahead = (there.date() - here.date()).days
    clock = f"{there:%H:%M}"
    if ahead < 2:
        return texts("opens-today" if ahead == 0 else "opens-tomorrow", clock=clock)
    if ahead < 7:
        return texts("opens-weekday", day=DAYS[there.weekday()], clock=clock)
    return texts("opens-date", date=f"{there:%d.%m}", clock=clock)


def moment(at: datetime, now: datetime) -> Rich:
    """A time, with the weekday if it is not `now`'s day, with the date if that is far. Shown in the reader's own zone; an
    old client shows it in `at`'s.
    """
    there, here = at, now.astimezone(at.tzinfo)
    ahead = abs((there.date() - here.date()).days)
    letters = "t" if ahead == 0 else "wt" if ahead < 7 else "dt"
    fallback = f"{there:%H:%M}" if ahead == 0 else f"{there:%d.%m %H:%M}"
    return Rich(
        f'<tg-time unix="{int(at.timestamp())}" format="{letters}">{fallback}</tg-time>', len(fallback)
    )
