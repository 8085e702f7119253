"""Comments that were missed: under recent posts, photos, videos and products, and in the topics that were written in.

Not looked for: comments under posts older than the hundred newest, under videos and products older than the fifty
newest, and replies to comments older than the three hundred newest of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from connectors.errors import Gone, Permission, PolicyRefused
from connectors.vk.answers import entries
from connectors.vk.client import NEEDS_TOKEN
from connectors.vk.paging import Ask, Object, event, is_new, newer, pages
from connectors.vk.places import BOARD, MARKET, PHOTO, VIDEO, WALL, Place
from connectors.vk.together import each
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
OVERLAP = timedelta(minutes=5)
"""VK's clock may differ from ours, and the last events before a gap may have been on their way."""
EDITED_WITHIN = timedelta(days=2)
"""What was written so long before a gap may have been edited in it."""
REPOSTS = 100
OLD_COMMENTS = 300
"""Of the first level, looked at under every post for new replies. Contests have thousands."""


async def under_posts(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """Visitors' posts themselves, comments under all posts, topics and reposts, which the same tokens may read."""
    posts = [mapping(one) for one in entries(await ask(LISTS[WALL], {"owner_id": -group_id, "count": POSTS}))]
    found += [event("wall_post_new", post) for post in posts if is_new(post, since)]

    async def look(post: Object) -> None:
        await _under(WALL, post, ask, group_id, since, found)

    # One that was deleted meanwhile, or whose comments are for members only, is passed over.
    await each((post for post in posts if number(mapping(post.get("comments")).get("count")) != 0), look)
    # This token could read the wall: where it may not read on, the community has no board.
    with suppress(Gone, PolicyRefused, Permission):
        await _in_topics(ask, group_id, since, found)
    await _reposts(posts, ask, group_id, since, found)


async def _reposts(
    posts: Sequence[Object], ask: Ask, group_id: int, since: datetime, found: list[Object]
) -> None:
    """The last hundred of each post: VK does not say in which order it gives them."""

    async def look(post: Object) -> None:
        values = {"owner_id": -group_id, "post_id": post.get("id"), "count": REPOSTS}
        with suppress(Permission):
            copies = map(mapping, entries(await ask("wall.getReposts", values)))
            reposts = ({"copy_history": [post], **copy} for copy in copies if is_new(copy, since))
            found.extend(event("wall_repost", repost) for repost in reposts)

    await each((post for post in posts if number(mapping(post.get("reposts")).get("count"))), look)


async def _suggested(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """What visitors suggested: shown to administrators alone."""
    values = {"owner_id": -group_id, "filter": "suggests"}
    suggested = newer(ask, LISTS[WALL], values, POSTS, since)
    found += [event("wall_post_new", {**post, "post_type": "suggest"}) async for post in suggested]


async def under_things(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """Suggestions; comments under photos, videos and products. What may be read is, also where one of them may not."""
    refused: Permission | None = None
    for look in (_under_photos, _under_videos, _under_products, _suggested):
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

    async def look(topic: Object) -> None:
        values = {"group_id": group_id, "topic_id": topic.get("id"), "sort": "desc"}
        async for comment in newer(ask, BOARD.read, values, COMMENTS, since - EDITED_WITHIN):
            found.extend(_told(BOARD, _names(BOARD, topic, group_id), comment, since))

    def written_in(topic: Object) -> bool:
        at = moment(topic.get("updated"))
        return at is None or at >= since

    await each(filter(written_in, map(mapping, entries(topics))), look)


async def _under_photos(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    """All photos at once; `pid` says which."""
    values = {"owner_id": -group_id}
    async for comment in newer(ask, LISTS[PHOTO], values, COMMENTS, since - EDITED_WITHIN):
        found += _told(PHOTO, _names(PHOTO, {"id": comment.get("pid")}, group_id), comment, since)


async def _under_videos(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    async def look(video: Object) -> None:
        await _under(VIDEO, video, ask, group_id, since, found)

    newest = await _newest(ask, LISTS[VIDEO], group_id, VIDEOS)
    await each((video for video in newest if number(video.get("comments")) != 0), look)


async def _under_products(ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None:
    async def look(product: Object) -> None:
        values = {"owner_id": -group_id, "item_id": product.get("id"), "sort": "desc"}
        async for comment in newer(ask, MARKET.read, values, COMMENTS, since - EDITED_WITHIN):
            found.extend(_told(MARKET, _names(MARKET, product, group_id), comment, since))

    await each(await _newest(ask, LISTS[MARKET], group_id, PRODUCTS), look)


async def _newest(ask: Ask, method: str, group_id: int, most: int) -> list[Object]:
    return [mapping(one) for one in entries(await ask(method, {"owner_id": -group_id, "count": most}))]


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
            found += _told(place, names, root, since)
            thread, number_of_root = mapping(root.get("thread")), root.get("id")
            replies = items(thread)
            if (number(thread.get("count")) or 0) > len(replies):
                within = {**values, "comment_id": number_of_root}
                back = since - EDITED_WITHIN
                replies = [each async for each in newer(ask, place.read, within, COMMENTS, back)]
            for reply in map(mapping, replies):
                found += _told(place, {**names, "parents_stack": [number_of_root]}, reply, since)
        looked_at += len(page)
        if looked_at >= OLD_COMMENTS and not is_new(page[-1], since):
            return


def _names(place: Place, thing: Object, group_id: int) -> Mapping[str, object]:
    """What the thing is called in the events of its comments."""
    return {place.owner: -group_id, place.number: thing.get("id")}


def _told(place: Place, where: Object, comment: Object, since: datetime) -> list[Object]:
    """What was written since, and what was known before, in case it says something else by now.

    None for what is left of a deleted one that has replies; none of our own edits: VK trims what we send.
    """
    if comment.get("deleted"):
        return []
    whole = {**where, **comment}
    told = [event(f"{place.event}_new", whole)] if is_new(comment, since) else []
    known = not is_new(comment, since + OVERLAP) and is_new(comment, since - EDITED_WITHIN)
    if known and number(comment.get("from_id")) != number(where.get(place.owner)):
        # Without a date it is an edit and no news: what nobody wanted to hear then is not brought now.
        told.append(event(f"{place.event}_edit", {**whole, "date": None}))
    return told
