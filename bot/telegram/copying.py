"""A file that a department attached to its words, in the operators' chat: nobody sends what they have not seen."""

from __future__ import annotations

import structlog
from aiogram import Bot
from aiogram.types import ReplyParameters
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk import parts
from bot.desk.retry import Done, Verdict
from bot.desk.richtext import Rich, bold, fill, name
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.letter import Place
from bot.texts import words
from bot.views import look
from storage.models import BotMessage, Department, Desk, Draft, DraftState, Escalation, Outbox
from storage.queries import operators_card

log = structlog.get_logger()


async def copy_file(bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox) -> Verdict:
    """Copied whatever it is: Telegram does not let a file be sent as another kind. One that is gone is named by the card
    all the same. Raises what Telegram says of the chat.
    """
    async with sessions() as session:
        draft = await session.get_one(Draft, row.payload["draft"])
        desk = await session.get_one(Desk, row.desk_id)
        card = await operators_card(session, row.case_id or 0)
        caption = await _caption(session, draft, desk)
    if draft.state != DraftState.WAITING or desk.chat_id is None:
        return Done(spent=False)
    place = Place(desk.chat_id, desk.thread_id)
    reply_to = card.message_id if card is not None and card.chat_id == desk.chat_id else None
    try:
        copied = await bot.copy_message(
            place.chat_id,
            row.payload["chat"],
            row.payload["message"],
            message_thread_id=place.thread_id,
            caption=caption.html,
            reply_parameters=ReplyParameters(message_id=reply_to or 0, allow_sending_without_reply=True),
        )
    except SENDING_FAILED as error:
        if trouble_of(error) is not Trouble.DEFECT:
            raise
        log.info("file of a department is gone", draft=draft.id)
        return Done(spent=False)

    async def then(session: AsyncSession) -> None:
        session.add(
            BotMessage(
                chat_id=place.chat_id,
                message_id=copied.message_id,
                desk_id=row.desk_id,
                case_id=row.case_id,
                purpose="advice",
                data={"draft": draft.id},
            )
        )

    return Done(then=then)


async def _caption(session: AsyncSession, draft: Draft, desk: Desk) -> Rich:
    escalation = await session.get_one(Escalation, draft.escalation_id)
    department = await session.get_one(Department, escalation.department_id)
    seen = await look(session, draft.case_id)
    about = bold(parts.number(seen.view))
    return fill(words(desk.language), "advice-file", department=name(department.name), case=about)
