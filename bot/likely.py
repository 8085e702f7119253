"""With which cases somebody may want to merge one: a query for each reason, the best reason first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.desk.merging import likely
from storage.models import LIVE, Case, Conversation, CustomerIdentity, Direction, Message

LATELY = timedelta(days=3)
LONG_AGO = timedelta(days=90)
"""A closed case that is older is history that nobody merges."""
EACH, MOST = 5, 6


async def likely_others(session: AsyncSession, case: Case, now: datetime) -> Sequence[int]:
    """Open cases of the same customer first, then those under the same post and with the same words lately, then what
    this customer's cases were that are closed.
    """
    here = (Case.desk_id == case.desk_id) & Case.merged_into_id.is_(None) & (Case.id != case.id)
    live = Case.status.in_([status.value for status in LIVE])
    theirs = Case.customer_id == case.customer_id
    mine = select(Conversation).where(Conversation.case_id == case.id).subquery()
    same_post = Case.id.in_(
        select(Conversation.case_id).where(Conversation.post_id.in_(select(mine.c.post_id)))
    )
    lately = Case.opened_at > now - LATELY
    found = [
        *await _newest(session, here & live & theirs),
        *await _newest(session, here & live & lately & Case.id.in_(await _same_words(session, case, now))),
        *await _newest(session, here & live & lately & same_post),
    ]
    if case.status in LIVE:
        closed = Case.closed_at > now - LONG_AGO
        found += await _newest(session, here & theirs & closed)
    return likely(found, case.id, MOST)


async def _newest(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[int]:
    return (await session.scalars(select(Case.id).where(which).order_by(Case.id.desc()).limit(EACH))).all()


async def _same_words(session: AsyncSession, case: Case, now: datetime) -> Sequence[int]:
    """Somebody who wrote the same as the customer of this case did last."""
    last = select(Message.text).where(Message.case_id == case.id, Message.direction == Direction.IN)
    words = await session.scalar(last.order_by(Message.id.desc()).limit(1))
    if not (words or "").strip():
        return []
    said = aliased(Message)
    query = (
        select(said.case_id)
        .join(Case, Case.id == said.case_id)
        .where(Case.desk_id == case.desk_id, Case.status.in_(LIVE), Case.opened_at > now - LATELY)
        .where(said.direction == Direction.IN, func.lower(said.text) == (words or "").lower())
        .distinct()
        .limit(EACH + 1)
    )
    return (await session.scalars(query)).all()


async def first_words(session: AsyncSession, case_id: int) -> tuple[str | None, str]:
    """Who began the case, by name if it is known, and with which words."""
    query = (
        select(CustomerIdentity.name, Message.text)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .where(Message.case_id == case_id, Message.direction == Direction.IN)
        .order_by(Message.id)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return (None, "") if row is None else (row[0], row[1])
