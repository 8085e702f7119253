"""What people say is in no log: errors quote what they stumble over.

What is dealt with just now is known here; phone numbers and e-mail addresses are known by their looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import cached_property

HIDDEN = "***"
SHORTEST = 8
"""What is shorter may be a word of our own lines; in quotes it is hidden from QUOTED letters on."""
QUOTED = 4

_QUOTED = re.compile(r"""(?s)(['"])((?:\\.|(?!\1).)*)\1""")
_CONTACTS = re.compile(
    r"""(?x)
    [\w.+-]+@[\w-]+\.[\w-]+(?:\.[\w-]+)*               # an e-mail address
    | \+\d[\d\x20().-]{7,18}\d                         # a phone number with its country
    | \b[78][\x20(-]{0,2}\d{3}[\x20)-]{1,2}\d{3}[\x20-]\d{2}[\x20-]\d{2}\b  # as Russians write theirs
    """
)
_MAY_BE_CONTACT = re.compile(r"[@+]|\d[\x20)-]")


class _Said:
    """What was written, in pieces, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        pieces = {piece for one in words for piece in _pieces(one) if len(piece) >= QUOTED}
        self.pieces = sorted(pieces, key=len, reverse=True)
        self.shortest = min((len(one) for one in self.pieces if len(one) >= SHORTEST), default=0)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """As a line may spell it: most tasks log nothing so long, and never ask."""
        return tuple(form for one in self.pieces if len(one) >= SHORTEST for form in _spelt(one))

    def may_be_in(self, text: str) -> bool:
        """None of its spellings is shorter than itself."""
        if not self.pieces:
            return False
        return 0 < self.shortest <= len(text) or '"' in text or "'" in text


_said: ContextVar[_Said] = ContextVar("said", default=_Said(()))  # noqa: B039 - it is never changed


def hush(words: Iterable[str]) -> None:
    """From now on these words are in no log of this task, until others take their place."""
    _said.set(_Said(words))


def _pieces(text: str) -> Iterator[str]:
    """As it came, its lines, and what remains of each without a command or a sign before it."""
    yield text
    for line in text.splitlines():
        yield line.strip()
        yield line.strip().partition(" ")[2].strip()


def _spelt(piece: str) -> Iterable[str]:
    plain = (piece, repr(piece)[1:-1], json.dumps(piece)[1:-1], json.dumps(piece, ensure_ascii=False)[1:-1])
    return dict.fromkeys(plain)


def may_be_said(text: str) -> bool:
    """Whether what is dealt with just now can be in it: of most words of a line it is plain that it cannot."""
    return _said.get().may_be_in(text)


def hushed(text: str) -> str:
    """The text without what was said: the whole of it, and what of it stands in quotes."""
    said = _said.get()
    if said.may_be_in(text):
        for form in said.forms:
            text = text.replace(form, HIDDEN)
        text = _QUOTED.sub(lambda found: _unquoted(found, said.pieces), text)
    return _CONTACTS.sub(HIDDEN, text) if _MAY_BE_CONTACT.search(text) else text


def _unquoted(found: re.Match[str], said: Iterable[str]) -> str:
    sign, quoted = found[1], found[2]
    theirs = len(quoted) >= QUOTED and any(quoted in one for one in said)
    return f"{sign}{HIDDEN}{sign}" if theirs else found[0]


def written_in(payload: object) -> Iterator[str]:
    """Of an update as it came: what was written in it."""
    match payload:
        case dict():
            for key, value in payload.items():
                if key in ("text", "caption") and isinstance(value, str):
                    yield value
                yield from written_in(value)
        case list():
            for one in payload:
                yield from written_in(one)
