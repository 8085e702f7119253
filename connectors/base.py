"""What every network's connector speaks: items in, answers out, errors that say who acts.

A connector parses above and does I/O below. It knows no database, no case and no Telegram: it turns a
network's events into the items below, and an answer into a call. `Connector` is the mandatory contract;
what only some networks can do is a small Protocol of its own (`CallsBack`, `Reconciles`, `CatchesUp`, `ReadsParents`,
`ReadsProfiles`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

Json = Mapping[str, Any]
"""JSON of a network's own shape: only the connector that made it reads it."""


class Kind(StrEnum):
    """How the customer wrote: it decides what an answer may be and who reads it."""

    COMMENT = "comment"
    """Under something of ours (`ParentKind`), or under a visitor's post."""
    MESSAGE = "message"
    POST = "post"
    """A visitor's own, on our page."""
    SUGGESTION = "suggestion"
    """A visitor's, for us to publish: nobody else sees it. Published, it becomes a POST under a new key."""
    REPOST = "repost"
    """Something of ours on the visitor's own page, with words of theirs."""


class ParentKind(StrEnum):
    """What a comment stands under."""

    POST = "post"
    PHOTO = "photo"
    VIDEO = "video"
    PRODUCT = "product"
    TOPIC = "topic"


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    LINK = "link"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """`url` is where a person can look at it; for a photo, the largest size that can be fetched plainly."""

    kind: AttachmentKind
    url: str | None = None
    title: str | None = None
    size: int | None = None
    """Bytes, where the network tells."""
    seconds: int | None = None
    """Length of a voice message or a video."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a network tells of a person or community. Any field but the id may be missing."""

    external_id: str
    name: str | None = None
    url: str | None = None
    city: str | None = None
    followers: int | None = None
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Parent:
    """What a comment stands under. `key` is unique within an account."""

    key: str
    url: str
    text: str | None = None
    """A post's words, a photo's caption. None: no token at hand may read it."""
    photo_url: str | None = None
    kind: ParentKind = ParentKind.POST
    title: str | None = None
    """Of what has one: a video, a product, a topic."""
    price: str | None = None
    """In the network's own words, with the currency."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer wrote. `key` is unique within the account; the same key again is the same message."""

    key: str
    kind: Kind
    thread_key: str
    """Where it was written (a post, a dialog): with the author it makes a conversation."""
    author: Profile
    text: str
    sent_at: datetime
    target: Json
    """What `send` needs to answer this very message."""
    url: str | None = None
    parent: Parent | None = None
    reply_to_key: str | None = None
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    key: str
    text: str
    at: datetime
    attachments: Sequence[Attachment] = ()
    dated: bool = True
    """False: the network does not say when, `at` is when we heard of it."""
    mark: str | None = None
    """The network's own number of this event, where it has one: what comes again, or by a second way, is known by it."""


@dataclass(frozen=True, slots=True)
class Deleted:
    key: str
    at: datetime | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    key: str
    at: datetime | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """Our own side wrote: the desk's answer coming back, or a colleague's, given in the network itself."""

    key: str
    kind: Kind
    thread_key: str
    text: str
    sent_at: datetime
    reply_to_key: str | None = None
    peer_id: str | None = None
    """Whose dialog it is, for a direct message."""
    attempt: str | None = None
    """The attempt's own mark where the network gives it back (VK `random_id`), as a string; None if it tells nothing."""
    author_id: str | None = None
    """The colleague, where the network says who wrote in its own interface."""
    url: str | None = None
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class ParentSeen:
    """A post of our own appeared: its text is worth keeping, for a token may not be allowed to read it later.

    It may be what a visitor had suggested: then their words go on under the parent's key and thread, and `target` is
    what an answer to them needs. `author`: whose they are, where the network says.
    """

    parent: Parent
    target: Json | None = None
    author: Profile | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """An event that could not be understood: kept raw, reported, never in the way of those behind it."""

    raw: Any
    reason: str
    key: str | None = None


Item = Incoming | Edited | Deleted | Restored | Echo | ParentSeen | Malformed


@dataclass(frozen=True, slots=True)
class Batch:
    """One poll. `cursor` is to be committed in the transaction that stores `items`, and handed to the next poll."""

    items: Sequence[Item]
    cursor: Json | None
    gap: bool = False
    """Part of the history was lost: what happened meanwhile must be found by other means."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer on its way. The marks derive from the outbox row, so that a resend is the same attempt."""

    row_id: int
    target: Json
    text: str
    random_id: int
    """Non-zero signed 32-bit."""
    guid: str
    attachments: Sequence[Json] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Sent:
    key: str
    url: str | None = None


class LengthUnit(StrEnum):
    CODE_POINTS = "code_points"
    UTF8_BYTES = "utf8_bytes"
    UTF16_UNITS = "utf16_units"
    GRAPHEMES = "graphemes"
    X_WEIGHTED = "x_weighted"


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that can or cannot be done to an item now."""

    supported: bool
    reason: str | None = None
    """A message key that says why not, for a person."""
    max_length: int | None = None
    unit: LengthUnit = LengthUnit.CODE_POINTS
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What can be done to an item at a moment. Grows a field an ability; a missing one is not supported."""

    reply: Capability


