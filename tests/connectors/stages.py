"""A stage a network: its sandbox with a customer on it, for the contract every connector keeps.

A new connector adds its stage here; test_contract.py fails for a connector without one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from connectors.base import Connector, Kind
from connectors.vk import Tokens, VkConnector
from sandbox.faults import Fault
from sandbox.vk import VkSandbox


class Stage(Protocol):
    """What the contract test needs of a network."""

    kinds: tuple[Kind, ...]
    """How a customer can write there."""

    def connect(self) -> Connector:
        """Another connector to the same account, with every token there is."""
        ...

    def write(self, kind: Kind, text: str) -> None:
        """The customer writes."""
        ...

    def answers(self) -> list[str]:
        """What our side has published, oldest first."""
        ...

    def lose_next_answer(self) -> None:
        """The next call is carried out, and nothing comes back."""
        ...

    def waiting(self) -> bool:
        """Whether a poll waits at the network."""
        ...


class VkStage:
    kinds: tuple[Kind, ...] = (Kind.COMMENT, Kind.MESSAGE)

    def __init__(self, vk: VkSandbox) -> None:
        self.vk = vk
        self.group = vk.add_group(1234, "Кофейня", "coffee")
        vk.add_token("community", "community", self.group)
        vk.add_token("service", "service")
        self.anna = vk.add_user(123, "Анна", "Смирнова")
        self.post = vk.add_post(self.group, "Новая коллекция", notify=False)

    def connect(self) -> Connector:
        return VkConnector(group_id=1234, tokens=Tokens("community", "service"), api_url=self.vk.url)

    def write(self, kind: Kind, text: str) -> None:
        if kind is Kind.COMMENT:
            self.vk.comment(self.anna, self.post, text)
        else:
            self.vk.message(self.anna, self.group, text)

    def answers(self) -> list[str]:
        comments = [each.text for each in self.vk.comments(self.post) if each.from_id < 0]
        return comments + [each.text for each in self.vk.dialog(self.anna, self.group) if each.out]

    def lose_next_answer(self) -> None:
        self.vk.faults.add("*", Fault.drop_after(), times=1)

    def waiting(self) -> bool:
        return self.vk.longpoll.waiting > 0


@asynccontextmanager
async def vk_stage() -> AsyncIterator[Stage]:
    async with VkSandbox() as vk:
        yield VkStage(vk)


STAGES: Mapping[type, Callable[[], AbstractAsyncContextManager[Stage]]] = {VkConnector: vk_stage}
