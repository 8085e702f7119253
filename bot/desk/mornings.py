"""The morning's message: what came in while nobody worked, and waits still. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.richtext import EMPTY, MAX_BYTES, MAX_LENGTH, Rich, ago, bold, fill, join, lines, name, plain
from bot.desk.view import Drawn, Texts
from storage.models import Priority

SHOWN = 20
"""Cases at most; a phone's screen or two."""
WORDS, NAME = 60, 24
"""Code points of what each said last, and of a name."""
_MORE = 60
"""Room for the line that says how many were left out."""


@dataclass(frozen=True, slots=True)
class Came:
    """A case that came in, or in which the customer wrote, while it was closed. `link`: its number, to its card."""

    link: Rich
    customer: str | None
    text: str
    since: datetime
    priority: int
    holder: str | None = None
    after_close: bool = False
    """The case is closed: it takes somebody to wake it."""


def urgency(priority: int, since: datetime) -> tuple[int, datetime]:
    """The order: urgent ones first, then who waits longest."""
    return -priority, since


def morning(total: int, came: Sequence[Came], texts: Texts) -> Drawn:
    """`came`: the first of them, in order."""
    head = bold(fill(texts, "morning-head", count=total))
    room, size = MAX_LENGTH - head.length - _MORE, MAX_BYTES - head.size - 4 * _MORE
    shown: list[Rich] = []
    for one in came[:SHOWN]:
        line = _line(one, texts)
        room, size = room - line.length - 1, size - line.size - 1
        if room < 0 or size < 0:
            break
        shown.append(line)
    more = total - len(shown)
    rest = (fill(texts, "morning-more", count=more),) if more else ()
    return Drawn((plain("☀️ ") + lines((head, *shown, *rest))).html)


def _line(one: Came, texts: Texts) -> Rich:
    who = name(one.customer or "", NAME) or plain(texts("card-customer-unknown"))
    said = name(one.text, WORDS) or plain(texts("morning-no-words"))
    holder = fill(texts, "card-held", name=name(one.holder, NAME)) if one.holder else EMPTY
    closed = plain(texts("mark-after-close")) if one.after_close else EMPTY
    line = join(" · ", (join(" ", (one.link, who)), said, ago(one.since), closed, holder))
    return plain("❗ ") + line if one.priority >= Priority.HIGH else line
