"""What a refusal says when it needs somebody's name, or the customer's words, that only the tables know."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.states import HeldByOther, Refused, Unseen
from storage.models import Staff
from storage.queries import last_said


async def worded(session: AsyncSession, error: Refused, case_id: int = 0) -> Refused:
    """The same refusal with all that its words need. `case_id`: the case it is about."""
    match error:
        case HeldByOther(holder_id=holder_id):
            holder = await session.get_one(Staff, holder_id)
            return Refused("held", name=holder.name)
        case Unseen():
            said = await last_said(session, case_id)
            return Refused("unseen", text="📎" if said is None else said.text or "📎")
        case _:
            return error
