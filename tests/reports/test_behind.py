"""Behind each figure are as many cases as it says."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.behind import FIGURES, SORTED, cases_behind
from bot.reports.links import CaseLinks, UnknownFigure
from bot.reports.period import Period
from bot.reports.report import make_report
from bot.reports.results import Report
from bot.reports.scope import Only, Scope
from bot.reports.summary import summary
from bot.reports.whole import WHOLE, whole
from bot.texts import words
from storage.models import Asks, CaseFact, Did, DraftState, Measure, Outcome
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts

ACTS = {
    *("messages", "dismissed", "failed", "answers", "answers_elsewhere", "claimed"),
    *("network_messages", "network_resolved", "person_answers", "person_claimed", "person_resolved"),
    *("department", "department_answered", "department_overdue", "department_returned", "department_open"),
    *("approvals", "approved", "declined", "approvals_open", "late_next", "due_next", "next_open"),
}
"""Their numbers count what happened: of that there may be several in a case."""
CUSTOMERS = {"returning"}
"""Who may have several cases."""
LINKS = CaseLinks("otklik_bot", 12)
LINK = re.compile(r'<a href="[^"]*start=r12_([^"]*)">(.*?)</a>')


def links_of(report: Report) -> set[tuple[str, str]]:
    """Each figure that the summary leads to the cases of, with what is shown there."""
    found = summary(report, None, None, words("en"), LINKS).rich
    return {(figure, re.sub("<[^>]*>", "", shown)) for figure, shown in LINK.findall(found)}


async def test_as_many_cases_are_behind_each_link_of_a_summary_as_it_shows(session: AsyncSession) -> None:
    facts, only = await _lively(session)
    seen: dict[str, int] = {}
    for scope in (
        facts.day(known=MONDAY + 4 * DAY),
        facts.scope(MONDAY - 3 * DAY, MONDAY + 3 * DAY),
        *(facts.day(only=one) for one in only),
    ):
        report = await make_report(session, scope, scope.known)
        for figure, shown in links_of(report):
            behind = (await session.scalars(cases_behind(figure, scope))).all()
            name = figure.partition("-")[0]
            assert behind, (figure, scope)
            assert len(behind) == len(set(behind))
            if shown.isdecimal() and name not in CUSTOMERS:
                fits = len(behind) <= int(shown) if name in ACTS else len(behind) == int(shown)
                assert fits, (figure, shown, len(behind), scope)
            seen[name] = max(seen.get(name, 0), len(behind))
    worst = {f"{how}_{measure}" for how in ("due", "met") for measure in ("first", "next", "resolution")}
    assert {*FIGURES, *SORTED} - {*seen} <= worst, "a sentence names the worst deadline alone"


async def test_what_a_summary_has_no_room_for_is_listed_with_the_same_numbers(session: AsyncSession) -> None:
    facts, _ = await _lively(session)
    scope = facts.scope(MONDAY - 3 * DAY, MONDAY + 3 * DAY)
    shown = links_of(await make_report(session, scope, scope.known))
    for what in WHOLE:
        found = await whole(session, scope, what, words("en"))
        assert found, what
        if what != "people":
            assert {(one.figure, str(one.count)) for one in found} <= shown, what
        assert {one.figure for one in found} <= {figure for figure, _ in shown}, what
    with pytest.raises(UnknownFigure):
        await whole(session, scope, "nonsense", words("en"))


async def test_deadlines_that_were_decided_and_met_are_counted_alike(session: AsyncSession) -> None:
    facts, _ = await _lively(session)
    scope = facts.scope(MONDAY - 3 * DAY, MONDAY + 3 * DAY)
    found = (await make_report(session, scope, scope.known)).deadlines
    for measure, ratio in (("first", found.first), ("next", found.next), ("resolution", found.resolution)):
        for figure, count in ((f"due_{measure}", ratio.of), (f"met_{measure}", ratio.part)):
            behind = (await session.scalars(cases_behind(figure, scope))).all()
            assert len(behind) == count > 0, figure


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
        returning=chance.random() < 0.3,
        departments=asked,
        people=[who],
        tags=chance.sample(tags, chance.randrange(3)),
    )
    if row.counted:
        await facts.act(row, Did.CLAIMED, at + MINUTE, who)
    for department in asked:
        wait = maybe(0.7, 2, 300)
        how: dict[str, datetime | None] = {"due_at": at + HOUR}
        if wait is not None:
            how[chance.choice(("answered_at", "returned_at"))] = at + wait
        await facts.asks(row, department, at + MINUTE, who, **how)
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
    if chance.random() < 0.3:
        state = chance.choice((DraftState.WAITING, DraftState.SENT, DraftState.DECLINED))
        looked = None if state is DraftState.WAITING else row.opened_at + HOUR
        await facts.waits_for_a_look(row, row.opened_at + MINUTE, state=state, decided_at=looked)
    if chance.random() < 0.5:
        score = chance.choice((None, 1, 3, 5))
        answered_at = None if score is None else row.opened_at + 2 * HOUR
        await facts.survey(row, row.opened_at + HOUR, chance.choice(people), score, answered_at)


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
