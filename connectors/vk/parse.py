"""Events of Bots Long Poll → items. Pure: no clock, no network; `now` is passed in.

Shapes: dev.vk.com, "Community events", and the objects of VKCOM/vk-api-schema 5.199. Nothing here raises for what
VK may send: an event of a kind we know that cannot be understood becomes Malformed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.base import (
    Deleted,
    Echo,
    Edited,
    Incoming,
    Item,
    Kind,
    Malformed,
    Parent,
    ParentSeen,
    Profile,
    Restored,
)
from connectors.vk import links
from connectors.vk.attachments import largest_photo, read_attachments, read_extras
from connectors.vk.values import Odd, items, mapping, moment, needed, number, optional, storable, text

Object = Mapping[str, Any]

GROUP_CHATS = 2_000_000_000
"""Peers from here on are chats of several people (dev.vk.com, messages.send, `peer_id`)."""

STILL_NEW = timedelta(days=1)
"""So long after it was written, the edit of words that never came is the first we hear of them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an event is read against: our community's number (positive) and the time it was received."""

    group_id: int
    now: datetime


def parse(update: object, *, group_id: int, now: datetime) -> list[Item]:
    """The items in one event: none, one, or Malformed."""
    try:
        raw = storable(update)
    except RecursionError:
        return [Malformed(None, "nested too deeply")]
    kind = event_type(raw)
    if kind is None:
        # Without a type it may have been a comment: not ours to drop.
        return [Malformed(raw, "no event type", text(mapping(raw).get("event_id")) or None)]
    reader = READERS.get(kind)
    if reader is None:
        # Likes, joins, typing, votes: other programs of the community switch such events on, and VK invents new
        # ones. They hold nothing for the desk; the connector counts them by type.
        return []
    try:
        return [_marked(item, raw) for item in reader(_object(raw), Scene(group_id, now))]
    except Odd as odd:
        return [Malformed(raw, f"{kind}: {odd}", text(raw.get("event_id")) or None)]


def _marked(item: Item, event: Object) -> Item:
    """What has no number of its own is known by that of its event."""
    if isinstance(item, Edited | Deleted | Restored):
        return replace(item, mark=text(event.get("event_id")) or None)
    return item


def event_type(update: object) -> str | None:
    """The event's type, None if it has none."""
    return text(mapping(update).get("type")) or None


def _object(update: Object) -> Object:
    found = update.get("object")
    if not isinstance(found, Mapping):
        raise Odd("object is missing or not an object")
    return found


# --- comments under posts of our wall


@dataclass(frozen=True, slots=True)
class Comment:
    """Where a comment stands."""

    owner_id: int
    post_id: int
    id: int
    root_id: int | None
    """The top-level comment of its thread; None if it is one itself."""
    answers_id: int | None
    """The comment it answers, at any depth."""

    @property
    def key(self) -> str:
        return links.comment_key(self.owner_id, self.id)

    @property
    def url(self) -> str:
        return links.comment_url(self.owner_id, self.post_id, self.id, self.root_id)

    @property
    def answers_key(self) -> str | None:
        return links.comment_key(self.owner_id, self.answers_id) if self.answers_id else None


def _owner(comment: Object, scene: Scene) -> int:
    """Whose wall: `post_owner_id` in most events, `owner_id` in deletions; a wall event is about our own wall."""
    return optional(comment, "post_owner_id") or optional(comment, "owner_id") or -scene.group_id


def read_comment(comment: Object, scene: Scene) -> Comment:
    """Raises Odd if it can't be told which comment it is or under which post."""
    stack = [found for found in map(number, items(comment.get("parents_stack"))) if found]
    root = stack[0] if stack else None
    return Comment(
        _owner(comment, scene),
        needed(comment, "post_id"),
        needed(comment, "id"),
        root,
        optional(comment, "reply_to_comment") or root,
    )


def _comment_new(comment: Object, scene: Scene) -> list[Item]:
    where = read_comment(comment, scene)
    author = optional(comment, "from_id") or 0
    thread = links.post_key(where.owner_id, where.post_id)
    sent_at = moment(comment.get("date")) or scene.now
    attachments = read_attachments(comment.get("attachments"))
    words = text(comment.get("text"))
    if author == -scene.group_id:
        echo = Echo(
            where.key,
            Kind.COMMENT,
            thread,
            words,
            sent_at,
            reply_to_key=where.answers_key,
            url=where.url,
            attachments=attachments,
        )
        return [echo]
    return [
        Incoming(
            where.key,
            Kind.COMMENT,
            thread,
            _author(author),
            words,
            sent_at,
            comment_target(where),
            url=where.url,
            parent=Parent(thread, links.post_url(where.owner_id, where.post_id)),
            reply_to_key=where.answers_key,
            attachments=attachments,
        )
    ]


