"""Networks in which more can be done than to answer: like, hide, ban, close, and change an answer of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from connectors.base import Capability, Deed, Json
from connectors.signals import Reason


@dataclass(frozen=True, slots=True)
class Order:
    """A deed to be done. The same again leaves everything as the first left it, so it may be repeated."""

    deed: Deed
    target: Json
    """That of the customer's item; of an answer of ours, that of the item it answers."""
    key: str | None = None
    """Of our answer, for EDIT and DELETE."""
    person: str | None = None
    """The author's external id, for BAN and LIFT."""
    text: str | None = None
    """The new words, for EDIT."""
    until: datetime | None = None
    """When a ban ends; None: never."""
    reason: Reason = Reason.OTHER
    again: bool = False
    """It was tried before, and that may have succeeded."""


@runtime_checkable
class Acts(Protocol):
    """Beside `capabilities(…).deeds`, which says what can be done to a customer's item."""

    def own(self, target: Json, sent_at: datetime, now: datetime) -> Mapping[Deed, Capability]:
        """What can be done to an answer of ours that was sent to `target`. No I/O."""
        ...

    async def act(self, order: Order) -> None:
        """Raises ConnectorError. That it is so already is success, and an unknown outcome is Transient."""
        ...
