"""A command as a swipe-reply to a card: who says it, and about which case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.states import Refused
from bot.telegram.people import is_channel
from bot.telegram.refusing import without_name, worded
from bot.telegram.replies import writing_of
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.telegram.writing import Writing
from storage.models import Staff
from storage.queries import last_seen

OnCard = Callable[[Writing, Staff], Awaitable[Reply]]


async def on_card(message: Message, session: AsyncSession, bench: Bench, do: OnCard) -> Reply:
    writing = await writing_of(message, session, bench)
    if writing is None:
        return await without_name(message, session, bench) if is_channel(message) else NOTHING
    if writing.about.case_id is None:
        return Reply(whispers=[Whisper(in_words(writing.texts, "swipe-the-card"))])
    if writing.staff is None:
        return await without_name(message, session, bench)
    try:
        async with session.begin_nested():
            return await do(writing, writing.staff)
    except Refused as error:
        return plainly(writing.texts, await worded(session, error, writing.about.case_id))


async def seen_by_then(writing: Writing) -> int | None:
    """The version of the last words of the customer that its author had on the screen, as a press of a button has it."""
    chat_id, message_id = writing.message.chat.id, writing.message.message_id
    seen = await last_seen(writing.session, writing.case_id, chat_id, message_id)
    return None if seen is None else seen.ordinal
