"""The cases opened in the period, in one pass: how many of each sort, whose they are, and how long they waited for the first
answer."""

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
from bot.reports.spreads import (
    Durations,
    Sent,
    as_spread,
    distinct,
    each,
    spreads_by,
    spreads_of,
    tally,
    together,
)
from storage.models import CaseFact

K = TypeVar("K", bound=Hashable)
NOBODY = 0
"""Of the desk: a colleague in the network itself."""


class Opening(NamedTuple):
    """`n` cases are alike. `category`: "": none. `unanswered`, `closed`: as in FirstResponse. `new`, `returning`: the
    customers, once for each case. In one order: `days` on which they were opened, and if answered the `people` who gave the
    first answer, and the seconds until then by the `clock` and in `working` time.
    """

    network: str
    kind: str
    category: str
    needs_answer: bool
    outside: bool
    answered: bool
    unanswered: bool
    closed: bool
    n: int
    new: Sent
    returning: Sent
    days: Sent
    people: Sent
    clock: Durations
    working: Durations


async def openings(session: AsyncSession, scope: Scope) -> Sequence[Opening]:
    """The cases of each sort that were opened in the period."""
    sorts: tuple[ColumnElement[Any], ...] = (
        CaseFact.network.label("network"),
        CaseFact.kind.label("kind"),
        func.coalesce(CaseFact.category, "").label("category"),
        counted.needs(scope).label("needs"),
        CaseFact.outside.label("outside"),
        counted.answered(scope).label("answered"),
        counted.closed(scope).label("closed"),
    )
    day = day_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until)
    query = (
        select(
            *sorts,
            func.count(),
            each(CaseFact.customer_id, ~CaseFact.returning),
            each(CaseFact.customer_id, CaseFact.returning.is_(True)),
            each(day),
            each(func.coalesce(CaseFact.first_answer_by, NOBODY)),
            each(CaseFact.first_seconds),
            each(CaseFact.first_working),
        )
        .where(counted.opened(scope))
        .group_by(*(one.name for one in sorts))
    )
    found = []
    for row in await session.execute(query):
        network, kind, category, needs, outside, answered, closed, *others = tuple(row)
        state = (answered, not answered and not closed, closed and not answered)
        found.append(Opening(network, kind, category, needs, outside, *state, *others))
    return found


def cases(of: Iterable[Opening], by: Callable[[Opening], K]) -> Counter[K]:
    """How many, by whatever they are told apart by."""
    found: Counter[K] = Counter()
    for one in of:
        found[by(one)] += one.n
    return found


def cases_by_day(of: Iterable[Opening]) -> Counter[tuple[date, str]]:
    """How many of each category were opened on each day."""
    found: Counter[tuple[date, str]] = Counter()
    for one in of:
        for day, n in tally(one.days).items():
            found[as_date(day), one.category] += n
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


def first_answers(opened: Sequence[Opening]) -> FirstAnswers:
    """How long the first answers took, by network, day and person."""
    found = [one for one in opened if one.answered]
    outside = [one for one in found if one.outside]
    days = spreads_by((one.days, one.working) for one in found)
    people = spreads_by((one.people, one.clock) for one in found)
    return FirstAnswers(
        clock=as_spread(*(one.clock for one in found)),
        working=as_spread(*(one.working for one in found)),
        outside=as_spread(*(one.clock for one in outside)),
        outside_working=as_spread(*(one.working for one in outside)),
        by_network=spreads_of((one.network, one.clock) for one in found),
        by_day={as_date(day): one for day, one in days.items()},
        by_person={person: one for person, one in people.items() if person != NOBODY},
    )


def customers(opened: Sequence[Opening]) -> tuple[int, int]:
    """How many are new, and how many had a case before; who is new and came again is new."""
    new, returning = together(one.new for one in opened), together(one.returning for one in opened)
    return len(new), distinct(new, returning) - distinct(new)
