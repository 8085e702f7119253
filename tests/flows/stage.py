"""A desk at work against the sandbox, over HTTP, on a database of its own; and the people around it.

Time is passed in: `stage.time` is the clock of the desk and of the sandbox, and moves when a test says so.
"""

from __future__ import annotations

import asyncio
import math
import re
import time as real
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.app import Running, running
from bot.clock import Tick
from bot.config import load
from bot.reports.make import Draw
from connectors.base import Connector
from connectors.vk import Purse
from sandbox.telegram import Limits, Message, TelegramSandbox
from sandbox.vk import Comment, DirectMessage, Post, VkSandbox
from sandbox.vk import Limits as VkLimits
from storage.engine import LOCK_TIMEOUT, make_engine
from storage.models import Base, BotMessage, Card, Desk, Outbox, RowState, Update, UpdateState
from storage.outbox import due_lanes
from tests.flows.drawing import dots
from tests.quick import paced, quick

OPERATORS = -1001000000001
DELIVERY = -1001000000002
ANNA, BORIS, PETR, OLGA, STRANGER = 101, 102, 103, 104, 199
BRAND = 1234
TIM, VERA = 5001, 5002
TELEGRAM_TOKEN = "4242:flow-tests-telegram-token-0123456789"
VK_TOKEN = "vk1.a.flow-tests-community-token"
SERVICE_TOKEN = "flow-tests-service-token"
ADMIN_TOKEN = "vk1.a.flow-tests-administrators-token"


T = TypeVar("T", bound=Base)
V = TypeVar("V")


class Time:
    """Real time plus what a test has let pass."""

    def __init__(self) -> None:
        self._passed = 0.0
        self._wakes: list[Callable[[], None]] = []
        self._sleeps: list[float] = []

    def seconds(self) -> float:
        return real.time() + self._passed

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    def on_pass(self, wake: Callable[[], None]) -> None:
        self._wakes.append(wake)

    def let_pass(self, seconds: float) -> None:
        """All clocks go forward; whoever waits for time looks again."""
        self._passed += seconds
        for wake in self._wakes:
            wake()

    async def sleep(self, seconds: float) -> None:
        """Until so much time has passed, really or because a test let it."""
        until, passed = self.seconds() + seconds, asyncio.Event()
        self._wakes.append(passed.set)
        self._sleeps.append(until)
        try:
            while (left := until - self.seconds()) > 0:
                passed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await passed.wait()
        finally:
            self._wakes.remove(passed.set)
            self._sleeps.remove(until)

    def sleeps(self, seconds: float, most: float = math.inf) -> bool:
        """Somebody will wait at least so long from now, and no longer than `most`: only then does letting it pass mean
        anything.
        """
        return any(seconds <= until - self.seconds() <= most for until in self._sleeps)


