"""A way to PostgreSQL that can fall silent: what hangs is neither refused nor closed, as with a machine that died."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import make_url


class Way:
    """`url`: the database over TCP. `freeze()`: from now on nothing passes either way."""

    def __init__(self, url: str, port: int) -> None:
        parts = make_url(url)
        self.url = parts.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
        self._flows = asyncio.Event()
        self._flows.set()

    def freeze(self) -> None:
        self._flows.clear()

    def thaw(self) -> None:
        self._flows.set()

    async def pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        await self._flows.wait()
        writer.close()


@asynccontextmanager
async def way_to(url: str) -> AsyncIterator[Way]:
    socket = f"{make_url(url).query['host']}/.s.PGSQL.5432"
    pumps: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(socket)
        for source, target in ((reader, back), (there, writer)):
            pumps.add(task := asyncio.create_task(way.pump(source, target)))
            task.add_done_callback(pumps.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    way = Way(url, server.sockets[0].getsockname()[1])
    try:
        yield way
    finally:
        server.close()
        for task in pumps:
            task.cancel()
