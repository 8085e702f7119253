"""Prepared words: how they are written, filled in for one customer, and found again. Pure.

A variable is `{name}`, `{case}` or `{hours}`; `{name|there}` says what stands there when it is not known. Without that, a
name goes with its comma, and what else is not known with its sentence: nobody reads "Hello None".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk.richtext import clean, one_line
from bot.desk.states import Refused

NAME, CASE, HOURS = "name", "case", "hours"
VARIABLES = (NAME, CASE, HOURS)
ALIASES: Mapping[str, str] = {
    "имя": NAME,
    "номер": CASE,
    "часы": HOURS,
    "име": NAME,
    "часове": HOURS,
    "imię": NAME,
    "numer": CASE,
    "godziny": HOURS,
}
"""The same in the other languages: Bulgarian writes the number as Russian does."""

NAME_LENGTH = 40
TEXT_LENGTH = 3000
"""Code points: every network we have takes so much in one answer, with a name and a signature."""
CATEGORY_LENGTH = 24
HOURS_LENGTH = 100

_VARIABLE = re.compile(r"\{\s*(\w+)\s*(?:\|([^{}\n]*))?\}")
_LANGUAGE = re.compile(r"lang:([a-z]{2,3})", re.ASCII)
_CATEGORY = re.compile(r"#([\w-]+)")

# Places of what is not known, while its surroundings are put in order: `clean` leaves none of these in a text.
_NOBODY, _NOTHING = "\x00", "\x01"
_BRACKETED = re.compile(rf"[ \t]*[(\[\"«“]\s*{_NOBODY}\s*[)\]\"»”]")
_BEGINS = re.compile(rf"(^[ \t]*|[.!?…][ \t]+){_NOBODY}[ \t]*[,:;.!–—-]*[ \t]*(\w?)", re.MULTILINE)
_WITHIN = re.compile(rf"[ \t]*,?[ \t]*{_NOBODY}")
_SENTENCE = re.compile(rf"[^.!?…\n]*{_NOTHING}[^.!?…\n]*[.!?…]*")
_ENDS = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Definition:
    """What somebody wrote to have a template. `everybodys`: the desk's."""

    name: str
    text: str
    language: str | None = None
    category: str | None = None
    everybodys: bool = False


def defined(written: str) -> Definition:
    """From `[desk] NAME [#category] [lang:xx]`, and the text on the lines below. Raises Refused."""
    first, _, text = written.strip().partition("\n")
    words = one_line(first).split()
    everybodys = bool(words) and words[0].casefold() == "desk"
    rest = words[1:] if everybodys else words
    languages = [found[1] for word in rest if (found := _LANGUAGE.fullmatch(word.lower()))]
    categories = [found[1] for word in rest if (found := _CATEGORY.fullmatch(word))]
    marks = (_LANGUAGE, _CATEGORY)
    name = " ".join(word for word in rest if not any(mark.fullmatch(word.lower()) for mark in marks))
    if not name:
        raise Refused("usage-template")
    if len(name) > NAME_LENGTH:
        raise Refused("template-name-too-long", limit=NAME_LENGTH)
    category = categories[-1].casefold() if categories else None
    if category is not None and len(category) > CATEGORY_LENGTH:
        raise Refused("template-category-too-long", limit=CATEGORY_LENGTH)
    return Definition(name, checked(text), languages[-1] if languages else None, category, everybodys)


def checked(text: str) -> str:
    """The text as it is kept. Raises Refused: empty, too long, a variable that nobody knows."""
    kept = _GAPS.sub("\n\n", _ENDS.sub("", clean(text))).strip()
    if not kept:
        raise Refused("template-empty")
    if len(kept) > TEXT_LENGTH:
        raise Refused("template-too-long", limit=TEXT_LENGTH, excess=len(kept) - TEXT_LENGTH)
    for found in _VARIABLE.finditer(kept):
        if _known(found[1]) is None:
            raise Refused("template-variable", variable=found[0])
    if stray := re.search(r"\S*[{}]\S*", _VARIABLE.sub("", kept)):
        raise Refused("template-variable", variable=stray[0])
    return kept


def variables(text: str) -> frozenset[str]:
    """Those that it has."""
    return frozenset(name for found in _VARIABLE.finditer(text) if (name := _known(found[1])))


def _known(written: str) -> str | None:
    name = written.casefold()
    name = ALIASES.get(name, name)
    return name if name in VARIABLES else None


def filled(text: str, values: Mapping[str, str | None]) -> str:
    """The words for one customer; "" if nothing remains. `values`: of the variables that are known now."""

    def mark(found: re.Match[str]) -> str:
        name = _known(found[1])
        if name is None or values.get(name) or found[2] is not None:
            return found[0]
        return _NOBODY if name == NAME else _NOTHING

    def fill(found: re.Match[str]) -> str:
        name = _known(found[1])
        return found[0] if name is None else values.get(name) or found[2] or ""

    marked = _VARIABLE.sub(mark, text)
    lines = [whole for line in marked.split("\n") if (whole := _without_unknown(line)) is not None]
    whole = _VARIABLE.sub(fill, "\n".join(lines))
    return _GAPS.sub("\n\n", _ENDS.sub("", whole)).strip()


def _without_unknown(line: str) -> str | None:
    """None: nothing but what is not known stood in it."""
    if _NOBODY not in line and _NOTHING not in line:
        return line
    whole = _BRACKETED.sub("", line)
    whole = _BEGINS.sub(lambda found: found[1] + found[2].upper(), whole)
    whole = _SENTENCE.sub("", _WITHIN.sub("", whole))
    return whole.strip() or None
