"""setWebhook, deleteWebhook and the delivery of updates to a webhook.

A webhook gets updates in order, one at a time, and each again until it answers 2xx, with growing pauses or the
`Retry-After` it asks for (facts/telegram.md, section 4). Its answer may be a method call. Unlike the real server,
plain http and any port are accepted, as by an official server run with --local.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from .errors import bad
from .model import Json
from .params import Params
from .polling import Poller
from .state import World
from .updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = re.compile(r"^[A-Za-z0-9_-]*$")
MAX_PAUSE = 60.0
ANSWER_TIMEOUT = aiohttp.ClientTimeout(total=60)

Execute = Callable[[str, Params], Awaitable[object]]


class WebhookSender:
    def __init__(
        self, world: World, poller: Poller, execute: Execute, sleep: Callable[[float], Awaitable[None]]
    ):
        self.world, self.poller, self.execute, self.sleep = world, poller, execute, sleep
        self._task: asyncio.Task[None] | None = None

    def set_webhook(self, params: Params) -> bool:
        hook, url, secret = self.world.webhook, params.text("url"), params.text("secret_token")
        if not url:
            return self.delete_webhook(params)
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise bad("invalid webhook URL specified")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not SECRET.match(secret):
            raise bad("secret token contains unallowed characters")
        self.poller.end_for_webhook()
        self._common(params)
        hook.url, hook.secret, hook.last_error = url, secret, None
        hook.max_connections = params.bounded("max_connections", 40, 1, 100)
        hook.ip_address = params.text("ip_address")
        self.run()
        return True

    def delete_webhook(self, params: Params) -> bool:
        self._common(params)
        self.world.webhook.url = ""
        self.cancel()
        return True

    def _common(self, params: Params) -> None:
        if params.flag("drop_pending_updates"):
            self.world.queue.clear()
        if "allowed_updates" in params:
            self.world.queue.allow(params.decoded()["allowed_updates"])

    def run(self) -> None:
        """Deliver for as long as a webhook is set; harmless when it already runs."""
        self.cancel()
        if self.world.webhook.url:
            self._task = asyncio.create_task(self._deliver_all())

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def close(self) -> None:
        task = self._task
        self.cancel()
        if task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _deliver_all(self) -> None:
        changed = asyncio.Event()
        forget = self.world.ticker.listen(changed.set)
        try:
            async with aiohttp.ClientSession(timeout=ANSWER_TIMEOUT) as session:
                while True:
                    changed.clear()
                    for update in self._pending():
                        await self._deliver(session, update)
                    if not self._pending():
                        await changed.wait()
        finally:
            forget()

    def _pending(self) -> list[Update]:
        queue = self.world.queue
        queue.expire(self.world.now)
        return [*queue.again, *(each for each in queue.pending if each not in queue.again)]

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        hook, failures = self.world.webhook, 0
        while update in self._pending():
            wait = await self._attempt(session, update)
            if wait is None:
                self.world.queue.done(update)
                self.world.ticker.announce()
                return
            pause = wait or min(hook.backoff * 2**failures, MAX_PAUSE)
            failures += 1
            await self.sleep(pause)

    async def _attempt(self, session: aiohttp.ClientSession, update: Update) -> float | None:
        """None when the webhook took it, else the pause it asks for (0: none in particular)."""
        hook = self.world.webhook
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.json(), headers=headers) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._called_back(body)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                asked = response.headers.get("Retry-After", "")
                return float(asked) if asked.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError) as failure:
            self._failed(f"Connection failed: {type(failure).__name__}")
            return 0.0

    def _failed(self, reason: str) -> None:
        self.world.webhook.last_error = reason
        self.world.webhook.last_error_date = self.world.date
        self.world.ticker.announce()

    async def _called_back(self, body: bytes) -> None:
        """A webhook may answer with one method call; how it went nobody is told."""
        with contextlib.suppress(ValueError):
            call = json.loads(body or b"null")
            if isinstance(call, dict) and isinstance(call.get("method"), str):
                arguments: Json = {name: value for name, value in call.items() if name != "method"}
                await self.execute(str(call["method"]), Params.from_json(arguments))
