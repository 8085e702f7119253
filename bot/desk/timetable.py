"""When the desk works, as people write it: `Mon-Fri 9:00-18:00, Sat 10-16`, `31.12 10-15`, `01.01 closed`. Pure.

Days, "closed" and the like are understood in every language of the program, whatever the desk's own is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.desk.hours import DAY, DAYS, Week
from bot.desk.states import Refused

Kept = list[list[str]]
"""Spans of one day as they are kept: `[["09:00", "18:00"]]`; none: closed."""

NAMES: tuple[tuple[str, ...], ...] = (
    ("mon", "monday", "пн", "понедельник", "понеделник", "pn", "poniedzialek"),
    ("tue", "tuesday", "вт", "вторник", "wt", "wtorek"),
    ("wed", "wednesday", "ср", "среда", "сряда", "sr", "sroda"),
    ("thu", "thursday", "чт", "четверг", "четвъртък", "cz", "czwartek"),
    ("fri", "friday", "пт", "пятница", "петък", "pt", "piatek"),
    ("sat", "saturday", "сб", "суббота", "събота", "sb", "sobota"),
    ("sun", "sunday", "вс", "воскресенье", "нд", "неделя", "nd", "ndz", "niedziela"),
)
"""Of each day; three letters of one are enough."""
GROUPS: Mapping[str, range] = {
    **dict.fromkeys(("weekdays", "workdays", "будни", "будние", "делник", "делници", "robocze"), range(5)),
    **dict.fromkeys(("weekend", "weekends", "выходные", "уикенд", "weekendy"), range(5, 7)),
    **dict.fromkeys(("daily", "everyday", "ежедневно", "codziennie", "всекидневно"), range(7)),
}
CLOSED = frozenset({
    "closed", "off", "выходной", "закрыто", "затворено", "почивка", "почивен", "zamkniete", "nieczynne", "wolne",
})  # fmt: skip
ROUND = frozenset({"24/7", "always", "round-the-clock", "круглосуточно", "денонощно", "calodobowo"})
USUAL = frozenset({"usual", "normal", "обычно", "нормално", "zwykle"})
FILLERS = frozenset({"and", "и", "i", "as", "как", "jak", "on", "at", "в", "w", "o", "по"})

SPANS_MOST, LENGTH_MOST, RANGE_MOST = 4, 300, 60
"""Spans of a day; characters that are looked at; days of one line of exceptions."""

_SAME = (
    (r"[–—−]", "-"),
    (r"\b(?:every day|каждый день|всеки ден)\b", "daily"),
    (r"\b(?:round the clock|cala dobe|цял ден)\b", "round-the-clock"),
    (r"\b(?:from|с|от|od)\s+(?=\d)", ""),
    (r"(?<=[\dm])\s+(?:to|till|until|до|do)\s+(?=\d)", "-"),
)
_LATIN = str.maketrans("śąęółżźćń", "saeolzzcn")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?"
_SPAN = re.compile(rf"(?<![\d.:]){_CLOCK}\s*-\s*{_CLOCK}(?![\d.:])")
_DATE = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?)"
_DATES = re.compile(rf"{_DATE}(?:\s*-\s*{_DATE})?(?:\s+(?!-)|\s*$)")


@dataclass(frozen=True, slots=True)
class WholeWeek:
    """`week` None: round the clock, every day, whatever the holidays are."""

    week: Week | None


@dataclass(frozen=True, slots=True)
class SomeDays:
    """Days that are not as their weekday; `hours` None: as it again."""

    days: Sequence[date]
    hours: Kept | None


def understood(written: str, today: date) -> WholeWeek | SomeDays:
    """What somebody wrote of the hours; a day without a year is the next such, `today` included. Raises Refused."""
    said = _folded(written)
    if not said:
        raise Refused("hours-usage")
    if len(said) > LENGTH_MOST:
        raise Refused("hours-too-much", limit=LENGTH_MOST)
    if said in ROUND:
        return WholeWeek(None)
    if (found := _DATES.match(said)) is not None and not _SPAN.fullmatch(said):
        rest = said[found.end() :]
        if not rest:
            raise Refused("hours-day-usage", found=found[0].strip())
        return SomeDays(_days_of(found, today), _of_days(rest))
    return WholeWeek(_week(said))


def _folded(written: str) -> str:
    said = " ".join(written.casefold().split()).translate(_LATIN)
    for pattern, instead in _SAME:
        said = re.sub(pattern, instead, said)
    return said.strip(" .,;")


# --- a week


def _week(said: str) -> Week:
    """Days that are not named are closed. Several spans of a day may stand in parts without a day's name."""
    week: dict[int, Kept] = {}
    waiting: set[int] = set()
    last: set[int] = set()
    for part in re.split(r"[,;]", said):
        spans, closed, rest = _times(part)
        if any(char.isdigit() for char in rest):
            raise Refused("hours-not-understood", found=part.strip())
        named = _named(rest)
        if named is None and not spans and not closed:
            raise Refused("hours-not-understood", found=part.strip() or said)
        waiting |= named or set()
        if not spans and not closed:
            continue
        if waiting:
            if twice := sorted(waiting & set(week)):
                raise Refused("hours-day-twice", day=DAYS[twice[0]])
            last, waiting = waiting, set()
        elif not week:
            last = set(range(7))
        for day in last:
            week[day] = _checked([*week.get(day, []), *spans])
    if waiting:
        raise Refused("hours-without-times", found=said)
    if not any(week.values()):
        raise Refused("hours-never")
    return {DAYS[day]: spans for day, spans in sorted(week.items()) if spans}


