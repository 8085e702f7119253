"""Events without words → signals, and pressed buttons → messages. Pure.

Shapes: dev.vk.com, "Community events"; callback_* objects of VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from connectors.base import Incoming, Item, Kind
from connectors.signals import Blocked, Liked, Permitted, Read, Reason
from connectors.vk import links
from connectors.vk.deeds import REASONS as BAN_REASONS
from connectors.vk.keyboards import chosen
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.scene import Object, Reader, Scene, author
from connectors.vk.values import moment, needed, number, optional, storable, text

REASONS: Mapping[int, Reason] = {number: reason for reason, number in BAN_REASONS.items()}
BUTTON = "🔘"
PAYLOAD = 300
"""Characters of a button's payload that are shown."""

THINGS: Mapping[str, Place] = {"post": WALL, "photo": PHOTO, "video": VIDEO, "market": MARKET}
COMMENTS: Mapping[str, Place] = {
    "comment": WALL,
    "photo_comment": PHOTO,
    "video_comment": VIDEO,
    "market_comment": MARKET,
    "topic_comment": BOARD,
}
"""What was liked, by `object_type`."""


class Press(NamedTuple):
    """What VK waits to hear of: until then the button spins."""

    event_id: str
    user_id: int
    peer_id: int


def _allow(event: Object, scene: Scene) -> list[Item]:
    return [Permitted(str(needed(event, "user_id")), may=True)]


def _deny(event: Object, scene: Scene) -> list[Item]:
    return [Permitted(str(needed(event, "user_id")), may=False)]


def _block(event: Object, scene: Scene) -> list[Item]:
    admin = optional(event, "admin_id")
    return [
        Blocked(
            str(needed(event, "user_id")),
            blocked=True,
            by=links.profile_url(admin) if admin else None,
            until=moment(event.get("unblock_date")),
            reason=REASONS.get(number(event.get("reason")) or 0) if "reason" in event else None,
        )
    ]


def _unblock(event: Object, scene: Scene) -> list[Item]:
    return [Blocked(str(needed(event, "user_id")), blocked=False)]


def _liked(*, on: bool) -> Reader:
    def reader(event: Object, scene: Scene) -> list[Item]:
        kind, owner_id, liked = text(event.get("object_type")), optional(event, "object_owner_id"), None
        if owner_id is None:
            owner_id = -scene.group_id
        if (thing := THINGS.get(kind)) is not None:
            liked = thing.key(owner_id, needed(event, "object_id"))
        elif (place := COMMENTS.get(kind)) is not None:
            within = optional(event, "post_id")  # told for certain only of comments under posts
            if within is not None or place is not BOARD:
                liked = place.comment_key(owner_id, within, needed(event, "object_id"))
        return [] if liked is None else [Liked(liked, str(needed(event, "liker_id")), on)]

    return reader


def _read(event: Object, scene: Scene) -> list[Item]:
    """`read_message_id` is a number no other event has; without conversation_message_id it tells nothing."""
    peer_id, upto = needed(event, "peer_id"), optional(event, "conversation_message_id")
    if upto is None:
        return []
    thread = links.dialog_key(peer_id)
    return [Read(thread, f"{thread}_", upto)]


def _pressed(event: Object, scene: Scene) -> list[Item]:
    """A button of a keyboard that another program of the community sent: the customer says something by it."""
    peer_id = needed(event, "peer_id")
    thread = links.dialog_key(peer_id)
    by = optional(event, "user_id") or peer_id
    event_id = text(event.get("event_id"))
    return [
        Incoming(
            f"{thread}_b{event_id}",
            Kind.MESSAGE,
            thread,
            author(by),
            f"{BUTTON} {_says(event.get('payload'))}".strip(),
            scene.now,
            {"kind": "dialog", "peer_id": peer_id},
            url=links.dialog_url(scene.group_id, peer_id),
            chosen=chosen(event.get("payload")),
        )
    ]


def _says(payload: object) -> str:
    """What a program made to be read by itself: its label where it has one, else as it is. Also JSON in a string."""
    if isinstance(payload, str):
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError):
            return text(payload)[:PAYLOAD]
    if isinstance(payload, Mapping):
        for name in ("label", "text", "title"):
            if said := text(payload.get(name)):
                return said[:PAYLOAD]
    return "" if payload is None else json.dumps(payload, ensure_ascii=False)[:PAYLOAD]


def press_of(update: object) -> Press | None:
    """What a raw event wants answered."""
    if not isinstance(update, Mapping) or update.get("type") != "message_event":
        return None
    try:
        event = storable(update.get("object"))
    except RecursionError:
        return None
    if not isinstance(event, Mapping):
        return None
    event_id, peer_id = text(event.get("event_id")), number(event.get("peer_id"))
    user_id = number(event.get("user_id")) or peer_id
    return Press(event_id, user_id, peer_id) if event_id and user_id and peer_id else None


READERS: Mapping[str, Reader] = {
    "message_allow": _allow,
    "message_deny": _deny,
    "message_read": _read,
    "message_event": _pressed,
    "user_block": _block,
    "user_unblock": _unblock,
    "like_add": _liked(on=True),
    "like_remove": _liked(on=False),
}
