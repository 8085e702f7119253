"""Reads that are asked for at the same moment go to VK as one call (`batching.py`); a single one goes as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from connectors.errors import ConnectorError, Gone, HumanNeeded, Permission, PolicyRefused
from connectors.vk.batching import Asking, many
from connectors.vk.client import Client, Slot

AT_ONCE = 5
"""Pages of comments in one call: VK refuses an answer of several megabytes."""

T = TypeVar("T")


class Together:
    """An `Api` for reads. What one turn of the event loop asks for is asked together."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._waiting: list[tuple[Asking, asyncio.Future[Any]]] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def call(
        self, method: str, values: Mapping[str, object], *, lane: str = "", length: int = 0
    ) -> Any:
        """As `Client.call`."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._leave)
        self._waiting.append((Asking(method, values), answer))
        return await answer

    def _leave(self) -> None:
        waiting, self._waiting = self._waiting, []
        by_token: dict[Slot | None, list[tuple[Asking, asyncio.Future[Any]]]] = {}
        for one in waiting:
            by_token.setdefault(self._client.slot_for(one[0].method), []).append(one)
        # Each by itself: a token that VK keeps waiting holds up no other.
        for some in by_token.values():
            task = asyncio.create_task(self._ask(some))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _ask(self, waiting: Sequence[tuple[Asking, asyncio.Future[Any]]]) -> None:
        try:
            answers = await self._answers([asking for asking, _ in waiting])
        except ConnectorError as error:
            answers = [error] * len(waiting)
        except BaseException:
            for _, future in waiting:
                future.cancel()
            raise
        for (_, future), answer in zip(waiting, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, ConnectorError):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    async def _answers(self, askings: Sequence[Asking]) -> Sequence[Any]:
        if len(askings) == 1:
            return [await self._alone(askings[0])]
        answers = await many(self._client, askings)
        return [
            # What this token may not, another one may: that is found out with a call of its own.
            await self._alone(asking) if isinstance(answer, Permission | HumanNeeded) else answer
            for asking, answer in zip(askings, answers, strict=True)
        ]

    async def _alone(self, asking: Asking) -> Any:
        try:
            return await self._client.call(asking.method, asking.values)
        except ConnectorError as error:
            return error


async def each(things: Iterable[T], look: Callable[[T], Awaitable[None]]) -> None:
    """Look at all of them, a few at a time. What is gone, or closed to us, is passed over; raises any other error, when
    its neighbours have been looked at.
    """
    rest = list(things)
    for start in range(0, len(rest), AT_ONCE):
        some = rest[start : start + AT_ONCE]
        for outcome in await asyncio.gather(*map(look, some), return_exceptions=True):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Gone | PolicyRefused):
                raise outcome
