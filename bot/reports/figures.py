"""The figures of a period, each a query named by what it answers.

Volumes come from the event log: each customer message, claim, answer and closing is one event, at the time by the
desk's own clock, so that whatever arrives late is counted once, in the period it arrived in. Everything is told as it
stood at the end of the period: the figures of yesterday are today what they were yesterday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    and_,
    exists,
    extract,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.reports.elsewhere import sent_elsewhere, told
from bot.reports.period import Period
from storage.models import Account, Card, Case, Delivery, Desk, Direction, Event, Message, Staff, Status
from storage.queries import IN_THE_GROUP

RECEIVED = ("opened", "customer_wrote")
CLAIMS = ("claim", "take_over")
ANSWERS = ("answered", "partly_answered", "answered_elsewhere")
CLOSES = ("resolve", "dismiss")
WAKES = ("reopen", "answer")
"""What opens a closed case again; on an open one `answer` changes nothing."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What happened. Cases are counted once each, however often it happened to them."""

    messages: int = 0
    """From customers."""
    cases: int = 0
    """Opened."""
    claimed: int = 0
    answers: int = 0
    """Arrived at the customer, given by the desk or by a colleague in the network itself."""
    answered: int = 0
    """Cases with at least one such answer."""
    resolved: int = 0
    """And not open again before the end of the period."""
    dismissed: int = 0


@dataclass(frozen=True, slots=True)
class FirstResponse:
    """From the first customer message to the first answer after it, of cases opened in the period."""

    answered: int = 0
    unanswered: int = 0
    """Still open without any answer at the end of the period."""
    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One network's or person's part. `name`: the network's id, or the person's name."""

    name: str
    acts: Acts
    first: FirstResponse


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card is in Telegram."""

    chat_id: int
    message_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Longest:
    """The case whose customer waits longest for an answer."""

    case_id: int
    number: int
    since: datetime
    card: Place | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """Cases not closed at a moment."""

    open: int
    unanswered: int
    longest: Longest | None
    quiet: int = 0
    """Collected quietly and not counted above: nobody waits for an answer there."""


@dataclass(frozen=True, slots=True)
class Figures:
    period: Period
    acts: Acts
    first: FirstResponse
    backlog: Backlog
    networks: tuple[Share, ...]
    operators: tuple[Share, ...]
    elsewhere: int
    """Answers given by colleagues in the networks themselves."""
    sent_elsewhere: int = 0
    """Cases, of those resolved, whose customer was asked to start over in another place."""
    told: int = 0
    """Answers, of all, that were given by phone, by e-mail or otherwise."""


Whose = tuple[str, str | int | None]
"""("network", its id), ("staff", an id), ("staff", None) for nobody of the desk, or TOTAL."""
TOTAL: Whose = ("all", None)
NOBODY: Whose = ("staff", None)


async def figures(session: AsyncSession, desk_id: int, period: Period) -> Figures:
    """All of them. People and networks that did nothing and got nothing are left out."""
    acts = await acts_of(session, desk_id, period)
    first = await first_responses(session, desk_id, period)
    names = await staff_names(session, [which for of, which in acts | first if of == "staff"])
    networks = sorted(str(which) for of, which in acts | first if of == "network")
    return Figures(
        period=period,
        acts=acts.get(TOTAL, Acts()),
        first=first.get(TOTAL, FirstResponse()),
        backlog=await backlog(session, desk_id, period.end),
        networks=tuple(_share(network, ("network", network), acts, first) for network in networks),
        operators=tuple(_share(name, ("staff", staff), acts, first) for staff, name in names),
        elsewhere=acts.get(NOBODY, Acts()).answers,
        sent_elsewhere=await sent_elsewhere(session, desk_id, period),
        told=await told(session, desk_id, period),
    )


def _share(
    name: str, whose: Whose, acts: Mapping[Whose, Acts], first: Mapping[Whose, FirstResponse]
) -> Share:
    return Share(name, acts.get(whose, Acts()), first.get(whose, FirstResponse()))


