"""Comments under posts, photos, videos, products and topics → items. Pure.

Shapes: dev.vk.com, "Community events", and wall_wall_comment and board_topic_comment of VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from connectors.base import Deleted, Echo, Edited, Incoming, Item, Kind, Parent, Restored
from connectors.vk.attachments import read_attachments
from connectors.vk.places import BOARD, Place
from connectors.vk.scene import Object, Reader, Scene, as_news, author
from connectors.vk.values import items, moment, needed, number, optional, text

_ANSWERED = re.compile(
    r"\s*\[(?:id|club|public|event)[0-9]+(?::bp-?[0-9]+_([0-9]{1,18}))?\|[^\]]*\],?\s*", re.ASCII
)
"""How one answers in a topic: VK's own pages write `[id5:bp-1234_9|Vera], …`, which names author and comment, we
`[id5|Vera], …`."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Where a comment stands."""

    place: Place
    owner_id: int
    number: int
    id: int
    root_id: int | None
    """The top-level comment of its thread; None if it is one itself."""
    answers_id: int | None
    """The comment it answers, at any depth."""
    author_id: int = 0

    @property
    def key(self) -> str:
        return self.place.comment_key(self.owner_id, self.number, self.id)

    @property
    def url(self) -> str:
        return self.place.comment_url(self.owner_id, self.number, self.id, self.root_id)

    @property
    def answers_key(self) -> str | None:
        if not self.answers_id:
            return None
        return self.place.comment_key(self.owner_id, self.number, self.answers_id)

    @property
    def target(self) -> dict[str, Any]:
        """`comment_id` goes out as reply_to_comment, also for a comment deep in a thread: VK finds the thread."""
        return {
            "kind": self.place.target,
            "owner_id": self.owner_id,
            self.place.number: self.number,
            "comment_id": self.id,
            "root_id": self.root_id or self.id,
            "author_id": self.author_id,
        }


def owner_of(place: Place, comment: Object, scene: Scene) -> int:
    """Whose it is: `post_owner_id` in most events, `owner_id` in deletions; an event is about our own.

    The schema has some of them as positive numbers: a thing of ours is a community's in any case.
    """
    found = optional(comment, place.owner) or optional(comment, "owner_id") or -scene.group_id
    return -scene.group_id if found == scene.group_id else found


def read_comment(place: Place, comment: Object, scene: Scene) -> Comment:
    """Raises Odd if it can't be told which comment it is or under what."""
    stack = [found for found in map(number, items(comment.get("parents_stack"))) if found]
    root = stack[0] if stack else None
    named = _ANSWERED.match(text(comment.get("text"))) if place is BOARD else None
    return Comment(
        place,
        owner_of(place, comment, scene),
        needed(comment, place.number),
        needed(comment, "id"),
        root,
        int(named[1]) if named and named[1] else optional(comment, "reply_to_comment") or root,
        optional(comment, "from_id") or 0,
    )


def words_of(place: Place, comment: Object) -> str:
    """What our side said, without the name that stands before an answer in a topic."""
    said = text(comment.get("text"))
    return _ANSWERED.sub("", said, count=1) if place is BOARD else said


def _new(place: Place) -> Reader:
    def reader(comment: Object, scene: Scene) -> list[Item]:
        where = read_comment(place, comment, scene)
        thread = place.key(where.owner_id, where.number)
        sent_at = moment(comment.get("date")) or scene.now
        attachments = read_attachments(comment.get("attachments"))
        if where.author_id == -scene.group_id:
            echo = Echo(
                where.key,
                Kind.COMMENT,
                thread,
                words_of(place, comment),
                sent_at,
                reply_to_key=where.answers_key,
                url=where.url,
                attachments=attachments,
            )
            return [echo]
        incoming = Incoming(
            where.key,
            Kind.COMMENT,
            thread,
            author(where.author_id),
            text(comment.get("text")),
            sent_at,
            where.target,
            url=where.url,
            parent=Parent(thread, place.url(where.owner_id, where.number), kind=place.parent),
            reply_to_key=where.answers_key,
            attachments=attachments,
        )
        return [incoming]

    return reader


def _edit(place: Place) -> Reader:
    new = _new(place)

    def reader(comment: Object, scene: Scene) -> list[Item]:
        # `date` stays that of the first writing; the edit itself has none.
        words = (
            words_of(place, comment)
            if optional(comment, "from_id") == -scene.group_id
            else text(comment.get("text"))
        )
        attachments = read_attachments(comment.get("attachments"))
        edited = Edited(_key(place, comment, scene), words, scene.now, attachments, dated=False)
        return [*as_news(new, comment, scene), edited]

    return reader


def _delete(place: Place) -> Reader:
    def reader(comment: Object, scene: Scene) -> list[Item]:
        by = optional(comment, "deleter_id")
        return [Deleted(_key(place, comment, scene), by=str(by) if by else None)]

    return reader


def _restore(place: Place) -> Reader:
    return lambda comment, scene: [Restored(_key(place, comment, scene))]


def _key(place: Place, comment: Object, scene: Scene) -> str:
    within = needed(comment, place.number) if place is BOARD else None
    return place.comment_key(owner_of(place, comment, scene), within, needed(comment, "id"))


def readers(place: Place) -> Iterator[tuple[str, Reader]]:
    """The events of comments in one place, each with its reader."""
    for what, reader in (("new", _new), ("edit", _edit), ("delete", _delete), ("restore", _restore)):
        yield f"{place.event}_{what}", reader(place)
