"""The carrier of a network's lane: answers as `bot/answering.py` does, links as `bot/links.py`, and deeds.

A deed may be repeated: what is so already stays so. So nothing is ever in doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import joinedload

from bot.answering import Answering, failure_of, kebab
from bot.desk.retry import TRIES, Again, Dead, Done, Stop, Verdict, backoff
from bot.links import LINK, Links
from bot.networks import Networks
from connectors.acting import Acts, Order
from connectors.base import Deed
from connectors.errors import Auth, ConnectorError, OutcomeUnknown, RateLimited, Transient
from connectors.signals import Reason
from storage.models import Card, Conversation, Message, Outbox

log = structlog.get_logger()

PATIENCE = 60.0
"""Seconds. What the network lets wait longer is given up: the person is told, and the case's answers go on."""


class AccountCarrier:
    """Of every network's lane."""

    def __init__(
        self,
        answering: Answering,
        sessions: async_sessionmaker[AsyncSession],
        networks: Networks,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._answering = answering
        self._links = Links(networks, clock=clock)
        self._sessions = sessions
        self._networks = networks
        self._clock = clock

    async def draw(self, card: Card) -> Verdict:
        return await self._answering.draw(card)

    async def reconcile(self, row: Outbox) -> Verdict:
        return Again(self._clock()) if row.kind in ("deed", LINK) else await self._answering.reconcile(row)

    async def carry(self, row: Outbox) -> Verdict:
        if row.kind == LINK:
            return await self._links.carry(row)
        if row.kind != "deed":
            return await self._answering.carry(row)
        message = await self._load(row)
        connector = self._networks.of(message.account_id)
        if not isinstance(connector, Acts):
            return Dead({"error": "not-connected"})
        try:
            await connector.act(_order(row, message))
        except ConnectorError as error:
            log.info("deed not done", row=row.id, error=type(error).__name__, code=error.code)
            return _verdict(error, row.attempts, self._clock())
        return Done()

    async def _load(self, row: Outbox) -> Message:
        query = select(Message).where(Message.id == row.message_id)
        person = joinedload(Message.conversation).joinedload(Conversation.identity)
        async with self._sessions() as session:
            return (await session.scalars(query.options(person))).one()


def _order(row: Outbox, message: Message) -> Order:
    until = row.payload.get("until")
    return Order(
        Deed(row.payload["deed"]),
        message.target or {},
        key=message.key,
        person=message.conversation.identity.external_id,
        text=row.payload.get("text"),
        until=None if until is None else datetime.fromisoformat(until),
        reason=Reason(row.payload.get("reason", Reason.OTHER)),
        again=row.attempts > 1,
    )


def _verdict(error: ConnectorError, attempts: int, now: datetime) -> Verdict:
    match error:
        case Auth():
            return Stop(kebab(error))
        case RateLimited(retry_after=float() | int() as seconds) if seconds <= PATIENCE and attempts < TRIES:
            return Again(now + timedelta(seconds=seconds), pause=error.scope == "account")
        case Transient(retry_after=None) | OutcomeUnknown() if attempts < TRIES:
            return Again(now + backoff(attempts))
        case _:
            return Dead(failure_of(error))
