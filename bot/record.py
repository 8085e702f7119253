"""The only writer of a case: the change, its event, the outbox rows and the wish for a new card, together.

Every function works in the caller's transaction, on a case that the caller has locked (`lock`) or just made.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, Table, Text, bindparam, exists, func, literal, select, update
from sqlalchemy import case as case_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from bot.customer_locks import settled
from bot.desk.kinds import ABOUT_CASE
from bot.desk.lanes import Urgency, chat_of
from bot.desk.states import CLOSED, EVENTS, Act, Action, Decision, decide
from bot.desk.surveys import due_at
from bot.following import about
from bot.homes import chat_at_home, home_of
from bot.stopwatch import touch
from bot.transaction import Channel, wake
from storage.adding import Adding, drawn
from storage.among import OfSome
from storage.models import (
    Account,
    Card,
    Case,
    Conversation,
    Customer,
    Desk,
    Event,
    Json,
    Message,
    Outbox,
    Priority,
    Quiet,
    RowState,
    Status,
)
from storage.queries import card_in, counts_alone, has_pending, own_card, unshown

_LOCK = (
    select(Case)
    .where(Case.id == bindparam("case_id"), Case.merged_into_id.is_(None))
    .with_for_update(key_share=True, of=Case)
    .execution_options(populate_existing=True)
)


async def lock(session: AsyncSession, case_id: int) -> Case:
    """The one lock on a case; on the one that it is part of, if it was merged: so what was meant for it goes there.

    FOR NO KEY UPDATE: rows that refer to it may still be inserted meanwhile.
    """
    just_read = session.info.pop("locked", None)
    if just_read is not None and just_read.id == case_id and just_read.merged_into_id is None:
        about(case_id)
        return cast(Case, just_read)
    while True:
        # One that is merged is not locked on the way: who takes it apart locks both in the order of their ids.
        found = (await session.scalars(_LOCK, {"case_id": case_id})).one_or_none()
        if found is not None:
            about(found.id)
            return found
        into = (await session.scalars(select(Case.merged_into_id).where(Case.id == case_id))).one()
        case_id = case_id if into is None else into


def is_locked(session: AsyncSession, case: Case) -> None:
    """It was read with this lock just now: who asks for the lock next has it."""
    session.info["locked"] = case


async def lock_of(session: AsyncSession, said: Conversation | Message | Outbox) -> Case:
    """The case of what may come to be another case's until the lock is ours: by a merge, or by taking one apart."""
    while True:
        before = said.case_id
        case = await lock(session, before or 0)
        await session.refresh(said, ["case_id"])
        if said.case_id in (before, case.id):
            return case


async def lock_exactly(session: AsyncSession, *case_ids: int) -> Mapping[int, Case]:
    """These very cases, merged or not, in the order of their ids. What is not there is left out."""
    query = select(Case).where(Case.id.in_(case_ids)).order_by(Case.id)
    query = query.with_for_update(key_share=True, of=Case)
    found = await session.scalars(query, execution_options={"populate_existing": True})
    return {case.id: case for case in found.all()}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new case begins with. `at`: when the customer's first words were written."""

    customer: Customer
    kind: str
    at: datetime
    priority: int = 0
    quiet: Quiet | None = None


async def open_case(
    session: AsyncSession,
    account: Account,
    *,
    customer_id: int,
    kind: str,
    priority: int,
    at: datetime,
    now: datetime,
    quiet: Quiet | None = None,
) -> Case:
    """A new case, with its `opened` event."""
    customer = await settled(session, customer_id)
    numbers = await _next_numbers(session, account.desk_id, _NUMBERS, 1)
    opening = Opening(customer, kind, at, priority, quiet)
    (case,) = await new_cases(session, account, [opening], numbers, now)
    about(case.id)
    session.add(case)
    await session.flush()
    session.add(opened(case, opening, now))
    touch(session, case, now)
    return case


class Numbers(NamedTuple):
    """What is drawn for new rows. `last`: the desk's number of the last case."""

    last: int
    cases: Sequence[int]
    talks: Sequence[int] = ()
    messages: Sequence[int] = ()


