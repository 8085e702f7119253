"""Parts that run side by side until they are stopped, each within its time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import structlog

from bot.config import ConfigError
from storage.leading import stop

log = structlog.get_logger()

ALTOGETHER = 7.0
"""Seconds that a stop may take, whatever hangs: then what is left of them belongs to closing what was opened."""


class Tasks:
    """Parts that run until stopped. One that ends with an error ends the program: it is said in `failed`."""

    def __init__(self, failed: asyncio.Future[None]) -> None:
        self.failed = failed
        self._stops_at: float | None = None

    def start(
        self, parts: Mapping[str, Coroutine[Any, Any, None]], seconds: float
    ) -> Callable[[], Coroutine[Any, Any, None]]:
        """Runs them; gives what stops them all, within about so long."""
        tasks = [self._start(name, part) for name, part in parts.items()]

        async def end() -> None:
            cut_off = await stop(tasks, min(seconds, self.left()))
            log.info("stopped", parts=list(parts), left=round(self.left(), 1))
            if cut_off:
                log.warning("parts did not end", parts=sorted(task.get_name() for task in cut_off))

        return end

    def left(self) -> float:
        """How many seconds are left of a stop, which begins when this is asked for the first time."""
        now = asyncio.get_running_loop().time()
        if self._stops_at is None:
            self._stops_at = now + ALTOGETHER
        return max(0.0, self._stops_at - now)

    def _start(self, name: str, part: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(part, name=name)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            if not isinstance(error, ConfigError):
                log.critical("part broke", part=task.get_name(), exc_info=error)
            if not self.failed.done():
                self.failed.set_exception(error)
