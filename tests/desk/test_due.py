"""Warnings and countdowns, drawn, with no database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.due import LISTED, Warned, What, short, warning
from bot.desk.richtext import MAX_LENGTH, link, plain
from bot.desk.view import Due
from bot.texts import LANGUAGES, words
from storage.models import Measure
from tests.desk.telegram_html import parse

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
NASTY = "<b>Anna & Co</b>" * 30


def warned(number: int, measure: Measure = Measure.FIRST, *, calls: bool = False) -> Warned:
    url = f"https://t.me/c/1/{number}"
    return Warned(link(f"#{number}", url), NASTY, Due(measure, NOW, over=True), 60, (101, NASTY), calls=calls)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", list(What))
def test_two_hundred_are_one_message_that_telegram_takes(language: str, what: What) -> None:
    drawn = warning(what, [warned(number, calls=True) for number in range(200)], words(language), ())
    parsed = parse(drawn.html)
    text = parsed.text
    assert len(text) <= MAX_LENGTH
    assert len(parsed.tags) < 100
    assert text.count("\n#") == LISTED
    assert "185" in text
    assert "/queue" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", [Measure.FIRST, Measure.RESOLUTION])
def test_one_is_a_sentence(language: str, measure: Measure) -> None:
    for what in What:
        text = parse(warning(what, [warned(7, measure, calls=True)], words(language), ()).html).text
        assert "#7" in text
        assert "\n" not in text
    free = Warned(plain("#7"), None, Due(measure, NOW), 60)
    said = {parse(warning(what, [free], words(language), ()).html).text for what in (What.SOON, What.OVER)}
    assert len(said) == 2
    assert "none" not in "".join(said)


def test_a_line_of_a_list() -> None:
    assert parse(short(Due(Measure.FIRST, NOW)).html).text.startswith("⏱ 20.11 16:00")
    assert parse(short(Due(Measure.NEXT, NOW, over=True)).html).text.startswith("❗ 20.11 16:00")
