"""One account's ear: poll → store with the cursor → poll on. Backs off, and says in words when it cannot hear."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.catching_up import CatchingUp, place
from bot.desk.retry import backoff
from bot.health import Health
from bot.intake import new_keys, take
from bot.transaction import transaction
from bot.troubles import AT_ONCE, PATIENCE, Pulse
from connectors.base import (
    Auth,
    Batch,
    Connector,
    ConnectorError,
    HumanNeeded,
    Invalid,
    Json,
    Permanent,
    Permission,
    Transient,
)
from storage.errors import DATABASE_FAILED
from storage.models import Account, Cursor

log = structlog.get_logger()

AFTER_PERMANENT = 60.0
"""Seconds between tries of what a person must mend: it goes on by itself once it is mended."""


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
    ) -> None:
        self._connector = connector
        self._account_id = account_id
        self._sessions = sessions
        self._health = health
        self._clock = clock
        self._sleep = sleep
        self._catching_up = CatchingUp(connector, account_id, sessions, clock=clock)
        self.part = f"{connector.network}:{connector.account_id}"
        self._pulse = Pulse(sessions, self.part, clock, account_id)

    async def run(self) -> None:
        self._pulse.forget()
        self._catching_up.forget()
        failures = 0
        while True:
            try:
                await self._catching_up.look()
                batch = await self._connector.poll(await self._cursor())
                await self._keep(batch)
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
                self._health.beat(self.part, self._clock())
                await self._pulse.is_well()

    async def _cursor(self) -> Json | None:
        async with self._sessions() as session:
            cursor = await session.get(Cursor, self._account_id)
        return None if cursor is None else place(cursor.value)

    async def _keep(self, batch: Batch) -> None:
        """Items and cursor commit together: what is not stored is polled again."""
        if batch.gap:
            log.warning("part of the history was lost", account=self.part)
        async with transaction(self._sessions) as session:
            account = await session.get_one(Account, self._account_id)
            marked = await self._catching_up.marked(session, batch)
            await take(session, account, marked, self._clock())
        keys = new_keys(batch.items)
        if keys:
            log.info("received", account=self.part, messages=len(keys))

    async def _trouble(self, error: ConnectorError, failures: int) -> None:
        kind = kebab(error)
        log.warning("network not heard", account=self.part, error=kind, code=error.code, failures=failures)
        self._health.bad(self.part, f"{kind}: {error}")
        link = error.link if isinstance(error, HumanNeeded) else None
        await self._pulse.fails(_key(error), AT_ONCE if isinstance(error, Permanent) else PATIENCE, link)
        if isinstance(error, Permanent):
            await self._sleep(AFTER_PERMANENT)
            return
        wait = backoff(failures).total_seconds()
        if isinstance(error, Transient) and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        await self._sleep(wait)


def _key(error: ConnectorError) -> str:
    """The words that tell an owner why nothing comes in."""
    match error:
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
