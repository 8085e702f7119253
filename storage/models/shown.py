"""What Telegram shows, and what should be shown there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of


class PanelKind(StrEnum):
    BOARD = "board"
    """The live board, pinned in the operator group."""
    STORM = "storm"
    """Cases that came faster than cards can be posted."""
    QUIET = "quiet"
    """Comments collected quietly: of one muted post, or (without a post) noise."""


class Panel(Base):
    """A message about many cases that is kept current. One of a kind (and post) lives at a time."""

    __tablename__ = "panels"
    __table_args__ = (
        one_of("kind", PanelKind),
        Index(
            "uq_panels_live",
            "desk_id",
            "kind",
            "post_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    kind: Mapped[str]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    created_at: Mapped[datetime] = now()
    collected_at: Mapped[datetime | None]
    """When it last took a case in."""
    closed_at: Mapped[datetime | None]
    """Nothing is collected in it any more, and its message says so."""


class Card(Base):
    """What a case, or a panel, should look like in a chat, and what it looks like. One a case and place.

    A case's card that is collected in a panel is not shown itself: the panel shows it. `due_at` is NULL when it is as
    it should be, or is just being drawn. `message_id` is the one authoritative message.
    """

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint(
            "case_id", "escalation_id", "panel_id", "staff_id", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("num_nonnulls(case_id, panel_id) = 1", name="of_case_or_panel"),
        CheckConstraint(
            "collected_in IS NULL OR (panel_id IS NULL AND escalation_id IS NULL AND due_at IS NULL)",
            name="collected",
        ),
        CheckConstraint(
            "staff_id IS NULL OR (case_id IS NOT NULL AND escalation_id IS NULL AND collected_in IS NULL)",
            name="own",
        ),
        Index("ix_cards_collected", "collected_in", postgresql_where=text("collected_in IS NOT NULL")),
        Index(
            "ix_cards_due",
            "lane",
            "urgency",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL OR lease_until IS NOT NULL"),
        ),
        Index("ix_cards_staff", "staff_id", postgresql_where=text("staff_id IS NOT NULL")),
        CheckConstraint("shown_version <= wanted_version", name="shown"),
    )

    id: Mapped[int] = new_id()
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    panel_id: Mapped[int | None] = mapped_column(ForeignKey("panels.id"))
    collected_in: Mapped[int | None] = mapped_column(ForeignKey("panels.id"))
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """In the private chat of somebody who has it, or had it, and works there."""
    lane: Mapped[str | None]
    """NULL: no chat is bound yet; the card waits."""
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    wanted_version: Mapped[int] = mapped_column(server_default="1")
    shown_version: Mapped[int] = mapped_column(server_default="0")
    shown_hash: Mapped[str | None]
    drawn_at: Mapped[datetime | None]
    """When it was last drawn, also if it looked as before and nothing was sent."""
    urgency: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")


LISTS = "case_id IS NULL AND data ? 'cases'"
"""Messages about many cases at once."""


class BotMessage(Base):
    """Every ordinary message of ours in Telegram: (chat, message) → case and purpose. Ephemeral ones are not here."""

    __tablename__ = "bot_messages"
    __table_args__ = (Index("ix_bot_messages_lists", "desk_id", postgresql_where=text(LISTS)),)

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    purpose: Mapped[str]
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The customer message it shows."""
    data: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    sent_at: Mapped[datetime] = now()
