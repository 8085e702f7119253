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
