"""The composition root: builds what there is to do, runs this process's share of it, stops it in order."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.accounts import VkAccount
from bot.acting import AccountCarrier
from bot.answering import Answering
from bot.bench import Bench
from bot.clock import Clock
from bot.config import ConfigError, Settings
from bot.counting import Counting
from bot.delivery import Carrier, Courier
from bot.desk.lanes import chat_of
from bot.desk.links import start_link
from bot.followers import Followers
from bot.listening import Called, Ear, ways
from bot.log import hide
from bot.looking import leave_calls, look_at_accounts, watch_account, watch_chats
from bot.networks import Networks
from bot.parts import ALL, Part
from bot.profiles import Profiles
from bot.reports.charts import draw
from bot.reports.make import Draw, Summaries
from bot.searching import Searcher
from bot.start import Started, account_of, leave_the_unconfigured, prepare
from bot.tasks import Tasks
from bot.telegram import rights
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.files import Downloads
from bot.telegram.hooking import Hook
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from bot.telegram.report_work import Reporter
from bot.telegram.sender import Sender
from bot.telegram.session import Session
from bot.texts import learn
from bot.transaction import Channel, transaction
from bot.values import Address, VkEvents
from bot.web import metrics as web_metrics
from bot.web import telegram as web_telegram
from bot.web.networks import Doors
from bot.web.server import make_app, serving
from bot.web.watching import watching_routes
from connectors.addresses import Reach
from connectors.base import Connector
from connectors.calling import Way
from connectors.searching import Searches
from connectors.vk import Callback, Purse, Tokens, VkConnector, own_origin
from storage.engine import make_sessions
from storage.leading import Leading, Standing, Work
from storage.notify import Listener

log = structlog.get_logger()

TELEGRAM_SECONDS = 25
"""A call's time-out: below the lease of what it carries."""
TOAST_FIRST = 0.003
"""Seconds that delivery leaves to the answer of a press that is being handled: there is one processor for both."""
LINGER = 2.0
"""Seconds between saying that we stop and stopping, where a balancer looks at /readyz/web."""
TELEGRAM = "telegram"
"""The part of the program's health that is Telegram's updates."""

VK_WAYS = {
    VkEvents.LONGPOLL: frozenset({Way.POLLED}),
    VkEvents.CALLBACK: frozenset({Way.CALLED}),
    VkEvents.BOTH: frozenset({Way.POLLED, Way.CALLED}),
}

Sleep = Callable[[float], Awaitable[None]]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Running:
    """A desk at work. What this process leaves to others is there as well, and rests."""

    bench: Bench
    courier: Courier
    inbox: Inbox
    clock: Clock
    address: Address | None
    """None: this process serves nothing."""
    owner_link: str | None
    """What makes its first reader the owner; None: there is an owner."""
    failed: asyncio.Future[None]
    """Ends with the error of a part that cannot go on."""


def make_bot(settings: Settings, seconds: float = TELEGRAM_SECONDS) -> Bot:
    proxy = settings.telegram_proxy
    session = Session(
        proxy=None if proxy is None else proxy.get_secret_value(),
        api=TelegramAPIServer.from_base(settings.telegram_api_url),
        timeout=seconds,
    )
    return Bot(
        settings.telegram_bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )


def make_connectors(
    settings: Settings, clock: Callable[[], datetime] = utc_now, purse: Purse | None = None
) -> list[Connector]:
    """One for each community. Those that share a token share its pace."""

    def reveal(secret: SecretStr | None) -> str | None:
        return None if secret is None else secret.get_secret_value()

    purse = purse or Purse()
    return [
        VkConnector(
            group_id=one.group_id,
            tokens=Tokens(
                one.group_token.get_secret_value(), reveal(one.service_token), reveal(one.admin_token)
            ),
            api_url=settings.vk_api_url,
            proxy=reveal(one.proxy or settings.vk_proxy),
            purse=purse,
            callback=vk_callback(settings, one),
            ways=VK_WAYS[settings.vk_events],
            now=clock,
            words=one.search,
        )
        for one in settings.communities
    ]


