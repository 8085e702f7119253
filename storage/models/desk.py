"""A desk, its accounts, departments and people."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Json, new_id, now, one_of


class Role(StrEnum):
    """What a person is to the desk; what each may is in `bot/desk/permissions.py`."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"
    TRAINEE = "trainee"
    SPECIALIST = "specialist"
    """Of a department."""
    VIEWER = "viewer"


class Signature(StrEnum):
    """What stands under the answers that an account gives."""

    NONE = "none"
    NAME = "name"
    INITIALS = "initials"
    """`^AP`."""
    OWN = "own"
    """What each person set by `/me`; nothing for who set nothing."""


class Approvers(StrEnum):
    """Who looks at the answers of those who may not publish them (`bot/desk/approval.py`)."""

    OPERATORS = "operators"
    """Whoever may publish."""
    SUPERVISORS = "supervisors"
    """A supervisor or the owner."""


class Noise(StrEnum):
    """What of an account's comments is collected quietly (`bot/desk/noise.py`)."""

    OFF = "off"
    GENTLE = "gentle"
    STRICT = "strict"


class ClosedNotice(StrEnum):
    """Who is told, once per closed period, that nobody works now."""

    OFF = "off"
    PRIVATE = "private"
    """Whoever writes a direct message."""
    ALL = "all"
    """Public comments, too."""


class Desk(Base):
    """An operator group with its accounts, departments and settings. Another brand is another desk."""

    __tablename__ = "desks"
    __table_args__ = (
        one_of("approvers", Approvers),
        one_of("closed_notice", ClosedNotice),
        CheckConstraint("claim_minutes >= 0", name="claim_minutes"),
        CheckConstraint("keep_months > 0", name="keep_months"),
        CheckConstraint("asks_customers IN ('off', 'nps', 'csat')", name="asks_customers"),
        CheckConstraint("newcomers IN ('operator', 'trainee', 'viewer')", name="newcomers"),
    )

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
    newcomers: Mapped[str] = mapped_column(server_default=Role.OPERATOR)
    """The role that being a member of the operator group gives to whom no owner gave another."""
    approvers: Mapped[str] = mapped_column(server_default=Approvers.OPERATORS)
    hours_text: Mapped[str | None]
    """When it works, in words for customers: what `{hours}` in a template says."""
    hours: Mapped[Json | None]
    """When it works, as in `bot.desk.hours.Week`; NULL: always."""
    holidays: Mapped[str | None]
    """Whose public holidays it keeps: a country, or one and a part of it (`RU`, `DE-BY`); NULL: none."""
    closed_notice: Mapped[str] = mapped_column(server_default=ClosedNotice.PRIVATE)
    closed_text: Mapped[str | None]
    """What customers are told outside working hours; NULL: the program's own words."""
    claim_minutes: Mapped[int] = mapped_column(server_default="60")
    """Working minutes after which a claimed case that nobody answers goes back to the queue; 0: never."""
    asks_outcome: Mapped[bool] = mapped_column(server_default="true")
    """Who resolves a case is asked how it ended."""
    weekly_summary: Mapped[bool] = mapped_column(server_default="true")
    """The owners get one of the week, on Monday."""
    monthly_summary: Mapped[bool] = mapped_column(server_default="true")
    """The owners get one of the month, on the first."""
    team_summary: Mapped[bool] = mapped_column(server_default="false")
    """The operators' group gets a short one of the day."""
    asks_customers: Mapped[str] = mapped_column(server_default="off")
    """What customers are asked once their case is resolved, as in `Asks`."""
    keep_months: Mapped[int | None]
    """What was said in a case is erased so many months after it was closed; NULL: never."""
    morning_told_at: Mapped[datetime | None]
    """When the group last read what came in while it was closed."""
    case_count: Mapped[int] = mapped_column(server_default="0")
    """The last number given to a case."""
    terms: Mapped[int] = mapped_column(server_default="0")
    """Counts up when what deadlines are reckoned by changes: targets, hours, holidays, exceptions, the time zone."""
    created_at: Mapped[datetime] = now()
    restored_at: Mapped[datetime | None]
    """When it last came out of a backup with a time between that nobody here remembers (`bot/restored.py`)."""


