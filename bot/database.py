"""Where the data is: the given server, or our own in DATA_DIR."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.config import DatabaseSettings
from storage import migrate
from storage.embedded import running as embedded
from storage.engine import check, make_engine


@asynccontextmanager
async def connected(settings: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """A server that answers and is new enough, whatever tables it has. Raises DatabaseUnavailable."""
    async with AsyncExitStack() as stack:
        if settings.database_url is not None:
            url = settings.database_url.get_secret_value()
        else:
            url = (await stack.enter_async_context(embedded(settings.data_dir))).url()
        engine = make_engine(url)
        stack.push_async_callback(_disconnect, engine)
        await check(engine)
        yield engine


async def _disconnect(engine: AsyncEngine) -> None:
    """Not for long: a server that hangs does not say good-bye, and nobody needs to be told so for each connection."""
    pool = logging.getLogger("sqlalchemy.pool")
    level = pool.level
    pool.setLevel(logging.CRITICAL)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await engine.dispose()
    finally:
        pool.setLevel(level)


@asynccontextmanager
async def database(settings: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """The same with the tables of this version; filled if empty. Raises SchemaMismatch too."""
    async with connected(settings) as engine:
        await migrate.ensure(engine)
        yield engine
