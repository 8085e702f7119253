"""The nouns of the desk. Invariants the database can state are constraints; lazy loading raises.

Times are `timestamptz`, always aware. Ids of Telegram and of networks are 64-bit or text. `desk_id` is on every
row that a brand must not see of another; `account_id` on every row that belongs to a page of ours.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ARRAY,
    DDL,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Json = dict[str, Any]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain attribute
        str: Text,
        int: BigInteger,
        datetime: DateTime(timezone=True),
        Json: JSONB,
    }


class Status(StrEnum):
    """A case's status. `open`: it is our turn. `waiting`: it is the customer's."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


class Role(StrEnum):
    OWNER = "owner"
    OPERATOR = "operator"
    SPECIALIST = "specialist"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Delivery(StrEnum):
    """Where an answer of ours is. Only `sent` answers a customer."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


class Why(StrEnum):
    """Why a draft waits for a press."""

    HELD_BY_OTHER = "held_by_other"
    ANONYMOUS = "anonymous"
    EPHEMERAL = "ephemeral"
    ATTACHMENT = "attachment"
    TOO_LONG = "too_long"
    ADVICE = "advice"


class DraftState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"


class RowState(StrEnum):
    """An outbox row's. `unknown`: it may have gone out; nobody resends it blindly."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


class UpdateState(StrEnum):
    NEW = "new"
    DONE = "done"
    PARKED = "parked"


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    quoted = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({quoted})", name=column)


def _id() -> Mapped[int]:
    return mapped_column(BigInteger, Identity(), primary_key=True)


def _now() -> Mapped[datetime]:
    return mapped_column(server_default=text("now()"))


class Desk(Base):
    """An operator group with its accounts, departments and settings. Another brand is another desk."""

    __tablename__ = "desks"

    id: Mapped[int] = _id()
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
    case_count: Mapped[int] = mapped_column(server_default="0")
    """The last number given to a case."""
    created_at: Mapped[datetime] = _now()


class Account(Base):
    """Our page or community on a network."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("network", "external_id"),)

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    network: Mapped[str]
    external_id: Mapped[str]
    title: Mapped[str | None]
    url: Mapped[str | None]
    created_at: Mapped[datetime] = _now()


class Staff(Base):
    """A person of the desk, by Telegram user id. `left_at` takes every right away."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("desk_id", "user_id"), _one_of("role", Role))

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    user_id: Mapped[int]
    name: Mapped[str]
    username: Mapped[str | None]
    role: Mapped[str]
    signature: Mapped[str | None]
    private_at: Mapped[datetime | None]
    """When the person opened the private chat with the bot: before that the bot cannot write there."""
    joined_at: Mapped[datetime] = _now()
    left_at: Mapped[datetime | None]


