"""Claim → send → settle. What must go out and what must be shown, lane by lane.

A lane is a Telegram chat or a network account. Rows and cards are claimed under a lease in one short transaction, sent
outside any, and settled in another. NOTIFY wakes; looking every second is the safety net.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.retry import Again, Dead, Done, Doubt, Stop, Verdict, backoff
from bot.following import following
from bot.monitoring import deliveries
from bot.monitoring.counts import Counts
from bot.reach import lane_runs
from bot.settling import hear_what_waited, settle_card, settle_cards, settle_row
from bot.storm import weather
from bot.together import Together
from bot.transaction import looking, transaction, woken
from bot.turns import Load, free_turns, pace, paced_turns
from storage.errors import DATABASE_FAILED, SAID_BY_DATABASE, passing, unreachable
from storage.models import Card, Outbox
from storage.outbox import (
    LEASE,
    abandoned,
    due_lanes,
    give_back,
    keep_leases,
    lock_lane,
    next_due,
    pause_lane,
    probe_lane,
    spent_later,
)

log = structlog.get_logger()

AT_ONCE = 64
"""How many of a lane are on their way together: order is kept per case, not per lane."""
COMPANY = 0.01
"""Seconds that a free place waits for others, till half are free: a claim takes many in as many statements as one."""
LOOK_EVERY = 1.0
LOOK_AGAIN = 0.05
SLOW = timedelta(seconds=1)
PROBE_EVERY = timedelta(minutes=5)
WEATHER_EVERY = timedelta(seconds=1)
MEND_EVERY = timedelta(seconds=1)
SETTLE_TRIES = 10
"""In about five minutes. After that the lease ends and what was sent counts as unknown."""


class Carrier(Protocol):
    """Takes things to one kind of lane. Never raises for what the outside does: that is a Verdict."""

    async def carry(self, row: Outbox) -> Verdict: ...

    async def draw(self, card: Card) -> Verdict: ...

    async def reconcile(self, row: Outbox) -> Verdict:
        """Its sender died, or its doubt lasted a minute: what became of it?"""
        ...


@dataclass(frozen=True, slots=True)
class Pause:
    """A lane's failures in a row. Those that were on their way together count once."""

    failures: int
    until: datetime


@dataclass(frozen=True, slots=True)
class _Settled:
    began: deliveries.Asked | None


