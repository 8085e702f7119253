"""When a desk opens, its group reads once what came in while it was closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.hours import Hours
from bot.desk.links import message_link
from bot.desk.mornings import SHOWN, Came, morning, urgency
from bot.desk.richtext import Rich, link
from bot.hours import hours_of
from bot.notices import OF_CASES, say
from bot.texts import words
from storage.models import Case, Desk, Direction, Message
from storage.queries import WAITS, names_in, operators_card

MOMENT = timedelta(microseconds=1)
_WAITS = (
    (Message.direction == Direction.IN)
    & WAITS
    & or_(Case.closed_at.is_(None), Message.received_at > Case.closed_at)
)
"""A customer message that waits for an answer, and over which its case was not closed."""


async def mornings(session: AsyncSession, now: datetime) -> None:
    """The tick. Also hours later, where nothing ran when it opened; a night in which nothing came in needs no word."""
    query = select(Desk).where(Desk.hours.is_not(None), Desk.chat_id.is_not(None)).order_by(Desk.id)
    for desk in (await session.scalars(query.with_for_update(key_share=True))).all():
        hours = await hours_of(session, desk)
        opened = hours.open_since(now)
        if opened is None or (desk.morning_told_at is not None and desk.morning_told_at >= opened):
            continue
        came = await _came(session, desk, hours, opened)
        desk.morning_told_at = now
        if came and desk.chat_id is not None:
            drawn = morning(len(came), await _listed(session, came[:SHOWN]), words(desk.language))
            cases = {OF_CASES: [case.id for case in came[:SHOWN]]}
            chat_id, thread_id = desk.chat_id, desk.thread_id
            say(session, desk.id, drawn.html, now, chat_id=chat_id, thread_id=thread_id, data=cases)


async def _came(session: AsyncSession, desk: Desk, hours: Hours, opened: datetime) -> Sequence[Case]:
    """Cases in which a customer wrote while it was closed, and has no answer yet: new ones, those that waited before, and
    closed ones, which do not wake by themselves. What is collected quietly, or put off, waits for none.
    """
    after = desk.morning_told_at or hours.closed_since(opened - MOMENT)
    query = (
        select(Case, Message.received_at)
        .join(Message, Message.case_id == Case.id)
        .where(Case.desk_id == desk.id, Case.quiet.is_(None), Case.snoozed_until.is_(None))
        .where(_WAITS, Message.received_at < opened)
        .options(joinedload(Case.holder))
    )
    if after is not None:
        query = query.where(Message.received_at >= after)
    said = (await session.execute(query)).all()
    came = {case.id: case for case, at in said if not hours.is_open(at)}
    return sorted(came.values(), key=lambda case: urgency(case.priority, case.unanswered_since or opened))


async def _listed(session: AsyncSession, cases: Sequence[Case]) -> list[Came]:
    ids = [case.id for case in cases]
    names, said = await names_in(session, ids), await _first_words(session, ids)
    return [
        Came(
            await _link(session, case),
            names.get(case.id),
            said.get(case.id, ""),
            case.unanswered_since or case.opened_at,
            case.priority,
            None if case.holder is None else case.holder.name,
            after_close=case.closed_at is not None,
        )
        for case in cases
    ]


async def _link(session: AsyncSession, case: Case) -> Rich:
    """The number, as the way to the group's card."""
    card = await operators_card(session, case.id)
    url = None if card is None or card.chat_id is None else message_link(card.chat_id, card.message_id)
    return link(f"#{case.number}", url)


async def _first_words(session: AsyncSession, case_ids: Sequence[int]) -> Mapping[int, str]:
    """Of what nobody has answered."""
    query = (
        select(Message.case_id, Message.text)
        .join(Case, Case.id == Message.case_id)
        .where(Case.id.in_(case_ids), _WAITS)
        .ext(distinct_on(Message.case_id))
        .order_by(Message.case_id, Message.id)
    )
    return {one.case_id: one.text for one in await session.execute(query)}
