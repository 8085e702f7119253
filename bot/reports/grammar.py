"""A report asked for in words: `/report october network:vk tag:xxl`, `/report 01.11-15.11 xlsx`. Pure.

Words are those of the person's language, the desk's and English. Unlike in a search, what is not understood is refused:
a figure of something else than was asked for is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.desk.dates import MONTHS
from bot.desk.days import DAY, PERIODS, YEARS, Span, last_such, month_of, span_between, span_of
from bot.desk.richtext import one_line
from bot.desk.sorting import sameness
from bot.desk.states import Refused
from bot.desk.view import Texts
from bot.reports.scope import Only
from bot.reports.wanted import Against, Wanted
from storage.models import Gives

LONGEST = 200
NAMED = 12
"""So many names are told of those that there are."""
FILTERS = ("network", "department", "person", "tag")
COLUMNS: Mapping[str, str] = {
    "network": "network",
    "department": "department_id",
    "person": "staff_id",
    "tag": "tag_id",
}
"""How `Only` calls them."""

_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}(?:\.\d{4}|\.\d{2})?(?!\.?\d)|\d{1,2}\.\d{4}"
_SPAN = re.compile(rf"({_DATE})\s*(?:[-–—…]|\.\.+)\s*({_DATE})(?![\w.])")
_ONE = re.compile(rf"({_DATE})(?![\w.])")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WITHIN = re.compile(
    rf"(\d{{1,2}})\s*(?:[-–—]|to|по|до|do)\s*(\d{{1,2}})\s+({_MONTH})\b\.?(?:\s+(\d{{4}}))?(?!\w)"
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:\s*(?:[-–—]|to|по|до|do)\s*(\d{{1,2}}))?(?:,?\s+(\d{{4}}))?"
    rf"(?!\w|[.:]\d)(?!\s+(?:{_MONTH})\b)"
)
"""Days that the next month's name belongs to are not ours: `november 1 - 15 december`."""
_NAMED = re.compile(rf"(?:(\d{{1,2}})\s+)?\b({_MONTH})\b\.?(?:\s+(\d{{4}}))?(?!\w)")
_FILTER = re.compile(r"([^\W\d_]+):\s*(?:[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]|(\S+))")
_SIGN = re.compile(r"([#@])([\w-]+)")
_DASH = re.compile(r"[-–—…,;]+|\.\.+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Name:
    """Something that a report can be narrowed to. `id` is a network's own, or a row's number."""

    id: str | int
    name: str
    also: str | None = None
    """Another name that is understood: a network's id, a person's @name."""
    gone: bool = False
    """A person who left, a department that was closed: what they did is still counted."""
    person: bool = False
    apart: str = ""
    """What tells it from another of its name: a person's @name, or the how manieth it is."""

    @property
    def shown(self) -> str:
        return f"{self.name} ({self.apart})" if self.apart else self.name


def told_apart(names: Sequence[Name]) -> list[Name]:
    """Those of one name, that are there or that are gone, with what tells them apart."""
    seen: dict[tuple[str, bool], list[Name]] = {}
    for one in names:
        seen.setdefault((sameness(one.name), one.gone), []).append(one)
    return [_apart(one, seen[sameness(one.name), one.gone]) for one in names]


def _apart(one: Name, alike: Sequence[Name]) -> Name:
    if len(alike) == 1:
        return one
    return replace(one, apart=f"@{one.also}" if one.also else str(alike.index(one) + 1))


Known = Mapping[str, Sequence[Name]]
"""By FILTERS: what there is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`gives` None: nothing was said about it."""

    wanted: Wanted
    gives: Gives | None = None


@dataclass(slots=True)
class _Reading:
    tongues: Sequence[Texts]
    known: Known
    today: date
    spans: list[tuple[str, Span]] = field(default_factory=list)
    """With the name of a period that stays relative, or ""."""
    only: dict[str, str | int] = field(default_factory=dict)
    against: Against | None = None
    gives: Gives | None = None
    unknown: list[str] = field(default_factory=list)


def understood(said: str, known: Known, tongues: Sequence[Texts], today: date) -> Asked:
    """Without a word about it: today, against the time before.

    Raises Refused for what is not understood, a name that nothing has, an end before its beginning.
    """
    line = one_line(unicodedata.normalize("NFC", said))
    if len(line) > LONGEST:
        raise Refused("reporting-too-long", length=len(line), limit=LONGEST)
    reading = _Reading(tongues, known, today)
    _read(line, reading)
    if reading.unknown:
        raise Refused("reporting-not-understood", found=" ".join(reading.unknown))
    wanted = replace(_days(reading), only=Only(**reading.only))  # type: ignore[arg-type]
    return Asked(replace(wanted, against=reading.against or wanted.against), reading.gives)


def _read(line: str, reading: _Reading) -> None:
    """From left to right, what is most surely meant first."""
    plain, at = line.casefold(), 0
    readers = (
        _filter,
        _sign,
        _phrase(_phrases(reading.tongues)),
        _lasts,
        _span,
        _within,
        _month_first,
        _named,
        _one,
        _dash,
        _filler,
    )
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        for read in readers:
            if (end := read(plain, at, reading)) > at:
                at = end
                break
        else:
            word = _WORD.match(plain, at)
            assert word is not None, "it is no space"
            reading.unknown.append(word[0])
            at = word.end()


def _days(reading: _Reading) -> Wanted:
    match reading.spans:
        case []:
            return Wanted()
        case [(str(name), _)] if name:
            return Wanted(name)
        case [(_, span)]:
            return _between(span, span)
        case [(_, one), (_, other)]:
            return _between(one, other)
        case _:
            raise Refused("reporting-many-periods")


def _between(one: Span, other: Span) -> Wanted:
    """From the beginning of one to the end of the other. Raises Refused, with the right order."""
    first, last = one[0], other[1] - DAY
    if last < first:
        right = f"/report {other[0]:%d.%m.%Y}-{one[1] - DAY:%d.%m.%Y}"
        raise Refused("reporting-reversed", found=f"{first:%d.%m.%Y}-{last:%d.%m.%Y}", right=right)
    return Wanted("", first, last)


# --- each gives the place where what it understood ends


def _filter(line: str, at: int, reading: _Reading) -> int:
    found = _FILTER.match(line, at)
    if found is None:
        return at
    typed = found[2] or found[3]
    value = typed.strip("#@,;")
    if (name := _filter_called(found[1], reading.tongues)) is None:
        raise Refused("reporting-no-filter", found=found[0])
    if name == "against":
        if (meant := against_called(value, reading.tongues)) is None:
            raise Refused("reporting-no-against", found=value)
        reading.against = meant
    else:
        _narrow(name, value, reading, by_handle=typed.startswith("@"))
    return found.end()


def _sign(line: str, at: int, reading: _Reading) -> int:
    """`#xxl` is a tag, `@anna` a person."""
    found = _SIGN.match(line, at)
    if found is None:
        return at
    _narrow("tag" if found[1] == "#" else "person", found[2], reading, by_handle=found[1] == "@")
    return found.end()


def _narrow(name: str, value: str, reading: _Reading, *, by_handle: bool) -> None:
    if COLUMNS[name] in reading.only:
        raise Refused("reporting-twice", filter=name)
    there = reading.known[name]
    meant = meant_by(value, there, by_handle=by_handle)
    if len(meant) > 1:
        raise Refused("reporting-alike", found=value, names=_listed(meant))
    if not meant:
        raise Refused("reporting-unknown", filter=name, found=value, names=_listed(there) or "—")
    reading.only[COLUMNS[name]] = meant[0].id


def _listed(names: Sequence[Name]) -> str:
    return ", ".join(one.shown for one in names[:NAMED]) + (" …" if len(names) > NAMED else "")


def meant_by(value: str, there: Sequence[Name], *, by_handle: bool = False) -> Sequence[Name]:
    """By a name, who is still there before who left: several, if all are called so. By a beginning that only one has."""
    key = sameness(value)
    handles = [one for one in there if one.also and sameness(one.also) == key]
    if by_handle and handles:
        return handles
    exact = [one for one in there if key in (sameness(one.name), sameness(one.shown)) or one in handles]
    if exact:
        return [one for one in exact if not one.gone] or exact
    begins = [one for one in there if sameness(one.name).startswith(key)]
    return begins if len(begins) == 1 else ()


def _phrase(phrases: Mapping[str, str]) -> Callable[[str, int, _Reading], int]:
    def read(line: str, at: int, reading: _Reading) -> int:
        rest = line[at:]
        phrase = next((one for one in phrases if rest.startswith(one) and _ends(rest, len(one))), None)
        if phrase is None:
            return at
        meant = phrases[phrase]
        if meant in (Gives.XLSX, Gives.CSV, Gives.SHOW):
            reading.gives = Gives(meant)
        else:
            reading.spans.append((meant, Wanted(meant).days(reading.today)))
        return at + len(phrase)

    return read


def _ends(text: str, place: int) -> bool:
    return place == len(text) or not text[place].isalnum()


def _phrases(tongues: Sequence[Texts]) -> Mapping[str, str]:
    """What periods and files are called, the longest first."""
    known = {one.replace("-", " "): one for one in PERIODS} | {one.value: one.value for one in Gives}
    known |= {"week": "days-7", "month": "this-month", "excel": Gives.XLSX.value}
    for one in PERIODS:
        known.update(dict.fromkeys(_said(f"find-period-{one}", tongues), one))
    known.update(dict.fromkeys(_said("reporting-words-week", tongues), "days-7"))
    known.update(dict.fromkeys(_said("reporting-words-month", tongues), "this-month"))
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _said(key: str, tongues: Sequence[Texts]) -> Iterator[str]:
    for say in tongues:
        yield from (one.strip().casefold() for one in say(key).split(",") if one.strip())


def _filter_called(word: str, tongues: Sequence[Texts]) -> str | None:
    """One of FILTERS, or "against"."""
    names = (*FILTERS, "against")
    return next((one for one in names if word in (one, *_said(f"reporting-word-{one}", tongues))), None)


def against_called(word: str, tongues: Sequence[Texts]) -> Against | None:
    return next((one for one in Against if word in (one, *_said(f"reporting-against-{one}", tongues))), None)


_LASTS = re.compile(
    r"(?:last |последние |последни |ostatnie )?(\d{1,3})\s?(days?|дней|дня|день|дни|ден|dni|dzień)(?!\w)"
)


def _lasts(line: str, at: int, reading: _Reading) -> int:
    """`30 days`."""
    found = _LASTS.match(line, at)
    if found is None or int(found[1]) == 0:
        return at
    name = f"days-{int(found[1])}"
    reading.spans.append((name, Wanted(name).days(reading.today)))
    return found.end()


def _span(line: str, at: int, reading: _Reading) -> int:
    found = _SPAN.match(line, at)
    span = None if found is None else span_between(found[1], found[2], reading.today)
    if found is None:
        return at
    if span is None:
        raise Refused("reporting-no-such-day", found=found[0])
    if span[0] >= span[1]:
        _between(*(_known_day(one, reading.today) for one in found.groups()))
    reading.spans.append(("", span))
    return found.end()


def _known_day(text: str, today: date) -> Span:
    span = span_of(text, today)
    assert span is not None, "both were read before"
    return span


def _one(line: str, at: int, reading: _Reading) -> int:
    found = _ONE.match(line, at)
    if found is None:
        return at
    span = span_of(found[1], reading.today)
    if span is None:
        raise Refused("reporting-no-such-day", found=found[0])
    reading.spans.append(("", span))
    return found.end()


def _within(line: str, at: int, reading: _Reading) -> int:
    """`1-15 november`."""
    found = _WITHIN.match(line, at)
    if found is None:
        return at
    first, last, month, year = found.groups()
    _add_days(first, last, month, year, reading, found[0])
    return found.end()


def _month_first(line: str, at: int, reading: _Reading) -> int:
    """`november 15`, `november 1-15, 2026`."""
    found = _MONTH_FIRST.match(line, at)
    if found is None:
        return at
    month, first, last, year = found.groups()
    _add_days(first, last or first, month, year, reading, found[0])
    return found.end()


def _add_days(first: str, last: str, month: str, year: str | None, reading: _Reading, found: str) -> None:
    begins = _day(int(first), MONTHS[month], year, reading.today, found)
    ends = _day(int(last), MONTHS[month], str(begins.year), reading.today, found)
    _between((begins, begins + DAY), (ends, ends + DAY))
    reading.spans.append(("", (begins, ends + DAY)))


def _named(line: str, at: int, reading: _Reading) -> int:
    """`october`, `15 november 2026`."""
    found = _NAMED.match(line, at)
    if found is None:
        return at
    day = _day(int(found[1] or 1), MONTHS[found[2]], found[3], reading.today, found[0])
    reading.spans.append(("", (day, day + DAY) if found[1] else month_of(day)))
    return found.end()


def _day(day: int, month: int, year: str | None, today: date, found: str) -> date:
    try:
        one = last_such(month, day, today) if year is None else date(int(year), month, day)
    except ValueError:
        raise Refused("reporting-no-such-day", found=found) from None
    if one.year not in YEARS:
        raise Refused("reporting-no-such-day", found=found)
    return one


def _dash(line: str, at: int, _: _Reading) -> int:
    found = _DASH.match(line, at)
    return at if found is None else found.end()


FILLERS = frozenset(
    (
        *("from", "to", "till", "until", "for", "in", "of", "and", "the"),
        *("с", "со", "по", "до", "за", "от", "в", "на", "и"),
        *("od", "do", "za", "w", "we", "i"),
    )
)
"""Words that say nothing by themselves, in all four languages."""


def _filler(line: str, at: int, _: _Reading) -> int:
    found = _WORD.match(line, at)
    return found.end() if found is not None and found[0] in FILLERS else at
