"""The day that somebody wrote at the beginning or the end of their words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk.dates import Dated, dated
from bot.desk.states import Refused

TODAY = date(2026, 11, 22)
"""A Sunday."""


@pytest.mark.parametrize(
    ("written", "words", "day"),
    [
        ("refund by 25.11", "refund", date(2026, 11, 25)),
        ("by 25.11: refund", "refund", date(2026, 11, 25)),
        ("By 25/11 a refund", "a refund", date(2026, 11, 25)),
        ("вернём деньги до 25.11.", "вернём деньги", date(2026, 11, 25)),
        ("До 5 декабря перезвонить", "перезвонить", date(2026, 12, 5)),
        ("перезвонить (завтра)", "перезвонить", date(2026, 11, 23)),
        ("обменять к пятнице", "обменять", date(2026, 11, 27)),
        ("връщане на парите до 25.11", "връщане на парите", date(2026, 11, 25)),
        ("zwrot do 1 grudnia", "zwrot", date(2026, 12, 1)),
        ("do jutra oddzwonimy", "oddzwonimy", date(2026, 11, 23)),
        ("call back tomorrow", "call back", date(2026, 11, 23)),
        ("call back by today", "call back", TODAY),
        ("a new mug by sunday", "a new mug", TODAY),
        ("2026-12-01 new mug", "new mug", date(2026, 12, 1)),
        ("new mug 01.12.2026", "new mug", date(2026, 12, 1)),
        ("new mug 1.12.26", "new mug", date(2026, 12, 1)),
        ("new mug by 5.01", "new mug", date(2027, 1, 5)),
        ("two lines\nby 25.11", "two lines", date(2026, 11, 25)),
        ("by 25.11", "", date(2026, 11, 25)),
        ("refund by 22.11", "refund", TODAY),
    ],
)
def test_a_day_is_found_at_either_end(written: str, words: str, day: date) -> None:
    assert dated(written, TODAY) == Dated(words, day)


@pytest.mark.parametrize(
    "written",
    [
        "a discount of 25.11",
        "refund",
        "",
        "we meet by 25.11 or later",
        "by 5 marbles",
        "до 5 маршрутов",
        "standby 2.5 hours",
        "order 25.11-7",
        "tomorrowland",
        "sunday",
    ],
)
def test_what_is_no_day_stays_words(written: str) -> None:
    assert dated(written, TODAY) == Dated(written)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("refund by 31.02", "no-such-day"),
        ("refund by 40.11", "no-such-day"),
        ("refund 2026-13-01", "no-such-day"),
        ("refund by 20.11", "day-is-over"),
        ("refund by 20.11.2026", "day-is-over"),
        ("refund by 29.02", "day-is-over"),
    ],
)
def test_a_day_that_is_none_or_is_over_is_refused(written: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        dated(written, TODAY)
    assert refused.value.key == key
