"""What kinds, categories and outcomes are called in a report, as plain text. Pure."""

from __future__ import annotations

from bot.desk.richtext import one_line
from bot.desk.view import Texts
from storage.models import Category, Outcome


def kind(name: str, texts: Texts) -> str:
    """One that a network brought lately is called as it is."""
    try:
        return texts(f"kind-{name}")
    except KeyError:
        return one_line(name)


def category(name: str, texts: Texts) -> str:
    """`""`: nobody said which."""
    if not name:
        return texts("list-no-category")
    known = name in Category.__members__.values()
    return texts("category", category=name) if known else one_line(name)


def outcome(name: str, texts: Texts) -> str:
    """`""`: nobody said how it ended."""
    if not name:
        return texts("list-no-outcome")
    known = name in Outcome.__members__.values()
    return texts("outcome", outcome=name) if known else one_line(name)
