"""A bell that calls one of those who wait."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell:
    """Rung while nobody waits, it calls the next one at once; rung twice then, it is rung once."""

    def __init__(self) -> None:
        self._rings: asyncio.Queue[None] = asyncio.Queue(maxsize=1)

    def ring(self) -> None:
        with suppress(asyncio.QueueFull):
            self._rings.put_nowait(None)

    async def heard(self, seconds: float) -> None:
        """Until the bell calls, or so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rings.get()