@dataclass
class Stage:
    time: Time
    telegram: TelegramSandbox
    vk: VkSandbox
    engine: AsyncEngine
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    desk: Running | None = None
    telegram_seconds: float = 25
    """How long the desk waits for Telegram's answer to a call."""
    heard: bool = True
    """VK can be listened to: a desk at work does."""
    more: Callable[[], list[Connector]] = list
    """Accounts beside VK's, made anew for each desk at work."""
    draw: Draw = dots
    begun: bool = False
    beginning: asyncio.Lock = field(default_factory=asyncio.Lock)

    # --- the customer

    def post(self, text: str = "Our new blend") -> Post:
        return self.vk.add_post(BRAND, text)

    def comment(self, text: str = "Where is my parcel?", post: Post | None = None, who: int = TIM) -> Comment:
        return self.vk.comment(who, post or self.post(), text)

    def dialog(self, who: int = TIM) -> list[DirectMessage]:
        return self.vk.dialog(who, BRAND)

    def answers(self, post: Post) -> list[str]:
        """What the community said under a post."""
        return [one.text for one in self.vk.comments(post) if one.from_id == -BRAND]

    # --- the group

    def ours(self, chat: int = OPERATORS) -> list[Message]:
        """What the bot said in a chat, oldest first."""
        return [one for one in self.telegram.messages(chat) if one.sender.id == self.telegram.bot.id]

    def cards(self, chat: int = OPERATORS) -> list[Message]:
        return [one for one in self.ours(chat) if one.buttons and one.reply_to is None]

    async def card(self, containing: str = "#1", chat: int = OPERATORS) -> Message:
        """The card in a chat whose text holds `containing`."""
        found = await self.telegram.wait(
            lambda: [one for one in self.ours(chat) if containing in self.text(one)][0]
        )
        return await self._known(found)

    async def followup(self, containing: str, chat: int = OPERATORS) -> Message:
        """The message in reply to another one whose text holds `containing`."""
        found = await self.telegram.wait(
            lambda: [one for one in self.ours(chat) if one.reply_to and containing in self.text(one)][0]
        )
        return await self._known(found)

    async def _known(self, message: Message) -> Message:
        """People are not so quick as to touch it before the desk knows its number, if it gets to know it at all."""
        mine = (BotMessage.chat_id == message.chat.id, BotMessage.message_id == message.message_id)
        with suppress(AssertionError):
            await self.until(lambda: self.rows(BotMessage, *mine), 0.5)
        return message

    def text(self, message: Message) -> str:
        """What the message says now, without the marks that isolate names of another script's direction."""
        return self.telegram.text_of(message).replace("\u2068", "").replace("\u2069", "")

    def labels(self, message: Message) -> list[str]:
        return [button.text for row in message.buttons for button in row]

    async def press(self, who: int, message: Message, label: str, chat: int = OPERATORS) -> str | None:
        """Press and read the toast."""
        answer = await self.telegram.press(who, chat, message.message_id, label).answered()
        return answer.text

    async def whisper(self, who: int, containing: str, chat: int = OPERATORS) -> Message:
        """Words that only one person sees."""
        return await self.telegram.wait(
            lambda: [one for one in self.telegram.ephemerals(chat, who) if containing in self.text(one)][-1]
        )

    async def press_whisper(
        self, who: int, whisper: Message, label: str, chat: int = OPERATORS
    ) -> str | None:
        number = getattr(whisper, "ephemeral_message_id")  # noqa: B009 - a Message that is ephemeral
        answer = await self.telegram.press_ephemeral(who, chat, number, label).answered()
        return answer.text

    def reaction(self, message: Message) -> str | None:
        """The bot's reaction on a person's message."""
        found = message.reactions.get(self.telegram.bot.id)
        return found[0] if found else None

    async def says(self, message: Message, words: str) -> None:
        """The message comes to say something."""
        await self.telegram.wait(lambda: words in self.text(message))

    # --- the desk

    @asynccontextmanager
    async def at_work(self, **settings: str) -> AsyncIterator[Running]:
        """The desk runs; may be stopped and started again on the same database."""
        loaded = load({**self.settings, **settings}, env_file=None)
        await self._as_new()
        async with running(
            loaded,
            self.engine,
            clock=self.time.now,
            sleep=self.time.sleep,
            telegram_seconds=self.telegram_seconds,
            linger=0,
            purse=Purse(paced),
            more=self.more(),
            draw=self.draw,
        ) as desk:
            self.desk = desk
            self.time.on_pass(desk.courier.wake)
            self.time.on_pass(desk.inbox.wake)
            if self.heard:
                await self.vk.wait(lambda: self.vk.longpoll.waiting)
            yield desk
        self.desk = None

    async def tick(self, *what: Tick) -> None:
        """The clock ticks now, and not only within its seconds, which are real ones."""
        assert self.desk is not None
        for one in what:
            await self.desk.clock.tick(one)

    async def _as_new(self) -> None:
        """The desk is as old as its first start; of two that start together, one makes it so."""
        async with self.beginning:
            if not self.begun:
                async with AsyncSession(self.engine) as session, session.begin():
                    await session.execute(update(Desk).values(created_at=self.time.now()))
                self.begun = True

    async def rows(self, what: type[T], *where: object) -> list[T]:
        """What the database has."""
        async with AsyncSession(self.engine) as session:
            return list((await session.scalars(select(what).where(*where))).all())  # type: ignore[arg-type]

    async def until(self, look: Callable[[], Awaitable[V]], timeout: float = 40) -> V:
        """The first truthy answer of `look`, which asks the database: ever less often, for the desk needs it, too."""
        last: V | None = None
        pause = 0.01
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not (last := await look()):
                    await asyncio.sleep(pause)
                    pause = min(pause * 1.3, 0.05)
                return last
        raise AssertionError(f"waited {timeout} s in vain; last: {last!r}\n{self.telegram.describe()}")

    async def calm(self, timeout: float = 40) -> None:
        """Nothing is under way or due: neither updates, nor rows, nor cards."""

        async def nothing() -> bool:
            async with AsyncSession(self.engine) as session:
                # One moment for both questions: what is claimed in between would be in neither answer.
                await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                if await due_lanes(session, self.time.now()):
                    return False
                busy = (
                    select(Outbox.id)
                    .where(Outbox.state == RowState.SENDING)
                    .union_all(
                        select(Card.id).where(Card.lease_until.is_not(None)),
                        select(Update.id).where(Update.state == UpdateState.NEW),
                    )
                )
                return (await session.execute(busy)).first() is None

        await self.until(nothing, timeout)

    async def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Straight to the database, past the desk."""
        async with self.engine.begin() as connection:
            result = await connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []


@asynccontextmanager
async def set_stage(
    database_url: str,
    *,
    limits: Limits | None = None,
    lock_timeout: str = LOCK_TIMEOUT,
) -> AsyncIterator[Stage]:
    """The outside world and an empty desk, not yet running."""
    time = Time()
    telegram = TelegramSandbox(TELEGRAM_TOKEN, clock=time.seconds, limits=limits)
    vk = VkSandbox(time.seconds, VkLimits(community_per_second=None, user_per_second=None))
    _people(telegram, vk)
    engine = quick(make_engine(database_url, lock_timeout=lock_timeout))
    async with telegram, vk:
        settings = {
            "TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "OPERATORS_CHAT_ID": str(OPERATORS),
            "OWNER_IDS": str(OLGA),
            "VK_API_URL": vk.url,
            "VK_GROUP_ID": str(BRAND),
            "VK_GROUP_TOKEN": VK_TOKEN,
            "LISTEN": "127.0.0.1:0",
            "LANGUAGE": "en",
            "TIMEZONE": "UTC",
        }
        await _begin(engine)
        try:
            yield Stage(time, telegram, vk, engine, database_url, settings)
        finally:
            await engine.dispose()


async def _begin(engine: AsyncEngine) -> None:
    """A desk without a board, which asks nobody how a case ended: it would be one more message in every group, or after
    every case. Tests of these switch them on.
    """
    async with AsyncSession(engine) as session, session.begin():
        desk = Desk(title="Otklik", language="en", timezone="UTC", summary_at="09:00")
        desk.board = desk.asks_outcome = False
        session.add(desk)


def _people(telegram: TelegramSandbox, vk: VkSandbox) -> None:
    for number, name in ((ANNA, "Anna"), (BORIS, "Boris"), (PETR, "Petr"), (OLGA, "Olga"), (STRANGER, "Zoe")):
        telegram.add_user(number, name)
    telegram.add_group(OPERATORS, "Customer care", members=[ANNA, BORIS], owner=OLGA)
    telegram.add_group(DELIVERY, "Delivery", members=[PETR], owner=OLGA)
    vk.add_group(BRAND, "Nordlicht Coffee", "nordlicht")
    vk.add_token(VK_TOKEN, "community", BRAND)
    vk.add_token(SERVICE_TOKEN, "service")
    vk.add_token(ADMIN_TOKEN, "admin", BRAND)
    vk.add_user(TIM, "Tim", "Becker", city="Riga", followers=48)
    vk.add_user(VERA, "Vera", "Sokolova")


def numbers(text: str) -> Iterator[int]:
    """Every number in a text."""
    return (int(found) for found in re.findall(r"\d+", text))
