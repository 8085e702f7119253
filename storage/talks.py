"""Of the several conversations that a case may have: which one an answer goes to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Conversation, Direction, Message
from storage.queries import WAITS, last_public


async def next_answered(session: AsyncSession, case_id: int) -> Message | None:
    """The customer message that an answer to the case goes to: the last of the conversation that waits for one, else of
    that which was written in last.
    """
    said = select(Message).where(Message.case_id == case_id, Message.direction == Direction.IN)
    said = said.order_by(Message.id.desc()).limit(1)
    waits = (await session.scalars(said.where(WAITS))).one_or_none()
    if waits is not None:
        said = said.where(Message.conversation_id == waits.conversation_id)
    return (await session.scalars(said)).one_or_none()


async def has_several(session: AsyncSession, case_id: int) -> bool:
    """Whether customers wrote in more than one conversation of the case."""
    talks = select(func.count(Message.conversation_id.distinct()))
    query = talks.where(Message.case_id == case_id, Message.direction == Direction.IN)
    return (await session.scalar(query) or 0) > 1


async def public_answered(session: AsyncSession, case_id: int, kinds: Collection[str]) -> Message | None:
    """As `last_public`, but of several conversations that which an answer to the case goes to, if it is one of these."""
    said = await next_answered(session, case_id)
    if said is not None and said.deleted_at is None and await has_several(session, case_id):
        kind = (await session.get_one(Conversation, said.conversation_id)).kind
        if kind in kinds:
            return said
    return await last_public(session, case_id, kinds)
