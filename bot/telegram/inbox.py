"""Updates come through an inbox: stored and committed before Telegram forgets them, handled in order.

`Poller` stores; `Inbox` handles: an update's effect and its "done" commit together. Three failures park an update,
tell the person, and do not block those behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Dispatcher
from aiogram.methods import GetUpdates
from aiogram.types import Update
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.retry import backoff
from bot.telegram import commands, members, presses, replies
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.reply import NOTHING, Reply, Whisper, give, in_words
from bot.texts import Words, words
from bot.transaction import Channel, transaction, wake
from storage.models import Update as Row
from storage.models import UpdateState
from storage.outbox import next_update, store_update
from storage.queries import the_desk

log = structlog.get_logger()

ALLOWED = ("message", "edited_message", "callback_query", "chat_member", "my_chat_member")
WAIT = 25
"""Seconds of a long poll; Telegram allows 50."""
FAILURES = 3
LOOK_EVERY = 1.0
WORKERS = 4


class Conflict(Exception):
    """Another program polls with this token: fatal."""


async def store(session: AsyncSession, bot_id: int, update: Update) -> None:
    """One update into the inbox; the same again has no effect."""
    chat_id, person_id = parties(update)
    stored = await store_update(
        session,
        bot_id=bot_id,
        update_id=update.update_id,
        chat_id=chat_id,
        person_id=person_id,
        payload=update.model_dump(mode="json", exclude_none=True, by_alias=True, exclude_unset=True),
    )
    if stored:
        wake(session, Channel.INBOX)


def parties(update: Update) -> tuple[int | None, int | None]:
    """Whose order an update keeps: messages their chat's, presses their person's. Neither waits for the other."""
    message = update.message or update.edited_message
    if message is not None:
        return message.chat.id, None if message.from_user is None else message.from_user.id
    if update.callback_query is not None:
        return None, update.callback_query.from_user.id
    moved = update.chat_member or update.my_chat_member
    return (None, None) if moved is None else (moved.chat.id, moved.from_user.id)


class Poller:
    """Long polling with an offset that moves only after the commit."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._offset: int | None = None

    async def run(self) -> None:
        """Until cancelled. Raises Conflict when another program polls with the same token."""
        failures = 0
        while True:
            try:
                updates = await self._bench.bot(
                    GetUpdates(offset=self._offset, timeout=WAIT, allowed_updates=list(ALLOWED)),
                    request_timeout=WAIT + 10,
                )
                await self.keep(updates)
            except (*SENDING_FAILED, SQLAlchemyError, OSError) as error:
                failures += 1
                await self._trouble(error, failures)
                continue
            failures = 0
            self._bench.health.beat("telegram", self._bench.clock())

    async def keep(self, updates: list[Update]) -> None:
        """Store, commit, and only then let Telegram forget them."""
        if not updates:
            return
        async with transaction(self._bench.sessions) as session:
            for update in updates:
                await store(session, self._bench.bot.id, update)
        self._offset = updates[-1].update_id + 1

    async def _trouble(self, error: Exception, failures: int) -> None:
        trouble = Trouble.UNKNOWN if isinstance(error, SQLAlchemyError | OSError) else trouble_of(error)
        if trouble is Trouble.CONFLICT and failures > 3:
            raise Conflict(
                "Telegram says that another program polls with this bot token: stop the other one"
            ) from error
        log.warning("no updates", trouble=trouble.value, failures=failures)
        self._bench.health.bad("telegram", f"no updates: {trouble.value}")
        wait = getattr(error, "retry_after", None) or backoff(failures).total_seconds()
        await asyncio.sleep(min(wait, 60))


class Inbox:
    """Handles what is stored, in order per person and per chat."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._news = asyncio.Event()
        self._dispatcher = Dispatcher(disable_fsm=True)
        for router in (commands.router, replies.router, presses.router, members.router):
            # A router has one parent in aiogram; a second desk in this process takes them over.
            router._parent_router = None
            self._dispatcher.include_router(router)

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled: an update under way is finished first."""
        await asyncio.gather(*(self._work() for _ in range(WORKERS)))

    async def _work(self) -> None:
        while True:
            self._news.clear()
            try:
                busy = await asyncio.shield(self.handle_next())
            except (SQLAlchemyError, OSError) as error:
                log.warning("inbox cannot reach the database", error=type(error).__name__)
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_EVERY)

    async def handle_next(self) -> bool:
        """One update: its effect and its being done commit together. False: nothing to do."""
        key: tuple[int, int] | None = None
        try:
            async with transaction(self._bench.sessions) as session:
                row = await next_update(session, self._bench.clock())
                if row is None:
                    return False
                key = (row.bot_id, row.id)
                update = Update.model_validate(row.payload, context={"bot": self._bench.bot})
                reply = await self._handle(session, update)
                row.state = UpdateState.DONE
                row.payload = {}
        except Exception:
            if key is None:
                raise
            log.exception("update failed", update=key[1])
            await self._failed(key)
            return True
        self._news.set()
        await give(self._bench, update, reply)
        return True

    async def _handle(self, session: AsyncSession, update: Update) -> Reply:
        context: Mapping[str, Any] = {"session": session, "bench": self._bench}
        reply = await self._dispatcher.feed_update(self._bench.bot, update, **context)
        return reply if isinstance(reply, Reply) else NOTHING

    async def _failed(self, key: tuple[int, int]) -> None:
        async with transaction(self._bench.sessions) as session:
            query = select(Row).where(Row.bot_id == key[0], Row.id == key[1]).with_for_update()
            row = (await session.scalars(query)).one()
            row.attempts += 1
            if row.attempts < FAILURES:
                row.not_before = self._bench.clock() + backoff(row.attempts)
                return
            row.state, row.error = UpdateState.PARKED, "failed three times"
            update = Update.model_validate(row.payload, context={"bot": self._bench.bot})
            texts = words((await the_desk(session)).language)
        log.error("update parked", update=key[1])
        await give(self._bench, update, apology(texts, key[1], press=update.callback_query is not None))


def apology(texts: Words, update_id: int, *, press: bool) -> Reply:
    """Something of ours broke: said to the person, with what helps whoever looks into it."""
    if press:
        return Reply(toast=texts("parked", number=update_id), alert=True)
    return Reply(whispers=[Whisper(in_words(texts, "parked", number=update_id))])
