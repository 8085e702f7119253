"""Callback API: events posted to a server of the client's (facts/vk.md, section 1)."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

from sandbox.vk.changes import Changes
from sandbox.vk.events import KNOWN, Event


@dataclass(eq=False)
class Hook:
    """Where a community's events go. Nothing is sent before the address has told its confirmation code."""

    group_id: int
    url: str
    secret: str
    api_version: str = "5.199"
    events: set[str] = field(default_factory=lambda: set(KNOWN))
    confirmed: bool = False


@dataclass(frozen=True)
class Attempt:
    """One delivery: `retry` is 0 at first; `answer` is the body, or the name of what went wrong."""

    event_id: str
    retry: int
    status: int
    answer: str


class Callback:
    """Posts events and repeats what was not answered `ok` within `patience` seconds, `retries` times.

    Events are delivered side by side, so a repeated one may come after a later one.
    """

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.hooks: list[Hook] = []
        self.attempts: list[Attempt] = []
        self.patience = 4.0
        self.retry_after = 0.2
        self.retries = 5
        self._codes: dict[int, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def code(self, group_id: int) -> str:
        """groups.getCallbackConfirmationCode."""
        return self._codes.setdefault(group_id, secrets.token_hex(4))

    async def add(self, group_id: int, url: str, secret: str = "") -> bool:
        """Enter an address in the community's settings; the answer is whether it was confirmed."""
        hook = Hook(group_id, url, secret)
        self.hooks.append(hook)
        asked = self._signed(hook, {"type": "confirmation", "group_id": group_id})
        status, text = await self._post(hook, asked, 0)
        hook.confirmed = status == 200 and text.strip() == self.code(group_id)
        self.changes.mark()
        return hook.confirmed

    def take(self, event: Event) -> None:
        for hook in self.hooks:
            if hook.group_id == event.group_id and hook.confirmed and event.type in hook.events:
                task = asyncio.get_running_loop().create_task(self._deliver(hook, event))
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
            status, text = await self._post(hook, body, retry)
            self.attempts.append(Attempt(event.event_id, retry, status, text))
            self.changes.mark()
            if status == 200 and text.strip().lower() == "ok":
                return
            await asyncio.sleep(self.retry_after)

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
        except (aiohttp.ClientError, TimeoutError) as error:
            return 0, type(error).__name__

    @staticmethod
    def _signed(hook: Hook, body: Mapping[str, object]) -> dict[str, object]:
        return {**body, "secret": hook.secret} if hook.secret else dict(body)
