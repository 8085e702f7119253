"""Networks that post their events to an address of ours, beside `poll` or instead of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from connectors.base import Batch, Item, Json

JSON, TEXT = "application/json", "text/plain"


class Way(StrEnum):
    """How an account is heard: we ask for news, or the network posts it to us."""

    POLLED = "polled"
    CALLED = "called"


@dataclass(frozen=True, slots=True)
class Request:
    """What came to our address. The names in `headers` are in lower case."""

    body: bytes = b""
    """As it came: signatures are made over these very bytes."""
    method: str = "POST"
    path: str = ""
    """What follows our address, without a slash before it: a secret part, or a kind of event."""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """ "" where there is none; however it is written."""
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True, slots=True)
class Response:
    body: bytes = b""
    content_type: str = TEXT
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Posted:
    """What the network posted to us: `answer` is given as soon as `items` are stored, and not before."""

    items: Sequence[Item] = ()
    answer: Response = Response()
    mark: str | None = None
    """The network's own number of it: the same again, while the first one is being stored, waits for that."""


class NotFromThem(Exception):
    """Somebody else than the network calls: refused, and nothing of it is stored."""


class Calling(StrEnum):
    """Whether the network posts to us."""

    WELL = "well"
    ASKED = "asked"
    """Set up; the network has not looked at our address yet."""
    REFUSED = "refused"
    """It looked, and our address did not answer as it should."""
    BY_HAND = "by_hand"
    """No token at hand may see or set it up: a person must."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """`mended`: something was missing until now. `params`: what a person needs to know of it, no secret among it."""

    calling: Calling
    mended: bool = False
    params: Mapping[str, str] = field(default_factory=dict)
    words: str = "callback-by-hand"
    """Of BY_HAND: names the words that tell a person how to set it up, and those with `needs-` before it."""


@runtime_checkable
class CallsBack(Protocol):
    """The network can post its events to an address of ours, beside `poll` or instead of it."""

    @property
    def ways(self) -> frozenset[Way]:
        """How this account is to be heard."""
        ...

    async def called(self, request: Request) -> Posted:
        """Read a request to our address, be it news or the network's look at who answers there.

        Raises NotFromThem; ConnectorError if it can't be answered now: then the network is asked to come again, after
        `Transient.retry_after` where that is told.
        """
        ...

    async def subscription(self) -> Subscribed:
        """Whether the network posts to us, without changing anything. Raises ConnectorError."""
        ...

    def call_secret(self) -> str:
        """What the network proves itself by: for who sets it up by hand, and no log, chat or database."""
        ...

    async def subscribe(self) -> Subscribed:
        """See that the network posts to us, mend what is missing. Raises ConnectorError."""
        ...

    async def unsubscribe(self) -> None:
        """It need not post to us any more; what others have set up stays. Raises ConnectorError."""
        ...

    async def lately(self, cursor: Json | None) -> Batch:
        """What came after the place, without waiting; `gap` where the network does not tell. None: the present place.

        For what it could not deliver, and for the way back to polling.
        """
        ...


@runtime_checkable
class SharesAddress(Protocol):
    """A `CallsBack` of a network that posts the events of several accounts to one address."""

    @property
    def address(self) -> str:
        """Below PUBLIC_URL: `meta`. Those that say the same share what comes there."""
        ...

    def concerns(self, request: Request) -> bool:
        """Whether something in it is this account's. No I/O, and nothing is believed yet: `called` proves it.

        What is nobody's (a look at the address) goes to the first of them.
        """
        ...
