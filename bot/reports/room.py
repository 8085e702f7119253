"""How much of a summary is listed, so that Telegram takes it whatever the desk is like. Pure.

The limit is on the text that is read (core.telegram.org/bots/api#rich-message-formatting-options); nothing says what tags
may come to, so they are counted, too. What is not listed is behind a link: "…and 12 more".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """So many of each. `names`: kinds, categories, outcomes. `parts`: each number of a network, department or person is a
    link; else the first of them alone, to a list with a button for each."""

    networks: int = 8
    names: int = 10
    tags: int = 12
    departments: int = 15
    people: int = 30
    outages: int = 5
    parts: bool = True


ROOMS = (
    Room(),
    Room(parts=False),
    Room(6, 8, 10, 10, 20, 4, parts=False),
    Room(4, 6, 8, 6, 12, 3, parts=False),
    Room(3, 4, 5, 4, 6, 2, parts=False),
    Room(2, 2, 3, 2, 3, 1, parts=False),
)
"""The first that fits; names as long as they can be fit into the last."""
