"""One counter of everything that happened, and waiting on it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """`revision` grows with every change of state, every call and every event."""

    def __init__(self) -> None:
        self.revision = 0
        self._callbacks: list[Callable[[], None]] = []
        self._waiters: set[asyncio.Future[None]] = set()

    def mark(self) -> None:
        """Something changed: wake those who wait, then tell those who asked to be told."""
        self.revision += 1
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        for callback in list(self._callbacks):
            callback()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` after every change; the answer takes it off again."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    async def next(self, timeout: float) -> bool:
        """Wait for the next change; False when `timeout` seconds passed without one."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            done, _ = await asyncio.wait({waiter}, timeout=max(timeout, 0))
            return bool(done)
        finally:
            self._waiters.discard(waiter)
            waiter.cancel()

    async def wait(self, look: Callable[[], T], timeout: float, seen: Callable[[], str]) -> T:
        """The first truthy value of `look`, asked again after every change; a LookupError in it means "not yet".

        TimeoutError tells what was `seen`.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while True:
            value: object
            try:
                value = found = look()
            except LookupError as absent:
                value = absent
            else:
                if found:
                    return found
            left = until - loop.time()
            if left <= 0:
                raise TimeoutError(f"waited {timeout} s in vain, last value {value!r}; {seen()}")
            await self.next(left)
