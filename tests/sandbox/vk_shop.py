"""A community with everything a test needs, and a bare HTTP client for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.vk import Group, Limits, Post, User, VkSandbox

Json = dict[str, Any]

UNLIMITED = Limits(community_per_second=None, user_per_second=None)


class Clock:
    """A time that stands until it is moved."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@dataclass
class Shop:
    """Tokens are named after their kind: community, service, admin."""

    vk: VkSandbox
    http: aiohttp.ClientSession
    clock: Clock
    group: Group
    anna: User
    boris: User
    post: Post
    key: str = ""
    server: str = ""

    async def raw(self, method: str, data: Json) -> Json:
        async with self.http.post(f"{self.vk.url}/method/{method}", data=data) as response:
            assert response.status == 200
            body: Json = await response.json()
            return body

    async def body(self, method: str, token: str = "community", **params: object) -> Json:
        return await self.raw(method, {"access_token": token, "v": "5.199", **params})

    async def ok(self, method: str, token: str = "community", **params: object) -> Any:
        body = await self.body(method, token, **params)
        assert "response" in body, body
        return body["response"]

    async def refused(self, method: str, token: str = "community", **params: object) -> int:
        body = await self.body(method, token, **params)
        code: int = body["error"]["error_code"]
        return code

    async def subscribe(self) -> str:
        """Fetch key and server; the ts."""
        answer = await self.ok("groups.getLongPollServer", group_id=self.group.id)
        self.key, self.server = answer["key"], answer["server"]
        return str(answer["ts"])

    async def poll(self, ts: object, wait: int = 0, **other: object) -> Json:
        params = {"act": "a_check", "key": self.key, "ts": ts, "wait": wait, **other}
        async with self.http.get(self.server, params={k: str(v) for k, v in params.items()}) as response:
            body: Json = await response.json()
            return body

    async def events(self, ts: str) -> list[tuple[str, Json]]:
        """Type and object of everything since `ts`."""
        return [(each["type"], each["object"]) for each in (await self.poll(ts))["updates"]]


@asynccontextmanager
async def shop(limits: Limits = UNLIMITED, long_poll: bool = True) -> AsyncIterator[Shop]:
    clock = Clock()
    async with VkSandbox(clock, limits) as vk, aiohttp.ClientSession() as http:
        group = vk.add_group(7, "Кофейня", "coffee", long_poll=long_poll)
        vk.add_token("community", "community", group_id=group)
        vk.add_token("service", "service")
        vk.add_token("admin", "admin", group_id=group, user=vk.add_user(50, "Админ", "Админов"))
        anna = vk.add_user(101, "Анна", "Иванова", city="Казань", followers=12, screen_name="anna")
        boris = vk.add_user(102, "Борис", "Петров")
        yield Shop(vk, http, clock, group, anna, boris, vk.add_post(group, "Новое меню"))
