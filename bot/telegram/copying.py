"""A file that a department attached to its words, where the case lives: nobody sends what they have not seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from aiogram import Bot
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk import parts
from bot.desk.lanes import chat_of_row
from bot.desk.retry import Done, Verdict
from bot.desk.richtext import Rich, bold, fill, name
from bot.reading import words_in
from bot.telegram.calls import in_reply
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.letter import Place, place_of
from bot.telegram.moving import leave_topic
from bot.texts import Words
from bot.transaction import transaction
from bot.views import look
from storage.models import BotMessage, Department, Desk, Draft, DraftState, Escalation, Outbox
from storage.queries import card_in

log = structlog.get_logger()


async def copy_file(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, clock: Callable[[], datetime]
) -> Verdict:
    """Copied whatever it is: Telegram does not let a file be sent as another kind. One that is gone is named by the card
    all the same. Raises what Telegram says of the chat.
    """
    async with sessions() as session:
        draft = await session.get_one(Draft, row.payload["draft"])
        desk = await session.get_one(Desk, row.desk_id)
        card = await card_in(session, row.case_id or 0, row.lane)
        caption = await _caption(session, draft, await words_in(session, desk, chat_of_row(row)))
    if draft.state != DraftState.WAITING:
        return Done(spent=False)
    place = place_of(row, desk)
    below = card.message_id if card is not None and card.chat_id == place.chat_id else None
    try:
        copied = await _copy(bot, row, place, caption, below)
    except SENDING_FAILED as error:
        match trouble_of(error):
            case Trouble.TOPIC_GONE if place.thread_id is not None:
                async with transaction(sessions) as session:
                    await leave_topic(session, row.desk_id, place.chat_id, place.thread_id, clock())
                copied = await _copy(bot, row, Place(place.chat_id, None), caption, None)
            case Trouble.DEFECT:
                log.info("file of a department is gone", draft=draft.id)
                return Done(spent=False)
            case _:
                raise

    async def then(session: AsyncSession) -> None:
        session.add(
            BotMessage(
                chat_id=place.chat_id,
                message_id=copied,
                desk_id=row.desk_id,
                case_id=row.case_id,
                purpose="advice",
                data={"draft": draft.id},
            )
        )

    return Done(then=then)


async def _copy(bot: Bot, row: Outbox, place: Place, caption: Rich, below: int | None) -> int:
    copied = await bot.copy_message(
        place.chat_id,
        row.payload["chat"],
        row.payload["message"],
        message_thread_id=place.thread_id,
        caption=caption.html,
        reply_parameters=in_reply(below),
    )
    return copied.message_id


async def _caption(session: AsyncSession, draft: Draft, texts: Words) -> Rich:
    escalation = await session.get_one(Escalation, draft.escalation_id)
    department = await session.get_one(Department, escalation.department_id)
    seen = await look(session, draft.case_id)
    about = bold(parts.number(seen.view))
    return fill(texts, "advice-file", department=name(department.name), case=about)