def vk_callback(settings: Settings, account: VkAccount) -> Callback:
    """How VK posts to us. The secret is the same in every process, known to who has the bot's token, and stored nowhere.

    Not made from the community's token, which is renewed more often: who entered it by hand would enter it anew.
    """
    key, about = settings.telegram_bot_token.get_secret_value(), f"otklik vk callback {account.group_id}"
    secret = hmac.digest(key.encode(), about.encode(), hashlib.sha256).hex()[:50]
    hide([secret])
    url = settings.public_url and f"{settings.public_url}/vk/{account.group_id}"
    return Callback(secret, url, account.callback_code)


@asynccontextmanager
async def running(
    settings: Settings,
    engine: AsyncEngine,
    *,
    only: frozenset[Part] = ALL,
    clock: Callable[[], datetime] = utc_now,
    sleep: Sleep = asyncio.sleep,
    telegram_seconds: float = TELEGRAM_SECONDS,
    linger: float = LINGER,
    purse: Purse | None = None,
    more: Sequence[Connector] = (),
    draw: Draw = draw,
) -> AsyncIterator[Running]:
    """A desk at work until left; then what is in hand is finished. Raises ConfigError for a refused bot token.

    `only`: what this process does of it. `clock` and `sleep` belong together: both are a test's, or neither.
    `purse`: what paces VK's tokens; a test's takes no time. `draw`: makes the pictures of summaries.
    `more`: accounts beside those that the settings name; they are closed at the end as well.
    """
    async with AsyncExitStack() as stack:
        bench = _lay_out(settings, engine, clock, telegram_seconds, only)
        stack.push_async_callback(bench.bot.session.close)
        async with transaction(bench.sessions) as session:
            started = await prepare(session, settings, clock())
        await learn(started.languages)
        connectors = [*make_connectors(settings, clock, purse), *more]
        for connector in connectors:
            await _connect(bench, started, connector, stack)
        async with transaction(bench.sessions) as session:
            await leave_the_unconfigured(session, connectors, clock())
        # First of all: who looks at a process that waits for Telegram should see that it does.
        doors = Doors(bench)
        stack.push_async_callback(doors.close)
        watching = watching_routes(bench, settings, engine)
        if settings.metrics_listen is not None:
            await stack.enter_async_context(serving(make_app(watching), settings.metrics_listen))
            watching = watching[:-1]
        address = await _serve(bench, settings, watching, doors, stack) if Part.WEB in only else None
        if only & {Part.BOT, Part.DELIVERY}:
            bench = replace(bench, username=await _who_am_i(bench.bot))
        work = _Work(bench, settings, engine, started, only, doors, sleep, draw)
        tasks = Tasks(asyncio.get_running_loop().create_future())
        # Stopped from the last to the first: what listens, then what handles, then what delivers.
        for parts, seconds in ((work.delivering(), 6.0), (work.handling(), 2.0), (work.listening(), 1.0)):
            stack.push_async_callback(tasks.start(parts, seconds))
        balanced = settings.public_url is not None and Part.WEB in only
        stack.push_async_callback(_say_that_we_stop, bench, tasks, linger if balanced else 0)
        yield Running(
            bench, work.courier, work.inbox, work.clock, address, _link(bench, started, only), tasks.failed
        )


def _lay_out(
    settings: Settings,
    engine: AsyncEngine,
    clock: Callable[[], datetime],
    telegram_seconds: float,
    only: frozenset[Part],
) -> Bench:
    bench = Bench(
        sessions=make_sessions(engine),
        bot=make_bot(settings, telegram_seconds),
        username="",
        networks=Networks(),
        clock=clock,
        undo=timedelta(seconds=settings.undo_seconds),
        privacy=settings.privacy,
        admitted=settings.admitted,
        owner_ids=frozenset(settings.owner_ids),
    )
    if Part.BOT in only:
        bench.health.expect(TELEGRAM)
    return bench


async def _connect(bench: Bench, started: Started, connector: Connector, stack: AsyncExitStack) -> None:
    """In every process: what an account can do is asked for cards, and by it answers are sent.

    One that cannot be looked at now is there all the same: it may be well in a minute.
    """
    stack.push_async_callback(connector.close)
    async with transaction(bench.sessions) as session:
        account_id = await account_of(session, started.desk_id, connector)
    bench.networks.add(account_id, connector)


