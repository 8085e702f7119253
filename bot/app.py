"""The composition root: builds the parts, runs them, stops them in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answering import Answering, kebab
from bot.bench import Bench
from bot.clock import Clock
from bot.config import Address, ConfigError, Settings
from bot.delivery import Carrier, Courier
from bot.desk.lanes import chat_of
from bot.desk.links import start_link
from bot.health import Health
from bot.listening import Ear
from bot.networks import Networks, needs
from bot.profiles import Profiles
from bot.start import Started, account_of, introduce, prepare
from bot.telegram import standing
from bot.telegram.commands import menu
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.inbox import Inbox, Poller
from bot.telegram.sender import Sender
from bot.texts import words
from bot.transaction import Channel, transaction
from bot.web.health import routes
from bot.web.server import make_app, serving
from connectors.base import Connector, ConnectorError
from connectors.vk import Tokens, VkConnector
from storage.engine import make_sessions
from storage.models import Desk
from storage.notify import Listener
from storage.queries import the_desk

log = structlog.get_logger()

TELEGRAM_SECONDS = 25
"""A call's time-out: below the lease of what it carries."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Running:
    """A desk at work."""

    bench: Bench
    courier: Courier
    inbox: Inbox
    clock: Clock
    address: Address
    owner_link: str | None
    """What makes its first reader the owner; None: there is an owner."""
    failed: asyncio.Future[None]
    """Ends with the error of a part that cannot go on."""


def make_bot(settings: Settings, seconds: float = TELEGRAM_SECONDS) -> Bot:
    proxy = settings.telegram_proxy
    session = AiohttpSession(
        proxy=None if proxy is None else proxy.get_secret_value(),
        api=TelegramAPIServer.from_base(settings.telegram_api_url),
        timeout=seconds,
    )
    return Bot(
        settings.telegram_bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )


def make_connectors(settings: Settings, clock: Callable[[], datetime] = utc_now) -> list[Connector]:
    def reveal(secret: Any) -> str | None:
        return None if secret is None else str(secret.get_secret_value())

    tokens = Tokens(
        settings.vk_group_token.get_secret_value(),
        reveal(settings.vk_service_token),
        reveal(settings.vk_admin_token),
    )
    vk = VkConnector(
        group_id=settings.vk_group_id,
        tokens=tokens,
        api_url=settings.vk_api_url,
        proxy=reveal(settings.vk_proxy),
        now=clock,
    )
    return [vk]


@asynccontextmanager
async def running(
    settings: Settings,
    engine: AsyncEngine,
    *,
    clock: Callable[[], datetime] = utc_now,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    telegram_seconds: float = TELEGRAM_SECONDS,
) -> AsyncIterator[Running]:
    """A desk at work until left; then what is in hand is finished. Raises ConfigError for a refused bot token.

    `clock` and `sleep` belong together: both are a test's, or neither.
    """
    async with AsyncExitStack() as stack:
        bot = make_bot(settings, telegram_seconds)
        stack.push_async_callback(bot.session.close)
        username = await _who_am_i(bot)
        health = Health()
        bench = Bench(
            sessions=make_sessions(engine),
            bot=bot,
            username=username,
            networks=Networks(),
            clock=clock,
            undo=timedelta(seconds=settings.undo_seconds),
            health=health,
        )
        async with transaction(bench.sessions) as session:
            started = await prepare(session, settings, clock())
        ears = [await _connect(bench, started, one, stack, sleep) for one in make_connectors(settings, clock)]
        courier, inbox, profiles, ticking = _parts(bench, settings)
        listener = Listener(
            engine,
            {
                Channel.DELIVERY.value: courier.wake,
                Channel.INBOX.value: inbox.wake,
                Channel.PROFILES.value: profiles.wake,
            },
        )
        address = await stack.enter_async_context(
            serving(make_app(routes(health, clock, lambda: _ping(engine))), settings.listen)
        )
        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        tasks = Tasks(failed)
        # Stopped from the last to the first: what listens, then what handles, then what delivers.
        for name, part in (
            ("delivery", courier.run()),
            ("listener", listener.run()),
            ("inbox", inbox.run()),
            ("profiles", profiles.run()),
            *((f"ear {ear.part}", ear.run()) for ear in ears),
            ("poller", Poller(bench, sleep).run()),
            ("look around", look_around(bench, started, sleep)),
        ):
            stack.push_async_callback(tasks.start(name, part))
        ticking.start()
        stack.push_async_callback(ticking.stop)
        link = None if started.owner_code is None else start_link(username, started.owner_code)
        yield Running(bench, courier, inbox, ticking, address, link, failed)


