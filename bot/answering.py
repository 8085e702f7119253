"""An answer's way to its network: look whether it was taken back, send, and find out what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import closed_notice, privately, surveys
from bot.answers import Terms
from bot.desk.files import File, name_of
from bot.desk.retry import Again, Dead, Done, Doubt, Stop, TakenBack, Verdict, backoff
from bot.desk.surveys import choices, over
from bot.enclosed import Belongs, files_of
from bot.hushing import hush
from bot.networks import Networks
from bot.outcomes import Source
from bot.record import PRESSED, RESTORED
from connectors.base import Attempt, Connector, Reconciles, Sent, Upload, WritesPrivately, text_length
from connectors.errors import (
    Auth,
    ConnectorError,
    Duplicate,
    HumanNeeded,
    OutcomeUnknown,
    Permanent,
    Permission,
    PolicyRefused,
    QuotaExhausted,
    RateLimited,
    Rule,
    TooLong,
    Transient,
)
from storage.models import Card, Json, Message, Notice, Outbox
from storage.queries import message_by_key

log = structlog.get_logger()


PATIENCE = 60.0
"""Seconds that somebody waits to hear whether a customer takes messages; what takes longer, sending will tell."""


class Watch(Protocol):
    """Looks at the operator's own message just before its answer leaves."""

    async def leaving(self, source: Source) -> bool:
        """Set the sign "sending". False: the message is gone, its author took the answer back."""
        ...


class Files(Protocol):
    """Where the files of people are."""

    def open(self, file: File) -> AbstractAsyncContextManager[Path]:
        """The bytes on disk, as long as it is open. Raises Transient, FileGone."""
        ...


class Answering:
    """The carrier of every network's lane."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        networks: Networks,
        watch: Watch,
        files: Files,
        terms: Callable[[], Terms],
    ) -> None:
        self._sessions = sessions
        self._networks = networks
        self._watch = watch
        self._files = files
        self._terms = terms

    async def draw(self, card: Card) -> Verdict:
        raise NotImplementedError("a network's lane has no cards")

    async def carry(self, row: Outbox) -> Verdict:
        message, files, connector = await self._load(row)
        if connector is None:
            return Dead({"error": "not-connected"})
        if row.kind == privately.REACH:
            return await self._reach(row, message, connector)
        if message.automatic and not await self._is_true(message):
            return TakenBack()
        meant = await self._still_meant(message)
        # A press came after whatever became of the message: it goes out all the same.
        if row.attempts == 1 and not meant and not row.payload.get(PRESSED):
            return TakenBack()
        if row.payload.get(RESTORED):
            return await self.reconcile(row)
        attempt = self._attempt(row, message, files)
        if attempt.choices and not surveys.can_ask(connector, attempt.target, attempt.choices):
            return TakenBack()
        able = connector.capabilities(attempt.target, self._clock()).reply
        if message.automatic and not closed_notice.takes(able, text_length(message.text, able.unit)):
            return Dead({"error": "not-by-itself"})
        if able.human_only and not attempt.human:
            return Dead(failure_of(PolicyRefused("not by a program", rule=Rule.HUMAN_ONLY)))
        try:
            return Done(sent=await connector.send(attempt))
        except ConnectorError as error:
            log.info("answer not sent", row=row.id, error=type(error).__name__, code=error.code)
            return _verdict(error, row.attempts, self._clock())

    async def _reach(self, row: Outbox, message: Message, connector: Connector) -> Verdict:
        """Whether somebody takes messages of us. Where that can't be told, sending will."""
        takes = True
        if isinstance(connector, WritesPrivately):
            try:
                takes = await connector.takes_messages(message.target or {})
            except ConnectorError as error:
                log.info(
                    "not known who takes messages", row=row.id, error=type(error).__name__, code=error.code
                )
                late = isinstance(error, Transient) and (error.retry_after or 0) > PATIENCE
                if isinstance(error, Auth) or not (late or isinstance(error, Permanent)):
                    return _verdict(error, row.attempts, self._clock())

        async def heard(session: AsyncSession) -> None:
            await privately.heard(session, row, self._terms(), takes=takes)

        return Done(then=heard)

    async def reconcile(self, row: Outbox) -> Verdict:
        """Asks the network. Where it cannot tell, a person must."""
        if row.kind == privately.REACH:
            return Again(self._clock(), reason="transient")
        message, files, connector = await self._load(row)
        if not isinstance(connector, Reconciles):
            return Doubt("cannot be looked up")
        try:
            attempt = self._attempt(row, message, files)
            sent = await connector.find_sent(attempt, _begun(row) - timedelta(minutes=1))
        except ConnectorError as error:
            return Doubt(kebab(error))
        if sent is None and row.payload.get(RESTORED):
            return Doubt("it may have been sent or taken back since")
        if sent is None:
            return Again(self._clock(), reason="transient")
        # The same words may have been sent under the same comment before: that one is not this one.
        known = sent.replaced != sent.key and await self._is_known(message, sent)
        return Doubt("found an earlier one") if known else Done(sent=sent)

    async def _is_known(self, message: Message, sent: Sent) -> bool:
        async with self._sessions() as session:
            return await message_by_key(session, message.account_id, sent.key) is not None

    def _clock(self) -> datetime:
        return self._terms().now

    async def _load(self, row: Outbox) -> tuple[Message, Sequence[File], Connector | None]:
        async with self._sessions() as session:
            message = await session.get_one(Message, row.message_id)
            hush([message.text])
            files = await files_of(session, Belongs(message_id=message.id))
        return message, files, self._networks.of(message.account_id)

    async def _is_true(self, message: Message) -> bool:
        async with self._sessions() as session:
            now = self._clock()
            if message.notice == Notice.SURVEY:
                return await surveys.is_true(session, message, now)
            return message.notice == Notice.THANKS or await closed_notice.is_true(session, message, now)

    async def _still_meant(self, message: Message) -> bool:
        if message.source_chat_id is None or message.source_message_id is None:
            return True
        return await self._watch.leaving(Source(message.source_chat_id, message.source_message_id))

    def _attempt(self, row: Outbox, message: Message, files: Sequence[File]) -> Attempt:
        return Attempt(
            row_id=row.id,
            target=message.target or {},
            text=message.text,
            random_id=row.payload["random_id"],
            guid=row.payload["guid"],
            attachments=[self._upload(one) for one in files],
            human=message.staff_id is not None,
            choices=choices(row.payload),
            over=over(row.payload),
        )

    def _upload(self, file: File) -> Upload:
        fetch = partial(self._files.open, file)
        mime = file.mime or "application/octet-stream"
        return Upload(file.kind, name_of(file), fetch, mime, file.size)


