"""What happened while the history of events was lost, found by looking: dialogs, and comments (`missed_comments.py`).

Everything found is given the form of the event that was lost, and is read as one: so it has the same keys. Edits of
comments are found by their text; deletions leave no trace that could be found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Protocol

from connectors.catching_up import Unread
from connectors.errors import Auth, ConnectorError, Permanent, Permission
from connectors.vk.client import Api
from connectors.vk.missed_comments import OVERLAP, under_posts, under_things
from connectors.vk.paging import Ask, Object, event, newer
from connectors.vk.parse import GROUP_CHATS
from connectors.vk.together import each
from connectors.vk.values import mapping, number

DIALOGS, MESSAGES = 200, 200
"""The most VK gives of each: messages.getConversations, getHistory."""
MOST_CALLS: Mapping[str, int] = {"vk-messages": 300, "vk-comments": 150, "vk-things": 150}
"""Under a minute each: nobody listens meanwhile. A service token has three a second."""


class Looked(Protocol):
    """Puts what it finds into `found`, also when it fails on the way."""

    async def __call__(self, ask: Ask, group_id: int, since: datetime, found: list[Object]) -> None: ...


async def catch_up(api: Api, group_id: int, since: datetime) -> tuple[list[Object], list[Unread]]:
    """Events made of what was written since, oldest first, and what could not be looked through.

    Raises Auth if the community's token is refused.
    """
    found: list[Object] = []
    unread: list[Unread] = []
    for what, look in LOOKS.items():
        try:
            await look(_counted(api, MOST_CALLS[what]), group_id, since - OVERLAP, found)
        except Auth:
            raise
        except ConnectorError as error:
            addable = what != "vk-messages" and isinstance(error, Permission)
            unread.append(Unread(f"{what}-token" if addable else what, error))
    return sorted(found, key=_written), _told_once(unread)


def _told_once(unread: Sequence[Unread]) -> list[Unread]:
    """Who has to add a token for comments anyway is not told of another one in the same moment."""
    keys = {one.key for one in unread}
    return [one for one in unread if one.key != "vk-things-token" or "vk-comments-token" not in keys]


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

    async def look(peer_id: int) -> None:
        async for message in newer(ask, "messages.getHistory", {"peer_id": peer_id}, MESSAGES, since):
            found.append(event("message_new", message))
            if message.get("update_time"):
                found.append(event("message_edit", message))

    changed = newer(ask, "messages.getConversations", {}, DIALOGS, since, dated=last)
    peers = [number(last(dialog).get("peer_id")) async for dialog in changed]
    await each((one for one in peers if one is not None and one < GROUP_CHATS), look)


LOOKS: Mapping[str, Looked] = {
    "vk-messages": _messages,
    "vk-comments": under_posts,
    "vk-things": under_things,
}
"""By what the owner is told of a part that could not be looked through."""


def _written(event: Object) -> tuple[int, int]:
    """Numbers of comments and of messages grow."""
    what = mapping(event.get("object"))
    return number(what.get("date")) or 0, number(what.get("id")) or 0
