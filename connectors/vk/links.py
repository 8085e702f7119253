"""Keys and addresses: how an item of VK is named within an account, and where a person finds it.

Comments and posts of one wall are named by the wall's owner and their own number. A comment's key leaves the post
out: a number is given once per wall, and an event of a deletion may come without the post.
"""

from __future__ import annotations

import re

SITE = "https://vk.com"

_POST = re.compile(r"wall(-?[0-9]+)_([0-9]+)", re.ASCII)


def post_key(owner_id: int, post_id: int) -> str:
    """Also the thread key of the comments under it."""
    return f"wall{owner_id}_{post_id}"


def read_post_key(key: str) -> tuple[int, int] | None:
    """(owner, post) of a post's key; None for the key of something else."""
    found = _POST.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


def post_url(owner_id: int, post_id: int) -> str:
    return f"{SITE}/wall{owner_id}_{post_id}"


def comment_key(owner_id: int, comment_id: int) -> str:
    return f"wall{owner_id}_r{comment_id}"


def comment_url(owner_id: int, post_id: int, comment_id: int, root_id: int | None) -> str:
    """`root_id`: the top-level comment in whose thread it stands; None for a top-level comment."""
    thread = f"&thread={root_id}" if root_id and root_id != comment_id else ""
    return f"{post_url(owner_id, post_id)}?reply={comment_id}{thread}"


def dialog_key(peer_id: int) -> str:
    return f"dialog{peer_id}"


def message_key(peer_id: int, cmid: int | None, message_id: int | None) -> str | None:
    """`cmid` is the conversation_message_id, the only number that every event and answer about a message has.

    The message's own id stands in where it is missing (events set to an API version before 5.80 or so).
    None if there is neither.
    """
    if cmid:
        return f"{dialog_key(peer_id)}_{cmid}"
    return f"{dialog_key(peer_id)}_id{message_id}" if message_id else None


def dialog_url(group_id: int, peer_id: int) -> str:
    """The dialog in the community's inbox, for those who may read it."""
    return f"{SITE}/gim{group_id}?sel={peer_id}"


def profile_url(external_id: int) -> str | None:
    """By number, not by name: a name can change hands. None for the unknown author 0."""
    if external_id == 0:
        return None
    return f"{SITE}/id{external_id}" if external_id > 0 else f"{SITE}/club{-external_id}"
