"""What a case's history amounts to, for reports: kept beside the event log, made from it alone, and made anew at will.

`bot/facts.py` writes these rows soon after a case changed (`StaleFact`); nobody else does, and only `bot/reports/` reads
them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, BigInteger, ForeignKey, Index, Integer, SmallInteger, event
from sqlalchemy.dialects.postgresql import ARRAY, TSTZMULTIRANGE
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, new_id, one_of


class Did(StrEnum):
    """What is counted when it happens."""

    OPENED = "opened"
    SAID = "said"
    """A customer's message, the one that opened the case included."""
    CLAIMED = "claimed"
    """Also taken over, or assigned: `staff_id` is who has the case then."""
    ANSWERED = "answered"
    """An answer that somebody gave arrived at the customer, by the network or otherwise."""
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    REOPENED = "reopened"
    """By whom or whatever: it had been resolved or dismissed and is open again."""
    FAILED = "failed"
    """An answer did not arrive and nobody tries again by itself; `arrived_at`: when it did after all."""


class CaseFact(Base):
    """One case. `merged` ones are part of another one, where all that was said in them counts."""

    __tablename__ = "case_facts"
    __table_args__ = (
        Index("ix_case_facts_opened", "desk_id", "opened_at"),
        Index("ix_case_facts_resolved", "desk_id", "first_resolved_at"),
        Index("ix_case_facts_last_resolved", "desk_id", "resolved_at"),
        Index("ix_case_facts_closed", "desk_id", "closed_at"),
        Index("ix_case_facts_customer", "customer_id", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    seq: Mapped[int]
    """The last event it was made from."""
    desk_id: Mapped[int]
    account_id: Mapped[int]
    network: Mapped[str]
    kind: Mapped[str]
    category: Mapped[str | None]
    outcome: Mapped[str | None]
    customer_id: Mapped[int]
    returning: Mapped[bool]
    """The customer had a case before this one that counts."""
    counted: Mapped[bool]
    """It is a case of its own: neither merged into another one nor collected quietly. Only such ones are in any figure,
    unless it says otherwise."""
    quiet: Mapped[bool]
    needs_answer: Mapped[bool]
    """Counted, neither spam nor in need of no answer (category)."""
    gone_at: Mapped[datetime | None]
    """Since when all of it is taken away by the customer, before anybody answered: from then on it needs no answer."""
    opened_at: Mapped[datetime]
    """By the desk's clock."""
    said_at: Mapped[datetime]
    """When the first customer message was written, by the network's clock; `opened_at` where there is none."""
    outside: Mapped[bool]
    """Nobody worked at `said_at`."""
    first_answer_at: Mapped[datetime | None]
    """The first answer that somebody gave at or after `said_at`."""
    first_answer_by: Mapped[int | None] = mapped_column(BigInteger)
    """NULL: a colleague in the network itself."""
    first_seconds: Mapped[int | None] = mapped_column(Integer)
    """From `said_at` to `first_answer_at`."""
    first_working: Mapped[int | None] = mapped_column(Integer)
    """The same in working seconds, by the desk's hours when it was answered."""
    answered_at: Mapped[datetime | None]
    """The first answer of all that somebody gave and that arrived, also one older than `said_at`; those taken back are
    none."""
    answered_publicly: Mapped[bool | None]
    """Everybody can read it."""
    answered_again_at: Mapped[datetime | None]
    """The second one."""
    answers: Mapped[int] = mapped_column(Integer)
    """How many by now, and `public_answers` of them: read by programs from before revision 0044 only."""
    public_answers: Mapped[int] = mapped_column(Integer)
    handling: Mapped[int] = mapped_column(Integer)
    """Seconds that somebody had the case while it was our turn, until it was closed for the last time: neither waiting for
    the customer, nor snoozed, nor closed, nor part of another case."""
    first_resolved_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    """The last time."""
    resolved_by: Mapped[int | None] = mapped_column(BigInteger)
    """Whoever did that."""
    reopened_at: Mapped[datetime | None]
    """When it was first open again after `first_resolved_at`."""
    closed_at: Mapped[datetime | None]
    """Since when it is resolved or dismissed; NULL: it is open."""
    open_during: Mapped[Any] = mapped_column(TSTZMULTIRANGE)
    """When it was open; the last span has no end while it is. Empty for what is not counted."""
    departments: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """Who was asked about it."""
    people: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """Staff who had it, answered, resolved or dismissed it."""
    tags: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class WaitFact(Base):
    """One wait of a customer for an answer. `n` 0: the first one, from the first message to the first answer. Each later
    one: from the earliest message that an answer answered, or that has none yet, to that answer; none where the clocks
    put the answer before it. A low score that opened the case again waits as a message does.
    """

    __tablename__ = "wait_facts"
    __table_args__ = (Index("ix_wait_facts_heard", "desk_id", "heard_at"),)

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    desk_id: Mapped[int]
    network: Mapped[str]
    asked_at: Mapped[datetime]
    """When the message was written."""
    heard_at: Mapped[datetime]
    """When the desk heard of it."""
    outside: Mapped[bool]
    """Nobody worked at `asked_at`."""
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(BigInteger)
    """NULL: not answered, or by a colleague in the network itself."""
    ended_at: Mapped[datetime | None]
    """When it was over: answered, or the case was closed without an answer, or the message was taken away."""
    seconds: Mapped[int | None] = mapped_column(Integer)
    """To the answer."""
    working: Mapped[int | None] = mapped_column(Integer)
    """The same in working seconds."""


class ActFact(Base):
    """Something that happened to a counted case, or was done there."""

    __tablename__ = "act_facts"
    __table_args__ = (Index("ix_act_facts_at", "desk_id", "at"), one_of("did", Did))

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    desk_id: Mapped[int]
    at: Mapped[datetime]
    """By the desk's clock."""
    did: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    """NULL: the customer, a colleague in the network itself, or the program."""
    network: Mapped[str]
    kind: Mapped[str]
    arrived_at: Mapped[datetime | None]
    handling: Mapped[int | None] = mapped_column(Integer)
    """Of what closed the case: as `CaseFact.handling`, until then."""


class StaleFact(Base):
    """A case whose log has grown. One row for each time, so that what is written meanwhile is not taken for done.

    `not_before`: its facts could not be made, and are tried again then.
    """

    __tablename__ = "stale_facts"

    id: Mapped[int] = new_id()
    case_id: Mapped[int] = mapped_column(index=True)
    not_before: Mapped[datetime | None]


STALE = """
CREATE FUNCTION otklik_stale_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stale_facts (case_id) SELECT DISTINCT case_id FROM fresh WHERE case_id IS NOT NULL;
    RETURN NULL;
END
$$
"""
STALE_TRIGGER = """
CREATE TRIGGER stale_facts AFTER INSERT ON events REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION otklik_stale_facts()
"""
for _statement in (STALE, STALE_TRIGGER):
    event.listen(Base.metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
