"""Cases, what is said in them, and the log of what happened."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    event,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Json, new_id, now, one_of
from storage.models.customers import CustomerIdentity, Post
from storage.models.desk import Account, Staff


class Status(StrEnum):
    """A case's status. `open`: it is our turn. `waiting`: it is the customer's."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


LIVE = frozenset({Status.OPEN, Status.WAITING})


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


class Notice(StrEnum):
    """Which of the messages that nobody wrote it is; the others tell that nobody works now."""

    SURVEY = "survey"
    """Asks what the customer thinks (`Survey`)."""
    THANKS = "thanks"
    """For the answer to that."""


class Quiet(StrEnum):
    """Why a case is collected quietly instead of getting a card of its own."""

    MUTED = "muted"
    EMOJI = "emoji"
    FRIEND = "friend"
    """Only somebody's name: a friend is shown the post."""
    CROSSTALK = "crosstalk"
    """One customer answers another."""


class Category(StrEnum):
    """What a case is about."""

    QUESTION = "question"
    PROBLEM = "problem"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    NO_ANSWER_NEEDED = "no_answer_needed"
    SPAM = "spam"


class Priority(IntEnum):
    """A case's. What is more urgent is greater."""

    LOW = -1
    NORMAL = 0
    HIGH = 1
    URGENT = 2


class Outcome(StrEnum):
    """How a resolved case ended, if anybody said so."""

    SOLVED = "solved"
    SOLD = "sold"
    SENT_ELSEWHERE = "sent_elsewhere"
    """The customer was asked to start over in another place."""
    NO_ANSWER_CAME = "no_answer_came"
    """From the customer."""


class Elsewhere(StrEnum):
    """By what an answer was given that did not go by the network."""

    PHONE = "phone"
    EMAIL = "email"
    OTHER = "other"


class Case(Base):
    """What has to be dealt with. Changed only by `bot/record.py`, always with an event.

    `version` counts status, holder and customer messages. `unanswered_since` is when the earliest customer message
    without an answer came; NULL when there is none.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("desk_id", "number"),
        one_of("status", Status),
        CheckConstraint("(status IN ('resolved', 'dismissed')) = (closed_at IS NOT NULL)", name="closed"),
        one_of("quiet", Quiet),
        one_of("category", Category),
        one_of("outcome", Outcome),
        CheckConstraint("priority BETWEEN -1 AND 2", name="priority"),
        CheckConstraint("merged_into_id IS NULL OR closed_at IS NOT NULL", name="merged_is_closed"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        CheckConstraint("erased_at IS NULL OR closed_at IS NOT NULL", name="erased_is_closed"),
        CheckConstraint("status <> 'waiting' OR unanswered_since IS NULL", name="waiting_is_answered"),
        Index(
            "ix_cases_live", "desk_id", "opened_at", postgresql_where=text("status IN ('open', 'waiting')")
        ),
        Index("ix_cases_unclosed", "desk_id", postgresql_where=text("closed_at IS NULL")),
        Index("ix_cases_opened", "desk_id", "opened_at"),
        Index(
            "ix_cases_kept",
            "desk_id",
            "closed_at",
            postgresql_where=text("closed_at IS NOT NULL AND erased_at IS NULL"),
        ),
        Index("ix_cases_snoozed", "snoozed_until", postgresql_where=text("snoozed_until IS NOT NULL")),
        Index("ix_cases_asks", "asks_at", postgresql_where=text("asks_at IS NOT NULL")),
        Index("ix_cases_merged", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    status: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """As in `Priority`."""
    category: Mapped[str | None]
    outcome: Mapped[str | None]
    """How it ended; NULL: nobody said so, or it is open."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    """What was said in it belongs to that one now (`CaseMerge`)."""
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who opened it by hand; NULL: it came from a network."""
    quiet: Mapped[str | None]
    """NULL: it is not collected quietly, or somebody took it up."""
    snoozed_until: Mapped[datetime | None]
    asks_at: Mapped[datetime | None]
    """When its customer is to be asked what they think; NULL: not, or that is over."""
    version: Mapped[int] = mapped_column(server_default="1")
    said_version: Mapped[int] = mapped_column(server_default="1")
    """`version` at the last customer message: a button drawn before it has not shown that message."""
    opened_at: Mapped[datetime]
    unanswered_since: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """Since when nothing that was said in it is known any more (`bot/forgetting`)."""
    after_close: Mapped[int] = mapped_column(server_default="0")
    """Customer messages that came after it was closed and that nobody took up yet."""
    reopened: Mapped[int] = mapped_column(server_default="0")
    earlier_cases: Mapped[int] = mapped_column(server_default="0")
    """How many cases of this customer came before, when it was opened."""
    events: Mapped[int] = mapped_column(server_default="0")
    """The last event's `seq`."""
    sends: Mapped[int] = mapped_column(server_default="0")
    """The last outbox row's `seq`."""

    holder: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[holder_id])
    account: Mapped[Account] = relationship(lazy="raise")


