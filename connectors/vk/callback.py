"""Callback API: events that VK posts to us, and the entry in the community's settings that makes it do so.

Sources: dev.vk.com, "Callback API"; groups.*Callback* of VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

import hmac
import json
import time
from asyncio import Lock
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.calling import Calling, NotFromThem, Request, Subscribed
from connectors.errors import ConnectorError, Gone, Invalid, Permission
from connectors.vk.client import Api
from connectors.vk.parse import READERS
from connectors.vk.settings import read_settings
from connectors.vk.transport import API_VERSION
from connectors.vk.values import items, mapping, number, text

TITLE = "Otklik"
"""At most 14 characters (groups.addCallbackServer)."""
CODE_LIFE = 10.0
"""Seconds a confirmation code is believed. It changes from time to time; strangers must not make us ask all the time."""
FORBIDDEN = (Permission, Invalid)
"""What a token that may not look at the settings gets."""

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Callback:
    """`url`: where VK should post, None if nobody is to be posted to. `secret`: at most 50 characters."""

    secret: str = field(repr=False)
    url: str | None = None
    code: str | None = None
    """The confirmation code as a person read it, for where no token may read it."""


@dataclass(frozen=True, slots=True)
class Server:
    """An entry in the community's settings."""

    id: int
    url: str
    secret: str = field(repr=False)
    status: str


def read_servers(answer: object) -> list[Server]:
    found = [mapping(each) for each in items(answer)]
    return [
        Server(
            number(one.get("id")) or 0,
            text(one.get("url")),
            text(one.get("secret_key")),
            text(one.get("status")),
        )
        for one in found
    ]


def ours(servers: Sequence[Server], callback: Callback) -> list[Server]:
    """Who has our secret is ours, whatever its address was; and so is who has our address."""
    return [one for one in servers if one.secret == callback.secret or (one.url and one.url == callback.url)]


def read_call(request: Request, group_id: int, secret: str) -> Object:
    """The event, without the secret. Raises NotFromThem.

    A confirmation may come without a secret: a person confirms the address before there is a place to enter one.
    """
    if request.method != "POST" or request.path:
        raise NotFromThem("not posted to our address")
    try:
        event = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NotFromThem("no JSON") from None
    if not isinstance(event, dict):
        raise NotFromThem("no object")
    given = event.pop("secret", None)
    if not (given is None and is_confirmation(event)) and not _same(given, secret):
        raise NotFromThem("a wrong secret" if given else "no secret")
    if number(event.get("group_id")) not in (None, group_id):
        raise NotFromThem("another community")
    return event


def is_confirmation(event: Object) -> bool:
    return event.get("type") == "confirmation"


def _same(given: object, secret: str) -> bool:
    return hmac.compare_digest(text(given).encode("utf-8", "surrogatepass"), secret.encode())


class Entry:
    """Our entry among the community's servers."""

    def __init__(
        self, api: Api, group_id: int, callback: Callback, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._api, self._clock = api, clock
        self._group = {"group_id": group_id}
        self.callback = callback
        self._asking = Lock()
        self._code: tuple[str, float] | None = None

    async def code(self) -> str:
        """What the address must answer to be confirmed. Raises ConnectorError if nobody knows."""
        async with self._asking:
            if self._code is None or self._clock() - self._code[1] > CODE_LIFE:
                self._code = (await self._ask_code(), self._clock())
            return self._code[0]

    async def _ask_code(self) -> str:
        try:
            answer = await self._api.call("groups.getCallbackConfirmationCode", self._group)
        except ConnectorError:
            if self.callback.code is None:
                raise
            return self.callback.code
        return text(mapping(answer).get("code"))

    async def see_to_it(self) -> Subscribed:
        """There, right and confirmed, or made so. Raises ConnectorError."""
        try:
            return await self._see_to_it()
        except FORBIDDEN:
            return self._by_hand()

    async def _see_to_it(self) -> Subscribed:
        found = await self._ours()
        server = found[0] if found else None
        for double in found[1:]:
            await self._remove(double)
        entered = server is None or self._is_wrong(server)
        server_id = await self._enter(server) if entered else server.id  # type: ignore[union-attr]
        mended = await self._switch_on(server_id) or entered
        if entered:
            server = next((one for one in await self._ours() if one.id == server_id), None)
        return Subscribed(_calling(server), mended, self.params)

    def _is_wrong(self, server: Server) -> bool:
        """Entering it anew also makes VK look at the address again."""
        right = server.url == self.callback.url and server.secret == self.callback.secret
        return not right or server.status not in ("ok", "wait")

    async def _enter(self, server: Server | None) -> int:
        values = {
            **self._group,
            "url": self.callback.url,
            "title": TITLE,
            "secret_key": self.callback.secret,
        }
        if server is not None:
            await self._api.call("groups.editCallbackServer", {**values, "server_id": server.id})
            return server.id
        answer = await self._api.call("groups.addCallbackServer", values)
        return number(mapping(answer).get("server_id")) or 0

    async def _switch_on(self, server_id: int) -> bool:
        """Every event we read, in the shape we read it. Whether any was off."""
        which = {**self._group, "server_id": server_id}
        settings = read_settings(await self._api.call("groups.getCallbackSettings", which))
        if settings.version == API_VERSION and not settings.missing:
            return False
        switches = dict.fromkeys(sorted(settings.on | READERS.keys()), 1)
        await self._api.call("groups.setCallbackSettings", {**which, "api_version": API_VERSION, **switches})
        return True

    async def leave(self) -> None:
        """Others' entries stay. Without the right to look there is none of ours that we made."""
        try:
            for server in await self._ours():
                await self._remove(server)
        except FORBIDDEN:
            return

    async def look(self) -> Subscribed:
        """How it is, without doing anything. What is not there yet, the program makes."""
        try:
            found = await self._ours()
        except FORBIDDEN:
            return self._by_hand()
        return Subscribed(_calling(found[0]) if found else Calling.ASKED, params=self.params)

    def _by_hand(self) -> Subscribed:
        """Who has entered the code has entered the rest as well."""
        return Subscribed(Calling.WELL if self.callback.code else Calling.BY_HAND, params=self.params)

    async def _ours(self) -> list[Server]:
        answer = await self._api.call("groups.getCallbackServers", self._group)
        return ours(read_servers(answer), self.callback)

    async def _remove(self, server: Server) -> None:
        try:
            await self._api.call("groups.deleteCallbackServer", {**self._group, "server_id": server.id})
        except Gone:
            return

    @property
    def params(self) -> dict[str, str]:
        """What stands in the settings, but for the secret."""
        return {"url": self.callback.url or "", "version": API_VERSION, "events": ", ".join(READERS)}


def _calling(server: Server | None) -> Calling:
    """`status`: unconfigured, failed, wait, ok (groups_callback_server)."""
    if server is not None and server.status == "ok":
        return Calling.WELL
    return Calling.ASKED if server is not None and server.status == "wait" else Calling.REFUSED