def text_length(text: str, unit: LengthUnit) -> int:
    """Length of `text` as the network counts it."""
    match unit:
        case LengthUnit.CODE_POINTS:
            return len(text)
        case LengthUnit.UTF8_BYTES:
            return len(text.encode())
        case LengthUnit.UTF16_UNITS:
            return len(text.encode("utf-16-le")) // 2
        case LengthUnit.GRAPHEMES | LengthUnit.X_WEIGHTED:
            raise NotImplementedError(f"no connector counts in {unit} yet")


class ConnectorError(Exception):
    """A call failed. The class says who acts and whether it may be retried; the message never holds a token."""

    def __init__(self, message: str, *, code: int | str | None = None) -> None:
        super().__init__(message)
        self.code = code


class Transient(ConnectorError):
    """Nothing was done, try again by yourself. `retry_after` in seconds where known."""

    def __init__(
        self, message: str, *, retry_after: float | None = None, code: int | str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class RateLimited(Transient):
    """Too fast: `retry_after` seconds for `scope` ("account", or a method's or peer's name)."""

    def __init__(
        self, message: str, *, retry_after: float, scope: str = "account", code: int | str | None = None
    ) -> None:
        super().__init__(message, retry_after=retry_after, code=code)
        self.scope = scope


class QuotaExhausted(RateLimited):
    """A daily quota is used up: hours, and worth telling."""


class OutcomeUnknown(ConnectorError):
    """Bytes were sent, no answer came: it may or may not have happened. Reconcile, never resend blindly."""


class Permanent(ConnectorError):
    """Retrying changes nothing: a person is told."""


class Auth(Permanent):
    """The token is refused: stop the account, ask for reconnection."""


class HumanNeeded(Permanent):
    """Captcha or validation: `link` is what a person opens, where there is one."""

    def __init__(self, message: str, *, link: str | None = None, code: int | str | None = None) -> None:
        super().__init__(message, code=code)
        self.link = link


class Permission(Permanent):
    """A right or another kind of token is missing."""


class PolicyRefused(Permanent):
    """The network's rules or the customer's settings do not allow it."""


class Gone(Permanent):
    """The target was deleted or made private."""


class TooLong(Permanent):
    def __init__(self, limit: int, actual: int, unit: LengthUnit = LengthUnit.CODE_POINTS) -> None:
        super().__init__(f"{actual} of {limit} {unit}")
        self.limit, self.actual, self.unit = limit, actual, unit


class Invalid(Permanent):
    """A defect of ours: dead letter, log."""


class Duplicate(ConnectorError):
    """It was there already: a success. `sent` says where."""

    def __init__(self, sent: Sent) -> None:
        super().__init__(f"already sent as {sent.key}")
        self.sent = sent


class Connector(Protocol):
    """One account of ours on one network."""

    @property
    def network(self) -> str:
        """Short name, as in `accounts.network`: `vk`."""
        ...

    @property
    def account_id(self) -> str:
        """Our page's or community's id there."""
        ...

    async def start(self) -> Profile:
        """Look at the account once: its name and link. Raises Auth or Permission if it can't be used at all."""
        ...

    async def poll(self, cursor: Json | None) -> Batch:
        """Wait for news, half a minute at most. Raises ConnectorError; the caller backs off and calls again."""
        ...

    async def send(self, attempt: Attempt) -> Sent:
        """Publish an answer. Raises ConnectorError; OutcomeUnknown whenever it may have been published."""
        ...

    def capabilities(self, target: Json, now: datetime) -> Capabilities:
        """What can be done with the message that `target` came with. No I/O."""
        ...

    async def close(self) -> None:
        """Stop a poll under way and let go of threads and sockets."""
        ...


@runtime_checkable
class ReadsProfiles(Protocol):
    async def profile(self, external_id: str) -> Profile:
        """The author of an item."""
        ...


@runtime_checkable
class ReadsParents(Protocol):
    async def parent(self, key: str) -> Parent | None:
        """What the key names, with its text or title; None where no token may read it."""
        ...


@runtime_checkable
class Reconciles(Protocol):
    async def find_sent(self, attempt: Attempt, since: datetime) -> Sent | None:
        """Look for an answer whose outcome is unknown. None: surely not there. Raises Permission if it can't be told."""
        ...


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


class Way(StrEnum):
    """How an account is heard: we ask for news, or the network posts it to us."""

    POLLED = "polled"
    CALLED = "called"


@dataclass(frozen=True, slots=True)
class Posted:
    """What the network posted to us: `answer` is given as soon as `items` are stored, and not before."""

    items: Sequence[Item]
    answer: str
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


@runtime_checkable
class CallsBack(Protocol):
    """The network can post its events to an address of ours, beside `poll` or instead of it."""

    @property
    def ways(self) -> frozenset[Way]:
        """How this account is to be heard."""
        ...

    async def called(self, body: bytes) -> Posted:
        """Read a request. Raises NotFromThem; ConnectorError if it can't be answered now."""
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
