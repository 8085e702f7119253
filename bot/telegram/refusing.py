"""What a refusal says when it needs somebody's name, or the customer's words, that only the tables know."""

from __future__ import annotations

from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.cards import refusal
from bot.desk.richtext import plain
from bot.desk.states import HeldByOther, Refused, Unseen
from bot.notices import say
from bot.telegram.people import here, is_anonymous, is_channel, topic_of
from bot.telegram.reply import NOTHING, Reply
from bot.texts import words
from storage.models import Staff
from storage.queries import last_said, the_desk


async def without_name(
    message: Message, session: AsyncSession, bench: Bench, *, anywhere: bool = False
) -> Reply:
    """What asks for a person's name, said as the group or as a channel. Nobody can be whispered to: it is said aloud, but
    not to whoever may write as a channel in a public group.

    `anywhere`: also in a chat that is not bound.
    """
    nobody = is_anonymous(message) or (is_channel(message) and _by_hand_in_private_group(message))
    place = await here(session, message.chat.id, topic_of(message)) if nobody else None
    if place is None and not (anywhere and is_anonymous(message)):
        return NOTHING
    desk = await the_desk(session) if place is None else place.desk
    say(
        session,
        desk.id,
        plain(refusal(words(desk.language), "name-needed", {})).html,
        bench.clock(),
        chat_id=message.chat.id,
        thread_id=topic_of(message),
        reply_to=message.message_id,
    )
    return NOTHING


def _by_hand_in_private_group(message: Message) -> bool:
    return message.chat.username is None and not message.is_automatic_forward


async def worded(session: AsyncSession, error: Refused, case_id: int = 0) -> Refused:
    """The same refusal with all that its words need. `case_id`: the case it is about."""
    match error:
        case HeldByOther(holder_id=holder_id):
            holder = await session.get_one(Staff, holder_id)
            return Refused("held", name=holder.name)
        case Unseen():
            said = await last_said(session, case_id)
            return Refused("unseen", text="📎" if said is None else said.text or "📎")
        case _:
            return error
