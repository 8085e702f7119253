"""When the same words go to one customer after another: care by template disappoints. Pure.

Compared is what remains without the signature, the customer's name and figures, word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

RUNNING = 4
"""So many customers running are told of."""
LOOKED_AT = 24
"""Answers of the desk, the newest, among which a run is looked for."""
SILENCE = timedelta(hours=2)
"""So long nobody hears it twice."""

_FEWEST = 5
"""Words: "Thank you very much!" is nobody's template."""
_ALIKE = 0.8
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer. `text` without its signature; `customer`: who got it, and their `name` as far as known; `by`: staff."""

    text: str
    customer: int
    name: str | None
    by: int


def running(given: Sequence[Given]) -> int:
    """How many customers, the last one included, got the same words one after another; 0 for words of little weight.

    `given`: the newest first. What the same customer got besides breaks no run and counts once.
    """
    if not given or len(last := _core(given[0])) < _FEWEST:
        return 0
    customers = {given[0].customer}
    for one in given[1:]:
        if one.customer in customers:
            continue
        if SequenceMatcher(None, last, _core(one), autojunk=False).ratio() < _ALIKE:
            break
        customers.add(one.customer)
    return len(customers)


def repeated(given: Sequence[Given]) -> int:
    """The longer of two runs: of the whole desk, and of who gave the last answer; 0: nothing to tell of."""
    own = [one for one in given if one.by == given[0].by]
    found = max(running(given), running(own))
    return found if found >= RUNNING else 0


def _core(given: Given) -> list[str]:
    name = set(_words(given.name or ""))
    return [word for word in _words(given.text) if word not in name]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))