def _numbers(*tables: type[Case | Conversation | Message]) -> ReturningUpdate[int, *tuple[Any, ...]]:
    desks = cast(Table, Desk.__table__)  # nothing of it is to be made an object
    return (
        update(desks)
        .where(desks.c.id == bindparam("of_desk"))
        .values(case_count=desks.c.case_count + bindparam("more"))
        .returning(desks.c.case_count, *(drawn(one, "more") for one in tables))
    )


_NUMBERS = _numbers(Case)
_NUMBERS_OF_ALL = _numbers(Case, Conversation, Message)


async def next_numbers(session: AsyncSession, desk_id: int, how_many: int) -> Numbers:
    """For new cases, each with a conversation and a message. Whoever opens cases of this desk meanwhile waits for them."""
    return await _next_numbers(session, desk_id, _NUMBERS_OF_ALL, how_many)


async def _next_numbers(
    session: AsyncSession, desk_id: int, draw: ReturningUpdate[int, *tuple[Any, ...]], how_many: int
) -> Numbers:
    return Numbers(*(await session.execute(draw, {"of_desk": desk_id, "more": how_many})).one())


async def new_cases(
    session: AsyncSession,
    account: Account,
    openings: Sequence[Opening],
    numbers: Numbers,
    now: datetime,
) -> Sequence[Case]:
    """New cases, that nobody has added to the session yet. A VIP's is of high priority.

    The customers are settled (`bot/customer_locks.py`), and the desk's row is ours since the numbers were drawn: what
    others opened of it is counted.
    """
    earlier = await _had(session, {one.customer.id for one in openings})
    cases = []
    for case_id, number, one in zip(
        numbers.cases, range(numbers.last - len(openings) + 1, numbers.last + 1), openings, strict=True
    ):
        cases.append(_new_case(case_id, account, one, number, earlier[one.customer.id], now))
        earlier[one.customer.id] += 1
    return cases


def opened(case: Case, opening: Opening, now: datetime) -> Event:
    """The first line of its log. Its deadlines begin with it."""
    return _line(case, 1, "opened", at=now, data={"said_at": opening.at.isoformat()})


_HAD = OfSome(
    lambda ids: (
        select(Case.customer_id, func.count())
        .where(Case.customer_id == func.any(ids), counts_alone())
        .group_by(Case.customer_id)
    )
)


async def _had(session: AsyncSession, customer_ids: Collection[int]) -> Counter[int]:
    """How many cases of each there were before."""
    rows = await session.execute(*_HAD(customer_ids))
    return Counter({whose: count for whose, count in rows})  # noqa: C416 - a Row is no pair to `dict`


def _new_case(
    case_id: int, account: Account, opening: Opening, number: int, earlier: int, now: datetime
) -> Case:
    vip = opening.customer.vip
    return Case(
        id=case_id,
        desk_id=account.desk_id,
        account_id=account.id,
        customer_id=opening.customer.id,
        number=number,
        kind=opening.kind,
        status=Status.OPEN,
        priority=max(opening.priority, Priority.HIGH) if vip else opening.priority,
        quiet=opening.quiet,
        version=1,
        said_version=1,
        opened_at=now,
        unanswered_since=opening.at,
        after_close=0,
        reopened=0,
        earlier_cases=earlier,
        events=1,
        sends=0,
    )


async def apply(
    session: AsyncSession,
    case: Case,
    act: Act,
    data: Mapping[str, object] | None = None,
    *,
    event_kind: str | None = None,
) -> Decision:
    """Decide, change, log (as `event_kind`, else as the action). The card follows by `want_card`.

    An `event_kind` does not tell what became of the case: its data does (`bot/desk/replay.py`). Raises Refused and changes
    nothing then.
    """
    decision = decide(case, act)
    wakes = case.status in CLOSED and decision.status not in CLOSED
    in_the_group = case.status not in CLOSED and case.holder_id is None
    slept = case.snoozed_until is not None
    for name, value in decision.changes.items():
        setattr(case, name, value)
    if decision.new_version:
        case.version += 1
    if event_kind is not None:
        data = {**(data or {}), "stands": {"status": decision.status.value}}
    if act.action is Action.RESOLVE:
        case.asks_at = due_at((await session.get_one(Desk, case.desk_id)).asks_customers, act.at)
    event(session, case, event_kind or decision.event, by=act.by, at=act.at, data=data)
    if slept and act.action is Action.CUSTOMER_WROTE:
        event(session, case, EVENTS[Action.WAKE], at=act.at, data={"after": act.action.value})
    if in_the_group and await chat_at_home(session, case) is None:
        return decision  # nobody's case that stays in the group has no way to go
    if wakes or "holder_id" in decision.changes:
        await move_home(session, case, act.at)
    return decision


