"""How a program is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` until it ends, or until SIGTERM or Ctrl-C, also while it is still starting.

    Then it is cancelled, and finishes on its way out what is in hand. A second Ctrl-C does not wait for that.
    """
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, partial(_stop, task, number, loop))
    with suppress(asyncio.CancelledError):
        await task


def _stop(task: asyncio.Future[None], number: int, loop: asyncio.AbstractEventLoop) -> None:
    loop.remove_signal_handler(number)
    task.cancel()
