"""What waits to be sent, and what came in and waits to be handled."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, DateTime, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of

CAN_WAIT = 3
"""The first urgency (`bot/desk/lanes.py`) that leaves the last places of a lane's minute to others."""

WORDED = "case_id IS NULL AND payload ?| ARRAY['html', 'url']"
"""Rows of the outbox about no case with words in them, whoever they name, or with a link that somebody pasted."""


class RowState(StrEnum):
    """An outbox row's. `unknown`: it may have gone out; nobody resends it blindly."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


class UpdateState(StrEnum):
    NEW = "new"
    DONE = "done"
    PARKED = "parked"


class Lane(Base):
    """A Telegram chat (`tg:<id>`) or a network account (`vk:<id>`): what is sent there shares limits and pauses."""

    __tablename__ = "lanes"

    key: Mapped[str] = mapped_column(primary_key=True)
    paused_until: Mapped[datetime | None]
    stopped: Mapped[str | None]
    """Why nothing is sent until a person mends it (an error's class); NULL: it runs."""
    ran_at: Mapped[datetime | None]
    """When it was last set going again: a refusal of something sent before then says nothing any more."""
    probe_at: Mapped[datetime | None]
    """A stopped lane tries one thing then: not every mending is told to us. NULL: it waits for a person."""
    full_until: Mapped[datetime | None]
    """Its pace is used up until then; what costs nothing goes on."""
    held_until: Mapped[datetime | None]
    """The rest of its pace is kept until then for what cannot wait."""
    spent: Mapped[list[datetime]] = mapped_column(
        ARRAY(DateTime(timezone=True)), server_default=text("'{}'::timestamptz[]")
    )
    """When the last messages and edits went out: the pace outlives a restart."""


class Outbox(Base):
    """What must happen, written in the transaction that caused it.

    `seq` orders the rows of a case within a lane; NULL where order does not matter. A row is never deleted while
    something may still ask what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", RowState),
        UniqueConstraint("case_id", "seq"),
        Index(
            "ix_outbox_due", "lane", "urgency", "not_before", "id", postgresql_where=text("state = 'pending'")
        ),
        Index(
            "ix_outbox_unsettled",
            "lane",
            "case_id",
            "seq",
            postgresql_where=text("state IN ('pending', 'sending', 'unknown')"),
        ),
        Index("ix_outbox_leases", "lease_until", postgresql_where=text("state IN ('sending', 'unknown')")),
        Index("ix_outbox_signs", "lane", "id", postgresql_where=text("kind = 'sign'")),
        Index(
            "ix_outbox_warnings", "lane", "not_before", postgresql_where=text("kind IN ('warning', 'alarm')")
        ),
        Index("ix_outbox_worded", "desk_id", postgresql_where=text(WORDED)),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int | None]
    lane: Mapped[str | None]
    kind: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    """An answer's message; for a follow-up the customer's."""
    payload: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    state: Mapped[str] = mapped_column(server_default=RowState.PENDING)
    urgency: Mapped[int] = mapped_column(SmallInteger)
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    lease_until: Mapped[datetime | None]
    error: Mapped[Json | None]
    created_at: Mapped[datetime] = now()
    settled_at: Mapped[datetime | None]


class Update(Base):
    """The Telegram inbox: stored and committed before Telegram is told to forget it."""

    __tablename__ = "updates"
    __table_args__ = (
        one_of("state", UpdateState),
        Index("ix_updates_new", "id", postgresql_where=text("state = 'new'")),
    )

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None]
    person_id: Mapped[int | None]
    payload: Mapped[Json]
    state: Mapped[str] = mapped_column(server_default=UpdateState.NEW)
    attempts: Mapped[int] = mapped_column(server_default="0")
    not_before: Mapped[datetime] = now()
    received_at: Mapped[datetime] = now()
    error: Mapped[str | None]


class Cursor(Base):
    """Where a connector's poll goes on; committed with the items it brought."""

    __tablename__ = "cursors"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    value: Mapped[Json]
    moved_at: Mapped[datetime] = now()


class RawEvent(Base):
    """An event that could not be understood or applied: kept as it came, so that nothing is lost."""

    __tablename__ = "raw_events"
    __table_args__ = (
        Index("ix_raw_events_received", "received_at"),
        Index("ix_raw_events_key", "account_id", "key"),
    )

    id: Mapped[int] = new_id()
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str | None]
    reason: Mapped[str]
    payload: Mapped[Any] = mapped_column(JSONB)
    received_at: Mapped[datetime] = now()


class PendingEcho(Base):
    """An echo that may be an answer of ours still in flight: attributed when nothing is in flight any more."""

    __tablename__ = "pending_echoes"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[int] = new_id()
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    thread_key: Mapped[str]
    payload: Mapped[Json]
    received_at: Mapped[datetime] = now()


class Trouble(Base):
    """Something that is not well and may need a person: told to the owners once, and once more when it is over."""

    __tablename__ = "troubles"
    __table_args__ = (
        Index(
            "uq_troubles_open",
            "desk_id",
            "part",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    part: Mapped[str]
    """What is not well: `vk:1234` (hearing it), `lane vk:1234` (answering there), `tg:-100…`, `telegram`."""
    key: Mapped[str]
    """The words it is told in."""
    params: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    began_at: Mapped[datetime]
    tell_at: Mapped[datetime]
    """It is told when it lasts so long."""
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
