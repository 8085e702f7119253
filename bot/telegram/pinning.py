"""The board is pinned where the operators work. Panels that moved with their desk say so where they were.

Pinning is an outbox row, so that it is tried again: without the right to pin, the board is a message like others until
the right is given (`reach.stands` brings the row forward then).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from aiogram import Bot
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk import panels
from bot.desk.lanes import Urgency, chat_of_row, telegram_lane
from bot.desk.links import message_link
from bot.desk.retry import Again, Done, Verdict
from bot.record import enqueue
from bot.telegram.calls import edit
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.texts import words
from storage.models import Card, Desk, Outbox, Panel, PanelKind

log = structlog.get_logger()

LATER = timedelta(hours=1)
"""Nobody has seen that the right was given: tried all the same."""
LEAVES_IN, TRIES = timedelta(seconds=5), 5
"""An old message waits so long, and so often, for the new one to be there."""
PASSING = (Trouble.FLOOD, Trouble.NOT_SENT, Trouble.UNKNOWN, Trouble.UNAUTHORIZED, Trouble.CONFLICT)
"""Says nothing about the message or the chat: the lane rests, then it is tried again."""


def want_pin(
    session: AsyncSession, desk_id: int, card: int, where: tuple[int, int], now: datetime, *, pinned: bool
) -> None:
    """`where`: chat and message of the board whose card it is."""
    enqueue(
        session,
        desk_id=desk_id,
        lane=telegram_lane(where[0]),
        kind="pin",
        urgency=Urgency.ACT,
        not_before=now,
        payload={"message_id": where[1], "card": card, "pinned": pinned},
    )


async def pin(bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, now: datetime) -> Verdict:
    """Pins a board that is still there, or unpins one. Raises what says nothing about the message."""
    chat_id, message_id, pinned = (
        chat_of_row(row),
        row.payload["message_id"],
        row.payload["pinned"],
    )
    if pinned and not await _lives(sessions, row.payload["card"], chat_id, message_id):
        return Done(spent=False)
    try:
        if pinned:
            await bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        else:
            await bot.unpin_chat_message(chat_id, message_id=message_id)
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        if trouble in (*PASSING, Trouble.MIGRATED) or (pinned and trouble is Trouble.FORBIDDEN):
            raise
        log.info("board not pinned", chat=chat_id, pinned=pinned, trouble=trouble.value)
        if pinned and trouble is Trouble.NO_RIGHTS:
            return Again(now + LATER, reason=trouble)
    return Done(spent=False)


async def _lives(
    sessions: async_sessionmaker[AsyncSession], card_id: int, chat_id: int, message_id: int
) -> bool:
    async with sessions() as session:
        card = await session.get_one(Card, card_id)
        panel = await session.get_one(Panel, card.panel_id)
    return panel.closed_at is None and (card.chat_id, card.message_id) == (chat_id, message_id)


async def tell_moved(
    bot: Bot, sessions: async_sessionmaker[AsyncSession], row: Outbox, now: datetime
) -> Verdict:
    """The message that a panel was before its desk moved, with the way to the new one, which is waited for a little.

    Where the bot may not edit any more, so be it: the old place is not the desk's business.
    """
    chat_id, message_id = chat_of_row(row), row.payload["message_id"]
    async with sessions() as session:
        card = await session.get_one(Card, row.payload["card"])
        panel = await session.get_one(Panel, card.panel_id)
        texts = words((await session.get_one(Desk, row.desk_id)).language)
    if card.message_id is None and row.attempts < TRIES:
        return Again(now + LEAVES_IN)
    href = None if card.chat_id is None else message_link(card.chat_id, card.message_id)
    drawn = panels.moved(PanelKind(panel.kind), href, texts)
    try:
        there = await edit(bot, chat_id, message_id, drawn, None)
    except SENDING_FAILED as error:
        if trouble_of(error) in (*PASSING, Trouble.MIGRATED):
            raise
        log.info("panel left as it was", chat=chat_id, trouble=trouble_of(error).value)
        return Done(spent=False)

    async def unpin(session: AsyncSession) -> None:
        want_pin(session, row.desk_id, card.id, (chat_id, message_id), now, pinned=False)

    return Done(then=unpin if there and panel.kind == PanelKind.BOARD else None)
