"""What only one person sees of deeds: the menu, pickers of term and reason, the second tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import parts
from bot.desk.attached import quoted
from bot.desk.conversation import DOT, customer
from bot.desk.deeds import REASONS, TERMS, Ask, Offer
from bot.desk.keyboards import button, deed_rows, network
from bot.desk.richtext import Rich, bold, fill, join, lines, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from connectors.base import Deed

TOLD = 300
"""Code points of the message that the menu is about."""


def moderate(view: CaseView, text: str, offered: Sequence[Offer], texts: Texts) -> Drawn:
    """Behind `Moderate`: what can be done to the customer's last message, which is shown."""
    head = fill(texts, "moderate-head" if offered else "moderate-nothing", case=bold(parts.number(view)))
    rows = (*deed_rows(offered, texts), (button(Command.CLOSE, texts, label=texts("button-back")),))
    return Drawn(lines((head, quoted(text or "📎", TOLD))).html, rows)


def pick_term(view: CaseView, asked: Ask, texts: Texts) -> Drawn:
    head = fill(texts, "ban-term", customer=bold(customer(view, texts)), network=network(view, texts))
    picks = [_step(texts("button-term", term=term.value), asked.lasting(term)) for term in TERMS]
    return Drawn(
        head.html,
        (
            tuple(picks[:2]),
            tuple(picks[2:4]),
            (picks[4], button(Command.CLOSE, texts, label=texts("button-back"))),
        ),
    )


def pick_reason(view: CaseView, asked: Ask, texts: Texts) -> Drawn:
    head = fill(texts, "ban-reason", customer=bold(customer(view, texts)))
    picks = [_step(texts("button-reason", reason=reason.value), asked.because(reason)) for reason in REASONS]
    return Drawn(
        head.html,
        (
            tuple(picks[:2]),
            tuple(picks[2:4]),
            (picks[4], button(Command.CLOSE, texts, label=texts("button-back"))),
        ),
    )


def _step(label: str, asked: Ask) -> Button:
    return Button(label, Command.DEED, asked.pack())


def surely(view: CaseView, asked: Ask, text: str, texts: Texts) -> Drawn:
    """Says what will be, and asks for the second tap."""
    if asked.term is not None and asked.reason is not None:
        question = fill(
            texts,
            "surely-ban",
            customer=bold(customer(view, texts)),
            network=network(view, texts),
            term=plain(texts("button-term", term=asked.term.value)),
            reason=plain(texts("button-reason", reason=asked.reason.value)),
        )
    elif asked.deed is Deed.BAN:
        who = fill(
            texts, "surely-ban-simply", customer=bold(customer(view, texts)), network=network(view, texts)
        )
        question = join(" ", (who, join(DOT, _asked_for(asked, texts))))
    else:
        question = fill(texts, "surely-deed", deed=asked.deed.value)
    yes = Button(
        texts("button-deed-surely", deed=asked.deed.value), Command.DEED_SURELY, asked.pack(), style="danger"
    )
    return Drawn(
        lines((question, quoted(text or "📎", TOLD))).html,
        ((yes, button(Command.CLOSE, texts, label=texts("button-back"))),),
    )


def _asked_for(asked: Ask, texts: Texts) -> list[Rich]:
    """What of term and reason the network takes."""
    term = [] if asked.term is None else [plain(texts("button-term", term=asked.term.value))]
    reason = [] if asked.reason is None else [plain(texts("button-reason", reason=asked.reason.value))]
    return term + reason


def edit_leaving(seconds: int, network_name: str, message_id: int, texts: Texts) -> Drawn:
    """The change leaves soon; until then it can be undone."""
    head = fill(texts, "edit-leaving", seconds=seconds, network=network_name)
    return Drawn(head.html, ((Button(texts("button-undo"), Command.UNDO_EDIT, message_id),),))
