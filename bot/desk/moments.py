"""A moment in a person's own words, of all four languages at once: `25.11 14:30`, `tomorrow`, `завтра 15:00`, `pt`, `2h`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.desk.hours import DAY, Hours
from bot.desk.states import Refused

FURTHEST = timedelta(days=366)
BEGINS = time(9)
"""When a day begins for a desk that has no hours, or does not work on it."""
NIGHT = time(5)
"""Until then it is still last night, and its morning is today's."""
HALF_A_YEAR = timedelta(days=183)

FILLERS = frozenset(
    (
        *("at", "in", "on", "by", "until", "till", "for"),
        *("в", "во", "до", "к", "на", "через", "за", "и"),
        *("във", "след", "от"),
        *("o", "do", "w", "we", "na", "za"),
    )
)
"""Words that say nothing by themselves."""

AHEAD: Mapping[str, int] = {
    **dict.fromkeys(("today", "сегодня", "днес", "dzisiaj", "dziś", "dzis"), 0),
    **dict.fromkeys(("tomorrow", "завтра", "утре", "jutro"), 1),
    **dict.fromkeys(("day after tomorrow", "послезавтра", "вдругиден", "други ден", "pojutrze"), 2),
}
"""Days from today."""

WEEKDAYS: Mapping[str, int] = {
    **dict.fromkeys(("monday", "mon", "понедельник", "пн", "понеделник", "пон", "poniedziałek", "pn"), 0),
    **dict.fromkeys(("tuesday", "tue", "вторник", "вт", "wtorek", "wt"), 1),
    **dict.fromkeys(("wednesday", "wed", "среда", "среду", "ср", "сряда", "środa", "środę", "śr"), 2),
    **dict.fromkeys(("thursday", "thu", "четверг", "чт", "четвъртък", "чет", "czwartek", "czw"), 3),
    **dict.fromkeys(("friday", "fri", "пятница", "пятницу", "пт", "петък", "пет", "piątek", "pt"), 4),
    **dict.fromkeys(("saturday", "sat", "суббота", "субботу", "сб", "събота", "съб", "sobota", "sobotę"), 5),
    **dict.fromkeys(("sunday", "sun", "воскресенье", "вс", "неделя", "нед", "niedziela", "niedzielę"), 6),
}
"""Monday is 0: the next day of that name, never today. `неделя` is Bulgarian for Sunday; a Russian week has a number."""

UNITS: Mapping[str, timedelta] = {
    **dict.fromkeys(
        (
            *(
                "m",
                "min",
                "mins",
                "minute",
                "minutes",
                "мин",
                "минут",
                "минута",
                "минуту",
                "минуты",
                "минути",
            ),
            *("minut", "minuta", "minutę", "minuty"),
        ),
        timedelta(minutes=1),
    ),
    **dict.fromkeys(
        (
            *("h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов", "часове"),
            *("g", "godz", "godzina", "godzinę", "godziny", "godzin"),
        ),
        timedelta(hours=1),
    ),
    **dict.fromkeys(
        ("d", "day", "days", "д", "дн", "день", "дня", "дней", "ден", "дни", "dzień", "dni"),
        timedelta(days=1),
    ),
    **dict.fromkeys(
        (
            *("w", "week", "weeks", "н", "нед", "неделю", "недели", "недель", "седмица", "седмици"),
            *("tydzień", "tygodnie", "tygodni"),
        ),
        timedelta(days=7),
    ),
}

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LASTS = re.compile(r"(\d{1,3})\s?([^\W\d_]+)\.?")


def moment(text: str, now: datetime, hours: Hours) -> datetime:
    """What somebody means by `text`, in the desk's zone. A day without a time begins when the desk opens.

    Raises Refused for what is not understood, is over, or is more than a year ahead.
    """
    said = " ".join(word for word in re.split(r"[\s,]+", text.casefold()) if word and word not in FILLERS)
    found = _after(said, now) or _dated(said, now, hours)
    if found is None:
        raise Refused("moment-unclear", found=text.strip() or "…")
    shown = f"{found.astimezone(hours.zone):%d.%m.%Y %H:%M}"
    if found <= now:
        raise Refused("moment-past", found=shown)
    if found > now + FURTHEST:
        raise Refused("moment-far", found=shown)
    return found


def morning(now: datetime, hours: Hours) -> datetime:
    """When the desk opens on the next morning; nine o'clock where it has no hours, or is open by night."""
    here = now.astimezone(hours.zone)
    day = here.date() if here.time() < NIGHT else here.date() + DAY
    dawn, nine = _at(day, NIGHT, hours), _at(day, BEGINS, hours)
    return nine if hours.is_open(dawn) else hours.opens_at(dawn) or nine


def _after(said: str, now: datetime) -> datetime | None:
    """`2h`, `3 дня`."""
    found = _LASTS.fullmatch(said)
    unit = None if found is None else UNITS.get(found[2])
    return None if found is None or unit is None else now + int(found[1]) * unit


def _dated(said: str, now: datetime, hours: Hours) -> datetime | None:
    today = now.astimezone(hours.zone).date()
    rest, _, last = said.rpartition(" ")
    at = _clock(last)
    if at is None:
        rest = said
    elif not rest:
        soon = _at(today, at, hours)
        return soon if soon > now else _at(today + DAY, at, hours)
    day = _day(rest, today)
    return None if day is None else _at(day, at or _opens(day, hours), hours)


def _clock(word: str) -> time | None:
    found = _CLOCK.fullmatch(word)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _day(said: str, today: date) -> date | None:
    if said in AHEAD:
        return today + AHEAD[said] * DAY
    if said in WEEKDAYS:
        return today + ((WEEKDAYS[said] - today.weekday() - 1) % 7 + 1) * DAY
    if iso := _ISO.fullmatch(said):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.fullmatch(said)
    if found is None:
        return None
    if found[3]:
        return _date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[2]), int(found[1]))
    return _nearest(int(found[2]), int(found[1]), today)


def _nearest(month: int, day: int, today: date) -> date | None:
    """Without a year it is this one's, or the next one's where this one's is long past: `10.01` in December."""
    this = _date(today.year, month, day)
    if this is None or today - this > HALF_A_YEAR:
        return _date(today.year + 1, month, day)
    return this


def _date(year: int, month: int, day: int) -> date | None:
    """None also for years at the ends of the calendar, whose moments other zones have none for."""
    try:
        return date(year, month, day) if 1000 <= year <= 9000 else None
    except ValueError:
        return None


def _opens(day: date, hours: Hours) -> time:
    spans = () if hours.week is None else hours.spans(day)
    return BEGINS if not spans else time(*divmod(min(begin for begin, _ in spans), 60))


def _at(day: date, at: time, hours: Hours) -> datetime:
    """A time that the clock leaves out is as much later."""
    return datetime.combine(day, at, hours.zone).astimezone(UTC)
