from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from aiohttp import web

from tests.sandbox.telegram_scene import DESK, Scene, scene


@dataclass
class Hook:
    """A bot's own web server; `statuses` are used up before 200."""

    url: str = ""
    updates: list[Any] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    reply: Any = None

    async def handle(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


@pytest_asyncio.fixture
async def s() -> AsyncIterator[Scene]:
    async with scene() as made:
        made.tg.webhook.backoff = 0.001
        yield made


async def test_delivery_in_order_with_the_secret(s: Scene, hook: Hook) -> None:
    s.tg.say(s.anna, s.desk, "before")
    await s.call("setWebhook", url=hook.url, secret_token="s3cret", allowed_updates=["message"])
    s.tg.say(s.anna, s.desk, "after")
    await s.tg.wait(lambda: not s.tg.queue.pending)
    assert [each["message"]["text"] for each in hook.updates] == ["before", "after"]
    assert hook.secrets == ["s3cret", "s3cret"]


async def test_repeated_until_taken(s: Scene, hook: Hook) -> None:
    hook.statuses = [500, 503]
    await s.call("setWebhook", url=hook.url)
    s.tg.say(s.anna, s.desk, "x")
    await s.tg.wait(lambda: not s.tg.queue.pending)
    assert len({each["update_id"] for each in hook.updates}) == 1
    assert len(hook.updates) == 3
    info = await s.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    s.tg.redeliver()
    await s.tg.wait(lambda: len(hook.updates) == 4 and not s.tg.queue.again)


async def test_polling_and_webhook_exclude_each_other(s: Scene, hook: Hook) -> None:
    await s.call("setWebhook", url=hook.url)
    assert await s.refused("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    s.tg.say(s.anna, s.desk, "x")
    await s.tg.wait(lambda: not s.tg.queue.pending)
    await s.call("deleteWebhook")
    s.tg.say(s.anna, s.desk, "y")
    assert [each["message"]["text"] for each in await s.updates()] == ["y"]
    await s.call("deleteWebhook", drop_pending_updates=True)
    assert await s.updates() == []


async def test_a_method_call_as_the_answer(s: Scene, hook: Hook) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": DESK, "text": "pong"}
    await s.call("setWebhook", url=hook.url)
    s.tg.say(s.anna, s.desk, "ping")
    await s.tg.wait(lambda: [each for each in s.tg.messages(s.desk) if each.text == "pong"])
    hook.reply = None


async def test_refused_webhooks(s: Scene) -> None:
    assert await s.refused("setWebhook", url="nonsense") == "400 Bad Request: invalid webhook URL specified"
    bad = await s.refused("setWebhook", url="http://127.0.0.1/", secret_token="a b")
    assert bad == "400 Bad Request: secret token contains unallowed characters"
