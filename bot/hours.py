"""When a desk works, as it is kept (`bot/desk/hours.py` reckons with it)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.hours import Hours, spans_of, week_of
from storage.models import Desk, HoursException


async def hours_of(session: AsyncSession, desk: Desk) -> Hours:
    """Read anew each time: another process may have changed them."""
    week = week_of(desk.hours)
    if week is None:
        return Hours(ZoneInfo(desk.timezone))
    query = select(HoursException).where(HoursException.desk_id == desk.id)
    exceptions = {one.day: spans_of(one.hours) for one in (await session.scalars(query)).all()}
    return Hours(ZoneInfo(desk.timezone), week, exceptions, public_holidays(desk.holidays))


@cache
def public_holidays(whose: str | None) -> Container[date]:
    """`RU`, `DE-BY`. Raises NotImplementedError for one the package does not know. The package fills years as asked."""
    if whose is None:
        return frozenset()
    from holidays import country_holidays

    country, _, part = whose.partition("-")
    return country_holidays(country, subdiv=part or None)
