"""Whether deadlines were met."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Deadlines, Ratio
from bot.reports.scope import Scope
from storage.models import Deadline, Measure


async def deadlines(session: AsyncSession, scope: Scope) -> Deadlines:
    """How many deadlines were met, of all that were decided."""
    met, of = Counter[str](), Counter[str]()
    for which in (counted.ended(scope), counted.overdue(scope)):
        query = select(Deadline.measure, counted.met().label("met_then"), func.count()).where(which)
        for measure, was_met, n in await session.execute(query.group_by(Deadline.measure, "met_then")):
            of[measure] += n
            met[measure] += n if was_met else 0
    measures = (Measure.FIRST, Measure.NEXT, Measure.RESOLUTION)
    return Deadlines(*(Ratio(met[one], of[one]) for one in measures))
