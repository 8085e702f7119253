"""What people do without words, and where looking for mentions goes on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, now


class Relation(Base):
    """How a person stands to one account of ours: whether we may write to them, whether we shut them out."""

    __tablename__ = "relations"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    """As `identities.external_id`; they need not have written yet."""
    denied_at: Mapped[datetime | None]
    """Since when they let us write nothing; NULL: nobody said so."""
    blocked_at: Mapped[datetime | None]
    blocked_by: Mapped[str | None]
    """Where a person finds whoever of ours did it, in the network."""
    blocked_until: Mapped[datetime | None]
    """NULL: for ever."""
    block_reason: Mapped[str | None]
    marks: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'::text[]"))
    """The last events' own numbers: what comes again, or by a second way, changes nothing."""


class Like(Base):
    """Somebody likes something of an open case: one like however often it is told. Kept for a month."""

    __tablename__ = "likes"
    __table_args__ = (Index("ix_likes_at", "at"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    liker: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = now()


class SearchCursor(Base):
    """Where looking for mentions goes on; committed with what was found."""

    __tablename__ = "search_cursors"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    value: Mapped[Json]
    moved_at: Mapped[datetime] = now()
