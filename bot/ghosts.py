"""A send whose answer was lost may leave a second card behind. Touched, it is adopted or becomes a pointer.

So does a card that was posted anew further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, chat_of, telegram_lane
from bot.files import bring_voices
from bot.record import bring_words, enqueue, is_locked, lock, want_card
from storage.models import BotMessage, Card, Case, Desk
from storage.queries import bot_message, is_bringing, unshown

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Touched:
    """A message of ours that was pressed or swiped, and the case that its buttons name."""

    case: Case
    chat_id: int
    message_id: int
    known: BotMessage | None
    """What the map says of it."""
    is_card: bool
    """It is where the case's card is now."""


_TOUCHED = (
    select(
        Case,
        BotMessage,
        exists().where(
            Card.case_id == Case.id,
            Card.chat_id == bindparam("chat_id"),
            Card.message_id == bindparam("message_id"),
        ),
    )
    .outerjoin(
        BotMessage,
        (BotMessage.chat_id == bindparam("chat_id")) & (BotMessage.message_id == bindparam("message_id")),
    )
    .where(Case.id == bindparam("case_id"), Case.desk_id == bindparam("desk_id"))
)


_TO_BE_CHANGED = (
    _TOUCHED.where(Case.merged_into_id.is_(None))
    .where(BotMessage.purpose.is_(None) | (BotMessage.purpose == "card"))
    .with_for_update(key_share=True, of=Case)
    .execution_options(populate_existing=True)
)
"""What surely is about this very case: others lock several in the order of their ids."""


async def touched(
    session: AsyncSession, desk: Desk, case_id: int, chat_id: int, message_id: int, *, changes: bool = False
) -> Touched | None:
    """None: the desk has no such case. `changes`: what was pressed does; then the case is locked at once, if it can be told
    which it is, so that nobody has to ask for it again.
    """
    asked = {"desk_id": desk.id, "case_id": case_id, "chat_id": chat_id, "message_id": message_id}
    found = (await session.execute(_TO_BE_CHANGED, asked)).one_or_none() if changes else None
    if found is not None:
        is_locked(session, found[0])
    else:
        found = (await session.execute(_TOUCHED, asked)).one_or_none()
    return None if found is None else Touched(found[0], chat_id, message_id, found[1], found[2])


async def settle_ghost(session: AsyncSession, it: Touched, now: datetime, *, may_be_card: bool) -> None:
    """An ephemeral message (0) is no ghost, nor one that is no card. `may_be_card`: by its buttons.

    Nor one that is not in the map because its sending has not been settled yet: most probably it is that one.
    """
    if it.message_id == 0 or it.is_card:
        return
    known, chat_id, message_id = it.known, it.chat_id, it.message_id
    if known is None and not may_be_card:
        return  # what asks for words must not be taken for the card, where words go to the customer
    if known is None and chat_id > 0:
        return  # most probably a menu, which is an ordinary message there
    if known is not None and (known.purpose != "card" or known.case_id != it.case.id):
        return
    case = await lock(session, it.case.id)
    card = _card_here(await _cards(session, it.case.id), chat_id, known)
    if card is None or (card.chat_id, card.message_id) == (chat_id, message_id):
        return
    if known is None and card.message_id is None:
        await _adopt(session, case, card, chat_id, message_id, now)
    elif card.message_id is not None and (known is not None or await _is_ghost(session, it)):
        await _point(session, case, card, known, chat_id, message_id, now)


async def _is_ghost(session: AsyncSession, it: Touched) -> bool:
    """Neither being brought nor, meanwhile, in the map. In this order: what is brought gets there at the end."""
    if await is_bringing(session, telegram_lane(it.chat_id), it.case.id):
        return False
    return await bot_message(session, it.chat_id, it.message_id) is None


async def _cards(session: AsyncSession, case_id: int) -> Sequence[Card]:
    query = select(Card).where(Card.case_id == case_id).with_for_update()
    return (await session.scalars(query, execution_options={"populate_existing": True})).all()


def _card_here(cards: Sequence[Card], chat_id: int, known: BotMessage | None) -> Card | None:
    """Which card the message was meant to be. One that has no message yet has most probably left the ghost."""
    here = [one for one in cards if one.lane is not None and chat_of(one.lane) == chat_id]
    if known is not None:
        here = [one for one in here if one.escalation_id == known.escalation_id]
    return min(here, key=lambda one: one.message_id is not None, default=None)


async def _adopt(
    session: AsyncSession, case: Case, card: Card, chat_id: int, message_id: int, now: datetime
) -> None:
    log.warning("ghost adopted", case=case.number)
    await _remember(session, case, card, chat_id, message_id, "card")
    card.chat_id, card.message_id, card.shown_hash = chat_id, message_id, None
    card.collected_in = None  # while its sending was in doubt
    await session.flush()
    await want_card(session, case, Urgency.ACT, now)
    await _bring_what_it_may_lack(session, case, card, now)


async def _bring_what_it_may_lack(session: AsyncSession, case: Case, card: Card, now: datetime) -> None:
    """Nobody knows what the ghost showed when it was sent. One message it has surely; of several, all come below it."""
    waiting = await unshown(session, case.id)
    if len(waiting) == 1:
        waiting[0].shown_chat_id, waiting[0].shown_message_id = card.chat_id, card.message_id
        await bring_voices(session, case, [waiting[0].id], card.lane, now)
    elif waiting:
        await bring_words(session, case, card.lane, now)


async def _point(
    session: AsyncSession,
    case: Case,
    card: Card,
    known: BotMessage | None,
    chat_id: int,
    message_id: int,
    now: datetime,
) -> None:
    log.warning("ghost becomes a pointer", case=case.number)
    if known is None:
        await _remember(session, case, card, chat_id, message_id, "pointer")
    else:
        known.purpose = "pointer"
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=telegram_lane(chat_id),
        kind="pointer",
        urgency=Urgency.REFRESH,
        not_before=now,
        case=case,
        ordered=False,
        payload={"message_id": message_id, "card": card.id},
    )


async def _remember(
    session: AsyncSession, case: Case, card: Card, chat_id: int, message_id: int, purpose: str
) -> None:
    """Unless its sender does this very moment."""
    await session.execute(
        insert(BotMessage)
        .values(
            chat_id=chat_id,
            message_id=message_id,
            desk_id=case.desk_id,
            case_id=case.id,
            purpose=purpose,
            escalation_id=card.escalation_id,
        )
        .on_conflict_do_nothing()
    )
