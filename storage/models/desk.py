"""A desk, its accounts, departments and people."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of


class Role(StrEnum):
    OWNER = "owner"
    OPERATOR = "operator"
    SPECIALIST = "specialist"


class Noise(StrEnum):
    """What of an account's comments is collected quietly (`bot/desk/noise.py`)."""

    OFF = "off"
    GENTLE = "gentle"
    STRICT = "strict"


class Desk(Base):
    """An operator group with its accounts, departments and settings. Another brand is another desk."""

    __tablename__ = "desks"

    id: Mapped[int] = new_id()
    title: Mapped[str]
    chat_id: Mapped[int | None] = mapped_column(unique=True)
    thread_id: Mapped[int | None]
    bound_at: Mapped[datetime | None]
    """Set by `/setup`: from then on it wins over OPERATORS_CHAT_ID."""
    language: Mapped[str]
    timezone: Mapped[str]
    summary_at: Mapped[str]
    """HH:MM in `timezone`."""
    owner_code_hash: Mapped[str | None]
    """SHA-256 of the one-time code that makes its bearer the owner."""
    board: Mapped[bool] = mapped_column(server_default="true")
    """The live board is kept in the operator group."""
    case_count: Mapped[int] = mapped_column(server_default="0")
    """The last number given to a case."""
    created_at: Mapped[datetime] = now()


class Account(Base):
    """Our page or community on a network."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("network", "external_id"), one_of("noise", Noise))

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    network: Mapped[str]
    external_id: Mapped[str]
    title: Mapped[str | None]
    url: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(server_default="false")
    """Its cases get cards of their own first, also in a storm."""
    noise: Mapped[str] = mapped_column(server_default=Noise.GENTLE)
    lacks: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    """Rights that the network refused us since it was looked at last (`Capability.needs`), each with the time."""
    created_at: Mapped[datetime] = now()


class Staff(Base):
    """A person of the desk, by Telegram user id. `left_at` takes every right away."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("desk_id", "user_id"), one_of("role", Role))

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    user_id: Mapped[int]
    name: Mapped[str]
    username: Mapped[str | None]
    role: Mapped[str]
    signature: Mapped[str | None]
    private_at: Mapped[datetime | None]
    """When the person opened the private chat with the bot: before that the bot cannot write there."""
    joined_at: Mapped[datetime] = now()
    left_at: Mapped[datetime | None]


class Department(Base):
    """Where cases are escalated to: a chat, or a topic of one."""

    __tablename__ = "departments"
    __table_args__ = (
        UniqueConstraint("desk_id", "name"),
        UniqueConstraint("chat_id", "thread_id", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str]
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    created_at: Mapped[datetime] = now()
