"""The figures of a report, from facts written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.behind import cases_behind
from bot.reports.report import make_report
from bot.reports.results import Deadlines, Ratio, Report, Spread
from bot.reports.scope import Scope
from storage.models import Account, DraftState, Measure
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts


async def test_a_report_and_the_cases_behind_it(session: AsyncSession) -> None:
    facts = await Facts.begin(session)
    anna = await facts.person("Anna")
    done = await facts.case(MONDAY + HOUR, answered=20 * MINUTE, by=anna, resolved=2 * HOUR, resolver=anna)
    waits = await facts.case(MONDAY + 2 * HOUR)
    scope = facts.day()
    report = await make_report(session, scope, scope.known)
    assert (report.volume.cases, report.first.clock.n, report.first.unanswered) == (2, 1, 1)
    assert report.resolution.final.median == 7200
    assert report.backlog.oldest is not None
    assert report.backlog.oldest.case_id == waits.case_id
    assert [(one.name, one.answers, one.resolved) for one in report.people] == [("Anna", 1, 1)]
    assert (await session.scalars(cases_behind("cases", scope))).all() == [waits.case_id, done.case_id]
    assert (await session.scalars(cases_behind("resolved", scope))).all() == [done.case_id]


async def test_a_days_trend_has_first_answers_of_four_weeks(session: AsyncSession) -> None:
    """A day has one median: a picture needs those of the weeks before, too; in working time, as the target is."""
    facts = await Facts.begin(session)
    await facts.case(MONDAY - 2 * DAY + HOUR, answered=10 * HOUR, working=10 * MINUTE)
    await facts.case(MONDAY + HOUR, answered=20 * HOUR, working=20 * MINUTE)
    await facts.case(MONDAY + 26 * HOUR, answered=HOUR)  # after it
    scope = facts.day()
    report = await make_report(session, scope, scope.known)
    medians = {
        day: one.median for day, one in zip(report.trend.days, report.trend.first, strict=True) if one.n
    }
    assert medians == {(MONDAY - 2 * DAY).date(): 600, MONDAY.date(): 1200}
    assert [(day, one.median) for day, one in report.first.by_day] == [(MONDAY.date(), 1200)]


async def test_what_is_not_known_yet_is_in_no_figure(session: AsyncSession) -> None:
    """Answered, resolved and reopened after the period: at its end none of it had happened."""
    facts = await Facts.begin(session)
    at = MONDAY + 20 * HOUR
    row = await facts.case(
        at, answered=5 * HOUR, resolved=6 * HOUR, reopened=30 * HOUR, closed_again=31 * HOUR
    )
    await facts.deadline(row, Measure.FIRST, met=False, decided=at + HOUR, ended=at + 5 * HOUR)
    report = await _report(session, facts.day())
    assert (report.first.clock.n, report.first.unanswered, report.resolution.first.n) == (0, 1, 0)
    assert (report.backlog.open, report.backlog.unanswered) == (1, 1)
    assert report.backlog.by_age == (0, 0, 1, 0, 0, 0)
    assert report.deadlines.first == Ratio(0, 1)

    night = facts.scope(MONDAY, MONDAY + DAY, known=at + 30 * HOUR)
    report = await _report(session, night)
    assert (report.first.clock.n, report.backlog.open) == (1, 1)

    # On the second day it is resolved until it is reopened, and again for the last time.
    second = facts.day(MONDAY + DAY, known=at + 30 * HOUR)
    report = await _report(session, second)
    assert (report.resolution.first.n, report.resolution.final.n) == (1, 1)
    assert report.resolution.final.median == 6 * 3600
    report = await _report(session, replace(second, known=at + 30 * HOUR + MINUTE))
    assert (report.resolution.final.n, report.resolution.reopened) == (0, Ratio(1, 1))
    third = await _report(session, facts.day(MONDAY + 2 * DAY))
    assert (third.resolution.first.n, third.resolution.final.n) == (0, 1)
    assert third.resolution.final.median == 31 * 3600


async def test_answers_of_later_make_nothing_of_what_was_silent_or_resolved_at_once(
    session: AsyncSession,
) -> None:
    facts = await Facts.begin(session)
    again = MONDAY + 2 * DAY + MINUTE
    await facts.case(MONDAY, answered=2 * DAY, answers=2, resolved=HOUR)
    at_once: list[tuple[Ratio, int]] = []
    for known in (MONDAY + DAY, again, again + MINUTE):
        found = (await _report(session, facts.day(known=known))).resolution
        at_once.append((found.at_once, found.silent))
    assert at_once == [(Ratio(0, 0), 1), (Ratio(1, 1), 0), (Ratio(0, 1), 0)]


async def test_a_wait_is_of_the_day_on_which_the_desk_heard_of_it(session: AsyncSession) -> None:
    """Written before midnight, heard after it, and answered then."""
    facts = await Facts.begin(session)
    row = await facts.case(MONDAY, answered=HOUR)
    asked = MONDAY + DAY - MINUTE
    await facts.wait(row, asked, n=1, heard=MONDAY + DAY + MINUTE, answered=MONDAY + DAY + HOUR)
    found = [(await _report(session, facts.day(MONDAY + days * DAY))).next for days in (0, 1, 2)]
    assert [one.clock.n for one in found] == [0, 1, 0]
    assert (found[1].clock.median, found[1].open) == (HOUR.total_seconds() + 60, 0)


async def test_days_and_hours_are_those_of_the_desks_clock(session: AsyncSession) -> None:
    """Berlin's clocks go forward at 01:00 UTC on 29 March 2026; the period goes from 20:30 to 20:30."""
    facts = await Facts.begin(session, zone="Europe/Berlin")
    zone = ZoneInfo("Europe/Berlin")
    start, end = (datetime(2026, 3, day, 20, 30, tzinfo=zone).astimezone(UTC) for day in (28, 29))
    assert end - start == 23 * HOUR
    for hour, minute in ((0, 59), (1, 0), (21, 59)):
        at = datetime(2026, 3, 28 if hour == 21 else 29, hour, minute, tzinfo=UTC)
        await facts.case(at, answered=10 * MINUTE)
    report = await _report(session, facts.scope(start, end))
    came = {one.hour: one.cases for one in report.volume.by_hour if one.cases}
    assert came == {22: 1, 1: 1, 3: 1}
    assert [(day.day, one.n) for day, one in report.first.by_day] == [(28, 1), (29, 2)]
    assert len(report.trend.days) == 28
    assert report.trend.days[-1].day == 29
    assert report.trend.cases[-2:] == (1, 2)


