"""Updates come through an inbox: stored and committed before Telegram forgets them, handled in order.

`Poller` stores; `Inbox` handles: an update's effect and its "done" commit together. Three failures park an update,
tell the person, and do not block those behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.config import ConfigError
from bot.desk.retry import backoff
from bot.notices import tell_owners_once
from bot.telegram import commands, lists, looking, members, presses, replies, settings
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.reply import NOTHING, Reply, Whisper, give, in_words
from bot.texts import Words, words
from bot.transaction import Channel, to_the_end, transaction, wake, woken
from bot.troubles import TELEGRAM, Pulse
from storage.errors import DATABASE_FAILED, passing
from storage.models import Update as Row
from storage.models import UpdateState
from storage.outbox import next_update, store_update
from storage.queries import the_desk

log = structlog.get_logger()

ALLOWED = ("message", "edited_message", "callback_query", "chat_member", "my_chat_member")
WAIT = 25
"""Seconds of a long poll; Telegram allows 50."""
FAILURES = 3
CONFLICTS = 5
"""In a row, over half a minute: a program that is just stopping elsewhere is waited for."""
POSTPONED = timedelta(seconds=0.2)
LOOK_EVERY = 1.0
WORKERS = 4
UNREADABLE = "unreadable"

Json = dict[str, Any]
Sleep = Callable[[float], Awaitable[None]]


class Conflict(ConfigError):
    """Another program polls with this token: fatal."""


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates that does not read what comes: an update that aiogram does not know must not cost the others."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


async def store(session: AsyncSession, bot: Bot, raw: Json, now: datetime) -> None:
    """One update into the inbox; the same again has no effect. What cannot be read is kept, parked, and told."""
    update = read(bot, raw)
    chat_id, person_id = (None, None) if update is None else parties(update)
    stored = await store_update(
        session,
        bot_id=bot.id,
        update_id=raw["update_id"],
        chat_id=chat_id,
        person_id=person_id,
        payload=raw,
        received_at=now,
        error=UNREADABLE if update is None else None,
    )
    if stored and update is None:
        log.error("update not understood", update=raw["update_id"], kinds=sorted(raw))
        params = {"account": "Telegram", "reason": UNREADABLE}
        await tell_owners_once(session, await the_desk(session), "owner-event-not-understood", params, now)
    elif stored:
        wake(session, Channel.INBOX)


def read(bot: Bot, raw: Json) -> Update | None:
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError:
        return None


def update_ids(updates: Sequence[object]) -> Iterator[tuple[int, Json]]:
    """Those that can be told apart at all."""
    for raw in updates:
        if isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
            yield raw["update_id"], raw
        else:
            log.error("not an update", kind=type(raw).__name__)


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

    def __init__(self, bench: Bench, sleep: Sleep = asyncio.sleep) -> None:
        self._bench = bench
        self._sleep = sleep
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0
        self._pulse = Pulse(bench.sessions, TELEGRAM, bench.clock)
        self._wait = 0
        """Of the next poll: the first one, and the first after trouble, tells at once that all is well."""

    async def run(self) -> None:
        """Until cancelled. Raises Conflict when another program polls with the same token."""
        self._pulse.forget()
        while True:
            try:
                await self.keep(await self._poll())
            except Exception as error:  # noqa: BLE001 - whatever came, polling must go on
                await self._trouble(error)
            else:
                self._failures = self._conflicts = 0
                self._wait = WAIT
                self._bench.health.beat("telegram", self._bench.clock())
                await self._pulse.is_well()

    async def _poll(self) -> list[Any]:
        call = GetRawUpdates(offset=self._offset, timeout=self._wait, allowed_updates=list(ALLOWED))
        return await self._bench.bot(call, request_timeout=WAIT + 10)

    async def keep(self, updates: Sequence[object]) -> None:
        """Store, commit, and only then let Telegram forget them."""
        known = dict(update_ids(updates))
        if not known:
            return
        async with transaction(self._bench.sessions) as session:
            for raw in known.values():
                await store(session, self._bench.bot, raw, self._bench.clock())
        self._offset = max(known) + 1

    async def _trouble(self, error: Exception) -> None:
        """Whatever went wrong, the next poll brings what this one did not."""
        self._failures += 1
        outside = isinstance(error, SENDING_FAILED)
        trouble = trouble_of(error) if outside else Trouble.UNKNOWN
        self._conflicts = self._conflicts + 1 if trouble is Trouble.CONFLICT else 0
        self._wait = WAIT if self._conflicts else 0
        if self._conflicts > CONFLICTS:
            raise Conflict(
                "Telegram says that another program polls with this bot token: stop the other one"
            ) from error
        what = trouble.value if outside else type(error).__name__
        log.warning("no updates", trouble=what, failures=self._failures)
        if not outside and not isinstance(error, DATABASE_FAILED):
            log.error("polling broke", exc_info=error)
        self._bench.health.bad("telegram", f"no updates: {what}")
        if outside:
            await self._pulse.fails("telegram-away")
        await self._sleep(getattr(error, "retry_after", None) or backoff(self._failures).total_seconds())


class Inbox:
    """Handles what is stored, in order per person and per chat."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._news = asyncio.Event()
        self._dispatcher = Dispatcher(disable_fsm=True)
        for router in (
            commands.router,
            looking.router,
            settings.router,
            replies.router,
            lists.router,
            presses.router,
            members.router,
        ):
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
                busy = await to_the_end(self.handle_next())
            except DATABASE_FAILED as error:
                log.warning("inbox cannot reach the database", error=type(error).__name__)
                busy = False
            if not busy:
                await woken(self._news, LOOK_EVERY)

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
        except Exception as error:
            if key is None:
                raise
            if passing(error):
                log.warning("update waits for the database", update=key[1], error=type(error).__name__)
                await self._postpone(key)
            else:
                log.exception("update failed", update=key[1])
                await self._failed(key, type(error).__name__)
            return True
        self._news.set()
        await give(self._bench, update, reply)
        return True

    async def _handle(self, session: AsyncSession, update: Update) -> Reply:
        context: Mapping[str, Any] = {"session": session, "bench": self._bench}
        reply = await self._dispatcher.feed_update(self._bench.bot, update, **context)
        return reply if isinstance(reply, Reply) else NOTHING

    async def _postpone(self, key: tuple[int, int]) -> None:
        """It is not to blame: a deadlock, a lock that was not to be had, a connection lost."""
        async with transaction(self._bench.sessions) as session:
            row = await _new_update(session, key)
            if row is not None:
                row.not_before = self._bench.clock() + POSTPONED

    async def _failed(self, key: tuple[int, int], error: str) -> None:
        async with transaction(self._bench.sessions) as session:
            row = await _new_update(session, key)
            if row is None:
                return
            row.attempts += 1
            if row.attempts < FAILURES:
                row.not_before = self._bench.clock() + backoff(row.attempts)
                return
            row.state, row.error = UpdateState.PARKED, error
            update = read(self._bench.bot, row.payload)
            texts = words((await the_desk(session)).language)
        log.error("update parked", update=key[1], error=error)
        self._news.set()
        if update is not None:
            press = update.callback_query is not None
            await give(self._bench, update, apology(texts, key[1], press=press))


async def _new_update(session: AsyncSession, key: tuple[int, int]) -> Row | None:
    """Locked; None if a commit whose outcome was unknown had succeeded after all."""
    query = select(Row).where(Row.bot_id == key[0], Row.id == key[1], Row.state == UpdateState.NEW)
    return (await session.scalars(query.with_for_update())).one_or_none()


def apology(texts: Words, update_id: int, *, press: bool) -> Reply:
    """Something of ours broke: said to the person, with what helps whoever looks into it."""
    if press:
        return Reply(toast=texts("parked", number=update_id), alert=True)
    return Reply(whispers=[Whisper(in_words(texts, "parked", number=update_id))])
