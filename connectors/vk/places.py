"""What comments stand under on VK, in one table: names in events, keys and addresses, and the section of the API. Pure.

Events and targets: dev.vk.com, "Community events"; sections: VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.base import ParentKind
from connectors.vk.links import SITE


@dataclass(frozen=True, slots=True)
class Place:
    """One sort of what comments stand under: `-1234_5` is its owner and its number."""

    name: str
    """Begins keys and addresses: `photo-1234_5`."""
    target: str
    """`kind` of the target of a comment there."""
    parent: ParentKind
    event: str
    """Begins the names of events: `photo_comment_new`."""
    owner: str
    number: str
    """What events call its owner and its number; methods call the number the same."""
    section: str
    """Of the API: `photos.createComment`."""
    by_reply: bool = True
    """A comment can answer another one. In a board's topic it can only name its author."""
    threads: bool = False
    """Comments have two levels, and are read level by level."""

    @property
    def create(self) -> str:
        return f"{self.section}.createComment"

    @property
    def read(self) -> str:
        return f"{self.section}.getComments"

    def key(self, owner_id: int, number: int) -> str:
        """Also the thread key of the comments under it."""
        return f"{self.name}{owner_id}_{number}"

    def url(self, owner_id: int, number: int) -> str:
        return f"{SITE}/{self.key(owner_id, number)}"

    def comment_key(self, owner_id: int, number: int | None, comment_id: int) -> str:
        """A comment's number is given once an owner, but for topics: deletions of others may come without `number`."""
        within = f"_{number}" if self is BOARD else ""
        return f"{self.name}{owner_id}{within}_r{comment_id}"

    def comment_url(self, owner_id: int, number: int, comment_id: int, root_id: int | None) -> str:
        """`root_id`: the top-level comment in whose thread it stands; None for a top-level comment."""
        thread = f"&thread={root_id}" if root_id and root_id != comment_id else ""
        what = "post" if self is BOARD else "reply"
        return f"{self.url(owner_id, number)}?{what}={comment_id}{thread}"

    def where(self, target: Mapping[str, Any]) -> dict[str, object]:
        """Parameters by which methods name the thing: boards by the positive number of their community."""
        owner = {"group_id": -target["owner_id"]} if self is BOARD else {"owner_id": target["owner_id"]}
        return {**owner, self.number: target[self.number]}


WALL = Place(
    "wall", "comment", ParentKind.POST, "wall_reply", "post_owner_id", "post_id", "wall", threads=True
)
PHOTO = Place(
    "photo", "photo_comment", ParentKind.PHOTO, "photo_comment", "photo_owner_id", "photo_id", "photos"
)
VIDEO = Place(
    *("video", "video_comment", ParentKind.VIDEO, "video_comment", "video_owner_id", "video_id", "video"),
    threads=True,
)
MARKET = Place(
    "product", "market_comment", ParentKind.PRODUCT, "market_comment", "market_owner_id", "item_id", "market"
)
BOARD = Place(
    *("topic", "board_post", ParentKind.TOPIC, "board_post", "topic_owner_id", "topic_id", "board"),
    by_reply=False,
)

PLACES = (WALL, PHOTO, VIDEO, MARKET, BOARD)
OF_TARGET: Mapping[str, Place] = {place.target: place for place in PLACES}
_OF_NAME: Mapping[str, Place] = {place.name: place for place in PLACES}
_KEY = re.compile(rf"({'|'.join(_OF_NAME)})(-?[0-9]+)_([0-9]+)", re.ASCII)


def read_key(key: str) -> tuple[Place, int, int] | None:
    """(place, owner, number) of a thing's key; None for the key of something else."""
    found = _KEY.fullmatch(key)
    return (_OF_NAME[found[1]], int(found[2]), int(found[3])) if found else None
