"""Every ordinary message of ours is remembered: what is written in reply to it is about the same."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.telegram.letter import Letter
from storage.models import BotMessage


async def remember(session: AsyncSession, letter: Letter, message_id: int) -> None:
    one = letter.remember
    values = {
        "desk_id": one.desk_id,
        "case_id": one.case_id,
        "purpose": one.purpose,
        "escalation_id": one.escalation_id,
        "about_id": one.about_id,
        "data": one.data or {},
    }
    # Somebody may have touched it before we got to know of it (`bot/ghosts.py`).
    await session.execute(
        insert(BotMessage)
        .values(chat_id=letter.place.chat_id, message_id=message_id, **values)
        .on_conflict_do_update(index_elements=[BotMessage.chat_id, BotMessage.message_id], set_=values)
    )
