"""A place that is not there any more: a group that became a supergroup, a topic that was closed or deleted."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.binding import move_lane
from bot.desk.lanes import chat_of, telegram_lane
from bot.notices import tell_owners_once
from bot.record import desk_event
from storage.models import Department, Desk, Outbox, RowState

log = structlog.get_logger()

STAYS_BEHIND = ("sign", "pointer", "put_away", "pin", "moved")
"""Kinds of rows about a message that is there already."""


async def migrate(
    session: AsyncSession, desk_id: int, lane: str | None, to_chat_id: int, now: datetime
) -> None:
    """A supergroup has another id: everything bound to the group moves along, cards are posted anew.

    Idempotent: the error and the service message may both tell of it, and late signs on old messages again.
    """
    old = None if lane is None else chat_of(lane)
    if old is None or old == to_chat_id:
        return
    await _drop_what_stays_behind(session, telegram_lane(old), now)
    desk = (await session.scalars(select(Desk).where(Desk.id == desk_id).with_for_update())).one()
    departments = update(Department).where(Department.desk_id == desk_id, Department.chat_id == old)
    moved = (await session.scalars(departments.values(chat_id=to_chat_id).returning(Department.id))).all()
    if desk.chat_id != old and not moved:
        await _bring_along(session, telegram_lane(old), telegram_lane(to_chat_id))
        return
    if desk.chat_id == old:
        desk.chat_id = to_chat_id
    await session.flush()
    await move_lane(session, desk_id, telegram_lane(old), telegram_lane(to_chat_id), now)
    desk_event(session, desk_id, "chat_migrated", at=now, data={"from": old, "to": to_chat_id})
    log.warning("group was upgraded", old=old, new=to_chat_id)


async def _drop_what_stays_behind(session: AsyncSession, lane: str, now: datetime) -> None:
    """Signs and the like are about messages of the old group: in the new one their numbers are other messages'."""
    await session.execute(
        update(Outbox)
        .where(Outbox.lane == lane, Outbox.kind.in_(STAYS_BEHIND))
        .where(Outbox.state == RowState.PENDING)
        .values(state=RowState.CANCELLED, settled_at=now)
    )


async def _bring_along(session: AsyncSession, before: str, after: str) -> None:
    """What was written after the move by somebody who did not know of it yet."""
    waits = Outbox.state.in_((RowState.PENDING, RowState.SENDING))
    await session.execute(update(Outbox).where(Outbox.lane == before, waits).values(lane=after))


async def leave_topic(
    session: AsyncSession, desk_id: int, chat_id: int, thread_id: int, now: datetime
) -> None:
    """A bound topic takes no messages: who worked there works in the chat itself, and swipes count there."""
    desk = (await session.scalars(select(Desk).where(Desk.id == desk_id).with_for_update())).one()
    if (desk.chat_id, desk.thread_id) == (chat_id, thread_id):
        desk.thread_id = None
    another = aliased(Department)
    taken = exists().where(
        another.chat_id == chat_id, another.thread_id.is_(None), another.closed_at.is_(None)
    )
    await session.execute(
        update(Department)
        .where(Department.desk_id == desk_id, Department.chat_id == chat_id)
        .where(Department.thread_id == thread_id, ~taken)
        .values(thread_id=None)
        .execution_options(synchronize_session=False)
    )
    desk_event(session, desk_id, "topic_left", at=now, data={"chat": chat_id, "thread": thread_id})
    await tell_owners_once(session, desk, "owner-topic-gone", {}, now)
