"""Everything goes through the proxy that is set: calls of the API and the poll."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator

import pytest

from connectors.errors import Transient
from connectors.vk import Tokens, VkConnector
from tests.connectors.conftest import DIALOG, Make, Reader, Town, attempt


class Socks5:
    """As much of RFC 1928 as a client without a password needs."""

    def __init__(self) -> None:
        self.connections = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"socks5://127.0.0.1:{port}"

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._relay(reader, writer)
        writer.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        *_, kind = await reader.readexactly(4)
        if kind == 1:
            host = ".".join(map(str, await reader.readexactly(4)))
        else:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        (port,) = struct.unpack(">H", await reader.readexactly(2))
        there, back = await asyncio.open_connection(host, port)
        self.connections += 1
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        try:
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        finally:
            back.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Socks5]:
    proxy = Socks5()
    yield proxy
    await proxy.stop()


async def test_in_and_out_through_socks(town: Town, make: Make, proxy: Socks5) -> None:
    reader = Reader(make(proxy=await proxy.start()))
    await reader.poll()
    town.vk.message(town.anna, town.group, "?")
    await reader.items()
    assert proxy.connections == 2
    await reader.connector.send(attempt(DIALOG))
    await proxy.stop()
    cursor = reader.cursor
    town.vk.message(town.anna, town.group, "мимо прокси")
    with pytest.raises(Transient, match="long poll"):
        await reader.connector.poll(cursor)
    await reader.connector.close()


@pytest.mark.parametrize("proxy", ["127.0.0.1:1080", "ftp://user:hidden@127.0.0.1", "socks5://"])
def test_a_proxy_that_is_none_is_refused_at_once(proxy: str) -> None:
    with pytest.raises(ValueError, match="a proxy is") as caught:
        VkConnector(group_id=1234, tokens=Tokens("token"), proxy=proxy)
    assert "hidden" not in str(caught.value)
