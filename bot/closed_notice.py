"""Who writes while nobody works is told so, once in each closed time and conversation: a message that nobody wrote.

It goes out as an answer does, with the same marks, and answers nothing. That it could not be sent is nobody's trouble.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import lacking
from bot.desk.closed import filled, is_told
from bot.desk.hours import Hours
from bot.desk.lanes import Urgency, account_lane
from bot.desk.opening import opening_words, week_words
from bot.desk.retry import DOUBT, TRIES, Again, Dead, Doubt, Stop, TakenBack, Verdict
from bot.hours import hours_of
from bot.outcomes import NOTICES
from bot.record import attempt_marks, enqueue, event, want_card
from bot.relations import why_barred
from bot.texts import words
from connectors.base import AttachmentKind, Capability
from storage.models import (
    Account,
    Case,
    Conversation,
    Delivery,
    Desk,
    Direction,
    Json,
    Message,
    Outbox,
    RowState,
)


async def tell(
    session: AsyncSession,
    account: Account,
    case: Case,
    conversation: Conversation,
    said: Message,
    attached: Collection[str],
    now: datetime,
) -> None:
    """On a case that the caller has locked, for what a customer has just `said`. `attached`: kinds of attachments.

    A closed case does not wake for it: an answer is not promised there.
    """
    desk = await session.get_one(Desk, case.desk_id)
    if (
        case.closed_at is not None
        or desk.hours is None
        or not is_told(desk.closed_notice, conversation.kind, case.quiet)
        or _was_told(desk, said)
    ):
        return
    hours = await hours_of(session, desk)
    opens = hours.opens_at(now)
    if opens is None or not await _is_due(session, hours, conversation, case, said, now):
        return
    only_sticker = not said.text.strip() and set(attached) == {AttachmentKind.STICKER}
    if only_sticker or await why_barred(session, said) is not None:
        return
    conversation.closed_told_at = now
    message = _notice(said, notice_text(desk, hours, opens, now), now)
    session.add(message)
    await session.flush()
    # Nothing waits for it, and it waits for whatever people have to say.
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(account),
        kind="answer",
        urgency=Urgency.REFRESH,
        not_before=now,
        case=case,
        ordered=False,
        message_id=message.id,
        payload=attempt_marks(),
    )


def _was_told(desk: Desk, said: Message) -> bool:
    """Perhaps: whoever wrote before the desk was restored may have heard it from the desk as it was then."""
    return desk.restored_at is not None and said.at < desk.restored_at


def _notice(said: Message, text: str, now: datetime) -> Message:
    """In the conversation of what was said."""
    return Message(
        desk_id=said.desk_id,
        account_id=said.account_id,
        conversation_id=said.conversation_id,
        case_id=said.case_id,
        direction=Direction.OUT,
        automatic=True,
        text=text,
        at=now,
        target=said.target,
        answers_id=said.id,
        delivery=Delivery.WAITING,
    )


def notice_text(desk: Desk, hours: Hours, opens: datetime, now: datetime) -> str:
    """In the desk's language: the owner's words, else the program's."""
    texts = words(desk.language)
    said = {
        "hours": desk.hours_text or week_words(desk.hours, texts),
        "opens": opening_words(opens, now, hours.zone, texts),
    }
    return texts("closed-notice", **said) if desk.closed_text is None else filled(desk.closed_text, **said)


async def _is_due(
    session: AsyncSession, hours: Hours, conversation: Conversation, case: Case, said: Message, now: datetime
) -> bool:
    """Written while it is closed, not told yet since it is, and nobody is at work all the same."""
    if hours.is_open(now):
        return False
    since = hours.closed_since(now)
    if since is None:
        return conversation.closed_told_at is None
    told = conversation.closed_told_at is not None and conversation.closed_told_at >= since
    by_people = exists().where(
        Message.case_id == case.id, Message.direction == Direction.OUT, Message.staff_id.is_not(None)
    )
    works = by_people.where(Message.at >= since)
    return said.at >= since and not told and not await session.scalar(select(works))


async def is_true(session: AsyncSession, message: Message, now: datetime) -> bool:
    """Just before it leaves: it is closed still, and nobody has answered meanwhile."""
    hours = await hours_of(session, await session.get_one(Desk, message.desk_id))
    said = await session.get_one(Message, message.answers_id)
    return not hours.is_open(now) and said.answered_by_id is None and said.deleted_at is None


def takes(able: Capability, length: int) -> bool:
    """Not where it would cost something, take the place of an answer, or use up the only one there is."""
    fits = able.max_length is None or length <= able.max_length
    free = able.cost is None and able.uses is None and not able.replaces
    return able.supported and not able.human_only and fits and free


async def unsent(
    session: AsyncSession, case: Case, message: Message, row: Outbox, verdict: Verdict, now: datetime
) -> None:
    """What becomes of it when it was not sent, or nobody knows: tried again, or given up without a word."""
    match verdict:
        case TakenBack():
            row.state, message.delivery = RowState.CANCELLED, Delivery.TAKEN_BACK
        case Again(at=at) if row.attempts < TRIES:
            row.state, row.lease_until, row.not_before = RowState.PENDING, None, at
            message.delivery = Delivery.WAITING
            return
        case Doubt() if row.state != RowState.UNKNOWN:
            row.state, row.lease_until = RowState.UNKNOWN, now + DOUBT
            message.delivery = Delivery.UNKNOWN
            return
        case Doubt(reason=reason):
            row.state, row.error = RowState.FAILED, {"doubt": reason}
        case Dead(failure=failure):
            await _failed(session, case, message, row, failure, now)
        case Again(reason=reason) | Stop(reason=reason):
            await _failed(session, case, message, row, {"error": reason or "transient"}, now)
        case _:
            raise ValueError(f"outbox row {row.id}: {verdict!r} is none of a notice that was not sent")
    row.settled_at, row.lease_until = now, None
    await want_card(session, case, Urgency.REFRESH, now)


async def _failed(
    session: AsyncSession, case: Case, message: Message, row: Outbox, failure: Json, now: datetime
) -> None:
    row.state, row.error = RowState.FAILED, failure
    message.delivery, message.failure = Delivery.FAILED, failure
    await lacking.note(session, case.account_id, failure, now)
    event(session, case, NOTICES[message.notice][1], at=now, data={"message": message.id, **failure})
