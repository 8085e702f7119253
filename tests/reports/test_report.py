"""The figures of a report, from facts written by hand."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.behind import cases_behind
from bot.reports.report import make_report
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
    """A day has one median: a picture needs those of the weeks before, too."""
    facts = await Facts.begin(session)
    await facts.case(MONDAY - 2 * DAY + HOUR, answered=10 * MINUTE)
    await facts.case(MONDAY + HOUR, answered=20 * MINUTE)
    await facts.case(MONDAY + 26 * HOUR, answered=HOUR)  # after it
    scope = facts.day()
    report = await make_report(session, scope, scope.known)
    medians = {
        day: one.median for day, one in zip(report.trend.days, report.trend.first, strict=True) if one.n
    }
    assert medians == {(MONDAY - 2 * DAY).date(): 660, MONDAY.date(): 1260}
