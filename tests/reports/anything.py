"""Any report at all: what hypothesis makes of the types, within what figures can be."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.reports import results
from bot.reports.results import AGES, Oldest, Person, Ratio, Report, Satisfaction
from bot.reports.scope import Scope
from storage.models import Asks
from tests.reports.lively import WEDNESDAY, moved

COUNTS = st.integers(0, 10**9)
LENGTHS = st.floats(0, 10**9)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=4000)).map(lambda ago: WEDNESDAY.end - ago)
PERIODS = st.integers(-3000, 3000).map(lambda days: moved(WEDNESDAY, days))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: COUNTS,
    float: LENGTHS,
    bool: st.booleans(),
    str: st.text(max_size=40),
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    datetime: MOMENTS,
}


def _made(wanted: Any) -> st.SearchStrategy[Any]:
    if wanted in PLAIN:
        return PLAIN[wanted]
    if wanted is type(None):
        return st.none()
    if isinstance(wanted, types.UnionType):
        return st.one_of(*(_made(one) for one in get_args(wanted)))
    if get_origin(wanted) is tuple:
        inside = get_args(wanted)
        if inside[-1] is Ellipsis:
            return st.lists(_made(inside[0]), max_size=3).map(tuple)
        return st.tuples(*(_made(one) for one in inside))
    assert isinstance(wanted, type)
    assert is_dataclass(wanted), wanted
    return _of_class(wanted)


@cache
def _of_class(wanted: type[Any]) -> st.SearchStrategy[Any]:
    if wanted is Ratio:
        return st.tuples(COUNTS, COUNTS).map(lambda two: Ratio(min(two), max(two)))
    if wanted is Scope:
        return PERIODS.map(lambda period: Scope(1, period, period.end))
    hints = get_type_hints(wanted, vars(results))
    parts = {field.name: _made(hints[field.name]) for field in fields(wanted)}
    if wanted is Satisfaction:
        parts |= {"asks": st.sampled_from(("", Asks.NPS.value, Asks.CSAT.value))}
        parts |= {"nps": st.none() | st.floats(-100, 100), "csat": st.none() | st.floats(0, 1)}
    if wanted is results.Backlog:
        parts["by_age"] = st.tuples(*[COUNTS] * (len(AGES) + 1))
    return st.builds(wanted, **parts)


REPORTS: st.SearchStrategy[Report] = _of_class(Report)


def crowded(report: Report, many: int = 200, name: str = "🧑🏽‍🚀<b>&" * 20, big: int = 10**9) -> Report:
    """The same with more of everything than anybody has, and names as long as can be."""
    spread = results.Spread(big, big, big + 3600)
    counts = tuple(results.Count(f"{name}{place}", big) for place in range(many))
    networks = tuple(
        results.Network(f"{name}{place}", big, big, big, big, big, big, spread, big + 0.5)
        for place in range(many)
    )
    return replace(
        report,
        volume=replace(report.volume, by_kind=counts, by_category=counts, by_network=networks),
        departments=tuple(
            results.DepartmentWork(big, name, big, big, big, big, big, spread) for _ in range(many)
        ),
        people=tuple(Person(big, name, True, big, big, big, big, spread, 9.7, big) for _ in range(many)),
        tags=tuple(results.TagCount(big, name, big, big + 0.5) for _ in range(many)),
        endings=replace(report.endings, outcomes=counts),
        failures=results.Failures(
            big, tuple(results.Outage(f"{name}:{place}", name, 10**9, big) for place in range(many))
        ),
        satisfaction=replace(report.satisfaction, asked=big, answers=big, answered=big, scores=counts[:11]),
        backlog=replace(
            report.backlog, open=big, by_age=(big,) * 6, oldest=Oldest(big, big, WEDNESDAY.start)
        ),
    )
