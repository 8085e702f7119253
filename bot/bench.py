"""What the parts of a running desk share. Built once by `app.py`, passed in; no globals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram import Bot
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answers import Terms
from bot.case_rows import rows_of
from bot.desk.admitted import ADMITTED, Admitted
from bot.desk.privacy import Privacy
from bot.health import Health
from bot.monitoring.counts import Counts
from bot.networks import Networks
from bot.views import Look, looks_of, the_one
from connectors.base import Capabilities, Json


@dataclass(frozen=True, slots=True)
class Bench:
    sessions: async_sessionmaker[AsyncSession]
    bot: Bot
    username: str
    """The bot's, without @."""
    networks: Networks
    clock: Callable[[], datetime]
    undo: timedelta
    health: Health = field(default_factory=Health)
    counts: Counts = field(default_factory=Counts)
    privacy: Privacy = field(default_factory=Privacy)
    admitted: Admitted = ADMITTED
    """Which files of customers come into the chat."""
    owner_ids: frozenset[int] = frozenset()
    """Whom OWNER_IDS makes owners at every start: Telegram user ids."""

    def able(self, account_id: int, target: Json) -> Capabilities:
        """What can be done now with the message that `target` came with."""
        return self.networks.capabilities(account_id, target, self.clock())

    async def look(self, session: AsyncSession, case_id: int) -> Look:
        """A case as it is now, with what can be done with it and what it shows to everybody. Raises NoResultFound."""
        return the_one(case_id, await self.looks(session, [case_id]))

    async def looks(self, session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Look]:
        """The same of many at once. A case that is not there is left out."""
        found = await rows_of(session, case_ids)
        if found:
            await self.networks.learn(session, some=any(one.has.lacking for one in found.values()))
        return await looks_of(session, found, self.able, self.privacy, self.admitted)

    def terms(self) -> Terms:
        """What holds now."""
        return Terms(self.clock(), self.undo, self.networks, self.privacy)
