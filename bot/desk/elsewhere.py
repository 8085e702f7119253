"""What is asked and said about an answer that did not go by the network."""

from __future__ import annotations

from bot.desk import parts, ways
from bot.desk.conversation import customer
from bot.desk.keyboards import button
from bot.desk.parts import Mention
from bot.desk.richtext import bold, fill, plain
from bot.desk.view import Button, CaseView, Command, Drawn, Texts
from storage.models import Elsewhere


def picker(view: CaseView, texts: Texts) -> Drawn:
    """By what?"""
    head = fill(
        texts, "elsewhere-picker", customer=bold(customer(view, texts)), case=bold(parts.number(view))
    )
    return Drawn(head.html, (*ways.rows(Command.ELSEWHERE_BY, texts), (button(Command.CLOSE, texts),)))


def prompt(view: CaseView, way: Elsewhere, mention: Mention | None, texts: Texts) -> Drawn:
    """An ordinary message in the chat, answered by a swipe; or by a button that says no words."""
    asks = fill(
        texts,
        "elsewhere-prompt",
        name=parts.mentioned(mention),
        customer=customer(view, texts),
        case=bold(parts.number(view)),
        way=way.value,
    )
    now = Button(texts("button-elsewhere-now"), Command.ELSEWHERE_NOW, ways.pack(way))
    return Drawn((plain(f"{ways.SIGNS[way]} ") + asks).html, ((now,),))


def noted(view: CaseView, way: Elsewhere, message_id: int, texts: Texts) -> Drawn:
    """It counts as an answer, and can be taken back."""
    head = fill(texts, "elsewhere-noted", case=bold(parts.number(view)), way=way.value)
    undo = Button(texts("button-undo"), Command.ELSEWHERE_UNDO, message_id)
    return Drawn((plain(f"{ways.SIGNS[way]} ") + head).html, ((undo,),))
