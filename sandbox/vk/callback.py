"""Callback API: events posted to servers of the client's (facts/vk.md, section 1; spec/vk/groups).

What neither says is chosen here: the address is asked for its confirmation code as soon as a server is added or edited;
`failed` is said of a server that did not tell it, or that did not take an event as often as it was tried.
"""

import asyncio
import itertools
import secrets
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Literal

import aiohttp

from sandbox.vk.changes import Changes
from sandbox.vk.errors import VkError
from sandbox.vk.events import KNOWN, Event

MOST_SERVERS = 10
"""Of one community (dev.vk.com, "Callback API")."""

Status = Literal["unconfigured", "failed", "wait", "ok"]


@dataclass(eq=False)
class Hook:
    """Where a community's events go. Nothing is sent before the address has told its confirmation code."""

    group_id: int
    url: str
    secret: str
    api_version: str = "5.199"
    events: set[str] = field(default_factory=lambda: set(KNOWN))
    id: int = 0
    title: str = ""
    creator_id: int = 0
    status: Status = "wait"

    @property
    def confirmed(self) -> bool:
        return self.status == "ok"


@dataclass(frozen=True)
class Attempt:
    """One delivery: `retry` is 0 at first; `answer` is the body, or the name of what went wrong."""

    event_id: str
    retry: int
    status: int
    answer: str


class Callback:
    """Posts events and repeats what was not answered `ok` within `patience` seconds, `retries` times.

    Events are delivered side by side, so a repeated one may come after a later one. Who gives up says so in the
    server's status if `gives_up_loudly`.
    """

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.hooks: list[Hook] = []
        self.attempts: list[Attempt] = []
        self.patience = 4.0
        self.retry_after = 0.2
        self.retries = 5
        self.gives_up_loudly = True
        self._codes: dict[int, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ids = itertools.count(1)

    def code(self, group_id: int) -> str:
        """groups.getCallbackConfirmationCode."""
        return self._codes.setdefault(group_id, secrets.token_hex(4))

    def change_code(self, group_id: int) -> str:
        """It changes from time to time (dev.vk.com, "Callback API")."""
        self._codes.pop(group_id, None)
        return self.code(group_id)

    # --- the community's settings

    def servers(self, group_id: int) -> list[Hook]:
        return [one for one in self.hooks if one.group_id == group_id]

    def server(self, group_id: int, server_id: int) -> Hook:
        """Error 104 for one that is not there."""
        found = next((one for one in self.servers(group_id) if one.id == server_id), None)
        if found is None:
            raise VkError(104)
        return found

    def enter(self, hook: Hook) -> Hook:
        """A new server with every event off is asked for the code; error 2000 for one too many."""
        if len(self.servers(hook.group_id)) >= MOST_SERVERS:
            raise VkError(2000)
        hook.id = next(self._ids)
        self.hooks.append(hook)
        self.confirm_soon(hook)
        return hook

    def confirm_soon(self, hook: Hook) -> None:
        hook.status = "wait"
        self._start(self._confirm(hook))

    def remove(self, hook: Hook) -> None:
        self.hooks.remove(hook)
        self.changes.mark()

    async def add(self, group_id: int, url: str, secret: str = "") -> bool:
        """A person enters an address and ticks every event; the answer is whether it was confirmed."""
        hook = Hook(group_id, url, secret, id=next(self._ids))
        self.hooks.append(hook)
        await self._confirm(hook)
        return hook.confirmed

    async def _confirm(self, hook: Hook) -> None:
        asked = self._signed(hook, {"type": "confirmation", "group_id": hook.group_id})
        status, text = await self._post(hook, asked, 0)
        told = status == 200 and text.strip() == self.code(hook.group_id)
        hook.status = "ok" if told else "failed"
        self.changes.mark()

    # --- events

    def take(self, event: Event) -> None:
        for hook in self.hooks:
            if hook.group_id == event.group_id and hook.confirmed and event.type in hook.events:
                self._start(self._deliver(hook, event))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Deliveries under way are given up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver(self, hook: Hook, event: Event) -> None:
        body = self._signed(hook, event.envelope(hook.api_version))
        for retry in range(self.retries + 1):
            if retry:
                await asyncio.sleep(self.retry_after)
            if hook not in self.hooks:
                return
            status, text = await self._post(hook, body, retry)
            self.attempts.append(Attempt(event.event_id, retry, status, text))
            self.changes.mark()
            if status == 200 and text.strip().lower() == "ok":
                return
        if self.gives_up_loudly:
            hook.status = "failed"
            self.changes.mark()

    async def _post(self, hook: Hook, body: Mapping[str, object], retry: int) -> tuple[int, str]:
        """Status and body; 0 and the error's name when there was no answer."""
        headers = {"X-Retry-Counter": str(retry)} if retry else {}
        timeout = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(hook.url, json=body, headers=headers) as response,
            ):
                return response.status, await response.text()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return 0, type(error).__name__

    @staticmethod
    def _signed(hook: Hook, body: Mapping[str, object]) -> dict[str, object]:
        return {**body, "secret": hook.secret} if hook.secret else dict(body)
