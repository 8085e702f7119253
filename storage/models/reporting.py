"""Reports that somebody asks for: what is chosen on the page, what is being counted for it, files that are made."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of


class Gives(StrEnum):
    """What is made of a report."""

    SHOW = "show"
    """A message."""
    XLSX = "xlsx"
    CSV = "csv"


class PageState(StrEnum):
    RESTS = "rests"
    WAITS = "waits"
    COUNTS = "counts"


class ReportPage(Base):
    """A page of `/report`. `wanted`: as `bot.reports.wanted.Wanted` packs it. One of a person's is counted at a time."""

    __tablename__ = "report_pages"
    __table_args__ = (
        one_of("state", PageState),
        one_of("gives", Gives),
        CheckConstraint("state <> 'counts' OR lease_until IS NOT NULL", name="counts"),
        CheckConstraint("state = 'rests' OR gives IS NOT NULL", name="asked"),
        Index("uq_report_pages_counted", "staff_id", unique=True, postgresql_where=text("state <> 'rests'")),
        Index("ix_report_pages_made_at", "made_at"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    wanted: Mapped[Json]
    message_id: Mapped[int | None]
    """In the person's private chat, once it is known."""
    state: Mapped[str] = mapped_column(server_default=PageState.RESTS)
    gives: Mapped[str | None]
    step: Mapped[str] = mapped_column(server_default="")
    """How far it is, or how it ended: `bot.reports.page.Progress`."""
    asked_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    lease_until: Mapped[datetime | None]
    made_at: Mapped[datetime] = now()


class ReportFile(Base):
    """A workbook on its way, for whichever process sends it."""

    __tablename__ = "report_files"

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = now()
