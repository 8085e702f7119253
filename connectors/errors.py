"""What a failed call of a network says: who acts, and whether it may be tried again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from connectors.base import LengthUnit, Sent


class Rule(StrEnum):
    """Which of a network's rules forbids it: a person is told in these words, and what else can be done."""

    WINDOW_CLOSED = "window-closed"
    """Too much time has passed since the customer wrote."""
    TOO_OLD = "too-old"
    """The same of what is to be changed."""
    ONCE_ONLY = "once-only"
    """It was done before, perhaps by a colleague there."""
    RECIPIENT = "unreachable"
    """The customer takes no messages from us."""
    NOT_SUMMONED = "not-summoned"
    """Only who names us in their words may be answered."""
    HUMAN_ONLY = "human-only"
    """No program may write there now."""
    CLOSED = "comments-closed"
    LINKS = "links-forbidden"
    """The words hold a link."""
    LENGTH = "too-long-there"
    """Too long, and nobody can say by how much."""


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
    """A quota is used up: hours, and worth telling. `resets_at`: where the network says when there is a new one.

    `paid`: more can be bought, or the owner's own cap is reached: a person may end it sooner.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float,
        scope: str = "account",
        code: int | str | None = None,
        resets_at: datetime | None = None,
        paid: bool = False,
    ) -> None:
        super().__init__(message, retry_after=retry_after, scope=scope, code=code)
        self.resets_at, self.paid = resets_at, paid


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
    """A right or another kind of token is missing. `lacks`: as in `Capability.needs`, for just what needs it is lost."""

    def __init__(self, message: str, *, code: int | str | None = None, lacks: str | None = None) -> None:
        super().__init__(message, code=code)
        self.lacks = lacks


class PolicyRefused(Permanent):
    """The network's rules or the customer's settings do not allow it. `rule`: which, where that is known."""

    def __init__(self, message: str, *, code: int | str | None = None, rule: Rule | None = None) -> None:
        super().__init__(message, code=code)
        self.rule = rule


class Gone(Permanent):
    """The target was deleted or made private."""


class TooLong(Permanent):
    """Nothing was cut, nothing was sent: `actual` of `limit`, in `unit`."""

    def __init__(self, limit: int, actual: int, unit: LengthUnit = LengthUnit.CODE_POINTS) -> None:
        super().__init__(f"{actual} of {limit} {unit}")
        self.limit, self.actual, self.unit = limit, actual, unit


class FileRefused(Permanent):
    """The network does not take a file: its kind, its form or how many there are."""


class FileGone(Permanent):
    """A file of ours can't be had any more from where it was written."""


class Invalid(Permanent):
    """A defect of ours: dead letter, log."""


class Duplicate(ConnectorError):
    """It was there already: a success. `sent` says where."""

    def __init__(self, sent: Sent) -> None:
        super().__init__(f"already sent as {sent.key}")
        self.sent = sent