class Tasks:
    """Parts that run until stopped. One that ends with an error ends the program: it is said in `failed`."""

    def __init__(self, failed: asyncio.Future[None]) -> None:
        self._failed = failed

    def start(self, name: str, part: Coroutine[Any, Any, None]) -> Callable[[], Coroutine[Any, Any, None]]:
        """Runs it; gives what stops it."""
        task = asyncio.create_task(part, name=name)
        task.add_done_callback(self._ended)

        async def stop() -> None:
            task.cancel()
            await asyncio.wait({task})

        return stop

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            if not isinstance(error, ConfigError):
                log.critical("part broke", part=task.get_name(), exc_info=error)
            if not self._failed.done():
                self._failed.set_exception(error)


def _parts(bench: Bench, settings: Settings) -> tuple[Courier, Inbox, Profiles, Clock]:
    sender = Sender(bench.bot, bench.sessions, clock=bench.clock)
    answering = Answering(bench.sessions, bench.networks, sender, clock=bench.clock)

    def carrier_of(lane: str) -> Carrier:
        return answering if chat_of(lane) is None else sender

    courier = Courier(
        bench.sessions,
        carrier_of,
        clock=bench.clock,
        group_per_minute=settings.telegram_group_per_minute,
    )
    profiles = Profiles(bench.sessions, bench.networks, clock=bench.clock)
    return courier, Inbox(bench), profiles, Clock(bench.sessions, clock=bench.clock)


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


async def _connect(
    bench: Bench,
    started: Started,
    connector: Connector,
    stack: AsyncExitStack,
    sleep: Callable[[float], Awaitable[None]],
) -> Ear:
    """An account that cannot be looked at now is listened to all the same: it may be well in a minute."""
    stack.push_async_callback(connector.close)
    async with transaction(bench.sessions) as session:
        account_id = await account_of(session, started.desk_id, connector)
    bench.networks.add(account_id, connector)
    ear = Ear(connector, account_id, bench.sessions, bench.health, clock=bench.clock, sleep=sleep)
    bench.health.expect(ear.part)
    bench.health.expect("telegram")
    return ear


async def look_around(bench: Bench, started: Started, sleep: Callable[[float], Awaitable[None]]) -> None:
    """What the accounts are called, and in words what a person should mend; then how the bot stands in its chats."""
    async with bench.sessions() as session:
        desk = await the_desk(session)
    texts = words(desk.language)
    for account_id, connector in bench.networks:
        try:
            profile = await connector.start()
        except ConnectorError as error:
            log.warning("account not readable", account=connector.account_id, error=kebab(error))
            continue
        bench.health.reached(f"{connector.network}:{connector.account_id}", bench.clock())
        async with transaction(bench.sessions) as session:
            await introduce(session, account_id, profile.name, profile.url)
        for need in needs(connector, texts):
            log.warning("account needs a person", account=connector.account_id, what=need)
    if started.bound_elsewhere is not None:
        log.warning("OPERATORS_CHAT_ID is not used: /setup bound another chat", chat=started.bound_elsewhere)
    if desk.chat_id is None:
        log.warning("no operator group yet: add the bot to a group as administrator and say /setup there")
    await _offer_commands(bench, desk)
    await standing.watch(bench, sleep)


async def _offer_commands(bench: Bench, desk: Desk) -> None:
    try:
        await bench.bot.set_my_commands(menu(words(desk.language)))
    except SENDING_FAILED as error:
        log.warning("commands not set", trouble=trouble_of(error).value)


async def _ping(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
