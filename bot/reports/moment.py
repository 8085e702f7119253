"""The facts for a report, read as they are at one moment: `bot.facts.up_to_date` brings them up to date before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.reports.scope import Scope
from storage.engine import PATIENT, be_patient
from storage.errors import DATABASE_FAILED

P = ParamSpec("P")
T = TypeVar("T")
Sessions = async_sessionmaker[AsyncSession]
Moment = Sequence[AsyncSession]
"""One session or more that see the same, for what is asked side by side: each uses one core of the database's."""
log = structlog.get_logger()

AT_ONCE = 1.0
"""Seconds in which a second connection is to be had, or is done without: they are there for the desk."""


@asynccontextmanager
async def one_moment(sessions: Sessions, longest: str = PATIENT) -> AsyncIterator[Moment]:
    """All that is read is of one moment, in whichever of the two sessions; nothing can be written. Where there is no second
    connection to be had, one session."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(_reading(sessions, longest))
        snapshot = await first.scalar(select(func.pg_export_snapshot()))
        try:
            async with asyncio.timeout(AT_ONCE):
                second = await stack.enter_async_context(_reading(sessions, longest, snapshot))
        except DATABASE_FAILED as error:
            log.info("report counts one by one", error=type(error).__name__)
            moment: Moment = (first,)
        else:
            moment = (first, second)
        yield moment


@asynccontextmanager
async def _reading(
    sessions: Sessions, longest: str, snapshot: str | None = None
) -> AsyncIterator[AsyncSession]:
    """`snapshot`: that of a transaction which lasts still."""
    async with sessions() as session:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        await session.connection(execution_options=options)
        if snapshot is not None:
            # Before anything is asked; it takes no parameter.
            await session.execute(text(f"SET TRANSACTION SNAPSHOT '{snapshot}'"))
        await be_patient(session, longest)
        yield session


class Asking:
    """What is asked of a moment for a report, each by the next session that is free, in the order of asking."""

    def __init__(self, moment: Moment, scope: Scope, tasks: asyncio.TaskGroup) -> None:
        self._scope, self._tasks = scope, tasks
        self._free: asyncio.Queue[AsyncSession] = asyncio.Queue()
        for session in moment:
            self._free.put_nowait(session)

    def __call__(
        self,
        question: Callable[Concatenate[AsyncSession, Scope, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> asyncio.Task[T]:
        async def asked() -> T:
            session = await self._free.get()
            found = await question(session, self._scope, *args, **kwargs)
            # Only after an answer: one that was cut off answers nothing more, and who waits for it is cut off as well.
            self._free.put_nowait(session)
            return found

        return self._tasks.create_task(asked())


@asynccontextmanager
async def asking(moment: Moment, scope: Scope) -> AsyncIterator[Asking]:
    """Leaves when all is answered. What fails ends the others, and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as tasks:
            yield Asking(moment, scope, tasks)
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
