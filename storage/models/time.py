"""By when what has to be done, and when nobody works."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, new_id, one_of


class Measure(StrEnum):
    """What a target is set for, and a deadline counts."""

    FIRST = "first"
    """From the customer's first words to our first answer."""
    NEXT = "next"
    """From the earliest words without an answer to the answer."""
    RESOLUTION = "resolution"
    DEPARTMENT = "department"
    """A department's answer, of some cases only; else each department has its own (`Department.answers_within`)."""
    CLAIM = "claim"
    """How long who has a case may leave it unanswered; its target is the desk's `claim_minutes`."""


class Target(Base):
    """The desk's own, in place of the program's (`bot/desk/deadlines.py`). NULL: whatever it is."""

    __tablename__ = "targets"
    __table_args__ = (
        one_of("measure", Measure),
        CheckConstraint("minutes > 0", name="minutes"),
        Index(
            "uq_targets_what",
            "desk_id",
            "measure",
            "kind",
            "category",
            "priority",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    measure: Mapped[str]
    kind: Mapped[str | None]
    category: Mapped[str | None]
    priority: Mapped[int | None] = mapped_column(SmallInteger)
    minutes: Mapped[int]
    """Working minutes."""


class Deadline(Base):
    """One wait of a case, kept after it ended: what fell due, and whether it was met. What was resolved in time and is open
    again is a wait of its own, that has taken as long already.

    While it runs, working time since `since` counts on top of `spent`; `since` and `due_at` are NULL while it stands
    still.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        one_of("measure", Measure),
        CheckConstraint("target > 0", name="target"),
        CheckConstraint("spent >= 0", name="spent"),
        CheckConstraint("(since IS NULL) = (due_at IS NULL)", name="runs"),
        CheckConstraint("ended_at IS NULL OR next_at IS NULL", name="ended_is_quiet"),
        Index(
            "uq_deadlines_open",
            "case_id",
            "measure",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_deadlines_case", "case_id"),
        Index("ix_deadlines_next", "next_at", postgresql_where=text("next_at IS NOT NULL")),
        Index("ix_deadlines_started", "desk_id", "started_at"),
        Index(
            "ix_deadlines_decided",
            "desk_id",
            "decided_at",
            postgresql_include=("measure", "met", "case_id"),
            postgresql_where=text("met IS NOT NULL"),
        ),
        Index("ix_deadlines_terms", "desk_id", "terms", postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    measure: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Of CLAIM: who has the case."""
    waits_since: Mapped[datetime | None]
    """Of what ends with an answer: the case's `unanswered_since` that it began with."""
    started_at: Mapped[datetime]
    target: Mapped[int]
    """Working minutes, as it was when it was reckoned last."""
    spent: Mapped[int] = mapped_column(server_default="0")
    """Working seconds until it last stood still."""
    since: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was answered, resolved, or needed nobody any more."""
    met: Mapped[bool | None]
    """Once it ended or fell due; NULL: neither, or it needed nobody before it fell due."""
    decided_at: Mapped[datetime | None]
    """Of what has `met`, and ended or stands still: when it was met, or fell due without being met. What runs is missed
    from `due_at` on."""
    stage: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """How many of its warnings were given."""
    next_at: Mapped[datetime | None]
    """When the next warning is due; NULL: none is."""
    terms: Mapped[int] = mapped_column(server_default="0")
    """The desk's when it was reckoned last: while it is behind, nobody is warned."""


class HoursException(Base):
    """A day that is not as its weekday."""

    __tablename__ = "hours_exceptions"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[list[Any]] = mapped_column(JSONB)
    """Pairs of `HH:MM`, as a weekday's in `bot.desk.hours.Week`; none: closed."""
