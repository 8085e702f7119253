"""The three things worth knowing, in a sentence each. Pure.

Each rule is a function of what a report says; what it asks for, and how much it weighs, is here and in docs/reports.md.
A sentence weighs its rule's weight times how far beyond the threshold things are, at most SEVEREST times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.keyboards import network_name
from bot.desk.lanes import chat_of
from bot.desk.richtext import Rich, bold, name
from bot.reports.results import FEW, Outage, Ratio, Report
from bot.reports.rows import by_name, oldest_waits
from bot.reports.telling import NAME, Teller

MOST = 3
SEVEREST = 3.0

SPIKE_CASES, SPIKE_TIMES = 10, 1.5
"""So many cases, and so many times the usual."""
TAG_CASES, TAG_TIMES = 5, 2.0
"""Of a tag."""
IN_TIME, DECIDED = 0.8, 5
"""Less of the deadlines met is much missed, of so many that were decided."""
LONG_WAIT = 24 * 3600
REPLIES_FELL, REPLIES_OF = 0.1, 10
"""The reply rate fell by so much, of so many cases that needed an answer, then and now."""
DOWN = 30 * 60
"""Seconds for which one part was not well."""
SATISFIED, RECOMMENDED = 0.7, 0.0
"""CSAT and NPS under these are low, of FEW answers or more."""
REOPENED, REOPENED_CASES = 0.2, 3
"""So much of what was resolved was opened again, and so many cases."""

_CLOCK_CHANGE = timedelta(hours=1)
_ACCOUNT = re.compile(r"(lane )?(\w+):.+")


@dataclass(frozen=True, slots=True)
class Sentence:
    rule: str
    weight: float
    text: Rich


Told = tuple[float, Rich]
"""How many times beyond the threshold; the sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    weight: float
    tell: Callable[[Report, Report | None, Teller], Told | None]


def worth_knowing(report: Report, before: Report | None, teller: Teller, most: int = MOST) -> list[Sentence]:
    """What weighs most, the heaviest first; that all is well if nothing is worth a sentence and that is true.

    `before`: what the report is compared with.
    """
    found = [
        Sentence(rule.name, rule.weight * min(SEVEREST, told[0]), told[1])
        for rule in RULES
        if (told := rule.tell(report, before, teller))
    ]
    found.sort(key=lambda one: -one.weight)
    if found or not _all_is_well(report):
        return found[:most]
    rate = report.replies.rate
    text = teller.words(
        "worth-well",
        share=bold(teller.behind(teller.percent(rate.share or 0), "answered" if rate.part else None)),
        count=teller.count(rate.of, "needs"),
    )
    return [Sentence("well", 0, text)]


def _all_is_well(report: Report) -> bool:
    met = report.deadlines
    shares = [one.share for one in (report.replies.rate, met.first, met.next, met.resolution)]
    return bool(shares[0]) and all(share is None or share >= IN_TIME for share in shares)


# --- the rules


def _spike(report: Report, _: Report | None, teller: Teller) -> Told | None:
    cases, usual = report.volume.cases, report.trend.usual
    if usual is None or cases < SPIKE_CASES or cases < SPIKE_TIMES * usual:
        return None
    text = teller.words("worth-spike", figure=_strong(teller, cases, "cases"), usual=teller.usual(usual))
    return (cases / (SPIKE_TIMES * usual) if usual else SEVEREST), text


def _late(report: Report, _: Report | None, teller: Teller) -> Told | None:
    """The worst of the three."""
    met = report.deadlines
    kinds = (("first", met.first), ("next", met.next), ("resolution", met.resolution))
    missed = [
        (share, kind, one) for kind, one in kinds if (share := one.share) is not None and one.of >= DECIDED
    ]
    if not missed or (worst := min(missed))[0] >= IN_TIME:
        return None
    share, kind, found = worst
    late = _strong(teller, found.of - found.part, f"late_{kind}")
    text = teller.words(
        f"worth-late-{kind}",
        figure=late,
        of=teller.count(found.of, f"due_{kind}"),
        share=teller.behind(teller.percent(share), f"met_{kind}" if found.part else None),
    )
    return (1 - share) / (1 - IN_TIME), text


def _tag(report: Report, _: Report | None, teller: Teller) -> Told | None:
    """The one that rose most. `usual` None: the desk is too young to say."""
    rising = [
        (one.count / (TAG_TIMES * one.usual) if one.usual else SEVEREST, one.count, one.name, one)
        for one in report.tags
        if one.usual is not None and one.count >= TAG_CASES and one.count >= TAG_TIMES * one.usual
    ]
    if not rising:
        return None
    times, _count, _name, tag = max(rising, key=lambda one: one[:3])
    figure = _strong(teller, tag.count, f"tag-{tag.tag_id}")
    said = teller.words("report-tag", name=name(tag.name, NAME))
    if not tag.usual:
        new = teller.words("worth-tag-new", tag=said, figure=figure, count=tag.count, span=_span(report))
        return times, new
    usual = teller.usual(tag.usual)
    return times, teller.words("worth-tag", tag=said, figure=figure, count=tag.count, usual=usual)