async def acts_of(session: AsyncSession, desk_id: int, period: Period) -> dict[Whose, Acts]:
    """What happened in the period: in all, by network, by person."""
    rows = _events(desk_id, period)

    def happened(*kinds: str) -> ColumnElement[int]:
        return func.count().filter(rows.c.kind.in_(kinds))

    def cases(*kinds: str) -> ColumnElement[int]:
        return func.count(rows.c.case_id.distinct()).filter(rows.c.kind.in_(kinds))

    query = select(
        *_grouping(rows),
        happened(*RECEIVED),
        cases("opened"),
        cases(*CLAIMS),
        happened(*ANSWERS),
        cases(*ANSWERS),
        cases("resolve"),
        cases("dismiss"),
    ).group_by(_sets(rows))
    return {_whose(row[:4]): Acts(*row[4:]) for row in await session.execute(query)}


def _events(desk_id: int, period: Period) -> CTE:
    """The period's events without the closings that were undone before its end."""
    later = aliased(Event)
    undone = exists().where(
        later.case_id == Event.case_id,
        later.seq > Event.seq,
        later.kind.in_(WAKES),
        later.at < period.end,
    )
    return (
        select(Account.network, Event.staff_id, Event.case_id, Event.kind)
        .join(Case, Case.id == Event.case_id)
        .join(Account, Account.id == Case.account_id)
        .where(Event.desk_id == desk_id, Event.at >= period.start, Event.at < period.end)
        .where(Event.kind.in_((*RECEIVED, *CLAIMS, *ANSWERS, *CLOSES)))
        .where(or_(Event.kind.not_in(CLOSES), ~undone))
        .cte("rows")
    )


async def first_responses(session: AsyncSession, desk_id: int, period: Period) -> dict[Whose, FirstResponse]:
    """How fast the cases opened in the period were first answered: in all, by network, by who answered."""
    rows = _first_answers(desk_id, period)

    def percentile(part: float) -> ColumnElement[float]:
        return func.percentile_cont(part).within_group(rows.c.seconds)

    query = select(
        *_grouping(rows),
        func.count(rows.c.seconds),
        func.count().filter(rows.c.seconds.is_(None), ~rows.c.closed),
        percentile(0.5),
        percentile(0.9),
    ).group_by(_sets(rows))
    return {
        _whose(row[:4]): FirstResponse(row[4], row[5], _seconds(row[6]), _seconds(row[7]))
        for row in await session.execute(query)
    }


def _first_answers(desk_id: int, period: Period) -> CTE:
    """One row a case opened in the period; `seconds` is NULL while there is no answer."""
    asked = (
        select(func.min(Message.at).label("at"))
        .where(Message.case_id == Case.id, Message.direction == Direction.IN)
        .lateral("asked")
    )
    answer = (
        select(Message.at, Message.staff_id)
        .where(Message.case_id == Case.id, Message.direction == Direction.OUT)
        .where(Message.delivery == Delivery.SENT, Message.at >= asked.c.at, Message.at < period.end)
        .where(Message.automatic.is_(False))
        .order_by(Message.at, Message.id)
        .limit(1)
        .lateral("answer")
    )
    seconds = extract("epoch", answer.c.at - asked.c.at).cast(Double)
    return (
        select(
            Account.network,
            answer.c.staff_id,
            seconds.label("seconds"),
            _closed_by(period.end).label("closed"),
        )
        .select_from(Case)
        .join(Account, Account.id == Case.account_id)
        .join(asked, true())
        .outerjoin(answer, true())
        .where(Case.desk_id == desk_id, Case.opened_at >= period.start, Case.opened_at < period.end)
        # What was said in a case that was merged counts for the one it is part of.
        .where(Case.quiet.is_(None), Case.merged_into_id.is_(None))
        .cte("rows")
    )


