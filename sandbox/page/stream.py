"""Server-Sent Events: the page is told that something has changed, and looks for itself."""

import asyncio
import contextlib

from aiohttp import web

GATHER = 0.03
"""Seconds in which changes are gathered into one event."""

HEARTBEAT = 15.0
"""Seconds after which a comment is sent, so that a connection that is gone is noticed."""


class Stream:
    """Everybody who listens. `revision` grows with every change."""

    def __init__(self) -> None:
        self.revision = 1
        self._closing = False
        self._wake: set[asyncio.Event] = set()

    def announce(self) -> None:
        self.revision += 1
        for event in self._wake:
            event.set()

    def open(self) -> None:
        self._closing = False

    def close(self) -> None:
        """End every connection."""
        self._closing = True
        self.announce()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The present revision at once, then every later one."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        event = asyncio.Event()
        self._wake.add(event)
        try:
            await self._feed(response, event)
        except ConnectionError:
            pass  # the reader has gone
        finally:
            self._wake.discard(event)
        return response

    async def _feed(self, response: web.StreamResponse, event: asyncio.Event) -> None:
        told = 0
        while not self._closing:
            event.clear()
            if told != self.revision:
                told = self.revision
                await response.write(f'id: {told}\ndata: {{"revision": {told}}}\n\n'.encode())
            else:
                await response.write(b": still here\n\n")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await event.wait()
                    await asyncio.sleep(GATHER)
