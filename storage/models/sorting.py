"""How cases are sorted and joined: tags, merges."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now


class Tag(Base):
    """A word of the desk's own for what comes up again; cases and customers carry it."""

    __tablename__ = "tags"
    __table_args__ = (Index("uq_tags_name", "desk_id", text("lower(name)"), unique=True),)

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str]
    """Without the `#`."""
    used: Mapped[int] = mapped_column(server_default="0")
    """How many cases and customers have it."""
    created_at: Mapped[datetime] = now()


class CaseTag(Base):
    __tablename__ = "case_tags"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class CaseMerge(Base):
    """`from_id` was merged into `into_id`: its conversations and what was said in it moved there."""

    __tablename__ = "case_merges"
    __table_args__ = (
        Index("uq_case_merges_from", "from_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        CheckConstraint("from_id <> into_id", name="two"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    into_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    moved: Mapped[Json]
    """Ids of what moved, by table, and how the case stood: {"conversations": […], "status": …, …}. "upto": the last
    message that either had by then.
    """
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
