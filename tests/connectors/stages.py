"""A stage a network: its sandbox with a customer on it, for the contract every connector keeps.

A new connector adds its stage here; test_contract.py fails for a connector without one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from connectors.base import Connector, Kind, ParentKind
from connectors.vk import Purse, Tokens, VkConnector
from sandbox.faults import Fault
from sandbox.vk import Limits, VkSandbox
from tests.connectors.paper import Paper, PaperConnector
from tests.quick import paced

UNLIMITED = Limits(community_per_second=None, user_per_second=None)
Way = tuple[Kind, ParentKind | None]
"""How a customer writes, and under what."""


class Stage(Protocol):
    """What the contract test needs of a network."""

    ways: tuple[Way, ...]
    """In which a customer can write there, and can be answered with every token there is."""

    def connect(self) -> Connector:
        """Another connector to the same account, with every token there is."""
        ...

    def write(self, way: Way, text: str) -> None:
        """The customer writes."""
        ...

    def answers(self) -> list[str]:
        """What our side has published, oldest first."""
        ...

    def lose_next_answer(self) -> None:
        """The next call that publishes is carried out, and nothing comes back."""
        ...

    def waiting(self) -> bool:
        """Whether a poll waits at the network."""
        ...


class VkStage:
    ways: tuple[Way, ...] = (
        *((Kind.COMMENT, parent) for parent in ParentKind),
        (Kind.MESSAGE, None),
        (Kind.POST, ParentKind.POST),
    )

    def __init__(self, vk: VkSandbox) -> None:
        self.vk = vk
        self.group = vk.add_group(1234, "Кофейня", "coffee")
        vk.add_token("community", "community", self.group)
        vk.add_token("service", "service")
        vk.add_token("admin", "admin", self.group)
        self.anna = vk.add_user(123, "Анна", "Смирнова")
        self.post = vk.add_post(self.group, "Новая коллекция", notify=False)
        self.things = {
            ParentKind.PHOTO: vk.add_photo(self.group, "Витрина"),
            ParentKind.VIDEO: vk.add_video(self.group, "Обжарка"),
            ParentKind.PRODUCT: vk.add_product(self.group, "Кружка"),
            ParentKind.TOPIC: vk.add_topic(self.group, "Отзывы"),
        }

    def connect(self) -> Connector:
        tokens = Tokens("community", "service", "admin")
        return VkConnector(group_id=1234, tokens=tokens, api_url=self.vk.url, purse=Purse(paced))

    def write(self, way: Way, text: str) -> None:
        match way:
            case (Kind.MESSAGE, _):
                self.vk.message(self.anna, self.group, text)
            case (Kind.POST, _):
                self.vk.add_post(self.group, text, author=self.anna)
            case (_, ParentKind.POST):
                self.vk.comment(self.anna, self.post, text)
            case (_, under) if under is not None:
                self.vk.remark(self.anna, self.things[under], text)

    def answers(self) -> list[str]:
        comments = [each.text for each in self.vk.comments(self.post) if each.from_id < 0]
        return comments + [each.text for each in self.vk.dialog(self.anna, self.group) if each.out]

    def lose_next_answer(self) -> None:
        self.vk.faults.add("*", Fault.drop_after(), when=_publishes, times=1)

    def waiting(self) -> bool:
        return self.vk.longpoll.waiting > 0


def _publishes(params: Mapping[str, object]) -> bool:
    return "guid" in params or "random_id" in params


@asynccontextmanager
async def vk_stage() -> AsyncIterator[Stage]:
    async with VkSandbox(limits=UNLIMITED) as vk:
        yield VkStage(vk)


class PaperStage:
    ways: tuple[Way, ...] = (
        (Kind.COMMENT, ParentKind.POST),
        (Kind.MESSAGE, None),
        (Kind.REVIEW, ParentKind.PRODUCT),
        (Kind.MENTION, None),
    )

    def __init__(self) -> None:
        self.paper = Paper()

    def connect(self) -> Connector:
        return PaperConnector(self.paper)

    def write(self, way: Way, text: str) -> None:
        self.paper.write("north", way[0], text)

    def answers(self) -> list[str]:
        return self.paper.published("north")

    def lose_next_answer(self) -> None:
        self.paper.lose = True

    def waiting(self) -> bool:
        return self.paper.waiting > 0


@asynccontextmanager
async def paper_stage() -> AsyncIterator[Stage]:
    yield PaperStage()


STAGES: Mapping[type, Callable[[], AbstractAsyncContextManager[Stage]]] = {
    VkConnector: vk_stage,
    PaperConnector: paper_stage,
}
