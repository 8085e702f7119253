"""How many of those who need an answer get one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.results import Ratio, Replies
from bot.reports.scope import Scope
from storage.models import CaseFact


async def replies(session: AsyncSession, scope: Scope) -> Replies:
    """How many cases that need an answer have one."""
    query = select(
        func.count().filter(CaseFact.needs_answer, counted.answered(scope)),
        func.count().filter(CaseFact.needs_answer),
        func.count().filter(~CaseFact.needs_answer),
    ).where(counted.opened(scope))
    answered, needs, apart = (await session.execute(query)).one()
    return Replies(Ratio(answered, needs), apart)
