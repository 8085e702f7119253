"""A group that became a supergroup has another id: everything bound to it moves along."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import move_lane
from bot.desk.lanes import chat_of, telegram_lane
from bot.record import desk_event
from storage.models import Department, Desk

log = structlog.get_logger()


async def migrate(
    session: AsyncSession, desk_id: int, lane: str | None, to_chat_id: int, now: datetime
) -> None:
    """Idempotent: the error and the service message may both tell of it. Cards are posted anew."""
    old = None if lane is None else chat_of(lane)
    if old is None or old == to_chat_id:
        return
    desk = (await session.scalars(select(Desk).where(Desk.id == desk_id).with_for_update())).one()
    if desk.chat_id == old:
        desk.chat_id = to_chat_id
    await session.execute(
        update(Department)
        .where(Department.desk_id == desk_id, Department.chat_id == old)
        .values(chat_id=to_chat_id)
    )
    await session.flush()
    await move_lane(session, desk_id, telegram_lane(old), telegram_lane(to_chat_id), repost=True, now=now)
    desk_event(session, desk_id, "chat_migrated", at=now, data={"from": old, "to": to_chat_id})
    log.warning("group was upgraded", old=old, new=to_chat_id)
