"""What a connector can tell of its account: what a person should mend there, and what its tokens may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from connectors.errors import ConnectorError


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should mend: a message key and its arguments."""

    key: str
    args: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None
    """Names what several accounts may share, such as a token: told once for all of them. None: this account alone."""

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value}" for name, value in self.args.items())])


@runtime_checkable
class Warns(Protocol):
    """Finds by itself what a person should mend: by `start`, and by what later calls show."""

    @property
    def warnings(self) -> Sequence[Notice]:
        """What is wrong now. No I/O."""
        ...

    @property
    def shared(self) -> Mapping[str, bool | None]:
        """What may be other accounts' too, by `Notice.about`: whether it is well; None: nobody can tell yet."""
        ...

    async def changed(self) -> None:
        """Until a call has shown that something shared began or ceased to be well."""
        ...


@runtime_checkable
class Expires(Protocol):
    """Its token ends one day, and a person has to make another."""

    @property
    def expires_at(self) -> datetime | None:
        """None: not known, or never. No I/O."""
        ...


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """A token as the network describes it. `slot`: which of ours; kinds: `community`, `user`, `service`."""

    slot: str
    expected: str
    """The kind that belongs there."""
    kind: str | None
    """None: refused, see `error`."""
    rights: Sequence[str] | None = None
    """None: the network does not tell."""
    error: ConnectorError | None = None
    useful: bool = False
    """It serves there, though it is of another kind."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why something cannot be done: the token of `slot` lacks rights, or is not there at all."""

    slot: str
    rights: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Powers:
    """`can`, `cannot`: names of abilities, in the order in which a person reads them."""

    tokens: Sequence[TokenSeen]
    can: Sequence[str]
    cannot: Mapping[str, Lack]


@runtime_checkable
class TellsPowers(Protocol):
    async def powers(self) -> Powers:
        """What the tokens of this account may do. Raises ConnectorError."""
        ...
