"""What happened while the history of events was lost, found by looking: dialogs, and comments under recent posts.

Everything found is given the form of the event that was lost, and is read as one: so it has the same keys. Edits of
comments and deletions leave no trace that could be found; comments under posts older than the hundred newest, and
replies to comments older than the three hundred newest of a post, are not looked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from connectors.base import Auth, ConnectorError, Gone, Permanent, Permission, PolicyRefused, Unread
from connectors.vk.answers import entries
from connectors.vk.client import Api
from connectors.vk.parse import GROUP_CHATS
from connectors.vk.values import items, mapping, moment, number

OVERLAP = timedelta(minutes=5)
"""VK's clock may differ from ours, and the last events before a gap may have been on their way."""
POSTS = 100
DIALOGS, MESSAGES, COMMENTS = 200, 200, 100
SHOWN_REPLIES = 10
"""The most VK gives of each: messages.getConversations, getHistory, wall.getComments and thread_items_count."""
OLD_COMMENTS = 300
"""Of the first level, looked at under every post for new replies. Contests have thousands."""
MOST_CALLS: Mapping[str, int] = {"vk-messages": 300, "vk-comments": 150}
"""Under a minute each, one call after the other: nobody listens meanwhile. A service token has three a second."""

Object = Mapping[str, Any]
Ask = Callable[[str, Object], Awaitable[object]]


class Looked(Protocol):
    """Puts what it finds into `found`, also when it fails on the way."""

    async def __call__(self, ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None: ...


async def catch_up(api: Api, group_id: int, since: datetime) -> tuple[list[Object], list[Unread]]:
    """Events made of what was written since, oldest first, and what could not be looked through.

    Raises Auth if the community's token is refused.
    """
    found: list[Object] = []
    unread: list[Unread] = []
    looks: tuple[tuple[str, Looked], ...] = (("vk-messages", _messages), ("vk-comments", _comments))
    for what, look in looks:
        try:
            await look(_counted(api, MOST_CALLS[what]), group_id, since - OVERLAP, found)
        except Auth:
            raise
        except ConnectorError as error:
            addable = look is _comments and isinstance(error, Permission)
            unread.append(Unread("vk-comments-token" if addable else what, error))
    return sorted(found, key=_written), unread


def _counted(api: Api, most: int) -> Ask:
    calls = count(1)

    async def ask(method: str, values: Object) -> object:
        if next(calls) > most:
            raise Permanent(f"{method}: too much to look through")
        return await api.call(method, values)

    return ask


async def _messages(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """The latest dialogs first: those above the first one without news have changed."""

    def last(dialog: Object) -> Object:
        return mapping(dialog.get("last_message"))

    async for dialog in _newer(ask, "messages.getConversations", {}, DIALOGS, since, dated=last):
        peer_id = number(last(dialog).get("peer_id"))
        if peer_id is None or peer_id >= GROUP_CHATS:
            continue
        async for message in _newer(ask, "messages.getHistory", {"peer_id": peer_id}, MESSAGES, since):
            found.append(_event("message_new", message))
            if message.get("update_time"):
                found.append(_event("message_edit", message))


async def _comments(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    for post in map(mapping, entries(await ask("wall.get", {"owner_id": -group_id, "count": POSTS}))):
        if _is_new(post, since):
            found.append(_event("wall_post_new", post))
        if number(mapping(post.get("comments")).get("count")) == 0:
            continue
        try:
            await _under({"owner_id": -group_id, "post_id": post.get("id")}, ask, since, found)
        except (Gone, PolicyRefused):
            continue  # the post was deleted meanwhile, or its comments are for members only


async def _under(post: Object, ask: Ask, since: datetime, found: list[Object]) -> None:
    """Also old comments of the first level, because they may have new replies."""
    values = {**post, "sort": "desc", "preview_length": 0}
    first_level = {**values, "thread_items_count": SHOWN_REPLIES}
    looked_at = 0
    async for page in _pages(ask, "wall.getComments", first_level, COMMENTS):
        for root in page:
            if _is_new(root, since):
                found += _comment(post, root)
            thread, number_of_root = mapping(root.get("thread")), root.get("id")
            replies = items(thread)
            if (number(thread.get("count")) or 0) > len(replies):
                within = {**values, "comment_id": number_of_root}
                replies = [each async for each in _newer(ask, "wall.getComments", within, COMMENTS, since)]
            for reply in map(mapping, replies):
                if _is_new(reply, since):
                    found += _comment({**post, "parents_stack": [number_of_root]}, reply)
        looked_at += len(page)
        if looked_at >= OLD_COMMENTS and not _is_new(page[-1], since):
            return


def _comment(where: Object, comment: Object) -> list[Object]:
    """None for what is left of a deleted one that has replies."""
    return [] if comment.get("deleted") else [_event("wall_reply_new", {**where, **comment})]


def _itself(entry: Object) -> Object:
    return entry


async def _newer(
    ask: Ask,
    method: str,
    values: Object,
    size: int,
    since: datetime,
    *,
    dated: Callable[[Object], Object] = _itself,
) -> AsyncIterator[Object]:
    """Entries of a list that is newest first, down to `since`. `dated`: what of an entry has its date.

    Pinned dialogs stand first, however old: only a page whose last entry is old is the last one.
    """
    async for page in _pages(ask, method, values, size):
        for entry in page:
            if _is_new(dated(entry), since):
                yield entry
        if not _is_new(dated(page[-1]), since):
            return


async def _pages(ask: Ask, method: str, values: Object, size: int) -> AsyncIterator[list[Object]]:
    """VK may leave deleted ones out of a page: how many there are altogether is told beside them."""
    for offset in count(0, size):
        answer = await ask(method, {**values, "count": size, "offset": offset})
        page = [mapping(each) for each in entries(answer)]
        if not page:
            return
        yield page
        told = mapping(answer)
        total = number(told.get("current_level_count")) or number(told.get("count")) or 0
        if offset + size >= total:
            return


def _is_new(entry: Object, since: datetime) -> bool:
    date = moment(entry.get("date"))
    return date is None or date >= since


def _event(kind: str, what: Object) -> Object:
    return {"type": kind, "object": what}


def _written(event: Object) -> tuple[int, int]:
    """Numbers of comments and of messages grow."""
    what = mapping(event.get("object"))
    return number(what.get("date")) or 0, number(what.get("id")) or 0