async def test_what_is_usual_is_that_of_the_same_hours_of_four_weeks(session: AsyncSession) -> None:
    facts = await Facts.begin(session, created_at=MONDAY - 28 * DAY)
    tag = await facts.tag("xxl")
    for _ in range(3):
        await facts.case(MONDAY + HOUR, tags=[tag])
    await facts.case(MONDAY - 7 * DAY + HOUR, tags=[tag])
    await facts.case(MONDAY - 14 * DAY + 13 * HOUR, tags=[tag])
    report = await _report(session, facts.day())
    assert [(one.name, one.count, one.usual) for one in report.tags] == [("xxl", 3, 0.5)]
    assert report.trend.usual == 0.5
    # At noon of the day, with noon of the days before.
    report = await _report(session, facts.day(known=MONDAY + DAY / 2))
    assert report.trend.usual == 0.25
    early = await _report(session, facts.day(MONDAY - DAY))
    assert early.trend.usual is None


async def test_what_is_usual_of_a_month_is_that_of_four_times_before_it(session: AsyncSession) -> None:
    """30 days are five weeks: none of the four has a day of the month itself."""
    facts = await Facts.begin(session, created_at=MONDAY - 140 * DAY)
    tag = await facts.tag("xxl")
    for day in (0, 7, 29):
        await facts.case(MONDAY + day * DAY, tags=[tag])
    month = facts.scope(MONDAY, MONDAY + 30 * DAY)
    report = await _report(session, month)
    assert (report.trend.usual, report.tags[0].usual) == (0, 0)
    for day in (-1, -35, -140, -141):
        await facts.case(MONDAY + day * DAY, tags=[tag])
    report = await _report(session, month)
    assert (report.trend.usual, report.tags[0].usual) == (0.5, 0.5)
    early = await _report(session, facts.scope(MONDAY - DAY, MONDAY + 29 * DAY))
    assert early.trend.usual is None


