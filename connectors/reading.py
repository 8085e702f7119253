"""What a pasted address names, read: for what nobody heard of when it was written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, runtime_checkable

from connectors.base import Incoming
from connectors.errors import Permanent


class Whose(StrEnum):
    """On whose page it is."""

    OURS = "ours"
    """This very account's."""
    OTHERS = "others"


class Unread(StrEnum):
    """Why there is nothing to open a case with, though the network was asked and answered."""

    NOT_OURS = "not-ours"
    """It is on a page of somebody else, where we can neither read nor answer."""
    OUR_WORDS = "our-words"
    """Our own side said it."""
    A_THING = "a-thing"
    """A photo, a video …: the comment under it has an address of its own."""
    NOBODY = "nobody"
    """A dialog in which the customer has said nothing."""


class LinkRefused(Permanent):
    """What the address names is no customer's words to us."""

    def __init__(self, why: Unread) -> None:
        super().__init__(f"no customer's words: {why.value}")
        self.why = why


@runtime_checkable
class ReadsLinks(Protocol):
    """Reads single items by the addresses that people copy."""

    def whose(self, url: str) -> Whose | None:
        """None: it is no address of an item of this network. No I/O."""
        ...

    async def read_link(self, url: str) -> Sequence[Incoming]:
        """What a customer says there, oldest first, at least one, with the keys, threads and targets that a poll gives
        them; of a dialog, all since our last answer. Raises LinkRefused; Gone for what was deleted; Permission where no
        token at hand may read it; other ConnectorError.
        """
        ...
