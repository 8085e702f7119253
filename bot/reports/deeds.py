"""What happened in the period, in one pass: everything else is summed up from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import hour_of
from bot.reports.scope import ALL, Scope
from storage.models import ActCount, ActFact, Did

K = TypeVar("K", bound=Hashable)
QUARTER = timedelta(minutes=15)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Deed(NamedTuple):
    """As `ActFact`; `hour`: 0-23 by the desk's clock. `times`: in all days of the period."""

    hour: int
    network: str
    did: str
    staff_id: int | None
    times: int


async def deeds(session: AsyncSession, scope: Scope, *which: Did) -> Sequence[Deed]:
    """What happened in the period: each thing by hour, network and person. `which` alone, if any are named."""
    of = which or tuple(Did)
    counted_before = tuple(one for one in of if one != Did.FAILED)
    since, until = _whole_quarters(scope)
    if scope.only != ALL or until <= since:
        return await _acts(session, scope, ActFact.did.in_(of))
    # Acts are counted already, by the quarter: what is left are the edges, and what may still arrive.
    found = await _acts(session, scope, counted.failed()) if Did.FAILED in of else []
    for edge in (ActFact.at < counted.moment(since), ActFact.at >= counted.moment(until)):
        found += await _acts(session, scope, ActFact.did.in_(counted_before), edge)
    return [*found, *await _counts(session, scope, counted_before, since, until)]


def _whole_quarters(scope: Scope) -> tuple[datetime, datetime]:
    start, until = scope.period.start, scope.until
    return start + (_EPOCH - start) % QUARTER, until - (until - _EPOCH) % QUARTER


async def _acts(session: AsyncSession, scope: Scope, *which: ColumnElement[bool]) -> list[Deed]:
    hour = hour_of(ActFact.at, scope.period.zone, scope.period.start, scope.until).label("hour")
    query = (
        select(hour, ActFact.network, ActFact.did, ActFact.staff_id, func.count())
        .where(counted.did(scope), *which)
        .group_by("hour", ActFact.network, ActFact.did, ActFact.staff_id)
    )
    return [Deed(*row) for row in await session.execute(query)]


async def _counts(
    session: AsyncSession, scope: Scope, which: Sequence[Did], since: datetime, until: datetime
) -> list[Deed]:
    hour = hour_of(ActCount.since, scope.period.zone, scope.period.start, scope.until).label("hour")
    who, times = func.nullif(ActCount.staff_id, 0).label("who"), func.sum(ActCount.n)
    query = (
        select(hour, ActCount.network, ActCount.did, who, times)
        .where(ActCount.desk_id == scope.desk_id, ActCount.did.in_(which))
        .where(ActCount.since >= counted.moment(since), ActCount.since < counted.moment(until))
        .group_by("hour", ActCount.network, ActCount.did, "who")
        .having(times > 0)
    )
    rows = await session.execute(query)
    return [Deed(hour, network, did, who, int(times)) for hour, network, did, who, times in rows]


def times(of: Iterable[Deed], by: Callable[[Deed], K]) -> Counter[K]:
    """How often, by whatever a deed is told apart by."""
    found: Counter[K] = Counter()
    for deed in of:
        found[by(deed)] += deed.times
    return found
