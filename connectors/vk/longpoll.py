"""Bots Long Poll: waiting for events, and what to do when the server says no (dev.vk.com, "Bots Long Poll API").

Over aiohttp and not through vk_api: a poll of 25 seconds would hold a thread, and closing a requests session does
not wake it; here a cancelled poll is a closed socket. vk_api's own VkBotLongPoll also advances `ts` before it
parses, and spins on `failed: 4`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from connectors.addresses import Reach
from connectors.errors import Invalid, Permission, Transient
from connectors.outside import FAILED, Outside, body
from connectors.vk.client import Api
from connectors.vk.values import mapping, number, text

KEY_LIFE = 3600.0
"""Seconds after which the key is fetched anew unasked: an expired one is not always refused, the poll just stays
empty."""
PATIENCE = 3
"""So many refusals or failures in a row before we slow down and ask for a new server."""
LONGEST_REST = 300.0


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    key: str
    ts: str
    fetched_at: float


@dataclass(frozen=True, slots=True)
class Checked:
    """One answer of the server, read. `failed` None: `updates` are news, `ts` the place after them."""

    ts: str | None
    updates: object = None
    failed: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """`updates` as they came: a list, or whatever a broken server gave in its place."""

    updates: object
    ts: str
    gap: bool = False


def read_ts(value: object) -> str | None:
    """VK gives `ts` as a number or as a string."""
    found = number(value)
    return None if found is None else str(found)


def read_server(answer: object, now: float) -> Server | None:
    """The answer of groups.getLongPollServer; None if it is none."""
    told = mapping(answer)
    url, key, ts = text(told.get("server")), text(told.get("key")), read_ts(told.get("ts"))
    if not url or not key or ts is None:
        return None
    return Server(url if "://" in url else f"https://{url}", key, ts, now)


def read_check(body: str) -> Checked | None:
    """None: not an answer of a long poll server."""
    try:
        told = mapping(json.loads(body))
    except (ValueError, RecursionError):
        return None
    ts, failed = read_ts(told.get("ts")), told.get("failed")
    if failed is not None:
        return Checked(ts, failed=number(failed) or 0)
    return None if ts is None else Checked(ts, told.get("updates"))


LARGEST = 16 * 1024 * 1024
"""Bytes of an answer: hundreds of events of the largest kind."""


class Wire:
    """The HTTP of a poll."""

    def __init__(self, reach: Reach, wait: int) -> None:
        self._wait = wait
        self._http = Outside(reach, aiohttp.ClientTimeout(total=wait + 10, sock_connect=10))

    async def check(self, server: Server, ts: str) -> str:
        """The body of one a_check. Raises Transient; the key stands in the address, which no message repeats."""
        query = {"act": "a_check", "key": server.key, "ts": ts, "wait": str(self._wait)}
        try:
            address = URL(server.url).update_query(query)
            async with self._http.open(address) as response:
                if response.status == 200:
                    return (await body(response, LARGEST)).decode(errors="replace")
                what = f"HTTP {response.status}"
        except FAILED as error:
            what = type(error).__name__
        raise Transient(f"long poll: {what}")

    async def close(self) -> None:
        await self._http.close()


Check = Callable[[Server, str], Awaitable[str]]


class Poller:
    """Keeps server and key, which are never stored: they are a secret, and are fetched anew after a restart."""

    def __init__(
        self, api: Api, group_id: int, check: Check, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._api, self._group_id, self._check, self._clock = api, group_id, check, clock
        self._server: Server | None = None
        self._lost = False
        self._refusals = 0
        self._silences = 0
        self._rest_until = 0.0

    async def news(self, ts: str | None) -> News:
        """What came after `ts`; without one, the present place at once, so that it is kept before the first wait.

        Raises ConnectorError. After `failed` 1 and 3 the news are empty, with a new `ts` and `gap`.
        """
        rest = self._rest_until - self._clock()
        if rest > 0:
            raise Transient("long poll: refused again and again", retry_after=rest)
        server = await self._current()
        if ts is None or self._lost:
            gap, self._lost = self._lost, False
            return News((), server.ts, gap)
        checked = await self._ask(server, ts)
        if checked.failed is not None:
            return await self._refused(checked, ts)
        self._refusals = 0
        return News(checked.updates, checked.ts or ts)

    async def _ask(self, server: Server, ts: str) -> Checked:
        try:
            checked = read_check(await self._check(server, ts))
            if checked is None:
                raise Transient("long poll: an answer that is none")
        except Transient:
            self._silences += 1
            if self._silences % PATIENCE == 0:
                self._server = None  # it may have moved
            raise
        self._silences = 0
        return checked

    async def _refused(self, checked: Checked, ts: str) -> News:
        self._refusals += 1
        if self._refusals >= PATIENCE:
            self._rest_until = self._clock() + min(2.0 ** (self._refusals - PATIENCE), LONGEST_REST)
        match checked.failed:
            case 1 if checked.ts is not None:
                return News((), checked.ts, gap=True)
            case 2:
                self._server = None
                await self._current()
                return News((), ts)
            case 1 | 3:
                self._server, self._lost = None, True
                server = await self._current()
                self._lost = False
                return News((), server.ts, gap=True)
            case 4:
                raise Invalid(
                    "long poll: the server does not know our version of the protocol", code="failed 4"
                )
        raise Transient(f"long poll: failed {checked.failed}")

    async def _current(self) -> Server:
        """The server to ask, fetched if there is none, renewed if its key is old."""
        server = self._server
        if server is not None and self._clock() - server.fetched_at < KEY_LIFE:
            return server
        try:
            self._server = await self._fetch()
        except Transient:
            if server is None:
                raise
            # The old key still works for all we know; ask again in an hour.
            self._server = Server(server.url, server.key, server.ts, self._clock())
        return self._server

    async def _fetch(self) -> Server:
        try:
            answer = await self._api.call("groups.getLongPollServer", {"group_id": self._group_id})
        except Invalid as error:
            # VK's word for a Long Poll that is switched off is 100, a wrong parameter.
            raise Permission(
                f"Long Poll is off, or this is not our community: {error}", code=error.code
            ) from None
        server = read_server(answer, self._clock())
        if server is None:
            raise Transient("groups.getLongPollServer: an answer that is none")
        return server


def updates_of(news: News) -> Sequence[Any]:
    """The events; what is in their place and is no list counts as one event that can't be understood."""
    if isinstance(news.updates, (list, tuple)):
        return news.updates
    return () if news.updates is None else (news.updates,)
