"""Words that shall not be known any more go from our messages in Telegram: deleted while they are young, else edited.

Facts: deleteMessage only under 48 h, edits of one's own messages without end; a voice message keeps its sound, whatever is
edited (editMessageMedia takes animations, audio files, documents, photos and videos). Both converge: twice is once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot
from aiogram.types import BufferedInputFile, InputMediaPhoto
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.lanes import chat_of_row
from bot.desk.links import message_link
from bot.desk.retry import Done, Verdict
from bot.desk.richtext import italic, stamp
from bot.desk.view import Drawn
from bot.notices import tell_owners
from bot.reading import words_in
from bot.telegram.calls import edit
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from storage.models import Desk, Outbox
from storage.queries import staff_member

log = structlog.get_logger()

YOUNG = timedelta(hours=47)
SIDE = 64
"""Pixels: what is left of a picture."""


async def blank_message(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, clock: Callable[[], datetime]
) -> Verdict:
    """Raises what Telegram says of the chat. Whoever cannot be helped here is told to the owners, with the way there."""
    chat_id, message_id = chat_of_row(row), int(row.payload["message_id"])
    if clock() - datetime.fromisoformat(row.payload["sent_at"]) < YOUNG and await _delete(
        bot, chat_id, message_id
    ):
        return Done()
    async with sessions() as session:
        texts = await words_in(session, await session.get_one(Desk, row.desk_id), chat_id)
    words = italic(texts("message-erased")).html
    try:
        await edit(bot, chat_id, message_id, Drawn(words), None)
    except SENDING_FAILED as error:
        if trouble_of(error) is not Trouble.NO_TEXT:
            raise
    else:
        return Done(wrote=False)
    if await _replaced(bot, chat_id, message_id, words):
        return Done(wrote=False)
    log.warning("message not erased", chat=chat_id, message=message_id)

    async def then(session: AsyncSession) -> None:
        desk = await session.get_one(Desk, row.desk_id)
        whose = await staff_member(session, desk.id, chat_id)
        params = {
            "at": stamp(datetime.fromisoformat(row.payload["sent_at"]).astimezone(ZoneInfo(desk.timezone))),
            "person": "—" if whose is None else whose.name,
            "link": message_link(chat_id, message_id) or "none",
        }
        await tell_owners(session, desk, "owner-not-erased", params, clock())

    return Done(wrote=False, then=then)


async def _delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    """False: it is too old, or gone."""
    try:
        await bot.delete_message(chat_id, message_id)
    except SENDING_FAILED as error:
        if trouble_of(error) not in (Trouble.DEFECT, Trouble.MESSAGE_GONE):
            raise
        return False
    return True


async def _replaced(bot: Bot, chat_id: int, message_id: int, words: str) -> bool:
    """A file gives way to a grey square. False: it is of a kind that stays; then its caption alone is taken away."""
    picture = InputMediaPhoto(media=BufferedInputFile(grey_square(), "erased.png"), caption=words)
    if await _went(bot.edit_message_media(picture, chat_id=chat_id, message_id=message_id)):
        return True
    await _went(bot.edit_message_caption(chat_id=chat_id, message_id=message_id, caption=words))
    return False


async def _went(edited: Awaitable[object]) -> bool:
    """False: not with this message."""
    try:
        await edited
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        if trouble in (Trouble.DEFECT, Trouble.MESSAGE_GONE):
            return False
        if trouble is not Trouble.NOT_MODIFIED:
            raise
    return True


def grey_square() -> bytes:
    """A PNG (RFC 2083): 8 bits of grey a pixel, each row without a filter."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xc0" * SIDE) * SIDE
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
