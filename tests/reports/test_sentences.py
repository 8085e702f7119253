"""What is worth knowing: each rule on both sides of its threshold, and which three are told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.reports import sentences
from bot.reports.links import CaseLinks
from bot.reports.results import (
    FEW,
    Backlog,
    Deadlines,
    Failures,
    Oldest,
    Outage,
    Ratio,
    Replies,
    Report,
    Resolution,
    Satisfaction,
    TagCount,
    Trend,
    Volume,
)
from bot.reports.sentences import RULES, worth_knowing
from bot.reports.telling import Teller
from bot.texts import LANGUAGES, words
from tests.reports.lively import DAY, HOUR, MINUTE, WEDNESDAY, busy, calm, nothing

QUIET = nothing()
DOCS = Path(__file__).parents[2] / "docs" / "reports.md"


def told(report: Report, before: Report | None = None, language: str = "en", most: int = 9) -> list[str]:
    found = worth_knowing(report, before, Teller(words(language), CaseLinks("bot", 1)), most)
    return [re.sub(r"<[^>]*>|[\u2068\u2069]", "", one.text.html) for one in found]


def came(cases: int, usual: float | None) -> Report:
    return replace(QUIET, volume=Volume(cases=cases), trend=Trend(usual=usual))


def tagged(count: int, usual: float | None) -> Report:
    return replace(QUIET, tags=(TagCount(1, "quiet", 20, 19.0), TagCount(2, "xxl", count, usual)))


def lasting(days: int, report: Report) -> Report:
    period = replace(WEDNESDAY, start=WEDNESDAY.end - timedelta(days=days))
    return replace(report, scope=replace(report.scope, period=period))


def waits(seconds: float) -> Report:
    oldest = Oldest(1, 1042, WEDNESDAY.end - timedelta(seconds=seconds))
    return replace(QUIET, backlog=Backlog(9, 5, oldest=oldest))


def replied(part: int, of: int) -> Report:
    return replace(QUIET, replies=Replies(Ratio(part, of)))


def down(seconds: float, part: str = "vk:1234", account: str = "") -> Report:
    outages = (Outage("telegram", "", 1, 9), Outage(part, account, seconds, 1))
    return replace(QUIET, failures=Failures(0, outages))


def satisfied(csat: float | None = None, nps: float | None = None, answers: int = 5) -> Report:
    return replace(QUIET, satisfaction=Satisfaction("csat", 9, answers, nps, csat, answered=answers))


def reopened(part: int, of: int) -> Report:
    return replace(QUIET, resolution=Resolution(reopened=Ratio(part, of)))


def decided(first: Ratio, later: Ratio = Ratio(), resolution: Ratio = Ratio()) -> Report:
    return replace(QUIET, deadlines=Deadlines(first, later, resolution))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (came(15, 10), "Much more than usual: 15 cases, usually 10."),
        (came(10, 2.25), "Much more than usual: 10 cases, usually 2.2."),
        (came(1500, 13.6), "Much more than usual: 1,500 cases, usually 14."),
        (came(12, 0), "Much more than usual: 12 cases, usually 0."),
        (decided(Ratio(3, 5)), "First answers: 2 of 5 were late, 60% came in time."),
        (decided(Ratio(9, 10), Ratio(15, 20)), "Next answers: 5 of 20 were late, 75% came in time."),
        (
            decided(Ratio(7, 10), Ratio(7, 10), Ratio(0, 7)),
            "Resolving: 7 of 7 took too long, 0% were resolved in time.",
        ),
        (tagged(14, 3.5), "#xxl came up 14 times, usually 3.5."),
        (
            tagged(5, 0),
            "#xxl is new: it came up 5 times, and not once on this weekday in the four weeks before.",
        ),
        (
            lasting(7, tagged(5, 0)),
            "#xxl is new: it came up 5 times, and not once in the four weeks before.",
        ),
        (
            lasting(3, tagged(5, 0)),
            "#xxl is new: it came up 5 times, and not once at the same time of the four weeks before.",
        ),
        (waits(DAY + HOUR), "#1042 has waited 25 h for an answer. Waiting in all: 5."),
        (down(30 * MINUTE), "VK was not heard: 30 min"),
        (down(HOUR, "lane vk:1234"), "Answers to VK stood still: 1 h"),
        (down(HOUR, account="Brand & Co"), "VK · Brand &amp; Co was not heard: 1 h"),
        (down(HOUR, "tg:-1001"), "The group was out of reach: 1 h"),
        (down(HOUR, "telegram"), "Telegram was away: 1 h"),
        (down(HOUR, "search vk:1"), "Something did not work: 1 h"),
        (replace(QUIET, failures=Failures(1)), "1 answer did not arrive."),
        (satisfied(csat=0.69), "Only 69% are satisfied. Answers: 5, response rate: 56%."),
        (
            satisfied(nps=-0.6),
            "More are unhappy than would recommend us: NPS -1. Answers: 5, response rate: 56%.",
        ),
        (reopened(3, 15), "3 of 15 resolved cases were opened again within 7 days."),
    ],
)
def test_what_is_worth_a_sentence(report: Report, sentence: str) -> None:
    assert told(report) == [sentence]


@pytest.mark.parametrize(
    "report",
    [
        QUIET, came(14, 10), came(9, 1), came(900, None), decided(Ratio(4, 5)), decided(Ratio(0, 4)), tagged(6, 3.5),
        tagged(4, 0), tagged(99, None), waits(DAY), down(30 * MINUTE - 1), satisfied(csat=0.7), satisfied(nps=0),
        satisfied(csat=0.1, answers=4), reopened(2, 4), reopened(3, 16),
    ],
)  # fmt: skip
def test_what_is_not(report: Report) -> None:
    assert told(report) == []


def test_fewer_got_an_answer() -> None:
    fell = "Fewer got an answer: 70%, before that 90%. Not answered yet: 0."
    assert told(replied(14, 20), replied(18, 20)) == [fell]
    assert told(replied(14, 20)) == [], "nothing to compare with"
    assert told(replied(14, 20), replied(9, 9)) == [], "of so few it may be chance"
    assert told(replied(17, 20), replied(18, 20)) == ["All is well: 85% of 20 that need an answer have one."]


def test_all_is_well_only_where_it_is() -> None:
    assert told(calm(), calm(-2)) == ["All is well: 95% of 22 that need an answer have one."]
    assert told(replied(3, 5)) == [], "60% is not well, if no sentence either"
    assert told(replace(calm(), deadlines=Deadlines(first=Ratio(1, 4)))) == []


def test_the_three_that_weigh_most_the_heaviest_first() -> None:
    assert told(busy(), calm(), most=3) == [
        "VK · Nordlicht Coffee was not heard: 2 h 05 min",
        "#1042 has waited 2 d 3 h for an answer. Waiting in all: 12.",
        "First answers: 14 of 36 were late, 61% came in time.",
    ]
    assert len(told(busy(), calm())) > 5
    found = worth_knowing(busy(), calm(), Teller(words("en")))
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert all(one.weight <= 4 * sentences.SEVEREST for one in found)


def test_each_figure_of_a_sentence_leads_to_its_cases() -> None:
    def figures(report: Report, before: Report | None = None) -> list[str]:
        found = worth_knowing(report, before, Teller(words("en"), CaseLinks("bot", 1)))
        return [figure for one in found for figure in re.findall(r"start=r1_([\w-]+)", one.text.html)]

    assert figures(came(15, 10)) == ["cases"]
    assert figures(decided(Ratio(9, 10), Ratio(15, 20))) == ["late_next", "due_next", "met_next"]
    assert figures(tagged(14, 3.5)) == ["tag-2"]
    assert figures(waits(2 * DAY)) == ["case-1", "waiting"]
    assert figures(replace(QUIET, failures=Failures(1))) == ["failed"]
    assert figures(reopened(3, 15)) == ["reopened", "first_resolved"]
    assert figures(calm()) == ["answered", "needs"]
    assert figures(replied(14, 20), replied(18, 20)) == ["answered"], (
        "nobody is without an answer by now: nought leads nowhere"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_can_be_said_in_every_language(language: str) -> None:
    before = replied(20, 20)
    reports = (*(came(15, 10), tagged(14, 3), tagged(21, 0), waits(2 * DAY), replied(14, 20), down(HOUR)),
        replace(QUIET, failures=Failures(2)), satisfied(csat=0.1), satisfied(nps=-50), reopened(3, 15), calm(),
        decided(Ratio(1, 5)), decided(Ratio(), Ratio(1, 5)), decided(Ratio(), Ratio(), Ratio(1, 5)))  # fmt: skip
    assert all(len(told(report, before, language)) == 1 for report in reports)


def test_the_rules_are_told_to_the_owner_as_they_are() -> None:
    """docs/reports.md has a line for each rule with its weight and its thresholds."""
    table = dict(re.findall(r"^\| `(\w+)` \|.*\| (\d+) \|$", DOCS.read_text("utf-8"), re.MULTILINE))
    assert table == {rule.name: str(rule.weight) for rule in RULES}
    lines = {
        rule: next(line for line in DOCS.read_text("utf-8").splitlines() if f"`{rule}`" in line)
        for rule in table
    }
    for rule, numbers in {
        "spike": (sentences.SPIKE_CASES, sentences.SPIKE_TIMES),
        "tag": (sentences.TAG_CASES, int(sentences.TAG_TIMES)),
        "late": (sentences.DECIDED, f"{sentences.IN_TIME:.0%}"),
        "waits": (sentences.LONG_WAIT // 3600,),
        "replies": (sentences.REPLIES_OF, int(sentences.REPLIES_FELL * 100)),
        "downtime": (sentences.DOWN // 60,),
        "dissatisfied": (f"{sentences.SATISFIED:.0%}", int(sentences.RECOMMENDED), FEW),
        "reopened": (f"{sentences.REOPENED:.0%}", sentences.REOPENED_CASES),
    }.items():
        for number in numbers:
            assert re.search(rf"(?<![\d.]){re.escape(str(number))}(?![\d.])", lines[rule]), (rule, number)
