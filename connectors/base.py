"""What every network's connector speaks: items in, answers out, errors that say who acts.

A connector parses above and does I/O below. It knows no database, no case and no Telegram: it turns a
network's events into the items below, and an answer into a call. `Connector` is the mandatory contract;
what only some networks can do is a small Protocol of its own (`Acts`, `CallsBack`, `Reconciles`, `CatchesUp`,
`ReadsParents`, `ReadsProfiles`, `WritesPrivately`, `Searches`, `ReadsLinks`, `Counted`, `CountsFollowers`,
`TakesChoices`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from connectors.choices import Choice as Choice
from connectors.costs import Cost as Cost
from connectors.files import NO_FILES as NO_FILES
from connectors.files import AttachmentKind as AttachmentKind
from connectors.files import Files as Files
from connectors.files import Upload as Upload
from connectors.lengths import LengthUnit as LengthUnit
from connectors.lengths import text_length as text_length
from connectors.signals import Signal

Json = Mapping[str, Any]
"""JSON of a network's own shape: only the connector that made it reads it."""


class Kind(StrEnum):
    """How the customer wrote: it decides what an answer may be and who reads it."""

    COMMENT = "comment"
    """Under something of ours (`ParentKind`), or under a visitor's post."""
    MESSAGE = "message"
    """To us alone."""
    POST = "post"
    """A visitor's own, on our page."""
    SUGGESTION = "suggestion"
    """A visitor's, for us to publish: nobody else sees it. Published, it becomes a POST under a new key."""
    REPOST = "repost"
    """Something of ours on the visitor's own page, with words of theirs."""
    MENTION = "mention"
    """Elsewhere, about us: no event tells of it, it was looked for."""
    REVIEW = "review"
    """With stars. What its author changes in it comes as Edited, under the same key."""


class ParentKind(StrEnum):
    """What a comment stands under."""

    POST = "post"
    PHOTO = "photo"
    VIDEO = "video"
    PRODUCT = "product"
    TOPIC = "topic"


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
    key: str | None = None
    """The network's own name of it, which stays when addresses change; None: it has none."""
    text: str | None = None
    """What was quoted; what was said in a voice message, where the network tells."""
    author: str | None = None
    """Whose words are quoted: an id as in `Profile.external_id`."""
    depth: int = 0
    """How deep in what is quoted: what follows a quote and is one deeper belongs to it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a network tells of a person or community. Any field but the id may be missing."""

    external_id: str
    name: str | None = None
    url: str | None = None
    city: str | None = None
    followers: int | None = None
    deactivated: bool = False
    scope: str = ""
    """Where `external_id` holds: our account's id, where the network calls a person differently on each page."""


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
    rating: int | None = None
    """Of a review: stars of five."""
    title: str | None = None
    """Of what has one beside its text."""
    chosen: Json | None = None
    """The `data` of the button they pressed to say it (`Choice`), or another program's."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a person changed. A network that only shows how things are sends it after each Incoming that may be known."""

    key: str
    text: str
    at: datetime
    attachments: Sequence[Attachment] = ()
    rating: int | None = None
    title: str | None = None
    dated: bool = True
    """False: the network does not say when, `at` is when we heard of it."""
    mark: str | None = None
    """The network's own number of this event, where it has one: what comes again, or by a second way, is known by it."""


@dataclass(frozen=True, slots=True)
class Deleted:
    key: str
    at: datetime | None = None
    mark: str | None = None
    by: str | None = None
    """Who did it, by their external id, where the network says: the author took it away, or somebody hid it."""


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
    harmless: bool = False
    """Nobody need be told: it is only kept."""


Item = Incoming | Edited | Deleted | Restored | Echo | ParentSeen | Signal | Malformed


