"""Who writes to us, and under what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, new_id, now


class Customer(Base):
    """A person behind identities. Belongs to a desk: desks do not see each other's."""

    __tablename__ = "customers"

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    created_at: Mapped[datetime] = now()


class CustomerIdentity(Base):
    """A customer's account on one network. `scope` is our account's id where a network gives ids per page, else ''."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("desk_id", "network", "scope", "external_id"),)

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
