"""What is called how in a report: networks, kinds, categories, outcomes. Pure."""

from __future__ import annotations

from bot.desk.richtext import one_line
from bot.desk.view import Texts
from storage.models import Category, Outcome


def network(name: str, texts: Texts) -> str:
    """One that has no words yet is called by its id."""
    return _called(f"network-{name}", name.upper(), texts)


def kind(name: str, texts: Texts) -> str:
    return _called(f"kind-{name}", name, texts)


def category(name: str, texts: Texts) -> str:
    """`""`: nobody said which."""
    if not name:
        return texts("report-no-category")
    known = name in Category.__members__.values()
    return texts("category", category=name) if known else one_line(name)


def outcome(name: str, texts: Texts) -> str:
    """`""`: nobody said how it ended."""
    if not name:
        return texts("report-no-outcome")
    known = name in Outcome.__members__.values()
    return texts("outcome", outcome=name) if known else one_line(name)


def _called(key: str, otherwise: str, texts: Texts) -> str:
    try:
        return texts(key)
    except KeyError:
        return one_line(otherwise)
