"""What a network asks of an answer: till when it takes one, what it costs, what it does to the one before."""

from __future__ import annotations

from decimal import Decimal

from bot.desk.richtext import EMPTY, Rich, ago, fill, join, lines, plain
from bot.desk.states import CLOSED
from bot.desk.view import CaseView, Conditions, Texts
from connectors.base import Cost

DOT = " · "


def conditions(view: CaseView, texts: Texts) -> Rich:
    """While somebody should answer, and can."""
    told = view.conditions
    if told is None or view.no_reply is not None or view.status in CLOSED:
        return EMPTY
    until = EMPTY
    if told.until is not None:
        until = plain("⌛ ") + fill(texts, "card-answer-until", at=ago(told.until))
    return lines((until, join(DOT, (_cost(told, texts), _replaces(told, texts)))))


def _cost(told: Conditions, texts: Texts) -> Rich:
    if told.cost is None:
        return EMPTY
    cost = told.cost
    link = "none" if cost.with_link is None else money(cost, cost.with_link)
    return plain("💲 " + texts("card-answer-costs", price=money(cost, cost.amount), link=link))


def _replaces(told: Conditions, texts: Texts) -> Rich:
    return plain("♻️ " + texts("card-answer-replaces")) if told.replaces else EMPTY


def price(cost: Cost | None, text: str) -> str | None:
    """Of an answer with these words; None: it is free."""
    return None if cost is None else money(cost, cost.of(text))


def money(cost: Cost, amount: Decimal) -> str:
    return f"{amount:f}\u00a0{cost.currency}"
