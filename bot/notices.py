"""Words to the owners, in their private chats: what needs a person, said once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.record import enqueue
from storage.models import Desk, Json, Outbox, RowState, Staff
from storage.queries import owners

OF_CASES = "cases"
"""In `BotMessage.data` of a message about many cases: the ids of those whose customers' names or words are in it."""


async def tell_owners(
    session: AsyncSession,
    desk: Desk,
    key: str,
    params: Mapping[str, str | int | Json],
    now: datetime,
    *,
    but: Collection[int] = (),
    trouble: int | None = None,
) -> None:
    """Put words on their way to every owner. Who has not opened the private chat yet gets them when it is opened.

    `params`: as `bot/telegram/letters.py` fills them in when it is sent, words within words among them.
    `but`: owners whom they are about, or no news for. `trouble`: they are sent only as long as it lasts.
    """
    about = {} if trouble is None else {"trouble": trouble}
    for owner in await owners(session, desk.id):
        if owner.user_id not in but:
            _send(session, desk, owner, {"key": key, "params": dict(params), **about}, now)


async def tell_owners_once(
    session: AsyncSession,
    desk: Desk,
    key: str,
    params: Mapping[str, str | int | Json],
    now: datetime,
    within: timedelta = timedelta(hours=1),
) -> None:
    """The same, unless just this was told within that time."""
    told = select(Outbox.id).where(
        Outbox.desk_id == desk.id,
        Outbox.kind == "notice",
        Outbox.payload.contains({"key": key, "params": dict(params)}),
        Outbox.not_before > now - within,
    )
    if await session.scalar(told.limit(1)) is None:
        await tell_owners(session, desk, key, params, now)


def _send(session: AsyncSession, desk: Desk, owner: Staff, payload: Json, now: datetime) -> None:
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
    purpose: str = "notice",
    data: Json | None = None,
) -> None:
    """An ordinary message that must arrive, to anybody. `purpose`, `data`: what a swipe-reply to it is about."""
    enqueue(
        session,
        desk_id=desk_id,
        lane=telegram_lane(chat_id),
        kind="notice",
        urgency=Urgency.ACT,
        not_before=now,
        payload={
            "html": html,
            "thread": thread_id,
            "reply_to": reply_to,
            "purpose": purpose,
            "data": data or {},
        },
    )


@dataclass(frozen=True, slots=True)
class Own:
    """A message that only one person sees: ephemeral in a group (`ephemeral_id`), ordinary in their private chat."""

    chat_id: int
    user_id: int
    message_id: int | None = None
    ephemeral_id: int | None = None

    def packed(self) -> Json:
        if self.ephemeral_id is None:
            return {"message": self.message_id}
        return {"user": self.user_id, "ephemeral": self.ephemeral_id}


def put_away(session: AsyncSession, desk: Desk, own: Own, at: datetime) -> None:
    """Delete it when it no longer says anything true."""
    enqueue(
        session,
        desk_id=desk.id,
        lane=telegram_lane(own.chat_id),
        kind="put_away",
        urgency=Urgency.REFRESH,
        not_before=at,
        payload=own.packed(),
    )


async def put_lists_away(session: AsyncSession, desk_id: int, now: datetime) -> None:
    """What stands in private chats for a day goes now: somebody in it is forgotten."""
    await session.execute(
        update(Outbox)
        .where(Outbox.desk_id == desk_id, Outbox.kind == "put_away", Outbox.state == RowState.PENDING)
        .where(Outbox.payload.has_key("message"), Outbox.not_before > now)
        .values(not_before=now)
        .execution_options(synchronize_session=False)
    )


async def put_away_already(session: AsyncSession, own: Own) -> None:
    """Its reader put the message away: ephemeral ids are reused, so a later one must not be deleted in its place."""
    await session.execute(
        update(Outbox)
        .where(Outbox.lane == telegram_lane(own.chat_id), Outbox.kind == "put_away")
        .where(Outbox.state == RowState.PENDING, Outbox.payload == own.packed())
        .values(state=RowState.CANCELLED)
        .execution_options(synchronize_session=False)
    )
