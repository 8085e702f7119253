"""Claim → send → settle. What must go out and what must be shown, lane by lane.

A lane is a Telegram chat or a network account. Rows and cards are claimed under a lease in one short transaction, sent
outside any, and settled in another. NOTIFY wakes; looking every second is the safety net.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy import func, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.lanes import Urgency, chat_of
from bot.desk.pacing import room
from bot.desk.retry import Again, Dead, Done, Doubt, Verdict, backoff
from bot.settling import settle_card, settle_row
from bot.transaction import transaction
from storage.models import Card, Lane, Outbox
from storage.outbox import (
    abandoned,
    claim_cards,
    claim_rows,
    due_lanes,
    lock_lane,
    next_due,
    pause_lane,
    spend,
)

log = structlog.get_logger()

AT_ONCE = 16
"""How many of a lane are on their way together: order is kept per case, not per lane."""
LOOK_EVERY = 1.0
LOOK_AGAIN = 0.05
TICK = timedelta(microseconds=1)


class Carrier(Protocol):
    """Takes things to one kind of lane. Never raises for what the outside does: that is a Verdict."""

    async def carry(self, row: Outbox) -> Verdict: ...

    async def draw(self, card: Card) -> Verdict: ...

    async def reconcile(self, row: Outbox) -> Verdict:
        """Its sender died, or its doubt lasted a minute: what became of it?"""
        ...


@dataclass(frozen=True, slots=True)
class Load:
    """A claimed row or card, and its place in the lane's budget."""

    what: Outbox | Card
    lane: str
    spent_at: datetime | None