async def backlog(session: AsyncSession, desk_id: int, at: datetime) -> Backlog:
    """What was not closed at `at`, and who of those waited longest for an answer."""
    cases = (
        select(Case.id, Case.number, Case.quiet, _waits_since(at).label("since"))
        .where(Case.desk_id == desk_id, Case.opened_at < at)
        # The first line lets the index of live cases serve; the second is what is asked.
        .where(or_(Case.status.in_((Status.OPEN, Status.WAITING)), Case.closed_at >= at))
        .where(~_closed_by(at), ~_merged_by(at))
        .cte("cases")
    )
    quiet = (
        await session.scalar(select(func.count()).select_from(cases).where(cases.c.quiet.is_not(None))) or 0
    )
    query = (
        select(
            cases.c.id, cases.c.number, cases.c.since, func.count().over(), func.count(cases.c.since).over()
        )
        .where(cases.c.quiet.is_(None))
        .order_by(cases.c.since.nulls_last(), cases.c.number)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return Backlog(0, 0, None, quiet)
    case_id, number, since, still_open, unanswered = row
    if since is None:
        return Backlog(still_open, 0, None, quiet)
    longest = Longest(case_id, number, since, await card_of(session, case_id))
    return Backlog(still_open, unanswered, longest, quiet)


def _closed_by(at: datetime) -> ColumnElement[bool]:
    """Whether the case was closed at `at`: it had been, and nothing had opened it since."""
    close, wake = aliased(Event), aliased(Event)
    woken = exists().where(
        wake.case_id == close.case_id, wake.seq > close.seq, wake.kind.in_(WAKES), wake.at < at
    )
    return exists().where(close.case_id == Case.id, close.kind.in_(CLOSES), close.at < at, ~woken)


def _merged_by(at: datetime) -> ColumnElement[bool]:
    """Whether the case was part of another one at `at`: counted there, and no closing."""
    merge, apart = aliased(Event), aliased(Event)
    again = exists().where(
        apart.case_id == merge.case_id, apart.seq > merge.seq, apart.kind == "taken_apart", apart.at < at
    )
    return exists().where(merge.case_id == Case.id, merge.kind == "merge", merge.at < at, ~again)


def _waits_since(at: datetime) -> ColumnElement[datetime]:
    """Since when the case's earliest unanswered customer message waits at `at`; what a reopened case let go as well.

    The desk's own clock decides what was there; the customer waits since the message was written.
    """
    answer = aliased(Message)
    return (
        select(func.min(Message.at))
        .outerjoin(answer, answer.id == Message.answered_by_id)
        .where(Message.case_id == Case.id, Message.direction == Direction.IN, Message.received_at < at)
        .where(or_(Message.deleted_at.is_(None), Message.deleted_at >= at))
        .where(or_(answer.id.is_(None), answer.at >= at))
        .where(or_(Message.let_go_at.is_(None), Message.let_go_at >= at))
        .scalar_subquery()
    )


async def card_of(session: AsyncSession, case_id: int) -> Place | None:
    """Where the case's card is in the operators' group; None: it was not shown yet."""
    query = (
        select(Card.chat_id, Card.message_id, Desk.thread_id)
        .join(Case, Case.id == Card.case_id)
        .outerjoin(Desk, and_(Desk.id == Case.desk_id, Desk.chat_id == Card.chat_id))
        .where(Card.case_id == case_id, IN_THE_GROUP)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or row[0] is None or row[1] is None:
        return None
    return Place(row[0], row[1], row[2])


async def staff_names(session: AsyncSession, ids: Iterable[object]) -> list[tuple[int, str]]:
    """(id, name) by name, also of those who left."""
    query = select(Staff.id, Staff.name).where(Staff.id.in_([one for one in ids if one is not None]))
    return sorted(
        ((row[0], row[1]) for row in await session.execute(query)), key=lambda one: (one[1].casefold(), one)
    )


def _grouping(rows: CTE) -> tuple[ColumnElement[Any], ...]:
    """Whose a row's figures are: read by `_whose`."""
    columns = rows.c.network, rows.c.staff_id
    return (*(func.grouping(column) for column in columns), *columns)


def _sets(rows: CTE) -> ColumnElement[Any]:
    return func.grouping_sets(tuple_(), tuple_(rows.c.network), tuple_(rows.c.staff_id))


def _whose(row: Sequence[Any]) -> Whose:
    """GROUPING is 0 for the column that a row is grouped by: there NULL is a value."""
    not_by_network, not_by_staff, network, staff_id = row
    if not not_by_network:
        return ("network", network)
    return TOTAL if not_by_staff else ("staff", staff_id)


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)
