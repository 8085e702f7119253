"""How many follow each of our accounts, asked once a day: what comes in is told for each thousand of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answering import kebab
from bot.networks import Networks
from bot.transaction import transaction
from connectors.base import Connector
from connectors.errors import ConnectorError
from connectors.following import CountsFollowers
from storage.errors import DATABASE_FAILED
from storage.models import Account

log = structlog.get_logger()

SOON, EVERY = 60.0, 1800.0
"""Seconds till the first look at what is due, for a start has more urgent things to ask; and between two looks."""
FRESH = timedelta(days=1)
"""So long a number is not asked for again."""


class Followers:
    """Until cancelled, by one process at a time."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        networks: Networks,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._sessions, self._networks, self._clock, self._sleep = sessions, networks, clock, sleep
        self._untold: dict[int, datetime] = {}
        """When the network told nothing of an account: it is asked again as late as if it had."""

    async def run(self) -> None:
        await self._sleep(SOON)
        while True:
            for account_id, connector in self._networks:
                try:
                    await self.ask(account_id, connector)
                except ConnectorError as error:
                    log.info("followers not read", account=connector.account_id, error=kebab(error))
                except DATABASE_FAILED as error:
                    log.warning("followers not stored", error=type(error).__name__)
                except Exception:
                    # A defect of ours in counting must not end the program.
                    log.exception("counting followers broke", account=connector.account_id)
            await self._sleep(EVERY)

    async def ask(self, account_id: int, connector: Connector) -> None:
        """If it is due. Raises ConnectorError; then it is due still. What is not told any more stays as it was, as old as it
        is: reports leave it out in time.
        """
        if not isinstance(connector, CountsFollowers):
            return
        now = self._clock()
        if account_id in self._untold and self._untold[account_id] > now - FRESH:
            return
        due = or_(Account.followers_at.is_(None), Account.followers_at <= now - FRESH)
        async with self._sessions() as session:
            if await session.scalar(select(Account.id).where(Account.id == account_id, due)) is None:
                return
        told = await connector.followers()
        if told is None:
            self._untold[account_id] = now
            return
        async with transaction(self._sessions) as session:
            await session.execute(
                update(Account).where(Account.id == account_id).values(followers=told, followers_at=now)
            )