@dataclass(frozen=True, slots=True)
class Batch:
    """One poll. `cursor` is to be committed in the transaction that stores `items`, and handed to the next poll."""

    items: Sequence[Item]
    cursor: Json | None
    gap: bool = False
    """Part of the history was lost: what happened meanwhile must be found by other means."""
    pause: float = 0.0
    """Seconds till the network wants to be asked again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer on its way. The marks derive from the outbox row, so that a resend is the same attempt."""

    row_id: int
    target: Json
    text: str
    random_id: int
    """Non-zero signed 32-bit."""
    guid: str
    attachments: Sequence[Upload] = ()
    """With them `text` may be empty."""
    human: bool = True
    """A person of ours wrote it, no program: some networks ask."""
    choices: Sequence[Choice] = ()
    """Buttons below it, no more than `TakesChoices` allows."""
    over: int = 0
    """So many buttons of an earlier message mean nothing any more: none of them shall be left in the way."""


@dataclass(frozen=True, slots=True)
class Sent:
    key: str
    url: str | None = None
    replaced: str | None = None
    """The key of an earlier answer of ours whose place this one took; it may be the same one."""


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that can or cannot be done to an item now. What is not said does not limit it."""

    supported: bool
    reason: str | None = None
    """A message key that says why not, for a person."""
    max_length: int | None = None
    """Of the text, in `unit`."""
    unit: LengthUnit = LengthUnit.CODE_POINTS
    expires_at: datetime | None = None
    """From then on it will not be supported: asked anew, it says why."""
    uses: int | None = None
    """How often it can be done to one item at all. The desk counts."""
    human_only: bool = False
    """Only with words that a person wrote."""
    replaces: bool = False
    """It takes the place of what we answered before."""
    cost: Cost | None = None
    """What the network takes for it: said before it leaves."""
    timed: bool = True
    """Of a ban: it may end by itself."""
    reasoned: bool = True
    """Of a ban: it takes a reason."""
    needs: str | None = None
    """The right it takes. A Permission that `lacks` it takes away what needs it, and nothing else."""


NO_PRIVATE = Capability(supported=False, reason="why-no-private")


class Deed(StrEnum):
    """What can be done to a customer's item, its author or what it stands under; EDIT and DELETE: to an answer of ours."""

    LIKE = "like"
    UNLIKE = "unlike"
    HIDE = "hide"
    """Others do not see it any more; RESTORE brings it back."""
    RESTORE = "restore"
    BAN = "ban"
    LIFT = "lift"
    CLOSE = "close"
    """Nobody can comment there any more, till OPEN."""
    OPEN = "open"
    READ = "read"
    REMOVE = "remove"
    """For ever, where HIDE could be taken back."""
    EDIT = "edit"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What can be done to an item at a moment. Grows a field an ability; a missing one is not supported."""

    reply: Capability
    """An answer where the item stands: a comment to a comment, a message to a message."""
    private: Capability = NO_PRIVATE
    """An answer that only the author reads, to something that everybody can (`WritesPrivately`)."""
    files: Files = NO_FILES
    """What can be attached to that reply."""
    private_files: Files = NO_FILES
    """What can be attached to a private one."""
    deeds: Mapping[Deed, Capability] = field(default_factory=dict)
    """A deed that makes no sense for the item is not in it; one that lacks a token is, with the reason."""


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


@dataclass(frozen=True, slots=True)
class Privately:
    """Where a private answer goes: what `send` needs, and the thread in which the author will go on.

    `thread_key` None: nobody knows it before they write there.
    """

    target: Json
    thread_key: str | None = None


@runtime_checkable
class WritesPrivately(Protocol):
    """Answers something public where only its author reads it."""

    def privately(self, target: Json) -> Privately:
        """Raises PolicyRefused where `Capabilities.private` does not support it. No I/O."""
        ...

    async def takes_messages(self, target: Json) -> bool:
        """Whether the author lets us write to them now. Raises ConnectorError."""
        ...


@runtime_checkable
class Reconciles(Protocol):
    async def find_sent(self, attempt: Attempt, since: datetime) -> Sent | None:
        """Look for an answer whose outcome is unknown. None: surely not there. Raises Permission if it can't be told."""
        ...
