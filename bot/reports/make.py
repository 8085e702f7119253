"""A summary when it is due, once a day whatever happens; and the day so far whenever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.view import Drawn
from bot.reports.daily import summary
from bot.reports.figures import Figures, figures
from bot.reports.period import Due, Period, day_period, due, so_far
from bot.texts import Words
from storage.models import Desk, Role, Staff, Summary

Told = Callable[[Words], list[Drawn]]
"""A summary, drawn in the words of whoever reads it."""


async def make_due(session: AsyncSession, desk: Desk, now: datetime) -> Told | None:
    """The day's summary, if this call is the one that makes it; else nothing. For every owner's private chat.

    Whoever commits the day's row makes the summary: the caller puts the messages on their way in the same
    transaction. A second caller waits for the first one's end, and makes it after all if that failed.
    """
    zone, at = _clock(desk)
    since = await _somebody_reads_since(session, desk)
    if since is None:
        return None
    one = due(now, zone, at, await _last_made(session, desk), since)
    if one is None or not await _is_ours(session, desk, one, now):
        return None
    before = day_period(one.day - timedelta(days=1), zone, at)
    found = await figures(session, desk.id, one.period)
    return partial(summary, found, await _compared(session, desk, before), due=one)


async def today_so_far(session: AsyncSession, desk: Desk, now: datetime, texts: Words) -> list[Drawn]:
    """What the next summary would say by now, against the same time of the day before."""
    today, before = so_far(now, *_clock(desk))
    found = await figures(session, desk.id, today)
    return summary(found, await _compared(session, desk, before), texts)


def _clock(desk: Desk) -> tuple[ZoneInfo, time]:
    return ZoneInfo(desk.timezone), time.fromisoformat(desk.summary_at)


async def _somebody_reads_since(session: AsyncSession, desk: Desk) -> datetime | None:
    """Since when there is an owner whom the bot can write to."""
    query = select(func.min(Staff.private_at)).where(
        Staff.desk_id == desk.id, Staff.role == Role.OWNER, Staff.left_at.is_(None)
    )
    return await session.scalar(query)


async def _last_made(session: AsyncSession, desk: Desk) -> date | None:
    return await session.scalar(select(func.max(Summary.day)).where(Summary.desk_id == desk.id))


async def _is_ours(session: AsyncSession, desk: Desk, one: Due, now: datetime) -> bool:
    row = insert(Summary).values(desk_id=desk.id, day=one.day, made_at=now)
    made = row.on_conflict_do_nothing().returning(Summary.day)
    return await session.scalar(made) is not None


async def _compared(session: AsyncSession, desk: Desk, before: Period) -> Figures | None:
    """None for the desk's first day: a day when there was no desk is nothing to compare with."""
    return await figures(session, desk.id, before) if desk.created_at < before.end else None
