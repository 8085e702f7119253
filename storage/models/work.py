"""What the desk does about a case: questions to departments, words that wait for a press, notes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, new_id, now, one_of
from storage.models.cases import Attachment
from storage.models.desk import Department, Staff


class Why(StrEnum):
    """Why a draft waits for a press."""

    HELD_BY_OTHER = "held_by_other"
    ANONYMOUS = "anonymous"
    EPHEMERAL = "ephemeral"
    ATTACHMENT = "attachment"
    TOO_LONG = "too_long"
    ADVICE = "advice"
    PRIVATE_DATA = "private_data"
    """Everybody would read something private."""
    APPROVAL = "approval"
    """A colleague has to look at it first."""
    TEMPLATE = "template"
    """Its author chose prepared words."""
    ELSEWHERE = "elsewhere"
    """There is no network to send it by: its author says by what the customer was told it."""


class DraftState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    DECLINED = "declined"
    """A colleague looked at it and said no, and why."""


class Returned(StrEnum):
    """Why a question is the operators' again without an answer of its department."""

    DEPARTMENT = "department"
    """It said so itself: `returned_by`, `return_reason`."""
    CASE_CLOSED = "case_closed"
    DEPARTMENT_CLOSED = "department_closed"
    UNREACHABLE = "unreachable"
    """The one person that it is has blocked the bot, or left."""


class Escalation(Base):
    """A case put to a department. Each department after another has its own row."""

    __tablename__ = "escalations"
    __table_args__ = (
        CheckConstraint("taken_at IS NULL OR taken_by IS NOT NULL", name="taken"),
        one_of("returned_why", Returned),
        Index(
            "uq_escalations_open",
            "case_id",
            "department_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL AND returned_at IS NULL"),
        ),
        Index(
            "ix_escalations_due",
            "due_at",
            postgresql_where=text(
                "answered_at IS NULL AND returned_at IS NULL AND asked_back_at IS NULL AND overdue_told_at IS NULL"
            ),
        ),
        Index(
            "ix_escalations_asked_back",
            "asked_back_at",
            postgresql_where=text(
                "answered_at IS NULL AND returned_at IS NULL AND asked_back_at IS NOT NULL"
            ),
        ),
    )

    id: Mapped[int] = new_id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    question: Mapped[str | None]
    asked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    """When the department is told that its time runs out; NULL: there is too little time for that."""
    counts_from: Mapped[datetime | None]
    """When its time began to run, or to run again; NULL: asked before that was kept."""
    allowed: Mapped[int | None]
    """Working seconds that it had then."""
    terms: Mapped[int] = mapped_column(server_default="0")
    """As a deadline's."""
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    returned_why: Mapped[str | None]
    """NULL with `returned_at`: the case was closed, at a time when nothing else returned it."""
    return_reason: Mapped[str | None]
    """In the department's words."""
    asked_back_at: Mapped[datetime | None]
    """Since when it waits for the operator's answer to the department's own question."""
    asked_back_to: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who had the case when the operators were asked last: whoever has it next is asked again."""
    asked_again_at: Mapped[datetime | None]
    """When the operators were reminded of that question; NULL: not yet."""
    reminded_at: Mapped[datetime | None]
    """When the department was told that its time runs out."""
    overdue_told_at: Mapped[datetime | None]
    """When it and the operators were told that it has."""

    department: Mapped[Department] = relationship(lazy="raise")


class Draft(Base):
    """Words that wait for somebody's press before they go to the customer."""

    __tablename__ = "drafts"
    __table_args__ = (
        one_of("why", Why),
        one_of("state", DraftState),
        Index(
            "ix_drafts_source",
            "source_chat_id",
            "source_message_id",
            postgresql_where=text("source_chat_id IS NOT NULL"),
        ),
        Index(
            "ix_drafts_look",
            "case_id",
            "id",
            postgresql_where=text("state = 'waiting' AND why = 'approval'"),
        ),
    )

    id: Mapped[int] = new_id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The customer message it answers; NULL: the last one seen."""
    changes_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """For APPROVAL: our answer that has gone out and whose words these are to replace."""
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """NULL: an anonymous administrator."""
    release_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who alone may send it; NULL: any operator of the desk."""
    look: Mapped[bool] = mapped_column(server_default="false")
    """Its author wants a colleague to look at it, whatever else it waits for first."""
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who was asked to look at it; NULL: whoever may approve."""
    asked_at: Mapped[datetime | None]
    """For APPROVAL: since when it waits for that."""
    reminded_at: Mapped[datetime | None]
    """When those who may approve were told that it waits still."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who approved or declined it."""
    decided_at: Mapped[datetime | None]
    """Or when it was dropped."""
    reason: Mapped[str | None]
    """Why it was declined."""
    template_id: Mapped[int | None] = mapped_column(ForeignKey("templates.id"))
    """The words it began with."""
    why: Mapped[str]
    private: Mapped[bool] = mapped_column(server_default="false")
    """As an answer that only the customer reads."""
    warned: Mapped[bool] = mapped_column(server_default="false")
    """Somebody was told that everybody would read something private in it: a press sends it all the same."""
    text: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=DraftState.WAITING)
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    created_at: Mapped[datetime] = now()

    author: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[author_id])
    attachments: Mapped[list[Attachment]] = relationship(lazy="raise", order_by="Attachment.id")


class Note(Base):
    """What the desk says to itself about a case."""

    __tablename__ = "notes"

    id: Mapped[int] = new_id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    """Said between the operators and this department; NULL: to everybody."""
    by_department: Mapped[bool] = mapped_column(server_default="false")
    """The department said it, to the operators."""
    text: Mapped[str]
    created_at: Mapped[datetime] = now()
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    album: Mapped[str | None]
    """Telegram's media_group_id: what else belongs to that album is no answer either."""

    staff: Mapped[Staff | None] = relationship(lazy="raise")
