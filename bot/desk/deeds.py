"""What can be done to an item beside answering: which buttons there are, and what they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from connectors.base import Capability, Deed
from connectors.signals import Reason

OWN = frozenset({Deed.EDIT, Deed.DELETE})
"""Done to an answer of ours; the others to a customer's message, its author or its post."""
ASKED_TWICE = frozenset({Deed.BAN, Deed.CLOSE, Deed.DELETE, Deed.REMOVE})
"""Others see it, or it cannot be brought back as it was: a second tap confirms it."""


class Term(StrEnum):
    """How long somebody is banned."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    EVER = "ever"

    def ends(self, now: datetime) -> datetime | None:
        """None: never."""
        return None if self is Term.EVER else now + LASTS[self]


LASTS: Mapping[Term, timedelta] = {
    Term.HOUR: timedelta(hours=1),
    Term.DAY: timedelta(days=1),
    Term.WEEK: timedelta(days=7),
    Term.MONTH: timedelta(days=30),
}

# Old buttons carry places in these: new ones are added at the end.
DEEDS: Sequence[Deed] = (
    *(Deed.LIKE, Deed.UNLIKE, Deed.HIDE, Deed.RESTORE, Deed.BAN, Deed.LIFT),
    *(Deed.CLOSE, Deed.OPEN, Deed.READ, Deed.EDIT, Deed.DELETE, Deed.REMOVE),
)
TERMS: Sequence[Term] = (Term.HOUR, Term.DAY, Term.WEEK, Term.MONTH, Term.EVER)
REASONS: Sequence[Reason] = (Reason.SPAM, Reason.INSULT, Reason.OBSCENE, Reason.OFF_TOPIC, Reason.OTHER)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a button asks: a deed, to the very message it was drawn for."""

    deed: Deed
    message: int
    term: Term | None = None
    reason: Reason | None = None

    def pack(self) -> int:
        term = 0 if self.term is None else TERMS.index(self.term) + 1
        reason = 0 if self.reason is None else REASONS.index(self.reason) + 1
        return ((self.message * 100 + DEEDS.index(self.deed)) * 10 + term) * 10 + reason

    @classmethod
    def unpack(cls, arg: int) -> Self:
        """Raises IndexError for what we never packed."""
        rest, reason = divmod(arg, 10)
        rest, term = divmod(rest, 10)
        message, deed = divmod(rest, 100)
        return cls(
            DEEDS[deed],
            message,
            TERMS[term - 1] if term else None,
            REASONS[reason - 1] if reason else None,
        )

    def lasting(self, term: Term) -> Self:
        return replace(self, term=term)

    def because(self, reason: Reason) -> Self:
        return replace(self, reason=reason)


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of the menu. `why`: a key of words, where it cannot be done now."""

    ask: Ask
    why: str | None = None
    under_way: bool = False
    timed: bool = True
    reasoned: bool = True
    """Of a ban, as in `connectors.base.Capability`."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How it is with a message now, as far as the desk did it."""

    liked: bool = False
    hidden: bool = False
    gone: bool = False
    """Its author took it away."""
    banned: bool = False
    closed: bool = False


def fits(deed: Deed, stands: Stands) -> bool:
    """Whether it would change anything: of a deed and its opposite one is offered."""
    match deed:
        case Deed.LIKE | Deed.UNLIKE:
            return (deed is Deed.UNLIKE) == stands.liked and not stands.hidden and not stands.gone
        case Deed.HIDE | Deed.RESTORE:
            return (deed is Deed.RESTORE) == stands.hidden and not stands.gone
        case Deed.BAN | Deed.LIFT:
            return (deed is Deed.LIFT) == stands.banned
        case Deed.CLOSE | Deed.OPEN:
            return (deed is Deed.OPEN) == stands.closed
        case _:
            return not stands.gone


def offers(
    message: int, able: Mapping[Deed, Capability], stands: Stands, under_way: frozenset[Deed]
) -> list[Offer]:
    """What makes sense for the message, in the order of buttons; what lacks a token with the reason."""
    return [
        Offer(
            Ask(deed, message),
            why=None if able[deed].supported else able[deed].reason or "why-permission",
            under_way=deed in under_way,
            timed=able[deed].timed,
            reasoned=able[deed].reasoned,
        )
        for deed in DEEDS
        if deed in able and fits(deed, stands)
    ]


def liking(message: int, offered: Sequence[Offer]) -> Offer | None:
    """Of what is offered for a message, the like; where there is no such thing, why not. None: it is liked already."""
    found = {one.ask.deed: one for one in offered}
    if Deed.UNLIKE in found:
        return None
    return found.get(Deed.LIKE) or Offer(Ask(Deed.LIKE, message), "why-not-here")


def unanswerable(*, hidden: bool, closed: bool, gone: bool = False) -> str | None:
    """Why no answer goes there after what the desk did itself, as a key of words. `gone`: it is no more, whoever did it."""
    if hidden:
        return "why-gone" if gone else "why-hidden"
    return "why-comments-closed" if closed else None
