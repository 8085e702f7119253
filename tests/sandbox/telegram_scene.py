"""What the tests of the Telegram sandbox share: a raw client, a clock to turn, a small world."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox.telegram import Chat, Limits, TelegramSandbox, User

DESK = -1001000000001


class Clock:
    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time

    def turn(self, seconds: float) -> None:
        self.time += seconds


@dataclass
class Scene:
    """Anna and Boris in the group Desk, where the bot is an administrator; Carol is a stranger."""

    tg: TelegramSandbox
    clock: Clock
    session: aiohttp.ClientSession
    anna: User
    boris: User
    carol: User
    desk: Chat

    async def call(self, method: str, **params: Any) -> Any:
        """A JSON request that must succeed; its result."""
        status, body = await self.ask(method, **params)
        assert body["ok"], body
        assert status == 200
        return body["result"]

    async def ask(self, method: str, **params: Any) -> tuple[int, Any]:
        url = f"{self.tg.url}/bot{self.tg.token}/{method}"
        async with self.session.post(url, json=params) as response:
            return response.status, await response.json()

    async def refused(self, method: str, **params: Any) -> str:
        """The description of a refusal, whose code must be that of the HTTP status."""
        status, body = await self.ask(method, **params)
        assert not body["ok"], body
        assert status == body["error_code"]
        return f"{status} {body['description']}"

    async def updates(self, offset: int = 0) -> list[Any]:
        found: list[Any] = await self.call("getUpdates", offset=offset)
        return found

    async def news(self) -> list[Any]:
        """All pending updates, confirmed at once."""
        found = await self.updates()
        if found:
            await self.updates(found[-1]["update_id"] + 1)
        return found

    def bot(self) -> Bot:
        return Bot(self.tg.token, session=AiohttpSession(api=TelegramAPIServer.from_base(self.tg.url)))


@asynccontextmanager
async def scene(limits: Limits | None = None, *, privacy: bool = True) -> AsyncIterator[Scene]:
    clock = Clock()
    tg = TelegramSandbox(limits=limits or Limits.off(), clock=clock, privacy=privacy)
    async with tg, aiohttp.ClientSession() as session:
        anna = tg.add_user(101, "Anna", "Larsen", "anna")
        boris = tg.add_user(102, "Boris")
        carol = tg.add_user(103, "Carol")
        desk = tg.add_group(DESK, "Desk", members=[anna, boris])
        yield Scene(tg, clock, session, anna, boris, carol, desk)


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


CLAIM = {"text": "Claim", "callback_data": "claim:1"}
