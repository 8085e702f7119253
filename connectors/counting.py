"""Figures of things and of comments, read now and then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Counts:
    """None: the network does not tell."""

    likes: int | None = None
    reposts: int | None = None
    views: int | None = None
    comments: int | None = None


@runtime_checkable
class Counted(Protocol):
    async def counts(self, keys: Sequence[str]) -> Mapping[str, Counts]:
        """By the key of a thing or of a comment; what is gone or may not be read is left out. Raises ConnectorError."""
        ...
