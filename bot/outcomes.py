"""What became of an answer: it arrived, it failed, nobody can tell, or a colleague gave one elsewhere.

Every function works in the caller's transaction, on a case that the caller has locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.attached import attach
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.signs import Sign
from bot.desk.states import Act, Action
from bot.homes import lane_for
from bot.record import apply, enqueue, event, want_card
from bot.transaction import Channel, wake
from connectors.base import Echo, Sent
from storage.models import (
    Case,
    Conversation,
    Delivery,
    Direction,
    Draft,
    Escalation,
    Json,
    Message,
    Notice,
    Outbox,
    RowState,
)
from storage.queries import mark_answered, message_by_key, open_escalations, waits_since

NOTICES: Mapping[str | None, tuple[str, str]] = {
    None: ("closed_notice", "closed_notice_failed"),
    Notice.SURVEY: ("survey", "survey_failed"),
    Notice.THANKS: ("survey_thanks", "survey_thanks_failed"),
}
"""What the log calls a message that nobody wrote, by `Message.notice`: once it is there, and if it cannot be sent."""


@dataclass(frozen=True, slots=True)
class Source:
    """The Telegram message that somebody wrote."""

    chat_id: int
    message_id: int


async def taken_back(
    session: AsyncSession, case: Case, message: Message, row: Outbox, now: datetime, *, by: int | None
) -> None:
    """The answer will not go out: `row`, locked by the caller, is cancelled."""
    row.state, row.settled_at, row.lease_until = RowState.CANCELLED, now, None
    wake(session, Channel.DELIVERY, row.lane)  # for what comes after it
    message.delivery = Delivery.TAKEN_BACK
    if message.escalation_id is not None:
        await _asked_again(session, case, message.escalation_id)
    event(session, case, "answer_taken_back", by=by or message.staff_id, at=now, data={"message": message.id})
    sign(session, message, Sign.NONE, now)
    await want_card(session, case, Urgency.ACT, now)


async def _asked_again(session: AsyncSession, case: Case, escalation_id: int) -> None:
    """A trusted department took its only answer back: it is still asked, unless it has been asked anew since."""
    asked = await session.get_one(Escalation, escalation_id, populate_existing=True)
    said = select(Message.id).where(Message.case_id == case.id, Message.escalation_id == asked.id)
    said = said.where(Message.delivery != Delivery.TAKEN_BACK)
    advised = select(Draft.id).where(Draft.case_id == case.id, Draft.escalation_id == asked.id)
    await session.flush()
    others = await open_escalations(session, case.id)
    anew = any(one.department_id == asked.department_id for one in others)
    if not anew and not await session.scalar(select(exists(said) | exists(advised))):
        asked.answered_at = None


async def arrived(
    session: AsyncSession, case: Case, message: Message, sent: Sent | None, now: datetime
) -> None:
    """The answer is at the customer. Twice is once: the echo and the response may both say so."""
    if sent is not None and sent.replaced is not None:
        await _take_its_place(session, message, sent, now)
    unknown_there = message.key is None and sent is not None
    if sent and unknown_there and await message_by_key(session, message.account_id, sent.key) is None:
        message.key, message.url = sent.key, sent.url
    if message.delivery == Delivery.SENT:
        return
    message.delivery, message.failure, message.at = Delivery.SENT, None, now
    if message.automatic:
        event(session, case, NOTICES[message.notice][0], at=now, data={"message": message.id})
        await want_card(session, case, Urgency.REFRESH, now)
        return
    await counts_as_answer(session, case, message, now)
    sign(session, message, Sign.SENT, now)


async def _take_its_place(session: AsyncSession, message: Message, sent: Sent, now: datetime) -> None:
    """An earlier answer is not there any more. Its key may be this one's now."""
    earlier = await message_by_key(session, message.account_id, sent.replaced or "")
    if earlier is None or earlier.id == message.id:
        return
    earlier.replaced_at = now
    if sent.key == sent.replaced:
        earlier.key = None
        await session.flush()


async def counts_as_answer(
    session: AsyncSession, case: Case, message: Message, now: datetime, *, event_kind: str | None = None
) -> None:
    """The customer has it: what they wrote, up to what its author had seen, is answered."""
    await session.flush()
    await mark_answered(session, message)
    since = await waits_since(session, case.id)
    action = Action.ANSWERED if since is None else Action.PARTLY_ANSWERED
    data: Json = {"message": message.id}
    if message.elsewhere is not None:
        data["elsewhere"] = message.elsewhere
    act = Act(action, now, message.staff_id, said_at=since)
    await apply(session, case, act, data, event_kind=event_kind)
    await want_card(session, case, Urgency.ACT, now)


async def failed(session: AsyncSession, case: Case, message: Message, failure: Json, now: datetime) -> None:
    """It did not arrive and will not by itself: said in words to its author, with Retry."""
    message.delivery, message.failure = Delivery.FAILED, failure
    event(
        session, case, "answer_failed", by=message.staff_id, at=now, data={"message": message.id, **failure}
    )
    sign(session, message, Sign.FAILED, now)
    await _wake(session, case, "answer_failed", now)
    await _tell(session, case, message, "failed", now)


async def doubtful(session: AsyncSession, case: Case, message: Message, now: datetime) -> None:
    """Nobody can tell whether it arrived: a person is asked."""
    message.delivery = Delivery.UNKNOWN
    event(session, case, "answer_unknown", by=message.staff_id, at=now, data={"message": message.id})
    sign(session, message, Sign.UNKNOWN, now)
    await _wake(session, case, "answer_unknown", now)
    await _tell(session, case, message, "doubtful", now)


async def _wake(session: AsyncSession, case: Case, after: str, now: datetime) -> None:
    """A case that was put off because it was answered needs somebody now."""
    if case.snoozed_until is not None:
        await apply(session, case, Act(Action.WAKE, now), {"after": after})


async def _tell(session: AsyncSession, case: Case, message: Message, kind: str, now: datetime) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await lane_for(session, case, message.staff_id),
        kind=kind,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        message_id=message.id,
    )
    await want_card(session, case, Urgency.ACT, now)


async def elsewhere(
    session: AsyncSession, case: Case, conversation: Conversation, echo: Echo, answers: Message, now: datetime
) -> None:
    """A colleague answered in the network itself: it counts as an answer to all up to `answers`."""
    message = Message(
        desk_id=case.desk_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        case_id=case.id,
        direction=Direction.OUT,
        key=echo.key,
        text=echo.text,
        url=echo.url,
        at=echo.sent_at,
        received_at=now,
        answers_id=answers.id,
        seen_to=answers.id,
        delivery=Delivery.SENT,
    )
    session.add(message)
    await session.flush()
    attach(session, message.id, echo.attachments)
    await counts_as_answer(session, case, message, now, event_kind="answered_elsewhere")


def sign(session: AsyncSession, message: Message, what: Sign, now: datetime) -> None:
    """The reaction on the operator's own message, if it has one."""
    if message.source_chat_id is not None and message.source_message_id is not None:
        source = Source(message.source_chat_id, message.source_message_id)
        sign_source(session, message.desk_id, source, what, now)


def sign_source(session: AsyncSession, desk_id: int, source: Source, what: Sign, now: datetime) -> None:
    enqueue(
        session,
        desk_id=desk_id,
        lane=telegram_lane(source.chat_id),
        kind="sign",
        urgency=Urgency.ACT,
        not_before=now,
        payload={"message_id": source.message_id, "sign": what.value},
    )
