"""Files in chats of which operators see nothing, where the case lives: what a department attached to its words, for
nobody sends what they have not seen; and what came with a case by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Bot
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk import parts
from bot.desk.kinds import HAND_FILE
from bot.desk.lanes import chat_of_row
from bot.desk.retry import Again, Done, Verdict, backoff
from bot.desk.richtext import Rich, bold, fill, name
from bot.hours import rests
from bot.reading import words_in
from bot.telegram.calls import in_reply
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.letter import Place, place_of
from bot.telegram.moving import leave_topic
from bot.texts import Words
from bot.transaction import transaction
from bot.views import look
from storage.models import BotMessage, Case, Department, Desk, Draft, DraftState, Escalation, Json, Outbox
from storage.queries import card_in

log = structlog.get_logger()

CARD_TRIES = 5
"""Looks for the card that a file shall stand below."""


@dataclass(frozen=True, slots=True)
class _Copied:
    """What a copy says, and how it is remembered."""

    caption: Rich
    purpose: str
    data: Json


async def copy_file(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, clock: Callable[[], datetime]
) -> Verdict:
    """Copied whatever it is: Telegram does not let a file be sent as another kind. One that is gone is named by the card
    all the same. Raises what Telegram says of the chat.
    """
    async with sessions() as session:
        desk = await session.get_one(Desk, row.desk_id)
        card = await card_in(session, row.case_id or 0, row.lane)
        texts = await words_in(session, desk, chat_of_row(row))
        what = await (
            _by_hand(session, row, texts) if row.kind == HAND_FILE else _advice(session, row, texts)
        )
        quiet = await rests(session, desk.id, row.case_id, clock())
    if what is None:
        return Done(spent=False)
    if row.kind == HAND_FILE and card is not None and card.message_id is None and row.attempts < CARD_TRIES:
        return Again(clock() + backoff(row.attempts))
    place = place_of(row, desk)
    below = card.message_id if card is not None and card.chat_id == place.chat_id else None
    try:
        copied = await _copy(bot, row, place, what.caption, below, quiet=quiet)
    except SENDING_FAILED as error:
        match trouble_of(error):
            case Trouble.TOPIC_GONE if place.thread_id is not None:
                async with transaction(sessions) as session:
                    await leave_topic(session, row.desk_id, place.chat_id, place.thread_id, clock())
                copied = await _copy(bot, row, Place(place.chat_id, None), what.caption, None, quiet=quiet)
            case Trouble.DEFECT:
                log.info("file of ours is gone", row=row.id, kind=row.kind)
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
                purpose=what.purpose,
                data=what.data,
            )
        )

    return Done(then=then)


async def _advice(session: AsyncSession, row: Outbox, texts: Words) -> _Copied | None:
    """None: somebody has sent or dropped it already."""
    draft = await session.get_one(Draft, row.payload["draft"])
    if draft.state != DraftState.WAITING:
        return None
    return _Copied(await _caption(session, draft, texts), "advice", {"draft": draft.id})


async def _by_hand(session: AsyncSession, row: Outbox, texts: Words) -> _Copied:
    """What a customer gave to somebody of the desk: swiped, it is the case's."""
    case = await session.get_one(Case, row.case_id)
    caption = fill(texts, "hand-file", case=bold(f"#{case.number}"))
    return _Copied(caption, "follow_up", {})


async def _copy(bot: Bot, row: Outbox, place: Place, caption: Rich, below: int | None, *, quiet: bool) -> int:
    copied = await bot.copy_message(
        place.chat_id,
        row.payload["chat"],
        row.payload["message"],
        message_thread_id=place.thread_id,
        caption=caption.html,
        reply_parameters=in_reply(below),
        disable_notification=quiet or None,
    )
    return copied.message_id


async def _caption(session: AsyncSession, draft: Draft, texts: Words) -> Rich:
    escalation = await session.get_one(Escalation, draft.escalation_id)
    department = await session.get_one(Department, escalation.department_id)
    seen = await look(session, draft.case_id)
    about = bold(parts.number(seen.view))
    return fill(texts, "advice-file", department=name(department.name), case=about)
