"""What every reader of events has in common. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.base import Incoming, Item, Profile
from connectors.vk import links
from connectors.vk.values import Odd, moment

Object = Mapping[str, Any]

STILL_NEW = timedelta(days=1)
"""So long after it was written, the edit of words that never came is the first we hear of them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an event is read against: our community's number (positive) and the time it was received."""

    group_id: int
    now: datetime


Reader = Callable[[Object, Scene], list[Item]]


def as_news(reader: Reader, event: Object, scene: Scene) -> list[Item]:
    """An edit also tells the words themselves: the event of the writing may have been lost, or come later.

    What is known by its key already stays as it is. An old one that the desk never had is nobody's news.
    """
    written = moment(event.get("date"))
    if written is None or scene.now - written > STILL_NEW:
        return []
    try:
        return [item for item in reader(event, scene) if isinstance(item, Incoming)]
    except Odd:
        return []


def author(external_id: int) -> Profile:
    """A person or, with a negative number, a community. 0: VK did not say who; the words are shown all the same."""
    return Profile(str(external_id), url=links.profile_url(external_id))
