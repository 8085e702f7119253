"""What is said of us elsewhere: no event tells of it, so it is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from connectors.base import Item, Json
from connectors.errors import ConnectorError


@dataclass(frozen=True, slots=True)
class Cut:
    """The network gives no more of what it found for `words`: nobody knows what was said from `since` to `until`."""

    words: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One look. `cursor` is to be committed in the transaction that stores `items`; None: nobody has looked.

    `pause`: seconds till the next look may be. `what`: names what was looked for; `error`: why that was in vain, the
    others go on.
    """

    items: Sequence[Item]
    cursor: Json | None
    pause: float
    what: str = ""
    error: ConnectorError | None = None
    cut: Cut | None = None


@runtime_checkable
class Searches(Protocol):
    @property
    def searches(self) -> bool:
        """Whether there is anything to look for, and a token that may."""
        ...

    async def search(self, cursor: Json | None) -> Found:
        """Look once, if it is time: what was said since the last look, oldest first. What is known comes again.

        Raises nothing that the network could cause: trouble is in `Found.error`.
        """
        ...