class Department(Base):
    """Where cases are escalated to: a chat, or a topic of one."""

    __tablename__ = "departments"
    __table_args__ = (
        UniqueConstraint("desk_id", "name"),
        UniqueConstraint("chat_id", "thread_id", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str]
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    created_at: Mapped[datetime] = _now()


class Customer(Base):
    """A person behind identities. Belongs to a desk: desks do not see each other's."""

    __tablename__ = "customers"

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    created_at: Mapped[datetime] = _now()


class CustomerIdentity(Base):
    """A customer's account on one network. `scope` is our account's id where a network gives ids per page, else ''."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("desk_id", "network", "scope", "external_id"),)

    id: Mapped[int] = _id()
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
    """What comments stand under, kept because a token may not be allowed to read it later."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    url: Mapped[str]
    text: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    """When its text was last asked for; NULL: never."""


class Case(Base):
    """What has to be dealt with. Changed only by `bot/record.py`, always with an event.

    `version` counts status, holder and customer messages. `unanswered_since` is when the earliest customer message
    without an answer came; NULL when there is none.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("desk_id", "number"),
        _one_of("status", Status),
        CheckConstraint("(status IN ('resolved', 'dismissed')) = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("status <> 'waiting' OR unanswered_since IS NULL", name="waiting_is_answered"),
        Index(
            "ix_cases_live", "desk_id", "opened_at", postgresql_where=text("status IN ('open', 'waiting')")
        ),
        Index("ix_cases_opened", "desk_id", "opened_at"),
    )

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    status: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    snoozed_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    said_version: Mapped[int] = mapped_column(server_default="1")
    """`version` at the last customer message: a button drawn before it has not shown that message."""
    opened_at: Mapped[datetime]
    unanswered_since: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    after_close: Mapped[int] = mapped_column(server_default="0")
    """Customer messages that came after it was closed and that nobody took up yet."""
    reopened: Mapped[int] = mapped_column(server_default="0")
    earlier_cases: Mapped[int] = mapped_column(server_default="0")
    """How many cases of this customer came before, when it was opened."""
    events: Mapped[int] = mapped_column(server_default="0")
    """The last event's `seq`."""
    sends: Mapped[int] = mapped_column(server_default="0")
    """The last outbox row's `seq`."""

    holder: Mapped[Staff | None] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")


class Conversation(Base):
    """One person in one thread of one account. Points to its case; merging and splitting repoint it."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("account_id", "thread_key", "identity_id"),)

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    kind: Mapped[str]
    thread_key: Mapped[str]

    identity: Mapped[CustomerIdentity] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")


class Message(Base):
    """What a customer wrote, or what was answered. `case_id` is the case it was said in.

    `key` is the network's, unique within the account; NULL until an answer of ours is known there.
    """

    __tablename__ = "messages"
    __table_args__ = (
        _one_of("direction", Direction),
        CheckConstraint("(direction = 'out') = (delivery IS NOT NULL)", name="delivery_of_out"),
        CheckConstraint("(direction = 'in') = (ordinal IS NOT NULL)", name="ordinal_of_in"),
        CheckConstraint("direction = 'in' OR answered_by_id IS NULL", name="answered_is_in"),
        CheckConstraint(
            "delivery IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'taken_back')", name="delivery"
        ),
        UniqueConstraint("account_id", "key"),
        Index("ix_messages_case", "case_id", "id"),
        Index("ix_messages_source", "source_chat_id", "source_message_id"),
        Index(
            "ix_messages_unanswered",
            "case_id",
            postgresql_where=text("direction = 'in' AND answered_by_id IS NULL"),
        ),
        Index(
            "ix_messages_keyless",
            "conversation_id",
            postgresql_where=text("direction = 'out' AND key IS NULL"),
        ),
    )

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    direction: Mapped[str]
    key: Mapped[str | None]
    ordinal: Mapped[int | None]
    """The case's `version` that this customer message made."""
    text: Mapped[str]
    url: Mapped[str | None]
    target: Mapped[Json | None]
    """What the connector needs to answer this message."""
    at: Mapped[datetime]
    """When it was written, by the network's clock; for an answer, when it arrived there (or was asked for)."""
    received_at: Mapped[datetime] = _now()
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    shown_chat_id: Mapped[int | None]
    shown_message_id: Mapped[int | None]
    """The Telegram message that first showed it: an operator's reply with a higher id was written after seeing it."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """For an answer: the customer message it was sent under."""
    seen_to: Mapped[int | None]
    """For an answer: the last customer message its author had seen; later ones stay unanswered."""
    delivery: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who of the desk answered; NULL for an answer given in the network itself."""
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    """The operator's own Telegram message, which carries the reaction."""
    failure: Mapped[Json | None]
    """Why it failed: {"error": class, "code": …, …}; no text from outside."""

    attachments: Mapped[list[Attachment]] = relationship(lazy="raise", order_by="Attachment.id")
    conversation: Mapped[Conversation] = relationship(lazy="raise")
    staff: Mapped[Staff | None] = relationship(lazy="raise")


class Revision(Base):
    """What a message said before it was edited."""

    __tablename__ = "revisions"

    id: Mapped[int] = _id()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    text: Mapped[str]
    until: Mapped[datetime]


class Attachment(Base):
    __tablename__ = "attachments"

    id: Mapped[int] = _id()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    kind: Mapped[str]
    url: Mapped[str | None]
    title: Mapped[str | None]
    size: Mapped[int | None]
    seconds: Mapped[int | None]


class Escalation(Base):
    """A case put to a department. Each department after another has its own row."""

    __tablename__ = "escalations"
    __table_args__ = (
        CheckConstraint("taken_at IS NULL OR taken_by IS NOT NULL", name="taken"),
        Index(
            "uq_escalations_open",
            "case_id",
            "department_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL AND returned_at IS NULL"),
        ),
    )

    id: Mapped[int] = _id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    question: Mapped[str | None]
    asked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    department: Mapped[Department] = relationship(lazy="raise")


class Draft(Base):
    """Words that wait for somebody's press before they go to the customer."""

    __tablename__ = "drafts"
    __table_args__ = (_one_of("why", Why), _one_of("state", DraftState))

    id: Mapped[int] = _id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The customer message it answers; NULL: the last one seen."""
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """NULL: an anonymous administrator."""
    release_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who alone may send it; NULL: any operator of the desk."""
    why: Mapped[str]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=DraftState.WAITING)
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    created_at: Mapped[datetime] = _now()

    author: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[author_id])


class Note(Base):
    """What the desk says to itself about a case."""

    __tablename__ = "notes"

    id: Mapped[int] = _id()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str]
    created_at: Mapped[datetime] = _now()
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]

    staff: Mapped[Staff | None] = relationship(lazy="raise")


