"""A person's own language: of all that only this person sees."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.private_work import redraw_own
from bot.record import desk_event
from storage.models import Staff


async def choose(session: AsyncSession, staff: Staff, language: str | None, now: datetime) -> None:
    """From now on; None: the desk's. The cards in the private chat say the same in other words."""
    if staff.language == language:
        return
    staff.language = language
    desk_event(session, staff.desk_id, "language", at=now, by=staff.id)
    await session.flush()
    await redraw_own(session, staff, now)