class Conversation(Base):
    """One person in one thread of one account. Points to its case; merging and splitting repoint it."""

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("account_id", "thread_key", "identity_id"),
        Index("ix_conversations_suggested", "account_id", postgresql_where=text("kind = 'suggestion'")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    kind: Mapped[str]
    thread_key: Mapped[str]
    closed_told_at: Mapped[datetime | None]
    """When the customer was last told that nobody works now."""

    identity: Mapped[CustomerIdentity] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")


class Message(Base):
    """What a customer wrote, or what was answered. `case_id` is the case it was said in.

    `key` is the network's, unique within the account; NULL until an answer of ours is known there.
    """

    __tablename__ = "messages"
    __table_args__ = (
        one_of("direction", Direction),
        one_of("elsewhere", Elsewhere),
        CheckConstraint("(direction = 'out') = (delivery IS NOT NULL)", name="delivery_of_out"),
        CheckConstraint("(direction = 'in') = (ordinal IS NOT NULL)", name="ordinal_of_in"),
        CheckConstraint("direction = 'in' OR answered_by_id IS NULL", name="answered_is_in"),
        CheckConstraint("direction = 'in' OR let_go_at IS NULL", name="let_go_is_in"),
        CheckConstraint(
            "delivery IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'taken_back')", name="delivery"
        ),
        CheckConstraint("notice IS NULL OR (automatic AND notice IN ('survey', 'thanks'))", name="notice"),
        UniqueConstraint("account_id", "key"),
        Index(
            "uq_messages_earlier_key",
            "account_id",
            "earlier_key",
            unique=True,
            postgresql_where=text("earlier_key IS NOT NULL"),
        ),
        Index("ix_messages_case", "case_id", "id"),
        Index(
            "ix_messages_given",
            "desk_id",
            "id",
            postgresql_where=text("direction = 'out' AND staff_id IS NOT NULL"),
        ),
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
        Index("ix_messages_answers", "answers_id", postgresql_where=text("answers_id IS NOT NULL")),
        Index("ix_messages_escalation", "escalation_id", postgresql_where=text("escalation_id IS NOT NULL")),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    direction: Mapped[str]
    key: Mapped[str | None]
    earlier_key: Mapped[str | None]
    """What a suggestion was known by before it was published."""
    ordinal: Mapped[int | None]
    """The case's `version` that this customer message made."""
    text: Mapped[str]
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    """Of a review: stars of five."""
    title: Mapped[str | None]
    url: Mapped[str | None]
    target: Mapped[Json | None]
    """What the connector needs to answer this message."""
    at: Mapped[datetime]
    """When it was written, by the network's clock; for an answer, when it arrived there (or was asked for)."""
    received_at: Mapped[datetime] = now()
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    """For a customer's message: its author took it away."""
    replaced_at: Mapped[datetime | None]
    """For an answer: when a later one took its place in the network."""
    hidden_at: Mapped[datetime | None]
    """Our side hid it in the network."""
    liked_at: Mapped[datetime | None]
    """The desk liked it."""
    read_at: Mapped[datetime | None]
    """For an answer: when we heard that the customer has seen it."""
    likes: Mapped[int | None]
    """Of a comment; NULL: nobody has told."""
    counted_at: Mapped[datetime | None]
    """When they were last asked for."""
    shown_chat_id: Mapped[int | None]
    shown_message_id: Mapped[int | None]
    """The Telegram message that first showed it: an operator's reply with a higher id was written after seeing it."""
    held_chat_id: Mapped[int | None]
    held_message_id: Mapped[int | None]
    """The same in the private chat of whoever has the case, or had it last, and works there."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    let_go_at: Mapped[datetime | None]
    """Its case was closed without an answer to it, and is part of another one since then: nobody waits for one."""
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """For an answer: the customer message it was sent under."""
    private: Mapped[bool] = mapped_column(server_default="false")
    """For an answer: to something public, where only its author reads it."""
    automatic: Mapped[bool] = mapped_column(server_default="false")
    """A notice of the desk that nobody wrote: it answers nothing."""
    notice: Mapped[str | None]
    """Of these, which one (`Notice`); NULL: it tells that nobody works now."""
    elsewhere: Mapped[str | None]
    """For an answer that did not go by the network: by what it went. Its `text` tells what was said."""
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"))
    """For an answer that a trusted department gave itself: to which question."""
    seen_to: Mapped[int | None]
    """For an answer: the last customer message its author had seen; later ones stay unanswered."""
    delivery: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who of the desk answered; NULL for an answer given in the network itself."""
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who looked at it first. What is not word for word what they saw does not go out as this answer."""
    source_chat_id: Mapped[int | None]
    source_message_id: Mapped[int | None]
    """The operator's own Telegram message, which carries the reaction."""
    signature: Mapped[str] = mapped_column(server_default="")
    """For an answer: what was put under its words, as it was then; a change of them keeps it."""
    failure: Mapped[Json | None]
    """Why it failed: {"error": class, "code": …, …}; no text from outside."""

    attachments: Mapped[list[Attachment]] = relationship(
        lazy="raise",
        order_by="Attachment.id",
        primaryjoin="and_(Attachment.message_id == Message.id, Attachment.gone_at.is_(None))",
        viewonly=True,
    )
    revisions: Mapped[list[Revision]] = relationship(lazy="raise", order_by="Revision.id", viewonly=True)
    conversation: Mapped[Conversation] = relationship(lazy="raise")
    staff: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[staff_id])
    approved_by: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[approved_by_id])


