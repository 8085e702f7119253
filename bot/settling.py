"""What a verdict does to a row, a card and, for an answer, to its case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import DateTime, SmallInteger, Text, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deeds_done, lacking
from bot.closed_notice import unsent
from bot.desk.lanes import Urgency, chat_of
from bot.desk.retry import (
    DOUBT,
    TRIES,
    Again,
    Dead,
    Done,
    Doubt,
    Many,
    Stop,
    TakenBack,
    Verdict,
    backoff,
)
from bot.desk.signs import Sign
from bot.echoes import hear_again
from bot.notices import tell_owners_once
from bot.outcomes import arrived, doubtful, failed, sign, taken_back
from bot.reach import lane_stopped
from bot.record import lock, lock_of
from bot.reviews import withdrawn
from bot.troubles import dead_letter
from storage.among import OfSome, many
from storage.models import Account, Card, Case, Delivery, Desk, Message, Outbox, RowState, Staff
from storage.outbox import stop_lane
from storage.queries import desk_of_card, row_of_answer

log = structlog.get_logger()

PROBE_AFTER = timedelta(minutes=5)
"""A chat that refused us is tried again by itself: not every mending is told to a bot."""


async def settle_row(
    session: AsyncSession, claimed: Outbox, verdict: Verdict, begun_at: datetime, now: datetime
) -> None:
    """Write down what became of a claimed row. One that was settled meanwhile (by its echo) stays as it is.

    The case is locked first, as everywhere: then its rows and cards, then messages, the lane last.
    """
    if claimed.kind == "answer":
        await _settle_answer(session, claimed, verdict, begun_at, now)
        return
    if claimed.kind == "deed":
        await _settle_deed(session, claimed, verdict, begun_at, now)
        return
    if claimed.case_id is not None:
        await _case_of(session, claimed)
    row = await _locked(session, claimed, verdict)
    if row is None:
        return
    match verdict:
        case Done(then=then):
            _close(row, RowState.SENT, now)
            if then is not None:
                await then(session)
            _keep_no_words(row)
        case Again(at=at):
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, at
        case Stop(reason=reason):
            row.state, row.lease_until = RowState.PENDING, None
            await _stop(session, row.desk_id, row.lane, reason, begun_at, now)
        case Doubt(reason=reason):
            # Nobody can look into a chat: what is only for the desk is sent again.
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, now
            row.error = {"doubt": reason}
        case Dead(failure=failure):
            log.error("dead letter", row=row.id, kind=row.kind, **failure)
            _close(row, RowState.FAILED, now)
            row.error = failure
            await _tell_dead(session, row.desk_id, row.case_id, now)
        case TakenBack():
            _close(row, RowState.CANCELLED, now)


async def _case_of(session: AsyncSession, claimed: Outbox) -> Case:
    """Locked. It may have been merged, or taken apart, while the row was on its way."""
    case = await lock_of(session, await session.get_one(Outbox, claimed.id))
    claimed.case_id = case.id
    return case


async def _locked(session: AsyncSession, claimed: Outbox, verdict: Verdict) -> Outbox | None:
    """The row, if it is still ours to settle: another may have taken it over when our lease ended.

    That it was sent holds all the same.
    """
    query = select(Outbox).where(Outbox.id == claimed.id).with_for_update()
    attempts = claimed.attempts
    row = (await session.scalars(query, execution_options={"populate_existing": True})).one()
    if row.state not in (RowState.SENDING, RowState.UNKNOWN):
        return None
    return row if isinstance(verdict, Done) or row.attempts == attempts else None


async def _tell_dead(session: AsyncSession, desk_id: int, case_id: int | None, now: datetime) -> None:
    """Something that should have been seen in a chat never will be. What is not about a case is a notice itself."""
    if case_id is not None:
        case = await session.get_one(Case, case_id)
        await dead_letter(session, desk_id, case.number, now)


def _keep_no_words(row: Outbox) -> None:
    """Of those that are about no case (`storage.models.WORDED`): whoever they name may want to be forgotten."""
    if row.case_id is None and row.payload.keys() & {"html", "url"}:
        row.payload = {}


def _close(row: Outbox, state: RowState, now: datetime) -> None:
    row.state, row.settled_at, row.lease_until = state, now, None


async def _settle_answer(
    session: AsyncSession, claimed: Outbox, verdict: Verdict, begun_at: datetime, now: datetime
) -> None:
    if claimed.message_id is None or claimed.case_id is None:
        raise ValueError(f"outbox row {claimed.id} is an answer without a message")
    case = await _case_of(session, claimed)
    row = await _locked(session, claimed, verdict)
    message = await session.get_one(Message, claimed.message_id, populate_existing=True)
    if row is None:
        if isinstance(verdict, Done):
            await _arrived_all_the_same(session, case, message, verdict, now)
        return
    if message.automatic and not isinstance(verdict, Done):
        await _settle_notice(session, case, message, row, verdict, begun_at, now)
    else:
        await _settle_verdict(session, case, message, row, verdict, begun_at, now)


async def _settle_notice(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    verdict: Verdict,
    begun_at: datetime,
    now: datetime,
) -> None:
    await unsent(session, case, message, row, verdict, now)
    if isinstance(verdict, Stop):
        await _stop(session, row.desk_id, row.lane, verdict.reason, begun_at, now)


async def _settle_verdict(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    verdict: Verdict,
    begun_at: datetime,
    now: datetime,
) -> None:
    match verdict:
        case Done(sent=sent):
            _close(row, RowState.SENT, now)
            await arrived(session, case, message, sent, now)
            await lacking.works(session, message.account_id, message.id)
        case TakenBack():
            await taken_back(session, case, message, row, now, by=None)
            await withdrawn(session, case, message, message.staff_id, now)
        case Again(reason=reason) if row.attempts >= TRIES:
            await _give_up(session, case, message, row, {"error": reason or "transient"}, now)
        case Again(at=at, reason=reason):
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, at
            message.delivery = Delivery.WAITING
            sign(session, message, Sign.WAITING, now)
            if reason in ("quota-exhausted", "paid-quota"):
                await _tell_quota(session, message, at, now, paid=reason == "paid-quota")
        case Stop(reason=reason):
            await _give_up(session, case, message, row, {"error": reason}, now)
            await _stop(session, row.desk_id, row.lane, reason, begun_at, now)
        case Dead(failure=failure):
            await _give_up(session, case, message, row, failure, now)
        case Doubt(reason=reason):
            await _doubt(session, case, message, row, reason, now)


async def _settle_deed(
    session: AsyncSession, claimed: Outbox, verdict: Verdict, begun_at: datetime, now: datetime
) -> None:
    """What cannot be told is done once more: a deed that was done stays as it is."""
    case = await _case_of(session, claimed)
    row = await _locked(session, claimed, verdict)
    if row is None:
        return
    match verdict:
        case Done():
            _close(row, RowState.SENT, now)
            await deeds_done.done(session, case, row, now)
        case Again(at=at):
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, at
        case Doubt() | TakenBack():
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, now
        case Dead(failure=failure):
            await _give_up_deed(session, case, row, failure, now)
        case Stop(reason=reason):
            await _give_up_deed(session, case, row, {"error": reason}, now)
            await _stop(session, row.desk_id, row.lane, reason, begun_at, now)


async def _give_up_deed(
    session: AsyncSession, case: Case, row: Outbox, failure: dict[str, object], now: datetime
) -> None:
    _close(row, RowState.FAILED, now)
    row.error = failure
    message = await session.get_one(Message, row.message_id)
    await lacking.note(session, message.account_id, failure, now)
    await deeds_done.failed(session, case, row, failure, now)


async def _doubt(
    session: AsyncSession, case: Case, message: Message, row: Outbox, reason: str, now: datetime
) -> None:
    """The first time it blocks its case for a minute. Then nobody can tell: the next may go, a person decides."""
    row.error = {"doubt": reason}
    if row.state == RowState.UNKNOWN:
        row.lease_until = None
        await doubtful(session, case, message, now)
    else:
        row.state, row.lease_until = RowState.UNKNOWN, now + DOUBT
        message.delivery = Delivery.UNKNOWN


async def _arrived_all_the_same(
    session: AsyncSession, case: Case, message: Message, verdict: Done, now: datetime
) -> None:
    """Somebody had it sent once more before this was known: that one need not leave."""
    again = await row_of_answer(session, message.id)
    if again is not None and again.state == RowState.PENDING:
        _close(again, RowState.SENT, now)
        await arrived(session, case, message, verdict.sent, now)


async def hear_what_waited(session: AsyncSession, settled: Outbox, now: datetime) -> None:
    """Echoes that waited for this answer. In a transaction of its own: they may concern other cases."""
    message = await session.get_one(Message, settled.message_id)
    await hear_again(session, await session.get_one(Account, message.account_id), now)


async def _tell_quota(
    session: AsyncSession, message: Message, at: datetime, now: datetime, *, paid: bool
) -> None:
    """Answers wait for hours: that is not seen from the cards."""
    account = await session.get_one(Account, message.account_id)
    desk = await session.get_one(Desk, message.desk_id)
    hours = max(1, round((at - now).total_seconds() / 3600))
    params: dict[str, str | int] = {"account": account.title or account.external_id, "hours": hours}
    key = "owner-quota-paid" if paid else "owner-quota-used-up"
    await tell_owners_once(session, desk, key, params, now)


async def _give_up(
    session: AsyncSession,
    case: Case,
    message: Message,
    row: Outbox,
    failure: dict[str, object],
    now: datetime,
) -> None:
    _close(row, RowState.FAILED, now)
    row.error = failure
    await lacking.note(session, message.account_id, failure, now)
    await failed(session, case, message, failure, now)


async def _stop(
    session: AsyncSession, desk_id: int, lane: str | None, reason: str, begun_at: datetime, now: datetime
) -> None:
    chat = None if lane is None else chat_of(lane)
    probe_at = None if chat is None else now + PROBE_AFTER
    if lane is not None and await stop_lane(session, lane, reason, begun_at, now, probe_at):
        log.error("lane stopped", lane=lane, reason=reason)
        await lane_stopped(session, desk_id, lane, reason, now)
        if chat is not None and chat > 0:
            await session.execute(update(Staff).where(Staff.user_id == chat).values(private_at=None))


_LOCK_CARD = (
    select(Card)
    .where(Card.id == bindparam("card_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_FREE_CARDS = OfSome(
    lambda ids: (
        select(Card.id)
        .join(Case, Case.id == Card.case_id)
        .where(Card.id == func.any(ids), Case.merged_into_id.is_(None))
        .with_for_update(key_share=True, of=(Case, Card), skip_locked=True)
    )
)


async def settle_cards(
    session: AsyncSession, these: Sequence[tuple[Card, Done]], now: datetime
) -> Collection[int]:
    """Write down many cases' cards that came out well. Gives the ids of those which nobody else holds, nor their cases:
    the others are to be settled one by one. So nobody waits here who holds something.
    """
    free = set((await session.scalars(*_FREE_CARDS([card.id for card, _ in these]))).all())
    mine = [(card, verdict) for card, verdict in these if card.id in free]
    if mine:
        await _came_out(session, mine, now)
        await _write_down(session, [verdict.then for _, verdict in mine])
    return free


async def _write_down(
    session: AsyncSession, each: Iterable[Callable[[AsyncSession], Awaitable[None]] | None]
) -> None:
    many: dict[type[Many], list[Many]] = defaultdict(list)
    for then in each:
        if isinstance(then, Many):
            many[type(then)].append(then)
        elif then is not None:
            await then(session)
    for kind, same in many.items():
        await kind.together(session, same)


_CAME_OUT = text(
    """
    UPDATE cards SET lease_until = NULL, attempts = 0, drawn_at = :now, shown_version = drawn,
        due_at = CASE WHEN wanted_version > drawn THEN due_at ELSE again_at END,
        urgency = CASE WHEN wanted_version > drawn THEN urgency ELSE :refresh END,
        chat_id = coalesce(in_chat, chat_id), message_id = coalesce(as_message, message_id),
        shown_hash = coalesce(looks, shown_hash), collected_in = CASE WHEN as_message IS NULL THEN collected_in END
    FROM unnest(:ids, :drawn, :again, :chats, :messages, :looks)
        AS came (card_id, drawn, again_at, in_chat, as_message, looks)
    WHERE cards.id = came.card_id
    """
).bindparams(
    *(many(name) for name in ("ids", "drawn", "chats", "messages")),
    many("again", DateTime(timezone=True)),
    many("looks", Text),
    bindparam("now", type_=DateTime(timezone=True)),
    bindparam("refresh", int(Urgency.REFRESH), SmallInteger),
)


async def _came_out(session: AsyncSession, these: Sequence[tuple[Card, Done]], now: datetime) -> None:
    """`these`: as they were claimed, locked by now. What was wanted meanwhile stays due."""
    puts = [verdict.put for _, verdict in these]
    given = {
        "ids": [card.id for card, _ in these],
        "drawn": [card.wanted_version for card, _ in these],
        "again": [verdict.again_at for _, verdict in these],
        "chats": [None if put is None else put.chat_id for put in puts],
        "messages": [None if put is None else put.message_id for put in puts],
        "looks": [None if put is None else put.looks for put in puts],
        "now": now,
    }
    await session.execute(_CAME_OUT, given)


async def settle_card(
    session: AsyncSession, claimed: Card, verdict: Verdict, begun_at: datetime, now: datetime
) -> None:
    """Write down how a card came out. What was wanted meanwhile is drawn next, when it was wanted for."""
    attempts = claimed.attempts
    # Held till the end: the session would forget it, and read it again.
    _held = None if claimed.case_id is None else await lock(session, claimed.case_id)
    card = (await session.scalars(_LOCK_CARD, {"card_id": claimed.id})).one()
    if card.attempts != attempts and not isinstance(verdict, Done):
        return  # another took it over when our lease ended
    if isinstance(verdict, Done):
        await _came_out(session, [(claimed, verdict)], now)
        await _write_down(session, [verdict.then])
        return
    card.lease_until = None
    match verdict:
        case Again(at=at):
            card.due_at = at
        case Doubt():
            card.due_at = now + backoff(card.attempts)
        case Dead(failure=failure):
            log.error("card cannot be drawn", card=card.id, **failure)
            card.due_at = card.due_at if card.wanted_version > claimed.wanted_version else None
            await _tell_dead(session, await desk_of_card(session, card), card.case_id, now)
        case Stop(reason=reason):
            card.due_at = now
            await _stop(session, await desk_of_card(session, card), card.lane, reason, begun_at, now)
        case TakenBack():
            card.due_at = None
