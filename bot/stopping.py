"""How a program is told to stop, and when it is no longer waited for."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

PATIENCE = 9.0
"""Seconds a stop may take. Who started us kills after ten (`docker stop`), and then nothing is said about it."""


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
    _leave_at_last()
    task.cancel()


def _leave_at_last() -> None:
    """For what cannot be cancelled. What it does is found out by the next start, as after a kill."""
    timer = threading.Timer(PATIENCE, _leave_what_hangs)
    timer.daemon = True
    timer.start()


def _leave_what_hangs() -> None:
    logging.getLogger(__name__).warning("stopped without waiting any longer for what hangs")
    leave()


def leave() -> None:
    """Out, successfully, at once: Python would first join the threads that wait for an answer of VK."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)
