"""In which language a chat is written to: a person's private chat in their own, a group in the desk's."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import Words, words_for
from storage.models import Desk
from storage.queries import staff_member


async def words_in(session: AsyncSession, desk: Desk, chat_id: int) -> Words:
    """`chat_id`: Telegram's; a private chat's is its person's own, and positive."""
    person = await staff_member(session, desk.id, chat_id) if chat_id > 0 else None
    return words_for(desk, person)