def _span(report: Report) -> str:
    """What was none in the same spans one to four weeks before: only those of a week or more leave nothing out."""
    lasted = report.scope.until - report.scope.period.start
    if lasted >= timedelta(days=7) - _CLOCK_CHANGE:
        return "weeks"
    return "day" if abs(lasted - timedelta(days=1)) <= _CLOCK_CHANGE else "time"


def _waits(report: Report, _: Report | None, teller: Teller) -> Told | None:
    waits, oldest = oldest_waits(report), report.backlog.oldest
    if oldest is None or waits is None or waits <= LONG_WAIT:
        return None
    count = _strong(teller, report.backlog.unanswered, "waiting")
    case = teller.case(oldest)
    return waits / LONG_WAIT, teller.words(
        "worth-waits", case=case, duration=bold(teller.duration(waits)), figure=count
    )


def _replies(report: Report, before: Report | None, teller: Teller) -> Told | None:
    now, then = report.replies.rate, Ratio() if before is None else before.replies.rate
    if now.share is None or then.share is None or min(now.of, then.of) < REPLIES_OF:
        return None
    fell = then.share - now.share
    if fell < REPLIES_FELL:
        return None
    text = teller.words(
        "worth-replies",
        share=bold(teller.behind(teller.percent(now.share), "answered" if now.part else None)),
        before=teller.percent(then.share),
        figure=teller.count(report.first.unanswered, "unanswered"),
    )
    return fell / REPLIES_FELL, text


def _downtime(report: Report, _: Report | None, teller: Teller) -> Told | None:
    longest = max(report.failures.outages, key=lambda one: one.seconds, default=None)
    if longest is None or longest.seconds < DOWN:
        return None
    text = teller.words(
        "worth-downtime", part=outage(longest, teller), duration=bold(teller.duration(longest.seconds))
    )
    return longest.seconds / DOWN, text


def _failed(report: Report, _: Report | None, teller: Teller) -> Told | None:
    count = report.failures.deliveries
    if not count:
        return None
    return float(count), teller.words("worth-failed", figure=_strong(teller, count, "failed"), count=count)


def _dissatisfied(report: Report, _: Report | None, teller: Teller) -> Told | None:
    found = report.satisfaction
    if found.answers < FEW:
        return None
    answers = teller.count(found.answers, "survey_answers")
    rate = teller.value(by_name(report)["response_rate"])
    if found.csat is not None and found.csat < SATISFIED:
        text = teller.words("worth-csat", share=bold(teller.percent(found.csat)), n=answers, rate=rate)
        return (1 - found.csat) / (1 - SATISFIED), text
    if found.nps is not None and found.nps < RECOMMENDED:
        text = teller.words("worth-nps", nps=bold(teller.number(round(found.nps))), n=answers, rate=rate)
        return 1 + (RECOMMENDED - found.nps) / 50, text
    return None


def _reopened(report: Report, _: Report | None, teller: Teller) -> Told | None:
    found = report.resolution.reopened
    if found.share is None or found.part < REOPENED_CASES or found.share < REOPENED:
        return None
    figure = _strong(teller, found.part, "reopened")
    of = teller.count(found.of, "first_resolved")
    return found.share / REOPENED, teller.words("worth-reopened", figure=figure, of=of)


RULES = (
    Rule("waits", 4, _waits),
    Rule("spike", 4, _spike),
    Rule("late", 4, _late),
    Rule("replies", 3, _replies),
    Rule("downtime", 3, _downtime),
    Rule("failed", 3, _failed),
    Rule("dissatisfied", 3, _dissatisfied),
    Rule("tag", 3, _tag),
    Rule("reopened", 2, _reopened),
)


def _strong(teller: Teller, count: int, figure: str) -> Rich:
    return bold(teller.count(count, figure))


def outage(one: Outage, teller: Teller) -> Rich:
    """What was not well, of which account."""
    if chat_of(one.part) is not None:
        return teller.words("outage-group")
    if found := _ACCOUNT.fullmatch(one.part):
        called = network_name(found[2], teller.texts)
        network = name(f"{called} · {one.account}" if one.account else called)
        return teller.words("outage-answers" if found[1] else "outage-network", network=network)
    return teller.words("outage-telegram" if one.part == "telegram" else "outage-other")
