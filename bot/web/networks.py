"""What networks post to us: stored by the same door as what is polled, and only then accepted.

What is not accepted comes again. Calls that come at once are stored together, in one transaction, as a poll would be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from aiohttp import web
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.bench import Bench
from bot.catching_up import OPEN
from bot.intake import new_keys, take
from bot.transaction import transaction
from connectors.base import Batch, Item
from connectors.calling import CallsBack, NotFromThem, Posted, Way
from connectors.errors import ConnectorError
from storage.errors import DATABASE_FAILED
from storage.models import Account, Cursor

log = structlog.get_logger()

WITHIN = 3.0
"""Seconds for an answer: VK gives up after about four and comes again."""
TOGETHER = 25
"""Calls stored in one transaction: some tenths of a second."""
SAY_EVERY = 30.0
"""Seconds between two words that this process serves LISTEN."""

Sleep = Callable[[float], Awaitable[None]]


class NotStored(Exception):
    """The database did not take it in time. It may still: what comes again is known then."""


class Door:
    """One account's calls."""

    def __init__(
        self,
        connector: CallsBack,
        account_id: int,
        sessions: async_sessionmaker[AsyncSession],
        clock: Callable[[], datetime],
    ) -> None:
        self.account_id = account_id
        self.only_way = Way.POLLED not in connector.ways
        self._connector, self._sessions, self._clock = connector, sessions, clock
        self._waiting: list[tuple[Posted, asyncio.Future[None]]] = []
        self._marked: dict[str, asyncio.Future[None]] = {}
        self._storing: asyncio.Task[None] | None = None

    async def answer(self, body: bytes) -> str:
        """What to say to a call, after what it brought is stored. Raises NotFromThem, ConnectorError, NotStored."""
        posted = await self._connector.called(body)
        if posted.items:
            await self._keep(posted)
        return posted.answer

    async def _keep(self, posted: Posted) -> None:
        """Storing goes on if nobody waits for it any more: under load nothing would ever be done otherwise.

        What comes again meanwhile waits for the first one instead of making the queue longer.
        """
        stored = self._marked.get(posted.mark) if posted.mark else None
        if stored is None:
            stored = asyncio.get_running_loop().create_future()
            self._waiting.append((posted, stored))
            if posted.mark:
                self._marked[posted.mark] = stored
        if self._storing is None:
            self._storing = asyncio.create_task(self._store())
        await asyncio.wait({stored}, timeout=WITHIN)
        if not stored.done():
            raise NotStored("too slow")
        if (error := stored.exception()) is not None:
            raise NotStored(type(error).__name__) from error

    async def _store(self) -> None:
        try:
            while self._waiting:
                calls, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
                error = await self._take([item for posted, _ in calls for item in posted.items])
                for posted, stored in calls:
                    self._marked.pop(posted.mark or "", None)
                    stored.set_result(None) if error is None else stored.set_exception(error)
                    stored.exception()  # seen, also if nobody waits any more
        finally:
            self._storing = None

    async def _take(self, items: Sequence[Item]) -> Exception | None:
        try:
            async with transaction(self._sessions) as session:
                account = await session.get_one(Account, self.account_id)
                await take(session, account, Batch(items, None), self._clock())
        except Exception as error:
            if not isinstance(error, DATABASE_FAILED):
                log.exception("posted events not stored", account=self.account_id)
            return error
        if keys := new_keys(items):
            log.info("received", account=self.account_id, messages=len(keys), way="posted")
        return None

    async def close(self) -> None:
        """What is being stored is stored."""
        if self._storing is not None:
            await asyncio.wait({self._storing})


class Doors:
    """Of all accounts whose networks post to us, by their path below PUBLIC_URL: `/vk/1234`."""

    def __init__(self, bench: Bench) -> None:
        self._sessions, self._clock = bench.sessions, bench.clock
        self._doors = {
            f"/{connector.network}/{connector.account_id}": Door(
                connector, account_id, bench.sessions, bench.clock
            )
            for account_id, connector in bench.networks
            if isinstance(connector, CallsBack) and Way.CALLED in connector.ways
        }

    def routes(self) -> list[web.RouteDef]:
        return [web.post(path, _answering(door)) for path, door in self._doors.items()]

    async def stay_open(self, sleep: Sleep) -> None:
        """Until cancelled: says that this process takes what is posted, for who sees to it that it is."""
        while True:
            for door in self._doors.values():
                if door.only_way:
                    await self._say_open(door.account_id)
            await sleep(SAY_EVERY)

    async def _say_open(self, account_id: int) -> None:
        now = self._clock()
        new = insert(Cursor).values(account_id=account_id, value={OPEN: now.isoformat()}, moved_at=now)
        merged = {"value": Cursor.value.op("||")(new.excluded.value)}
        try:
            async with transaction(self._sessions) as session:
                await session.execute(
                    new.on_conflict_do_update(index_elements=[Cursor.account_id], set_=merged)
                )
        except DATABASE_FAILED as error:
            log.warning("doors not said to be open", account=account_id, error=type(error).__name__)

    async def close(self) -> None:
        for door in self._doors.values():
            await door.close()


def _answering(door: Door) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            return web.Response(text=await door.answer(await request.read()))
        except NotFromThem as error:
            log.info("called by somebody else", path=request.path, why=str(error))
            raise web.HTTPForbidden(text="not from there\n") from None
        except (NotStored, ConnectorError) as error:
            retry = request.headers.get("X-Retry-Counter")
            log.warning("call not accepted", path=request.path, error=str(error), retry=retry)
            raise web.HTTPServiceUnavailable(text="not now\n") from None

    return answer
