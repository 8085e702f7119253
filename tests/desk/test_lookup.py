"""How `/find` is understood, how far back it looks, and what a result says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.days import PERIODS
from bot.desk.found import END, START, Hit, Known, Page, Spoken, around, sentence, shown
from bot.desk.lookup import LONGEST, MOST, STATUSES, Query, Term, understood, windows
from bot.desk.states import Refused
from bot.texts import LANGUAGES, words

SPOKEN = ("en", "ru", "bg", "pl")
TODAY = date(2026, 11, 25)
EN, RU = words("en"), words("ru")


def understand(asked: str, language: str = "en") -> Query:
    return understood(asked, [words(language)], TODAY)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_words_and_what_begins_with_them() -> None:
    assert understand("parcel, (late) par* 8-800 a@b.ru abc x2*").terms == (
        Term("parcel"),
        Term("late"),
        Term("par", begins=True),
        Term("8-800"),
        Term("a@b.ru"),
        Term("abc"),
        Term("x2", begins=True),
    )
    assert understand("przesyłka").terms == (Term("przesyłka", begins=True),)
    elsewhere = understood("пратка със x2000", [words("bg")], TODAY, stems=False).terms
    assert elsewhere == (Term("пратка", begins=True), Term("със"), Term("x2000"))
    assert understand('"money  back" «где деньги» "one"').terms == (
        Term("money back", phrase=True),
        Term("где деньги", phrase=True),
        Term("one"),
    )
    assert understand('never "closed quote').terms[1] == Term("closed quote", phrase=True)


def test_numbers_tags_handles() -> None:
    assert understand("#12") == Query(number=12)
    assert understand("№ 12").number is None
    assert understand("12") == Query(terms=(Term("12"),), number=12), "a case's, or mentioned"
    assert understand("order 12").number is None
    assert understand("#XXL tag:Red tag:#blue").tags == ("xxl", "red", "blue")
    assert understand("тег:красный", "ru").tags == ("красный",)
    profile = "@Anna_K id123 https://vk.com/vera.s m.vk.com/x1 vk.ru/y"
    assert understand(profile).handles == ("anna_k", "id123", "vera.s", "x1", "y")
    assert understand("https://vk.com/wall-1_2").handles == ()
    assert understand("9" * 30).number is None


@pytest.mark.parametrize("language", SPOKEN)
def test_statuses_and_periods_in_the_language_and_in_english(language: str) -> None:
    texts = words(language)
    for status in STATUSES:
        assert understand(f"is:{status}", language).status == status
        own = texts("find-word-is").split(", ")[-1]
        for word in texts(f"find-is-{status}").split(", "):
            assert understand(f"{own}:{word.upper()}", language).status == status
    for period in PERIODS:
        wanted = understand(period.replace("-", " "), language).days
        assert None not in wanted
        for said in texts(f"find-period-{period}").split(", "):
            query = understand(f"x1 {said} x2", language)
            assert query.days == wanted
            assert [term.text for term in query.terms] == ["x1", "x2"]
        assert understand(f'"{period.replace("-", " ")}"', language).days == (None, None)
    assert understand("is:sleepy", language).unknown == ("is:sleepy",)
    assert understand("todays yesterdays").days == (None, None)


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("25.11", "2026-11-25", "2026-11-26"),
        ("26.11", "2025-11-26", "2025-11-27"),
        ("29.02", "2024-02-29", "2024-03-01"),
        ("25.11.2024", "2024-11-25", "2024-11-26"),
        ("2024-11-25", "2024-11-25", "2024-11-26"),
        ("12.2025", "2025-12-01", "2026-01-01"),
        ("01.11-15.11", "2026-11-01", "2026-11-16"),
        ("01.11–15.11", "2026-11-01", "2026-11-16"),
        ("10.2025-02.2026", "2025-10-01", "2026-03-01"),
        (">01.11 <05.11", "2026-11-01", "2026-11-06"),
        ("yesterday", "2026-11-24", "2026-11-25"),
        ("this week", "2026-11-23", "2026-11-30"),
        ("last week", "2026-11-16", "2026-11-23"),
        ("this month", "2026-11-01", "2026-12-01"),
        ("last month", "2026-10-01", "2026-11-01"),
    ],
)
def test_periods(asked: str, since: str, until: str) -> None:
    assert understand(asked) == Query(days=(day(since), day(until)))


@pytest.mark.parametrize("price", ["31.02", "31.50", "99.99", "15.11-01.11", "13.2026", "01.01.1800", "0.5"])
def test_what_is_no_day_is_a_word(price: str) -> None:
    query = understand(price)
    assert query.days == (None, None)
    assert [term.text for term in query.terms] == [price]


def test_days_are_the_desks() -> None:
    since, until = understand("25.11").bounds(ZoneInfo("Europe/Moscow"))
    assert since == datetime(2026, 11, 24, 21, tzinfo=UTC)
    assert until == datetime(2026, 11, 25, 21, tzinfo=UTC)
    assert understand(">25.11").bounds(ZoneInfo("UTC"))[1] is None


def test_nothing_to_look_for_and_too_much() -> None:
    for empty in ("", "  ", "?!", '""', "* * *", "\x00", "🙂"):
        assert understand(empty) == Query()
    assert understand("x" * LONGEST).terms
    with pytest.raises(Refused) as refused:
        understand("x" * (LONGEST + 1))
    assert refused.value.params == {"length": LONGEST + 1, "limit": LONGEST}


def test_shortened() -> None:
    shorter = understand('пратката "where is" is:open').shortened()
    assert shorter is not None
    assert shorter.terms == (Term("пратка", begins=True), Term("where is", phrase=True))
    assert understand("пратката пратката пратката").shortened() is None
    assert shorter.status == "open"
    assert understand("abcd #12").shortened() is None


@given(st.text(max_size=LONGEST), st.sampled_from(SPOKEN))
def test_whatever_somebody_writes_is_understood_and_said(asked: str, language: str) -> None:
    query = understand(asked, language)
    assert all(any(char.isalnum() for char in term.text) for term in query.terms)
    assert all(term.text.isalnum() for term in query.terms if term.begins)
    assert sentence(query, query.terms, words(language)).length < 4000
    query.bounds(ZoneInfo("Pacific/Kiritimati"))


# --- how far back

BEGUN = datetime(2020, 1, 1, tzinfo=UTC)


@given(st.integers(0, 5000), st.floats(0, 10**7), st.floats(0, 1))
def test_windows_cover_all_time_once_newest_first(days: int, per_week: float, part: float) -> None:
    since, until = BEGUN, BEGUN + timedelta(days=days + part)
    found = list(windows(since, until, per_week))
    edges = [until, *(begin for begin, _ in found)]
    assert [end for _, end in found] == edges[:-1]
    assert edges[-1] == since
    assert all(
        (end - begin) / timedelta(weeks=1) <= max(1.01, 1.01 * MOST / max(per_week, 1))
        for begin, end in found
    )


def test_a_small_desk_is_looked_through_at_once() -> None:
    assert len(list(windows(BEGUN, BEGUN + timedelta(days=2000), 50))) == 1
    assert 4 <= len(list(windows(BEGUN, BEGUN + timedelta(days=1095), 6400))) <= 7


# --- what a result says


def test_around_the_hit() -> None:
    assert around(f"Where\nis my {START}parcel{END} <b>?").html == "Where is my <b>parcel</b> &lt;b&gt;?"
    long = around("word " * 40 + f"{START}hit{END}" + " word" * 40)
    assert long.html.startswith("…")
    assert "<b>hit</b>" in long.html
    assert long.length <= 161
    assert around("").html == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_a_message(language: str) -> None:
    said = Spoken(
        datetime(2026, 11, 25, tzinfo=UTC), f"<&{START}w{END}" * 300, ours=True, name="&" * 99, note=True
    )
    hits = [Hit(one, 10**9, "open", False, "<" * 99, TODAY, said, "https://t.me/c/1/2") for one in range(5)]
    known = [Known("<" * 99, "https://vk.com/id1", ["vk"], 21, vip=True)] * 3
    texts = words(language)
    page = Page(0, 20, 100, True, hits, known, 5)
    query = understand("x " * 99)
    assert shown(page, texts).length + sentence(query, query.terms, texts).length < 4000


def test_the_sentence() -> None:
    query = understand('parcel "money back" #xxl @anna is:open >01.11')
    said = sentence(query, query.terms, EN).html.replace("\u2068", "").replace("\u2069", "")
    assert said == "🔎 <b>parcel</b> · <b>“money back”</b> · @anna · #xxl · open · since 01.11.2026"
    query = understand("вчера", "ru")
    assert sentence(query, query.terms, RU).html == "🔎 24.11.2026"


def test_a_persons_own_language_and_the_desks_are_understood() -> None:
    for said in ("вчера", "yesterday", "wczoraj"):
        assert understood(said, [words("ru"), words("pl")], TODAY).days == (
            day("2026-11-24"),
            day("2026-11-25"),
        ), said
    assert understood("вчера", [words("pl")], TODAY).days == (None, None)
