"""Reports that were given, and what customers thought."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of


class Every(StrEnum):
    """What a summary is about, and for whom."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TEAM = "team"
    """The day, in short, for the operators' group."""


class Summary(Base):
    """A summary that was put on its way: once a period whatever happens. `day`: the last date it is about."""

    __tablename__ = "summaries"
    __table_args__ = (one_of("every", Every),)

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    every: Mapped[str] = mapped_column(primary_key=True, server_default=Every.DAY)
    day: Mapped[date] = mapped_column(primary_key=True)
    end_at: Mapped[datetime | None]
    """Up to when it tells: where the next one begins. NULL: as the setting was then."""
    made_at: Mapped[datetime] = now()


class Report(Base):
    """Which cases somebody was told about: behind each of its figures is a link that lists them."""

    __tablename__ = "reports"
    __table_args__ = (CheckConstraint("start_at < end_at", name="period"),)

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    known_at: Mapped[datetime]
    """What happened later is not in it."""
    only: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    """`bot.reports.scope.Only`: the filters that are set."""
    made_at: Mapped[datetime] = now()


class ReportPicture(Base):
    """A picture of a report in somebody's language: kept until all who get it have it, some days at most."""

    __tablename__ = "report_pictures"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    caption: Mapped[str]
    made_at: Mapped[datetime] = now()


class Asks(StrEnum):
    """What customers are asked after their case was resolved."""

    OFF = "off"
    NPS = "nps"
    """0-10: would they recommend us."""
    CSAT = "csat"
    """1-5: are they satisfied."""


class Survey(Base):
    """One question to a customer about one case, and what they said."""

    __tablename__ = "surveys"
    __table_args__ = (
        CheckConstraint("asks IN ('nps', 'csat')", name="asks"),
        CheckConstraint("score BETWEEN 0 AND 10", name="score"),
        CheckConstraint("(score IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_surveys_customer", "customer_id", "asked_at"),
        Index("ix_surveys_asked", "desk_id", "asked_at"),
        Index("ix_surveys_answered", "desk_id", "answered_at"),
        Index(
            "uq_surveys_message", "message_id", unique=True, postgresql_where=text("message_id IS NOT NULL")
        ),
        Index(
            "ix_surveys_waiting",
            "message_id",
            postgresql_where=text("woke_at IS NOT NULL AND heeded_by_id IS NULL AND let_go_at IS NULL"),
        ),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The question as it was sent; it is `automatic`."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Whom the score is about: who answered last."""
    asks: Mapped[str]
    asked_at: Mapped[datetime]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    answered_at: Mapped[datetime | None]
    word: Mapped[str | None]
    """What the customer added."""
    answer_key: Mapped[str | None]
    """The network's, of the message that said the score: it is no message of any case."""
    woke_at: Mapped[datetime | None]
    """When a low score opened its case again: since then it waits for an answer, as a message does."""
    heeded_by_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The answer that came after it."""
    let_go_at: Mapped[datetime | None]
    """Of a case that was closed over it and merged into another one: nobody waits for an answer any more."""
