"""What falls due, drawn: the line of a card, the lines of lists, warnings.

The reader's own client counts down (`<tg-time>`): what is drawn once stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.desk.countdown import measure_key
from bot.desk.parts import Mention, blocks
from bot.desk.richtext import EMPTY, Rich, ago, bold, fill, join, lines, mention, name, plain
from bot.desk.times import length
from bot.desk.view import Button, Drawn, Due, Texts

DOT = " · "
LISTED = 15
"""Cases in one message; the others are in /queue."""
SHORT = 24
"""Of a name in a list."""


class What(StrEnum):
    """What a warning is about."""

    SOON = "soon"
    OVER = "over"
    LATE = "late"
    """To supervisors and owners."""
    BACK = "back"
    """To the group: it is in the queue again."""
    LOST = "lost"
    """The same, to whoever had it."""


SIGNS = {What.SOON: "⏱", What.OVER: "❗", What.LATE: "🚨", What.BACK: "↩️", What.LOST: "↩️"}


def short(due: Due) -> Rich:
    """For a line of a list."""
    return join(" ", (plain("❗" if due.over else "⏱"), ago(due.at)))


@dataclass(frozen=True, slots=True)
class Warned:
    """A case for a line about it. `holder`: who has it, or had it when it came back; `calls`: they are notified."""

    link: Rich
    customer: str | None
    due: Due
    minutes: int
    """The target."""
    holder: Mention | None = None
    calls: bool = False


def warning(what: What, cases: Sequence[Warned], texts: Texts, rows: Sequence[Sequence[Button]]) -> Drawn:
    """One case in a sentence, or many as a list."""
    sign = plain(SIGNS[what] + " ")
    if len(cases) == 1:
        return Drawn((sign + _sentence(what, cases[0], texts)).html, rows)
    head = sign + bold(plain(texts(f"due-list-{what.value}", count=len(cases))))
    listed = [_line(what, one, texts) for one in cases[:LISTED]]
    more = len(cases) - len(listed)
    rest = plain(texts("due-more", count=more)) if more else EMPTY
    return Drawn(blocks((head, lines((*listed, rest)))).html)


def _sentence(what: What, one: Warned, texts: Texts) -> Rich:
    case = join(DOT, (bold(one.link), name(one.customer or "", SHORT)))
    if what in (What.BACK, What.LOST):
        time = length(one.minutes, texts)
        return fill(texts, f"due-{what.value}", case=case, name=_holder(one) or "none", time=time)
    measure, at = measure_key(one.due), ago(one.due.at)
    if what is What.SOON:
        who = _holder(one) if one.calls else EMPTY
        said = fill(texts, "due-soon", name=who or "none", case=case, measure=measure, at=at)
        return said if one.holder is not None else join(" ", (said, plain(texts("due-free"))))
    said = fill(texts, "due-over", case=case, measure=measure, at=at)
    return join(" ", (said, fill(texts, "due-holder", name=_holder(one) or "none")))


def _holder(one: Warned) -> Rich:
    if one.holder is None:
        return EMPTY
    return mention(*one.holder) if one.calls else name(one.holder[1], SHORT)


def _line(what: What, one: Warned, texts: Texts) -> Rich:
    at = EMPTY if what in (What.BACK, What.LOST) else ago(one.due.at)
    holder = EMPTY if what is What.LOST else _holder(one) or plain(texts("nobody"))
    return join(DOT, (one.link, name(one.customer or "", SHORT), at, holder))
