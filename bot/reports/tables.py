"""A report as tables of typed values: what a workbook has a sheet of, and CSV a file. Pure.

The same tables in the same order whatever the report says, so that whoever reads them by a program finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.desk.keyboards import network_name
from bot.desk.richtext import unmarked
from bot.desk.view import Texts
from bot.reports import naming
from bot.reports.plotted import age, first_by_day
from bot.reports.results import FEW, Count, Report, Spread
from bot.reports.rows import Row, Unit, rows
from bot.reports.sentences import outage
from bot.reports.telling import Teller


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length of time."""

    value: float


@dataclass(frozen=True, slots=True)
class Share:
    """0 to 1."""

    value: float


Cell = str | int | float | date | datetime | Seconds | Share | None
"""`datetime`: by the wall clock of the desk, without a zone. None: there is none, which is not 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """`name`: the same in every language, of a file. `title`: of a sheet. `columns`: their heads."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


SECTIONS = {"volume": "came", "deadlines": "speed"}
"""Groups of figures that stand in the section of another name."""
SPREADS = (
    "first",
    "first_working",
    "next",
    "next_working",
    "first_resolution",
    "resolution",
    "handling",
    "approval",
)
"""Figures of which there is a median and a 90th percentile."""
SHARED = {
    "met_first": "met",
    "met_next": "met",
    "met_resolution": "met",
    "late_first": "late",
    "late_next": "late",
    "late_resolution": "late",
    "reopened": "reopen",
    "reopen_rate": "reopen",
    "sent_elsewhere_rate": "sent_elsewhere",
    "outside_median": "outside",
    "outside_p90": "outside",
    "outside_working_median": "outside",
    "outside_working_p90": "outside",
}
"""Figures that are defined as others are."""
OWN = frozenset(
    {
        "answers_elsewhere",
        "first_working_median",
        "first_working_p90",
        "next_working_median",
        "next_working_p90",
        "late_first",
        "late_next",
        "late_resolution",
        "reopen_rate",
        "maturing",
        "sent_elsewhere_rate",
        "waiting",
        "outside_median",
        "outside_p90",
        "outside_working_median",
        "outside_working_p90",
        "outside_unanswered",
        "approval_median",
        "approval_p90",
        "approvals_open",
        "surveys",
        "survey_answers",
        "response_rate",
    }
)
"""Figures whose name in the message is not enough by itself."""


def tables(
    report: Report, before: Report | None, texts: Texts, only: Sequence[str] = ()
) -> tuple[Table, ...]:
    """`before`: the period to compare with. `only`: what alone was counted, in words."""
    return (
        _about(report, before, texts, only),
        _figures(report, before, texts),
        _hours(report, before, texts),
        _networks(report, texts),
        _counts("kinds", "kind", report.volume.by_kind, naming.kind, texts),
        _counts("categories", "category", report.volume.by_category, naming.category, texts),
        _categories_by_day(report, texts),
        _first_by_day(report, texts),
        _people(report, texts),
        _departments(report, texts),
        _tags(report, texts),
        _backlog(report, texts),
        _counts("endings", "ending", report.endings.outcomes, naming.outcome, texts),
        _failures(report, texts),
        _satisfaction(report, texts),
    )


def _table(name: str, columns: Sequence[str], found: Iterator[tuple[Cell, ...]], texts: Texts) -> Table:
    heads = tuple(texts(f"column-{column}") for column in columns)
    return Table(name, texts(f"sheet-{name.replace('_', '-')}"), heads, tuple(found))


def _about(report: Report, before: Report | None, texts: Texts, only: Sequence[str]) -> Table:
    zone = report.scope.period.zone

    def wall(at: datetime) -> datetime:
        return at.astimezone(zone).replace(tzinfo=None)

    def found() -> Iterator[tuple[Cell, ...]]:
        period = report.scope.period
        yield texts("about-from"), wall(period.start)
        yield texts("about-to"), wall(period.end)
        yield texts("about-known"), wall(report.scope.known)
        yield texts("about-zone"), str(zone)
        if only:
            yield texts("about-only"), ", ".join(only)
        if before is not None:
            yield texts("about-before-from"), wall(before.scope.period.start)
            yield texts("about-before-to"), wall(before.scope.period.end)
        yield texts("about-target"), Seconds(report.first_target)
        yield texts("about-made"), wall(report.made_at)

    return _table("about", ("what", "value"), found(), texts)


def _figures(report: Report, before: Report | None, texts: Texts) -> Table:
    def found() -> Iterator[tuple[Cell, ...]]:
        old = {} if before is None else {row.name: row for group in rows(before).values() for row in group}
        for group, of_group in rows(report).items():
            section = texts(f"section-{SECTIONS.get(group, group)}")
            for row in of_group:
                then = _value(old[row.name]) if old else None
                yield section, called(row.name, texts), _value(row), row.n, then, meaning(row.name, texts)

    return _table("figures", ("part", "figure", "value", "n", "before", "meaning"), found(), texts)


def called(name: str, texts: Texts) -> str:
    """A figure's name by itself: lines of a sheet are sorted and filtered, so nothing can be told by the line above."""
    key = name.replace("_", "-")
    return texts(f"figure-{key}") if name in OWN else texts(f"row-{key}")


