"""Events of Bots Long Poll → items. Pure: no clock, no network; `now` is passed in.

Shapes: dev.vk.com, "Community events", and the objects of VKCOM/vk-api-schema 5.199. Nothing here raises for what
VK may send: an event of a kind we know that cannot be understood becomes Malformed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from connectors.base import Deleted, Echo, Edited, Incoming, Item, Kind, Malformed, Restored
from connectors.signals import Blocked, Permitted
from connectors.vk import comments, links, posts, signals
from connectors.vk.attachments import read_attachments
from connectors.vk.extras import read_extras
from connectors.vk.keyboards import chosen
from connectors.vk.places import PLACES
from connectors.vk.scene import Object, Reader, Scene, as_news, author
from connectors.vk.values import Odd, mapping, moment, needed, number, optional, storable, text

NOT_OURS = frozenset(
    """
    message_typing_state message_reaction_event photo_new audio_new video_new wall_schedule_post_new
    wall_schedule_post_delete market_order_new market_order_edit poll_vote_new group_join group_leave
    group_change_settings group_change_photo group_officers_edit lead_forms_new app_payload vkpay_transaction
    """.split()  # noqa: SIM905
)
"""Events that hold nothing for the desk: other programs of the community switch them on. All of `donut_…` too."""
GROUP_CHATS = 2_000_000_000
"""Peers from here on are chats of several people (dev.vk.com, messages.send, `peer_id`)."""


def parse(update: object, *, group_id: int, now: datetime) -> list[Item]:
    """The items in one event: none, one, or Malformed."""
    try:
        raw = storable(update)
    except RecursionError:
        return [Malformed(None, "nested too deeply")]
    kind = event_type(raw)
    if kind is None:
        # Without a type it may have been a comment: not ours to drop.
        return [Malformed(raw, "no event type", _event_id(raw))]
    reader = READERS.get(kind)
    if reader is None and (kind in NOT_OURS or kind.startswith("donut_")):
        return []
    if reader is None:
        # VK invents new ones, and nobody knows yet whether they hold somebody's words.
        return [Malformed(raw, f"unknown event type {kind[:64]}", _event_id(raw), harmless=True)]
    try:
        return [_marked(item, raw) for item in reader(_object(raw), Scene(group_id, now))]
    except Odd as odd:
        return [Malformed(raw, f"{kind}: {odd}", _event_id(raw))]


def _marked(item: Item, event: Object) -> Item:
    """What has no number of its own is known by that of its event."""
    if isinstance(item, Edited | Deleted | Restored | Permitted | Blocked):
        return replace(item, mark=text(event.get("event_id")) or None)
    return item


def event_type(update: object) -> str | None:
    """The event's type, None if it has none."""
    return text(mapping(update).get("type")) or None


def _event_id(update: object) -> str | None:
    return text(mapping(update).get("event_id")) or None


def _object(update: Object) -> Object:
    found = update.get("object")
    if not isinstance(found, Mapping):
        raise Odd("object is missing or not an object")
    return found


# --- direct messages


def _message(event: Object) -> Object:
    """`message_new` wraps the message since API 5.103; `message_reply` and `message_edit` are the message."""
    return mapping(event["message"]) if "message" in event else event


def _message_new(event: Object, scene: Scene) -> list[Item]:
    message = _message(event)
    peer_id = needed(message, "peer_id")
    if peer_id >= GROUP_CHATS:
        # A chat of several people, into which the community's bot was invited: no customer's dialog, no case.
        return []
    by = optional(message, "from_id") or peer_id
    if by == -scene.group_id or number(message.get("out")) == 1:
        return [_message_echo(message, peer_id, scene)]
    incoming = Incoming(
        _message_key(message, peer_id),
        Kind.MESSAGE,
        links.dialog_key(peer_id),
        author(by),
        text(message.get("text")),
        moment(message.get("date")) or scene.now,
        {"kind": "dialog", "peer_id": peer_id},
        url=links.dialog_url(scene.group_id, peer_id),
        reply_to_key=_answered(message, peer_id),
        attachments=read_attachments(message.get("attachments")) + read_extras(message),
        chosen=chosen(message.get("payload")),
    )
    return [incoming]


def _message_reply(event: Object, scene: Scene) -> list[Item]:
    message = _message(event)
    peer_id = needed(message, "peer_id")
    return [] if peer_id >= GROUP_CHATS else [_message_echo(message, peer_id, scene)]


def _message_echo(message: Object, peer_id: int, scene: Scene) -> Echo:
    random_id = optional(message, "random_id")
    admin = optional(message, "admin_author_id")
    return Echo(
        _message_key(message, peer_id),
        Kind.MESSAGE,
        links.dialog_key(peer_id),
        text(message.get("text")),
        moment(message.get("date")) or scene.now,
        reply_to_key=_answered(message, peer_id),
        peer_id=str(peer_id),
        attempt=str(random_id) if random_id else None,
        author_id=str(admin) if admin else None,
        url=links.dialog_url(scene.group_id, peer_id),
        attachments=read_attachments(message.get("attachments")) + read_extras(message),
    )


def _message_edit(event: Object, scene: Scene) -> list[Item]:
    message = _message(event)
    peer_id = needed(message, "peer_id")
    if peer_id >= GROUP_CHATS:
        return []
    at = moment(message.get("update_time")) or scene.now
    attachments = read_attachments(message.get("attachments")) + read_extras(message)
    edited = Edited(_message_key(message, peer_id), text(message.get("text")), at, attachments)
    return [*as_news(_message_new, message, scene), edited]


def _message_key(message: Object, peer_id: int) -> str:
    key = links.message_key(peer_id, optional(message, "conversation_message_id"), optional(message, "id"))
    if key is None:
        raise Odd("neither conversation_message_id nor id")
    return key


def _answered(message: Object, peer_id: int) -> str | None:
    answered = mapping(message.get("reply_message"))
    cmid, own_id = number(answered.get("conversation_message_id")), number(answered.get("id"))
    return links.message_key(peer_id, cmid, own_id)


READERS: Mapping[str, Reader] = {
    **{event: reader for place in PLACES for event, reader in comments.readers(place)},
    "wall_post_new": posts.post_new,
    "wall_repost": posts.repost,
    "message_new": _message_new,
    "message_reply": _message_reply,
    "message_edit": _message_edit,
    **signals.READERS,
}
"""The events we read, and so the switches that have to be on."""
