"""What Telegram shows, and what should be shown there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now


class Card(Base):
    """What a case should look like in a chat, and what it looks like. One a case and place.

    `due_at` is NULL when it is as it should be, or is just being drawn. `message_id` is the one authoritative message.
    """

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("case_id", "escalation_id", postgresql_nulls_not_distinct=True),
        Index(
            "ix_cards_due",
            "lane",
            "urgency",
            "due_at",
            postgresql_where=text("due_at IS NOT NULL OR lease_until IS NOT NULL"),
        ),
        CheckConstraint("shown_version <= wanted_version", name="shown"),
    )

    id: Mapped[int] = new_id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    lane: Mapped[str | None]
    """NULL: no chat is bound yet; the card waits."""
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    wanted_version: Mapped[int] = mapped_column(server_default="1")
    shown_version: Mapped[int] = mapped_column(server_default="0")
    shown_hash: Mapped[str | None]
    urgency: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")


class BotMessage(Base):
    """Every ordinary message of ours in Telegram: (chat, message) → case and purpose. Ephemeral ones are not here."""

    __tablename__ = "bot_messages"

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
