"""What networks post to us: stored by the same door as what is polled, and only then accepted.

What is not accepted comes again. Calls that come at once are stored together, in one transaction, as a poll would be.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.bench import Bench
from bot.catching_up import OPEN
from bot.intake import new_keys, take
from bot.transaction import transaction
from connectors.base import Batch, Connector, Item
from connectors.calling import CallsBack, NotFromThem, Posted, Request, Response, SharesAddress, Way
from connectors.errors import ConnectorError, Transient
from storage.errors import DATABASE_FAILED
from storage.models import Account, Cursor

log = structlog.get_logger()

WITHIN = 3.0
"""Seconds for an answer: VK gives up after about four and comes again."""
TOGETHER = 25
"""Calls stored in one transaction: some tenths of a second."""
AGAIN_IN = 2
"""Seconds after which what was not stored should come again, for networks that let us say."""
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
        brought: Callable[[Sequence[Item]], None],
    ) -> None:
        self.account_id = account_id
        self._brought = brought
        self.only_way = Way.POLLED not in connector.ways
        self._connector, self._sessions, self._clock = connector, sessions, clock
        self._waiting: list[tuple[Posted, asyncio.Future[None]]] = []
        self._marked: dict[str, asyncio.Future[None]] = {}
        self._storing: asyncio.Task[None] | None = None

    def concerns(self, request: Request) -> bool:
        connector = self._connector
        return not isinstance(connector, SharesAddress) or connector.concerns(request)

    async def answer(self, request: Request) -> Response:
        """What to say to a call, after what it brought is stored. Raises NotFromThem, ConnectorError, NotStored."""
        posted = await self._connector.called(request)
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
        self._brought(items)
        if keys := new_keys(items):
            log.info("received", account=self.account_id, messages=len(keys), way="posted")
        return None

    async def close(self) -> None:
        """What is being stored is stored."""
        if self._storing is not None:
            await asyncio.wait({self._storing})


class Doors:
    """Of all accounts whose networks post to us, by their addresses below PUBLIC_URL."""

    def __init__(self, bench: Bench) -> None:
        self._sessions, self._clock = bench.sessions, bench.clock
        self._doors: dict[str, list[Door]] = {}
        for account_id, connector in bench.networks:
            if isinstance(connector, CallsBack) and Way.CALLED in connector.ways:
                name = f"{connector.network}:{connector.account_id}"
                brought = partial(bench.counts.brought, name)
                door = Door(connector, account_id, bench.sessions, bench.clock, brought)
                self._doors.setdefault(address_of(connector), []).append(door)

    def routes(self) -> list[web.RouteDef]:
        return [
            way(path, _answering(address, doors))
            for address, doors in self._doors.items()
            for path in (address, address + "/{rest:.+}")
            for way in (web.post, partial(web.get, allow_head=False))
        ]

    def _each(self) -> Iterator[Door]:
        return (door for doors in self._doors.values() for door in doors)

    async def stay_open(self, sleep: Sleep) -> None:
        """Until cancelled: says that this process takes what is posted, for who sees to it that it is."""
        while True:
            for door in self._each():
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
        for door in self._each():
            await door.close()


def address_of(connector: Connector) -> str:
    """`/vk/1234`, or what several accounts share."""
    if isinstance(connector, SharesAddress):
        return f"/{connector.address}"
    return f"/{connector.network}/{connector.account_id}"


def _answering(address: str, doors: Sequence[Door]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """What follows our address may be a secret: it is not logged."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return _response(await _together(doors, await _request(request)))
        except NotFromThem as error:
            log.info("called by somebody else", path=address, why=str(error))
            raise web.HTTPForbidden(text="not from there\n") from None
        except (NotStored, ConnectorError) as error:
            retry = request.headers.get("X-Retry-Counter")
            log.warning("call not accepted", path=address, error=str(error), retry=retry)
            wait = error.retry_after if isinstance(error, Transient) else None
            headers = {"Retry-After": str(AGAIN_IN if wait is None else math.ceil(wait))}
            raise web.HTTPServiceUnavailable(text="not now\n", headers=headers) from None

    return answer


async def _together(doors: Sequence[Door], request: Request) -> Response:
    """Each account takes what is its own. If one could not, all of it comes again, and the others know theirs."""
    concerned = [door for door in doors if door.concerns(request)] or doors[:1]
    answers = await asyncio.gather(*(door.answer(request) for door in concerned), return_exceptions=True)
    for one in answers:
        if isinstance(one, BaseException):
            raise one
    return next(one for one in answers if isinstance(one, Response))


async def _request(request: web.Request) -> Request:
    headers = {name.lower(): value for name, value in request.headers.items()}
    rest = request.match_info.get("rest", "")
    return Request(await request.read(), request.method, rest, dict(request.query), headers)


def _response(answer: Response) -> web.Response:
    return web.Response(
        body=answer.body, status=answer.status, content_type=answer.content_type, headers=answer.headers
    )