async def _serve(
    bench: Bench,
    settings: Settings,
    watching: Sequence[web.RouteDef],
    doors: Doors,
    stack: AsyncExitStack,
) -> Address:
    routes = [*watching, *doors.routes()]
    if settings.public_url is not None:
        routes += web_telegram.routes(bench)
    app = make_app(routes, web_metrics.counting(bench.counts.requests))
    return await stack.enter_async_context(serving(app, settings.listen))


async def _who_am_i(bot: Bot) -> str:
    """The bot's name. Waits for Telegram as long as it cannot be reached; a refused token ends the start."""
    wait = 1.0
    while True:
        try:
            return (await bot.me()).username or ""
        except SENDING_FAILED as error:
            trouble = trouble_of(error)
            if trouble is Trouble.UNAUTHORIZED:
                raise ConfigError(
                    "TELEGRAM_BOT_TOKEN: Telegram does not know this token; take it anew from @BotFather"
                ) from None
            log.warning("Telegram cannot be reached", trouble=trouble.value, again_in=wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, 30)


def _link(bench: Bench, started: Started, only: frozenset[Part]) -> str | None:
    if started.owner_code is None or Part.BOT not in only:
        return None
    return start_link(bench.username, started.owner_code)


async def _say_that_we_stop(bench: Bench, tasks: Tasks, linger: float) -> None:
    """Before anything stops: a balancer takes its time to send what comes elsewhere."""
    bench.health.stop()
    log.info("stopping", seconds=tasks.left())
    await asyncio.sleep(linger)


Parts = dict[str, Coroutine[Any, Any, None]]