def _times(part: str) -> tuple[Kept, bool, str]:
    """The spans in it, whether it says "closed", and its other words."""
    spans = [_span(found) for found in _SPAN.finditer(part)]
    words = _SPAN.sub(" ", part).split()
    if any(word in ROUND for word in words):
        spans.append(["00:00", "24:00"])
    closed = any(word in CLOSED for word in words)
    rest = " ".join(word for word in words if word not in CLOSED | ROUND)
    if closed and spans:
        raise Refused("hours-not-understood", found=part.strip())
    return spans, closed, rest


def _span(found: re.Match[str]) -> list[str]:
    begin, end = _minutes(found, 1), _minutes(found, 4)
    if begin == 1440 or (begin == end and begin != 0):
        raise Refused("hours-empty-span", found=found[0].strip())
    end = 1440 if end == 0 else end
    return [_clock(begin), _clock(end)]


def _minutes(found: re.Match[str], group: int) -> int:
    hours, minutes, half = int(found[group]), int(found[group + 1] or 0), found[group + 2]
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "pm" else 0)
    elif half:
        hours = 99
    if hours * 60 + minutes > 1440 or minutes > 59:
        raise Refused("hours-no-time", found=found[0].strip())
    return hours * 60 + minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _checked(spans: Kept) -> Kept:
    """In order. Raises Refused where they overlap: one of them is a mistake."""
    if len(spans) > SPANS_MOST:
        raise Refused("hours-too-many-spans", limit=SPANS_MOST)
    ordered = sorted(spans)
    for one, after in pairwise(ordered):
        if one[1] > after[0] or one[1] <= one[0]:
            raise Refused("hours-overlap", one="-".join(one), other="-".join(after))
    return ordered


def _named(rest: str) -> set[int] | None:
    """The days that the words name; None: they name none. Raises Refused for a word that is none."""
    rest = re.sub(r"\s*-\s*", "-", rest.replace(":", " ")).strip()
    days: set[int] = set()
    for word in rest.split():
        if word not in FILLERS:
            days.update(_range(word))
    return days or None


def _range(word: str) -> Sequence[int]:
    if word in GROUPS:
        return GROUPS[word]
    first, dash, last = word.partition("-")
    begin, end = _day(first), _day(last) if dash else None
    if end is None:
        return (begin,)
    return [day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)]


def _day(word: str) -> int:
    known = word.rstrip(".")
    for place, names in enumerate(NAMES):
        if known in names or (len(known) >= 3 and any(name.startswith(known) for name in names)):
            return place
    raise Refused("hours-no-day", found=word or "-")


# --- some days


def _days_of(found: re.Match[str], today: date) -> list[date]:
    first = _date(found, 1, today, found[0])
    alone = found[8] is None and found[10] is None
    last = first if alone else _date(found, 7, first, found[0])
    count = (last - first).days + 1
    if count < 1 or count > RANGE_MOST:
        raise Refused("hours-days-many", limit=RANGE_MOST)
    if last < today:
        raise Refused("hours-day-past", found=found[0].strip())
    return [first + number * DAY for number in range(count)]


def _date(found: re.Match[str], group: int, today: date, said: str) -> date:
    year, month, day = found[group], found[group + 1], found[group + 2]
    if year is None:
        day, month, year = found[group + 3], found[group + 4], found[group + 5]
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        return _next(int(day), int(month), today)
    except ValueError:
        raise Refused("hours-no-date", found=said.strip()) from None


def _next(day: int, month: int, today: date) -> date:
    """Raises ValueError for a day that no year has."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(f"no year has a {day}.{month}.")


def _of_days(rest: str) -> Kept | None:
    words = rest.split()
    if all(word in USUAL | FILLERS for word in words) and any(word in USUAL for word in words):
        return None
    spans: Kept = []
    closed = False
    for part in re.split(r"[,;]", rest):
        found, shut, other = _times(part)
        if any(word not in FILLERS for word in other.split()) or not (found or shut):
            raise Refused("hours-not-understood", found=part.strip() or rest)
        spans, closed = [*spans, *found], closed or shut
    if closed and spans:
        raise Refused("hours-not-understood", found=rest)
    return _checked(spans)