async def test_followers_are_those_of_pages_heard_of_lately(session: AsyncSession) -> None:
    facts = await Facts.begin(session)
    await facts.case(MONDAY + HOUR)
    for ago, followers in ((DAY, 500), (4 * DAY, 1500)):
        session.add(
            Account(
                desk_id=facts.desk.id,
                network="vk",
                external_id=f"page {followers}",
                followers=followers,
                followers_at=MONDAY + DAY - ago,
            )
        )
    report = await _report(session, facts.day())
    assert [one.per_thousand for one in report.volume.by_network] == [2]


async def test_what_departments_and_colleagues_were_asked(session: AsyncSession) -> None:
    facts = await Facts.begin(session)
    anna, legal = await facts.person("Anna"), await facts.department("Legal")
    at = MONDAY + HOUR
    rows = [await facts.case(at) for _ in range(4)]
    due = at + HOUR
    await facts.asks(rows[0], legal, at, anna, due_at=due, answered_at=at + 30 * MINUTE)
    await facts.asks(rows[1], legal, at, anna, due_at=due, answered_at=at + 2 * HOUR)
    await facts.asks(rows[2], legal, at, anna, due_at=due, returned_at=at + 30 * MINUTE)
    await facts.asks(rows[3], legal, at, anna, due_at=due)
    await facts.waits_for_a_look(rows[0], at, state=DraftState.SENT, decided_at=at + HOUR)
    await facts.waits_for_a_look(rows[1], at, state=DraftState.DECLINED, decided_at=at + 2 * HOUR)
    await facts.waits_for_a_look(rows[2], at, state=DraftState.DROPPED)
    await facts.waits_for_a_look(rows[3], at, state=DraftState.SENT, decided_at=MONDAY + 2 * DAY)
    report = await _report(session, facts.day())
    [work] = report.departments
    assert (work.asked, work.answered, work.overdue, work.returned, work.open) == (4, 2, 2, 1, 1)
    assert work.took == Spread(2, 4500.0, None)
    approvals = report.approvals
    assert (approvals.asked, approvals.approved, approvals.declined, approvals.open) == (4, 1, 1, 1)
    assert approvals.took == Spread(2, 5400.0, None)


async def test_deadlines_count_once_they_are_decided(session: AsyncSession) -> None:
    """Met, missed, and overdue while they run; what needed nobody, and what runs still, are not among them."""
    facts = await Facts.begin(session)
    at = MONDAY + HOUR
    row, other = await facts.case(at), await facts.case(at)
    await facts.deadline(row, Measure.NEXT, met=True, decided=at + MINUTE)
    await facts.deadline(row, Measure.NEXT, met=False, decided=at + MINUTE, ended=at + 2 * DAY)
    await facts.deadline(row, Measure.NEXT, ended=at + MINUTE)
    await facts.deadline(row, Measure.NEXT, due=at + HOUR)
    await facts.deadline(other, Measure.NEXT, due=at + DAY)
    quiet = await facts.case(at, counted=False, quiet=True)
    await facts.deadline(quiet, Measure.NEXT, met=True, decided=at + MINUTE)
    report = await _report(session, facts.day())
    assert report.deadlines == Deadlines(next=Ratio(1, 3))


async def test_of_few_there_is_no_median_of_a_person_and_no_90th_percentile(session: AsyncSession) -> None:
    facts = await Facts.begin(session)
    anna, boris = await facts.person("Anna"), await facts.person("Boris", left_at=MONDAY)
    for n in range(5):
        await facts.case(MONDAY + HOUR, answered=(n + 1) * MINUTE, by=anna, said=timedelta())
    await facts.case(MONDAY + HOUR, answered=6 * MINUTE, by=boris, said=timedelta())
    report = await _report(session, facts.day())
    assert [(one.name, one.left, one.first) for one in report.people] == [
        ("Anna", False, Spread(5, 180.0, 276.0)),
        ("Boris", True, Spread(1, None, None)),
    ]
    assert report.first.clock == Spread(6, 210.0, 330.0)


async def _report(session: AsyncSession, scope: Scope) -> Report:
    return await make_report(session, scope, scope.known)
