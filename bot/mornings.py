"""When a desk opens, its group reads once what came in while it was closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.hours import Hours
from bot.desk.links import message_link
from bot.desk.mornings import SHOWN, Came, morning, urgency
from bot.desk.richtext import Rich, link
from bot.hours import hours_of
from bot.notices import say
from bot.texts import words
from storage.models import LIVE, Case, Desk, Direction, Message
from storage.queries import names_in, operators_card

MOMENT = timedelta(microseconds=1)


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
            say(session, desk.id, drawn.html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)


async def _came(session: AsyncSession, desk: Desk, hours: Hours, opened: datetime) -> Sequence[Case]:
    """Customers wait since then for an answer; what is collected quietly waits for none."""
    after = desk.morning_told_at or hours.closed_since(opened - MOMENT)
    query = select(Case).where(
        Case.desk_id == desk.id,
        Case.status.in_(LIVE),
        Case.quiet.is_(None),
        Case.unanswered_since < opened,
    )
    if after is not None:
        query = query.where(Case.unanswered_since >= after)
    found = (await session.scalars(query.options(joinedload(Case.holder)))).all()
    waits = [(case, case.unanswered_since) for case in found if case.unanswered_since is not None]
    came = [(case, since) for case, since in waits if not hours.is_open(since)]
    return [case for case, _ in sorted(came, key=lambda one: urgency(one[0].priority, one[1]))]


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
        .where(Message.case_id.in_(case_ids), Message.direction == Direction.IN)
        .where(Message.answered_by_id.is_(None), Message.deleted_at.is_(None))
        .ext(distinct_on(Message.case_id))
        .order_by(Message.case_id, Message.id)
    )
    return {one.case_id: one.text for one in await session.execute(query)}
