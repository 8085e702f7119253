"""What came in, and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.clock import hour_of
from bot.reports.results import Count, Hour, Network, Spread, Volume
from bot.reports.scope import Scope
from bot.reports.spreads import as_spread, spread
from storage.models import Account, ActFact, CaseFact, Did

HOURS = 24


async def volume(session: AsyncSession, scope: Scope) -> Volume:
    """What came in and what was done in the period, by the hour, kind, category and network."""
    acts, elsewhere = await _acts(session, scope)
    sorts = await _sorts(session, scope)
    happened: Counter[str] = Counter()
    for (_, _, did), count in acts.items():
        happened[did] += count
    new, customers, quiet = await _customers(session, scope)
    return Volume(
        messages=happened[Did.SAID],
        cases=sum(sorts.values()),
        quiet=quiet,
        new_customers=new,
        returning_customers=customers,
        answers=happened[Did.ANSWERED],
        answers_elsewhere=elsewhere,
        claimed=happened[Did.CLAIMED],
        resolved=happened[Did.RESOLVED],
        dismissed=happened[Did.DISMISSED],
        reopened=happened[Did.REOPENED],
        by_hour=_by_hour(acts),
        by_kind=_greatest((kind, count) for (_, kind, _), count in sorts.items()),
        by_category=_greatest((category, count) for (_, _, category), count in sorts.items()),
        by_network=await _by_network(session, scope, acts, sorts),
    )


async def _acts(session: AsyncSession, scope: Scope) -> tuple[Counter[tuple[int, str, str]], int]:
    """How often each thing was done, by hour and network; and the answers that colleagues gave in the networks."""
    hour = hour_of(ActFact.at, scope.period.zone, scope.period.start, scope.until).label("hour")
    nobody = ActFact.staff_id.is_(None).label("nobody")
    query = (
        select(hour, ActFact.network, ActFact.did, nobody, func.count())
        .where(counted.did(scope))
        .group_by("hour", ActFact.network, ActFact.did, "nobody")
    )
    found: Counter[tuple[int, str, str]] = Counter()
    elsewhere = 0
    for at, network, did, by_nobody, count in await session.execute(query):
        found[at, network, did] += count
        elsewhere += count if by_nobody and did == Did.ANSWERED else 0
    return found, elsewhere


async def _sorts(session: AsyncSession, scope: Scope) -> Counter[tuple[str, str, str]]:
    """Cases by network, kind and category."""
    query = (
        select(CaseFact.network, CaseFact.kind, CaseFact.category, func.count())
        .where(counted.opened(scope))
        .group_by(CaseFact.network, CaseFact.kind, CaseFact.category)
    )
    found: Counter[tuple[str, str, str]] = Counter()
    for network, kind, category, count in await session.execute(query):
        found[network, kind, category or ""] += count
    return found


async def _customers(session: AsyncSession, scope: Scope) -> tuple[int, int, int]:
    """Those who are new, those who had a case before, and cases collected quietly."""
    each = (
        select(
            func.count().filter(~CaseFact.returning).label("new"),
            func.bool_and(CaseFact.returning).label("returning"),
        )
        .where(counted.opened(scope))
        .group_by(CaseFact.customer_id)
        .subquery()
    )
    query = select(func.coalesce(func.sum(each.c.new), 0), func.count().filter(each.c.returning))
    new, returning = (await session.execute(query)).one()
    quiet = await session.scalar(select(func.count(CaseFact.case_id)).where(counted.opened_quietly(scope)))
    return int(new), returning, quiet or 0


def _by_hour(acts: Counter[tuple[int, str, str]]) -> tuple[Hour, ...]:
    found: Counter[tuple[int, str]] = Counter()
    for (hour, _, did), count in acts.items():
        found[hour, did] += count
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


def _greatest(counts: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    found: Counter[str] = Counter()
    for name, count in counts:
        found[name] += count
    return tuple(
        Count(name, count) for name, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    )


async def _by_network(
    session: AsyncSession,
    scope: Scope,
    acts: Counter[tuple[int, str, str]],
    sorts: Counter[tuple[str, str, str]],
) -> tuple[Network, ...]:
    """Those in which anything happened, by their ids."""
    cases: Counter[str] = Counter()
    for (network, _, _), count in sorts.items():
        cases[network] += count
    happened: Counter[tuple[str, str]] = Counter()
    for (_, network, did), count in acts.items():
        happened[network, did] += count
    waits = await _waits(session, scope)
    followers = await _followers(session, scope.desk_id)
    found = []
    for name in sorted({*cases, *(network for network, _ in happened)}):
        first, unanswered = waits.get(name, (Spread(), 0))
        one = Network(
            name,
            cases=cases[name],
            messages=happened[name, Did.SAID],
            answers=happened[name, Did.ANSWERED],
            resolved=happened[name, Did.RESOLVED],
            answered=first.n,
            unanswered=unanswered,
            first=first,
        )
        if readers := followers.get(name):
            one = replace(one, per_thousand=cases[name] * 1000 / readers)
        found.append(one)
    return tuple(found)


async def _waits(session: AsyncSession, scope: Scope) -> dict[str, tuple[Spread, int]]:
    """How long the first answers took in each network, and how many cases have none."""
    query = (
        select(
            CaseFact.network,
            *spread(CaseFact.first_seconds, counted.answered(scope)),
            func.count().filter(counted.unanswered(scope)),
        )
        .where(counted.opened(scope))
        .group_by(CaseFact.network)
    )
    return {
        network: (as_spread(n, halves), unanswered)
        for network, n, halves, unanswered in await session.execute(query)
    }


async def _followers(session: AsyncSession, desk_id: int) -> dict[str, int]:
    """Of all the desk's pages in each network, where it tells."""
    query = (
        select(Account.network, func.sum(Account.followers))
        .where(Account.desk_id == desk_id, Account.followers.is_not(None))
        .group_by(Account.network)
    )
    return {network: int(followers or 0) for network, followers in await session.execute(query)}
