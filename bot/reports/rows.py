"""The single figures of a report as rows, each with its name, unit and what is behind it. Pure.

The message, and whoever else lists figures, takes them from here: the same number everywhere. A row's words are
`row-<name>`. Lists (networks, people, tags, hours) are in the report itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.reports.results import FEW, Ratio, Report, Spread


class Unit(StrEnum):
    COUNT = "count"
    SECONDS = "seconds"
    SHARE = "share"
    """0 to 1."""
    POINTS = "points"
    """-100 to 100: of a recommendation."""


@dataclass(frozen=True, slots=True)
class Row:
    """`value` None: there is none. `n`: of how many a share or a spread is. `behind`: the figure whose link lists the
    cases it is made of, as in `bot.reports.behind`; None: there are none."""

    name: str
    unit: Unit
    value: float | None
    n: int | None = None
    behind: str | None = None

    @property
    def tells(self) -> bool:
        """None of something needs no line; no percent of something does."""
        return bool(self.value) if self.unit is Unit.COUNT else self.value is not None


PARENTS = {"reopen_rate": "reopened", "maturing": "reopened", "sent_elsewhere_rate": "sent_elsewhere"}
"""Rows whose words go on from another's: that one is told wherever they are, also if it is nought."""


def rows(report: Report) -> Mapping[str, tuple[Row, ...]]:
    """By what they are about, in the order in which they are told. Every report has the same rows."""
    return {
        "volume": tuple(_volume(report)),
        "speed": tuple(_speed(report)),
        "deadlines": tuple(_deadlines(report)),
        "endings": tuple(_endings(report)),
        "backlog": tuple(_backlog(report)),
        "outside": tuple(_outside(report)),
        "approvals": tuple(_approvals(report)),
        "failures": tuple(_failures(report)),
        "satisfaction": tuple(_satisfaction(report)),
    }


def oldest_waits(report: Report) -> float | None:
    """Seconds up to the moment that the backlog is of; None: nobody waits."""
    oldest, scope = report.backlog.oldest, report.scope
    return None if oldest is None else (min(scope.period.end, scope.known) - oldest.since).total_seconds()


def by_name(report: Report) -> dict[str, Row]:
    return {row.name: row for group in rows(report).values() for row in group}


def _count(name: str, value: int, behind: str) -> Row:
    return Row(name, Unit.COUNT, value, behind=behind)


def _share(name: str, found: Ratio, behind: str) -> Row:
    """`behind`: what its part is; nothing is behind 0%."""
    return Row(name, Unit.SHARE, found.share, found.of, behind if found.part else None)


def _met(name: str, late: str, found: Ratio) -> Row:
    """Those that were late are asked for; where none was, those in time."""
    return Row(name, Unit.SHARE, found.share, found.of, late if found.part < found.of else name)


def _spread(median: str, p90: str, found: Spread, behind: str) -> Iterator[Row]:
    yield Row(median, Unit.SECONDS, found.median, found.n, behind)
    yield Row(p90, Unit.SECONDS, found.p90 if found.n >= FEW else None, found.n, behind)


def _both(clock: Iterable[Row], working: Iterable[Row]) -> Iterator[Row]:
    """Each by the clock and then, under it, in working time."""
    for pair in zip(clock, working, strict=True):
        yield from pair


def _volume(report: Report) -> Iterator[Row]:
    found = report.volume
    yield _count("messages", found.messages, "messages")
    yield _count("cases", found.cases, "cases")
    yield _count("new_customers", found.new_customers, "new")
    yield _count("returning_customers", found.returning_customers, "returning")
    yield _count("quiet", found.quiet, "quiet")
    yield _count("needs", report.replies.rate.of, "needs")
    yield _count("apart", report.replies.apart, "apart")
    yield _count("claimed", found.claimed, "claimed")
    yield _count("answers", found.answers, "answers")
    yield _count("answers_elsewhere", found.answers_elsewhere, "answers_elsewhere")
    yield _count("dismissed", found.dismissed, "dismissed")


