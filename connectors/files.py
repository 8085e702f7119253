"""Files that go out with an answer: what a network takes of them, and how the desk hands them over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from connectors.addresses import Reach


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    LINK = "link"
    STICKER = "sticker"
    PLACE = "place"
    """On a map."""
    PRODUCT = "product"
    POST = "post"
    COMMENT = "comment"
    AUDIO = "audio"
    """Music; what somebody said is VOICE."""
    POLL = "poll"
    GIFT = "gift"
    STORY = "story"
    ARTICLE = "article"
    DRAWING = "drawing"
    CALL = "call"
    QUOTED = "quoted"
    """What was forwarded: its `text` and `author`; what was attached to it follows, one deeper."""
    ANSWERED = "answered"
    """The same of what the message answers."""
    OTHER = "other"


Fetch = Callable[[], AbstractAsyncContextManager[Path]]
"""The bytes as a file on disk, as long as the context is open. Raises Transient and FileGone."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of ours on its way. Nothing is fetched before the connector opens it."""

    kind: AttachmentKind
    """PHOTO, DOCUMENT, VOICE (OGG/Opus) or VIDEO: what the customer should get."""
    name: str
    fetch: Fetch = field(repr=False)
    mime: str = "application/octet-stream"
    size: int | None = None
    """Bytes, where known before it is fetched."""


@dataclass(frozen=True, slots=True)
class Files:
    """What can be attached to one answer now."""

    most: int = 0
    """How many."""
    kinds: frozenset[AttachmentKind] = frozenset()
    """What goes as it is."""
    instead: Mapping[AttachmentKind, AttachmentKind] = field(default_factory=dict)
    """What another kind can go as if a person agrees: it looks otherwise to the customer."""
    max_bytes: int | None = None
    """Of one file."""
    banned: frozenset[str] = frozenset()
    """Endings of names that the network refuses, lower case, without the dot."""
    reasons: Mapping[AttachmentKind, str] = field(default_factory=dict)
    """Why a kind does not go as it is: a message key, for a person."""
    sizes: Mapping[AttachmentKind, int] = field(default_factory=dict)
    """`max_bytes` of the kinds for which it is another."""

    def largest(self, kind: AttachmentKind) -> int | None:
        """Bytes of a file that goes as `kind`; None: nobody says."""
        return self.sizes.get(kind, self.max_bytes)


NO_FILES = Files()


@runtime_checkable
class NamesFiles(Protocol):
    """Says how the files that its network names are reached: by which proxy, and what of them is its own."""

    @property
    def reach(self) -> Reach: ...
