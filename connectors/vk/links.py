"""Keys and addresses of dialogs and people: how they are named within an account, and where a person finds them.

Those of posts, other things and comments are in `places.py`.
"""

from __future__ import annotations

SITE = "https://vk.com"


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
