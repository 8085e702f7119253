"""What each person did. By name: never a ranking."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import FEW, Person, Spread
from bot.reports.satisfaction import Score, scores_of_people
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, spread
from storage.models import ActFact, CaseFact, Did, Staff


async def people(session: AsyncSession, scope: Scope) -> tuple[Person, ...]:
    """What each person did in the period; those who did nothing are left out."""
    acts = await _acts(session, scope)
    reopened = await _reopened(session, scope)
    first = await _first(session, scope)
    scores = await scores_of_people(session, scope)
    who = {*(staff_id for staff_id, _ in acts), *reopened, *first, *scores}
    query = select(Staff.id, Staff.name, Staff.left_at).where(Staff.id.in_(who))
    found = []
    for staff_id, name, left_at in await session.execute(query):
        score = scores.get(staff_id, Score(0, None))
        found.append(
            Person(
                staff_id,
                name,
                left=left_at is not None,
                claimed=acts[staff_id, Did.CLAIMED],
                answers=acts[staff_id, Did.ANSWERED],
                resolved=acts[staff_id, Did.RESOLVED],
                reopened=reopened[staff_id],
                first=first.get(staff_id, Spread()),
                score=score.mean,
                scores=score.n,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.staff_id)))


async def _acts(session: AsyncSession, scope: Scope) -> Counter[tuple[int, str]]:
    query = (
        select(ActFact.staff_id, ActFact.did, func.count())
        .where(counted.did(scope), ActFact.staff_id.is_not(None))
        .where(ActFact.did.in_((Did.CLAIMED, Did.ANSWERED, Did.RESOLVED)))
        .group_by(ActFact.staff_id, ActFact.did)
    )
    rows = await session.execute(query)
    return Counter({(who, did): count for who, did, count in rows if who is not None})


async def _reopened(session: AsyncSession, scope: Scope) -> Counter[int]:
    """Cases that they resolved last, in the period, and that are open again."""
    query = (
        select(counted.last_resolved_by(scope).label("who"), func.count())
        .where(counted.last_resolved(scope), counted.open_again(scope))
        .group_by("who")
    )
    rows = await session.execute(query)
    return Counter({staff_id: count for staff_id, count in rows if staff_id is not None})


async def _first(session: AsyncSession, scope: Scope) -> dict[int, Spread]:
    query = (
        select(CaseFact.first_answer_by, *spread(CaseFact.first_seconds))
        .where(counted.opened(scope), counted.answered(scope), CaseFact.first_answer_by.is_not(None))
        .group_by(CaseFact.first_answer_by)
    )
    rows = await session.execute(query)
    found = {who: as_spread(n, halves) for who, n, halves in rows if who is not None}
    # Of so few the median tells about one case, not about a person.
    return {who: one if one.n >= FEW else replace(one, median=None) for who, one in found.items()}
