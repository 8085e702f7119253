"""newsfeed.search: newest first, page by page, the last day unless told otherwise (facts/vk.md, section 2)."""

import re

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import bad_param
from sandbox.vk.state import Post

MOST = 1000
DAY = 86400
FROM = re.compile(r"(\d+)/(-?\d+)_(\d+)")


@method("newsfeed.search", "service admin")
def search(asked: Asked) -> object:
    """`next_from` names the last post shown, so that new posts do not shift the pages."""
    params, world = asked.params, asked.core.world
    words = params.required("q").casefold().split()
    count = params.integer("count", 30, minimum=0, maximum=200)
    since = params.integer("start_time", world.now() - DAY, minimum=0)
    until = params.integer("end_time", world.now(), minimum=0)
    posts = [
        post
        for post in world.posts.values()
        if post.post_type == "post" and not post.deleted and since <= post.date <= until
        and all(word in post.text.casefold() for word in words)
    ]  # fmt: skip
    found = sorted(posts, key=_place, reverse=True)[:MOST]
    rest = _after(found, params.text("start_from"))
    page = rest[:count]
    answer: dict[str, object] = {
        "items": [shapes.post(post, world) for post in page],
        "count": len(page),
        "total_count": len(posts),
    }
    if page and len(rest) > len(page):
        last = page[-1]
        answer["next_from"] = f"{last.date}/{last.owner_id}_{last.id}"
    if params.flag("extended"):
        answer |= shapes.owners([post.from_id for post in page], world, params.strings("fields"))
    return answer


@method("newsfeed.getMentions", "admin")
def get_mentions(asked: Asked) -> object:
    """Posts that mention the person, or `owner_id`, as `[club1|…]`, `@club1` or by screen name; newest first."""
    params, world = asked.params, asked.core.world
    owner_id = params.integer("owner_id", asked.token.user_id or 0)
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=50)
    since = params.integer("start_time", world.now() - DAY, minimum=0)
    until = params.integer("end_time", world.now(), minimum=0)
    told = _called(asked, owner_id)
    posts = [
        post
        for post in world.posts.values()
        if post.post_type == "post" and not post.deleted and since <= post.date <= until
        and any(name in post.text.casefold() for name in told)
    ]  # fmt: skip
    found = sorted(posts, key=_place, reverse=True)
    return {
        "count": len(found),
        "items": [shapes.post(post, world) for post in found[offset : offset + count]],
    }


def _called(asked: Asked, owner_id: int) -> list[str]:
    number = f"club{-owner_id}" if owner_id < 0 else f"id{owner_id}"
    group = asked.core.world.groups.get(-owner_id)
    names = [number, *([group.screen_name] if group and group.screen_name else [])]
    return [form for name in names for form in (f"[{name}|".casefold(), f"@{name}".casefold())]


def _place(post: Post) -> tuple[int, int, int]:
    return post.date, post.owner_id, post.id


def _after(found: list[Post], start: str) -> list[Post]:
    if not start:
        return found
    match = FROM.fullmatch(start)
    if not match:
        raise bad_param("start_from is invalid")
    place = (int(match[1]), int(match[2]), int(match[3]))
    return [post for post in found if _place(post) < place]
