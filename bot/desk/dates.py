"""A day within words, as people write it: `by 25.11`, «до 5 декабря», `do jutra`, `2026-11-25`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.desk.states import Refused

FURTHEST = timedelta(days=300)
"""A day without a year is the next one of that name; one that would be further off is meant as just over."""

_BEFORE = r"by|until|till|before|on|do|na|przed|w|we|до|к|ко|на|в|во|към|преди"
_MONTHS: Sequence[Sequence[str]] = (
    ("jan", "january", "янв", "январь", "января", "яну", "януари", "sty", "styczeń", "stycznia"),
    ("feb", "february", "фев", "февраль", "февраля", "февруари", "lut", "luty", "lutego"),
    ("mar", "march", "мар", "март", "марта", "marzec", "marca"),
    ("apr", "april", "апр", "апрель", "апреля", "април", "kwi", "kwiecień", "kwietnia"),
    ("may", "май", "мая", "maj", "maja"),
    ("jun", "june", "июн", "июнь", "июня", "юни", "cze", "czerwiec", "czerwca"),
    ("jul", "july", "июл", "июль", "июля", "юли", "lip", "lipiec", "lipca"),
    ("aug", "august", "авг", "август", "августа", "sie", "sierpień", "sierpnia"),
    ("sep", "sept", "september", "сен", "сентябрь", "сентября", "сеп", "септември", "wrz", "wrzesień", "września"),
    ("oct", "october", "окт", "октябрь", "октября", "октомври", "paź", "październik", "października"),
    ("nov", "november", "ноя", "ноябрь", "ноября", "ное", "ноември", "lis", "listopad", "listopada"),
    ("dec", "december", "дек", "декабрь", "декабря", "декември", "gru", "grudzień", "grudnia"),
)  # fmt: skip
_WEEKDAYS: Sequence[Sequence[str]] = (
    ("monday", "понедельник", "понедельника", "понедельнику", "понеделник", "poniedziałek", "poniedziałku"),
    ("tuesday", "вторник", "вторника", "вторнику", "wtorek", "wtorku"),
    ("wednesday", "среда", "среды", "среде", "среду", "сряда", "środa", "środy", "środę"),
    ("thursday", "четверг", "четверга", "четвергу", "четвъртък", "czwartek", "czwartku"),
    ("friday", "пятница", "пятницы", "пятнице", "пятницу", "петък", "piątek", "piątku"),
    ("saturday", "суббота", "субботы", "субботе", "субботу", "събота", "sobota", "soboty", "sobotę"),
    ("sunday", "воскресенье", "воскресенья", "воскресенью", "неделя", "niedziela", "niedzieli", "niedzielę"),
)
_NEAR: Mapping[str, int] = {
    **dict.fromkeys(("today", "сегодня", "днес", "dziś", "dzis", "dzisiaj"), 0),
    **dict.fromkeys(("tomorrow", "завтра", "утре", "jutro", "jutra"), 1),
}
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
"""By their names and short names, of all four languages, from 1."""
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}


def _any(names: Mapping[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


# What alone is a day, and what is one only after "by": 25.11 may be a price.
_SURE = (
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<d1>\d{1,2})[./](?P<m1>\d{1,2})[./](?P<y1>\d{4}|\d{2})"
    rf"|(?P<near>{_any(_NEAR)})"
)
_TOLD = (
    r"(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{_any(MONTHS)})\b\.?(?:\s+(?P<y3>\d{{4}}))?"
    rf"|(?P<weekday>{_any(_WEEKDAY)})"
)
_ALONE = re.sub(r"P<(\w+)>", r"P<s_\1>", _SURE)
_DAY = rf"(?:(?:{_BEFORE})\s+(?:{_SURE}|{_TOLD})|(?:{_ALONE}))"
_FIRST = re.compile(rf"\s*{_DAY}(?=$|[\s,;:.!—–-])", re.IGNORECASE)
_LAST = re.compile(rf"(?:^|(?<=[\s,;:(—–-])){_DAY}[\s.!)]*$", re.IGNORECASE)
_BETWEEN = " \n,;:.—–-"


@dataclass(frozen=True, slots=True)
class Dated:
    """Words without the day that stood at their beginning or end; `day` None: none did."""

    words: str
    day: date | None = None


def dated(written: str, today: date) -> Dated:
    """Raises Refused: no such day (31.02), or it is over."""
    for pattern in (_LAST, _FIRST):
        if found := pattern.search(written) if pattern is _LAST else pattern.match(written):
            # An opening bracket that held nothing but the day goes with it.
            rest = (written[: found.start()].rstrip("( ") + written[found.end() :]).strip(_BETWEEN)
            return Dated(rest, _day(found, today))
    return Dated(written.strip())


def _day(found: re.Match[str], today: date) -> date:
    got = {name.removeprefix("s_"): text.casefold() for name, text in found.groupdict().items() if text}
    if "near" in got:
        return today + timedelta(days=_NEAR[got["near"]])
    if "weekday" in got:
        return today + timedelta(days=(_WEEKDAY[got["weekday"]] - today.weekday()) % 7)
    if "iso" in got:
        year, month, day = (int(part) for part in got["iso"].split("-"))
        return _checked(year, month, day, today)
    day = int(next(got[name] for name in ("d1", "d2", "d3") if name in got))
    named = got.get("m3")
    month = MONTHS[named] if named is not None else int(got.get("m1") or got["m2"])
    if written := got.get("y1") or got.get("y3"):
        return _checked(int(written) + (2000 if len(written) == 2 else 0), month, day, today)
    return _next(month, day, today)


def _checked(year: int, month: int, day: int, today: date) -> date:
    try:
        meant = date(year, month, day)
    except ValueError:
        raise Refused("no-such-day", day=f"{day}.{month:02}.{year}") from None
    if meant < today:
        raise Refused("day-is-over", day=f"{meant:%d.%m.%Y}")
    return meant


def _next(month: int, day: int, today: date) -> date:
    """29.02 may be some years off, and is refused like any other that is too far."""
    for year in (today.year, today.year + 1):
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if today <= meant <= today + FURTHEST:
            return meant
    try:
        date(2024, month, day)
    except ValueError:
        raise Refused("no-such-day", day=f"{day}.{month:02}") from None
    raise Refused("day-is-over", day=f"{day:02}.{month:02}")
