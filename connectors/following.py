"""How many people follow an account of ours."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class CountsFollowers(Protocol):
    async def followers(self) -> int | None:
        """None: the network does not tell. Raises ConnectorError."""
        ...
