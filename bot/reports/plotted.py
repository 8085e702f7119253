"""What each picture of a report shows: its numbers and its words, from the report alone. Pure.

How it looks is in `bot/reports/drawing.py`, which runs in a process of its own and gets this as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.desk.view import Texts
from bot.reports import wording
from bot.reports.clock import day_begins
from bot.reports.naming import category
from bot.reports.results import AGES, FEW, Report, Spread

ROWS = 8
"""Categories in one picture; what else there is comes together in one more."""
EVERY_DAY = 7
"""So many days can each have their date under them; of more only Mondays have, and at most MONDAYS of these."""
MONDAYS = 5

Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """`values`: one a label of the chart; None: there is none, which is not 0."""

    label: str
    values: Numbers


@dataclass(frozen=True, slots=True)
class Chart:
    """`kind`: how it is drawn. `labels`: under the axis, by index; `values` have as many as `size`.

    hours: two series as bars beside each other. days: one as points, with `target`; `few` are drawn hollow.
    rows: each series a row of bars on a scale of its own, the last `recent` of each stand out, if any. ages: one series as
    lying bars.
    `unit`: of the values. `said`: what is written beside a value, by index.
    """

    name: str
    kind: str
    title: str
    subtitle: str
    caption: str
    size: int
    series: tuple[Series, ...]
    labels: Mapping[int, str]
    unit: str = ""
    before: Series | None = None
    target: float | None = None
    target_label: str = ""
    few: tuple[int, ...] = ()
    few_label: str = ""
    recent: int = 0
    recent_label: str = ""
    note: str = ""
    said: Mapping[int, str] = field(default_factory=dict)
    grouping: str = ""
    """What stands between thousands in this language."""


def plotted(report: Report, before: Report | None, texts: Texts) -> tuple[Chart, ...]:
    """What there is something to show of: of nothing there is no picture. `before`: the period to compare with."""
    found = (
        hours(report, before, texts),
        first(report, texts),
        categories(report, texts),
        ages(report, texts),
    )
    return tuple(chart for chart in found if chart is not None)


def hours(report: Report, before: Report | None, texts: Texts) -> Chart | None:
    """Customers' messages and answers by the hour of the day."""
    volume = report.volume
    if not volume.messages and not volume.answers:
        return None
    came = Series(texts("chart-hours-came"), _by_hour(report, "messages"))
    done = Series(texts("chart-hours-done"), _by_hour(report, "answers"))
    earlier = None
    if before is not None and before.volume.messages:
        earlier = Series(texts("chart-hours-before"), _by_hour(before, "messages"))
    title = texts("chart-hours")
    counts = texts(
        "chart-hours-n", messages=volume.messages, answers=volume.answers, resolved=volume.resolved
    )
    return Chart(
        name="hours",
        kind="hours",
        title=title,
        subtitle=f"{wording.span(report.scope.period, texts, report.made_at)} · {counts}",
        caption=f"{title}. {counts}",
        size=24,
        series=(came, done),
        labels={hour: f"{hour:02}:00" for hour in range(0, 24, 3)},
        unit=texts("chart-hours-unit"),
        before=earlier,
        grouping=_grouping(texts),
    )


def _by_hour(report: Report, what: str) -> Numbers:
    found = {hour.hour: int(getattr(hour, what)) for hour in report.volume.by_hour}
    return tuple(found.get(hour, 0) for hour in range(24))


def first(report: Report, texts: Texts) -> Chart | None:
    """The median first response of each day against the target, both in working time; of a single day there is nothing
    to draw."""
    found = first_by_day(report)
    medians = [spread.median if spread.n else None for _, spread in found]
    known = [(median, index) for index, median in enumerate(medians) if median is not None]
    if len(known) < 2:
        return None
    unit, seconds = _unit(max(report.first_target, max(known)[0]))
    answered, target = sum(spread.n for _, spread in found), wording.duration(report.first_target, texts)
    title = texts("chart-first")
    aim = texts("chart-first-target", target=target)
    counts = texts("chart-first-n", answered=answered)
    few = tuple(index for index, (_, spread) in enumerate(found) if 0 < spread.n < FEW)
    return Chart(
        name="first",
        kind="days",
        title=title,
        subtitle=f"{_days([day for day, _ in found], texts)} · {counts}",
        caption=f"{title}. {aim}. {counts}",
        size=len(found),
        series=(
            Series(
                texts("chart-first-median"),
                tuple(None if median is None else median / seconds for median in medians),
            ),
        ),
        labels=_dates([day for day, _ in found]),
        unit=texts(f"chart-unit-{unit}"),
        target=report.first_target / seconds,
        target_label=aim,
        few=few,
        few_label=texts("chart-first-few", few=FEW) if few else "",
        said={index: wording.duration(median, texts) for median, index in {max(known), (known[-1])}},
        grouping=_grouping(texts),
    )