async def alter(
    session: AsyncSession,
    case: Case,
    changes: Mapping[str, object],
    event_kind: str,
    *,
    at: datetime,
    by: int | None,
    data: Mapping[str, object],
    news: bool,
) -> None:
    """What `states.TABLE` has no word for, for it is not one act's to decide: how a case stands after another one was
    merged into it, or was taken out of it. `news`: words of customers came to it.
    """
    wakes = case.status in CLOSED and changes.get("status", case.status) not in CLOSED
    moves = wakes or changes.get("holder_id", case.holder_id) != case.holder_id
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    if news:
        case.said_version = case.version
    event(session, case, event_kind, at=at, by=by, data={**data, "stands": _stands(case)})
    if moves:
        await session.flush()
        await move_home(session, case, at)


def _stands(case: Case) -> Json:
    return {
        "status": case.status,
        "holder": case.holder_id,
        "asleep": case.snoozed_until is not None,
        "closed_at": None if case.closed_at is None else case.closed_at.isoformat(),
    }


def belongs(
    session: AsyncSession,
    case: Case,
    customer_id: int,
    kind: str,
    at: datetime,
    by: int,
) -> None:
    """The case is another customer's: it turned out that they are one (`customer_merged`), or two (`customer_split`)."""
    event(session, case, kind, at=at, by=by, data={"from": case.customer_id, "to": customer_id})
    case.customer_id = customer_id


def raise_priority(session: AsyncSession, case: Case, at: datetime, by: int) -> bool:
    """A VIP's open case is of high priority at least. False: it was."""
    if case.priority >= Priority.HIGH:
        return False
    case.priority = Priority.HIGH
    event(session, case, "vip", at=at, by=by, data={"priority": case.priority})
    return True


