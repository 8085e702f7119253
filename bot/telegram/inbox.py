"""Updates come through an inbox: stored and committed before Telegram forgets them, handled in order.

`keep` stores what polling or the webhook brings; `Inbox` handles: an update's effect and its "done" commit together. A press
that a poll brings alone is stored and handled in one commit (`Inbox.take`).
Three failures park an update, tell the person, and do not block those behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import bind_contextvars

from bot.bell import Bell
from bot.bench import Bench
from bot.desk.retry import backoff
from bot.following import case_known, following
from bot.hushing import hush, written_in
from bot.notices import tell_owners_once
from bot.reading import words_in
from bot.telegram import (
    arranging,
    assigning,
    behind,
    byhand,
    commands,
    customer_words,  # noqa: F401 - takes what is written about customers
    customers,  # noqa: F401 - its buttons are some of the presses
    elsewhere,
    escalating,  # noqa: F401 - its buttons are some of the presses
    finding,
    hours,
    language,
    lists,
    looking,
    me,
    members,
    merging,
    own_answers,
    presses,
    private_work,
    replies,
    reporting,
    settings,
    shifts,
    showing,  # noqa: F401 - its button is one of the presses
    snoozing,
    sorting,
    staff,
    summary_hour,
    surveys,
    tag_lists,
    targets,
    template_lists,
    templates,
)
from bot.telegram.callbacks import as_drawn
from bot.telegram.reply import NOTHING, NotYet, Reply, Whisper, give, in_words
from bot.texts import Words
from bot.transaction import Channel, finish, to_the_end, transaction
from storage.errors import DATABASE_FAILED, passing
from storage.models import Update as Row
from storage.models import UpdateState
from storage.outbox import next_of_updates, store_done, store_update
from storage.queries import the_desk

log = structlog.get_logger()

ALLOWED = ("message", "edited_message", "callback_query", "chat_member", "my_chat_member")
FAILURES = 3
POSTPONED = timedelta(seconds=0.2)
AT_ONCE = 0.25
"""Seconds that a press may take to be handled, while the next poll waits for it."""
AFTER_CUT = timedelta(minutes=1)
"""Where one takes longer, others may: the database is far, or Telegram has to be asked who presses."""
LOOK_EVERY = 1.0
WORKERS = 4
UNREADABLE = "unreadable"
PRESS = "press"

Json = dict[str, Any]


async def keep(bench: Bench, updates: Iterable[Json]) -> None:
    """Into the inbox, together. Once this returns Telegram may forget them."""
    async with transaction(bench.sessions) as session:
        for raw in updates:
            await _store(session, bench.bot, raw, bench.clock())


async def _store(session: AsyncSession, bot: Bot, raw: Json, now: datetime) -> None:
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
        wakes=Channel.INBOX,
        error=UNREADABLE if update is None else None,
    )
    if stored and update is None:
        log.error("update not understood", update=raw["update_id"], kinds=sorted(raw))
        params = {"account": "Telegram", "reason": UNREADABLE}
        await tell_owners_once(session, await the_desk(session), "owner-event-not-understood", params, now)


def read(bot: Bot, raw: Json) -> Update | None:
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError:
        return None


def update_ids(updates: Sequence[object]) -> Iterator[tuple[int, Json]]:
    """Those that can be told apart at all."""
    for raw in updates:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if isinstance(raw, dict) and isinstance(number, int) and 0 <= number < 2**63:
            yield number, raw
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


def kind_of(raw: Json) -> str:
    """For who counts: `press`, `message`, `edit` or `member`."""
    known = {"callback_query": PRESS, "message": "message", "edited_message": "edit"}
    return next((kind for name, kind in known.items() if name in raw), "member")


@dataclass(frozen=True, slots=True)
class _Alone:
    """A press that is not stored yet. `kept`: Telegram may forget it."""

    raw: Json
    kept: asyncio.Future[bool]


class Inbox:
    """Handles what is stored, in order per person and per chat."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._counts = bench, bench.counts
        self._news = Bell()
        self._in_hand = 0
        self._in_vain = False
        """Somebody has looked while an update was in hand, and found nothing that was free."""
        self._idle = 0
        self._alone: _Alone | None = None
        self._alone_from: datetime | None = None
        """One was cut off: until then each is stored first."""
        self.answers_press = False
        """A press that came alone is in hand, and is to be answered."""
        self._dispatcher = Dispatcher(disable_fsm=True)
        # Each is asked until one answers: what comes most is asked about first.
        for router in (
            presses.router,
            commands.router,
            arranging.router,
            looking.router,
            finding.router,
            reporting.router,
            behind.router,
            settings.router,
            summary_hour.router,
            hours.router,
            surveys.router,
            targets.router,
            me.router,
            language.router,
            own_answers.router,
            templates.router,
            template_lists.router,
            staff.router,
            assigning.router,
            sorting.router,
            snoozing.router,
            tag_lists.router,
            merging.router,
            shifts.router,
            elsewhere.router,
            byhand.router,
            replies.router,
            private_work.router,
            lists.router,
            presses.unknown,
            members.router,
        ):
            # A router has one parent in aiogram; a second desk in this process takes them over.
            router._parent_router = None
            self._dispatcher.include_router(router)

    def wake(self) -> None:
        self._news.ring()

    async def take(self, raw: Json) -> bool:
        """A press that came alone is handled as it is stored, in one commit. False: that was not to be, for it is none, or
        nobody is free, or it takes too long or fails; nothing has happened then, unless the connection was lost in the very
        commit, and it is to be kept like any other.
        """
        if kind_of(raw) != PRESS or not self._idle:
            return False
        if self._alone_from is not None and self._bench.clock() < self._alone_from:
            return False
        self._alone = alone = _Alone(raw, asyncio.get_running_loop().create_future())
        self._news.ring()
        return await alone.kept

    async def run(self) -> None:
        """Until cancelled: an update under way is finished first."""
        await asyncio.gather(*(self._work() for _ in range(WORKERS)))

    async def _work(self) -> None:
        while True:
            try:
                busy = await to_the_end(self.handle_next())
            except DATABASE_FAILED as error:
                log.warning("inbox cannot reach the database", error=type(error).__name__)
                busy = False
            if not busy:
                self._idle += 1
                try:
                    await self._news.heard(LOOK_EVERY)
                finally:
                    self._idle -= 1

    async def handle_next(self) -> bool:
        """One update: its effect and its being done commit together. False: nothing to do."""
        with following():
            alone, self._alone = self._alone, None
            if alone is not None and not alone.kept.done():
                await self._handle_alone(alone)
                return True
            return await self._handle_next()

    async def _handle_alone(self, alone: _Alone) -> None:
        received_at = self._bench.clock()
        update: Update | None = None
        reply: Reply | None = None
        self.answers_press = True
        try:
            try:
                update = read(self._bench.bot, alone.raw)
                if update is not None:
                    reply = await self._store_and_handle(update, alone.raw, received_at)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is handled once more, from the inbox
                log.info("not at once", update=alone.raw["update_id"], error=type(error).__name__)
                if isinstance(error, TimeoutError):
                    self._alone_from = received_at + AFTER_CUT
            finally:
                if not alone.kept.done():
                    alone.kept.set_result(reply is not None)
            if update is not None and reply is not None:
                await self._say(update, reply, PRESS, received_at)
        finally:
            self.answers_press = False

    async def _store_and_handle(self, update: Update, raw: Json, now: datetime) -> Reply | None:
        """None: it is stored already, waits for others of its person, or is no press after all."""
        bind_contextvars(update=update.update_id)
        hush(written_in(raw))
        if update.callback_query is None:
            return None
        where, bot_id = presses.whereabouts(update.callback_query), self._bench.bot.id
        # Not around the commit: cut off there, nobody would know whether it is done and has to be answered.
        async with transaction(self._bench.sessions) as session, asyncio.timeout(AT_ONCE):
            if not await store_done(session, where, bot_id=bot_id, update_id=update.update_id, now=now):
                return None
            reply = await self._handle(session, update)
            await finish(session)
            return reply

    async def _handle_next(self) -> bool:
        key: tuple[int, int] | None = None
        kind, received_at = "", self._bench.clock()
        try:
            async with transaction(self._bench.sessions) as session:
                row, more = await next_of_updates(session, self._bench.clock())
                if row is None:
                    self._in_vain = self._in_hand > 0
                    return False
                key = (row.bot_id, row.id)
                self._in_hand += 1
                bind_contextvars(update=row.id)
                kind, received_at = kind_of(row.payload), row.received_at
                if more:
                    self._news.ring()  # somebody else looks while this one is dealt with
                hush(written_in(row.payload))
                update = Update.model_validate(row.payload, context={"bot": self._bench.bot})
                reply = await self._handle(session, update)
                row.state = UpdateState.DONE
                row.payload = {}
        except Exception as error:
            if key is None:
                raise
            if isinstance(error, NotYet):
                outcome = await self._postpone(key)
            elif passing(error):
                log.warning("update waits for the database", update=key[1], error=type(error).__name__)
                outcome = await self._postpone(key)
            else:
                log.exception("update failed", update=key[1])
                outcome = await self._failed(key, type(error).__name__)
            self._counts.updates.labels(kind, outcome).inc()
            return True
        finally:
            self._in_hand -= key is not None
        if more or self._in_vain:
            # Those behind it, of its person or chat, were not to be had until now.
            self._in_vain = False
            self._news.ring()
        await self._say(update, reply, kind, received_at)
        return True

    async def _say(self, update: Update, reply: Reply, kind: str, received_at: datetime) -> None:
        await give(self._bench, update, reply)
        self._counts.updates.labels(kind, "done").inc()
        tell = log.info if case_known() else log.debug
        tell("handled", kind=kind)
        took = (self._bench.clock() - received_at).total_seconds()
        self._counts.update_seconds.labels(kind).observe(max(0.0, took))

    async def _handle(self, session: AsyncSession, update: Update) -> Reply:
        context: Mapping[str, Any] = {"session": session, "bench": self._bench}
        reply = await self._dispatcher.feed_update(self._bench.bot, as_drawn(update), **context)
        return reply if isinstance(reply, Reply) else NOTHING

    async def _postpone(self, key: tuple[int, int]) -> str:
        """It is not to blame: a deadlock, a lock that was not to be had, a connection lost."""
        async with transaction(self._bench.sessions) as session:
            row = await _new_update(session, key)
            if row is not None:
                row.not_before = self._bench.clock() + POSTPONED
        return "postponed"

    async def _failed(self, key: tuple[int, int], error: str) -> str:
        """What became of it, for who counts."""
        async with transaction(self._bench.sessions) as session:
            row = await _new_update(session, key)
            if row is None:
                return "done"
            row.attempts += 1
            if row.attempts < FAILURES:
                row.not_before = self._bench.clock() + backoff(row.attempts)
                return "failed"
            row.state, row.error = UpdateState.PARKED, error
            update = read(self._bench.bot, row.payload)
            texts = await words_in(session, await the_desk(session), _author(update))
        log.error("update parked", update=key[1], error=error)
        self._news.ring()
        if update is not None:
            press = update.callback_query is not None
            await give(self._bench, update, apology(texts, key[1], press=press))
        return "parked"


async def _new_update(session: AsyncSession, key: tuple[int, int]) -> Row | None:
    """Locked; None if a commit whose outcome was unknown had succeeded after all."""
    query = select(Row).where(Row.bot_id == key[0], Row.id == key[1], Row.state == UpdateState.NEW)
    return (await session.scalars(query.with_for_update())).one_or_none()


def _author(update: Update | None) -> int:
    """Telegram's id of who wrote or pressed; 0: nobody of ours."""
    written = update and (update.message or update.edited_message or update.callback_query)
    return 0 if not written or written.from_user is None else written.from_user.id


def apology(texts: Words, update_id: int, *, press: bool) -> Reply:
    """Something of ours broke: said to the person, with what helps whoever looks into it."""
    if press:
        return Reply(toast=texts("parked", number=update_id), alert=True)
    return Reply(whispers=[Whisper(in_words(texts, "parked", number=update_id))])
