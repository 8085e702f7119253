"""Cases whose facts are to be made anew (`bot/facts.py`) though nothing was written into their log. What is, does it by
itself (`storage.models.StaleFact`).
"""

from __future__ import annotations

from sqlalchemy import Select, insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import StaleFact


async def make_anew(session: AsyncSession, case_ids: Select[int]) -> None:
    """In the caller's transaction."""
    await session.execute(insert(StaleFact).from_select(["case_id"], case_ids))
