"""What `/find` is asked, in words: which of them are looked for, and which narrow it. Pure.

Nothing that somebody writes is an error of syntax: what is no filter is a word. Words of periods and statuses are those of
the person's language, the desk's and English; in quotes they are words again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.desk.days import DAY, PERIODS, span_between, span_named, span_of
from bot.desk.richtext import one_line
from bot.desk.states import Refused
from bot.desk.view import Texts
from storage.models import LIVE, Status

LONGEST = 200
"""Characters of a query."""
STEMMED = ("en", "ru")
"""Languages whose forms of words PostgreSQL knows; in others what begins with a word is looked for, too."""
PREFIX_FROM = 4
"""Letters that such a word has at least: fewer begin too many others."""
BEGINS_WITH = 2
"""The same for a beginning that is asked for (`par*`)."""
SHORTENED = 2
"""Letters taken off the end of words of which nothing is found; `SHORTEST` stay."""
SHORTEST = 4
TOGETHER = 2
"""Words that are shortened at once: of more than that rather one is left out."""

STATUSES: Mapping[str, frozenset[Status]] = {
    "live": LIVE,
    "open": frozenset({Status.OPEN}),
    "waiting": frozenset({Status.WAITING}),
    "resolved": frozenset({Status.RESOLVED}),
    "dismissed": frozenset({Status.DISMISSED}),
    "closed": frozenset({Status.RESOLVED, Status.DISMISSED}),
}
"""What may stand after `is:`, in English; other languages' words are in `find-is-…`."""

