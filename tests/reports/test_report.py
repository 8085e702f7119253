"""The figures of a report, from facts written by hand."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.behind import cases_behind
from bot.reports.report import make_report
from tests.reports.facts import HOUR, MINUTE, MONDAY, Facts


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
