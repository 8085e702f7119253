"""A page of one's own private chat: who presses a button of it."""

from __future__ import annotations

from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.permissions import Ability, denied, may
from bot.telegram.people import known_in_private
from bot.telegram.reply import NOTHING, Reply, refused
from bot.texts import Words, words_for
from storage.models import Desk, Staff


async def on_own_page(
    query: CallbackQuery, session: AsyncSession, bench: Bench, needed: Ability
) -> tuple[Desk, Staff, Words] | Reply:
    """Who presses, and the words they read. Their role now counts, whatever it was when the page was sent.

    Silence for an outsider, and for a press where others read; whoever may not is told.
    """
    if query.message is None or query.message.chat.id != query.from_user.id:
        return NOTHING
    known = await known_in_private(session, bench.bot, query.from_user, bench.clock())
    if known is None:
        return NOTHING
    desk, staff = known
    texts = words_for(desk, staff)
    if not may(staff.role, needed):
        return refused(texts, denied(staff.role, needed))
    return desk, staff, texts