class Courier:
    """One process's share of the delivery; any number may work on one database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        carrier_of: Callable[[str], Carrier],
        *,
        clock: Callable[[], datetime],
        group_per_minute: int,
    ) -> None:
        self._sessions = sessions
        self._carrier_of = carrier_of
        self._clock = clock
        self._per_minute = group_per_minute
        self._news = asyncio.Event()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._stirs: dict[str, asyncio.Event] = {}
        self._failures: dict[str, int] = {}

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until cancelled. What is on its way then is finished first (`drain`)."""
        try:
            while True:
                self._news.clear()
                try:
                    await self._look()
                except (OSError, SQLAlchemyError) as error:
                    log.warning("delivery cannot reach the database", error=type(error).__name__)
                    await asyncio.sleep(LOOK_EVERY)
                    continue
                await self._rest()
        finally:
            await self._drain()

    async def _look(self) -> None:
        now = self._clock()
        await self._recover(now)
        async with self._sessions() as session:
            lanes = await due_lanes(session, now)
        for lane in lanes:
            if lane in self._lanes:
                self._stirs[lane].set()
            else:
                self._stirs[lane] = asyncio.Event()
                task = asyncio.create_task(self._work(lane), name=f"lane {lane}")
                self._lanes[lane] = task
                task.add_done_callback(partial(self._left, lane))

    def _left(self, lane: str, done: asyncio.Task[None]) -> None:
        self._lanes.pop(lane, None)
        if not done.cancelled() and done.exception() is not None:
            log.error("lane broke", lane=lane, exc_info=done.exception())

    async def _rest(self) -> None:
        """Until something new is written, or something old falls due."""
        async with self._sessions() as session:
            due = await next_due(session)
        wait = LOOK_EVERY if due is None else (due - self._clock()).total_seconds()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), min(max(wait, LOOK_AGAIN), LOOK_EVERY))

    async def _drain(self) -> None:
        """What was claimed is sent and settled: a lane's loop ends by itself once it is told."""
        for task in self._lanes.values():
            task.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    async def _work(self, lane: str) -> None:
        """Claim and send until nothing of this lane is due. What hangs does not hold up what falls due meanwhile."""
        going: set[asyncio.Task[None]] = set()
        stir = self._stirs[lane]
        try:
            while True:
                stir.clear()
                loads = await self._claim(lane, AT_ONCE - len(going))
                going |= {asyncio.create_task(self._take(load)) for load in loads}
                if not going:
                    return
                stirred = asyncio.ensure_future(stir.wait())
                try:
                    await asyncio.wait({*going, stirred}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    stirred.cancel()
                going = {task for task in going if not task.done()}
        finally:
            await asyncio.gather(*going, return_exceptions=True)

    async def _claim(self, lane: str, most: int) -> list[Load]:
        now = self._clock()
        if most <= 0:
            return []
        async with transaction(self._sessions) as session:
            locked = await lock_lane(session, lane, now)
            if locked is None:
                return []
            free = [
                Load(row, lane, None) for row in await claim_rows(session, lane, now, most=most, free=True)
            ]
            return free + await self._claim_paced(session, locked, now, most - len(free))

    async def _claim_paced(self, session: AsyncSession, lane: Lane, now: datetime, most: int) -> list[Load]:
        chat = chat_of(lane.key)
        per_minute = self._per_minute if chat is not None and chat < 0 else 0
        budget = room(lane.spent, now, per_minute, most)
        found: list[Outbox | Card] = []
        if budget.left > 0 and chat is not None:
            found += await claim_cards(
                session, lane.key, now, most=budget.left, first=0, last=Urgency.URGENT_CARD
            )
        if len(found) < budget.left:
            found += await claim_rows(session, lane.key, now, most=budget.left - len(found), free=False)
        if len(found) < budget.left and chat is not None:
            found += await claim_cards(
                session,
                lane.key,
                now,
                most=budget.left - len(found),
                first=Urgency.FOLLOW_UP,
                last=Urgency.REFRESH,
            )
        loads = [Load(what, lane.key, now + index * TICK) for index, what in enumerate(found)]
        if loads and per_minute:
            await spend(session, lane, [*budget.recent, *(load.spent_at for load in loads if load.spent_at)])
        return loads

    async def _take(self, load: Load) -> None:
        carrier = self._carrier_of(load.lane)
        what = load.what
        try:
            verdict = await (carrier.draw(what) if isinstance(what, Card) else carrier.carry(what))
        except Exception as error:
            # A defect of ours must not stop the lane: this one waits, the others go on.
            log.exception("sending broke", lane=load.lane, what=type(what).__name__, id=what.id)
            verdict = _after_defect(what, error, self._clock())
        await asyncio.shield(self._settle(load, verdict))

    async def _settle(self, load: Load, verdict: Verdict) -> None:
        now = self._clock()
        verdict = self._with_backoff(load, verdict, now)
        async with transaction(self._sessions) as session:
            if isinstance(verdict, Again) and verdict.pause:
                await pause_lane(session, load.lane, verdict.at)
            if isinstance(load.what, Card):
                await settle_card(session, load.what, verdict, now)
            else:
                await settle_row(session, load.what, verdict, now)
            if load.spent_at is not None and isinstance(verdict, Done) and not verdict.spent:
                await _give_back(session, load.lane, load.spent_at)

    def _with_backoff(self, load: Load, verdict: Verdict, now: datetime) -> Verdict:
        """A lane that fails again and again rests longer each time."""
        if isinstance(verdict, Again) and verdict.pause:
            failures = self._failures.get(load.lane, 0) + 1
            self._failures[load.lane] = failures
            return Again(max(verdict.at, now + backoff(failures)), pause=True, reason=verdict.reason)
        if isinstance(verdict, Done):
            self._failures.pop(load.lane, None)
        return verdict

    async def _recover(self, now: datetime) -> None:
        """Rows whose sender died, and doubts that lasted their minute."""
        async with transaction(self._sessions) as session:
            rows = await abandoned(session, now)
            for row in rows:
                row.lease_until = now + timedelta(seconds=60)
        for row in rows:
            if row.lane is None:
                continue
            try:
                verdict = await self._carrier_of(row.lane).reconcile(row)
            except Exception as error:
                log.exception("reconciling broke", id=row.id)
                verdict = _after_defect(row, error, now)
            await self._settle(Load(row, row.lane, None), verdict)


def _after_defect(what: Outbox | Card, error: Exception, now: datetime) -> Verdict:
    if isinstance(what, Card):
        return Again(now + backoff(what.attempts))
    if what.kind == "answer":
        return Doubt(type(error).__name__)
    if what.attempts < 3:
        return Again(now + backoff(what.attempts))
    return Dead({"error": type(error).__name__})


async def _give_back(session: AsyncSession, lane: str, spent_at: datetime) -> None:
    await session.execute(
        update(Lane).where(Lane.key == lane).values(spent=func.array_remove(Lane.spent, spent_at))
    )
