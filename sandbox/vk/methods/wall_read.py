"""wall.get, getById, getComments, getComment: for service and user tokens only (facts/vk.md, section 0)."""

import re

from sandbox.vk import shapes
from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.state import Comment, Post

NAME = re.compile(r"(-?\d{1,18})_(\d{1,18})(?:_\w+)?")


@method("wall.get", "service admin", admin="wall")
def get(asked: Asked) -> object:
    """Newest first, 20 at a time, at most 100."""
    params = asked.params
    owner_id = _owner(asked)
    chosen = params.choice("filter", ("all", "owner", "others", "suggests", "postponed", "archived", "donut"))
    if chosen in ("suggests", "postponed") and asked.token.kind != "admin":
        raise VkError(15, "no access to suggested and postponed posts")
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=100)
    posts = [post for post in asked.core.world.posts.values() if post.owner_id == owner_id]
    posts = sorted((p for p in posts if not p.deleted and _passes(p, chosen)), key=_newest, reverse=True)
    return _answer(asked, posts[offset : offset + count], {"count": len(posts)})


@method("wall.getById", "service admin", admin="wall")
def get_by_id(asked: Asked) -> object:
    """Posts that are not there are left out. A bare list before 5.199 [K]."""
    names = asked.params.strings("posts")
    if not names:
        raise bad_param("posts is undefined")
    posts = [_post_named(asked, name) for name in names[:100]]
    answer = _answer(asked, [post for post in posts if post], {})
    return answer if asked.version >= (5, 199) or "profiles" in answer else answer["items"]


@method("wall.getComments", "service admin", admin="wall")
def get_comments(asked: Asked) -> object:
    """Roots of a post, or with `comment_id` the replies of one thread; 10 at a time, at most 100.

    `count` counts the replies too, `current_level_count` only this level. Texts are cut at `preview_length`,
    by default 90 characters; 0 gives the whole (spec/vk/wall).
    """
    params = asked.params
    post = _readable(asked)
    root = params.optional_integer("comment_id", minimum=0)
    shown = params.integer("thread_items_count", 0, minimum=0, maximum=10)
    comments = asked.core.world.comments_of(post)
    level = _thread(comments, root) if root else _roots(comments)
    page = _page(asked, level)
    likes, preview = params.flag("need_likes"), params.integer("preview_length", 90, minimum=0)
    items = [shapes.comment(each, _thread(comments, each.id), shown, likes, preview) for each in page]
    can_post = not post.comments_closed
    answer: dict[str, object] = {
        "count": len([each for each in comments if not each.deleted]),
        "items": items,
        "current_level_count": len(level),
        "can_post": can_post,
        "show_reply_button": can_post,
        "groups_can_post": can_post,
    }
    if params.flag("extended"):
        authors = [each.from_id for each in page] + [
            reply.from_id for each in page for reply in _thread(comments, each.id)[:shown]
        ]
        answer |= shapes.owners(authors, asked.core.world, params.strings("fields"))
        answer["post_author_id"] = post.from_id
    return answer


@method("wall.getReposts", "service admin", admin="wall")
def get_reposts(asked: Asked) -> object:
    """Newest first, 20 at a time, at most 1,000. Of a post that is not there, nothing."""
    params, world = asked.params, asked.core.world
    post = world.post(_owner(asked), params.required_integer("post_id", minimum=0))
    offset, count = params.integer("offset", minimum=0), params.integer("count", 20, minimum=0, maximum=1000)
    copies = world.reposts_of(post)[offset : offset + count] if post else []
    authors = shapes.owners([each.from_id for each in copies], world)
    return {"items": [shapes.post(each, world) for each in copies], **authors}


@method("wall.getComment", "admin", admin="wall")
def get_comment(asked: Asked) -> object:
    owner_id = asked.params.required_integer("owner_id")
    number = asked.params.required_integer("comment_id", minimum=0)
    comment = asked.core.world.comments.get((owner_id, number))
    if comment is None or comment.post.deleted:
        raise VkError(212)
    replies = _thread(asked.core.world.comments_of(comment.post), comment.id)
    answer: dict[str, object] = {"items": [shapes.comment(comment, replies, 0, need_likes=True)]}
    if asked.params.flag("extended"):
        answer |= shapes.owners([comment.from_id], asked.core.world, asked.params.strings("fields"))
    return answer


def _roots(comments: list[Comment]) -> list[Comment]:
    """A deleted root stays, emptied, while somebody's reply stands under it."""
    kept = {each.parents_stack[0] for each in comments if each.parents_stack and not each.deleted}
    return [each for each in comments if not each.parents_stack and (not each.deleted or each.id in kept)]


def _thread(comments: list[Comment], root: int) -> list[Comment]:
    return [each for each in comments if each.parents_stack == [root] and not each.deleted]


def _page(asked: Asked, level: list[Comment]) -> list[Comment]:
    """`start_comment_id` names the first one shown; `offset` counts from there and may be negative with it."""
    params = asked.params
    count = params.integer("count", 10, minimum=0, maximum=100)
    ordered = level[::-1] if params.choice("sort", ("asc", "desc", "smart")) == "desc" else level
    start = params.integer("offset")
    first = params.optional_integer("start_comment_id", minimum=0)
    if first:
        found = next((at for at, each in enumerate(ordered) if each.id == first), None)
        if found is None:
            raise bad_param("start_comment_id is invalid")
        start += found
    elif start < 0:
        raise bad_param("offset should be positive")
    start = max(start, 0)
    return ordered[start : start + count]


def _readable(asked: Asked) -> Post:
    owner_id = asked.params.required_integer("owner_id")
    post = asked.core.world.post(owner_id, asked.params.required_integer("post_id", minimum=0))
    if post is None or post.post_type != "post":
        raise VkError(212)
    return post


def _owner(asked: Asked) -> int:
    world = asked.core.world
    if asked.params.has("domain") and not asked.params.has("owner_id"):
        name = asked.params.text("domain")
        group, user = world.group_by_name(name), world.user_by_name(name)
        if group is None and user is None:
            raise bad_param("domain is invalid")
        return group.owner_id if group else user.id if user else 0
    return asked.params.required_integer("owner_id")


def _passes(post: Post, chosen: str) -> bool:
    match chosen:
        case "all":
            return post.post_type == "post"
        case "owner":
            return post.post_type == "post" and post.from_id == post.owner_id
        case "others":
            return post.post_type == "post" and post.from_id != post.owner_id
        case "suggests":
            return post.post_type == "suggest"
        case "postponed":
            return post.post_type == "postpone"
        case _:
            return False


def _newest(post: Post) -> tuple[int, int]:
    return post.date, post.id


def _post_named(asked: Asked, name: str) -> Post | None:
    match = NAME.fullmatch(name)
    if not match:
        raise bad_param("posts is invalid")
    return asked.core.world.post(int(match[1]), int(match[2]))


def _answer(asked: Asked, posts: list[Post], head: dict[str, object]) -> dict[str, object]:
    world = asked.core.world
    answer = head | {"items": [shapes.post(post, world) for post in posts]}
    if asked.params.flag("extended"):
        answer |= shapes.owners([post.from_id for post in posts], world, asked.params.strings("fields"))
    return answer
