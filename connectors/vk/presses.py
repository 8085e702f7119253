"""Presses of buttons, told to VK as heard: until then a button spins for its customer, for a minute at most.

Nothing depends on it: whatever becomes of the call, the press itself is an item like any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from connectors.errors import ConnectorError
from connectors.vk.client import Client
from connectors.vk.signals import Press, press_of


class Presses:
    """Answers beside the poll. One that comes again was answered already: VK refuses that, and nobody minds."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, updates: Sequence[object]) -> None:
        for press in filter(None, map(press_of, updates)):
            task = asyncio.create_task(self._answer(press))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _answer(self, press: Press) -> None:
        with suppress(ConnectorError):
            await self._client.call("messages.sendMessageEventAnswer", press._asdict())

    def close(self) -> None:
        for task in tuple(self._under_way):
            task.cancel()
