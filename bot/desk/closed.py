"""What a customer is told who writes while nobody works. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.desk.richtext import clean
from bot.desk.states import Refused
from connectors.base import Kind
from storage.models import ClosedNotice

HOURS, OPENS = "hours", "opens"
VARIABLES: Mapping[str, str] = {
    HOURS: HOURS,
    OPENS: OPENS,
    "часы": HOURS,
    "открытие": OPENS,
}
"""As they are written → what they mean."""
LENGTH = 1000
"""Code points, filled in."""

_VARIABLE = re.compile(r"\{\s*(\w+)\s*\}")


def is_told(whom: str, kind: str, quiet: str | None) -> bool:
    """`whom`: a ClosedNotice. What is collected quietly asks nothing."""
    if quiet is not None or whom == ClosedNotice.OFF:
        return False
    return kind == Kind.MESSAGE or (whom == ClosedNotice.ALL and kind in (Kind.COMMENT, Kind.POST))


def checked(written: str) -> str:
    """The words as they are kept. Raises Refused: none, a variable that nobody knows."""
    kept = clean(written).strip()
    if not kept:
        raise Refused("hours-text-usage")
    for found in _VARIABLE.finditer(kept):
        if found[1].casefold() not in VARIABLES:
            raise Refused("hours-text-variable", variable=found[0])
    if stray := re.search(r"\S*[{}]\S*", _VARIABLE.sub("", kept)):
        raise Refused("hours-text-variable", variable=stray[0])
    return kept


def filled(text: str, hours: str, opens: str) -> str:
    values = {HOURS: hours, OPENS: opens}
    return _VARIABLE.sub(lambda found: values[VARIABLES[found[1].casefold()]], text)
