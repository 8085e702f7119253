"""What a message carries outside of its attachments: a place, what it answers, what was forwarded. Pure.

Shapes: messages_foreign_message and base_geo, VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from connectors.base import Attachment, AttachmentKind
from connectors.vk.attachments import MOST, read_attachments
from connectors.vk.links import profile_url
from connectors.vk.values import items, mapping, number, text

DEEPEST = 3
"""Of forwards within forwards: what is deeper is nobody's question."""


def read_extras(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The place, then what is answered, then what is forwarded, each followed by what was attached to it."""
    return tuple(islice(_extras(message), MOST))


def _extras(message: Mapping[str, Any]) -> Iterator[Attachment]:
    if geo := mapping(message.get("geo")):
        yield read_place(geo)
    if answered := mapping(message.get("reply_message")):
        yield from _quote(answered, AttachmentKind.ANSWERED, 0)
    yield from _forwarded(message, 0)


def _forwarded(message: Mapping[str, Any], depth: int) -> Iterator[Attachment]:
    for one in items(message.get("fwd_messages"))[:MOST]:
        yield from _quote(mapping(one), AttachmentKind.QUOTED, depth)


def _quote(quoted: Mapping[str, Any], kind: AttachmentKind, depth: int) -> Iterator[Attachment]:
    author = number(quoted.get("from_id"))
    own = number(quoted.get("conversation_message_id")) or number(quoted.get("id"))
    yield Attachment(
        kind,
        url=profile_url(author) if author else None,
        key=f"message{author or ''}_{own}" if own else None,
        text=text(quoted.get("text")) or None,
        author=str(author) if author else None,
        depth=depth,
    )
    if depth + 1 < DEEPEST:
        yield from read_attachments(quoted.get("attachments"), depth + 1)
        if geo := mapping(quoted.get("geo")):
            yield read_place(geo, depth + 1)
        yield from _forwarded(quoted, depth + 1)


def read_place(geo: Mapping[str, Any], depth: int = 0) -> Attachment:
    """`coordinates` is an object, in older shapes a text of two numbers. Without them only the place's name is left."""
    place = mapping(geo.get("place"))
    title = text(place.get("title")) or text(place.get("address")) or None
    found = _coordinates(geo.get("coordinates"))
    if found is None:
        return Attachment(AttachmentKind.PLACE, None, title, depth=depth)
    where = f"{found[0]:.6g},{found[1]:.6g}"
    url = f"https://www.google.com/maps/search/?api=1&query={where}"  # opens the phone's own map
    return Attachment(AttachmentKind.PLACE, url, title, key=f"geo{where}", depth=depth)


def _coordinates(value: object) -> tuple[float, float] | None:
    named = mapping(value)
    pair = [named.get("latitude"), named.get("longitude")] if named else text(value).replace(",", " ").split()
    try:
        latitude, longitude = (float(each) for each in pair if isinstance(each, int | float | str))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
