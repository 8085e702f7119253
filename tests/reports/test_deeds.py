"""Acts are counted beforehand by the quarter of an hour, and what is summed up is what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.deeds import Deed, deeds
from bot.reports.scope import Only
from storage.models import ActFact, Did
from tests.reports.facts import DAY, HOUR, MINUTE, MONDAY, Facts

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
async def test_counted_beforehand_or_one_by_one_it_is_the_same(session: AsyncSession, zone: str) -> None:
    """Wherever a period begins and ends; also where a few acts are gone again."""
    facts = await Facts.begin(session, zone=zone)
    anna, rng = await facts.person("Anna"), Random(7)
    case = await facts.case(MONDAY)
    for _ in range(150):
        at = MONDAY + rng.randrange(3 * 24 * 60) * MINUTE + rng.choice((0, 1)) * SECOND
        await facts.act(case, rng.choice(list(Did)), at, rng.choice((None, anna)))
    await session.execute(delete(ActFact).where(ActFact.n % 7 == 0))
    whole = await _counted(facts, MONDAY, MONDAY + 3 * DAY)
    assert sum(whole.values()) > 120
    for start, end in (
        (MONDAY, MONDAY + 3 * DAY),
        (MONDAY + 7 * MINUTE, MONDAY + DAY + 3 * SECOND),
        (MONDAY + 15 * MINUTE, MONDAY + 30 * MINUTE),
        (MONDAY + 20 * MINUTE, MONDAY + 25 * MINUTE),
        (MONDAY + 5 * HOUR - SECOND, MONDAY + 5 * HOUR),
    ):
        assert await _counted(facts, start, end) == await _one_by_one(facts, start, end)
    first, second = (MONDAY, MONDAY + DAY + 11 * MINUTE), (MONDAY + DAY + 11 * MINUTE, MONDAY + 3 * DAY)
    assert await _counted(facts, *first) + await _counted(facts, *second) == whole


async def _counted(facts: Facts, start: datetime, end: datetime) -> Counter[Deed]:
    return _summed(await deeds(facts.session, facts.scope(start, end)))


async def _one_by_one(facts: Facts, start: datetime, end: datetime) -> Counter[Deed]:
    """What is asked for of one network is counted from the acts themselves."""
    return _summed(await deeds(facts.session, facts.scope(start, end, only=Only(network="vk"))))


def _summed(found: Sequence[Deed]) -> Counter[Deed]:
    summed: Counter[Deed] = Counter()
    for one in found:
        summed[one._replace(times=0)] += one.times
    return summed
