"""A wire in front of PostgreSQL that can be cut at the worst moment: just before a COMMIT, or just after it.

Only the server knows then what became of the transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

COMMIT = b"COMMIT;\0"
"""How asyncpg ends a transaction: a simple query."""


class Cut(Enum):
    NO = "no"
    BEFORE = "before"
    AFTER = "after"


@dataclass
class Proxy:
    """`decide` is asked at every COMMIT; `slow` seconds pass before each one."""

    socket: Path
    port: int = 0
    decide: Callable[[], Cut] = lambda: Cut.NO
    slow: Callable[[], float] = lambda: 0.0
    _lines: set[asyncio.Task[None]] = field(default_factory=set)

    async def line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, until either side goes or the wire is cut."""
        try:
            there, to_there = await asyncio.open_unix_connection(str(self.socket))
        except OSError:
            writer.close()
            return
        answers = asyncio.create_task(_pump(there, writer))
        try:
            await self._forward(reader, to_there, answers)
        finally:
            answers.cancel()
            for one in (writer, to_there):
                one.close()

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: asyncio.Task[None]
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if COMMIT in data:
                    await asyncio.sleep(self.slow())
                    cut = self.decide()
                    if cut is Cut.BEFORE:
                        return
                    if cut is Cut.AFTER:
                        answers.cancel()  # nobody hears that it was done
                        writer.write(data)
                        await writer.drain()
                        await asyncio.sleep(0.05)
                        return
                writer.write(data)
                await writer.drain()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def proxied(socket: Path) -> AsyncIterator[Proxy]:
    """In front of the server that listens on `socket`, on a port of 127.0.0.1."""
    proxy = Proxy(socket)
    server = await asyncio.start_server(proxy.line, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        proxy.decide = lambda: Cut.NO