_POLISH = re.compile("[\u00c0-\u024f]")
"""A Latin letter that English has not."""
_TOKEN = re.compile(r"""["“”«»„]([^"“”«»„]*)(?:["“”«»„]|$)|(\S+)""")
_PROFILE = re.compile(r"(?:https?://)?(?:www\.|m\.)?vk\.(?:com|ru)/([\w.]+)/?", re.IGNORECASE)
_HANDLE = re.compile(r"@([\w.]{2,})|(id\d+)", re.IGNORECASE)
_SPAN = re.compile(r"([\d.]+)[-–—]([\d.]+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that stand together (`phrase`). `begins`: as the beginning of a word, too."""

    text: str
    phrase: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`days`: the first and the day after the last, in the desk's own zone; None: no bound."""

    terms: Sequence[Term] = ()
    number: int | None = None
    """Of a case."""
    tags: Sequence[str] = ()
    handles: Sequence[str] = ()
    """Of customers, in small letters: a screen name, or `id123`."""
    status: str | None = None
    """As in `STATUSES`."""
    days: tuple[date | None, date | None] = (None, None)
    unknown: Sequence[str] = ()
    """Filters whose value says nothing: `is:sleepy`."""

    @property
    def narrows(self) -> bool:
        """Is there anything that only a case has?"""
        return bool(self.status or self.tags or self.days != (None, None))

    def bounds(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """The period as moments."""
        since, until = self.days
        return tuple(None if day is None else _midnight(day, zone) for day in (since, until))  # type: ignore[return-value]

    def shortened(self) -> Query | None:
        """The same with the beginnings of its longer words; None: there is nothing to shorten, or they are too many."""
        terms = tuple(_shortened(term) for term in self.terms)
        return None if terms == self.terms or len(terms) > TOGETHER else replace(self, terms=terms)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _shortened(term: Term) -> Term:
    keep = max(SHORTEST, len(term.text) - SHORTENED)
    if term.phrase or not term.text.isalpha() or keep >= len(term.text):
        return term
    return Term(term.text[:keep], begins=True)


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    tongues: Sequence[Texts]
    today: date
    stems: bool
    terms: list[Term] = field(default_factory=list)
    number: int | None = None
    tags: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    status: str | None = None
    days: tuple[date | None, date | None] = (None, None)
    unknown: list[str] = field(default_factory=list)

    def query(self) -> Query:
        return Query(
            tuple(self.terms),
            self.number,
            tuple(self.tags),
            tuple(self.handles),
            self.status,
            self.days,
            tuple(self.unknown),
        )


def understood(asked: str, tongues: Sequence[Texts], today: date, *, stems: bool = True) -> Query:
    """With neither a word nor a filter it is `Query()`.

    `tongues`: the words of the languages that are understood, besides English. `stems`: the desk's is in `STEMMED`.
    Raises Refused for what is longer than `LONGEST`.
    """
    line = one_line(unicodedata.normalize("NFC", asked))
    if len(line) > LONGEST:
        raise Refused("find-too-long", length=len(line), limit=LONGEST)
    reading = _Reading(tongues, today, stems)
    for phrase, token in _tokens(line, _periods(tongues)):
        if phrase is not None:
            _phrase(phrase, reading)
        elif not any(take(token, reading) for take in (_period, _number, _filter, _handle, _within)):
            _word(token, reading)
    _alone(line, reading)
    return reading.query()


def _tokens(line: str, periods: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    """Phrases in quotes, and words. A period of several words is one: its own word, `last-week`, after a NUL."""
    at = 0
    while found := _TOKEN.search(line, at):
        rest = line[found.start() :].casefold()
        period = next((one for one in periods if rest.startswith(one) and _ends(rest, len(one))), None)
        if found[1] is None and period is not None:
            yield None, f"\0{periods[period]}"
            at = found.start() + len(period)
        else:
            yield found[1], found[2]
            at = found.end()


def _ends(text: str, place: int) -> bool:
    return place == len(text) or text[place] == " "


def _periods(tongues: Sequence[Texts]) -> Mapping[str, str]:
    """The words of periods, the longest first."""
    known = {one.replace("-", " "): one for one in PERIODS}
    for one in PERIODS:
        known.update(dict.fromkeys(_said(f"find-period-{one}", tongues), one))
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _said(key: str, tongues: Sequence[Texts]) -> list[str]:
    """Words of a text that lists them with commas, in all these languages."""
    several = ",".join(say(key) for say in tongues)
    return [one.strip().casefold() for one in several.split(",") if one.strip()]


def _phrase(phrase: str, reading: _Reading) -> None:
    if _speaks(phrase):
        words = phrase.split()
        reading.terms.append(Term(" ".join(words), phrase=len(words) > 1))


def _speaks(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _word(token: str, reading: _Reading) -> None:
    begins = token.endswith("*")
    word = _trimmed(token)
    if not _speaks(word):
        return
    whole = word.isalnum() and len(word) >= BEGINS_WITH
    long = (
        word.isalpha()
        and len(word) >= PREFIX_FROM
        and (not reading.stems or _POLISH.search(word) is not None)
    )
    reading.terms.append(Term(word, begins=whole and (begins or long)))


def _trimmed(token: str) -> str:
    """Without the signs around it; what stands inside belongs to it (`a@b.ru`, `8-800`)."""
    places = [place for place, char in enumerate(token) if char.isalnum()]
    return token[places[0] : places[-1] + 1] if places else ""


def _number(token: str, reading: _Reading) -> bool:
    if token[:1] in ("#", "№") and _is_number(token[1:]):
        reading.number = int(token[1:])
        return True
    return False


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _alone(line: str, reading: _Reading) -> None:
    """A number and nothing else may be a case's, or stand in what was said."""
    if _is_number(line) and reading.terms:
        reading.number = int(line)


def _filter(token: str, reading: _Reading) -> bool:
    if token.startswith("#") and _speaks(token):
        reading.tags.append(token.strip("#,;.").casefold())
        return True
    name, colon, value = token.partition(":")
    if not colon:
        return False
    if name.casefold() in ("tag", *_said("find-word-tag", reading.tongues)) and _speaks(value):
        reading.tags.append(value.strip("#,;.").casefold())
        return True
    if name.casefold() in ("is", *_said("find-word-is", reading.tongues)):
        status = _status(value.casefold(), reading.tongues)
        if status is None:
            reading.unknown.append(token)
        reading.status = status or reading.status
        return True
    return False


def _status(value: str, tongues: Sequence[Texts]) -> str | None:
    for status in STATUSES:
        if value == status or value in _said(f"find-is-{status}", tongues):
            return status
    return None


def _handle(token: str, reading: _Reading) -> bool:
    found = _PROFILE.fullmatch(token) or _HANDLE.fullmatch(token)
    if found is None or "wall" in token.casefold():
        return False
    reading.handles.append(next(part for part in found.groups() if part).casefold())
    return True


# --- periods


def _period(token: str, reading: _Reading) -> bool:
    if not token.startswith("\0"):
        return False
    reading.days = span_named(token[1:], reading.today)
    return True


def _within(token: str, reading: _Reading) -> bool:
    """`25.11`, `11.2026`, `>01.11`, `<05.11`, `01.11-05.11`. What is no day is a word: a price, a version."""
    span = _SPAN.fullmatch(token)
    if span is not None:
        found = span_between(span[1], span[2], reading.today)
        if found is None or found[0] >= found[1]:
            return False
        reading.days = found
        return True
    sign, text = (token[0], token[1:]) if token[:1] in ("<", ">") else ("", token)
    meant = span_of(text, reading.today)
    if meant is None:
        return False
    since, until = reading.days
    reading.days = {"": meant, ">": (meant[0], until), "<": (since, meant[1])}[sign]
    return True


# --- how far back


def windows(since: datetime, until: datetime, per_week: float) -> Iterator[tuple[datetime, datetime]]:
    """The time between as stretches, the newest first and each longer than the one before: what was said lately is what
    is looked for most. `per_week`: about how many rows a week has; none has more than `MOST` of them, but a single week.
    """
    weeks, most = 1.0, max(1.0, MOST / max(per_week, 1))
    weeks = max(weeks, min(most, FEWEST / max(per_week, 1)))
    end = until
    while end > since:
        begin = since if (end - since) / (7 * DAY) <= weeks else end - weeks * 7 * DAY
        yield begin, end
        end, weeks = begin, min(weeks * 4, most)


FEWEST, MOST = 16_000, 260_000
"""Rows of the newest stretch, and of any (`docs/search.md` tells what they take)."""
