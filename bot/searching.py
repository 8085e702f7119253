"""Looking for mentions, for one account: ask → store with the cursor → wait. One process at a time does it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.desk.retry import backoff
from bot.desk.richtext import stamp
from bot.health import Health
from bot.intake import new_keys, take
from bot.monitoring.counts import Counts
from bot.notices import tell_owners
from bot.transaction import transaction
from bot.troubles import AT_ONCE, Pulse
from connectors.base import Batch, Connector, Item
from connectors.errors import ConnectorError, HumanNeeded, Permanent, QuotaExhausted
from connectors.searching import Cut, Found, Searches
from storage.errors import DATABASE_FAILED
from storage.models import Account, Desk, SearchCursor

log = structlog.get_logger()

TOGETHER = 100
"""Items stored in one transaction: a case is not locked for longer than that takes."""
SLACK = timedelta(minutes=5)


class Searcher:
    """Of one account, until cancelled."""

    def __init__(
        self,
        connector: Connector,
        account_id: int,
        sessions: async_sessionmaker[AsyncSession],
        health: Health,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        counts: Counts | None = None,
    ) -> None:
        if not isinstance(connector, Searches):
            raise TypeError(f"{connector.network} cannot be searched")
        self._searches: Searches = connector
        self._counts = counts or Counts()
        self._name = f"{connector.network}:{connector.account_id}"
        self._account_id = account_id
        self._sessions = sessions
        self._health = health
        self._clock = clock
        self._sleep = sleep
        self.part = f"{connector.network} search:{connector.account_id}"
        self._pulse = Pulse(sessions, self.part, clock, account_id)
        self._in_vain: dict[str, str] = {}
        """What is looked for in vain, each with the words that say why."""

    async def run(self) -> None:
        self._pulse.forget()
        self._in_vain.clear()
        failures = 0
        while True:
            try:
                found = await self._look()
            except DATABASE_FAILED as error:
                failures += 1
                log.warning("mentions not stored", part=self.part, error=type(error).__name__)
                await self._sleep(backoff(failures).total_seconds())
            except Exception:
                # A defect of ours in searching must not end the program.
                failures += 1
                log.exception("searching broke", part=self.part)
                await self._sleep(backoff(failures).total_seconds())
            else:
                failures = 0
                self._health.beat(self.part, self._clock(), timedelta(seconds=found.pause) + SLACK)
                if found.pause > 0:
                    await self._sleep(found.pause)

    async def _look(self) -> Found:
        async with self._sessions() as session:
            cursor = await session.get(SearchCursor, self._account_id)
        found = await self._searches.search(None if cursor is None else cursor.value)
        if found.cursor is not None:
            await self._store(found)
        if found.what:
            await self._judge(found)
        return found

    async def _store(self, found: Found) -> None:
        """The cursor with the last of them: what is not stored is found again, what is stored is known by its key."""
        items = found.items
        for start in range(0, max(1, len(items)), TOGETHER):
            last = start + TOGETHER >= len(items)
            await self._keep(items[start : start + TOGETHER], found if last else None)
        self._counts.brought(self._name, items)
        if keys := new_keys(items):
            log.info("looked for mentions", part=self.part, found=len(keys))

    async def _keep(self, items: Sequence[Item], found: Found | None) -> None:
        now = self._clock()
        async with transaction(self._sessions) as session:
            account = await session.get_one(Account, self._account_id)
            await take(session, account, Batch(items, None), now)
            if found is None or found.cursor is None:
                return
            values = {"value": dict(found.cursor), "moved_at": now}
            await session.execute(
                insert(SearchCursor)
                .values(account_id=self._account_id, **values)
                .on_conflict_do_update(index_elements=[SearchCursor.account_id], set_=values)
            )
            if found.cut is not None:
                await self._tell_cut(session, account, found.cut, now)

    async def _judge(self, found: Found) -> None:
        """What a person should know: told once, and once more when everything is found again."""
        if found.error is None:
            self._in_vain.pop(found.what, None)
        else:
            log.warning("not searched", part=self.part, error=kebab(found.error), code=found.error.code)
            if (key := _key(found.error)) is not None:
                self._in_vain[found.what] = key
                params = {"link": found.error.link or ""} if isinstance(found.error, HumanNeeded) else {}
                await self._pulse.fails(key, AT_ONCE, params)
        if not self._in_vain:
            await self._pulse.is_well()

    async def _tell_cut(self, session: AsyncSession, account: Account, cut: Cut, now: datetime) -> None:
        desk = await session.get_one(Desk, account.desk_id)
        zone = ZoneInfo(desk.timezone)
        params = {
            "account": account.title or f"{account.network}:{account.external_id}",
            "words": cut.words,
            "since": stamp(cut.since.astimezone(zone)),
            "until": stamp(cut.until.astimezone(zone)),
        }
        await tell_owners(session, desk, "owner-mentions-cut", params, now)


def _key(error: ConnectorError) -> str | None:
    """The words for an owner; None: it is tried again, and if the network is away the ear says so."""
    match error:
        case QuotaExhausted():
            return "search-quota"
        case HumanNeeded(link=str()):
            return "search-check"
        case Permanent():
            return "search-refused"
        case _:
            return None
