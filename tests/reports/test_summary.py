"""What the owner reads: the same facts in the rich message and in the ordinary ones, within Telegram's limits, for any
report in any language.

How it looks is in `snapshots/<language>/<name>.html`. To renew them after a change that is meant, and then read the
difference:

    OTKLIK_SNAPSHOTS=write .venv/bin/pytest tests/reports/test_summary.py && git diff tests/reports/snapshots
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.richmessage import MAX_BLOCKS, MAX_COLUMNS, MAX_RICH_LENGTH, blocks_of
from bot.desk.richtext import MAX_BYTES, MAX_LENGTH
from bot.reports.links import CaseLinks, read
from bot.reports.period import Period, day_period
from bot.reports.results import (
    Backlog,
    Count,
    Deadlines,
    Failures,
    FirstResponse,
    Outage,
    Person,
    Ratio,
    Report,
    Satisfaction,
    Spread,
    Volume,
)
from bot.reports.room import ROOMS
from bot.reports.summary import About, Summary, column, is_empty, page, summary, team
from bot.reports.telling import Teller
from bot.reports.whole import WHOLE
from bot.texts import LANGUAGES, Words, words
from sandbox.telegram.texts.blocks import Blocks
from sandbox.telegram.texts.rich import parsed
from tests.desk.telegram_html import parse
from tests.reports.anything import REPORTS, crowded
from tests.reports.lively import MINUTE, NOON, WEDNESDAY, ZONE, busy, calm, nothing

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("OTKLIK_SNAPSHOTS") == "write"
EN = words("en")
LINKS = CaseLinks("otklik_bot", 12)
PICTURES = ("hours", "first", "categories", "ages")
WEEK = Period(datetime(2025, 3, 2, 21, tzinfo=UTC), datetime(2025, 3, 9, 21, tzinfo=UTC), ZONE)
MARCH = Period(datetime(2025, 2, 28, 21, tzinfo=UTC), datetime(2025, 3, 31, 21, tzinfo=UTC), ZONE)


def of(report: Report, period: Period) -> Report:
    return replace(report, scope=replace(report.scope, period=period, known=period.end))


def day(texts: Words) -> Summary:
    return summary(busy(), calm(-1), calm(-7), texts, LINKS, about=About.DAY, pictures=PICTURES)


def late(texts: Words) -> Summary:
    return summary(calm(0), calm(-1), None, texts, LINKS, about=About.DAY, late=NOON, missed=2)


def week(texts: Words) -> Summary:
    return summary(of(busy(), WEEK), of(calm(), WEEK), None, texts, LINKS, about=About.WEEK)


def narrowed(texts: Words) -> Summary:
    return summary(busy(), None, None, texts, LINKS, only=("VK", "#xxl", "<Logistics>"))


def quiet(texts: Words) -> Summary:
    return summary(nothing(), calm(-1), calm(-7), texts, LINKS, about=About.DAY)


def first_day(texts: Words) -> Summary:
    return summary(nothing(), None, None, texts, LINKS, about=About.SO_FAR)


def ours(texts: Words) -> Summary:
    return Summary("", (team(busy(), texts),), ())


LOOKS: dict[str, Callable[[Words], Summary]] = {
    "day": day, "late": late, "week": week, "narrowed": narrowed, "quiet": quiet, "first-day": first_day, "team": ours,
}  # fmt: skip
"""By the name of a snapshot."""


def looks(found: Summary) -> str:
    """A line a block."""
    ends = r"(</(?:p|h\d|tr|li|table|ul|details|summary)>|<table[^>]*>|<(?:ul|details)>|<img[^>]*>)"
    return "\n".join((re.sub(ends, r"\1\n", found.rich), *(f"-- plain\n{one}" for one in found.plain), ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LOOKS)
def test_looks_as_it_did(name: str, language: str) -> None:
    file = SNAPSHOTS / language / f"{name}.html"
    drawn = looks(LOOKS[name](words(language)))
    if WRITE:
        assert "CI" not in os.environ, "snapshots are renewed by hand only"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawn, "utf-8")
    assert drawn == file.read_text("utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {file.stem for file in SNAPSHOTS.rglob("*.html")} == set(LOOKS)


# --- whatever there is to tell


def leaves(rich: str) -> list[str]:
    """What stands in the rich message, piece by piece, without the heads of tables."""
    pieces = re.findall(r"<(h\d|p|li|td|summary)\b[^>]*>(.*?)</\1>", rich, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", piece) for _, piece in pieces if piece]


def check(found: Summary, blocks: int) -> None:
    """Telegram would take it, and both say the same."""
    seen_as = parse(found.rich, rich=True)
    assert len(seen_as.text) <= MAX_RICH_LENGTH
    assert blocks <= MAX_BLOCKS
    assert max((row.count("<td") for row in found.rich.split("<tr>")), default=0) <= 4 <= MAX_COLUMNS
    assert [source["src"] for tag, source in seen_as.tags if tag == "img"] == [
        f"tg://photo?id={name}" for name in found.pictures
    ]
    assert found.plain
    for one in found.plain:
        assert 1 <= len(parse(one).text) <= MAX_LENGTH
        assert len(one.encode()) <= MAX_BYTES
    text, place = re.sub(r"<[^>]*>", "", "\n".join(found.plain)), 0
    for piece in leaves(found.rich):
        place = text.index(piece, place) + len(piece)
    links = re.compile(r'<a href="([^"]*)"')
    assert [*links.findall(found.rich)] == [url for one in found.plain for url in links.findall(one)]
    assert all(read(unescape(url).partition("start=")[2]) for url in links.findall(found.rich))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    REPORTS,
    st.none() | REPORTS,
    st.none() | REPORTS,
    st.sampled_from(LANGUAGES),
    st.sampled_from(About),
    st.sets(st.sampled_from((*PICTURES, "more"))),
    st.integers(0, 3),
)
def test_any_report_can_be_told(
    report: Report,
    before: Report | None,
    week_before: Report | None,
    language: str,
    about: About,
    pictures: set[str],
    missed: int,
) -> None:
    texts, told = words(language), sorted(pictures)
    missed = missed if about in (About.DAY, About.WEEK, About.MONTH) else 0
    found = summary(
        report, before, week_before, texts, LINKS, about=about, pictures=told, missed=missed, late=NOON
    )
    blocks = blocks_of(page(report, before, week_before, Teller(texts, LINKS), about, told))
    check(found, blocks + 1)
    assert sorted(found.pictures) == told, "each once"
    assert len(parse(team(report, texts)).text) <= MAX_LENGTH


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_anybody_has_still_fits(language: str) -> None:
    texts = words(language)
    crowd = crowded(busy())
    only = ["🧑🏽‍🚀<b>" * 40] * 4
    found = summary(crowd, crowd, crowd, texts, LINKS, about=About.DAY, only=only, pictures=PICTURES)
    assert len(found.rich) <= MAX_RICH_LENGTH
    check(found, len(BLOCK.findall(found.rich)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_room_is_behind_a_link_and_nothing_that_is_listed_is_without(language: str) -> None:
    """A large desk: 200 tags, 60 people, 40 departments."""
    large = crowded(busy(), name="Alexandra Constantine", big=99_999)
    large = replace(large, people=large.people[:60], departments=large.departments[:40])
    found = summary(large, large, large, words(language), LINKS, about=About.DAY)
    assert len(found.rich) <= MAX_RICH_LENGTH
    assert Blocks({}).read(parsed(found.rich)), "the sandbox takes it"
    leads = {figure for figure, _ in LINK.findall(found.rich)}
    assert {f"all-{what}" for what in WHOLE} <= leads
    assert {"person-99999", "department-99999", "tag-99999"} <= leads
    check(found, len(BLOCK.findall(found.rich)))


# --- what it says


def seen(found: Summary) -> str:
    """What is read, without tags and the marks around names."""
    return unescape(re.sub(r"<[^>]*>|[\u2068\u2069]", "", "\n".join(found.plain)))


def told(report: Report, before: Report | None = None, **more: object) -> str:
    return seen(summary(report, before, None, EN, LINKS, **more))  # type: ignore[arg-type]


BLOCK = re.compile(r"<(?:h\d|p|ul|li|table|tr|details|img)\b")
LINK = re.compile(r'<a href="https://t\.me/otklik_bot\?start=r12_([^"]*)">(.*?)</a>')


def test_every_number_of_this_time_leads_to_its_cases() -> None:
    found = day(EN).rich
    leads: dict[str, set[str]] = {}
    for figure, shown in LINK.findall(found):
        leads.setdefault(figure, set()).add(shown)
    wanted = {
        "cases": {"48"}, "messages": {"1,152"}, "answered": {"31", "70%", "12 min", "9 min", "1 h 05 min", "50 min"},
        "next_open": {"4"}, "next": {"8 min", "6 min", "40 min", "31 min"}, "late_first": {"14", "61%"},
        "due_first": {"36"}, "met_first": {"61%"}, "met_resolution": {"100%"}, "case-501": {"#1042"},
        "resolved": {"28", "4 h", "22 h", "14 min", "55 min"}, "hour-9": {"5"}, "network-vk": {"47"},
        "network_messages-vk": {"1,151"}, "network_answered-vk": {"31", "12 min"}, "network_resolved-vk": {"28"},
        "network_unanswered-vk": {"9"}, "outside_answered": {"9 h", "12 h", "11 min", "30 min"},
        "outside_unanswered": {"2"}, "department-3": {"6"}, "department_answered-3": {"4", "2 h"},
        "department_overdue-3": {"1"}, "department_returned-3": {"1"}, "department_open-3": {"1"},
        "approvals": {"5"}, "approved": {"3"}, "declined": {"1"}, "approvals_open": {"1"},
        "approvals_decided": {"9 min"}, "person_answers-7": {"18"}, "person_first-7": {"9 min"},
        "person_claimed-7": {"20"}, "person_resolved-7": {"15"}, "person_reopened-7": {"1"}, "person_scores-7": {"7"},
        "surveys": {"20"}, "survey_replies": {"40%"}, "survey_answers": {"9", "67%"}, "score-5": {"4"},
    }  # fmt: skip
    assert {figure: leads.get(figure) for figure in wanted} == wanted
    for figure in ("tag-12", "category-none", "outcome-none", "age-5", "kind-comment", "failed", "silent"):
        assert figure in leads
    apart = re.sub(r"<a .*?</a>", "", found)
    assert set(re.findall(r"<b>[^<]*\d[^<]*</b>", apart)) == {
        "<b>2 h 08 min</b>", "<b>2 h 05 min</b>", "<b>6 min</b>", "<b>2 d 3 h</b>",
    }, "what was out of reach has no cases, and who waits longest is named"  # fmt: skip


def test_nought_leads_nowhere_and_what_was_before_neither() -> None:
    found = summary(nothing(), busy(), None, EN, LINKS, about=About.DAY)
    assert "start=" not in found.rich
    assert "Cases: 0 (48)" in seen(found)


def test_without_links_the_figures_are_the_same() -> None:
    bare = summary(busy(), calm(-1), calm(-7), EN, None, about=About.DAY)
    assert "<a " not in bare.rich
    assert seen(bare) == seen(day(EN))


def test_a_line_of_noughts_is_left_out() -> None:
    text = told(replace(nothing(), volume=Volume(messages=1, cases=1)))
    assert "Cases: 1" in text
    assert not any(
        word in text
        for word in (
            "Dismissed",
            "Departments",
            "People",
            "Outside",
            "did not work",
            "customers think",
            "0 s",
        )
    )


def test_none_in_time_is_no_line_of_noughts() -> None:
    text = told(replace(nothing(), volume=Volume(cases=3), deadlines=Deadlines(first=Ratio(0, 3))))
    assert "First answers in time: 0%" in text


def test_nearly_all_is_not_all() -> None:
    text = told(
        replace(nothing(), volume=Volume(cases=3), deadlines=Deadlines(Ratio(999, 1000), Ratio(1, 1000)))
    )
    assert "First answers in time: 99%" in text
    assert "Next answers in time: 1%" in text


def test_an_empty_day_is_said_kindly() -> None:
    assert "A quiet day: nobody wrote." in seen(quiet(EN))
    assert "Quiet so far: nobody wrote." in told(nothing(), calm(-1), about=About.SO_FAR)
    assert "Nobody wrote in this time." in told(nothing(), calm(-1))
    assert "There is nothing to count yet." in seen(first_day(EN))


def test_a_quiet_day_still_tells_who_waits() -> None:
    text = told(replace(nothing(), backlog=Backlog(3, 1, (0, 0, 1, 1, 1, 0))), about=About.DAY)
    assert "A quiet day: nobody wrote." in text
    assert "Still open: 3" in text
    assert "By age: 4 to 24 h: 1 · 1 to 3 d: 1 · 3 to 7 d: 1" in text


def test_the_team_hears_on_a_quiet_day_what_is_left() -> None:
    left = replace(nothing(), backlog=Backlog(28, 12, (0, 0, 28, 0, 0, 0)))
    assert "still open <b>28</b>, waiting for an answer <b>12</b>" in team(left, EN)
    assert "still open" not in team(nothing(), EN)


@pytest.mark.parametrize(
    "report",
    [
        replace(nothing(), volume=Volume(claimed=1)),
        replace(nothing(), failures=Failures(1)),
        replace(nothing(), failures=Failures(0, (Outage("telegram", "", 60.0, 1),))),
        replace(nothing(), satisfaction=Satisfaction("csat", 1, 0)),
        replace(nothing(), backlog=Backlog(1)),
    ],
)
def test_what_says_anything_is_not_empty(report: Report) -> None:
    assert is_empty(nothing())
    assert not is_empty(report)


def test_few_make_no_statistics() -> None:
    """Under five: no 90th percentile, and nobody gets a median or a score of their own."""
    few = Spread(4, MINUTE, 2 * MINUTE)
    one = Person(7, "Ann", False, answers=4, first=few, score=1.0, scores=4)
    text = told(replace(nothing(), volume=Volume(cases=4), first=FirstResponse(few, few), people=(one,)))
    assert "First answer, median: 1 min" in text
    assert "9 in 10" not in text
    assert "• Ann: answers 4\n" in f"{text}\n"


def test_people_stay_in_the_order_of_their_names() -> None:
    people = tuple(Person(number, f"P{number:02}", False, answers=100 - number) for number in range(40))
    text = told(replace(nothing(), volume=Volume(cases=1), people=people))
    most = ROOMS[0].people
    assert re.findall(r"P\d\d", text) == [f"P{number:02}" for number in range(most)]
    assert f"…and {40 - most} more" in text


def test_who_left_is_marked_and_a_name_with_markup_stays_a_name() -> None:
    text = seen(day(EN))
    assert "Vera (no longer here): answers 10" in text
    assert "<b>Bob & Co: answers 9" in text
    assert "&lt;b&gt;Bob &amp; Co" in day(EN).rich


def test_late_and_missed() -> None:
    text = seen(late(EN))
    assert "This comes late: it was due on 6 March 12:00. For the 2 days before there was no summary." in text
    assert "late: it was due" not in seen(day(EN))


def test_what_nobody_sorted_has_words() -> None:
    volume = Volume(
        cases=2, by_category=(Count("", 2),), by_kind=(Count("telepathy", 1), Count("comment", 1))
    )
    text = told(replace(nothing(), volume=volume))
    assert "About: Not sorted 2" in text
    assert "telepathy 1 · comment 1" in text


@pytest.mark.parametrize(
    ("period", "about", "head"),
    [
        (WEDNESDAY, About.DAY, "Wed 5.03"),
        (day_period(date(2025, 3, 5), ZONE, time(20, 30)), About.DAY, "Wed 5.03"),
        (replace(WEDNESDAY, end=WEDNESDAY.start + timedelta(hours=2)), About.SO_FAR, "Wed 5.03"),
        (WEEK, About.WEEK, "3.03–9.03"),
        (MARCH, About.MONTH, "March"),
        (MARCH, About.PERIOD, "1.03–31.03"),
        (day_period(date(2025, 3, 6), ZONE, time(0)), About.PERIOD, "5.03"),
    ],
)
def test_heads_of_columns(period: Period, about: About, head: str) -> None:
    assert column(period, about, EN) == head


@pytest.mark.parametrize(
    ("period", "made", "shown"),
    [
        (WEDNESDAY, NOON, "5 March 09:00 – 6 March 09:00"),
        (WEEK, NOON, "3 March – 9 March"),
        (day_period(date(2025, 3, 6), ZONE, time(0)), NOON, "5 March"),
        (WEEK, NOON + timedelta(days=400), "3 March 2025 – 9 March 2025"),
    ],
)
def test_which_time_it_is_about(period: Period, made: datetime, shown: str) -> None:
    report = replace(of(busy(), period), made_at=made)
    assert f"\n{shown}\n" in told(report)


# --- the team's


def test_the_teams_day_has_five_lines_and_compares_nobody() -> None:
    text = team(busy(), EN)
    assert len(text.split("\n")) == 5
    assert not any(person.name in text for person in busy().people)
    assert "<a " not in text
    assert "Anna" in seen(day(EN))
    assert team(nothing(), EN).endswith("A quiet day: nobody wrote.")
