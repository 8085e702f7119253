"""A send whose answer was lost may leave a second card behind. Touched, it is adopted or becomes a pointer."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, chat_of, telegram_lane
from bot.record import enqueue, lock, want_card
from storage.models import BotMessage, Card
from storage.queries import bot_message

log = structlog.get_logger()


async def settle_ghost(
    session: AsyncSession, case_id: int, chat_id: int, message_id: int, now: datetime
) -> None:
    """A message of ours about the case was touched. One that is in the map is no ghost; an ephemeral one (0) neither."""
    if message_id == 0 or await bot_message(session, chat_id, message_id) is not None:
        return
    case = await lock(session, case_id)
    query = select(Card).where(Card.case_id == case_id).with_for_update()
    cards = (await session.scalars(query)).all()
    card = next((one for one in cards if one.lane is not None and chat_of(one.lane) == chat_id), None)
    if card is None:
        return
    adopted = card.message_id is None
    session.add(
        BotMessage(
            chat_id=chat_id,
            message_id=message_id,
            desk_id=case.desk_id,
            case_id=case_id,
            purpose="card" if adopted else "pointer",
            escalation_id=card.escalation_id,
        )
    )
    log.warning("ghost touched", case=case.number, adopted=adopted)
    if adopted:
        card.chat_id, card.message_id, card.shown_hash = chat_id, message_id, None
        await session.flush()
        await want_card(session, case, Urgency.ACT, now)
        return
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=telegram_lane(chat_id),
        kind="pointer",
        urgency=Urgency.REFRESH,
        not_before=now,
        case=case,
        ordered=False,
        payload={"message_id": message_id},
    )
