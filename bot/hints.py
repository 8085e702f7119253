"""What the desk says to the author of an answer that has just been given: that the same words went to many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.sameness import LOOKED_AT, SILENCE, Given, repeated
from bot.desk.signature import unsigned
from bot.record import desk_event
from storage.models import Conversation, CustomerIdentity, Delivery, Direction, Event, Message, Staff

SAME_WORDS = "same_words"


async def same_words(session: AsyncSession, staff: Staff, now: datetime) -> int:
    """To how many customers running the words of this person's newest answer went; 0: nothing to say, or said lately.

    What it gives is as good as said.
    """
    given = await _given(session, staff.desk_id)
    if not given or given[0].by != staff.id:
        return 0
    customers = repeated(given)
    if not customers or await _said_lately(session, staff, now):
        return 0
    desk_event(session, staff.desk_id, SAME_WORDS, at=now, by=staff.id, data={"customers": customers})
    return customers


async def _given(session: AsyncSession, desk_id: int) -> list[Given]:
    """The newest answers of the desk that were not taken back."""
    query = (
        select(
            Message.text,
            Message.signature,
            Message.staff_id,
            CustomerIdentity.customer_id,
            CustomerIdentity.name,
        )
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .where(Message.desk_id == desk_id, Message.direction == Direction.OUT, Message.staff_id.is_not(None))
        .where(Message.delivery != Delivery.TAKEN_BACK, Message.elsewhere.is_(None))
        .order_by(Message.id.desc())
        .limit(LOOKED_AT)
    )
    return [
        Given(unsigned(one.text, one.signature), one.customer_id, one.name, one.staff_id)
        for one in await session.execute(query)
    ]


async def _said_lately(session: AsyncSession, staff: Staff, now: datetime) -> bool:
    said = select(Event.id).where(
        Event.desk_id == staff.desk_id,
        Event.at > now - SILENCE,
        Event.kind == SAME_WORDS,
        Event.staff_id == staff.id,
    )
    return await session.scalar(said.limit(1)) is not None
