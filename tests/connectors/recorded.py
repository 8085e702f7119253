"""Recorded events of VK, and what the connector reads in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.base import Deleted, Edited, Incoming, Item, Parent, Profile, Restored
from connectors.vk.parse import parse

SAMPLES = Path(__file__).parent / "samples" / "vk"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GROUP = 1234
POST = Parent("wall-1234_6", "https://vk.com/wall-1234_6")
ANNA = Profile("123", url="https://vk.com/id123")
DIALOG = "https://vk.com/gim1234?sel=123"


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text())


def read(name: str) -> list[Item]:
    return parse(sample(name), group_id=GROUP, now=NOW)


def changes(name: str) -> list[Item]:
    """Each known by the number of its event, which is taken off."""
    found: list[Item] = []
    for item in read(name):
        assert isinstance(item, Edited | Deleted | Restored)
        assert item.mark == sample(name)["event_id"]
        found.append(replace(item, mark=None))
    return found


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def incoming(name: str) -> Incoming:
    [item] = read(name)
    assert isinstance(item, Incoming)
    return item


def target(comment_id: int, root_id: int) -> dict[str, Any]:
    return {
        "kind": "comment",
        "owner_id": -1234,
        "post_id": 6,
        "comment_id": comment_id,
        "root_id": root_id,
        "author_id": 123,
    }
