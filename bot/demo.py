"""`otklik demo`: the sandbox and the desk against it, in one program. The one place that knows both."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from bot.app import database, running
from bot.config import load
from bot.log import configure
from bot.stopping import stop_signal, until_stopped
from sandbox.world import World, seed


def clear(data: Path) -> None:
    """An empty place for the demo's database."""
    if data.exists():
        shutil.rmtree(data)


async def show(*, port: int, data: Path) -> None:
    """Runs until Ctrl-C."""
    stop = stop_signal()
    # The database stays from one demo to the next while the sandbox begins anew: its ids must not repeat.
    world = World(first_id=int(time.time()) % 10**9)
    seed(world)
    _say("Starting the sandbox of Telegram and VK …")
    await world.start(page_port=port)
    try:
        settings = load(
            {**world.settings(), "DATA_DIR": str(data), "LISTEN": "127.0.0.1:0", "LANGUAGE": "en"},
            env_file=None,
        )
        configure(settings.secrets, level=30)
        _say("Starting PostgreSQL and the desk …")
        async with database(settings) as engine, running(settings, engine) as desk:
            await world.welcome()
            _say(f"\n  Open {world.url} in a browser.\n\n  Ctrl-C ends it.\n")
            await until_stopped(stop, desk.failed)
    finally:
        await world.stop()


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
