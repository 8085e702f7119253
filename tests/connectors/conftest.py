"""A community on the sandbox's VK, and connectors that are closed behind every test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from connectors.base import Attempt, Batch, Connector, Incoming, Item, Json
from connectors.vk import Purse, Tokens, VkConnector
from sandbox.vk import Group, Post, User, VkSandbox
from tests.connectors.stages import UNLIMITED
from tests.quick import paced

GROUP = 1234
PATIENCE = 40.0
"""Seconds till a test that waits for items fails."""
COMMUNITY, SERVICE, ADMIN = "vk1.a.community-secret", "vk1.a.service-secret", "vk1.a.admin-secret"
ALL = Tokens(COMMUNITY, SERVICE, ADMIN)
ONLY_COMMUNITY = Tokens(COMMUNITY)

Make = Callable[..., VkConnector]
T = TypeVar("T")


@dataclass
class Town:
    """The sandbox with one community, one customer and one post."""

    vk: VkSandbox
    group: Group
    anna: User
    post: Post


@dataclass
class Reader:
    """Polls as the desk does: every batch's cursor goes into the next poll."""

    connector: Connector
    cursor: Json | None = None
    gaps: int = 0
    seen: list[Item] = field(default_factory=list)

    async def poll(self) -> Batch:
        batch = await self.connector.poll(self.cursor)
        self.cursor = batch.cursor
        self.gaps += batch.gap
        self.seen += batch.items
        return batch

    async def items(self, count: int = 1) -> list[Item]:
        """The next items, `count` of them at least."""
        found: list[Item] = []
        async with asyncio.timeout(PATIENCE):
            while len(found) < count:
                found += (await self.poll()).items
        return found

    async def incoming(self) -> Incoming:
        [item] = await self.items()
        assert isinstance(item, Incoming)
        return item


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with VkSandbox(limits=UNLIMITED) as vk:
        group = vk.add_group(GROUP, "Кофейня", "coffee")
        vk.add_token(COMMUNITY, "community", group)
        vk.add_token(SERVICE, "service")
        vk.add_token(ADMIN, "admin", group)
        anna = vk.add_user(123, "Анна", "Смирнова", city="Казань", followers=7)
        post = vk.add_post(group, "Новая коллекция", notify=False)
        yield Town(vk, group, anna, post)


@pytest.fixture
async def make(town: Town) -> AsyncIterator[Make]:
    made: list[VkConnector] = []

    def build(tokens: Tokens = ALL, **options: Any) -> VkConnector:
        options = {"api_url": town.vk.url, "purse": Purse(paced), **options}
        made.append(VkConnector(group_id=GROUP, tokens=tokens, **options))
        return made[-1]

    yield build
    for connector in made:
        await connector.close()


@pytest.fixture
async def reader(make: Make) -> Reader:
    """A connector that has polled once, so that whatever happens next is news."""
    reader = Reader(make())
    await reader.poll()
    return reader


async def one_after_another(*reads: Callable[[], Coroutine[Any, Any, T]]) -> list[asyncio.Task[T]]:
    """Begun at different moments, so that each is a call of its own."""
    begun: list[asyncio.Task[T]] = []
    for read in reads:
        begun.append(asyncio.create_task(read()))
        for _ in range(3):
            await asyncio.sleep(0)
    return begun


def calls(town: Town, method: str) -> int:
    return sum(call.method == method for call in town.vk.calls)


def attempt(target: Json, text: str = "Уже едет", row_id: int = 1) -> Attempt:
    return Attempt(row_id=row_id, target=target, text=text, random_id=1000 + row_id, guid=f"otklik-{row_id}")


DIALOG: Json = {"kind": "dialog", "peer_id": 123}


def under(post: Post, comment_id: int, root_id: int | None = None) -> Json:
    return {
        "kind": "comment",
        "owner_id": post.owner_id,
        "post_id": post.id,
        "comment_id": comment_id,
        "root_id": root_id or comment_id,
    }
