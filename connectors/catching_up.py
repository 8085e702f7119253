"""What happened while a network's events were lost, found by looking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from connectors.base import Item
from connectors.errors import ConnectorError


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that could not be looked through. `error`: Transient, ask again; any other, a person is told."""

    key: str
    """Names the words that tell it."""
    error: ConnectorError


@dataclass(frozen=True, slots=True)
class Missed:
    """What was found, oldest first, also next to a part that could not be looked through."""

    items: Sequence[Item]
    unread: Sequence[Unread] = ()


@runtime_checkable
class CatchesUp(Protocol):
    async def missed(self, since: datetime) -> Missed:
        """All that was written since, by looking and not by events, after `Batch.gap`.

        The items are those that the lost events would have been, with the same keys. What was known already comes
        again. Raises ConnectorError if nothing could be looked through.
        """
        ...
