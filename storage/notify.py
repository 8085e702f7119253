"""LISTEN: wake-ups from other transactions. What is missed while the connection is down is found by looking.

Every process of a desk listens, so this connection also says that it is at work (`storage.presence`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import presence

AGAIN = 2.0
"""Seconds before a lost connection is made anew."""


class Listener:
    """Calls `on[channel]` for every notification, with its payload; also once after each (re)connection, with none, for
    what was missed.
    """

    def __init__(self, engine: AsyncEngine, on: Mapping[str, Callable[[str], object]]) -> None:
        self._engine = engine
        self._on = on

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._listen()
            except Exception:  # noqa: BLE001 - without it the program goes on, only slower to notice
                await asyncio.sleep(AGAIN)

    async def _listen(self) -> None:
        lost = asyncio.Event()
        async with self._engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            if not isinstance(raw, asyncpg.Connection):
                raise TypeError("LISTEN needs asyncpg")
            raw.add_termination_listener(lambda *_: lost.set())
            await presence.at_work(raw)
            try:
                for channel in self._on:
                    await raw.add_listener(channel, self._heard)
                self._all(self._on)
                await lost.wait()
            finally:
                if not raw.is_closed():
                    for channel in self._on:
                        await raw.remove_listener(channel, self._heard)
                    await presence.rests(raw)

    def _all(self, channels: Iterable[str]) -> None:
        for channel in channels:
            self._on[channel]("")

    def _heard(self, _connection: Any, _pid: int, channel: str, payload: Any) -> None:
        self._on[channel](str(payload))
