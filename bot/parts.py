"""What there is to do, so that several processes can share it: `otklik run --only connectors,delivery`."""

from __future__ import annotations

import difflib
from enum import StrEnum

from bot.config import ConfigError


class Part(StrEnum):
    """Each may run in any number of processes on one database."""

    CONNECTORS = "connectors"
    """Hears the networks, and reads the names of those who wrote."""
    BOT = "bot"
    """Gets Telegram's updates (or keeps the webhook that brings them) and handles them."""
    DELIVERY = "delivery"
    """Sends what must go out, and draws the cards."""
    WEB = "web"
    """Serves LISTEN: the webhook and how it is."""
    CLOCK = "clock"
    """Does what falls due."""


ALL = frozenset(Part)
_EXPECTED = f"some of {', '.join(Part)}, with commas between"


def chosen(only: str | None) -> frozenset[Part]:
    """What `--only` names; without it everything. Raises ConfigError."""
    if only is None:
        return ALL
    names = [name.strip() for name in only.split(",")]
    for name in names:
        if name not in set(Part):
            near = difflib.get_close_matches(name.lower(), list(Part), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ConfigError(f"--only: found {name!r}, expected {_EXPECTED}{hint}")
    return frozenset(Part(name) for name in names)
