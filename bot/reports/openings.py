"""The cases opened in the period, in two passes: how many of each sort, and how long they waited for the first answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import CTE, ColumnElement, Select, Text, cast, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import as_date, day_of
from bot.reports.results import Spread
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, spread
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
    found: dict[str, dict[str, Spread]] = {name: {} for name in _SPREADS}
    query = union_all(*_spreads(_answered(scope)))
    for name, which, n, halves in await session.execute(query):
        if which is not None:
            found[name][which] = as_spread(n, halves)
    clock, working, outside, outside_working = (found[name].get("", Spread()) for name in _SPREADS[:4])
    return FirstAnswers(
        clock,
        working,
        outside,
        outside_working,
        by_network=found["network"],
        by_day={as_date(int(day)): one for day, one in found["day"].items()},
        by_person={int(who): one for who, one in found["person"].items()},
    )


_SPREADS = ("clock", "working", "outside", "outside_working", "network", "day", "person")


def _answered(scope: Scope) -> CTE:
    """Read once: a case's row is wide, and of this little is needed."""
    day = day_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until)
    return (
        select(
            CaseFact.network,
            day.label("day"),
            CaseFact.first_answer_by.label("person"),
            CaseFact.outside,
            CaseFact.first_seconds.label("clock"),
            CaseFact.first_working.label("working"),
        )
        .where(counted.opened(scope), counted.answered(scope))
        .cte("answered")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _spreads(rows: CTE) -> Iterable[Select[*tuple[Any, ...]]]:
    def one(name: str, of: Any, *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        return select(literal(name, Text), literal("", Text), *spread(of)).where(*where)

    yield one("clock", rows.c.clock)
    yield one("working", rows.c.working)
    yield one("outside", rows.c.clock, rows.c.outside)
    yield one("outside_working", rows.c.working, rows.c.outside)
    for by, took in (("network", rows.c.clock), ("day", rows.c.working), ("person", rows.c.clock)):
        which = rows.c[by]
        yield select(literal(by, Text), cast(which, Text), *spread(took)).group_by(which)
