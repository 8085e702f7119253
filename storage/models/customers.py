"""Who writes to us, and under what."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now


class Customer(Base):
    """A person behind identities. Belongs to a desk: desks do not see each other's."""

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index("ix_customers_forgotten", "forgotten_at", postgresql_where=text("forgotten_at IS NOT NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str | None]
    """What the desk calls this customer; NULL: as the network does."""
    vip: Mapped[bool] = mapped_column(server_default="false")
    """Their new cases are of high priority."""
    language: Mapped[str | None]
    """What they speak, as a two-letter code; NULL: nobody said."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    """It turned out to be that one (`CustomerMerge`)."""
    created_at: Mapped[datetime] = now()
    forgotten_at: Mapped[datetime | None]
    """Since when nobody knows who it was: only their cases are left, for the figures."""


class CustomerNote(Base):
    """What the desk keeps about a customer, or promised them."""

    __tablename__ = "customer_notes"
    __table_args__ = (
        CheckConstraint("promised OR (due_on IS NULL AND kept_at IS NULL)", name="promise"),
        Index(
            "uq_customer_notes_source",
            "source_chat_id",
            "source_message_id",
            unique=True,
            postgresql_where=text("source_message_id IS NOT NULL"),
        ),
        Index(
            "ix_customer_notes_due",
            "due_on",
            postgresql_where=text("told_at IS NULL AND kept_at IS NULL AND deleted_at IS NULL"),
        ),
    )

    id: Mapped[int] = new_id()
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    """In which it was written."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str]
    promised: Mapped[bool] = mapped_column(server_default="false")
    due_on: Mapped[date | None]
    """Of a promise: by when; NULL: nobody said."""
    kept_at: Mapped[datetime | None]
    """Of a promise: when somebody said that it is kept."""
    told_at: Mapped[datetime | None]
    """Of a promise: when somebody was told that its day has come."""
    at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    """The Telegram message it was written in: an edit of that one rewrites it."""


class CustomerTag(Base):
    __tablename__ = "customer_tags"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class CustomerMerge(Base):
    """`from_id` turned out to be `into_id`: its identities and cases moved there. Taken apart, they go back."""

    __tablename__ = "customer_merges"
    __table_args__ = (
        Index("uq_customer_merges_from", "from_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        CheckConstraint("from_id <> into_id", name="two"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    into_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    moved: Mapped[Json]
    """Ids of what moved, by table: {"identities": […], "cases": […], "notes": […], "tags": […]}; and under "took" which
    of `vip`, `language`, `name` the other one got by it."""
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class CustomerIdentity(Base):
    """A customer's account on one network. `scope` is our account's id where a network gives ids per page, else ''."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("desk_id", "network", "scope", "external_id"),
        Index("ix_identities_name", "desk_id", text("lower(name)")),
        Index("ix_identities_nameless", "profile_at", postgresql_where=text("name IS NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    network: Mapped[str]
    scope: Mapped[str] = mapped_column(server_default="")
    external_id: Mapped[str]
    name: Mapped[str | None]
    url: Mapped[str | None]
    city: Mapped[str | None]
    followers: Mapped[int | None]
    deactivated: Mapped[bool] = mapped_column(server_default="false")
    profile_at: Mapped[datetime | None]
    """When the profile was last fetched; NULL: never."""


class Post(Base):
    """What comments stand under, kept because a token may not be allowed to read it later: a post, a photo, …"""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        CheckConstraint("kind IN ('post', 'photo', 'video', 'product', 'topic')", name="kind"),
        Index("ix_posts_unread", "id", postgresql_where=text("text IS NULL AND asked_at IS NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default="post")
    """As in `connectors.base.ParentKind`."""
    url: Mapped[str]
    text: Mapped[str | None]
    title: Mapped[str | None]
    price: Mapped[str | None]
    photo_url: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    """When what it says was last asked for; NULL: never."""
    muted_at: Mapped[datetime | None]
    """From then on its comments are collected quietly; NULL: it is not muted."""
    likes: Mapped[int | None]
    reposts: Mapped[int | None]
    views: Mapped[int | None]
    comments: Mapped[int | None]
    """Figures while a case is open; NULL: nobody has told."""
    counted_at: Mapped[datetime | None]
    """When they were last asked for."""
    muted_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    """The desk closed the comments under it; NULL: it did not, or opened them again."""

    @property
    def name(self) -> str | None:
        """What people know it by; None: nobody has told yet."""
        return self.title or self.text
