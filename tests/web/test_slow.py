"""Slow, endless and too many connections, by bare sockets against the real server: each ends, and others go on."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.values import Address
from bot.web import server

Conversation = tuple[asyncio.StreamReader, asyncio.StreamWriter]
PATIENCE = 20
"""Seconds for what should take a tenth: the machine may be busy."""


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("REQUEST_SECONDS", "LINGER_SECONDS", "KEEPALIVE_SECONDS"):
        monkeypatch.setattr(server, bound, 0.2)


@pytest.fixture
async def at() -> AsyncIterator[Address]:
    async def read(request: web.Request) -> web.Response:
        return web.Response(body=str(len(await request.read())))

    async def refuse(_request: web.Request) -> web.Response:
        raise web.HTTPForbidden(text="not from there\n")

    routes = [web.post("/read", read), web.post("/refuse", refuse), web.get("/well", _well)]
    async with server.serving(server.make_app(routes), Address("127.0.0.1", 0)) as at:
        yield at


async def _well(_request: web.Request) -> web.Response:
    return web.Response(text="well")


@asynccontextmanager
async def talking(at: Address, first: bytes = b"") -> AsyncIterator[Conversation]:
    reader, writer = await asyncio.open_connection(at.host, at.port)
    try:
        writer.write(first)
        yield reader, writer
    finally:
        writer.close()


async def to_its_end(reader: asyncio.StreamReader) -> bytes:
    """All that is answered, till the server ends it."""
    async with asyncio.timeout(PATIENCE):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


def status(answer: bytes) -> str:
    return answer.split(b"\r\n", 1)[0].decode()


async def is_well(at: Address) -> bool:
    async with talking(at, b"GET /well HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as (reader, _):
        return b"200 OK" in await to_its_end(reader)


POST = b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("first", [b"", b"POST /re", POST], ids=["nothing", "a word", "half a head"])
async def test_who_does_not_finish_the_head_is_dropped(at: Address, first: bytes) -> None:
    async with talking(at, first) as (reader, _):
        assert await to_its_end(reader) == b""
    assert await is_well(at)


async def test_so_is_the_second_request_of_a_connection(at: Address) -> None:
    async with talking(at, b"GET /well HTTP/1.1\r\nHost: x\r\n\r\nGET /we") as (reader, _):
        answer = await to_its_end(reader)
    assert answer.count(b"200 OK") == 1


async def test_a_body_that_does_not_come_is_waited_for_no_longer_than_is_allowed(at: Address) -> None:
    async with talking(at, POST + b"Content-Length: 100\r\n\r\n{") as (reader, _):
        assert status(await to_its_end(reader)) == "HTTP/1.1 503 Service Unavailable"
    assert await is_well(at)


async def test_an_endless_body_ends(at: Address) -> None:
    """In chunks, so that nobody knows how long it will be."""
    chunk = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
    async with talking(at, POST + b"Transfer-Encoding: chunked\r\n\r\n") as (reader, writer):
        answering = asyncio.create_task(to_its_end(reader))
        sent = 0
        try:
            while not answering.done():
                writer.write(chunk)
                sent += len(chunk)
                await writer.drain()
                await asyncio.sleep(0)
        except ConnectionError:
            pass
        answer = await answering
    assert status(answer) in ("HTTP/1.1 413 Request Entity Too Large", ""), "the end may overtake the answer"
    assert sent > server.BODY_BYTES
    assert await is_well(at)


async def test_who_is_refused_is_so_before_the_body_comes(at: Address) -> None:
    head = b"POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
    async with talking(at, head) as (reader, _):
        assert status(await to_its_end(reader)) == "HTTP/1.1 403 Forbidden"


async def test_what_is_packed_is_not_unpacked(at: Address) -> None:
    bomb = zlib.compress(b"0" * 10_000_000)
    head = POST + b"Content-Encoding: deflate\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    async with talking(at, head + bomb) as (reader, _):
        answer = await to_its_end(reader)
    assert answer.endswith(b"\r\n\r\n%d" % len(bomb)), "the bytes as they came"


@pytest.mark.parametrize(
    "head",
    [
        b"GET /well HTTP/1.1\r\nX: " + b"x" * 10_000 + b"\r\n\r\n",
        b"GET /well HTTP/1.1\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n" * 20_000,
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ],
    ids=["long line", "many lines", "long path", "TLS", "no lines", "minus one", "two lengths", "long chunk"],
)
async def test_what_is_no_request_is_refused(at: Address, head: bytes) -> None:
    async with talking(at, head) as (reader, _):
        answer = await to_its_end(reader)
    assert b"200 OK" not in answer
    assert await is_well(at)


async def test_too_many_at_once_are_not_let_in(at: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 60)
    monkeypatch.setattr(server, "CONNECTIONS", 3)
    open_ones = [await asyncio.open_connection(at.host, at.port) for _ in range(3)]
    for _, writer in open_ones:
        writer.write(POST + b"Content-Length: 100\r\n\r\n{")
    async with asyncio.timeout(PATIENCE):
        while await is_well(at):  # the last of the three may not be in yet
            pass
    for _, writer in open_ones:
        writer.close()
    async with asyncio.timeout(PATIENCE):
        while not await is_well(at):
            pass