class _Work:
    """The share of one process, by the order in which it is stopped."""

    def __init__(
        self,
        bench: Bench,
        settings: Settings,
        engine: AsyncEngine,
        started: Started,
        only: frozenset[Part],
        doors: Doors,
        sleep: Sleep,
        draw: Draw,
    ) -> None:
        self._bench, self._settings, self._engine, self._doors = bench, settings, engine, doors
        self._started, self._only, self._sleep = started, only, sleep
        proxy = None if settings.vk_proxy is None else settings.vk_proxy.get_secret_value()
        elsewhere = Reach(proxy, own_origin(settings.vk_api_url))
        sender = Sender(
            bench.bot,
            bench.sessions,
            bench.look,
            bench.looks,
            clock=bench.clock,
            reach=lambda account_id: bench.networks.reach(account_id, elsewhere),
            admitted=bench.admitted,
        )
        answering = Answering(bench.sessions, bench.networks, sender, Downloads(bench.bot), bench.terms)

        carrier = AccountCarrier(answering, bench.sessions, bench.networks, clock=bench.clock)

        def carrier_of(lane: str) -> Carrier:
            return carrier if chat_of(lane) is None else sender

        self.courier = Courier(
            bench.sessions,
            carrier_of,
            clock=bench.clock,
            group_per_minute=settings.telegram_group_per_minute,
            counts=bench.counts,
        )
        self.inbox = Inbox(bench)
        self._reporter = Reporter(bench, sleep)
        summaries = Summaries(bench.sessions, clock=bench.clock, username=self._named, draw=draw)
        self.clock = Clock(bench.sessions, summaries, clock=bench.clock, counts=bench.counts)
        self._profiles = Profiles(bench.sessions, bench.networks, clock=bench.clock)

    def delivering(self) -> Parts:
        return {"delivery": self.courier.run()} if Part.DELIVERY in self._only else {}

    def handling(self) -> Parts:
        wakes = {
            Channel.DELIVERY.value: self._wake_courier,
            Channel.INBOX.value: lambda _: self.inbox.wake(),
            Channel.PROFILES.value: lambda _: self._profiles.wake(),
            Channel.REPORTS.value: lambda _: self._reporter.wake(),
        }
        parts: Parts = {"listener": Listener(self._engine, wakes).run()}
        if Part.BOT in self._only:
            parts["inbox"] = self.inbox.run()
            parts["reports"] = self._reporter.run()
        if Part.CONNECTORS in self._only:
            parts["profiles"] = self._profiles.run()
        return parts

    def _wake_courier(self, lane: str) -> None:
        if self.inbox.answers_press:
            asyncio.get_running_loop().call_later(TOAST_FIRST, self.courier.wake, lane)
        else:
            self.courier.wake(lane)

    def listening(self) -> Parts:
        """What one process at a time does."""
        works = self._works()
        for name in works:
            self._bench.health.expect(name)
        parts: Parts = {"leading": Leading(self._engine, works, self._stands).run()}
        if Part.DELIVERY in self._only and Part.CONNECTORS not in self._only:
            parts["look at accounts"] = look_at_accounts(self._bench)
        if Part.WEB in self._only:
            parts["doors"] = self._doors.stay_open(self._sleep)
        return parts

    def _works(self) -> dict[str, Work]:
        works: dict[str, Work] = {}
        if Part.CONNECTORS in self._only:
            for account_id, connector in self._bench.networks:
                for ear in self._ears(account_id, connector):
                    works[ear.part] = partial(self._listen, ear, account_id, connector)
                if isinstance(connector, Searches) and connector.searches:
                    searcher = self._searcher(account_id, connector)
                    works[searcher.part] = searcher.run
            works[Counting.part] = self._count
        if Part.BOT in self._only:
            works[TELEGRAM] = self._get_updates
            works[rights.OPERATORS] = self._watch_chats
        if Part.CLOCK in self._only:
            works["clock"] = self._tick
        return works

    def _stands(self, work: str, standing: Standing) -> None:
        self._bench.counts.leads.labels(work).set(standing is Standing.LEADS)
        match standing:
            case Standing.LEADS:
                self._bench.health.take_over(work)
            case Standing.WAITS:
                self._bench.health.stand_by(work)
            case Standing.LOST:
                self._bench.health.bad(work, "stands still: the database does not answer")

    def _ears(self, account_id: int, connector: Connector) -> list[Ear]:
        """One for each way it is heard."""
        bench, kinds = self._bench, {Way.POLLED: Ear, Way.CALLED: Called}
        return [
            kinds[way](
                connector,
                account_id,
                bench.sessions,
                bench.health,
                clock=bench.clock,
                sleep=self._sleep,
                counts=bench.counts,
            )
            for way in sorted(ways(connector))
        ]

    def _searcher(self, account_id: int, connector: Connector) -> Searcher:
        bench = self._bench
        return Searcher(
            connector,
            account_id,
            bench.sessions,
            bench.health,
            clock=bench.clock,
            sleep=self._sleep,
            counts=bench.counts,
        )

    async def _count(self) -> None:
        bench = self._bench
        bench.health.ok(Counting.part)
        each = (Counting, Followers)
        counting = [
            one(bench.sessions, bench.networks, clock=bench.clock, sleep=self._sleep).run() for one in each
        ]
        await asyncio.gather(*counting)

    async def _listen(self, ear: Ear, account_id: int, connector: Connector) -> None:
        """A poll may wait long for news: that the account can be reached is known before."""
        look = asyncio.create_task(watch_account(self._bench, account_id, connector, self._sleep))
        leave = asyncio.create_task(leave_calls(connector, self._sleep))
        try:
            await ear.run()
        finally:
            look.cancel()
            leave.cancel()

    async def _get_updates(self) -> None:
        if self._settings.public_url is not None:
            await Hook(self._bench, self._settings.public_url, self._sleep).run()
        else:
            await Poller(self._bench, self.inbox, self._sleep).run()

    async def _watch_chats(self) -> None:
        await watch_chats(self._bench, self._started, self._sleep)

    async def _named(self) -> str:
        """Asked once: aiogram keeps it. Raises OSError while Telegram cannot be reached."""
        try:
            return (await self._bench.bot.me()).username or ""
        except SENDING_FAILED as error:
            raise OSError(f"Telegram: {trouble_of(error).value}") from error

    async def _tick(self) -> None:
        self._bench.health.ok("clock")
        await self.clock.run()
