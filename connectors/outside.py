"""The one door to addresses that came from outside: files of customers, a network's servers for uploads and polls.

Every address is checked (`connectors/addresses.py`), and so is what its name stands for, by the lookup whose answer is
connected to: no second lookup can tell otherwise. Redirects are followed by hand, each checked as the first was. No
cookie, no credentials, nothing of the environment goes along.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from yarl import URL

from connectors.addresses import Inside, Reach, check_ip, checked

HOPS = 5
"""Redirects of one file; the networks' own make one or two."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PIECE = 64 * 1024

FAILED = (
    *(aiohttp.ClientError, ProxyError, ProxyConnectionError, ProxyTimeoutError),
    *(OSError, asyncio.IncompleteReadError, ValueError),
)
"""What can come of opening an address; Inside is one of them."""
PASSING = (
    *(aiohttp.ClientConnectionError, aiohttp.ClientPayloadError),
    *(ProxyError, ProxyConnectionError, ProxyTimeoutError, OSError, asyncio.IncompleteReadError),
)
"""Of these, what may be better in a minute."""


class Lookup(aiohttp.ThreadedResolver):
    """Names → addresses, all of which are of the internet. Raises Inside if one is not: of such a name none is taken."""

    def __init__(self, own: str | None) -> None:
        super().__init__()
        self._own = None if own is None else URL(own)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        own = self._own is not None and (host, port) == (self._own.raw_host, self._own.port)
        for one in () if own else found:
            check_ip(ip_address(one["host"]))
        return found


class Outside:
    """HTTP to what others named. A session is opened at the first request, in the running loop."""

    def __init__(self, reach: Reach, timeout: aiohttp.ClientTimeout) -> None:
        self._reach, self._timeout = reach, timeout
        self._http: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def open(
        self, url: str | URL, *, hops: int = 0, method: str = "GET", **how: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer; one that leads elsewhere is followed `hops` times, and is an answer if there are none.

        Raises Inside, and the others of FAILED.
        """
        async with await self._follow(checked(url, self._reach), hops, method, how) as response:
            yield response

    async def _follow(self, address: URL, hops: int, method: str, how: Any) -> aiohttp.ClientResponse:
        reach = self._reach
        while True:
            response = await self._session().request(method, address, allow_redirects=False, **how)
            target = response.headers.get("Location")
            if not hops or response.status not in REDIRECTS or target is None:
                return response
            response.close()
            hops -= 1
            if not reach.is_own(address):
                reach = reach.without_own()  # a stranger's redirect leads nowhere but outside
            address = checked(_joined(address, target), reach)

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession(
                connector=_connector(self._reach), timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._http

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()


def _connector(reach: Reach) -> aiohttp.TCPConnector:
    if reach.proxy is None:
        return aiohttp.TCPConnector(resolver=Lookup(reach.own))
    return ProxyConnector.from_url(reach.proxy.replace("socks5h://", "socks5://", 1))


def _joined(address: URL, target: str) -> URL:
    try:
        return address.join(URL(target))
    except ValueError as error:
        raise Inside("not an address of the web") from error


async def body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """All that a server says. Raises ValueError if it does not come to an end within `most` bytes."""
    found = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        found += piece
        if len(found) > most:
            raise ValueError("too much")
    return bytes(found)


class NotGiven(Exception):
    """There is no such file for us: `str()` says why. `size`: bytes, where it is too big and that is told."""

    def __init__(self, why: str, size: int | None = None) -> None:
        super().__init__(why)
        self.size = size


class Busy(Exception):
    """Not now: a server that says so."""


async def download(url: str, path: Path, most: int, reach: Reach, seconds: float) -> None:
    """The file behind an address, of at most `most` bytes, onto the disk piece by piece.

    What a server packs is not unpacked: a small answer could become any size. Raises NotGiven, Busy and FAILED.
    """
    outside = Outside(reach, aiohttp.ClientTimeout(total=seconds))
    plain = {"Accept-Encoding": "identity"}
    try:
        async with asyncio.timeout(seconds), outside.open(url, hops=HOPS, headers=plain) as response:
            _look(response, most)
            await _save(response, path, most)
    finally:
        await outside.close()


def _look(response: aiohttp.ClientResponse, most: int) -> None:
    if response.status == 429 or response.status >= 500:
        raise Busy(f"HTTP {response.status}")
    if response.status != 200:
        raise NotGiven(f"HTTP {response.status}")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotGiven("packed")
    told = response.content_length
    if told is not None and told > most:
        raise NotGiven("too big", told)


async def _save(response: aiohttp.ClientResponse, path: Path, most: int) -> None:
    """Content-Length may be missing, or say less than what comes."""
    had = 0
    with path.open("wb") as file:
        async for piece in response.content.iter_chunked(PIECE):
            had += len(piece)
            if had > most:
                raise NotGiven("too big")
            file.write(piece)
    if not had:
        raise NotGiven("empty")
