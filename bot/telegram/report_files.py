"""Workbooks on their way to a private chat: from a table, so that whichever process is free sends them."""

from __future__ import annotations

from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.types import BufferedInputFile
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.lanes import chat_of_row
from bot.desk.retry import Done, Verdict
from bot.desk.view import Drawn
from bot.hours import rests
from bot.telegram.letter import Letter, Place
from bot.telegram.remembering import remember
from storage.models import BotMessage, Outbox, ReportFile

log = structlog.get_logger()

CAPTION = 1024


async def carry_report_file(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, now: datetime
) -> Verdict:
    """Raises what Telegram answers. Once it has arrived it is kept no longer."""
    async with sessions() as session:
        file = await session.get(ReportFile, row.payload["file"])
        quiet = await rests(session, row.desk_id, None, now)
    if file is None:
        log.warning("file of a report is not there any more", row=row.id)
        return Done(spent=False)
    place = Place(chat_of_row(row), None)
    sent = await bot.send_document(
        place.chat_id,
        BufferedInputFile(file.content, file.name),
        caption=row.payload["caption"][:CAPTION],
        parse_mode=None,
        disable_notification=quiet or None,
    )

    async def then(session: AsyncSession) -> None:
        one = BotMessage(desk_id=row.desk_id, case_id=None, purpose="report", data={})
        await remember(session, [(Letter(place, Drawn(""), one), sent.message_id)])
        await session.execute(delete(ReportFile).where(ReportFile.id == file.id))

    return Done(then=then)