class Courier:
    """One process's share of the delivery; any number may work on one database."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        carrier_of: Callable[[str], Carrier],
        *,
        clock: Callable[[], datetime],
        group_per_minute: int,
        counts: Counts | None = None,
    ) -> None:
        self._sessions = sessions
        self._carrier_of = carrier_of
        self._clock = clock
        self._per_minute = group_per_minute
        self._counts = counts or Counts()
        self._news = asyncio.Event()
        self._called = set[str]()
        self._looked_at: float | None = None
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._stirs: dict[str, asyncio.Event] = {}
        self._pauses: dict[str, Pause] = {}
        self._in_hand: set[Load] = set()
        self._settled = Together(self._settle_together, AT_ONCE, unreachable, company=self._company)
        self._kept_at: datetime | None = None
        self._weather_at: datetime | None = None
        self._stormy: frozenset[str] = frozenset()
        self._mended_at: datetime | None = None
        self._mending: asyncio.Task[None] | None = None
        self._going: set[asyncio.Task[None]] = set()
        self._stopping = False

    def wake(self, lane: str = "") -> None:
        """There is something new, if it is said so: in that lane, which is then looked into without asking which."""
        if lane:
            self._called.add(lane)
        else:
            self._looked_at = None
        self._news.set()

    async def run(self) -> None:
        """Until cancelled: then nothing more is claimed, and what is on its way is finished. Cancelled twice, it is cut
        off: its lease ends, and it is looked up as after a kill.
        """
        try:
            while True:
                self._news.clear()
                try:
                    await self._look()
                    await self._rest()
                except DATABASE_FAILED as error:
                    log.warning("delivery cannot reach the database", error=type(error).__name__)
                    await asyncio.sleep(LOOK_EVERY)
        finally:
            await self._drain()

    async def _look(self) -> None:
        now = self._clock()
        called, self._called = self._called, set()
        self._stir(called)
        if called:
            await asyncio.sleep(COMPANY)  # they go first
        await self._keep_leases(now)
        await self._look_at_weather(now)
        self._mend_now_and_then(now)
        moment = asyncio.get_running_loop().time()
        if called and self._looked_at is not None and moment - self._looked_at < LOOK_EVERY:
            return  # what falls due elsewhere is found when those are quiet, or then
        self._looked_at = moment
        async with looking(self._sessions) as session:
            lanes = await due_lanes(session, now)
        self._stir(lane for lane in lanes if lane not in called)

    def _stir(self, lanes: Iterable[str]) -> None:
        for lane in lanes:
            if lane in self._lanes and not self._lanes[lane].done():
                self._stirs[lane].set()
            else:
                self._stirs[lane] = asyncio.Event()
                task = asyncio.create_task(self._work(lane), name=f"lane {lane}")
                self._lanes[lane] = task
                task.add_done_callback(partial(self._left, lane))

    async def _look_at_weather(self, now: datetime) -> None:
        """More cards than the pace allows are collected (`bot/storm.py`)."""
        if self._weather_at is not None and timedelta(0) <= now - self._weather_at < WEATHER_EVERY:
            return
        self._weather_at = now
        try:
            async with transaction(self._sessions) as session:
                self._stormy = await weather(session, self._per_minute, now)
        except DATABASE_FAILED as error:
            log.warning("nothing collected", error=type(error).__name__)

    def _left(self, lane: str, done: asyncio.Task[None]) -> None:
        if self._lanes.get(lane) is done:
            del self._lanes[lane]
        if not done.cancelled() and done.exception() is not None:
            log.error("lane broke", lane=lane, exc_info=done.exception())

    async def _rest(self) -> None:
        """Until something new is written, or something old falls due. What was just found is sent first."""
        if self._lanes and await woken(self._news, LOOK_AGAIN):
            return
        async with looking(self._sessions) as session:
            due = await next_due(session, self._clock())
        wait = LOOK_EVERY if due is None else (due - self._clock()).total_seconds()
        await woken(self._news, min(max(wait, LOOK_AGAIN), LOOK_EVERY))

    async def _drain(self) -> None:
        """What was claimed is sent and settled: a lane's loop ends by itself once it is told.

        Not by cancelling: a claim that is cut off while it commits would leave its rows behind.
        """
        self._stopping = True
        for stir in self._stirs.values():
            stir.set()
        parts = {*self._lanes.values(), *(() if self._mending is None else (self._mending,))}
        try:
            if parts:
                await asyncio.wait(parts)
        finally:
            if self._in_hand:
                log.warning("cut off", rows=sorted(load.what.id for load in self._in_hand))
            for part in (*parts, *self._going):
                part.cancel()

    async def _work(self, lane: str) -> None:
        """Claim and send until nothing of this lane is due. What hangs does not hold up what falls due meanwhile, unless a
        whole burst of a paced lane hangs.
        """
        going: set[asyncio.Task[None]] = set()
        stir = self._stirs[lane]
        while True:
            stir.clear()
            loads = [] if self._stopping else await self._claim_if_possible(lane, AT_ONCE - len(going))
            going |= {self._go(load) for load in loads}
            if not going:
                if stir.is_set() and not self._stopping:
                    continue  # called while it looked: perhaps for what it could not see yet
                return
            stirred = asyncio.ensure_future(stir.wait())
            try:
                await asyncio.wait({*going, stirred}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stirred.cancel()
            going = await _half(going)

    def _go(self, load: Load) -> asyncio.Task[None]:
        task = asyncio.create_task(self._take(load))
        self._going.add(task)
        task.add_done_callback(self._going.discard)
        return task

    async def _claim_if_possible(self, lane: str, most: int) -> list[Load]:
        try:
            return await self._claim(lane, most)
        except DATABASE_FAILED as error:
            log.warning("nothing claimed", lane=lane, error=type(error).__name__)
            return []

    async def _claim(self, lane: str, most: int) -> list[Load]:
        now = self._clock()
        if most <= 0:
            return []
        async with transaction(self._sessions) as session:
            found = await lock_lane(session, lane, now)
            if found is None:
                return []
            locked, waiting = found
            if not (waiting.rows or waiting.cards or (waiting.free and locked.stopped is None)):
                return []  # called for what is due later: a stopped lane is tried when there is something to try
            free: list[Load] = []
            if locked.stopped is not None:
                await probe_lane(session, lane, now + PROBE_EVERY)
                most = 1
            else:
                free = await free_turns(session, locked, now, most, waiting)
            per_minute = pace(lane, self._per_minute)
            left, stormy = most - len(free), lane in self._stormy
            return free + await paced_turns(
                session, locked, now, left, per_minute, self._in_hand, waiting, stormy=stormy
            )

    async def _take(self, load: Load) -> None:
        what = load.what
        card, row = (what.id, None) if isinstance(what, Card) else (None, what.id)
        with following(lane=load.lane, case=what.case_id, card=card, row=row):
            await self._send(load)

    async def _send(self, load: Load) -> None:
        carrier = self._carrier_of(load.lane)
        what = load.what
        self._in_hand.add(load)
        try:
            try:
                verdict = await (carrier.draw(what) if isinstance(what, Card) else carrier.carry(what))
            except Exception as error:
                # A defect of ours must not stop the lane: this one waits, the others go on.
                log.exception("sending broke")
                verdict = _after_defect(what, error, self._clock())
            await self._settle_surely(load, self._with_backoff(load, verdict, self._clock()))
        finally:
            self._in_hand.discard(load)

    async def _settle_surely(self, load: Load, verdict: Verdict) -> None:
        """What is known of a sending must not be lost with a connection to the database."""
        for attempt in range(1, SETTLE_TRIES + 1):
            try:
                await self._settle(load, verdict)
            except Exception as error:
                if not passing(error):
                    # A defect of ours: that it was sent still counts, or it would be sent again and again.
                    log.exception("settling broke", lane=load.lane, id=load.what.id)
                    if not isinstance(verdict, Done) or verdict.then is None:
                        return
                    verdict = replace(verdict, then=None)
                    continue
                log.warning("not settled yet", lane=load.lane, id=load.what.id, error=type(error).__name__)
                if self._stopping and attempt >= 3:
                    return
                await asyncio.sleep(min(0.1 * 2**attempt, 60))
            else:
                return

    async def _settle(self, load: Load, verdict: Verdict) -> None:
        if isinstance(verdict, Done) and self._is_plain(load, verdict):
            there = await self._settled((load, verdict))
            if there is not None:
                self._told(load, verdict, there.began, self._clock())
                return
        await self._settle_alone(load, verdict)

    def _is_plain(self, load: Load, verdict: Done) -> bool:
        """A case's card, with nothing to be written down of its lane."""
        if not isinstance(load.what, Card) or load.what.case_id is None or load.probe:
            return False
        paced = load.spent_at is not None and pace(load.lane, self._per_minute) > 0
        return not paced or (verdict.spent and not self._was_slow(load, self._clock()))

    def _was_slow(self, load: Load, now: datetime) -> bool:
        return load.spent_at is not None and now - load.spent_at > SLOW

    def _company(self) -> float:
        """Who is alone on the way is settled at once."""
        others = len(self._in_hand) > self._settled.waiting
        return COMPANY if others and not self._stopping else 0.0

    async def _settle_together(self, these: Sequence[tuple[Load, Done]]) -> Sequence[_Settled | None]:
        """None: somebody else holds it."""
        came = [(load.what, verdict) for load, verdict in these if isinstance(load.what, Card)]
        async with transaction(self._sessions) as session:
            done = await settle_cards(session, came, self._clock())
            began = await deliveries.first_shown(session, [card for card, _ in came if card.id in done])
        return [_Settled(began.get(load.what.id)) if load.what.id in done else None for load, _ in these]

    async def _settle_alone(self, load: Load, verdict: Verdict) -> None:
        now = self._clock()
        async with transaction(self._sessions) as session:
            if isinstance(load.what, Card):
                await settle_card(session, load.what, verdict, load.begun_at, now)
            else:
                await settle_row(session, load.what, verdict, load.begun_at, now)
            began = await deliveries.asked(session, load.what, verdict)
            await self._settle_lane(session, load, verdict, now)
        self._told(load, verdict, began, now)
        if isinstance(load.what, Outbox) and load.what.kind == "answer":
            async with transaction(self._sessions) as session:
                await hear_what_waited(session, load.what, now)

    def _told(self, load: Load, verdict: Verdict, began: deliveries.Asked | None, now: datetime) -> None:
        took = (now - load.begun_at).total_seconds()
        outcome = deliveries.settled(self._counts, load.lane, load.what, verdict, took, began, now)
        _tell(load.what, outcome)

    async def _settle_lane(self, session: AsyncSession, load: Load, verdict: Verdict, now: datetime) -> None:
        """Last in its transaction: whoever holds a lane waits for nothing else (but its own trouble)."""
        match verdict:
            case Again(pause=True, at=at):
                await pause_lane(session, load.lane, at)
            case Done(spent=True, wrote=True) if load.probe:
                await lane_runs(session, load.lane, now)
            case Done() if load.probe:
                await probe_lane(session, load.lane, now)
            case _:
                pass
        if load.spent_at is None or not pace(load.lane, self._per_minute):
            return
        if isinstance(verdict, Done | Again) and not verdict.spent:
            await give_back(session, load.lane, load.spent_at)
        elif self._was_slow(load, now):
            await spent_later(session, load.lane, load.spent_at, now)

    def _with_backoff(self, load: Load, verdict: Verdict, now: datetime) -> Verdict:
        """A lane that fails again and again rests longer each time."""
        if isinstance(verdict, Again) and verdict.pause:
            before = self._pauses.get(load.lane, Pause(0, now))
            failures = before.failures + (1 if now >= before.until else 0)
            until = max(verdict.at, now + backoff(failures))
            self._pauses[load.lane] = Pause(failures, until)
            return replace(verdict, at=until)
        if isinstance(verdict, Done | Stop) and not (isinstance(verdict, Done) and not verdict.spent):
            self._pauses.pop(load.lane, None)
        return verdict

    # --- what was left behind

    async def _keep_leases(self, now: datetime) -> None:
        """A sending may take longer than its lease; it is not abandoned for that."""
        if not self._in_hand or (self._kept_at is not None and now - self._kept_at < LEASE / 4):
            return
        rows = [load.what.id for load in self._in_hand if isinstance(load.what, Outbox)]
        cards = [load.what.id for load in self._in_hand if isinstance(load.what, Card)]
        async with transaction(self._sessions) as session:
            await keep_leases(session, rows, cards, now)
        self._kept_at = now

    def _mend_now_and_then(self, now: datetime) -> None:
        soon = self._mended_at is not None and timedelta(0) <= now - self._mended_at < MEND_EVERY
        if not soon and (self._mending is None or self._mending.done()):
            self._mended_at = now
            self._mending = asyncio.create_task(self._mend(now), name="mending")

    async def _mend(self, now: datetime) -> None:
        """Rows whose sender died, and doubts that lasted their minute. Beside the work: a network may not answer."""
        held = [load.what.id for load in self._in_hand if isinstance(load.what, Outbox)]
        try:
            async with transaction(self._sessions) as session:
                rows = await abandoned(session, now, held)
                for row in rows:
                    row.lease_until = now + LEASE
        except DATABASE_FAILED as error:
            log.warning("nothing mended", error=type(error).__name__)
            return
        await asyncio.gather(*(self._reconcile(row, row.lane) for row in rows if row.lane is not None))

    async def _reconcile(self, row: Outbox, lane: str) -> None:
        load = Load(row, lane, self._clock())
        self._in_hand.add(load)
        try:
            verdict = await self._verdict_on(row, lane)
            if verdict is not None:
                await self._settle_surely(load, verdict)
        finally:
            self._in_hand.discard(load)

    async def _verdict_on(self, row: Outbox, lane: str) -> Verdict | None:
        """None: asked again when the lease ends."""
        try:
            return await self._carrier_of(lane).reconcile(row)
        except Exception as error:
            log.exception("reconciling broke", id=row.id)
            if isinstance(error, SAID_BY_DATABASE):
                return None
            return _after_defect(row, error, self._clock())


async def _half(going: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    """Those that are still on their way. What hangs does not hold up the others for long."""
    loop = asyncio.get_running_loop()
    until = loop.time() + COMPANY
    left = {task for task in going if not task.done()}
    while len(left) > AT_ONCE // 2 and (seconds := until - loop.time()) > 0:
        _, left = await asyncio.wait(left, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    return left


def _tell(what: Outbox | Card, outcome: str) -> None:
    """What a case can be followed by: its new card, its answers, and whatever did not go out."""
    kind = "card" if isinstance(what, Card) else what.kind
    new = what.shown_version == 0 if isinstance(what, Card) else kind in ("answer", "deed")
    tell = log.info if new or outcome not in ("sent", "same") else log.debug
    tell("delivered" if outcome == "sent" else "not delivered", kind=kind, outcome=outcome)


def _after_defect(what: Outbox | Card, error: Exception, now: datetime) -> Verdict:
    again = Again(now + backoff(what.attempts))
    if isinstance(what, Card):
        return again
    if what.kind == "answer":
        # The database is asked before anything is sent, never after.
        return again if isinstance(error, SAID_BY_DATABASE) else Doubt(type(error).__name__)
    if what.attempts < 3 or passing(error):
        return again
    return Dead({"error": type(error).__name__})
