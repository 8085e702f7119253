"""Buttons below a message of ours, by which a customer answers with a tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    data: Mapping[str, Any]
    """Comes back with the press (`Incoming.chosen`). Small: networks take some 200 bytes."""


@runtime_checkable
class TakesChoices(Protocol):
    def choices(self, target: Mapping[str, Any]) -> int:
        """How many buttons a message to `target` may have; 0: none. No I/O."""
        ...
