"""Waiting for the state of the server to become something, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """A counter that grows with every change, and those who want to know."""

    def __init__(self) -> None:
        self.revision = 0
        self._listeners: list[Callable[[], None]] = []
        self._waiting: set[asyncio.Event] = set()

    def announce(self) -> None:
        self.revision += 1
        for event in self._waiting:
            event.set()
        for listener in list(self._listeners):
            listener()

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` after every change; returns what ends it."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    async def until(self, condition: Callable[[], T], timeout: float, describe: Callable[[], str]) -> T:
        """The first truthy value of `condition`. A LookupError in it means "not yet".

        Raises AssertionError with what `describe` says after `timeout` seconds.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        last: object = None
        try:
            async with asyncio.timeout(timeout):
                while True:
                    event.clear()
                    try:
                        last = value = condition()
                    except LookupError as absent:
                        last = absent
                    else:
                        if value:
                            return value
                    await event.wait()
        except TimeoutError:
            raise AssertionError(f"waited {timeout} s in vain; last value: {last!r}\n{describe()}") from None
        finally:
            self._waiting.discard(event)
