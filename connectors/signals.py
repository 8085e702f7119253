"""What people do without words: no case begins with it, it is shown on the cases there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Permitted:
    """A person lets the account write to them, or no longer does. `person`: external id."""

    person: str
    may: bool
    mark: str | None = None
    """The network's own number of this event."""


class Reason(StrEnum):
    """Why somebody is shut out."""

    SPAM = "spam"
    INSULT = "insult"
    OBSCENE = "obscene"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody of ours shut a person out of the account, or lets them in again."""

    person: str
    blocked: bool
    by: str | None = None
    """Where a person finds who did it."""
    until: datetime | None = None
    """None: for ever."""
    reason: Reason | None = None
    """None: the network does not say."""
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Liked:
    """Of a thing (`Parent.key`) or of a message (`Incoming.key`)."""

    key: str
    liker: str
    on: bool


@dataclass(frozen=True, slots=True)
class Read:
    """The customer has seen what we wrote in a thread: messages whose key is `prefix` and a number up to `upto`, or all
    till `until`.
    """

    thread_key: str
    prefix: str = ""
    upto: int = 0
    until: datetime | None = None


Signal = Permitted | Blocked | Liked | Read
