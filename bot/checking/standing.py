"""What the desk itself knows by now: to whom nothing goes, and whom it cannot tell of troubles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.checking.finding import Finding
from bot.desk.lanes import chat_of
from storage.models import Desk, Lane
from storage.queries import owners

MEND = {
    "network": "mend the account's token or rights (below), then start the program again",
    "group": "make the bot an administrator there again, or bind another group with /setup or /department",
    "private": "the person has to press Start in the bot's private chat",
}


async def lanes(session: AsyncSession, now: datetime) -> AsyncIterator[Finding]:
    """Where nothing is sent. That a person blocked the bot is that person's business."""
    stands = Lane.stopped.is_not(None) | (Lane.paused_until > now)
    for lane in (await session.scalars(select(Lane).where(stands).order_by(Lane.key))).all():
        chat = chat_of(lane.key)
        kind = "network" if chat is None else "group" if chat < 0 else "private"
        if lane.stopped is not None:
            yield Finding(
                f"sending to {lane.key}",
                f"stopped ({lane.stopped})",
                None if kind == "private" else MEND[kind],
            )
        elif lane.paused_until is not None and kind != "private":
            yield Finding(
                f"sending to {lane.key}", f"rests until {lane.paused_until:%H:%M} UTC, as it was asked to"
            )


async def told(session: AsyncSession, desk: Desk) -> AsyncIterator[Finding]:
    """Troubles and summaries go to the owners' private chats."""
    named = await owners(session, desk.id)
    if named and not any(one.private_at for one in named):
        found = "no owner has opened the bot's private chat: nobody is told of troubles, or gets the summary"
        yield Finding("owner", found, "press Start in the private chat with the bot")
