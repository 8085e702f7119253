"""wall.*: writing and moderating comments (reading is in wall_read.py)."""

import re

from sandbox.vk.api import method
from sandbox.vk.core import Asked
from sandbox.vk.errors import VkError, bad_param
from sandbox.vk.methods.media import attachments
from sandbox.vk.state import Comment, Group, Post

LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(ru|com|org|net|su|рф)\b", re.IGNORECASE)


@method("wall.createComment", "community admin", community="wall", admin="wall")
def create_comment(asked: Asked) -> object:
    """A community token always writes as its community; `from_group` is the positive id (facts/vk.md, section 2)."""
    params = asked.params
    post = _commentable(asked)
    from_id = _author(asked)
    text, files = params.text("message").strip(), attachments(asked, "attachments")
    if not text and not files and not params.has("sticker_id"):
        raise bad_param("message is undefined")
    _check_text(asked, text, post)
    reply_to = _reply_to(asked, post)
    guid, sender = params.text("guid"), str(from_id)
    comment = asked.core.wall.with_guid(sender, guid)
    if comment is None:
        comment = asked.core.wall.comment(
            post, from_id, text, reply_to=reply_to, attachments=files, guid=guid
        )
        asked.core.wall.remember_guid(sender, guid, comment)
    return {"comment_id": comment.id, "parents_stack": comment.parents_stack}


@method("wall.editComment", "admin", admin="wall")
def edit_comment(asked: Asked) -> object:
    """Own comments only: the person's, and the community's for its administrator."""
    comment = _comment(asked)
    if comment.from_id != asked.token.user_id and not asked.is_ours(comment.from_id):
        raise VkError(211)
    text, files = asked.params.text("message").strip(), attachments(asked, "attachments")
    if not text and not files:
        raise bad_param("message is undefined")
    asked.core.wall.edit(comment, text, files)
    return 1


@method("wall.deleteComment", "admin", admin="wall")
def delete_comment(asked: Asked) -> object:
    comment = _moderated(asked)
    if comment.deleted:
        raise VkError(104)
    asked.core.wall.delete(comment, asked.token.user_id)
    return 1


@method("wall.restoreComment", "admin", admin="wall")
def restore_comment(asked: Asked) -> object:
    comment = _moderated(asked)
    if not comment.deleted:
        raise VkError(243)
    asked.core.wall.restore(comment)
    return 1


@method("wall.closeComments", "community admin", community="wall", admin="wall")
def close_comments(asked: Asked) -> object:
    asked.core.wall.close(_own_post(asked), True)
    return 1


@method("wall.openComments", "community admin", community="wall", admin="wall")
def open_comments(asked: Asked) -> object:
    asked.core.wall.close(_own_post(asked), False)
    return 1


def _commentable(asked: Asked) -> Post:
    """212 for a post that is not there, 213 for closed comments (spec/vk/wall lists these two)."""
    owner_id = asked.params.required_integer("owner_id")
    post = asked.core.world.post(owner_id, asked.params.required_integer("post_id", minimum=0))
    if post is None:
        raise VkError(212)
    if post.comments_closed:
        raise VkError(213)
    return post


def _author(asked: Asked) -> int:
    """The id the comment is written under."""
    group_id = asked.params.integer("from_group", 0, minimum=0)
    if group_id and group_id != asked.token.group_id:
        raise VkError(15, "no access to this group")
    if group_id or asked.token.kind == "community":
        return -(group_id or asked.token.group_id or 0)
    return asked.token.user_id or 0


def _check_text(asked: Asked, text: str, post: Post) -> None:
    most = asked.core.limits.comment_length
    if most is not None and len(text) > most:
        raise bad_param("message is too long")
    group: Group | None = asked.core.world.groups.get(-post.owner_id)
    if group and group.forbids_links and LINK.search(text):
        raise VkError(222)


def _reply_to(asked: Asked, post: Post) -> Comment | None:
    """A comment that never was is a wrong parameter; one that was deleted takes no replies."""
    number = asked.params.optional_integer("reply_to_comment")
    if not number:
        return None
    comment = asked.core.world.comments.get((post.owner_id, number))
    if comment is None or comment.post is not post:
        raise bad_param("reply_to_comment is invalid")
    if comment.deleted:
        raise VkError(213)
    return comment


def _comment(asked: Asked) -> Comment:
    owner_id = asked.params.required_integer("owner_id")
    comment_id = asked.params.required_integer("comment_id", minimum=0)
    comment = asked.core.world.comments.get((owner_id, comment_id))
    if comment is None:
        raise VkError(104)
    return comment


def _moderated(asked: Asked) -> Comment:
    """On the own community's wall any comment; elsewhere only the person's own."""
    comment = _comment(asked)
    if not asked.is_ours(comment.owner_id) and comment.from_id != asked.token.user_id:
        raise VkError(211)
    return comment


def _own_post(asked: Asked) -> Post:
    owner_id = asked.params.required_integer("owner_id")
    post = asked.core.world.post(owner_id, asked.params.required_integer("post_id", minimum=0))
    if post is None or not asked.is_ours(owner_id):
        raise VkError(210)
    return post
