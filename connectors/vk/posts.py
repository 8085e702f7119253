"""Posts on our wall, and reposts of them elsewhere → items. Pure.

Shapes: dev.vk.com, "Community events" (wall_post_new, wall_repost), and wall_wallpost of VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

from typing import Any

from connectors.base import Incoming, Item, Kind, Parent, ParentSeen
from connectors.vk.attachments import largest_photo, read_attachments
from connectors.vk.places import WALL
from connectors.vk.scene import Object, Scene, author
from connectors.vk.values import items, mapping, moment, needed, optional, text

POST, SUGGESTION = "post", "suggestion"
"""`kind` of a post's target: a comment under it answers it; nothing does while it is only suggested."""


def post_new(post: Object, scene: Scene) -> list[Item]:
    """A visitor's post or suggestion is somebody's words to us; a post of our own is what others comment under."""
    owner_id = optional(post, "owner_id") or -scene.group_id
    by = optional(post, "from_id") or 0
    visitor = by not in (0, owner_id, -scene.group_id)
    if text(post.get("post_type")) == "suggest":
        return [_written(Kind.SUGGESTION, post, owner_id, by, scene)]
    if visitor:
        return [_written(Kind.POST, post, owner_id, by, scene)]
    signer = optional(post, "signer_id")
    seen = ParentSeen(
        read_post(post, owner_id, needed(post, "id")),
        _target(POST, post, owner_id),
        author(signer) if signer else None,
    )
    return [seen]


def repost(post: Object, scene: Scene) -> list[Item]:
    """On the wall of whoever did it. Without words of their own it asks nothing of us."""
    owner_id = needed(post, "owner_id")
    by = optional(post, "from_id") or owner_id
    if not text(post.get("text")).strip() or -scene.group_id in (owner_id, by):
        return []
    return [_written(Kind.REPOST, post, owner_id, by, scene)]


def mention(post: Object, scene: Scene) -> list[Item]:
    """What newsfeed.search and getMentions found: a post on anybody's wall, or a comment under one (`post_type` reply)."""
    owner_id = needed(post, "owner_id")
    by = optional(post, "from_id") or owner_id
    if text(post.get("post_type")) != "reply":
        return [_written(Kind.MENTION, post, owner_id, by, scene)]
    number, under = needed(post, "id"), needed(post, "post_id")
    root = next((optional({"id": each}, "id") for each in items(post.get("parents_stack"))), None)
    thread = WALL.key(owner_id, under)
    return [
        Incoming(
            WALL.comment_key(owner_id, under, number),
            Kind.MENTION,
            thread,
            author(by),
            text(post.get("text")),
            moment(post.get("date")) or scene.now,
            {"kind": POST, "owner_id": owner_id, "post_id": under, "comment_id": number},
            url=WALL.comment_url(owner_id, under, number, root),
            parent=Parent(thread, WALL.url(owner_id, under)),
            attachments=read_attachments(post.get("attachments")),
        )
    ]


def _written(kind: Kind, post: Object, owner_id: int, by: int, scene: Scene) -> Incoming:
    number = needed(post, "id")
    key = WALL.key(owner_id, number)
    original = _original(post) if kind is Kind.REPOST else None
    return Incoming(
        key,
        kind,
        key,
        author(by),
        text(post.get("text")),
        moment(post.get("date")) or scene.now,
        _target(SUGGESTION if kind is Kind.SUGGESTION else POST, post, owner_id),
        url=WALL.url(owner_id, number),
        parent=original or read_post(post, owner_id, number),
        attachments=read_attachments(post.get("attachments")),
    )


def _target(kind: str, post: Object, owner_id: int) -> dict[str, Any]:
    """`closed`: VK says that communities may not comment there (wall_wallpost, comments.groups_can_post)."""
    target: dict[str, Any] = {"kind": kind, "owner_id": owner_id, "post_id": needed(post, "id")}
    by = optional(post, "signer_id") or optional(post, "from_id") or 0
    target |= {"author_id": by} if by > 0 else {}
    closed = mapping(post.get("comments")).get("groups_can_post") in (False, 0)
    return {**target, "closed": True} if closed else target


def _original(post: Object) -> Parent | None:
    """What was reposted; None if VK does not say."""
    copied = next((mapping(each) for each in items(post.get("copy_history"))), {})
    owner_id, number = optional(copied, "owner_id"), optional(copied, "id")
    return read_post(copied, owner_id, number) if owner_id and number else None


def read_post(post: Object, owner_id: int, post_id: int) -> Parent:
    """A post with its text; a repost without words of its own has those of what it repeats."""
    copied = next((mapping(each) for each in items(post.get("copy_history"))), {})
    return Parent(
        WALL.key(owner_id, post_id),
        WALL.url(owner_id, post_id),
        text(post.get("text")) or text(copied.get("text")),
        largest_photo(post.get("attachments")) or largest_photo(copied.get("attachments")),
    )
