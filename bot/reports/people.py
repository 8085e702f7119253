"""What each person did. By name: never a ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.closings import Closing
from bot.reports.deeds import Deed, times
from bot.reports.openings import FirstAnswers
from bot.reports.results import FEW, Person, Spread
from bot.reports.satisfaction import Score, scores_of_people
from bot.reports.scope import Scope
from storage.models import Did, Staff

COUNTED = (Did.CLAIMED, Did.ANSWERED, Did.RESOLVED)


async def people(
    session: AsyncSession,
    scope: Scope,
    done: Sequence[Deed],
    first: FirstAnswers,
    closed: Sequence[Closing],
) -> tuple[Person, ...]:
    """What each person did in the period; those who did nothing are left out."""
    acts = times((one for one in done if one.did in COUNTED), lambda one: (one.staff_id, one.did))
    reopened = Counter[int]()
    for one in closed:
        if one.again and one.person is not None:
            reopened[one.person] += one.n
    scores = await scores_of_people(session, scope)
    who = {*(staff_id for staff_id, _ in acts), *reopened, *first.by_person, *scores}
    query = select(Staff.id, Staff.name, Staff.left_at).where(Staff.id.in_(who - {None}))
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
                first=_of_one(first.by_person.get(staff_id, Spread())),
                score=score.mean,
                scores=score.n,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.staff_id)))


def _of_one(first: Spread) -> Spread:
    """Of so few the median tells about one case, not about a person."""
    return first if first.n >= FEW else replace(first, median=None)
