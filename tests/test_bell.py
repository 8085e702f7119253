"""A bell calls one, and no ring is lost."""

from __future__ import annotations

import asyncio

from bot.bell import Bell

LONG = 60.0


async def test_a_ring_calls_one_and_the_next_ring_another() -> None:
    bell, called = Bell(), []

    async def wait(who: str) -> None:
        await bell.heard(LONG)
        called.append(who)

    waiting = [asyncio.create_task(wait(who)) for who in "ab"]
    await asyncio.sleep(0)
    bell.ring()
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    assert called == ["a"]
    bell.ring()
    await asyncio.wait(waiting)
    assert called == ["a", "b"]


async def test_rung_while_nobody_waits_it_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    await bell.heard(LONG)
    second = asyncio.create_task(bell.heard(LONG))
    await asyncio.sleep(0)
    assert not second.done()
    second.cancel()


async def test_after_a_while_it_is_waited_for_no_longer() -> None:
    await Bell().heard(0)


async def test_who_is_stopped_while_called_leaves_the_ring_to_the_next() -> None:
    bell = Bell()
    first = asyncio.create_task(bell.heard(LONG))
    await asyncio.sleep(0)
    bell.ring()
    first.cancel()
    await asyncio.wait([first])
    await bell.heard(LONG)
