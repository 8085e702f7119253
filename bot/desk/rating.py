"""A customer's score: on the card, in the history, and told to a supervisor. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk.conversation import customer
from bot.desk.parts import number
from bot.desk.richtext import EMPTY, Rich, bold, cut, fill, join, link, one_line, plain
from bot.desk.surveys import most
from bot.desk.view import CaseView, Drawn, Rated, Texts

WORD = 200
"""Code points of what the customer added."""
SIGN = "📊"


def line(view: CaseView, texts: Texts) -> Rich:
    """`Rated us 2 of 5: Too slow`; the word only where the conversation does not show it anyway."""
    if view.rated is None:
        return EMPTY
    word = view.rated.word
    shown = any(one.text == word for one in view.said)
    said = EMPTY if word is None or shown else plain(cut(one_line(word), WORD))
    score = texts("card-rated", score=view.rated.score, most=most(view.rated.asks))
    return join(" ", (plain(SIGN), join(": ", (plain(score), said))))


def told(data: Mapping[str, Any]) -> dict[str, str]:
    """What the words of an event say of it (`cards.history`)."""
    if "score" not in data or "asks" not in data:
        return {"score": "none"}
    return {"score": f"{data['score']}/{most(data['asks'])}"}


def low(view: CaseView, rated: Rated, url: str | None, texts: Texts) -> Drawn:
    """To a supervisor. `url`: the card."""
    key = "low-score-known" if view.closed_at is not None else "low-score"
    case = bold(link(number(view), url))
    said = fill(
        texts, key, customer=customer(view, texts), score=rated.score, most=most(rated.asks), case=case
    )
    return Drawn(join(" ", (plain(SIGN), said)).html)
