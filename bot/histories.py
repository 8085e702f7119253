"""What is known of cases, for their facts: many cases in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.desk.facts import History, Known
from bot.desk.privacy import PUBLIC
from bot.desk.replay import TOLD, Logged
from bot.desk.waiting import Given, Said
from storage.models import (
    Account,
    Case,
    CaseFact,
    CaseMerge,
    CaseTag,
    Conversation,
    Delivery,
    Direction,
    Escalation,
    Event,
    Message,
    Survey,
    WaitFact,
)

FAILED = "answer_failed"
_MOVED = frozenset({"took_in", "taken_apart", "let_out"})


def among(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], ids: Collection[int]
) -> ColumnElement[bool]:
    """One parameter however many there are: the statement is prepared once."""
    return column == any_(literal(list(ids), ARRAY(BigInteger)))


async def _rows(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    return (await session.execute(query)).all()


async def histories_of(session: AsyncSession, case_ids: Collection[int]) -> Sequence[History]:
    """In the order of their ids. What they look like by now: a case at which somebody is meanwhile is made anew anyway."""
    query = (
        select(
            Case.id,
            Case.events.label("seq"),
            Case.desk_id,
            Case.account_id,
            Account.network,
            Case.kind,
            Case.category,
            Case.outcome,
            Case.customer_id,
            Case.merged_into_id.is_not(None).label("merged"),
            Case.quiet.is_not(None).label("quiet"),
            Case.made_by_id.label("made_by"),
            Case.opened_at,
            Case.closed_at,
        )
        .join(Account, Account.id == Case.account_id)
        .where(among(Case.id, case_ids))
        .order_by(Case.id)
    )
    cases = await _rows(session, query)
    log = await _logs(session, case_ids)
    said, given = await _messages(session, case_ids)
    rated = await _rated(session, case_ids)
    failed = await _failed(session, log)
    tags = await _lists(session, CaseTag.case_id, CaseTag.tag_id, case_ids)
    asked = await _lists(session, Escalation.case_id, Escalation.department_id, case_ids)
    known = await _known(session, case_ids)
    return [
        History(
            **row._mapping,
            log=log.get(row.id, ()),
            said=said.get(row.id, ()),
            given=given.get(row.id, ()),
            rated=rated.get(row.id, ()),
            failed=failed.get(row.id, ()),
            departments=asked.get(row.id, ()),
            tags=tags.get(row.id, ()),
            known=known.get(row.id, Known()),
        )
        for row in cases
    ]


async def _logs(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Sequence[Logged]]:
    query = (
        select(Event.case_id, Event.kind, Event.staff_id, Event.at, Event.data)
        .where(among(Event.case_id, case_ids), Event.kind.in_(TOLD))
        .order_by(Event.case_id, Event.seq)
    )
    found: defaultdict[int, list[Logged]] = defaultdict(list)
    for case_id, *row in await _rows(session, query):
        found[case_id].append(Logged(*row))
    return found


async def _messages(
    session: AsyncSession, case_ids: Collection[int]
) -> tuple[Mapping[int, Sequence[Said]], Mapping[int, Sequence[Given]]]:
    """What customers wrote, and what somebody answered that arrived."""
    answer = aliased(Message)
    heard = (
        select(
            Message.case_id,
            Message.id,
            Message.at,
            Message.received_at,
            Message.deleted_at,
            Message.let_go_at,
            Message.answered_by_id,
            answer.at,
        )
        .outerjoin(answer, answer.id == Message.answered_by_id)
        .where(among(Message.case_id, case_ids), Message.direction == Direction.IN)
    )
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for case_id, *row in await _rows(session, heard):
        said[case_id].append(Said(*row))
    public = Conversation.kind.in_(PUBLIC) & ~Message.private & Message.elsewhere.is_(None)
    arrived = (
        select(Message.case_id, Message.id, Message.at, Message.received_at, Message.staff_id, public)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(among(Message.case_id, case_ids), Message.direction == Direction.OUT)
        .where(Message.delivery == Delivery.SENT, ~Message.automatic)
    )
    given: defaultdict[int, list[Given]] = defaultdict(list)
    for case_id, id_, at, received_at, staff_id, everybody in await _rows(session, arrived):
        # Our own arrived when we say so; of a colleague's in the network we hear later.
        given[case_id].append(Given(id_, at, received_at if staff_id is None else at, staff_id, everybody))
    return said, given


async def _rated(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Sequence[Said]]:
    """Low scores that opened a case again, as what customers said."""
    asked, answer = aliased(Message), aliased(Message)
    query = (
        select(asked.case_id, Survey.id, Survey.woke_at, Survey.let_go_at, Survey.heeded_by_id, answer.at)
        .join(asked, asked.id == Survey.message_id)
        .outerjoin(answer, answer.id == Survey.heeded_by_id)
        .where(among(asked.case_id, case_ids), Survey.woke_at.is_not(None))
    )
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for case_id, id_, woke_at, let_go_at, heeded_by, answered_at in await _rows(session, query):
        found[case_id].append(Said(-id_, woke_at, woke_at, None, let_go_at, heeded_by, answered_at))
    return found


async def _failed(
    session: AsyncSession, log: Mapping[int, Sequence[Logged]]
) -> Mapping[int, Sequence[tuple[datetime, int | None, datetime | None]]]:
    """When an answer failed first, whose it was, and when it arrived after all. Its case may be another one since: the
    log stays where it is.
    """
    lines = [one for events in log.values() for one in events if one.kind == FAILED]
    moved = [case_id for case_id, events in log.items() if any(one.kind in _MOVED for one in events)]
    if moved:
        query = select(Event.kind, Event.staff_id, Event.at, Event.data)
        query = query.where(among(Event.case_id, await _related(session, moved) - log.keys()))
        lines += [Logged(*row) for row in await _rows(session, query.where(Event.kind == FAILED))]
    first: dict[int, Logged] = {}
    for one in sorted(lines, key=lambda one: one.at):
        first.setdefault(one.data["message"], one)
    found: defaultdict[int, list[tuple[datetime, int | None, datetime | None]]] = defaultdict(list)
    if first:
        where = select(Message.id, Message.case_id, Message.delivery, Message.at)
        for message_id, case_id, delivery, at in await _rows(session, where.where(among(Message.id, first))):
            one = first[message_id]
            found[case_id].append((one.at, one.staff_id, at if delivery == Delivery.SENT else None))
    return found


async def _related(session: AsyncSession, case_ids: Collection[int]) -> set[int]:
    """Cases that were merged into these, or into which these were, also by way of others, also if they are apart again."""
    found, fresh = set(case_ids), set(case_ids)
    while fresh:
        query = select(CaseMerge.from_id, CaseMerge.into_id)
        query = query.where(among(CaseMerge.from_id, fresh) | among(CaseMerge.into_id, fresh))
        fresh = {one for row in await _rows(session, query) for one in row} - found
        found |= fresh
    return found


async def _lists(
    session: AsyncSession,
    of: InstrumentedAttribute[int],
    what: InstrumentedAttribute[int],
    case_ids: Collection[int],
) -> Mapping[int, Sequence[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for case_id, one in await _rows(session, select(of, what).where(among(of, case_ids))):
        found[case_id].append(one)
    return found


async def _known(session: AsyncSession, case_ids: Collection[int]) -> Mapping[int, Known]:
    """What the facts said before."""
    outside: defaultdict[int, dict[datetime, bool]] = defaultdict(dict)
    working: defaultdict[int, dict[tuple[datetime, datetime], int]] = defaultdict(dict)
    first = CaseFact.said_at, CaseFact.outside, CaseFact.first_answer_at, CaseFact.first_working
    later = WaitFact.asked_at, WaitFact.outside, WaitFact.answered_at, WaitFact.working
    for table, columns in ((CaseFact, first), (WaitFact, later)):
        query: Any = select(table.case_id, *columns).where(among(table.case_id, case_ids))
        for case_id, asked_at, was_outside, answered_at, took in await _rows(session, query):
            outside[case_id][asked_at] = was_outside
            if answered_at is not None and took is not None:
                working[case_id][asked_at, answered_at] = took
    return {case_id: Known(known, working[case_id]) for case_id, known in outside.items()}
