"""What many want at the same moment, done for all of them at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.transaction import woken

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """Whoever comes while the work is being done for others waits for the next round: nobody waits for company, and the
    more there is to do, the more is done at once. Unless `company` gives seconds to wait for it: where nobody waits for
    the result, and others are sure to follow.

    `work`: gives a result for each, in their order. If it fails for several it is done for each alone, so that nobody fails
    for another's sake; unless the error is `everybodys`.
    """

    def __init__(
        self,
        work: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        most: int,
        everybodys: Callable[[Exception], bool] = lambda _error: False,
        company: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._work = work
        self._company = company
        self._enough = asyncio.Event()
        self._most = most
        self._everybodys = everybodys
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._round: asyncio.Task[None] | None = None

    async def __call__(self, one: T) -> R:
        """Raises what the work for this one raises."""
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, result))
        if len(self._waiting) >= self._most:
            self._enough.set()
        if self._round is None:
            # A task begins after those who come at this very moment.
            self._round = asyncio.create_task(self._rounds(), name="together")
        return await result

    @property
    def waiting(self) -> int:
        """How many are in no round yet."""
        return len(self._waiting)

    async def _rounds(self) -> None:
        try:
            while self._waiting:
                if self.waiting < self._most and (seconds := self._company()):
                    self._enough.clear()
                    await woken(self._enough, seconds)
                now, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._do(now)
        finally:
            self._round = None
            for _, result in self._waiting:
                result.cancel()
            self._waiting = []

    async def _do(self, these: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._work([one for one, _ in these])
        except asyncio.CancelledError:
            for _, result in these:
                result.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - each is told of its own
            if len(these) > 1 and not self._everybodys(error):
                for one in these:
                    await self._do([one])
                return
            for _, result in these:
                _fail(result, error)
        else:
            for (_, result), value in zip(these, results, strict=True):
                if not result.done():
                    result.set_result(value)


def _fail(result: asyncio.Future[R], error: Exception) -> None:
    if not result.done():
        result.set_exception(error)