def _speed(report: Report) -> Iterator[Row]:
    first, later = report.first, report.next
    yield _count("answered", first.clock.n, "answered")
    yield _count("unanswered", first.unanswered, "unanswered")
    yield _count("closed", first.closed, "closed")
    yield _share("reply_rate", report.replies.rate, "answered")
    yield from _both(
        _spread("first_median", "first_p90", first.clock, "answered"),
        _spread("first_working_median", "first_working_p90", first.working, "answered"),
    )
    yield from _both(
        _spread("next_median", "next_p90", later.clock, "next"),
        _spread("next_working_median", "next_working_p90", later.working, "next"),
    )
    yield _count("next_open", later.open, "next_open")


def _deadlines(report: Report) -> Iterator[Row]:
    found = report.deadlines
    for met, late, part in (
        ("met_first", "late_first", found.first),
        ("met_next", "late_next", found.next),
        ("met_resolution", "late_resolution", found.resolution),
    ):
        yield _met(met, late, part)
        yield _count(late, part.of - part.part, late)


def _endings(report: Report) -> Iterator[Row]:
    found = report.resolution
    yield _count("resolved", found.final.n, "resolved")
    yield _count("first_resolved", found.first.n, "first_resolved")
    yield from _spread("first_resolution_median", "first_resolution_p90", found.first, "first_resolved")
    yield from _spread("resolution_median", "resolution_p90", found.final, "resolved")
    yield from _spread("handling_median", "handling_p90", found.handling, "resolved")
    yield _count("reopened", found.reopened.part, "reopened")
    yield _share("reopen_rate", found.reopened, "reopened")
    yield _count("maturing", found.maturing, "maturing")
    yield _share("at_once", found.at_once, "at_once")
    yield _count("silent", found.silent, "silent")
    yield _count("sent_elsewhere", report.endings.sent_elsewhere.part, "sent_elsewhere")
    yield _share("sent_elsewhere_rate", report.endings.sent_elsewhere, "sent_elsewhere")


def _backlog(report: Report) -> Iterator[Row]:
    found = report.backlog
    yield _count("open", found.open, "open")
    yield _count("waiting", found.unanswered, "waiting")
    oldest = None if found.oldest is None else f"case-{found.oldest.case_id}"
    yield Row("oldest", Unit.SECONDS, oldest_waits(report), behind=oldest)


def _outside(report: Report) -> Iterator[Row]:
    found = report.outside
    yield _count("outside", found.cases, "outside")
    yield from _both(
        _spread("outside_median", "outside_p90", found.clock, "outside_answered"),
        _spread("outside_working_median", "outside_working_p90", found.working, "outside_answered"),
    )
    yield _count("outside_unanswered", found.unanswered, "outside_unanswered")


def _approvals(report: Report) -> Iterator[Row]:
    found = report.approvals
    yield _count("approvals", found.asked, "approvals")
    yield _count("approved", found.approved, "approved")
    yield _count("declined", found.declined, "declined")
    yield _count("approvals_open", found.open, "approvals_open")
    yield from _spread("approval_median", "approval_p90", found.took, "approvals_decided")


def _failures(report: Report) -> Iterator[Row]:
    yield _count("failed", report.failures.deliveries, "failed")
    yield Row("downtime", Unit.SECONDS, report.failures.downtime or None)


def _satisfaction(report: Report) -> Iterator[Row]:
    found = report.satisfaction
    yield _count("surveys", found.asked, "surveys")
    yield _share("response_rate", Ratio(found.answered, found.asked), "survey_replies")
    yield _count("survey_answers", found.answers, "survey_answers")
    yield Row("nps", Unit.POINTS, found.nps, found.answers, "survey_answers")
    yield Row("csat", Unit.SHARE, found.csat, found.answers, "survey_answers")
