"""Pace of one token: so many calls a second, publications before reads."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable

from connectors.errors import Transient

WINDOW = 1.1
"""Seconds in which `per_second` calls may start: VK counts them as they arrive, and the way there is uneven."""


class Limiter:
    """Whoever calls awaits `turn` first. `clock` is monotonic, in seconds."""

    def __init__(
        self,
        per_second: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._starts: deque[float] = deque(maxlen=per_second)
        self._paused_until = 0.0
        self._queue: list[tuple[bool, int, object, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, *, urgent: bool = False, owner: object = None) -> None:
        """Wait until a call may start. Urgent ones overtake the others, never each other."""
        if not self._queue and self._wait() <= 0:
            self._starts.append(self._clock())
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (not urgent, next(self._order), owner, future))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run())
        await future

    def pause(self, seconds: float) -> None:
        """VK said it was too fast: nobody starts for so long."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def close(self, owner: object = None) -> None:
        """Who of `owner` waits has not called yet and may try again: Transient. Others go on sharing the token."""
        for *_, whose, future in self._queue:
            if whose is owner and not future.done():
                future.set_exception(Transient("the connector is closed"))
        self._queue = [each for each in self._queue if each[2] is not owner]
        heapq.heapify(self._queue)
        if not self._queue and self._pump is not None:
            self._pump.cancel()

    def _wait(self) -> float:
        full = len(self._starts) == self._starts.maxlen
        free_at = self._starts[0] + WINDOW if full else 0.0
        return max(free_at, self._paused_until) - self._clock()

    async def _run(self) -> None:
        while self._queue:
            if (wait := self._wait()) > 0:
                await self._sleep(wait)
                continue
            *_, future = heapq.heappop(self._queue)
            if not future.done():  # whoever waited may have given up
                self._starts.append(self._clock())
                future.set_result(None)
