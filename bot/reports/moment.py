"""The facts for a report, read as they are at one moment: `bot.facts.up_to_date` brings them up to date before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from storage.engine import PATIENT, be_patient

Sessions = async_sessionmaker[AsyncSession]


@asynccontextmanager
async def one_moment(sessions: Sessions, longest: str = PATIENT) -> AsyncIterator[AsyncSession]:
    """All that is read is of one moment; nothing can be written."""
    async with sessions() as session:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        await session.connection(execution_options=options)
        await be_patient(session, longest)
        yield session
