"""What stands under an answer: nothing, the person's name, their initials, or what they set themselves. Pure.

A signature is kept with its answer: who changes the words later, or the account's way of signing, leaves it as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

from bot.desk.richtext import clean, cut
from storage.models import Signature

LONGEST = 64
"""Code points of a name."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_JOINS = "-'’.·\u200c"
_SELECTORS = re.compile("[\ufe00-\ufe0f\u20e3]")


def signature(kind: Signature | str, name: str, own: str | None, earlier: Iterable[str] = ()) -> str:
    """With what parts it from the words; "" for none. `name`: the person's, as Telegram has it.

    `earlier`: the names of those who were of the desk before, in that order: of two with the same initials the later one
    gets more letters, and nobody's change because somebody joins.
    """
    match Signature(kind):
        case Signature.NAME if named := plain_name(name):
            return f"\n\n{named}"
        case Signature.INITIALS if letters := initials(name, earlier):
            return f" ^{letters}"
        case Signature.OWN if own:
            return f"\n\n{own}"
        case _:
            return ""


def signed(text: str, under: str) -> str:
    """The text as the customer reads it. A file without words is not signed."""
    return text + under if text else text


def unsigned(text: str, under: str) -> str:
    return text.removesuffix(under)


def plain_name(name: str) -> str:
    """Without emoji, what stands in brackets, and letters that only look like letters; "" if nothing remains."""
    bare = _BRACKETS.sub(" ", _SELECTORS.sub("", unicodedata.normalize("NFKC", clean(name))))
    kept = "".join(char if char in _JOINS or unicodedata.category(char)[0] in "LMN" else " " for char in bare)
    words = (word.strip(_JOINS) for word in kept.split())
    return cut(" ".join(word for word in words if word), LONGEST)


def first_name(name: str | None) -> str | None:
    """What a person is addressed by; None if that is not to be known."""
    words = [word for word in plain_name(name or "").split() if any(char.isalpha() for char in word)]
    return words[0] if words else None


def initials(name: str, earlier: Iterable[str] = ()) -> str:
    """Of the first and the last word: `AP`; where somebody earlier has that, `APe`, `APet`, …, at last `AP2`."""
    taken: set[str] = set()
    for one in earlier:
        if letters := _free(one, taken):
            taken.add(letters)
    return _free(name, taken)


def _free(name: str, taken: set[str]) -> str:
    return next((one for one in _candidates(name) if one not in taken), "")


def _candidates(name: str) -> Iterator[str]:
    """None for a name without letters and figures."""
    words = plain_name(name).split()
    if not words:
        return
    before = "" if len(words) == 1 else _capital(words[0][0])
    last = [char for char in words[-1] if char not in _JOINS]
    for length in range(1, len(last) + 1):
        if not unicodedata.category(last[length - 1]).startswith("M"):
            yield before + _capital(last[0]) + "".join(last[1:length])
    yield from (f"{before}{_capital(last[0])}{number}" for number in count(2))


def _capital(letter: str) -> str:
    """Of scripts that know capitals; `ß` stays one letter."""
    title = letter.title()
    return title if len(title) == 1 else letter
