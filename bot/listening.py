"""One account's ear: poll → store with the cursor → poll on. Backs off, and says in words when it cannot hear.

Where the network posts to us instead (`Called`), one process sees that it does; what it posts comes to
`bot/web/networks.py`, in every process that serves LISTEN.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.catching_up import CatchingUp, open_at, place
from bot.desk.retry import backoff
from bot.disorder import alone, is_alone
from bot.health import PATIENCE as UNHEARD
from bot.health import Health
from bot.intake import new_keys, take
from bot.monitoring.counts import Counts
from bot.transaction import looking, transaction
from bot.troubles import AT_ONCE, PATIENCE, Pulse
from connectors.base import Batch, Connector
from connectors.calling import Calling, CallsBack, Subscribed, Way
from connectors.errors import Auth, ConnectorError, HumanNeeded, Invalid, Permanent, Permission, Transient
from storage.errors import DATABASE_FAILED, passing
from storage.models import Account, Cursor, Desk

log = structlog.get_logger()

AFTER_PERMANENT = 60.0
"""Seconds between tries of what a person must mend: it goes on by itself once it is mended."""
BREATH = 0.02
"""Seconds after something came: what was just stored goes on its way first, and in a stream more comes together."""


_OURS = (
    select(Account, Desk, Cursor, alone(Account.id))
    .join(Desk, Desk.id == Account.desk_id)
    .outerjoin(Cursor, Cursor.account_id == Account.id)
    .where(Account.id == bindparam("account_id"))
)
"""What every poll is stored by."""
LOOK_EVERY = 60.0
"""Seconds between two looks at whether the network posts to us."""
LATE = timedelta(minutes=2)
"""Two looks: so long unheard, something may have been given up by who could not deliver it."""
DOORS_OPEN = timedelta(minutes=3)
"""So long after the last word of a process that serves LISTEN, somebody is taken to serve it."""


class Deaf(Transient):
    """The network answers, and yet nothing comes in. `key` names the words that tell an owner why."""

    def __init__(self, key: str, message: str, params: Mapping[str, str]) -> None:
        super().__init__(message)
        self.key, self.params = key, params


class ByHand(Permanent):
    """The same, and only a person can mend it."""

    def __init__(self, seen: Subscribed) -> None:
        super().__init__("what it posts has to be set up by hand; `otklik check` says how")
        self.key, self.params = seen.words, seen.params


class Ear:
    """Listens to one account until cancelled."""

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
        self._counts = counts or Counts()
        self._connector = connector
        self._account_id = account_id
        self._sessions = sessions
        self._health = health
        self._clock = clock
        self._sleep = sleep
        self._catching_up = CatchingUp(connector, account_id, sessions, clock=clock)
        self._pause = 0.0
        self.name = self.part = f"{connector.network}:{connector.account_id}"
        self._pulse = Pulse(sessions, self.part, clock, account_id)

    async def run(self) -> None:
        self._pulse.forget()
        self._catching_up.forget()
        failures = 0
        while True:
            try:
                await self._hear()
            except ConnectorError as error:
                failures += 1
                await self._trouble(error, failures)
            except DATABASE_FAILED as error:
                failures += 1
                log.warning("items not stored", account=self.part, error=type(error).__name__)
                await self._sleep(backoff(failures).total_seconds())
            except Exception as defect:
                # A defect of ours must not end the listening to every other account.
                failures += 1
                log.exception("listening broke", account=self.part)
                await self._trouble(Invalid(f"a defect: {type(defect).__name__}"), failures)
            else:
                failures = 0
                self._counts.polls.labels(self.name, "heard").inc()
                self._health.beat(self.part, self._clock(), UNHEARD + timedelta(seconds=self._pause))
                await self._pulse.is_well()
                await self._rest()

    async def _hear(self) -> None:
        cursor = await self._cursor()
        await self._catching_up.look(cursor)
        batch = await self._connector.poll(place(cursor))
        await self._keep(batch)
        self._pause = max(batch.pause, BREATH if batch.items else 0)

    async def _rest(self) -> None:
        """A poll that came back empty is followed by the next one at once, unless the network wants to be left alone."""
        if self._pause > 0:
            await self._sleep(self._pause)

    async def _cursor(self) -> Cursor | None:
        async with looking(self._sessions) as session:
            return await session.get(Cursor, self._account_id)

    async def _keep(self, batch: Batch) -> None:
        """Items and cursor commit together: what is not stored is polled again."""
        if batch.gap:
            log.warning("part of the history was lost", account=self.part)
        try:
            await self._store(batch, at_once=True)
        except Exception as error:
            if passing(error):
                raise
            await self._store(batch, at_once=False)
        self._counts.brought(self.name, batch.items)
        keys = new_keys(batch.items)
        if keys:
            log.info("received", account=self.part, messages=len(keys))

    async def _store(self, batch: Batch, *, at_once: bool) -> None:
        async with transaction(self._sessions) as session:
            asked = await session.execute(_OURS, {"account_id": self._account_id})
            account, _desk, cursor, _ = asked.one()
            is_alone(session, account.id)
            marked = self._catching_up.marked(cursor, batch)
            await take(session, account, marked, self._clock(), at_once=at_once)

    async def _trouble(self, error: ConnectorError, failures: int) -> None:
        kind = kebab(error)
        self._counts.polls.labels(self.name, "failed").inc()
        log.warning("network not heard", account=self.part, error=kind, code=error.code, failures=failures)
        self._health.bad(self.part, f"{kind}: {error}")
        params = getattr(error, "params", {})
        if isinstance(error, HumanNeeded) and error.link is not None:
            params = {**params, "link": error.link}
        await self._pulse.fails(_key(error), AT_ONCE if isinstance(error, Permanent) else PATIENCE, params)
        if isinstance(error, Permanent):
            await self._sleep(AFTER_PERMANENT)
            return
        wait = backoff(failures).total_seconds()
        if isinstance(error, Transient) and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        await self._sleep(wait)


class Called(Ear):
    """Sees that the network posts an account's events to us. `alone`: nobody polls it besides."""

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
        super().__init__(connector, account_id, sessions, health, clock=clock, sleep=sleep, counts=counts)
        self._alone = Way.POLLED not in ways(connector)
        if not self._alone:
            self.part = f"{connector.network} callback:{connector.account_id}"
            self._pulse = Pulse(sessions, self.part, clock, account_id)
        self._first, self._mended = True, False

    async def run(self) -> None:
        self._first, self._mended = True, False
        await super().run()

    async def _hear(self) -> None:
        if not isinstance(self._connector, CallsBack):
            raise TypeError(f"{self.part} is not called")
        if self._alone:
            await self._catching_up.look(await self._cursor())
        seen = await self._connector.subscribe()
        if seen.mended:
            log.info("set up to be posted to", account=self.part)
            self._mended = True
        _judge(seen)
        if self._alone:
            await self._check_doors(seen)
            await self._catch_up(self._connector)

    async def _rest(self) -> None:
        await self._sleep(LOOK_EVERY)

    async def _check_doors(self, seen: Subscribed) -> None:
        opened = open_at(await self._cursor())
        if opened is None or self._clock() - opened > DOORS_OPEN:
            raise Deaf("callback-doors", "no process serves LISTEN (the part web)", seen.params)

    async def _catch_up(self, connector: CallsBack) -> None:
        """What could not be delivered, then the present place: the next look back, or poll, begins there."""
        cursor = await self._cursor()
        known = place(cursor)
        late = cursor is not None and self._clock() - cursor.moved_at > LATE
        if known is not None and (self._first or self._mended or late):
            while (batch := await connector.lately(known)).items:
                await self._keep(batch)
                known = batch.cursor
            await self._keep(dataclasses.replace(batch, gap=batch.gap and (self._mended or late)))
            await self._catching_up.look(await self._cursor())
        else:
            await self._keep(await connector.lately(None))
        self._first, self._mended = False, False


def ways(connector: Connector) -> frozenset[Way]:
    """How an account is to be heard."""
    return connector.ways if isinstance(connector, CallsBack) else frozenset({Way.POLLED})


def _judge(seen: Subscribed) -> None:
    """Raises what an owner should know."""
    match seen.calling:
        case Calling.BY_HAND:
            raise ByHand(seen)
        case Calling.REFUSED:
            raise Deaf(
                "callback-failed", f"the network does not reach us under {seen.params['url']}", seen.params
            )
        case Calling.ASKED:
            raise Deaf("callback-failed", "the network has not looked at our address yet", seen.params)


def _key(error: ConnectorError) -> str:
    """The words that tell an owner why nothing comes in."""
    match error:
        case Deaf() | ByHand():
            return error.key
        case Auth():
            return "ear-refused"
        case Permission():
            return "ear-permission"
        case HumanNeeded(link=str()):
            return "ear-check"
        case HumanNeeded():
            return "ear-human-needed"
        case Permanent():
            return "ear-trouble"
        case _:
            return "ear-silent"
