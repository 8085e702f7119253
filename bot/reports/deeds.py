"""What happened in the period, in one pass: everything else is summed up from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import hour_of
from bot.reports.scope import Scope
from storage.models import ActFact

K = TypeVar("K", bound=Hashable)


class Deed(NamedTuple):
    """As `ActFact`; `hour`: 0-23 by the desk's clock. `times`: in all days of the period."""

    hour: int
    network: str
    did: str
    staff_id: int | None
    times: int


async def deeds(session: AsyncSession, scope: Scope) -> Sequence[Deed]:
    """What happened in the period: each thing by hour, network and person."""
    hour = hour_of(ActFact.at, scope.period.zone, scope.period.start, scope.until).label("hour")
    query = (
        select(hour, ActFact.network, ActFact.did, ActFact.staff_id, func.count())
        .where(counted.did(scope))
        .group_by("hour", ActFact.network, ActFact.did, ActFact.staff_id)
    )
    return [Deed(*row) for row in await session.execute(query)]


def times(of: Iterable[Deed], by: Callable[[Deed], K]) -> Counter[K]:
    """How often, by whatever a deed is told apart by."""
    found: Counter[K] = Counter()
    for deed in of:
        found[by(deed)] += deed.times
    return found
