"""docs/states.md is what the table says."""

from __future__ import annotations

from pathlib import Path

from bot.desk.diagram import page

DOCUMENT = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_documented_states_are_those_of_the_table() -> None:
    assert DOCUMENT.read_text("utf-8") == page(), "run: make docs"
