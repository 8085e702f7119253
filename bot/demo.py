"""`otklik demo`: the sandbox and the desk against it, in one program. The one place that knows both."""

from __future__ import annotations

import logging
import shutil
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import running
from bot.config import ConfigError, Settings, load
from bot.database import database
from bot.lively.place import Place
from bot.lively.seeding import seed as seed_weeks
from bot.log import configure
from bot.transaction import transaction
from sandbox import world as there
from sandbox.world import World, seed
from storage.engine import make_sessions
from storage.models import Desk

LIVELY = Place(
    chat_id=there.OPERATORS,
    departments=(("Delivery", there.DELIVERY), ("Quality", there.QUALITY)),
    specialists=((there.PETR, "Petr Nikonov"), (there.MARIA, "Maria Kern")),
    owner=(there.OLGA, "Olga Brandt"),
    supervisor=(there.NINA, "Nina Orlova"),
    operators=((there.ANNA, "Anna Karelina"), (there.BORIS, "Boris Levin"), (109, "Kira Lunt")),
    trainee=(there.IGOR, "Igor Savin"),
    community=str(there.BRAND),
    title="Nordlicht Coffee",
    followers=18_400,
)
"""The people of the sandbox, and one who is no more there."""


def clear(data: Path) -> None:
    """Away with the last demo's database, and with nothing else that somebody may keep in that place.

    The sandbox begins anew each time: cases of posts that are not there any more would only confuse.
    """
    shutil.rmtree(data / "postgres", ignore_errors=True)


async def show(*, port: int, language: str, data: Path, lively: bool = False) -> None:
    """Runs until cancelled. Raises ConfigError for a port that is taken."""
    world = World()
    seed(world)
    _say("Starting the sandbox of Telegram and VK …")
    try:
        await world.start(page_port=port)
    except OSError as error:
        raise ConfigError(f"--port {port}: {error.strerror}; choose another one") from None
    try:
        settings = load(
            {**world.settings(), "DATA_DIR": str(data), "LISTEN": "127.0.0.1:0", "LANGUAGE": language},
            env_file=None,
        )
        configure(settings.secrets, level=logging.ERROR)
        _say("Starting PostgreSQL and the desk …")
        async with AsyncExitStack() as stack:
            engine = await stack.enter_async_context(database(settings))
            if lively:
                _say("Making up four weeks …")
                await _seed(engine, settings)
                world.telegram.start_bot(there.OLGA)  # the summary is the first thing she reads
            desk = await stack.enter_async_context(running(settings, engine))
            await world.welcome()
            with suppress(
                AssertionError
            ):  # somebody's private chat that stays closed can be opened on the page
                await world.gather()
            with suppress(TimeoutError):  # what is written before anybody listens is history, and no case
                await world.vk.wait(lambda: world.vk.longpoll.waiting, timeout=30)
            _say(f"\n  Open {world.url} in a browser.\n\n  Ctrl-C ends it.\n")
            await desk.failed
    finally:
        await world.stop()


async def _seed(engine: AsyncEngine, settings: Settings) -> None:
    desk = Desk(
        title="Otklik",
        language=settings.language,
        timezone=settings.timezone.key,
        summary_at=settings.summary_at.strftime("%H:%M"),
    )
    async with transaction(make_sessions(engine)) as session:
        await seed_weeks(session, LIVELY, desk, datetime.now(UTC))


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
