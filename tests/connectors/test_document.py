"""docs/connectors.md is what the contract says, and leaves nothing of it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.texts import LANGUAGES, words
from connectors import standing
from connectors.document import DESK, page, protocols, raised
from connectors.errors import Rule

DOCUMENT = Path(__file__).parents[2] / "docs" / "connectors.md"


def test_the_document_is_what_the_contract_says() -> None:
    assert DOCUMENT.read_text("utf-8") == page(), "run: make docs"


def test_every_error_ability_and_rule_is_in_it() -> None:
    assert set(DESK) == set(raised())
    assert standing.Expires in protocols()
    assert "connectors.base.Connector" not in page()
    named = [one.__name__ for one in (*raised(), *protocols())] + [rule.name for rule in Rule]
    assert [name for name in named if f"| `{name}` |" not in page()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_it_promises_are_there(language: str) -> None:
    assert all(words(language)(f"why-{rule.value}") for rule in Rule)
