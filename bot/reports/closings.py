"""The cases resolved in the period for the last time, in one pass: how each sort ended, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.scope import Scope
from bot.reports.spreads import Durations, durations, seconds
from storage.models import CaseFact


class Closing(NamedTuple):
    """`n` cases are alike. `outcome`: "": none. `person`: who resolved them. `again`: they are open again. `took`,
    `handling`: the seconds of each.
    """

    outcome: str
    person: int | None
    again: bool
    n: int
    took: Durations
    handling: Durations


async def closings(session: AsyncSession, scope: Scope) -> Sequence[Closing]:
    """How the cases that were resolved in the period for the last time ended."""
    since = (counted.last_resolved_at(scope), counted.last_resolved_by(scope))
    found = await _closings(session, counted.resolved_since(scope), scope, *since)
    # Nearly all: their rows tell it themselves.
    last = counted.resolved_last(scope)
    return found + await _closings(session, last, scope, CaseFact.resolved_at, CaseFact.resolved_by)


async def _closings(
    session: AsyncSession, which: ColumnElement[bool], scope: Scope, at: counted.Moment, by: Any
) -> list[Closing]:
    query = (
        select(
            CaseFact.outcome,
            by.label("person"),
            counted.open_again(scope, at).label("again"),
            func.count(),
            durations(seconds(CaseFact.opened_at, at)),
            durations(counted.handling(scope)),
        )
        .where(which)
        .group_by(CaseFact.outcome, "person", "again")
    )
    return [Closing(outcome or "", *others) for outcome, *others in await session.execute(query)]
