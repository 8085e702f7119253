"""Every ordinary message of ours is remembered: what is written in reply to it is about the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.telegram.letter import Letter
from storage.among import many
from storage.models import BotMessage

_COLUMNS = ("chat_id", "message_id", "desk_id", "case_id", "purpose", "escalation_id", "about_id", "data")
# Somebody may have touched it before we got to know of it (`bot/ghosts.py`).
_REMEMBER = text(
    """
    INSERT INTO bot_messages (chat_id, message_id, desk_id, case_id, purpose, escalation_id, about_id, data)
    SELECT * FROM unnest(:chat_id, :message_id, :desk_id, :case_id, :purpose, :escalation_id, :about_id, :data)
    ON CONFLICT (chat_id, message_id) DO UPDATE SET desk_id = excluded.desk_id, case_id = excluded.case_id,
        purpose = excluded.purpose, escalation_id = excluded.escalation_id, about_id = excluded.about_id,
        data = excluded.data
    """
).bindparams(*(many(name, getattr(BotMessage, name).type) for name in _COLUMNS))


async def remember(session: AsyncSession, sent: Sequence[tuple[Letter, int]]) -> None:
    """Each with the id that its message has in its chat."""
    await session.flush()
    rows = [_row(letter, message_id) for letter, message_id in sent]
    await session.execute(_REMEMBER, {name: [row[name] for row in rows] for name in _COLUMNS})


def _row(letter: Letter, message_id: int) -> dict[str, object]:
    one = letter.remember
    return {
        "chat_id": letter.place.chat_id,
        "message_id": message_id,
        "desk_id": one.desk_id,
        "case_id": one.case_id,
        "purpose": one.purpose,
        "escalation_id": one.escalation_id,
        "about_id": one.about_id,
        "data": one.data or {},
    }
