"""Faults at the HTTP level, switched on by tests: the same machinery for every sandbox server.

A server passes each request through `Faults.serve`; the first rule that matches decides what happens to it.
Run it with `web.AppRunner(app, handler_cancellation=True)`: only then does a hanging request end with its client.

    faults.add("sendMessage", Fault.drop_after(), times=1)
    faults.add("wall.*", Fault.hang(), when=lambda params: params.get("owner_id") == "-1")
    faults.clear()  # forgets every rule and releases whatever hangs
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase

from aiohttp import web


class Kind(Enum):
    """Where in the life of a request it goes wrong."""

    ANSWER = "answer"  # not applied; the prepared answer is given instead
    HANG = "hang"  # held until released, or until the client gives up
    RESET_BEFORE = "reset_before"  # not applied; the connection is dropped
    DROP_AFTER = "drop_after"  # applied; the connection is dropped without an answer
    RESET_MID_BODY = "reset_mid_body"  # applied; the connection breaks in the middle of the answer
    SLOW = "slow"  # held for a while, then applied and answered, even if the client has gone


@dataclass(frozen=True)
class Fault:
    """What happens to a matched request; build it with the constructors below."""

    kind: Kind
    status: int = 200
    body: Mapping[str, object] | str = ""
    seconds: float = 0.0
    applied: bool = False
    location: str | None = None

    @classmethod
    def error(cls, status: int, body: Mapping[str, object]) -> "Fault":
        """A JSON answer in place of the real one. VK's errors come with status 200."""
        return cls(Kind.ANSWER, status=status, body=body)

    @classmethod
    def html(cls, status: int = 502) -> "Fault":
        """What a proxy in front of the server says when the server is not there."""
        page = f"<html><head><title>{status}</title></head><body><h1>{status} Bad Gateway</h1></body></html>"
        return cls(Kind.ANSWER, status=status, body=page)

    @classmethod
    def redirect(cls, url: str, status: int = 302) -> "Fault":
        """It is said to be elsewhere."""
        return cls(Kind.ANSWER, status=status, location=url)

    @classmethod
    def flood(cls, retry_after: int) -> "Fault":
        """Telegram's 429."""
        return cls.error(
            429,
            {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {retry_after}",
                "parameters": {"retry_after": retry_after},
            },
        )

    @classmethod
    def hang(cls, *, applied: bool = False) -> "Fault":
        """Held until `Faults.release` or until the client disconnects.

        `applied=True`: the request takes effect first and only its answer is held.
        """
        return cls(Kind.HANG, applied=applied)

    @classmethod
    def reset_before(cls) -> "Fault":
        return cls(Kind.RESET_BEFORE)

    @classmethod
    def drop_after(cls) -> "Fault":
        return cls(Kind.DROP_AFTER)

    @classmethod
    def reset_mid_body(cls) -> "Fault":
        return cls(Kind.RESET_MID_BODY)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        return cls(Kind.SLOW, seconds=seconds)


Params = Mapping[str, object]
Apply = Callable[[], Awaitable[web.StreamResponse]]
Sleep = Callable[[float], Awaitable[None]]


@dataclass
class Rule:
    """`match` is a glob over method names; `times=None` means for ever; the first `after` matches pass by."""

    match: str
    fault: Fault
    when: Callable[[Params], bool] | None = None
    times: int | None = None
    after: int = 0
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def spent(self) -> bool:
        return self.times is not None and self.hits >= self.times

    def takes(self, method: str, params: Params) -> bool:
        """Whether the rule applies to this request; counts the request either way."""
        if self.spent or not fnmatchcase(method, self.match) or (self.when and not self.when(params)):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.hits += 1
        return True


class Faults:
    """The rules in force. `hits` counts requests by method name that met a fault; it survives `clear`."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self.sleep = sleep
        self.rules: list[Rule] = []
        self.hits: Counter[str] = Counter()
        self._slow: set[asyncio.Task[web.StreamResponse]] = set()

    def add(
        self,
        match: str,
        fault: Fault,
        *,
        when: Callable[[Params], bool] | None = None,
        times: int | None = None,
        after: int = 0,
    ) -> Rule:
        rule = Rule(match, fault, when, times, after)
        self.rules.append(rule)
        return rule

    def remove(self, rule: Rule) -> None:
        """Take one rule back and release what it holds."""
        rule.released.set()
        self.rules = [each for each in self.rules if each is not rule]

    def clear(self) -> None:
        for rule in self.rules:
            rule.released.set()
        self.rules = []

    def release(self) -> None:
        """Let everything that hangs now go on; the rules stay, and later requests hang again."""
        for rule in self.rules:
            rule.released.set()
            rule.released = asyncio.Event()

    def take(self, method: str, params: Params) -> Rule | None:
        rule = next((each for each in self.rules if each.takes(method, params)), None)
        if rule:
            self.hits[method] += 1
        return rule

    async def serve(
        self, request: web.Request, method: str, params: Params, apply: Apply
    ) -> web.StreamResponse:
        """Answer `request` by `apply`, or by what the first matching rule makes of it."""
        rule = self.take(method, params)
        if rule is None:
            return await apply()
        match rule.fault.kind:
            case Kind.ANSWER:
                return prepared(rule.fault)
            case Kind.HANG:
                return await self._hang(rule, apply)
            case Kind.SLOW:
                return await asyncio.shield(self._slowly(rule.fault, apply))
            case Kind.RESET_BEFORE:
                return cut(request)
            case Kind.DROP_AFTER:
                await apply()
                return cut(request)
            case Kind.RESET_MID_BODY:
                return await half(request, await apply())

    async def _hang(self, rule: Rule, apply: Apply) -> web.StreamResponse:
        released = rule.released
        if rule.fault.applied:
            response = await apply()
            await released.wait()
            return response
        await released.wait()
        return await apply()

    def _slowly(self, fault: Fault, apply: Apply) -> asyncio.Task[web.StreamResponse]:
        """A task of its own, so that the client's going away does not end it."""

        async def later() -> web.StreamResponse:
            await self.sleep(fault.seconds)
            return await apply()

        task = asyncio.create_task(later())
        self._slow.add(task)
        task.add_done_callback(self._slow.discard)
        return task


def prepared(fault: Fault) -> web.Response:
    if fault.location is not None:
        return web.Response(status=fault.status, headers={"Location": fault.location})
    if isinstance(fault.body, str):
        return web.Response(status=fault.status, text=fault.body, content_type="text/html")
    return web.json_response(fault.body, status=fault.status)


def cut(request: web.Request) -> web.Response:
    """Close the connection under the request; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


async def half(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Send the head and half of the body of a finished response, then close the connection."""
    body = response.body if isinstance(response, web.Response) else None
    whole = body if isinstance(body, bytes) else b" " * 64
    broken = web.StreamResponse(status=response.status, headers={"Content-Type": response.content_type})
    broken.content_length = len(whole)
    await broken.prepare(request)
    await broken.write(whole[: len(whole) // 2])
    cut(request)
    return broken
