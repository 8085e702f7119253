"""What people say is in no log: errors quote what they stumble over.

What is dealt with just now is known here; phone numbers and e-mail addresses are known by their looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

HIDDEN = "***"
SHORTEST = 8
"""What is shorter may be a word of our own lines; in quotes it is hidden from QUOTED letters on."""
QUOTED = 4

_said: ContextVar[tuple[str, ...]] = ContextVar("said", default=())
_QUOTED = re.compile(r"""(?s)(['"])((?:\\.|(?!\1).)*)\1""")
_CONTACTS = re.compile(
    r"""(?x)
    [\w.+-]+@[\w-]+\.[\w-]+(?:\.[\w-]+)*               # an e-mail address
    | \+\d[\d\x20().-]{7,18}\d                         # a phone number with its country
    | \b[78][\x20(-]{0,2}\d{3}[\x20)-]{1,2}\d{3}[\x20-]\d{2}[\x20-]\d{2}\b  # as Russians write theirs
    """
)


def hush(words: Iterable[str]) -> None:
    """From now on these words are in no log of this task, until others take their place."""
    pieces = {piece for one in words for piece in _pieces(one) if len(piece) >= QUOTED}
    _said.set(tuple(sorted(pieces, key=len, reverse=True)))


def _pieces(text: str) -> Iterator[str]:
    """As it came, its lines, and what remains of each without a command or a sign before it."""
    yield text
    for line in text.splitlines():
        yield line.strip()
        yield line.strip().partition(" ")[2].strip()


def hushed(text: str) -> str:
    """The text without what was said: the whole of it, and what of it stands in quotes."""
    said = _said.get()
    for one in (one for one in said if len(one) >= SHORTEST):
        for form in (one, repr(one)[1:-1], json.dumps(one)[1:-1], json.dumps(one, ensure_ascii=False)[1:-1]):
            text = text.replace(form, HIDDEN)
    if said:
        text = _QUOTED.sub(lambda found: _unquoted(found, said), text)
    return _CONTACTS.sub(HIDDEN, text)


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
