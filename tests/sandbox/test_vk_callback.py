"""Callback API: confirmation, secret, repetition of what was not answered `ok`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.vk_shop import Shop, shop


class Ours:
    """A server of the client's; `answers` are used up first, then it says ok."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.answers: list[tuple[int, str]] = []
        self.heard: list[tuple[dict[str, Any], str | None]] = []

    async def hear(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] == "confirmation":
            return web.Response(text=self.code)
        self.heard.append((body, request.headers.get("X-Retry-Counter")))
        status, text = self.answers.pop(0) if self.answers else (200, "ok")
        return web.Response(status=status, text=text)


@asynccontextmanager
async def ours(s: Shop) -> AsyncIterator[tuple[Ours, str]]:
    code = (await s.ok("groups.getCallbackConfirmationCode", group_id=7))["code"]
    there = Ours(code)
    app = web.Application()
    app.router.add_post("/vk", there.hear)
    async with TestServer(app) as server:
        yield there, str(server.make_url("/vk"))


async def test_events_are_posted_with_the_secret_and_repeated_until_ok() -> None:
    async with shop() as s, ours(s) as (there, url):
        s.vk.callback.retry_after = 0
        there.answers = [(500, "oops"), (200, "later")]
        assert await s.vk.callback.add(7, url, secret="hush")
        s.vk.comment(s.anna, s.post, "?")
        attempts = await s.vk.wait(lambda: len(s.vk.callback.attempts) == 3 and s.vk.callback.attempts)
        assert attempts
        assert [(each.retry, each.status, each.answer) for each in attempts] == [
            (0, 500, "oops"),
            (1, 200, "later"),
            (2, 200, "ok"),
        ]
        assert [retry for _, retry in there.heard] == [None, "1", "2"]
        assert {body["event_id"] for body, _ in there.heard} == set(s.vk.events("wall_reply_new"))
        assert {body["secret"] for body, _ in there.heard} == {"hush"}


async def test_nothing_is_sent_to_an_address_that_did_not_confirm() -> None:
    async with shop() as s, ours(s) as (there, url):
        there.code = "wrong"
        assert not await s.vk.callback.add(7, url)
        s.vk.comment(s.anna, s.post, "?")
        assert there.heard == []