class Event(Base):
    """Append-only: a trigger refuses UPDATE and DELETE. Holds no customer text. `seq` has no gaps within a case."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        CheckConstraint("(case_id IS NULL) = (seq IS NULL)", name="seq_of_case"),
        Index("ix_events_at", "desk_id", "at"),
    )

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int | None]
    kind: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who did it; NULL: the customer, a colleague in the network, or the program (see `kind`)."""
    at: Mapped[datetime]
    data: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))

    staff: Mapped[Staff | None] = relationship(lazy="raise")


class Lane(Base):
    """A Telegram chat (`tg:<id>`) or a network account (`vk:<id>`): what is sent there shares limits and pauses."""

    __tablename__ = "lanes"

    key: Mapped[str] = mapped_column(primary_key=True)
    paused_until: Mapped[datetime | None]
    stopped: Mapped[str | None]
    """Why nothing is sent until a person mends it (an error's class); NULL: it runs."""
    probe_at: Mapped[datetime | None]
    """A stopped lane tries one thing then: not every mending is told to us. NULL: it waits for a person."""
    full_until: Mapped[datetime | None]
    """Its pace is used up until then; what costs nothing goes on."""
    spent: Mapped[list[datetime]] = mapped_column(
        ARRAY(DateTime(timezone=True)), server_default=text("'{}'::timestamptz[]")
    )
    """When the last messages and edits went out: the pace outlives a restart."""


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

    id: Mapped[int] = _id()
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
    sent_at: Mapped[datetime] = _now()


class Outbox(Base):
    """What must happen, written in the transaction that caused it.

    `seq` orders the rows of a case within a lane; NULL where order does not matter. A row is never deleted while
    something may still ask what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        _one_of("state", RowState),
        UniqueConstraint("case_id", "seq"),
        Index(
            "ix_outbox_due", "lane", "urgency", "not_before", "id", postgresql_where=text("state = 'pending'")
        ),
        Index(
            "ix_outbox_unsettled",
            "lane",
            "case_id",
            "seq",
            postgresql_where=text("state IN ('pending', 'sending', 'unknown')"),
        ),
        Index("ix_outbox_leases", "lease_until", postgresql_where=text("state IN ('sending', 'unknown')")),
        Index("ix_outbox_signs", "lane", "id", postgresql_where=text("kind = 'sign'")),
    )

    id: Mapped[int] = _id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int | None]
    lane: Mapped[str | None]
    kind: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    """An answer's message; for a follow-up the customer's."""
    payload: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))
    state: Mapped[str] = mapped_column(server_default=RowState.PENDING)
    urgency: Mapped[int] = mapped_column(SmallInteger)
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    lease_until: Mapped[datetime | None]
    error: Mapped[Json | None]
    created_at: Mapped[datetime] = _now()
    settled_at: Mapped[datetime | None]


class Update(Base):
    """The Telegram inbox: stored and committed before Telegram is told to forget it."""

    __tablename__ = "updates"
    __table_args__ = (
        _one_of("state", UpdateState),
        Index("ix_updates_new", "id", postgresql_where=text("state = 'new'")),
    )

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None]
    person_id: Mapped[int | None]
    payload: Mapped[Json]
    state: Mapped[str] = mapped_column(server_default=UpdateState.NEW)
    attempts: Mapped[int] = mapped_column(server_default="0")
    not_before: Mapped[datetime] = _now()
    received_at: Mapped[datetime] = _now()
    error: Mapped[str | None]


class Cursor(Base):
    """Where a connector's poll goes on; committed with the items it brought."""

    __tablename__ = "cursors"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    value: Mapped[Json]
    moved_at: Mapped[datetime] = _now()


class RawEvent(Base):
    """An event that could not be understood or applied: kept as it came, so that nothing is lost."""

    __tablename__ = "raw_events"
    __table_args__ = (Index("ix_raw_events_received", "received_at"),)

    id: Mapped[int] = _id()
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str | None]
    reason: Mapped[str]
    payload: Mapped[Any] = mapped_column(JSONB)
    received_at: Mapped[datetime] = _now()


class PendingEcho(Base):
    """An echo that may be an answer of ours still in flight: attributed when nothing is in flight any more."""

    __tablename__ = "pending_echoes"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[int] = _id()
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    thread_key: Mapped[str]
    payload: Mapped[Json]
    received_at: Mapped[datetime] = _now()


class Summary(Base):
    """A daily summary that was put on its way: once a day whatever happens."""

    __tablename__ = "summaries"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = _now()


APPEND_ONLY = """
CREATE FUNCTION otklik_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only';
END
$$
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION otklik_append_only()
"""
for _statement in (APPEND_ONLY, TRIGGER):
    event.listen(Base.metadata.tables["events"], "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
