"""Customers are asked what they think, a while after their case was resolved: by a message that nobody wrote.

It goes out as an answer does, with the same marks, and answers nothing. That it could not be sent is nobody's trouble.
What they say to it is in `bot/survey_answers.py`.
"""

from __future__ import annotations

from collections.abc import Sized
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import surveys as rules
from bot.desk.lanes import Urgency, account_lane
from bot.desk.surveys import AGAIN, WITHIN, Standing
from bot.hours import hours_of
from bot.record import attempt_marks, desk_event, enqueue
from bot.relations import why_barred
from bot.texts import LANGUAGES, Words, learn, words
from connectors.base import Connector, Json
from connectors.choices import TakesChoices
from storage.models import (
    LIVE,
    Account,
    Asks,
    Case,
    Conversation,
    Customer,
    Delivery,
    Desk,
    Direction,
    Message,
    Notice,
    Staff,
    Status,
    Survey,
)

AT_ONCE = 200
UNSENT = (Delivery.FAILED, Delivery.TAKEN_BACK)
"""Who was to be asked so was not asked."""


async def ask_customers(session: AsyncSession, now: datetime) -> None:
    """The tick: whose time has come, and where somebody works. Twice is once. A case that somebody is just at is looked at
    the next time.

    Two cases of one customer are not looked at in two transactions at once, and whoever wrote one question sees it when
    it comes to the next.
    """
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('otklik surveys', 0))"))
    due = (
        select(Case)
        .where(Case.asks_at <= now, or_(await _somebody_works(session, now), Case.asks_at < now - WITHIN))
        .order_by(Case.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for case in (await session.scalars(due)).all():
        late = case.asks_at is not None and case.asks_at < now - WITHIN
        # No news of the case: a column that only this tick looks at.
        case.asks_at = None
        desk = await session.get_one(Desk, case.desk_id, populate_existing=True)
        if late or desk.asks_customers == Asks.OFF:
            continue
        said, answer = await _last(session, case, Direction.IN), await _last(session, case, Direction.OUT)
        standing = await _standing(session, case, said, answer, now)
        if said is not None and rules.may_ask(case, desk.asks_customers, standing, now):
            await _ask(session, desk, case, said, None if answer is None else answer.staff_id, now)


async def _somebody_works(session: AsyncSession, now: datetime) -> ColumnElement[bool]:
    desks = (await session.scalars(select(Desk).where(Desk.hours.is_not(None)))).all()
    closed = [one.id for one in desks if not (await hours_of(session, one)).is_open(now)]
    return Case.desk_id.not_in(closed)


async def _last(session: AsyncSession, case: Case, direction: Direction) -> Message | None:
    """What was last said in it by somebody, answers that were taken back left out."""
    query = select(Message).where(Message.case_id == case.id, Message.direction == direction)
    query = query.where(
        Message.automatic.is_(False), Message.delivery.is_distinct_from(Delivery.TAKEN_BACK.value)
    )
    return (await session.scalars(query.order_by(Message.id.desc()).limit(1))).one_or_none()


async def _standing(
    session: AsyncSession, case: Case, said: Message | None, answer: Message | None, now: datetime
) -> Standing:
    theirs = Case.customer_id == case.customer_id
    wrote = exists().where(
        Message.case_id == Case.id,
        theirs,
        Message.direction == Direction.IN,
        Message.received_at > case.closed_at,
    )
    live = exists().where(theirs, Case.id != case.id, Case.status.in_(LIVE), Case.quiet.is_(None))
    # By their cases: those of customers that were merged into this one are its own.
    asked = (
        select(func.max(Survey.asked_at))
        .join(Case, Case.id == Survey.case_id)
        .join(Message, Message.id == Survey.message_id)
        .where(theirs, Survey.asked_at > now - AGAIN)
        .where(or_(Message.delivery.not_in(UNSENT), Survey.score.is_not(None)))
    )
    place = None if said is None else await session.get_one(Conversation, said.conversation_id)
    return Standing(
        kind=None if place is None else place.kind,
        answered=answer is not None and answer.delivery == Delivery.SENT,
        wrote=bool(await session.scalar(select(wrote))),
        live=bool(await session.scalar(select(live))),
        asked_at=await session.scalar(asked),
        barred=said is not None and await why_barred(session, said) is not None,
    )


async def _ask(
    session: AsyncSession, desk: Desk, case: Case, said: Message, staff_id: int | None, now: datetime
) -> None:
    """In the conversation in which the customer wrote last."""
    texts = await language_of(session, desk, case.customer_id)
    message = notice(said, Notice.SURVEY, question(desk.asks_customers, texts), now)
    session.add(message)
    await session.flush()
    survey = Survey(
        desk_id=desk.id,
        case_id=case.id,
        customer_id=case.customer_id,
        conversation_id=said.conversation_id,
        message_id=message.id,
        staff_id=staff_id,
        asks=desk.asks_customers,
        asked_at=now,
    )
    session.add(survey)
    await session.flush()
    await send(session, case, message, rules.packed(survey.id, survey.asks), now)


def notice(said: Message, which: Notice, text: str, now: datetime) -> Message:
    """Where `said` was said."""
    return Message(
        desk_id=said.desk_id,
        account_id=said.account_id,
        conversation_id=said.conversation_id,
        case_id=said.case_id,
        direction=Direction.OUT,
        automatic=True,
        notice=which,
        text=text,
        at=now,
        target=said.target,
        answers_id=said.id if said.direction == Direction.IN else said.answers_id,
        delivery=Delivery.WAITING,
    )


async def send(session: AsyncSession, case: Case, message: Message, marks: Json, now: datetime) -> None:
    """Nothing waits for it, and it waits for whatever people have to say."""
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=account_lane(await session.get_one(Account, message.account_id)),
        kind="answer",
        urgency=Urgency.REFRESH,
        not_before=now,
        case=case,
        ordered=False,
        message_id=message.id,
        payload={**attempt_marks(), **marks},
    )


async def language_of(session: AsyncSession, desk: Desk, customer_id: int) -> Words:
    """The customer's, if somebody said which it is and we speak it; else the desk's."""
    spoken = (await session.get_one(Customer, customer_id)).language
    chosen = spoken if spoken in LANGUAGES else desk.language
    await learn({chosen})
    return words(chosen)


def question(asks: str, texts: Words) -> str:
    """What the customer reads."""
    return texts("survey-question", asks=asks)


async def is_true(session: AsyncSession, message: Message, now: datetime) -> bool:
    """Just before it leaves: the owner still wants it, the case is resolved still, and the customer has not written."""
    case = await session.get_one(Case, message.case_id)
    desk = await session.get_one(Desk, message.desk_id)
    wrote = exists().where(
        Message.conversation_id == message.conversation_id,
        Message.direction == Direction.IN,
        Message.id > message.id,
    )
    if case.status != Status.RESOLVED or desk.asks_customers == Asks.OFF:
        return False
    return (await hours_of(session, desk)).is_open(now) and not await session.scalar(select(wrote))


def can_ask(connector: Connector, target: Json, asked: Sized) -> bool:
    """In networks that have buttons: elsewhere nobody could tell a score from other words."""
    return isinstance(connector, TakesChoices) and connector.choices(target) >= len(asked)


def choose(session: AsyncSession, desk: Desk, asks: Asks, staff: Staff, now: datetime) -> bool:
    """On a desk that the caller has locked. False: it was so. Only cases that are resolved from now on are asked about."""
    before = desk.asks_customers
    if before == asks:
        return False
    desk.asks_customers = asks
    desk_event(
        session, desk.id, "asks_customers", at=now, by=staff.id, data={"before": before, "after": asks.value}
    )
    return True
