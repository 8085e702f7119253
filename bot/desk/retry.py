"""What becomes of something that was sent: a value, decided without I/O."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from connectors.base import Sent

FIRST = timedelta(seconds=1)
LONGEST = timedelta(seconds=60)
DOUBT = timedelta(seconds=60)
"""How long an unknown outcome keeps the next one of its case waiting."""
TRIES = 8
"""An answer that certainly did not go out is given up after so many tries (about two minutes): a person decides."""


@runtime_checkable
class Many(Protocol):
    """A `Done.then` of which many of the same kind are done in one go."""

    async def __call__(self, session: Any) -> None: ...

    @staticmethod
    async def together(session: Any, these: Sequence[Any]) -> None:
        """`these`: of this very class."""
        ...


@dataclass(frozen=True, slots=True)
class Put:
    """Where a card stands in Telegram from now on, and the digest of what it shows."""

    chat_id: int
    message_id: int
    looks: str


@dataclass(frozen=True, slots=True)
class Done:
    """It happened. `then` writes down what is known of it, in the settling transaction; a `Many` with others."""

    then: Callable[[Any], Awaitable[None]] | None = None
    sent: Sent | None = None
    """An answer's place in the network."""
    spent: bool = True
    """False: nothing had to be sent, the chat's budget keeps its place."""
    wrote: bool = True
    """False: only something that is there was edited, which may be allowed where nothing new may be written."""
    again_at: datetime | None = None
    """Of a card: when it will say something else by itself."""
    put: Put | None = None
    """Of a card: posted anew."""


@dataclass(frozen=True, slots=True)
class Again:
    """It certainly did not happen; try again. `pause`: the whole lane rests until then. `spent`: it took its place in the
    lane's pace.
    """

    at: datetime
    pause: bool = False
    reason: str = ""
    spent: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """It may have happened."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dead:
    """It did not happen and will not by itself. `failure` holds a class and figures, no text from outside."""

    failure: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing goes there until a person mends it; what was to be sent waits."""

    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Its author deleted it before it left."""


Verdict = Done | Again | Doubt | Dead | Stop | TakenBack


def backoff(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … a minute at most. `attempts` from 1."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST * (1 << doublings), LONGEST)
