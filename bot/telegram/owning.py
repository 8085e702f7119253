"""Commands that bind chats and people to the desk: only owners say them, wherever they are."""

from __future__ import annotations

from aiogram.enums import ChatType
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.permissions import Right, denied, may
from bot.telegram.people import asking_by_name, is_anonymous, is_channel
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.texts import words_for
from storage.models import Desk, Staff
from storage.queries import staff_member, the_desk


async def owner_in_private(
    message: Message, session: AsyncSession, bench: Bench, elsewhere: str
) -> tuple[Desk, Staff] | Reply:
    """Who arranges the desk, in the private chat. `elsewhere`: the words that show the way there from a group."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    if not may(staff.role, Right.SETTINGS):
        return plainly(texts, denied(staff.role, Right.SETTINGS))
    if message.chat.type != ChatType.PRIVATE:
        return Reply(whispers=[Whisper(in_words(texts, elsewhere, bot=f"@{bench.username}"))])
    return desk, staff


async def owner_of(message: Message, session: AsyncSession, bench: Bench) -> tuple[Desk, Staff] | Reply:
    """Who may bind chats, wherever they say so. Others of the desk are told; outsiders get no answer."""
    if message.from_user is None or is_anonymous(message) or is_channel(message):
        return await without_name(message, session, bench, anywhere=True)
    desk = await the_desk(session)
    staff = await staff_member(session, desk.id, message.from_user.id)
    if staff is None or staff.left_at is not None:
        return NOTHING
    if not may(staff.role, Right.SETTINGS):
        return plainly(words_for(desk, staff), denied(staff.role, Right.SETTINGS))
    return desk, staff
