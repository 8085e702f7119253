"""The line of a card that says by when."""

from __future__ import annotations

from bot.desk.richtext import EMPTY, Rich, ago, bold, fill, join, name, plain
from bot.desk.times import length
from bot.desk.view import CaseView, Due, Texts
from storage.models import Measure


def countdown(view: CaseView, texts: Texts) -> Rich:
    """Counted down by the reader's own client: `<tg-time>`. Nothing while the clock stands still."""
    if view.due is None:
        return EMPTY
    key = "card-over" if view.due.over else "card-due"
    said = fill(texts, key, measure=measure_key(view.due), at=ago(view.due.at))
    return join(" ", (plain("❗"), bold(said)) if view.due.over else (plain("⏱"), said))


def came_back(view: CaseView, texts: Texts) -> Rich:
    back = view.came_back
    if back is None:
        return EMPTY
    said = fill(texts, "card-came-back", name=name(back.name), time=length(back.minutes, texts))
    return join(" ", (plain("↩️"), said))


def measure_key(due: Due) -> str:
    """In words it is an answer or the end, whichever answer it is."""
    return "resolution" if due.measure is Measure.RESOLUTION else "answer"
