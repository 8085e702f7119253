"""What came in, and what was done."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.deeds import Deed, times
from bot.reports.openings import FirstAnswers, Opening, cases, customers
from bot.reports.results import Count, Hour, Network, Spread, Volume
from bot.reports.scope import Scope
from storage.models import Account, Did

HOURS = 24
HEARD = timedelta(days=3)
"""How many follow a page is asked once a day (`bot/followers.py`). Of what was not heard so long, it is not known."""


async def volume(
    session: AsyncSession, scope: Scope, done: Sequence[Deed], opened: Sequence[Opening], first: FirstAnswers
) -> Volume:
    """What came in and what was done in the period, by the hour, kind, category and network."""
    happened = times(done, lambda one: one.did)
    elsewhere = times(done, lambda one: (one.did, one.staff_id))[Did.ANSWERED, None]
    new, returning = await asyncio.to_thread(customers, opened)
    return Volume(
        messages=happened[Did.SAID],
        cases=cases(opened, lambda _: "")[""],
        quiet=await _quiet(session, scope),
        new_customers=new,
        returning_customers=returning,
        answers=happened[Did.ANSWERED],
        answers_elsewhere=elsewhere,
        claimed=happened[Did.CLAIMED],
        resolved=happened[Did.RESOLVED],
        dismissed=happened[Did.DISMISSED],
        reopened=happened[Did.REOPENED],
        by_hour=_by_hour(times(done, lambda one: (one.hour, one.did))),
        by_kind=_greatest(cases(opened, lambda one: one.kind)),
        by_category=_greatest(cases(opened, lambda one: one.category)),
        by_network=_by_network(done, opened, first, await _followers(session, scope)),
    )


async def _quiet(session: AsyncSession, scope: Scope) -> int:
    """Cases collected quietly."""
    return await session.scalar(select(func.count()).where(counted.opened_quietly(scope))) or 0


def _by_hour(found: Counter[tuple[int, str]]) -> tuple[Hour, ...]:
    return tuple(
        Hour(
            hour,
            messages=found[hour, Did.SAID],
            cases=found[hour, Did.OPENED],
            answers=found[hour, Did.ANSWERED],
            resolved=found[hour, Did.RESOLVED],
        )
        for hour in range(HOURS)
    )


def _greatest(found: Counter[str]) -> tuple[Count, ...]:
    return tuple(
        Count(name, count) for name, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    )


def _by_network(
    done: Sequence[Deed], opened: Sequence[Opening], first: FirstAnswers, followers: Mapping[str, int]
) -> tuple[Network, ...]:
    """Those in which anything happened, by their ids."""
    happened = times(done, lambda one: (one.network, one.did))
    came = cases(opened, lambda one: one.network)
    unanswered = cases((one for one in opened if one.unanswered), lambda one: one.network)
    found = []
    for name in sorted({*came, *(network for network, _ in happened)}):
        waits = first.by_network.get(name, Spread())
        readers = followers.get(name)
        found.append(
            Network(
                name,
                cases=came[name],
                messages=happened[name, Did.SAID],
                answers=happened[name, Did.ANSWERED],
                resolved=happened[name, Did.RESOLVED],
                answered=waits.n,
                unanswered=unanswered[name],
                first=waits,
                per_thousand=came[name] * 1000 / readers if readers else None,
            )
        )
    return tuple(found)


async def _followers(session: AsyncSession, scope: Scope) -> dict[str, int]:
    """Of the desk's pages in each network, where it tells. Pages that nobody reads any more are asked no more either."""
    query = (
        select(Account.network, func.sum(Account.followers))
        .where(Account.desk_id == scope.desk_id, Account.followers.is_not(None))
        .where(Account.followers_at >= scope.known - HEARD)
        .group_by(Account.network)
    )
    return {network: int(followers or 0) for network, followers in await session.execute(query)}