HAND = "hand"
"""The network of what no network brought: one account a desk, which no connector serves."""


class Account(Base):
    """Our page or community on a network; or, as HAND, what people of the desk wrote down."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("network", "external_id"),
        one_of("noise", Noise),
        one_of("signature", Signature),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    network: Mapped[str]
    external_id: Mapped[str]
    title: Mapped[str | None]
    url: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(server_default="false")
    """Its cases get cards of their own first, also in a storm."""
    noise: Mapped[str] = mapped_column(server_default=Noise.GENTLE)
    signature: Mapped[str] = mapped_column(server_default=Signature.OWN)
    followers: Mapped[int | None]
    """NULL: the network does not tell, or was not asked yet."""
    followers_at: Mapped[datetime | None]
    """When it was last asked."""
    lacks: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    """Rights that the network refused us since it was looked at last (`Capability.needs`), each with the time."""
    created_at: Mapped[datetime] = now()


class Staff(Base):
    """A person of the desk, by Telegram user id. `left_at` takes every right away."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("desk_id", "user_id"),
        one_of("role", Role),
        one_of("given_role", Role),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    user_id: Mapped[int]
    name: Mapped[str]
    username: Mapped[str | None]
    role: Mapped[str]
    """What holds: what was given, else what being a member of a bound chat gives."""
    given_role: Mapped[str | None]
    """What an owner gave by `/staff`; NULL: the chat's own. Whoever comes back has it again."""
    signature: Mapped[str | None]
    """Their own, for accounts that sign so."""
    language: Mapped[str | None]
    """Of what only this person sees; NULL: the desk's."""
    on_shift_since: Mapped[datetime | None]
    """NULL: not on shift."""
    shift_asked_at: Mapped[datetime | None]
    """When the person was asked whether so long a shift goes on."""
    works_privately: Mapped[bool] = mapped_column(server_default="false")
    """What they hold comes to their private chat with the bot."""
    private_at: Mapped[datetime | None]
    """When the person opened the private chat with the bot: before that the bot cannot write there."""
    joined_at: Mapped[datetime] = now()
    left_at: Mapped[datetime | None]


class Department(Base):
    """Where cases are escalated to: a chat, a topic of one, or a single person in the private chat with the bot."""

    __tablename__ = "departments"
    __table_args__ = (
        Index(
            "uq_departments_name", "desk_id", "name", unique=True, postgresql_where=text("closed_at IS NULL")
        ),
        Index(
            "uq_departments_place",
            "chat_id",
            "thread_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("answers_within > 0", name="answers_within"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str]
    chat_id: Mapped[int]
    """For a single person: the private chat, whose id is the person's own."""
    thread_id: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who alone is the department; NULL: whoever is in its chat."""
    about: Mapped[str | None]
    """What goes there: a line that the operator sees when choosing."""
    answers_within: Mapped[int] = mapped_column(server_default="120")
    """Minutes."""
    trusted: Mapped[bool] = mapped_column(server_default="false")
    """Its people answer customers directly; else they advise the operator."""
    closed_at: Mapped[datetime | None]
    """Nothing goes there any more; what was asked keeps its record."""
    created_at: Mapped[datetime] = now()


class DepartmentMember(Base):
    """Who of those in a department's chat is its people, where not everybody there is."""

    __tablename__ = "department_members"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class Template(Base):
    """Words that are used again: the desk's, or a person's own (`staff_id`)."""

    __tablename__ = "templates"
    __table_args__ = (
        Index(
            "uq_templates_name",
            "desk_id",
            "staff_id",
            text("lower(name)"),
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Whose own; NULL: everybody's."""
    name: Mapped[str]
    text: Mapped[str]
    """With variables as in `bot/desk/templates.py`."""
    language: Mapped[str | None]
    """NULL: whatever the customer speaks."""
    category: Mapped[str | None]
    used: Mapped[int] = mapped_column(server_default="0")
    """How many answers began with it."""
    created_at: Mapped[datetime] = now()
    deleted_at: Mapped[datetime | None]
