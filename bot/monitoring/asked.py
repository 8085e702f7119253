"""What the database knows of how the desk is: a handful of queries, each bounded and by an index, asked at a scrape.

Every process says the same; several scrapes within a few seconds ask once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catching_up import lost_of
from bot.monitoring import catalogue
from bot.monitoring.gauges import family
from storage.errors import DATABASE_FAILED
from storage.models import HAND, Account, Cursor

log = structlog.get_logger()

KEPT = timedelta(seconds=5)
"""So long an answer is good."""
SECONDS = 5.0
"""After which the database counts as away: who scrapes waits ten."""
MOST = 100_000
"""Rows of a kind that are counted; more is told as so many."""
LANES = ("group", "private", "network")
QUEUE_STATES = ("due", "later", "sending", "unknown", "stopped")
MEASURES = ("first", "next", "resolution", "department", "claim")
ABOUT = ("ear", "callback", "answers", "chat", "private", "telegram", "hook", "needs", "search", "dead")

_LANE = "CASE WHEN lane LIKE 'tg:-%' THEN 'group' WHEN lane LIKE 'tg:%' THEN 'private' ELSE 'network' END"
_QUEUE = text(
    f"""
    SELECT {_LANE} AS kind,
        CASE WHEN l.stopped IS NOT NULL AND state IN ('due', 'later') THEN 'stopped' ELSE state END AS state,
        count(*) AS count, min(since) AS since
    FROM (
        (SELECT lane, not_before AS since,
            CASE WHEN state <> 'pending' THEN state WHEN not_before > :now THEN 'later' ELSE 'due' END AS state
         FROM outbox WHERE state IN ('pending', 'sending', 'unknown') AND lane IS NOT NULL LIMIT {MOST})
        UNION ALL
        (SELECT lane, coalesce(due_at, lease_until),
            CASE WHEN lease_until > :now THEN 'sending' WHEN due_at > :now THEN 'later' ELSE 'due' END
         FROM cards WHERE (due_at IS NOT NULL OR lease_until IS NOT NULL) AND lane IS NOT NULL LIMIT {MOST})
    ) waiting LEFT JOIN lanes l ON l.key = waiting.lane
    GROUP BY 1, 2
    """  # noqa: S608 - no value is put into the text
)
_LANES = text(
    f"""
    SELECT {_LANE.replace("lane", "key")} AS kind, count(*) FILTER (WHERE stopped IS NOT NULL) AS stopped,
        count(*) FILTER (WHERE stopped IS NULL AND paused_until > :now) AS paused
    FROM lanes GROUP BY 1
    """  # noqa: S608 - the same
)
_INBOX = text(
    f"""
    SELECT count(*), min(received_at)
    FROM (SELECT received_at FROM updates WHERE state = 'new' ORDER BY id LIMIT {MOST}) waiting
    """  # noqa: S608 - the same
)
_FACTS = text(f"SELECT count(*) FROM (SELECT FROM stale_facts LIMIT {MOST}) stale")  # noqa: S608 - the same
_CASES = text(
    f"""
    SELECT status, count(*), count(since), min(since) FROM (
        SELECT status, CASE WHEN quiet IS NULL AND snoozed_until IS NULL THEN unanswered_since END AS since
        FROM cases WHERE status IN ('open', 'waiting') LIMIT {MOST}
    ) live GROUP BY 1
    """  # noqa: S608 - the same
)
_OVERDUE = text(
    f"""
    SELECT measure, count(*)
    FROM (SELECT measure, due_at FROM deadlines WHERE ended_at IS NULL LIMIT {MOST}) running
    WHERE due_at <= :now GROUP BY 1
    """  # noqa: S608 - the same
)
_TROUBLES = text(
    "SELECT split_part(key, '-', 1), count(*) FROM troubles WHERE ended_at IS NULL AND told_at IS NOT NULL GROUP BY 1"
)

Families = Sequence[GaugeMetricFamily]


class Asked:
    """Of one process; `fresh` is asked before each exposition. `accounts`: those that are configured, by their ids."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        clock: Callable[[], datetime],
        accounts: Callable[[], Sequence[int]],
    ) -> None:
        self._sessions, self._clock, self._accounts = sessions, clock, accounts
        self._one_at_a_time = asyncio.Lock()
        self._families: Families = ()
        self._asked_at: datetime | None = None

    async def fresh(self) -> Families:
        """Figures that are at most KEPT old; of a database that does not answer only that."""
        async with self._one_at_a_time:
            now = self._clock()
            if self._asked_at is None or not timedelta(0) <= now - self._asked_at < KEPT:
                self._families, self._asked_at = await self._ask(now), now
            return self._families

    async def _ask(self, now: datetime) -> Families:
        try:
            async with asyncio.timeout(SECONDS), self._sessions() as session:
                found = [one async for one in _figures(session, self._accounts(), now)]
        except (*DATABASE_FAILED, TimeoutError) as error:
            log.warning("figures not asked", error=type(error).__name__)
            return [family(catalogue.DATABASE_UP, {(): 0.0})]
        return [family(catalogue.DATABASE_UP, {(): 1.0}), *found]


