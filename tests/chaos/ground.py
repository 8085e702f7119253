"""Where a scenario plays: a PostgreSQL server of its own, and a fresh database with a world around it a round."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import disk_usage

import asyncpg

from sandbox.telegram import Limits
from storage import migrate
from storage.embedded import Server, running
from storage.engine import make_engine
from tests.flows.stage import Stage, set_stage

TEMPLATE = "chaos_template"


def folder() -> tempfile.TemporaryDirectory[str]:
    """In memory where there is room: as in tests/conftest.py."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and disk_usage(memory).free > 1_000_000_000
    return tempfile.TemporaryDirectory(prefix="otklik-chaos-", dir=memory if roomy else None)


@dataclass
class Ground:
    server: Server
    admin: asyncpg.Connection
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        """A world without limits of Telegram, so that much is under way at any moment."""
        name = f"chaos_{next(self._numbers)}"
        await self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        async with set_stage(self.server.url(name)) as stage:
            unpaced(stage)
            yield stage
        await self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def unpaced(stage: Stage) -> None:
    """Nobody is in the way of much going on at once."""
    stage.telegram.meter.limits = Limits.off()
    stage.settings["TELEGRAM_GROUP_PER_MINUTE"] = "0"
    stage.settings["UNDO_SECONDS"] = "0"
    stage.heard = False  # whoever needs it waits longer for that than a test does


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    with folder() as place:
        async with running(place, fast=True) as server:
            admin = await asyncpg.connect(
                host=str(server.socket_dir), port=5432, user="postgres", database="postgres"
            )
            await admin.execute(f"CREATE DATABASE {TEMPLATE}")
            engine = make_engine(server.url(TEMPLATE))
            await migrate.upgrade(engine)
            await engine.dispose()
            try:
                yield Ground(server, admin)
            finally:
                await admin.close()