def first_by_day(report: Report) -> tuple[tuple[date, Spread], ...]:
    """In working time. Of a short period: of the four weeks that end with it."""
    trend = report.trend
    return tuple(zip(trend.days, trend.first, strict=True)) if trend.first else report.first.by_day


def _unit(seconds: float) -> tuple[str, int]:
    """In what a span of working time up to this is told, and how many seconds that has; the ticks are whole numbers of
    it. Never in days: those of a desk have no 24 hours."""
    if seconds < 60:
        return "seconds", 1
    if seconds < 3 * 3600:
        return "minutes", 60
    return "hours", 3600


def categories(report: Report, texts: Texts) -> Chart | None:
    """Cases of each category by day, four weeks; what is most first."""
    trend = report.trend
    rows = [(name, counts) for name, counts in trend.categories if any(counts)]
    if not rows:
        return None
    rows.sort(key=lambda row: (-sum(row[1]), row[0]))
    series = [Series(category(name, texts), tuple(counts)) for name, counts in rows[:ROWS]]
    if rows[ROWS:]:
        rest = tuple(sum(day) for day in zip(*(counts for _, counts in rows[ROWS:]), strict=True))
        series.append(Series(texts("chart-categories-rest"), rest))
    recent = _recent(report)
    title = texts("chart-categories")
    counts = texts("chart-categories-n", cases=sum(trend.cases))
    most = ", ".join(f"{one.label} {sum(value or 0 for value in one.values):.0f}" for one in series)
    return Chart(
        name="categories",
        kind="rows",
        title=title,
        subtitle=f"{_days(trend.days, texts)} · {counts}",
        caption=f"{title}. {most}",
        size=len(trend.days),
        series=tuple(series),
        labels=_dates(trend.days),
        recent=recent,
        recent_label=texts("chart-categories-recent") if recent else "",
        note=texts("chart-categories-total"),
        grouping=_grouping(texts),
    )


def _recent(report: Report) -> int:
    """How many of the last days of the trend are the period's; none if it begins within a day: no bars are just it."""
    period = report.scope.period
    start, last = wording.first_and_last(period)
    if period.start != day_begins(start, period.zone):
        return 0
    return min(len(report.trend.days), (last - start).days + 1)


def ages(report: Report, texts: Texts) -> Chart | None:
    """Open cases by how long ago they were opened."""
    backlog = report.backlog
    if not backlog.open:
        return None
    title = texts("chart-ages")
    labels = tuple(age(index, texts) for index in range(len(AGES) + 1))
    counts = texts("chart-ages-n", open=backlog.open, waiting=backlog.unanswered)
    end = min(report.scope.period.end, report.scope.known).astimezone(report.scope.period.zone)
    moment = texts("report-moment", date=wording.day(end.date(), texts), time=f"{end:%H:%M}")
    each = ", ".join(
        f"{label}: {count}" for label, count in zip(labels, backlog.by_age, strict=True) if count
    )
    return Chart(
        name="ages",
        kind="ages",
        title=title,
        subtitle=f"{moment} · {counts}",
        caption=f"{title}. {each}",
        size=len(labels),
        series=(Series(texts("chart-ages-unit"), backlog.by_age),),
        labels=dict(enumerate(labels)),
        unit=texts("chart-ages-unit"),
        grouping=_grouping(texts),
    )


def age(index: int, texts: Texts) -> str:
    """What the backlog's bucket is called: `AGES` and one beyond."""
    if index == 0:
        return texts("age-under", length=_span(AGES[0], texts))
    if index == len(AGES):
        return texts("age-over", length=_span(AGES[-1], texts))
    lower, upper = AGES[index - 1], AGES[index]
    of_days = lower >= 24
    start = lower // 24 if of_days else lower
    return texts("age-between", start=start, length=_span(upper, texts, days=of_days))


def _span(hours: int, texts: Texts, *, days: bool | None = None) -> str:
    if hours > 24 if days is None else days:
        return texts("age-days", days=hours // 24)
    return texts("age-hours", hours=hours)


def _days(days: Sequence[date], texts: Texts) -> str:
    start, end = wording.day(days[0], texts), wording.day(days[-1], texts)
    return start if days[0] == days[-1] else texts("report-period", start=start, end=end)


def _dates(days: Sequence[date]) -> dict[int, str]:
    """Dates for under the axis, as many as there is room for."""
    if len(days) <= EVERY_DAY:
        return {index: wording.short(day) for index, day in enumerate(days)}
    mondays = [index for index, day in enumerate(days) if day.weekday() == 0]
    step = -(-len(mondays) // MONDAYS)
    return {index: wording.short(days[index]) for index in mondays[::step]}


def _grouping(texts: Texts) -> str:
    return wording.number(10_000, texts)[2:-3]
