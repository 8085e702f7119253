"""What only one person sees of merging: the likely others, the question which stays, what can be taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import parts
from bot.desk.attached import quoted
from bot.desk.keyboards import button
from bot.desk.richtext import EMPTY, Rich, bold, cut, fill, join, lines, name, one_line, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Texts

WORDS = 24
"""Code points of a case's words on a button; the number and the name always stay."""
TOLD = 120
"""The same in the question."""


@dataclass(frozen=True, slots=True)
class Other:
    """A case as a line that tells it from others."""

    case_id: int
    number: int
    customer_id: int
    customer: str | None
    text: str
    closed: bool = False


def pick(view: CaseView, others: Sequence[Other], texts: Texts) -> Drawn:
    """With which case to merge this one; and which of its parts to take out again."""
    key = "merge-pick" if others else "merge-none-likely"
    head = fill(texts, key, case=bold(parts.number(view)))
    how = fill(texts, "merge-by-number")
    picks = [(Button(_label(one, texts), Command.MERGE_WITH, one.case_id),) for one in others]
    return Drawn(lines((head, how)).html, (*picks, *_apart(view, texts), (button(Command.CLOSE, texts),)))


def _apart(view: CaseView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    if not view.parts:
        return ()
    return ((button(Command.APART, texts),),)


def pick_part(view: CaseView, found: Sequence[Other], texts: Texts) -> Drawn:
    """Which of its parts shall be itself again."""
    head = fill(texts, "apart-pick", case=bold(parts.number(view)))
    picks = [(Button(_label(one, texts), Command.TAKE_APART, one.case_id),) for one in found]
    return Drawn(head.html, (*picks, (button(Command.CLOSE, texts),)))


def _label(one: Other, texts: Texts) -> str:
    who = cut(one_line(one.customer or ""), WORDS) or texts("card-customer-unknown")
    said = cut(one_line(one.text), WORDS) or "📎"
    return ("🏁 " if one.closed else "") + f"#{one.number} · {who}: {said}"


def surely(goes: Other, stays: Other, this: int, texts: Texts, *, either: bool) -> Drawn:
    """Which goes into which, asked once. `this`: the case of the buttons. `either`: it could be the other way round."""
    two = goes.customer_id != stays.customer_id
    question = fill(texts, "surely-merge", case=bold(_number(goes)), whole=bold(_number(stays)))
    both = [_told(one, texts) for one in (stays, goes)]
    people = plain("⚠️ ") + fill(texts, "merge-two-people") if two else EMPTY
    yes = _into(stays, goes, this, texts, "button-merge-into", "primary")
    turned = ((_into(goes, stays, this, texts, "button-merge-rather", None),),) if either else ()
    rows = ((yes,), *turned, (button(Command.CLOSE, texts),))
    return Drawn(lines((question, *both, people, fill(texts, "merge-can-be-undone"))).html, rows)


def _into(into: Other, goes: Other, this: int, texts: Texts, key: str, style: str | None) -> Button:
    arg = into.case_id if goes.case_id == this else -goes.case_id
    return Button(texts(key, number=into.number), Command.MERGE_SURELY, arg, style=style)


def _number(one: Other) -> Rich:
    return plain(f"#{one.number}")


def _told(one: Other, texts: Texts) -> Rich:
    who = name(one.customer or "") or plain(texts("card-customer-unknown"))
    return lines((join(" · ", (_number(one), who)), quoted(one.text or "📎", TOLD)))
