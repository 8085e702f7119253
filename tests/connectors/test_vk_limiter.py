"""Pace, on a clock of its own."""

from __future__ import annotations

import asyncio

import pytest

from connectors.errors import Transient
from connectors.vk.limiter import WINDOW, Limiter
from tests.quick import OwnTime


async def test_never_more_than_so_many_in_any_second() -> None:
    clock = OwnTime()
    limiter = Limiter(3, clock=clock, sleep=clock.sleep)
    started: list[float] = []

    async def call() -> None:
        await limiter.turn()
        started.append(clock.now)

    await asyncio.gather(*(call() for _ in range(10)))
    assert all(later - earlier > WINDOW - 0.001 for earlier, later in zip(started, started[3:], strict=False))
    assert clock.now == pytest.approx(100 + 3 * WINDOW)


async def test_answers_overtake_reads_but_not_each_other() -> None:
    clock = OwnTime()
    limiter = Limiter(1, clock=clock, sleep=clock.sleep)
    order: list[str] = []

    async def call(name: str, urgent: bool) -> None:
        await limiter.turn(urgent=urgent)
        order.append(name)

    waiting = [("now", False), ("read", False), ("first answer", True), ("second answer", True)]
    await asyncio.gather(*(call(*each) for each in waiting))
    assert order == ["now", "first answer", "second answer", "read"]


async def test_whoever_gave_up_costs_no_turn() -> None:
    clock = OwnTime()
    limiter = Limiter(1, clock=clock, sleep=clock.sleep)
    await limiter.turn()
    gone, there = asyncio.create_task(limiter.turn()), asyncio.create_task(limiter.turn())
    await asyncio.sleep(0)
    gone.cancel()
    await there
    assert clock.now == pytest.approx(100 + WINDOW)


async def test_a_pause_holds_everybody() -> None:
    clock = OwnTime()
    limiter = Limiter(20, clock=clock, sleep=clock.sleep)
    limiter.pause(5)
    await limiter.turn(urgent=True)
    assert clock.now == pytest.approx(105)


async def test_close_lets_nobody_wait() -> None:
    limiter = Limiter(1)
    limiter.pause(1000)
    waiting = asyncio.create_task(limiter.turn())
    await asyncio.sleep(0)
    limiter.close()
    with pytest.raises(Transient, match="closed"):
        await waiting