class Revision(Base):
    """What a message said before it was edited."""

    __tablename__ = "revisions"

    id: Mapped[int] = new_id()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    text: Mapped[str]
    until: Mapped[datetime]
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    attached: Mapped[bool] = mapped_column(server_default=false())
    """Something else was attached, too."""


class Brought(StrEnum):
    """Whether Telegram shows a file itself, and not only a link to it."""

    WANTED = "wanted"
    """Its outbox row is under way."""
    SHOWN = "shown"
    LOST = "lost"
    """It could not be had: the link is all there is."""


class Attachment(Base):
    """What belongs to a message, or to a draft: a network's as in `connectors.base.Attachment`, in the order of `id`; one
    that an edit took away is kept. What is ours is known by its file in Telegram.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        one_of("brought", Brought),
        CheckConstraint("(message_id IS NULL) <> (draft_id IS NULL)", name="of_one"),
        Index("ix_attachments_album", "album", postgresql_where=text("album IS NOT NULL")),
    )

    id: Mapped[int] = new_id()
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"), index=True)
    kind: Mapped[str]
    url: Mapped[str | None]
    title: Mapped[str | None]
    size: Mapped[int | None]
    """Bytes."""
    seconds: Mapped[int | None]
    key: Mapped[str | None]
    text: Mapped[str | None]
    author: Mapped[str | None]
    depth: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    brought: Mapped[str | None]
    gone_at: Mapped[datetime | None]
    """When an edit took it away."""
    mime: Mapped[str | None]
    file_id: Mapped[str | None]
    """Telegram's, of a file that an operator sent; NULL for what came from a network."""
    source_message_id: Mapped[int | None]
    """The Telegram message it was sent in: of an album each file has its own."""
    album: Mapped[str | None]
    """Telegram's media_group_id: more files of it may follow."""


class Event(Base):
    """Append-only: a trigger refuses UPDATE and DELETE. Holds no customer text. `seq` has no gaps within a case."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        CheckConstraint("(case_id IS NULL) = (seq IS NULL)", name="seq_of_case"),
        Index("ix_events_at", "desk_id", "at"),
    )

    id: Mapped[int] = new_id()
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int | None]
    kind: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who did it; NULL: the customer, a colleague in the network, or the program (see `kind`)."""
    at: Mapped[datetime]
    data: Mapped[Json] = mapped_column(server_default=text("'{}'::jsonb"))

    staff: Mapped[Staff | None] = relationship(lazy="raise")


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
