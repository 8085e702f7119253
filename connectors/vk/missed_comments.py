"""Comments that were missed: under recent posts, photos, videos and products, and in the topics that were written in.

Not looked for: comments under posts older than the hundred newest, under videos and products older than the fifty
newest, and replies to comments older than the three hundred newest of one of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from connectors.errors import Gone, Permission, PolicyRefused
from connectors.vk.answers import entries
from connectors.vk.client import NEEDS_TOKEN
from connectors.vk.paging import Ask, Object, event, is_new, newer, pages
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.values import items, mapping, moment, number

POSTS, COMMENTS, TOPICS = 100, 100, 100
SHOWN_REPLIES = 10
"""The most VK gives of each: wall.get, getComments, board.getTopics and thread_items_count."""
VIDEOS, PRODUCTS = 50, 50
"""The newest that are looked under. Of products VK does not say which have comments: each costs a call."""
LISTS: Mapping[Place, str] = {
    WALL: "wall.get",
    PHOTO: "photos.getAllComments",
    VIDEO: "video.get",
    MARKET: "market.get",
    BOARD: "board.getTopics",
}
"""Where the looking begins."""
OLD_COMMENTS = 300
"""Of the first level, looked at under every post for new replies. Contests have thousands."""


async def under_posts(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """Visitors' posts themselves, comments under all posts, and topics, which the same tokens may read."""
    for post in map(mapping, entries(await ask(LISTS[WALL], {"owner_id": -group_id, "count": POSTS}))):
        if is_new(post, since):
            found.append(event("wall_post_new", post))
        if number(mapping(post.get("comments")).get("count")) == 0:
            continue
        try:
            await _under(WALL, post, ask, group_id, since, found)
        except (Gone, PolicyRefused):
            continue  # the post was deleted meanwhile, or its comments are for members only
    try:
        await _in_topics(ask, group_id, since, found)
    except (Gone, PolicyRefused, Permission):
        return  # this token could read the wall: the community has no board


async def under_things(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """Under photos, videos and products. What may be read is, also where one of them may not."""
    refused: Permission | None = None
    for look in (_under_photos, _under_videos, _under_products):
        try:
            await look(ask, group_id, since, found)
        except (Gone, PolicyRefused):
            continue  # the community has none: the section is switched off
        except Permission as error:
            if error.code == NEEDS_TOKEN:
                raise
            refused = error
    if refused is not None:
        raise refused


async def _in_topics(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """Those that were written in last stand first."""
    topics = await ask(LISTS[BOARD], {"group_id": group_id, "order": 1, "count": TOPICS})
    for topic in map(mapping, entries(topics)):
        written = moment(topic.get("updated"))
        if written is not None and written < since:
            continue
        values = {"group_id": group_id, "topic_id": topic.get("id"), "sort": "desc"}
        async for comment in newer(ask, BOARD.read, values, COMMENTS, since):
            found += _comment(BOARD, _names(BOARD, topic, group_id), comment)


async def _under_photos(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """All photos at once; `pid` says which."""
    values = {"owner_id": -group_id}
    async for comment in newer(ask, LISTS[PHOTO], values, COMMENTS, since):
        found += _comment(PHOTO, _names(PHOTO, {"id": comment.get("pid")}, group_id), comment)


async def _under_videos(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    async for video in _newest(ask, LISTS[VIDEO], group_id, VIDEOS):
        if number(video.get("comments")) == 0:
            continue
        try:
            await _under(VIDEO, video, ask, group_id, since, found)
        except (Gone, PolicyRefused):
            continue


async def _under_products(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    async for product in _newest(ask, LISTS[MARKET], group_id, PRODUCTS):
        values = {"owner_id": -group_id, "item_id": product.get("id"), "sort": "desc"}
        try:
            async for comment in newer(ask, MARKET.read, values, COMMENTS, since):
                found += _comment(MARKET, _names(MARKET, product, group_id), comment)
        except (Gone, PolicyRefused):
            continue


async def _newest(ask: Ask, method: str, group_id: int, most: int) -> AsyncIterator[Object]:
    for thing in map(mapping, entries(await ask(method, {"owner_id": -group_id, "count": most}))):
        yield thing


async def _under(
    place: Place, thing: Object, ask: Ask, group_id: int, since: datetime, found: list[Object]
) -> None:
    """Also old comments of the first level, because they may have new replies."""
    names = _names(place, thing, group_id)
    values = {"owner_id": -group_id, place.number: thing.get("id"), "sort": "desc"}
    values |= {"preview_length": 0} if place is WALL else {}
    first_level = {**values, "thread_items_count": SHOWN_REPLIES}
    looked_at = 0
    async for page in pages(ask, place.read, first_level, COMMENTS):
        for root in page:
            if is_new(root, since):
                found += _comment(place, names, root)
            thread, number_of_root = mapping(root.get("thread")), root.get("id")
            replies = items(thread)
            if (number(thread.get("count")) or 0) > len(replies):
                within = {**values, "comment_id": number_of_root}
                replies = [each async for each in newer(ask, place.read, within, COMMENTS, since)]
            for reply in map(mapping, replies):
                if is_new(reply, since):
                    found += _comment(place, {**names, "parents_stack": [number_of_root]}, reply)
        looked_at += len(page)
        if looked_at >= OLD_COMMENTS and not is_new(page[-1], since):
            return


def _names(place: Place, thing: Object, group_id: int) -> Mapping[str, object]:
    """What the thing is called in the events of its comments."""
    return {place.owner: -group_id, place.number: thing.get("id")}


def _comment(place: Place, where: Object, comment: Object) -> list[Object]:
    """None for what is left of a deleted one that has replies."""
    return [] if comment.get("deleted") else [event(f"{place.event}_new", {**where, **comment})]
