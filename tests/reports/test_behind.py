"""Behind each figure are as many cases as it says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.behind import FIGURES, SORTED, UnknownFigure, cases_behind
from bot.reports.period import Period
from bot.reports.report import make_report
from bot.reports.results import Ratio, Report
from bot.reports.scope import Only, Scope
from storage.models import Asks, CaseFact, Did, Measure, Outcome
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts

OF_ACTS = {"messages", "dismissed", "failed", "answers", "answers_elsewhere", "claimed"}
"""Several may be in one case."""
NO_COUNTS = {"person", "returning"}
"""What a person did in a case may be several things; a customer may have several cases."""


def counts(report: Report) -> Iterator[tuple[str, int]]:
    """Each figure that counts cases, by the name its link has."""
    volume, first, resolution, backlog = report.volume, report.first, report.resolution, report.backlog
    yield from {
        "cases": volume.cases,
        "quiet": volume.quiet,
        "new": volume.new_customers,
        "answered": first.clock.n,
        "unanswered": first.unanswered,
        "closed": first.closed,
        "needs": report.replies.rate.of,
        "apart": report.replies.apart,
        "outside": report.outside.cases,
        "first_resolved": resolution.first.n,
        "reopened": resolution.reopened.part,
        "at_once": resolution.at_once.part,
        "silent": resolution.silent,
        "maturing": resolution.maturing,
        "resolved": resolution.final.n,
        "sent_elsewhere": report.endings.sent_elsewhere.part,
        "open": backlog.open,
        "waiting": backlog.unanswered,
        "late_first": _missed(report.deadlines.first),
        "late_next": _missed(report.deadlines.next),
        "late_resolution": _missed(report.deadlines.resolution),
    }.items()
    yield from ((f"hour-{one.hour}", one.cases) for one in volume.by_hour)
    yield from ((f"kind-{one.name}", one.count) for one in volume.by_kind)
    yield from ((f"category-{one.name or 'none'}", one.count) for one in volume.by_category)
    yield from ((f"network-{one.name}", one.cases) for one in volume.by_network)
    yield from ((f"tag-{one.tag_id}", one.count) for one in report.tags)
    yield from ((f"age-{place}", count) for place, count in enumerate(backlog.by_age))
    yield from ((f"outcome-{one.name or 'none'}", one.count) for one in report.endings.outcomes)
    yield from ((f"department-{one.department_id}", one.asked) for one in report.departments)
    yield from ((f"score-{one.name}", one.count) for one in report.satisfaction.scores)


def acts(report: Report) -> dict[str, int]:
    """What may be several times in one case; and customers, who may have several cases."""
    found = report.volume
    return {
        "messages": found.messages,
        "dismissed": found.dismissed,
        "failed": report.failures.deliveries,
        "answers": found.answers,
        "answers_elsewhere": found.answers_elsewhere,
        "claimed": found.claimed,
        "returning": found.returning_customers,
    }


def _missed(deadlines: Ratio) -> int:
    return deadlines.of - deadlines.part


async def test_as_many_cases_are_listed_as_are_counted(session: AsyncSession) -> None:
    facts, only = await _lively(session)
    seen: dict[str, int] = {}
    for scope in (
        facts.day(known=MONDAY + 4 * DAY),
        facts.scope(MONDAY - 3 * DAY, MONDAY + 3 * DAY),
        *(facts.day(only=one) for one in only),
    ):
        report = await make_report(session, scope, scope.known)
        for figure, count in counts(report):
            behind = (await session.scalars(cases_behind(figure, scope))).all()
            assert len(behind) == len(set(behind)) == count, (figure, scope)
            name = figure.partition("-")[0]
            seen[name] = max(seen.get(name, 0), count)
        for figure, count in acts(report).items():
            behind = (await session.scalars(cases_behind(figure, scope))).all()
            assert bool(behind) == bool(count), (figure, scope)
            assert len(behind) == len(set(behind)) <= (count if figure != "returning" else len(behind))
    assert {name for name, most in seen.items() if most == 0} <= {"score"}
    # All that a link may say is tried, or has no count of cases.
    assert {*seen} | OF_ACTS | NO_COUNTS | {"score"} == {*FIGURES, *SORTED}


async def _lively(session: AsyncSession) -> tuple[Facts, list[Only]]:
    """A week with all that may happen, drawn by chance but each time the same; and filters for it."""
    facts = await Facts.begin(session, zone="Europe/Berlin", asks_customers=Asks.CSAT)
    people = [await facts.person(name) for name in ("Anna", "Boris", "Vera")]
    departments = [await facts.department(name) for name in ("Legal", "Store")]
    tags = [await facts.tag(name) for name in ("xxl", "refund", "late")]
    chance = random.Random(7)
    for _ in range(120):
        at = MONDAY + timedelta(minutes=chance.randrange(-3 * 1440, 4 * 1440))
        row = await _any_case(facts, chance, at, people, departments, tags)
        if row.counted:
            await _more(facts, chance, row, people)
    return facts, [
        Only(network="vk"),
        Only(staff_id=people[0], tag_id=tags[0]),
        Only(department_id=departments[0]),
    ]


async def _any_case(
    facts: Facts,
    chance: random.Random,
    at: datetime,
    people: list[int],
    departments: list[int],
    tags: list[int],
) -> CaseFact:
    def maybe(part: float, least: int, most: int) -> timedelta | None:
        return timedelta(minutes=chance.randrange(least, most)) if chance.random() < part else None

    answered, resolved = maybe(0.6, 1, 190), maybe(0.6, 200, 3000)
    reopened = resolved and chance.random() < 0.3 and resolved + chance.choice((HOUR, DAY, 9 * DAY))
    who = chance.choice(people)
    asked = chance.sample(departments, chance.randrange(2))
    counted = chance.random() < 0.9
    row = await facts.case(
        at,
        answered=answered,
        by=who if chance.random() < 0.8 else None,
        answers=chance.choice((1, 1, 2)) if answered else 0,
        public=chance.random() < 0.6,
        resolved=resolved,
        dismissed=None if resolved else maybe(0.3, 10, 2000),
        reopened=reopened or None,
        closed_again=reopened + HOUR if reopened and chance.random() < 0.5 else None,
        resolver=who,
        network=chance.choice(("vk", "vk", "hand")),
        counted=counted,
        quiet=not counted and chance.random() < 0.7,
        kind=chance.choice(("comment", "message")),
        category=chance.choice(("problem", "spam", None)),
        outcome=chance.choice((None, Outcome.SOLD, Outcome.SENT_ELSEWHERE)),
        needs_answer=chance.random() < 0.8,
        outside=chance.random() < 0.3,
        departments=asked,
        people=[who],
        tags=chance.sample(tags, chance.randrange(3)),
    )
    for department in asked:
        await facts.asks(row, department, at + MINUTE, who, due_at=at + HOUR, answered_at=at + 2 * HOUR)
    return row


async def _more(facts: Facts, chance: random.Random, row: CaseFact, people: list[int]) -> None:
    """Later waits, deadlines, and what failed."""
    for measure in (Measure.FIRST, Measure.NEXT, Measure.RESOLUTION):
        decided = row.opened_at + timedelta(minutes=chance.randrange(1, 2000))
        if chance.random() < 0.2:
            await facts.deadline(row, measure, due=decided)
        elif chance.random() < 0.8:
            await facts.deadline(row, measure, met=chance.random() < 0.6, decided=decided)
    if row.first_answer_at is not None and chance.random() < 0.4:
        asked = row.first_answer_at + 10 * MINUTE
        done = asked + timedelta(minutes=chance.randrange(1, 900)) if chance.random() < 0.6 else None
        await facts.wait(row, asked, n=1, answered=done, ended=done or row.closed_at)
        await facts.act(row, Did.SAID, asked)
    if chance.random() < 0.1:
        await facts.act(row, Did.FAILED, row.opened_at + MINUTE, chance.choice(people))


@pytest.mark.parametrize(
    "figure",
    [
        "",
        "nonsense",
        "cases-1",
        "tag",
        "tag-",
        "tag-xxl",
        "tag-1-2",
        "hour-24",
        "age-6",
        "person-²",
        "score--1",
        f"tag-{2**63}",
    ],
)
def test_what_is_no_figure_is_refused(figure: str) -> None:
    scope = Scope(1, Period(MONDAY, MONDAY + DAY, ZoneInfo("UTC")), MONDAY + DAY)
    with pytest.raises(UnknownFigure):
        cases_behind(figure, scope)
