"""An answer whose outcome is unknown, looked for where it would stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.base import Attempt, Sent
from connectors.errors import Gone, Invalid, Permission, PolicyRefused
from connectors.vk import answers
from connectors.vk.client import Api
from connectors.vk.places import WALL, Place
from connectors.vk.replying import place_of
from connectors.vk.scene import Scene

PAGES = 5
"""Of 100 comments or 200 messages each, read back at most."""
Look = Callable[[Sequence[object]], Sent | None]
"""Whether it is among the entries of a page."""


async def find_sent(api: Api, group_id: int, attempt: Attempt, since: datetime, now: datetime) -> Sent | None:
    """`since`: when the attempt began. None: surely not there. Raises Permission if it can't be told."""
    place = place_of(attempt.target)
    try:
        if place is None:
            return await _message(api, group_id, attempt, since)
        return await _comment(api, Scene(group_id, now), attempt, place, since)
    except (Gone, PolicyRefused, Invalid) as error:
        raise Permission(f"it can't be told: {error}", code=error.code) from None


async def _comment(api: Api, scene: Scene, attempt: Attempt, place: Place, since: datetime) -> Sent | None:
    """First in the thread, where an answer belongs; then on the first level, where VK may have put it."""

    def look(page: Sequence[object]) -> Sent | None:
        return answers.find_comment(page, place, attempt, since, scene)

    root = attempt.target.get("root_id") if place.threads else None
    for thread in (root, None) if root else (None,):
        values = {**place.where(attempt.target), "sort": "desc"}
        values |= {"comment_id": thread} if thread else {}
        values |= {"preview_length": 0} if place is WALL else {}
        if sent := await _search(api, place.read, values, 100, look, since):
            return sent
    return None


async def _message(api: Api, group_id: int, attempt: Attempt, since: datetime) -> Sent | None:
    def look(page: Sequence[object]) -> Sent | None:
        return answers.find_message(page, attempt, since, group_id)

    return await _search(api, "messages.getHistory", {"peer_id": attempt.target["peer_id"]}, 200, look, since)


async def _search(
    api: Api, method: str, values: Mapping[str, Any], size: int, look: Look, since: datetime
) -> Sent | None:
    """Page by page, newest first, until found or older than `since`."""
    for page in range(PAGES):
        answer = await api.call(method, {**values, "count": size, "offset": page * size})
        entries = answers.entries(answer)
        if sent := look(entries):
            return sent
        if len(entries) < size or answers.reaches_back(entries, since):
            return None
    raise Permission(f"{method}: too much was written since, it can't be told")
