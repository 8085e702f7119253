"""What a case's history amounts to, for reports: kept beside the event log, made from it alone, and made anew at will.

`bot/facts.py` writes these rows soon after a case changed (`StaleFact`); nobody else does, and only `bot/reports/` reads
them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, BigInteger, ForeignKey, Index, Integer, SmallInteger, event, text
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


# Figures of a period are read from an index alone: it is a third of the rows, and in order of time. Whoever asks for a
# column more in such a query has to add it here.
_OPENED = (
    *("network", "kind", "category", "needs_answer", "gone_at", "outside", "closed_at", "open_during"),
    *("first_answer_at", "first_answer_by", "first_seconds", "first_working", "customer_id", "returning"),
)
_FIRST_RESOLVED = ("opened_at", "reopened_at", "answered_at", "answered_publicly", "answered_again_at")
_LAST_RESOLVED = (
    "case_id",
    "opened_at",
    "first_resolved_at",
    "reopened_at",
    "open_during",
    "handling",
    "outcome",
    *("resolved_by", "closed_at"),
)
_CLOSED = ("case_id", "opened_at", "open_during")


class CaseFact(Base):
    """One case. `merged` ones are part of another one, where all that was said in them counts."""

    __tablename__ = "case_facts"
    __table_args__ = (
        *(
            Index(name, "desk_id", at, postgresql_include=columns, postgresql_where=text("counted"))
            for name, at, columns in (
                ("ix_case_facts_opened", "opened_at", _OPENED),
                ("ix_case_facts_resolved", "first_resolved_at", _FIRST_RESOLVED),
                ("ix_case_facts_last_resolved", "resolved_at", _LAST_RESOLVED),
                ("ix_case_facts_closed", "closed_at", _CLOSED),
            )
        ),
        Index(
            "ix_case_facts_apart",
            "desk_id",
            "opened_at",
            "case_id",
            postgresql_include=("quiet",),
            postgresql_where=text("NOT counted"),
        ),
        Index(
            "ix_case_facts_tagged",
            "desk_id",
            "opened_at",
            postgresql_include=("tags",),
            postgresql_where=text("counted AND cardinality(tags) > 0"),
        ),
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
    open_during: Mapped[Any | None] = mapped_column(TSTZMULTIRANGE)
    """When it was open; the last span has no end while it is. Empty for what is not counted; NULL: from `opened_at` to
    `closed_at`, as most are."""
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
    __table_args__ = (
        Index(
            "ix_wait_facts_heard",
            "desk_id",
            "heard_at",
            postgresql_include=("n", "answered_at", "ended_at", "seconds", "working"),
        ),
        Index("ix_wait_facts_ended", "desk_id", "ended_at"),
    )

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
    __table_args__ = (
        Index("ix_act_facts_at", "desk_id", "at", postgresql_include=("did", "staff_id", "network")),
        Index("ix_act_facts_failed", "desk_id", "at", postgresql_where=text("did = 'failed'")),
        one_of("did", Did),
    )

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


class ActCount(Base):
    """How many acts there are of a sort in a quarter of an hour, but for those that FAILED, which may arrive after all.
    A trigger keeps it in step with ActFact: months are summed up from here.
    """

    __tablename__ = "act_counts"

    desk_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    did: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    """When the quarter begins; in every time zone an hour has whole quarters."""
    network: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """0: NULL there."""
    n: Mapped[int]


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
COUNT_ACTS = """
CREATE FUNCTION otklik_count_acts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO act_counts AS c (desk_id, since, network, did, staff_id, n)
    SELECT desk_id, date_bin('15 minutes', at, 'epoch'), network, did, coalesce(staff_id, 0), sign * count(*)
    FROM changed WHERE did <> 'failed' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (desk_id, since, network, did, staff_id) DO UPDATE SET n = c.n + EXCLUDED.n;
    RETURN NULL;
END
$$
"""
COUNT_MADE = """
CREATE TRIGGER count_made AFTER INSERT ON act_facts REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION otklik_count_acts()
"""
COUNT_GONE = """
CREATE TRIGGER count_gone AFTER DELETE ON act_facts REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION otklik_count_acts()
"""
for _statement in (STALE, STALE_TRIGGER, COUNT_ACTS, COUNT_MADE, COUNT_GONE):
    event.listen(Base.metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
