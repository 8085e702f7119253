"""Figures of posts, photos, videos, products and comments: which call tells them, and its answer → `Counts`.

Posts and photos come a hundred in a call; the rest by execute, 25 in one (`batching.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors.counting import Counts
from connectors.errors import ConnectorError
from connectors.vk.batching import Asking, many
from connectors.vk.client import Client
from connectors.vk.places import MARKET, PHOTO, VIDEO, WALL, Place, read_key
from connectors.vk.values import items, mapping, number

Object = Mapping[str, Any]

TOGETHER = 100
"""Of one call of wall.getById (dev.vk.com)."""
_COMMENT = re.compile(r"wall(-?[0-9]+)_r([0-9]+)", re.ASCII)
METHODS: Mapping[Place, tuple[str, str]] = {
    WALL: ("wall.getById", "posts"),
    PHOTO: ("photos.getById", "photos"),
    VIDEO: ("video.get", "videos"),
    MARKET: ("market.getById", "item_ids"),
}


async def read_counts(client: Client, keys: Sequence[str]) -> dict[str, Counts]:
    """What no token at hand may read is left out. Raises ConnectorError if VK does not answer at all."""
    asked = [*_things(client, keys), *_comments(client, keys)]
    answers = await many(client, [asking for asking, _ in asked])
    found: dict[str, Counts] = {}
    for (_, place), answer in zip(asked, answers, strict=True):
        if isinstance(answer, ConnectorError):
            continue
        for thing in map(mapping, items(answer)):
            owner_id, its_number = number(thing.get("owner_id")), number(thing.get("id"))
            if owner_id and its_number:
                key = f"wall{owner_id}_r{its_number}" if place is None else place.key(owner_id, its_number)
                found[key] = counts_of(thing)
    return found


def _things(client: Client, keys: Sequence[str]) -> Iterator[tuple[Asking, Place | None]]:
    named: dict[Place, list[str]] = {}
    for key in keys:
        if (thing := read_key(key)) is not None and thing[0] in METHODS:
            named.setdefault(thing[0], []).append(f"{thing[1]}_{thing[2]}")
    for place, names in named.items():
        method, parameter = METHODS[place]
        if not client.may(method):
            continue
        for start in range(0, len(names), TOGETHER):
            values: dict[str, object] = {parameter: ",".join(names[start : start + TOGETHER])}
            yield Asking(method, values if place is WALL else {**values, "extended": 1}), place


def _comments(client: Client, keys: Sequence[str]) -> Iterator[tuple[Asking, Place | None]]:
    if not client.may("wall.getComment"):
        return
    for found in filter(None, map(_COMMENT.fullmatch, keys)):
        yield Asking("wall.getComment", {"owner_id": int(found[1]), "comment_id": int(found[2])}), None


def counts_of(thing: Object) -> Counts:
    """Of a post, a photo … Where VK has an object with `count`, or a bare number (video's comments and views)."""

    def count(name: str) -> int | None:
        value = thing.get(name)
        found = number(mapping(value).get("count")) if isinstance(value, Mapping) else number(value)
        return found if found is not None and found >= 0 else None

    views = count("views")
    return Counts(
        count("likes"), count("reposts"), count("views_count") if views is None else views, count("comments")
    )
