"""Public holidays by country, from the package `holidays`; names of countries from Unicode's CLDR, which Babel brings.

Both are imported where they are asked: that takes a second, and most desks never ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from bot.desk.hours import DAY
from bot.desk.states import Refused

LANGUAGES = ("en", "ru", "bg", "pl")
"""In which the name of a country is understood."""
COMMON = ("RU", "BG", "PL", "DE", "GB", "US", "UA", "KZ", "BY")
"""Offered by a tap."""
AHEAD = timedelta(days=400)
LENGTH = 60


def meant(written: str) -> str:
    """`RU`, `DE-BY`: the calendar that a code or a country's name means. Raises Refused for one that nobody keeps."""
    said = " ".join(written.split())
    country, _, part = said.upper().replace("/", "-").partition("-")
    known = _countries()
    code = country if country in known else _by_name().get(said.casefold())
    if code is None and len(said) <= LENGTH:
        code, part = _by_name().get(country.casefold()), part
    if code is None:
        raise Refused("holidays-unknown", found=said[:LENGTH] or "-")
    if country not in known and said.casefold() in _by_name():
        part = ""
    if part and part not in known[code]:
        parts = ", ".join(known[code][:12]) or "-"
        raise Refused("holidays-no-part", found=part[:LENGTH], country=code, parts=parts)
    return f"{code}-{part}" if part else code


@cache
def _countries() -> Mapping[str, list[str]]:
    """The parts of each country, by its code of two letters."""
    from holidays import list_supported_countries

    kept: dict[str, list[str]] = list_supported_countries(include_aliases=False)
    return kept


@cache
def _by_name() -> Mapping[str, str]:
    """Codes by names and by codes of three letters, case folded."""
    from babel import Locale
    from holidays.registry import COUNTRIES

    found = {entity[2].casefold(): entity[1] for entity in COUNTRIES.values()}
    for language in LANGUAGES:
        names = Locale(language).territories
        found.update({str(names[code]).casefold(): code for code in _countries() if code in names})
    return {name: code for name, code in found.items() if code in _countries()}


def name_of(calendar: str, language: str) -> str:
    """`Russia`, `Germany (BY)`."""
    from babel import Locale

    country, _, part = calendar.partition("-")
    name = str(Locale(language).territories.get(country, country))
    return f"{name} ({part})" if part else name


def next_of(calendar: str, today: date, language: str) -> tuple[date, str] | None:
    """The next public holiday, `today` included, and its name in that language, else in English. None: nobody knows the
    calendar any more.
    """
    from holidays import country_holidays

    country, _, part = calendar.partition("-")
    try:
        known = country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return None
    spoken = language if language in known.supported_languages else "en_US"
    if spoken in known.supported_languages:
        known = country_holidays(country, subdiv=part or None, language=spoken)
    for number in range(AHEAD.days):
        day = today + number * DAY
        if day in known:
            return day, known[day]
    return None
