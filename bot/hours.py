"""When a desk works, as it is kept (`bot/desk/hours.py` reckons with it)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.hours import Hours, spans_of, week_of
from bot.desk.nights import is_quiet
from storage.models import Case, Desk, HoursException, Priority

log = structlog.get_logger()


async def hours_of(session: AsyncSession, desk: Desk) -> Hours:
    """Read anew each time: another process may have changed them."""
    week = week_of(desk.hours)
    if week is None:
        return Hours(ZoneInfo(desk.timezone))
    query = select(HoursException).where(HoursException.desk_id == desk.id)
    exceptions = {one.day: spans_of(one.hours) for one in (await session.scalars(query)).all()}
    return Hours(ZoneInfo(desk.timezone), week, exceptions, public_holidays(desk.holidays))


async def opens_after(session: AsyncSession, case: Case) -> datetime | None:
    """When somebody works again, by the desk's clock, if a customer of the case waits since a time at which nobody did."""
    desk = await session.get_one(Desk, case.desk_id)
    if case.unanswered_since is None or desk.hours is None:
        return None
    hours = await hours_of(session, desk)
    opens = None if hours.is_open(case.unanswered_since) else hours.opens_at(case.unanswered_since)
    return None if opens is None else opens.astimezone(hours.zone)


async def rests(session: AsyncSession, desk_id: int, case_id: int | None, now: datetime) -> bool:
    """Shall what is said about the case, or about none, disturb nobody now (`bot/desk/nights.py`)?"""
    desk = await session.get_one(Desk, desk_id)
    if desk.hours is None:
        return False
    case = None if case_id is None else await session.get_one(Case, case_id)
    priority = Priority.NORMAL if case is None else case.priority
    return is_quiet(await hours_of(session, desk), priority, now)


async def not_at_rest(session: AsyncSession, now: datetime) -> ColumnElement[bool]:
    """Of cases: those about which somebody may be called now. What is told but once waits for it."""
    desks = (await session.scalars(select(Desk).where(Desk.hours.is_not(None)))).all()
    closed = [one.id for one in desks if not (await hours_of(session, one)).is_open(now)]
    return or_(Case.desk_id.not_in(closed), Case.priority >= Priority.URGENT)


async def may_ring_from(session: AsyncSession, case: Case, now: datetime) -> datetime:
    """When somebody may be called about the case: now, or when the desk opens. One that never does rests by itself."""
    if not await rests(session, case.desk_id, case.id, now):
        return now
    hours = await hours_of(session, await session.get_one(Desk, case.desk_id))
    return hours.opens_at(now) or now


@cache
def public_holidays(whose: str | None) -> Container[date]:
    """`RU`, `DE-BY`. The package fills years as asked. A later one may not know what an owner chose once: nobody stops
    working for that, and `/hours` says so.
    """
    if whose is None:
        return frozenset()
    from holidays import country_holidays

    country, _, part = whose.partition("-")
    try:
        return country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        log.error("public holidays unknown", calendar=whose)
        return frozenset()