def comment_target(where: Comment) -> dict[str, Any]:
    """`comment_id` goes out as reply_to_comment, also for a comment deep in a thread: VK finds the thread itself."""
    return {
        "kind": "comment",
        "owner_id": where.owner_id,
        "post_id": where.post_id,
        "comment_id": where.id,
        "root_id": where.root_id or where.id,
    }


def _comment_edit(comment: Object, scene: Scene) -> list[Item]:
    # `date` stays that of the first writing; the edit itself has none.
    key = links.comment_key(_owner(comment, scene), needed(comment, "id"))
    attachments = read_attachments(comment.get("attachments"))
    edited = Edited(key, text(comment.get("text")), scene.now, attachments, dated=False)
    return [*_as_news(_comment_new, comment, scene), edited]


def _as_news(reader: Callable[[Object, Scene], list[Item]], event: Object, scene: Scene) -> list[Item]:
    """An edit tells all that the first event would have told: that one may come later, or was lost.

    What is known by its key already stays as it is. An old one that the desk never had is nobody's news.
    """
    written = moment(event.get("date"))
    if written is None or scene.now - written > STILL_NEW:
        return []
    try:
        return [item for item in reader(event, scene) if isinstance(item, Incoming)]
    except Odd:
        return []


def _comment_delete(comment: Object, scene: Scene) -> list[Item]:
    return [Deleted(links.comment_key(_owner(comment, scene), needed(comment, "id")))]


def _comment_restore(comment: Object, scene: Scene) -> list[Item]:
    return [Restored(links.comment_key(_owner(comment, scene), needed(comment, "id")))]


def _author(external_id: int) -> Profile:
    """A person or, with a negative number, a community. 0: VK did not say who; the words are shown all the same."""
    return Profile(str(external_id), url=links.profile_url(external_id))


# --- posts


def _post_new(post: Object, scene: Scene) -> list[Item]:
    if text(post.get("post_type")) == "suggest":
        # A visitor's suggestion gets a new number when it is published: nobody can ever comment under this one.
        return []
    owner_id = optional(post, "owner_id") or -scene.group_id
    return [ParentSeen(read_post(post, owner_id, needed(post, "id")))]


def read_post(post: Object, owner_id: int, post_id: int) -> Parent:
    """A post with its text; a repost without words of its own has those of what it repeats."""
    copied = next((mapping(each) for each in items(post.get("copy_history"))), {})
    return Parent(
        links.post_key(owner_id, post_id),
        links.post_url(owner_id, post_id),
        text(post.get("text")) or text(copied.get("text")),
        largest_photo(post.get("attachments")) or largest_photo(copied.get("attachments")),
    )


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
    author = optional(message, "from_id") or peer_id
    if author == -scene.group_id or number(message.get("out")) == 1:
        return [_message_echo(message, peer_id, scene)]
    incoming = Incoming(
        _message_key(message, peer_id),
        Kind.MESSAGE,
        links.dialog_key(peer_id),
        _author(author),
        text(message.get("text")),
        moment(message.get("date")) or scene.now,
        {"kind": "dialog", "peer_id": peer_id},
        url=links.dialog_url(scene.group_id, peer_id),
        reply_to_key=_answered(message, peer_id),
        attachments=read_attachments(message.get("attachments")) + read_extras(message),
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
    return [*_as_news(_message_new, message, scene), edited]


def _message_key(message: Object, peer_id: int) -> str:
    key = links.message_key(peer_id, optional(message, "conversation_message_id"), optional(message, "id"))
    if key is None:
        raise Odd("neither conversation_message_id nor id")
    return key


def _answered(message: Object, peer_id: int) -> str | None:
    answered = mapping(message.get("reply_message"))
    cmid, own_id = number(answered.get("conversation_message_id")), number(answered.get("id"))
    return links.message_key(peer_id, cmid, own_id)


READERS: Mapping[str, Callable[[Object, Scene], list[Item]]] = {
    "wall_reply_new": _comment_new,
    "wall_reply_edit": _comment_edit,
    "wall_reply_delete": _comment_delete,
    "wall_reply_restore": _comment_restore,
    "wall_post_new": _post_new,
    "message_new": _message_new,
    "message_reply": _message_reply,
    "message_edit": _message_edit,
}
"""The events we read, and so the switches that have to be on."""
