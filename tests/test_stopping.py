"""Being told to stop is never missed."""

from __future__ import annotations

import asyncio

import pytest

from bot.transaction import to_the_end, woken


async def test_a_cancellation_that_comes_with_the_news_is_not_lost() -> None:
    """It is with `asyncio.wait_for` before Python 3.12; then a desk that is told to stop goes on for ever."""
    for turns in range(6):
        news = asyncio.Event()
        waiting = asyncio.create_task(woken(news, 10))
        await asyncio.sleep(0)
        news.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        if waiting.cancel():
            with pytest.raises(asyncio.CancelledError):
                await waiting


async def test_news_and_the_end_of_patience_are_told_from_nothing() -> None:
    news = asyncio.Event()
    await woken(news, 0.001)
    news.set()
    await woken(news, 10)


async def test_what_must_come_to_its_end_does() -> None:
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.01)
        done.set()

    task = asyncio.create_task(to_the_end(work()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done.is_set()
