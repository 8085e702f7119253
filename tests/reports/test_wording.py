"""Figures in words, and the rows that are told everywhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.reports.behind_words import MORE, figure_words
from bot.reports.links import CaseLinks
from bot.reports.results import Count, Endings, Ratio, Report, Resolution, Spread
from bot.reports.rows import Unit, by_name, rows
from bot.reports.summary import summary
from bot.reports.telling import Teller
from bot.reports.wording import duration, number, percent, ratio
from bot.texts import LANGUAGES, words
from tests.reports.lively import busy, calm, nothing

EN = words("en")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (60, "1 min"), (750, "12 min"), (3599, "1 h"), (3900, "1 h 05 min"),
        (7200, "2 h"), (2 * 86_400 - 29, "2 d"), (2 * 86_400 + 3 * 3600, "2 d 3 h"), (10 * 86_400, "10 d"),
        (-3, "0 s"),
    ],
)  # fmt: skip
def test_lengths_of_time(seconds: float, shown: str) -> None:
    assert duration(seconds, EN) == shown


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert [number(11_520, words(one)) for one in LANGUAGES] == ["11,520", *["11\u00a0520"] * 3]
    assert [number(4.64, words(one)) for one in LANGUAGES] == ["4.6", "4,6", "4,6", "4,6"]
    assert (number(3.0, EN), number(2.96, EN)) == ("3", "3")


def test_all_is_all_and_none_is_none() -> None:
    shown = [percent(part, EN) for part in (0, 0.001, 0.5, 0.999, 1)]
    assert shown == ["0%", "1%", "50%", "99%", "100%"]
    assert (ratio(Ratio(1, 2), EN), ratio(Ratio(), EN)) == ("50%", "–")
    assert percent(0.5, words("ru")) == "50\u00a0%"


def test_every_report_has_the_same_rows_each_name_once() -> None:
    names = [row.name for group in rows(busy()).values() for row in group]
    assert len(names) == len(set(names)) == len(by_name(nothing()))
    assert names == [row.name for group in rows(nothing()).values() for row in group]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_words_that_fit_a_phone(language: str) -> None:
    teller = Teller(words(language))
    for row in by_name(busy()).values():
        assert len(teller.words(f"row-{row.name.replace('_', '-')}").html) <= 40


def test_a_row_that_goes_on_from_another_has_that_one_above_it() -> None:
    none = replace(
        nothing(), resolution=Resolution(first=Spread(3, 60.0, None), reopened=Ratio(0, 3), maturing=2)
    )
    text = told(none)
    assert "Open again within 7 days: 0\n– of those resolved: 0%\n– may still come back: 2" in text
    assert "sent on" not in text, "nobody was"
    text = told(replace(none, endings=Endings((Count("sent_elsewhere", 1),), Ratio(1, 4))))
    assert "Sent elsewhere: 1\n– of those resolved, sent on: 25%" in text


def told(report: Report) -> str:
    found = summary(report, None, None, EN, CaseLinks("bot", 1)).plain
    return re.sub(r"<[^>]*>", "", "\n".join(found))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_list_is_called_what_was_tapped(language: str) -> None:
    texts = words(language)
    for row in by_name(busy()).values():
        if row.behind is None or row.unit is not Unit.COUNT:
            continue
        label = texts(f"row-{row.name.replace('_', '-')}")
        called = await figure_words(None, None, row.behind, texts)  # type: ignore[arg-type]
        assert called is not None
        if row.behind in MORE:
            assert called.html, "words of its own"
        elif label.startswith("– "):
            assert called.html.endswith(label.split()[-1]), "the same, with what it goes on from"
        else:
            assert called.html == label


def test_rows_tell_what_the_report_says() -> None:
    found = by_name(busy())
    assert (found["cases"].value, found["cases"].behind) == (48, "cases")
    assert (found["late_first"].value, found["late_first"].behind) == (14, "late_first")
    assert (found["met_first"].value, found["met_first"].n) == (22 / 36, 36)
    assert (found["first_median"].value, found["first_median"].unit) == (720, Unit.SECONDS)
    assert found["approval_p90"].value is None, "of four"
    assert found["oldest"].value == 51 * 3600
    assert by_name(calm())["nps"].value is None
    assert {row.value for row in by_name(nothing()).values()} == {0, None}