def _begun(row: Outbox) -> datetime:
    since = row.payload.get(RESTORED)
    return datetime.fromisoformat(since) if isinstance(since, str) else row.created_at


def _verdict(error: ConnectorError, attempts: int, now: datetime) -> Verdict:
    match error:
        case Duplicate(sent=sent):
            return Done(sent=sent)
        case OutcomeUnknown():
            return Doubt(kebab(error))
        case QuotaExhausted(resets_at=datetime() as at):
            reason = "paid-quota" if error.paid else kebab(error)
            return Again(max(at, now), pause=error.scope == "account", reason=reason)
        case RateLimited(retry_after=float() | int() as seconds):
            return Again(
                now + timedelta(seconds=seconds), pause=error.scope == "account", reason=kebab(error)
            )
        case Transient(retry_after=seconds):
            wait = backoff(attempts) if seconds is None else timedelta(seconds=seconds)
            return Again(now + wait, reason=kebab(error))
        case Auth():
            return Stop(kebab(error))
        case Permanent():
            return Dead(failure_of(error))
        case _:
            return Doubt(kebab(error))


def failure_of(error: ConnectorError) -> Json:
    """What is kept of an error: its class, its code and figures; no text from outside but a link to open."""
    failure: Json = {"error": kebab(error), "code": error.code}
    if isinstance(error, TooLong):
        failure.update(limit=error.limit, actual=error.actual)
    if isinstance(error, HumanNeeded) and error.link is not None:
        failure.update(link=error.link)
    if isinstance(error, PolicyRefused) and error.rule is not None:
        failure.update(rule=error.rule.value)
    if isinstance(error, Permission) and error.lacks is not None:
        failure.update(lacks=error.lacks)
    if isinstance(error, QuotaExhausted) and error.paid:
        failure.update(paid=True)
    return failure


def kebab(error: Exception) -> str:
    """`PolicyRefused` → `policy-refused`: names the words that tell it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
