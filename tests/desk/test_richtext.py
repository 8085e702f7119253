"""Telegram HTML: lengths, escapes, isolates and cuts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import richtext as rich
from bot.desk.richtext import FSI, PDI, Rich, clean, cut
from tests.desk.telegram_html import parse

FAMILY = "👨‍👩‍👧‍👦"
SCOTLAND = "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
BULGARIA, POLAND = "🇧🇬", "🇵🇱"
WHOLE = [FAMILY, SCOTLAND, BULGARIA, "👍🏽", "❤️", "e\u0301\u0323", "नि", "각", "👩🏽‍🚒", "1️⃣"]

anything = st.text(st.characters(exclude_categories=[]), max_size=80)


@given(anything)
def test_the_length_is_what_a_reader_sees(text: str) -> None:
    for made in (
        rich.plain(text),
        rich.name(text),
        rich.bold(text),
        rich.italic(text),
        rich.code(text),
        rich.quote(text, expandable=True),
        rich.link(rich.name(text), 'https://vk.com/?a=1&b="2"'),
        rich.mention(7, text),
        rich.join(" · ", [rich.plain(text), rich.bold(text), rich.EMPTY]),
    ):
        parsed = parse(made.html)
        assert len(parsed.text) == made.length
        assert made.size == len(made.html.encode())


@given(anything)
def test_clean_text_comes_through_unchanged(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert parse(rich.plain(text).html).text == cleaned


@pytest.mark.parametrize(
    ("outside", "expected"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\there", "tab here"),
        ("\ud83d", "\ufffd"),
        (json.loads('"\\ud83d\\ude00"'), "😀"),
        ("\ud83d\ude00", "😀"),
        ("\u202eabc\u2066", "abc"),
        ("\ufffe\U0001ffff\ufdd0", "\ufffd\ufffd\ufffd"),
        ("שלום\u200f!", "שלום\u200f!"),
        (FAMILY, FAMILY),
    ],
)
def test_what_telegram_would_choke_on_is_neutralised(outside: str, expected: str) -> None:
    assert clean(outside) == expected


@pytest.mark.parametrize("char", WHOLE)
def test_a_cut_never_halves_what_a_reader_sees_as_one(char: str) -> None:
    text = char * 20
    for limit in range(1, len(text)):
        kept = cut(text, limit)
        assert len(kept) <= limit
        assert kept.endswith("…")
        assert kept[:-1] == char * ((len(kept) - 1) // len(char))


def test_a_cut_keeps_flags_in_pairs() -> None:
    text = "x" + BULGARIA + POLAND + BULGARIA
    assert [cut(text, limit) for limit in range(1, 7)] == [
        "…",
        "x…",
        "x…",
        f"x{BULGARIA}…",
        f"x{BULGARIA}…",
        "x🇧🇬🇵🇱…",
    ]


def test_a_cut_prefers_whole_words() -> None:
    assert cut("where is my parcel, please", 22) == "where is my parcel…"
    assert cut("where is it", 11) == "where is it"
    assert cut("a" * 30, 10) == "a" * 9 + "…"


def test_marks_without_end_are_cut_anyway() -> None:
    text = "e" + "\u0301" * 10_000
    assert len(cut(text, 4000)) == 4000


@given(anything, st.integers(0, 90))
def test_a_cut_is_a_beginning(text: str, limit: int) -> None:
    cleaned = clean(text)
    kept = cut(cleaned, limit)
    assert len(kept) <= limit
    assert kept == cleaned or cleaned.startswith(kept.removesuffix("…"))


def test_a_name_is_one_isolated_line() -> None:
    assert rich.name("  Иван\n <b>Иванов ").html == f"{FSI}Иван &lt;b&gt;Иванов{PDI}"
    assert rich.name("\n\x00 ") == rich.EMPTY
    assert rich.name("x" * 99, 10).length == 12


@pytest.mark.parametrize(
    "url", ["https://vk.com/wall-1_2?reply=3&x=\"'<>", "http://127.0.0.1:8080/", "tg://user?id=1"]
)
def test_addresses_come_through(url: str) -> None:
    assert parse(rich.link("here", url).html).tags == [("a", {"href": url})]


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "vk.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http://[::1",
        "https://a b/",
        " https://a/",
        "https://vk.com/" + "a" * 1000,
        "https://vk.com/\n",
        "https://vk.com/\x00",
        "https://vk.com/\ud800",
    ],
)
def test_other_addresses_leave_the_words(url: str | None) -> None:
    assert rich.link("here", url) == rich.plain("here")


def test_a_time_is_the_readers_own() -> None:
    at = datetime(2026, 9, 5, 11, 30, tzinfo=UTC)
    assert rich.ago(at).html == '<tg-time unix="1788607800" format="r">05.09 11:30 UTC</tg-time>'
    sofia = at.astimezone(timezone(timedelta(hours=3)))
    assert rich.ago(sofia).html == '<tg-time unix="1788607800" format="r">05.09 14:30</tg-time>'
    assert rich.ago(sofia).length == len("05.09 14:30")


def _words(key: str, /, **params: str | int | float) -> str:
    return key.format(**params)


def test_words_are_filled_with_markup() -> None:
    filled = rich.fill(_words, "{count} <of> {name}, {name}", count=3, name=rich.bold("A & B"))
    assert filled.html == "3 &lt;of&gt; <b>A &amp; B</b>, <b>A &amp; B</b>"
    assert filled.length == len("3 <of> A & B, A & B")


def test_a_hole_cannot_be_forged() -> None:
    forged = Rich("\ue001", 1)
    filled = rich.fill(_words, "{one}{two}", one=forged, two=rich.plain("second"))
    assert filled.html == "\ue001second"
