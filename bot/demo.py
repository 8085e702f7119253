"""`otklik demo`: the sandbox and the desk against it, in one program. The one place that knows both."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from pathlib import Path

from bot.app import running
from bot.config import ConfigError, load
from bot.database import database
from bot.log import configure
from sandbox.world import World, seed


def clear(data: Path) -> None:
    """Away with the last demo's database, and with nothing else that somebody may keep in that place.

    The sandbox begins anew each time: cases of posts that are not there any more would only confuse.
    """
    shutil.rmtree(data / "postgres", ignore_errors=True)


async def show(*, port: int, language: str, data: Path) -> None:
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
        async with database(settings) as engine, running(settings, engine) as desk:
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


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
