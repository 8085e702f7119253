"""Words to the owners, in their private chats: what needs a person, said once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.record import enqueue
from storage.models import Desk, Json
from storage.queries import owners


async def tell_owners(
    session: AsyncSession, desk: Desk, key: str, params: Mapping[str, str | int], now: datetime
) -> None:
    """Put words on their way to every owner. Who has not opened the private chat yet gets them when it is opened."""
    await _send(session, desk, {"key": key, "params": dict(params)}, now)


async def send_owners(session: AsyncSession, desk: Desk, html: str, now: datetime) -> None:
    """The same for a message that is drawn already."""
    await _send(session, desk, {"html": html}, now)


async def _send(session: AsyncSession, desk: Desk, payload: Json, now: datetime) -> None:
    for owner in await owners(session, desk.id):
        enqueue(
            session,
            desk_id=desk.id,
            lane=telegram_lane(owner.user_id),
            kind="notice",
            urgency=Urgency.ACT,
            not_before=now,
            payload=payload,
        )


def say(
    session: AsyncSession,
    desk_id: int,
    html: str,
    now: datetime,
    *,
    chat_id: int,
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> None:
    """An ordinary message that must arrive, to anybody."""
    enqueue(
        session,
        desk_id=desk_id,
        lane=telegram_lane(chat_id),
        kind="notice",
        urgency=Urgency.ACT,
        not_before=now,
        payload={"html": html, "thread": thread_id, "reply_to": reply_to},
    )


def put_away(
    session: AsyncSession, desk: Desk, chat_id: int, user_id: int, ephemeral_id: int, at: datetime
) -> None:
    """Delete an ephemeral message when it no longer says anything true."""
    enqueue(
        session,
        desk_id=desk.id,
        lane=telegram_lane(chat_id),
        kind="put_away",
        urgency=Urgency.REFRESH,
        not_before=at,
        payload={"user": user_id, "ephemeral": ephemeral_id},
    )
