"""A report on its way: one outbox row a reader, its pictures beside it, so that any process can send it.

What Telegram refuses as a rich message follows as plain ones (`bot/telegram/report_letters.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import REPORT
from bot.desk.lanes import Urgency, telegram_lane
from bot.record import enqueue
from bot.reports.charts import Picture
from bot.reports.summary import Summary
from storage.models import ReportPicture

KEEP_PICTURES = timedelta(days=7)
"""Who gets a report later gets it without them."""


async def keep_pictures(
    session: AsyncSession, report_id: int, language: str, pictures: Sequence[Picture], now: datetime
) -> None:
    """For all who read the report in that language."""
    values = [
        {"report_id": report_id, "language": language, "name": one.name}
        | {"png": one.png, "caption": one.caption, "made_at": now}
        for one in pictures
    ]
    if values:
        await session.execute(insert(ReportPicture).values(values).on_conflict_do_nothing())


def send_report(
    session: AsyncSession,
    desk_id: int,
    told: Summary,
    now: datetime,
    *,
    report_id: int,
    language: str,
    chat_id: int,
) -> None:
    """Put it on its way to a private chat, or to the operators' group wherever that is by then."""
    payload = {
        "rich": told.rich,
        "plain": list(told.plain),
        "pictures": list(told.pictures),
        "report": report_id,
        "language": language,
    }
    lane = telegram_lane(chat_id)
    enqueue(
        session, desk_id=desk_id, lane=lane, kind=REPORT, urgency=Urgency.ACT, not_before=now, payload=payload
    )


async def forget_pictures(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(ReportPicture).where(ReportPicture.made_at < now - KEEP_PICTURES))
