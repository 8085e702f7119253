"""Time: APScheduler ticks, a query finds what is due. One process at a time is the clock (`storage/leading.py`).

Whatever a tick does is idempotent: one that has lost its database without knowing may still be at it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.approval import remind
from bot.deadlines import adopt, reckon_anew
from bot.echoes import hear_again
from bot.facts import follow_facts
from bot.following import following
from bot.forgetting.forget import forget_once_more
from bot.forgetting.old import erase_old
from bot.monitoring.counts import Counts
from bot.mornings import mornings
from bot.overdue import return_unreachable, tell_in_time
from bot.panels import follow
from bot.private_work import bring_home
from bot.promises import tell_promises
from bot.relations import let_in_when_over
from bot.reports.make import Summaries
from bot.reports.sending import forget_pictures
from bot.shifts import look_at_shifts
from bot.snoozing import wake_due
from bot.surveys import ask_customers
from bot.transaction import transaction
from bot.troubles import what_lasts
from bot.warnings import warn
from storage.errors import DATABASE_FAILED
from storage.models import Account, Like, PendingEcho, RawEvent
from storage.outbox import forget_updates

log = structlog.get_logger()

KEEP_RAW = timedelta(days=7)
KEEP_LIKES = timedelta(days=30)
KEEP_UPDATES = timedelta(days=2)
"""Longer than Telegram keeps its own (24 h): an update that comes again is still known."""

Tick = Callable[[AsyncSession, datetime], Awaitable[None]]


async def echoes(session: AsyncSession, now: datetime) -> None:
    """Echoes that waited long enough for an answer in flight."""
    waiting = select(Account).where(Account.id.in_(select(PendingEcho.account_id)))
    for account in (await session.scalars(waiting)).all():
        await hear_again(session, account, now)


async def cleaning(session: AsyncSession, now: datetime) -> None:
    """What was kept only for a while."""
    await session.execute(delete(RawEvent).where(RawEvent.received_at < now - KEEP_RAW))
    await session.execute(delete(Like).where(Like.at < now - KEEP_LIKES))
    await forget_pictures(session, now)
    await let_in_when_over(session, now)
    await forget_updates(session, now - KEEP_UPDATES)


TICKS: tuple[tuple[Tick, float], ...] = (
    (follow, 3),
    (bring_home, 5),
    (look_at_shifts, 60),
    (what_lasts, 10),
    (echoes, 10),
    (tell_in_time, 10),
    (wake_due, 10),
    (return_unreachable, 10),
    (mornings, 20),
    (tell_promises, 60),
    (remind, 20),
    (ask_customers, 20),
    (reckon_anew, 3),
    (warn, 10),
    (adopt, 300),
    (follow_facts, 3),
    (forget_once_more, 300),
    (erase_old, 60),
    (cleaning, 3600),
)
"""What is looked at, and every how many seconds."""


SUMMARIES_EVERY = 20.0


class Clock:
    """`summaries` takes its time: it is at work beside the ticks, with transactions of its own."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        summaries: Summaries,
        *,
        clock: Callable[[], datetime],
        counts: Counts | None = None,
    ) -> None:
        self._sessions = sessions
        self._counts = counts or Counts()
        self.summaries = summaries
        self._clock = clock
        self._ticking = asyncio.Lock()

    async def run(self) -> None:
        """Until cancelled. A tick under way is finished first: the scheduler itself would cancel it."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        for tick, seconds in TICKS:
            scheduler.add_job(
                self.tick,
                "interval",
                args=(tick,),
                seconds=seconds,
                id=tick.__name__,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
                next_run_time=datetime.now(scheduler.timezone),
            )
        scheduler.start()
        making = asyncio.create_task(self._make_summaries(), name="summaries")
        try:
            await asyncio.Event().wait()
        finally:
            making.cancel()
            scheduler.pause()
            try:
                async with self._ticking:
                    pass
                await asyncio.wait({making})
            finally:
                scheduler.shutdown(wait=False)

    async def tick(self, what: Tick) -> None:
        with following(one_case=False, tick=what.__name__):
            await self._tick(what)

    async def _tick(self, what: Tick) -> None:
        outcome = "failed"
        try:
            async with self._ticking, transaction(self._sessions) as session:
                await what(session, self._clock())
            outcome = "done"
        except DATABASE_FAILED as error:
            log.warning("tick failed", error=type(error).__name__)
        finally:
            self._counts.ticks.labels(what.__name__, outcome).inc()

    async def _make_summaries(self) -> None:
        while True:
            try:
                await self.summaries.make_due()
            except DATABASE_FAILED as error:
                log.warning("no summaries made", error=type(error).__name__)
            except Exception:
                log.exception("summaries broke")
            await asyncio.sleep(SUMMARIES_EVERY)
