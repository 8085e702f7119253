"""Telegram's errors, read in one place: aiogram has classes for few of them, the rest are texts.

The texts are those of the official Bot API server (Client.cpp) and of tdlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot.desk.retry import Again, Dead, Stop, Verdict, backoff


class Trouble(StrEnum):
    FLOOD = "flood"
    NOT_SENT = "not-sent"
    """The connection was never made."""
    UNKNOWN = "unknown"
    """It may have been applied."""
    NOT_MODIFIED = "not-modified"
    MESSAGE_GONE = "message-gone"
    """The message to edit is not there, or cannot be edited."""
    NO_TEXT = "no-text"
    """The message to edit is a file."""
    NO_REACTION = "no-reaction"
    """The chat does not allow this reaction."""
    REACTED_GONE = "reacted-gone"
    """The message to react to is not there."""
    NO_PICTURE = "no-picture"
    """Telegram cannot fetch what a message should show large."""
    QUERY_OLD = "query-old"
    MIGRATED = "migrated"
    TOPIC_GONE = "topic-gone"
    NO_MEMBER = "no-member"
    """Telegram knows nobody by that id in the chat."""
    NO_RIGHTS = "no-rights"
    FORBIDDEN = "forbidden"
    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"
    WEBHOOK = "webhook"
    """Updates go to a webhook: they cannot be polled for."""
    DEFECT = "defect"
    """We asked for something wrong: never retried."""


_TEXTS: tuple[tuple[str, Trouble], ...] = (
    ("message is not modified", Trouble.NOT_MODIFIED),
    ("message to edit not found", Trouble.MESSAGE_GONE),
    ("message can't be edited", Trouble.MESSAGE_GONE),
    ("message_id_invalid", Trouble.MESSAGE_GONE),
    ("there is no text in the message to edit", Trouble.NO_TEXT),
    ("message to react not found", Trouble.REACTED_GONE),
    ("message to be replied not found", Trouble.REACTED_GONE),
    ("reaction_invalid", Trouble.NO_REACTION),
    ("query is too old", Trouble.QUERY_OLD),
    ("web page content", Trouble.NO_PICTURE),
    ("failed to get http url content", Trouble.NO_PICTURE),
    ("wrong file identifier/http url", Trouble.NO_PICTURE),
    ("webpage_", Trouble.NO_PICTURE),
    ("message thread not found", Trouble.TOPIC_GONE),
    ("topic_closed", Trouble.TOPIC_GONE),
    ("topic_deleted", Trouble.TOPIC_GONE),
    ("participant_id_invalid", Trouble.NO_MEMBER),
    ("user not found", Trouble.NO_MEMBER),
    ("member not found", Trouble.NO_MEMBER),
    ("user_not_participant", Trouble.NO_MEMBER),
    ("chat_write_forbidden", Trouble.NO_RIGHTS),
    ("not enough rights", Trouble.NO_RIGHTS),
    ("have no write access", Trouble.NO_RIGHTS),
    ("need administrator rights", Trouble.NO_RIGHTS),
    ("chat not found", Trouble.FORBIDDEN),
)

_OF_CLASS: tuple[tuple[type[Exception], Trouble], ...] = (
    (TelegramRetryAfter, Trouble.FLOOD),
    (TelegramMigrateToChat, Trouble.MIGRATED),
    (TelegramConflictError, Trouble.CONFLICT),
    (TelegramUnauthorizedError, Trouble.UNAUTHORIZED),
    (TelegramServerError, Trouble.UNKNOWN),
    (ClientDecodeError, Trouble.UNKNOWN),
)

SENDING_FAILED = (TelegramAPIError, ClientDecodeError)
"""All that a call of aiogram raises for what the outside does. A non-JSON 502 is not a TelegramAPIError."""


def trouble_of(error: Exception) -> Trouble:
    if isinstance(error, TelegramNetworkError):
        return Trouble.NOT_SENT if isinstance(error.__cause__, ClientConnectorError) else Trouble.UNKNOWN
    said = str(error).lower()
    if isinstance(error, TelegramConflictError) and "webhook is active" in said:
        return Trouble.WEBHOOK
    for kind, trouble in _OF_CLASS:
        if isinstance(error, kind):
            return trouble
    for text, trouble in _TEXTS:
        if text in said:
            return trouble
    return Trouble.FORBIDDEN if isinstance(error, TelegramForbiddenError) else Trouble.DEFECT


@dataclass(frozen=True, slots=True)
class Migrated(Exception):
    """The group became a supergroup with another id."""

    to_chat_id: int


def verdict_of(error: Exception, attempts: int, now: datetime) -> Verdict:
    """What becomes of something that was sent and met `error`. Raises Migrated."""
    trouble = trouble_of(error)
    match trouble:
        case Trouble.FLOOD if isinstance(error, TelegramRetryAfter):
            return Again(now + timedelta(seconds=error.retry_after), pause=True, reason=trouble)
        case Trouble.MIGRATED if isinstance(error, TelegramMigrateToChat):
            raise Migrated(error.migrate_to_chat_id)
        case Trouble.NOT_SENT | Trouble.UNKNOWN:
            # Edits converge; of a message sent twice the newest is the authoritative one.
            return Again(now + backoff(attempts), pause=True, reason=trouble)
        case Trouble.NO_RIGHTS | Trouble.FORBIDDEN | Trouble.UNAUTHORIZED | Trouble.CONFLICT:
            return Stop(trouble)
        case _:
            return Dead({"error": trouble.value})
