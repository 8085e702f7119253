"""What can be done in a network to something that was said there, beside answering it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from connectors.base import Capability, Json


class Deed(StrEnum):
    """Each done twice is done once."""

    LIKE = "like"
    UNLIKE = "unlike"
    HIDE = "hide"
    """Somebody's words: nobody else sees them until RESTORE."""
    RESTORE = "restore"
    BAN = "ban"
    """The author: they can write to us nowhere until LIFT, or until it ends by itself."""
    LIFT = "lift"
    CLOSE = "close"
    """What it stands under takes no more comments until OPEN."""
    OPEN = "open"
    READ = "read"
    """The author sees that we have read it."""
    EDIT = "edit"
    """An answer of ours."""
    DELETE = "delete"
    """An answer of ours, for everybody."""


class BanReason(StrEnum):
    SPAM = "spam"
    ABUSE = "abuse"
    OBSCENE = "obscene"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Thing:
    """A customer's words, or an answer of ours. `target`: a customer's own; for ours, what it was sent to."""

    key: str
    target: Json
    sent_at: datetime
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """`text` for EDIT. `until` (None: for ever) and `reason` for BAN."""

    deed: Deed
    thing: Thing
    text: str | None = None
    until: datetime | None = None
    reason: BanReason | None = None


@runtime_checkable
class Acts(Protocol):
    def deeds(self, thing: Thing, now: datetime) -> Mapping[Deed, Capability]:
        """What makes sense for it now; what cannot be done with the tokens at hand, or not any more, says why. No I/O."""
        ...

    async def act(self, order: Order) -> None:
        """Raises ConnectorError. What is done already is a success; what may have been done can be done again."""
        ...
