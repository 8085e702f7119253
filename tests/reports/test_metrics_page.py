"""docs/metrics.md is what the definitions say, and they say all."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.reports import results
from bot.reports.behind import FIGURES, SORTED
from bot.reports.metrics_page import BEHIND, PARTS, definitions, page

DOCS = Path(__file__).parents[2] / "docs"
DEFINED = [results.Spread, results.Ratio, *(one for made_of in PARTS.values() for one in made_of)]


def test_the_document_is_that_of_the_code() -> None:
    assert (DOCS / "metrics.md").read_text("utf-8") == page(), "run: make docs"


@pytest.mark.parametrize("made_of", DEFINED)
def test_every_field_is_defined(made_of: type) -> None:
    assert set(definitions(made_of)[1]) == {one.name for one in fields(made_of)}


def test_every_figure_that_lists_cases_is_named() -> None:
    assert {name.removesuffix("-…") for names in BEHIND.values() for name in names.split()} == {
        *FIGURES,
        *SORTED,
    }
    known = {f"{made_of.__name__}.{one.name}" for made_of in DEFINED for one in fields(made_of)}
    assert set(BEHIND) <= known


def test_every_query_says_what_it_answers() -> None:
    assert all(query.__doc__ for query in PARTS)
