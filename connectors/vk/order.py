"""A deletion that comes before its comment: VK keeps no order between events of one moment."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.base import Deleted, Incoming, Item, Restored

REMEMBERED = 1000
"""Deletions kept in memory: minutes to days of a community, far more than events are ever late."""


class Deletions:
    """The latest deletions, each said once more after a comment that comes behind its own deletion."""

    def __init__(self) -> None:
        self._lately: dict[str, Deleted] = {}

    def after_their_comments(self, items: Sequence[Item]) -> list[Item]:
        ordered: list[Item] = []
        for item in items:
            ordered.append(item)
            match item:
                case Deleted(key=key):
                    self._lately[key] = item
                    if len(self._lately) > REMEMBERED:
                        del self._lately[next(iter(self._lately))]
                case Restored(key=key):
                    self._lately.pop(key, None)
                case Incoming(key=key) if key in self._lately:
                    ordered.append(self._lately[key])
                case _:
                    pass
        return ordered
