"""How a program is told to stop, or finds that it must."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any


async def until_stopped(stop: asyncio.Event, failed: asyncio.Future[None]) -> None:
    """Waits for the signal, or raises what broke a part that cannot go on."""
    told = asyncio.ensure_future(stop.wait())
    both: list[asyncio.Future[Any]] = [told, failed]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if failed.done():
        failed.result()


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C: what is in hand is finished then. A second Ctrl-C does not wait."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stopper(stop, number, loop))
    return stop


def _stopper(stop: asyncio.Event, number: int, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
    def stopper() -> None:
        stop.set()
        loop.remove_signal_handler(number)

    return stopper
