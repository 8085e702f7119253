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


async def test_a_program_enters_itself_and_chooses_what_it_is_told() -> None:
    async with shop() as s, ours(s) as (there, url):
        entry: dict[str, Any] = {"group_id": 7, "url": url, "title": "Ours", "secret_key": "hush"}
        added = await s.ok("groups.addCallbackServer", **entry)
        server: dict[str, Any] = {"group_id": 7, "server_id": added["server_id"]}
        await s.vk.wait(lambda: s.vk.callback.hooks[0].confirmed)
        told = await s.ok("groups.getCallbackServers", group_id=7)
        expected = {"id": added["server_id"], "title": "Ours", "url": url, "secret_key": "hush"}
        assert told["count"] == 1
        assert {**told["items"][0], **expected, "status": "ok"} == told["items"][0]
        s.vk.comment(s.anna, s.post, "nobody asked")
        await s.ok("groups.setCallbackSettings", **server, api_version="5.131", wall_reply_new=1)
        settings = await s.ok("groups.getCallbackSettings", **server)
        assert settings["api_version"] == "5.131"
        assert [name for name, on in settings["events"].items() if on] == ["wall_reply_new"]
        s.vk.comment(s.anna, s.post, "asked")
        await s.vk.wait(lambda: there.heard)
        assert [(body["object"]["text"], body["v"]) for body, _ in there.heard] == [("asked", "5.131")]
        await s.ok("groups.deleteCallbackServer", **server)
        assert (await s.ok("groups.getCallbackServers", group_id=7))["items"] == []


async def test_a_server_that_takes_nothing_fails_and_is_told_nothing_until_it_confirms_again() -> None:
    async with shop() as s, ours(s) as (there, url):
        s.vk.callback.retry_after, s.vk.callback.retries = 0, 2
        assert await s.vk.callback.add(7, url)
        there.answers = [(500, "")] * 3
        s.vk.comment(s.anna, s.post, "?")
        await s.vk.wait(lambda: s.vk.callback.hooks[0].status == "failed")
        assert len(there.heard) == 3
        s.vk.comment(s.anna, s.post, "?")
        there.code = s.vk.callback.change_code(7)
        edited: dict[str, Any] = {
            "group_id": 7,
            "server_id": s.vk.callback.hooks[0].id,
            "url": url,
            "title": "Ours",
        }
        await s.ok("groups.editCallbackServer", **edited)
        await s.vk.wait(lambda: s.vk.callback.hooks[0].confirmed)
        s.vk.comment(s.anna, s.post, "heard")
        await s.vk.wait(lambda: len(there.heard) == 4)


async def test_wrong_entries_are_refused() -> None:
    async with shop() as s, ours(s) as (_, url):
        entry: dict[str, Any] = {"group_id": 7, "url": url, "title": "Ours"}
        wrongs: list[dict[str, Any]] = [
            {"title": "x" * 15},
            {"secret_key": "x" * 51},
            {"url": "ftp://x"},
            {"title": ""},
        ]
        for wrong in wrongs:
            assert await s.refused("groups.addCallbackServer", **{**entry, **wrong}) == 100
        for _ in range(10):
            await s.ok("groups.addCallbackServer", **entry)
        assert await s.refused("groups.addCallbackServer", **entry) == 2000
        gone = {**entry, "server_id": 99}
        assert await s.refused("groups.editCallbackServer", **gone) == 104