async def _figures(
    session: AsyncSession, accounts: Sequence[int], now: datetime
) -> AsyncIterator[GaugeMetricFamily]:
    for each in (_queue, _lanes, _inbox, _heard, _cases):
        for one in await each(session, accounts, now):
            yield one
    yield family(catalogue.FACTS, {(): await session.scalar(_FACTS) or 0})
    late = dict.fromkeys(MEASURES, 0.0) | dict(await _rows(session, _OVERDUE, now))
    yield family(catalogue.OVERDUE, {(measure,): count for measure, count in late.items()})
    troubles = dict.fromkeys(ABOUT, 0.0) | dict(await _rows(session, _TROUBLES))
    yield family(catalogue.TROUBLES, {(about,): count for about, count in troubles.items()})


async def _queue(session: AsyncSession, _accounts: Sequence[int], now: datetime) -> Families:
    counts = {(lane, state): 0.0 for lane in LANES for state in QUEUE_STATES}
    ages = {(lane,): 0.0 for lane in LANES}
    for lane, state, count, since in await _rows(session, _QUEUE, now):
        counts[lane, state] = count
        if state == "due":
            ages[lane,] = _age(since, now)
    return [family(catalogue.QUEUE, counts), family(catalogue.QUEUE_AGE, ages)]


async def _lanes(session: AsyncSession, _accounts: Sequence[int], now: datetime) -> Families:
    counts = {(lane, state): 0.0 for lane in LANES for state in ("paused", "stopped")}
    for lane, stopped, paused in await _rows(session, _LANES, now):
        counts[lane, "stopped"], counts[lane, "paused"] = stopped, paused
    return [family(catalogue.LANES, counts)]


async def _inbox(session: AsyncSession, _accounts: Sequence[int], now: datetime) -> Families:
    ((count, since),) = await _rows(session, _INBOX)
    return [family(catalogue.INBOX, {(): count}), family(catalogue.INBOX_AGE, {(): _age(since, now)})]


async def _heard(session: AsyncSession, accounts: Sequence[int], now: datetime) -> Families:
    """An account that was never heard is silent since it is known."""
    silent, lost = {}, {}
    for account_id in accounts:
        account = await session.get(Account, account_id)
        if account is None or account.network == HAND:
            continue
        name = f"{account.network}:{account.external_id}"
        cursor = await session.get(Cursor, account_id)
        gap = lost_of(cursor)
        silent[name,] = _age(account.created_at if cursor is None else cursor.moved_at, now)
        lost[name,] = 0.0 if gap is None or gap.told else _age(gap.since, now)
    return [family(catalogue.SILENT, silent), family(catalogue.LOST, lost)]


async def _cases(session: AsyncSession, _accounts: Sequence[int], now: datetime) -> Families:
    counts, unanswered, oldest = {("open",): 0.0, ("waiting",): 0.0}, 0, now
    for status, count, waiting, since in await _rows(session, _CASES):
        counts[status,] = count
        unanswered += waiting
        oldest = min(oldest, since or now)
    return [
        family(catalogue.CASES, counts),
        family(catalogue.UNANSWERED, {(): unanswered}),
        family(catalogue.UNANSWERED_AGE, {(): _age(oldest, now)}),
    ]


async def _rows(session: AsyncSession, query: Any, now: datetime | None = None) -> Sequence[tuple[Any, ...]]:
    found = await session.execute(query, {} if now is None else {"now": now})
    return [tuple(row) for row in found]


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
