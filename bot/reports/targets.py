"""Whether deadlines were met."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Deadlines, Ratio
from bot.reports.scope import Scope
from storage.models import Deadline, Measure


async def deadlines(session: AsyncSession, scope: Scope) -> Deadlines:
    """How many deadlines were met, of all that were decided."""
    query = (
        select(Deadline.measure, func.count().filter(counted.met()), func.count())
        .where(counted.decided(scope))
        .group_by(Deadline.measure)
    )
    found = {measure: Ratio(met, of) for measure, met, of in await session.execute(query)}
    return Deadlines(*(found.get(one, Ratio()) for one in (Measure.FIRST, Measure.NEXT, Measure.RESOLUTION)))
