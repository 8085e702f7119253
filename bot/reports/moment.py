"""The facts for a report, read as they are at one moment: `bot.facts.up_to_date` brings them up to date before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

Sessions = async_sessionmaker[AsyncSession]

LONGEST = "120s"
"""A statement of a report may take so long, and a wait for a lock: everybody else's are cut off after 30 s and 5 s."""
_PATIENCE = text(
    "SELECT set_config('statement_timeout', :longest, true), set_config('lock_timeout', :longest, true)"
)


@asynccontextmanager
async def one_moment(sessions: Sessions, longest: str = LONGEST) -> AsyncIterator[AsyncSession]:
    """All that is read is of one moment; nothing can be written."""
    async with sessions() as session:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        await session.connection(execution_options=options)
        await session.execute(_PATIENCE, {"longest": longest})
        yield session
