"""Messages about many cases, and the crowd that makes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.panels import follow
from sandbox.telegram import Message
from tests.flows.stage import OLGA, Stage, set_stage

FIRST = 6001
"""The first of the crowd's numbers."""


@asynccontextmanager
async def crowded(database_url: str) -> AsyncIterator[Stage]:
    """A desk at work and many customers."""
    async with set_stage(database_url) as stage:
        for number in range(300):
            stage.vk.add_user(FIRST + number, f"Guest{number}", "Crowd")
        async with stage.at_work():
            stage.telegram.start_bot(OLGA)
            yield stage


async def passes(stage: Stage, seconds: float) -> None:
    """Time goes on, and the clock of the desk ticks."""
    assert stage.desk is not None
    stage.time.let_pass(seconds)
    await stage.desk.clock.tick(follow)
    await stage.calm()


async def digest(stage: Stage, sign: str = "🌊") -> Message:
    """The last message of that kind."""
    found = await stage.telegram.wait(
        lambda: [one for one in stage.ours() if stage.text(one).startswith(sign)]
    )
    return found[-1]
