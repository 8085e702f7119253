"""When the desk works is set: by its owner, each change with its line in the log. What is refused changes nothing.

Every function works in the caller's transaction, on a desk that the caller has locked (`locked`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deadlines import renew
from bot.desk.hours import Week
from bot.desk.states import Refused
from bot.desk.timetable import Kept
from bot.hours import hours_of
from bot.record import desk_event
from storage.models import ClosedNotice, Desk, HoursException, Json, Staff


async def locked(session: AsyncSession, desk: Desk) -> Desk:
    """Two owners set it one after the other. Not against inserts that refer to the desk."""
    return await session.get_one(Desk, desk.id, populate_existing=True, with_for_update={"key_share": True})


async def set_week(session: AsyncSession, desk: Desk, week: Week | None, staff: Staff, now: datetime) -> None:
    """None: round the clock."""
    before = desk.hours
    after: Json | None = None if week is None else {day: list(spans) for day, spans in week.items()}
    if before == after:
        return
    async with _opening(session, desk, now):
        desk.hours = after
    _log(session, desk, "hours_week", staff, now, {"before": before, "after": after})


async def set_days(
    session: AsyncSession, desk: Desk, days: Sequence[date], hours: Kept | None, staff: Staff, now: datetime
) -> None:
    """`hours` None: as their weekday again. Raises Refused on a desk that works round the clock."""
    _check_week(desk)
    mine = (HoursException.desk_id == desk.id, HoursException.day.in_(days))
    async with _opening(session, desk, now):
        await session.execute(delete(HoursException).where(*mine))
        if hours is not None:
            values = [{"desk_id": desk.id, "day": day, "hours": hours} for day in days]
            await session.execute(insert(HoursException).values(values))
    data = {"from": days[0].isoformat(), "to": days[-1].isoformat(), "after": hours}
    _log(session, desk, "hours_days", staff, now, data)


async def set_holidays(
    session: AsyncSession, desk: Desk, calendar: str | None, staff: Staff, now: datetime
) -> None:
    """As `public_holidays.meant` gives it; None: none are kept. Raises Refused on a desk that works round the clock."""
    if calendar is not None:
        _check_week(desk)
    if desk.holidays == calendar:
        return
    before = desk.holidays
    async with _opening(session, desk, now):
        desk.holidays = calendar
    _log(session, desk, "hours_holidays", staff, now, {"before": before, "after": calendar})


def set_notice(session: AsyncSession, desk: Desk, whom: ClosedNotice, staff: Staff, now: datetime) -> None:
    if desk.closed_notice != whom:
        before, desk.closed_notice = desk.closed_notice, whom
        _log(session, desk, "hours_notice", staff, now, {"before": before, "after": whom})


def set_text(session: AsyncSession, desk: Desk, text: str | None, staff: Staff, now: datetime) -> None:
    """`closed.checked` already; None: the program's own words."""
    if desk.closed_text != text:
        desk.closed_text = text
        _log(session, desk, "hours_text", staff, now, {"length": len(text or "")})


async def coming(session: AsyncSession, desk: Desk, today: date) -> Sequence[HoursException]:
    """The days from today on that are not as their weekday."""
    query = select(HoursException).where(HoursException.desk_id == desk.id, HoursException.day >= today)
    return (await session.scalars(query.order_by(HoursException.day))).all()


def _check_week(desk: Desk) -> None:
    if desk.hours is None:
        raise Refused("hours-week-first")


@asynccontextmanager
async def _opening(session: AsyncSession, desk: Desk, now: datetime) -> AsyncIterator[None]:
    """All that is waited for is reckoned by the new hours soon. A desk that goes on being open has no morning: nobody is
    told in the middle of the day what came in at night.
    """
    was_open = (await hours_of(session, desk)).is_open(now)
    yield
    await session.flush()
    await renew(session, desk.id)
    if was_open and (await hours_of(session, desk)).is_open(now):
        desk.morning_told_at = now


def _log(session: AsyncSession, desk: Desk, kind: str, staff: Staff, now: datetime, data: Json) -> None:
    desk_event(session, desk.id, kind, at=now, by=staff.id, data=data)
