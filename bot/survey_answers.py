"""What customers say when they are asked: the score, and a word.

A score opens no case and wakes none, for it is no message of any; but a low one wakes its own case, for a supervisor. The
word is a message like any other, so that nobody misses it, and kept beside the score as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import LOW_SCORE
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.states import Act, Action
from bot.desk.surveys import TYPED, WORD, is_low, is_score, thanked, typed
from bot.hours import may_ring_from
from bot.posts import storable
from bot.record import apply, bring_out, enqueue, event, lock_of, want_card
from bot.surveys import UNSENT, language_of, notice, send
from bot.warnings import leaders
from connectors.base import Incoming, Kind
from storage.models import (
    LIVE,
    Card,
    Case,
    Conversation,
    Delivery,
    Desk,
    Message,
    Notice,
    Priority,
    Status,
    Survey,
)
from storage.queries import IN_THE_GROUP, waits_since

LONGEST = 1000
"""Code points of a word that are kept beside the score."""

CARD_FIRST = timedelta(seconds=5)
"""Whoever is told of a low score finds the card by a link: it is there by then."""


@dataclass(frozen=True, slots=True)
class Answer:
    survey: Survey
    score: int


async def hear(session: AsyncSession, conversation: Conversation, item: Incoming, now: datetime) -> bool:
    """True: it was a score, and is no message. The first one counts; pressing again changes nothing, for what a low one has
    set going is not taken back by a slip of the thumb.
    """
    if item.kind is not Kind.MESSAGE:
        return False
    last = await _last_of(session, conversation)
    if last is None:
        return False
    if last.answer_key == item.key:
        return True
    answer = await _pressed(session, conversation, item, last) or await _typed(session, item, last)
    if answer is None:
        return False
    await _rate(session, answer, item.key, now)
    return True


async def _last_of(session: AsyncSession, conversation: Conversation) -> Survey | None:
    query = select(Survey).where(Survey.conversation_id == conversation.id)
    return (await session.scalars(query.order_by(Survey.id.desc()).limit(1))).one_or_none()


async def _pressed(
    session: AsyncSession, conversation: Conversation, item: Incoming, last: Survey
) -> Answer | None:
    """A button of ours, also of an earlier question. People can send what they like: it must be this dialog's."""
    told = item.chosen or {}
    number, score = told.get("survey"), told.get("score")
    if not isinstance(number, int) or isinstance(number, bool) or number.bit_length() > 63:
        return None
    survey = last if last.id == number else await session.get(Survey, number)
    if survey is None or survey.conversation_id != conversation.id:
        return None
    return Answer(survey, int(str(score))) if is_score(survey.asks, score) else None


async def _typed(session: AsyncSession, item: Incoming, last: Survey) -> Answer | None:
    """A bare number, if nothing was said since the question: else it may be anything."""
    score = typed(item.text, last.asks)
    if score is None or item.attachments or last.score is not None or item.sent_at - last.asked_at > TYPED:
        return None
    asked = await session.get_one(Message, last.message_id, populate_existing=True)
    if asked.delivery in (*UNSENT, Delivery.WAITING):
        return None
    said = select(func.max(Message.id)).where(Message.conversation_id == last.conversation_id)
    return Answer(last, score) if await session.scalar(said) == last.message_id else None


async def _rate(session: AsyncSession, answer: Answer, key: str, now: datetime) -> None:
    survey, score = answer.survey, answer.score
    asked = await session.get_one(Message, survey.message_id)
    case = await lock_of(session, asked)
    await session.refresh(survey, with_for_update=True)
    if survey.score is not None:
        return
    survey.score, survey.answered_at, survey.answer_key = score, now, key
    event(session, case, "rated", at=now, data={"survey": survey.id, "asks": survey.asks, "score": score})
    low = is_low(survey.asks, score)
    if low:
        await _wake(session, case, survey, now)
    await want_card(session, case, Urgency.ACT if low else Urgency.REFRESH, now)
    await _thank(session, case, asked, survey.asks, low, now)


async def _wake(session: AsyncSession, case: Case, survey: Survey, now: datetime) -> None:
    """A supervisor shall look at it: it is in the queue again, of high priority, and comes below in the group."""
    if case.status == Status.RESOLVED:
        data = {"survey": survey.id, "score": survey.score}
        # It waits for an answer, though nobody has asked anything: so it is in the queue, and somebody's time runs.
        survey.woke_at = now
        await session.flush()
        since = await waits_since(session, case.id)
        await apply(session, case, Act(Action.REOPEN, now, said_at=since), data)
    if case.status in LIVE and case.priority < Priority.HIGH:
        says = {"priority": int(Priority.HIGH)}
        await apply(session, case, Act(Action.SORT, now, says=says), says)
    if case.status in LIVE:
        await bring_out(session, case, Urgency.ACT, now)
        await session.flush()
        await session.execute(
            update(Card)
            .where(Card.case_id == case.id, IN_THE_GROUP)
            .values(message_id=None, chat_id=None, shown_hash=None)
            .execution_options(synchronize_session=False)
        )
    for user_id in await leaders(session, case.desk_id):
        enqueue(
            session,
            desk_id=case.desk_id,
            lane=telegram_lane(user_id),
            kind=LOW_SCORE,
            urgency=Urgency.ACT,
            not_before=await may_ring_from(session, case, now) + CARD_FIRST,
            case=case,
            ordered=False,
            payload={"survey": survey.id},
        )


async def _thank(
    session: AsyncSession, case: Case, asked: Message, asks: str, low: bool, now: datetime
) -> None:
    desk = await session.get_one(Desk, case.desk_id)
    texts = await language_of(session, desk, case.customer_id)
    thanks = notice(asked, Notice.THANKS, texts("survey-thanks", low="yes" if low else "no"), now)
    session.add(thanks)
    await session.flush()
    await send(session, case, thanks, thanked(asks), now)


async def keep_word(session: AsyncSession, said: Message, now: datetime) -> None:
    """The customer's first words after their score belong to it."""
    query = select(Survey).where(Survey.conversation_id == said.conversation_id)
    query = query.where(Survey.answered_at > now - WORD, Survey.word.is_(None))
    survey = (await session.scalars(query.order_by(Survey.id.desc()).limit(1))).one_or_none()
    if survey is not None and said.text.strip():
        survey.word = storable(said.text)[:LONGEST]
