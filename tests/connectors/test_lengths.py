"""How long a text is, in each unit that a network counts in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.lengths import LengthUnit, in_characters, text_length

FAMILY, FLAG, KEYCAP = "👨‍👩‍👧‍👦", "🇷🇺", "1️⃣"
LINK = "https://example.com/" + "a" * 50


@pytest.mark.parametrize(
    ("text", "points", "utf8", "utf16", "graphemes", "weighted"),
    [
        ("", 0, 0, 0, 0, 0),
        ("abc", 3, 3, 3, 3, 3),
        ("Привет", 6, 12, 6, 6, 6),
        ("е\u0301", 2, 4, 2, 1, 2),
        ("e\u0301", 2, 3, 2, 1, 1),
        ("\r\n", 2, 2, 2, 1, 2),
        ("日本", 2, 6, 2, 2, 4),
        ("…", 1, 3, 1, 1, 2),
        ("«—»", 3, 7, 3, 3, 3),
        ("👍", 1, 4, 2, 1, 2),
        ("👍🏽", 2, 8, 4, 1, 2),
        (FAMILY, 7, 25, 11, 1, 2),
        (FLAG * 2, 4, 16, 8, 2, 4),
        (KEYCAP, 3, 7, 3, 1, 2),
    ],
)
def test_each_unit_counts_as_its_networks_do(
    text: str, points: int, utf8: int, utf16: int, graphemes: int, weighted: int
) -> None:
    assert [text_length(text, unit) for unit in LengthUnit] == [points, utf8, utf16, graphemes, weighted]


@pytest.mark.parametrize(
    ("text", "weighted"),
    [
        (LINK, 23),
        (f"см. {LINK}.", 4 + 23 + 1),
        (f"({LINK}), и {LINK}!", 1 + 23 + 5 + 23 + 1),
        ("http://a.io", 23),
        ("example.com", 23),
        ("a-very-long-name-of-a-shop.example.com", 38),
        ("nobody@example.com", 18),
        ("т.д. и т.п.", 11),
        ("12.50", 5),
    ],
)
def test_x_counts_links_as_it_shortens_them(text: str, weighted: int) -> None:
    """What has no `https://` may be a link or not: then it is taken for the longer."""
    assert text_length(text, LengthUnit.X_WEIGHTED) == weighted


@pytest.mark.parametrize(
    ("text", "limit", "unit", "fits"),
    [
        ("ы" * 510, 1000, LengthUnit.UTF8_BYTES, 500),
        ("a" * 999 + "ы", 1000, LengthUnit.UTF8_BYTES, 999),
        ("👍" * 11, 20, LengthUnit.UTF16_UNITS, 10),
        ("日" * 150, 280, LengthUnit.X_WEIGHTED, 140),
        ("abc", 2, LengthUnit.CODE_POINTS, 2),
        ("👍", 0, LengthUnit.UTF8_BYTES, 0),
    ],
)
def test_people_are_told_in_characters_how_much_fits(
    text: str, limit: int, unit: LengthUnit, fits: int
) -> None:
    assert in_characters(text, limit, unit) == (fits, len(text))
    assert text_length(text[:fits], unit) <= limit


@given(st.text(), st.sampled_from([LengthUnit.CODE_POINTS, LengthUnit.UTF8_BYTES, LengthUnit.UTF16_UNITS]))
def test_no_character_is_less_than_one(text: str, unit: LengthUnit) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert text_length(text, LengthUnit.GRAPHEMES) <= text_length(text, LengthUnit.CODE_POINTS)
    assert text_length(text, unit) >= len(text)
