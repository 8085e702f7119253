"""Addresses inside Telegram."""

from __future__ import annotations


def message_link(chat_id: int, message_id: int | None, thread_id: int | None = None) -> str | None:
    """Opens a message for members of its chat. Only supergroups (ids that begin with -100) have such links."""
    plain = str(chat_id)
    if message_id is None or not plain.startswith("-100"):
        return None
    way = (plain.removeprefix("-100"), thread_id, message_id)
    return "https://t.me/c/" + "/".join(str(part) for part in way if part is not None)


def start_link(username: str, payload: str) -> str:
    """Opens the private chat with a bot and presses Start with a payload (1–64 of A-Z a-z 0-9 _ -)."""
    return f"https://t.me/{username}?start={payload}"