def meaning(name: str, texts: Texts) -> str:
    """How a figure is counted."""
    whole = name.removesuffix("_median").removesuffix("_p90")
    of = whole if whole in SPREADS else SHARED.get(name, name)
    said = texts(f"means-{of.replace('_', '-')}")
    if whole == name:
        return said
    return texts("means-median" if name.endswith("_median") else "means-p90", few=FEW, what=said)


def _value(row: Row) -> Cell:
    if row.value is None:
        return None
    match row.unit:
        case Unit.COUNT:
            return round(row.value)
        case Unit.SECONDS:
            return Seconds(row.value)
        case Unit.SHARE:
            return Share(row.value)
        case Unit.POINTS:
            return row.value


def _hours(report: Report, before: Report | None, texts: Texts) -> Table:
    def found() -> Iterator[tuple[Cell, ...]]:
        old = {} if before is None else {one.hour: one.messages for one in before.volume.by_hour}
        for one in report.volume.by_hour:
            yield one.hour, one.messages, one.cases, one.answers, one.resolved, old.get(one.hour)

    columns = ("hour", "messages", "cases", "answers", "resolved", "messages-before")
    return _table("hours", columns, found(), texts)


def _networks(report: Report, texts: Texts) -> Table:
    def found() -> Iterator[tuple[Cell, ...]]:
        for one in report.volume.by_network:
            counts = (one.cases, one.messages, one.answers, one.resolved, one.answered, one.unanswered)
            yield network_name(one.name, texts), *counts, *_spread(one.first), one.per_thousand

    columns = ("network", "cases", "messages", "answers", "resolved", "answered", "unanswered")
    return _table("networks", (*columns, *SPREAD, "per-thousand"), found(), texts)


SPREAD = ("n", "first-median", "first-p90")


def _spread(found: Spread) -> tuple[Cell, ...]:
    """As in the message: without the 90th percentile of a few."""
    return found.n, _seconds(found.median), _seconds(found.p90 if found.n >= FEW else None)


def _seconds(value: float | None) -> Seconds | None:
    return None if value is None else Seconds(value)


def _counts(
    sheet: str, column: str, found: Sequence[Count], called: Callable[[str, Texts], str], texts: Texts
) -> Table:
    return _table(sheet, (column, "cases"), ((called(one.name, texts), one.count) for one in found), texts)


def _categories_by_day(report: Report, texts: Texts) -> Table:
    trend = report.trend

    def found() -> Iterator[tuple[Cell, ...]]:
        for index, day in enumerate(trend.days):
            yield day, trend.cases[index], *(counts[index] for _, counts in trend.categories)

    names = [naming.category(name, texts) for name, _ in trend.categories]
    columns = (texts("column-day"), texts("column-cases"), *names)
    return Table("categories_by_day", texts("sheet-categories-by-day"), columns, tuple(found()))


def _first_by_day(report: Report, texts: Texts) -> Table:
    found = ((day, *_spread(spread)) for day, spread in first_by_day(report))
    return _table("first_by_day", ("day", "n", "first-working-median", "first-working-p90"), found, texts)


def _people(report: Report, texts: Texts) -> Table:
    """By name: no ranking."""

    def found() -> Iterator[tuple[Cell, ...]]:
        for one in report.people:
            first = (one.first.n, _seconds(one.first.median if one.first.n >= FEW else None))
            left = texts("left-yes") if one.left else ""
            yield (
                one.name,
                left,
                one.claimed,
                one.answers,
                one.resolved,
                one.reopened,
                *first,
                one.score,
                one.scores,
            )

    columns = (
        "person",
        "left",
        "claimed",
        "answers",
        "resolved",
        "reopened",
        "n",
        "first-median",
        "mean-score",
        "scores",
    )
    return _table("people", columns, found(), texts)


def _departments(report: Report, texts: Texts) -> Table:
    def found() -> Iterator[tuple[Cell, ...]]:
        for one in report.departments:
            counts = (one.asked, one.answered, one.overdue, one.returned, one.open)
            took = one.took
            yield one.name, *counts, _seconds(took.median), _seconds(took.p90 if took.n >= FEW else None)

    columns = (
        "department",
        "asked",
        "department-answered",
        "overdue",
        "returned",
        "open",
        "took-median",
        "took-p90",
    )
    return _table("departments", columns, found(), texts)


def _tags(report: Report, texts: Texts) -> Table:
    found = ((one.name, one.count, one.usual) for one in report.tags)
    return _table("tags", ("tag", "cases", "usual"), found, texts)


def _backlog(report: Report, texts: Texts) -> Table:
    found = ((age(index, texts), count) for index, count in enumerate(report.backlog.by_age))
    return _table("backlog", ("age", "cases"), found, texts)


def _failures(report: Report, texts: Texts) -> Table:
    teller = Teller(texts)
    found = (
        (unmarked(outage(one, teller).html), Seconds(one.seconds), one.times)
        for one in report.failures.outages
    )
    return _table("failures", ("trouble", "lasted", "times"), found, texts)


def _satisfaction(report: Report, texts: Texts) -> Table:
    found = (
        (int(one.name) if one.name.isdecimal() else one.name, one.count) for one in report.satisfaction.scores
    )
    return _table("satisfaction", ("score", "scores"), found, texts)
