"""The cases opened in the period, in two passes: how many of each sort, and how long they waited for the first answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import as_date, day_of
from bot.reports.results import Spread
from bot.reports.scope import Scope
from bot.reports.spreads import Durations, as_spread, durations, spreads_of
from storage.models import CaseFact

K = TypeVar("K", bound=Hashable)


class Opening(NamedTuple):
    """So many cases are alike. `category`: "": none. `unanswered`, `closed`: as in FirstResponse."""

    network: str
    kind: str
    category: str
    needs_answer: bool
    outside: bool
    answered: bool
    unanswered: bool
    closed: bool
    n: int


async def openings(session: AsyncSession, scope: Scope) -> Sequence[Opening]:
    """How many cases of each sort were opened in the period."""
    sorts: tuple[ColumnElement[Any], ...] = (
        CaseFact.network.label("network"),
        CaseFact.kind.label("kind"),
        func.coalesce(CaseFact.category, "").label("category"),
        counted.needs(scope).label("needs"),
        CaseFact.outside.label("outside"),
        counted.answered(scope).label("answered"),
        counted.closed(scope).label("closed"),
    )
    query = select(*sorts, func.count()).where(counted.opened(scope)).group_by(*(one.name for one in sorts))
    found = []
    for row in await session.execute(query):
        network, kind, category, needs, outside, answered, closed, n = tuple(row)
        unanswered = not answered and not closed
        found.append(
            Opening(network, kind, category, needs, outside, answered, unanswered, closed and not answered, n)
        )
    return found


def cases(of: Iterable[Opening], by: Callable[[Opening], K]) -> Counter[K]:
    """How many, by whatever they are told apart by."""
    found: Counter[K] = Counter()
    for one in of:
        found[by(one)] += one.n
    return found


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """How long the first answers took that were given by `known`, in clock time where nothing else is said. `by_day`:
    in working time. `by_person`: without those of colleagues in the network itself."""

    clock: Spread
    working: Spread
    outside: Spread
    outside_working: Spread
    by_network: Mapping[str, Spread]
    by_day: Mapping[date, Spread]
    by_person: Mapping[int, Spread]


async def first_answers(session: AsyncSession, scope: Scope) -> FirstAnswers:
    """How long the first answers took to the cases opened in the period, by network, day and person."""
    day = day_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until).label("day")
    query = (
        select(
            CaseFact.network,
            day,
            CaseFact.first_answer_by,
            CaseFact.outside,
            durations(CaseFact.first_seconds),
            durations(CaseFact.first_working),
        )
        .where(counted.opened(scope), counted.answered(scope))
        .group_by(CaseFact.network, "day", CaseFact.first_answer_by, CaseFact.outside)
    )
    found = [_Answered(*tuple(row)) for row in await session.execute(query)]
    outside = [one for one in found if one.outside]
    return FirstAnswers(
        clock=as_spread(*(one.clock for one in found)),
        working=as_spread(*(one.working for one in found)),
        outside=as_spread(*(one.clock for one in outside)),
        outside_working=as_spread(*(one.working for one in outside)),
        by_network=spreads_of((one.network, one.clock) for one in found),
        by_day=spreads_of((as_date(one.day), one.working) for one in found),
        by_person=spreads_of((one.person, one.clock) for one in found if one.person is not None),
    )


class _Answered(NamedTuple):
    """So many cases are alike. `clock`, `working`: the seconds of each."""

    network: str
    day: int
    person: int | None
    outside: bool
    clock: Durations
    working: Durations