def event(
    session: AsyncSession,
    case: Case,
    kind: str,
    *,
    at: datetime,
    by: int | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """One more line of the case's log. `data` holds ids and figures, never a customer's words."""
    case.events += 1
    touch(session, case, at)
    session.add(_line(case, case.events, kind, at=at, by=by, data=data))


LINE = (Event.desk_id, Event.case_id, Event.seq, Event.kind, Event.staff_id, Event.at, Event.data)
"""All that is given of a line (`storage.adding`)."""


def _lines(session: AsyncSession) -> Sequence[Event]:
    """What would be written next of the log: whoever asks writes it, and saves it a statement of its own."""
    found = [one for one in session.new if isinstance(one, Event)]
    for one in found:
        session.expunge(one)
    return found


def _line(
    case: Case,
    seq: int,
    kind: str,
    *,
    at: datetime,
    by: int | None = None,
    data: Mapping[str, object] | None = None,
) -> Event:
    return Event(
        desk_id=case.desk_id, case_id=case.id, seq=seq, kind=kind, staff_id=by, at=at, data=dict(data or {})
    )


def desk_event(
    session: AsyncSession,
    desk_id: int,
    kind: str,
    *,
    at: datetime,
    by: int | None = None,
    data: Json | None = None,
) -> None:
    """A line of the desk's own log: settings, bindings, people."""
    session.add(
        Event(desk_id=desk_id, case_id=None, seq=None, kind=kind, staff_id=by, at=at, data=data or {})
    )


_cards = Card.metadata.tables["cards"]
"""The bare table: what changes a class is looked through and keyed anew by the session each time it is executed."""
_desks = cast(Table, Desk.__table__)
_held = (
    select(_desks.c.id)
    .where(_desks.c.id == bindparam("of_desk"))
    .with_for_update(read=True, key_share=True)
    .cte("held")
)
_DESK_STAYS = exists(select(_held.c.id))
"""Lines of the log refer to their desk, and that is looked at when the statement has ended. Whoever moves a desk elsewhere
has it locked, and waits for its cards: they must not be locked before it.
"""
_BY_AT = func.least(func.coalesce(_cards.c.due_at, bindparam("at")), bindparam("at"))
_AT_LEAST = func.least(_cards.c.urgency, bindparam("at_least"))
_CALL = case_(
    (_cards.c.lane.is_not(None), func.pg_notify(literal(Channel.DELIVERY.value, Text), _cards.c.lane))
)
"""As `wake`, in the same breath."""
_WANT_CARDS = Adding(
    LINE,
    beside=update(_cards)
    .where(_cards.c.case_id == bindparam("of_case"), _DESK_STAYS)
    .values(
        wanted_version=_cards.c.wanted_version + 1,
        # What a panel shows in its place is not due itself.
        due_at=case_((_cards.c.collected_in.is_(None), _BY_AT), else_=None),
        urgency=_AT_LEAST,
    )
    .returning(_CALL),
)


async def want_card(session: AsyncSession, case: Case, urgency: Urgency, at: datetime) -> None:
    """Every card of the case should be looked at again, at `at` or sooner if that was wanted already."""
    await _wanted(session, _WANT_CARDS, case, urgency, at)


_before = (
    select(_cards.c.id, _cards.c.collected_in)
    .where(_cards.c.case_id == bindparam("of_case"), _DESK_STAYS)
    .order_by(_cards.c.id)
    .with_for_update()
    .subquery()
)
_WANT_OWN = Adding(
    LINE,
    beside=update(_cards)
    .where(_cards.c.id == _before.c.id)
    .values(
        collected_in=None,
        wanted_version=_cards.c.wanted_version + 1,
        due_at=_BY_AT,
        urgency=case_((_before.c.collected_in.is_(None), _AT_LEAST), else_=bindparam("at_least")),
    )
    .returning(_before.c.collected_in, _CALL),
)


async def want_own_card(session: AsyncSession, case: Case, urgency: Urgency, at: datetime) -> None:
    """The same, and a case that a panel collects comes out (`bring_out`)."""
    case.quiet = None
    found = await _wanted(session, _WANT_OWN, case, urgency, at)
    if any(row[0] is not None for row in found):
        event(session, case, "brought_out", at=at)


async def _wanted(
    session: AsyncSession, want: Adding, case: Case, urgency: Urgency, at: datetime
) -> Sequence[Row[Any]]:
    """What has happened to the case is written, and its cards are wanted."""
    lines = _lines(session)
    await session.flush()
    statement, given = want(lines)
    asked = {**given, "of_case": case.id, "of_desk": case.desk_id, "at": at, "at_least": int(urgency)}
    return (await session.execute(statement, asked)).all()


async def bring_out(session: AsyncSession, case: Case, urgency: Urgency, at: datetime) -> None:
    """A case that a panel collects gets a card of its own; one that has it already stays as it is."""
    case.quiet = None
    out = await session.scalar(
        update(Card)
        .where(Card.case_id == case.id, Card.collected_in.is_not(None))
        .values(collected_in=None, due_at=at, urgency=int(urgency))
        .returning(Card.id)
        .execution_options(synchronize_session=False)
    )
    if out is not None:
        event(session, case, "brought_out", at=at)
        wake(session, Channel.DELIVERY)


def new_card(
    session: AsyncSession,
    case: Case,
    *,
    lane: str | None,
    urgency: Urgency,
    at: datetime,
    escalation_id: int | None = None,
    staff_id: int | None = None,
) -> None:
    """A case shall be shown somewhere: in the private chat of `staff_id`. `lane` None: as soon as a chat is bound."""
    card = card_of(case, lane=lane, urgency=urgency, at=at)
    card.escalation_id, card.staff_id = escalation_id, staff_id
    session.add(card)
    wake(session, Channel.DELIVERY, lane)


def card_of(
    case: Case, *, lane: str | None, urgency: Urgency, at: datetime, collected_in: int | None = None
) -> Card:
    """A new card, that nobody has added to the session yet. `collected_in`: the panel that shows it in its place."""
    return Card(
        case_id=case.id,
        lane=lane,
        urgency=int(urgency),
        due_at=at if collected_in is None else None,
        collected_in=collected_in,
        wanted_version=1,
        shown_version=0,
    )


def enqueue(
    session: AsyncSession,
    *,
    desk_id: int,
    lane: str | None,
    kind: str,
    urgency: Urgency,
    not_before: datetime,
    case: Case | None = None,
    ordered: bool = True,
    message_id: int | None = None,
    payload: Json | None = None,
) -> Outbox:
    """Something must happen. With `ordered`, after all that was put on this case's way before, in the same lane."""
    if case is not None and ordered:
        case.sends += 1
    row = Outbox(
        desk_id=desk_id,
        case_id=None if case is None else case.id,
        seq=case.sends if case is not None and ordered else None,
        lane=lane,
        kind=kind,
        message_id=message_id,
        payload=payload or {},
        urgency=int(urgency),
        not_before=not_before,
        attempts=0,
    )
    session.add(row)
    wake(session, Channel.DELIVERY, lane)
    return row


async def bring_words(session: AsyncSession, case: Case, lane: str | None, at: datetime) -> None:
    """The customer's words that nothing has shown yet come below the card.

    One row on its way is enough: it brings all that is new by then.
    """
    if not await has_pending(session, case.id, "follow_up"):
        enqueue(
            session,
            desk_id=case.desk_id,
            lane=lane,
            kind="follow_up",
            urgency=Urgency.FOLLOW_UP,
            not_before=at,
            case=case,
        )


async def move_home(session: AsyncSession, case: Case, at: datetime) -> None:
    """The case has come to live elsewhere (`bot/homes.py`): what is on its way goes there, and its card is there."""
    home = await home_of(session, case)
    if home is None:
        return
    await session.execute(
        update(Outbox)
        .where(Outbox.case_id == case.id, Outbox.kind.in_(ABOUT_CASE), Outbox.state == RowState.PENDING)
        .where(Outbox.lane.is_distinct_from(home))
        .values(lane=home)
        .execution_options(synchronize_session=False)
    )
    if (chat_of(home) or 0) > 0 and case.holder_id is not None:
        await post_privately(session, case, case.holder_id, home, at)
    else:
        await _back_in_group(session, case, home, at)


async def post_privately(session: AsyncSession, case: Case, staff_id: int, lane: str, at: datetime) -> None:
    """The case's card comes, or comes anew below, in the private chat of whoever has it."""
    card = await own_card(session, case.id, staff_id)
    if card is None:
        new_card(session, case, lane=lane, urgency=Urgency.ACT, at=at, staff_id=staff_id)
        return
    card.message_id = card.chat_id = card.shown_hash = None
    card.lane, card.due_at, card.urgency = lane, at, int(Urgency.ACT)
    card.wanted_version += 1
    wake(session, Channel.DELIVERY)


async def without_sound(session: AsyncSession, case: Case, staff_id: int) -> None:
    """A card that comes to a person's private chat with hundreds of others, by their own press: all else goes first."""
    await session.execute(
        update(Card)
        .where(Card.case_id == case.id, Card.staff_id == staff_id, Card.message_id.is_(None))
        .values(urgency=int(Urgency.REFRESH))
        .execution_options(synchronize_session=False)
    )


async def _back_in_group(session: AsyncSession, case: Case, group: str, at: datetime) -> None:
    """What the customer wrote meanwhile, and nobody answered, comes below the group's card."""
    lived_apart = await session.scalar(
        select(Card.id).where(Card.case_id == case.id, Card.staff_id.is_not(None)).limit(1)
    )
    card = None if lived_apart is None else await card_in(session, case.id, group)
    if card is not None and card.shown_version > 0 and await unshown(session, case.id):
        await bring_words(session, case, group, at)


RESTORED = "restored"
"""In an answer's payload: it may have gone out in a time that a restored desk does not remember (`bot/restored.py`), so it
is looked for before it is sent. A moment in ISO form: not before then; else since its row was made.
"""
PRESSED = "pressed"
"""In an answer's outbox row: somebody's press sent it, so deleting the message it was written in is no taking back."""


def attempt_marks() -> Json:
    """Idempotency keys of an answer, kept in its outbox row before it is ever sent.

    `random_id` is VK's: non-zero, signed 32-bit (VK schema, messages.send). Both come from one random number and not
    from the row's id, which begins anew with a new database while the network still remembers the old ones.
    """
    mark = uuid.uuid4()
    return {"guid": mark.hex, "random_id": mark.int % (2**31 - 1) + 1}
