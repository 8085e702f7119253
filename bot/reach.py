"""Where we can send: lanes that stop and go on, and the bot's place in a chat. What of it is a trouble (`troubles.py`).

A chat is one trouble, whether a message was refused or the rights are gone: one thing to mend, told once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import chat_of, telegram_lane
from bot.troubles import AT_ONCE, account_name, begin, end
from storage.models import Account, Department, Desk, Json, Trouble
from storage.outbox import bring_forward, run_lane_again
from storage.queries import staff_member

RIGHTS = frozenset({"chat-not-here", "chat-not-supergroup", "chat-not-admin"})
"""Found by looking at the bot's own membership; sending alone cannot tell that they are mended."""


async def lane_stopped(session: AsyncSession, desk_id: int, lane: str, reason: str, now: datetime) -> None:
    """Nothing can be sent there. `reason`: an error's class (`bot/telegram/errors.py`, `connectors/errors.py`)."""
    chat = chat_of(lane)
    if chat is None:
        network, _, number = lane.partition(":")
        query = select(Account).where(Account.network == network, Account.external_id == number)
        account = (await session.scalars(query)).one()
        params = {"account": await account_name(session, account)}
        await begin(session, desk_id, f"lane {lane}", "answers-stopped", params, now, AT_ONCE)
    elif chat > 0:
        person = await staff_member(session, desk_id, chat)
        if person is not None:
            await begin(session, desk_id, lane, "private-closed", {"name": person.name}, now, AT_ONCE)
    elif reason != "unauthorized":  # that is Telegram's refusing us everywhere
        key = "chat-not-here" if reason == "forbidden" else "chat-no-write"
        await _in_chat(session, desk_id, chat, key, now)


async def lane_runs(session: AsyncSession, lane: str, now: datetime) -> None:
    """It is mended: what waits there goes on."""
    await run_lane_again(session, lane, now)
    if chat_of(lane) is None:
        await end(session, f"lane {lane}", now)
    else:
        await end(session, lane, now, only=("chat-not-here", "chat-no-write", "private-closed"))


async def stands(
    session: AsyncSession,
    desk_id: int,
    chat_id: int,
    missing: Collection[str],
    now: datetime,
    *,
    given_back: bool = False,
) -> None:
    """How the bot stands in a chat, as `missing_rights` saw it. `given_back`: somebody has just mended it."""
    lacks = sorted(key for key in RIGHTS if key.removeprefix("chat-") in missing)
    lane = telegram_lane(chat_id)
    if lacks:
        await _in_chat(session, desk_id, chat_id, lacks[0], now)
    elif given_back:
        await lane_runs(session, lane, now)
        await end(session, lane, now)
    elif "unknown" not in missing and await _is_open(session, lane, RIGHTS):
        await run_lane_again(session, lane, now)
        await end(session, lane, now, only=RIGHTS)
    if not lacks and {"can_pin_messages", "unknown"}.isdisjoint(missing):
        await bring_forward(session, lane, "pin", now)


async def forget_unbound(session: AsyncSession, desk_id: int, bound: Collection[int], now: datetime) -> None:
    """Whoever worked in a chat works elsewhere by now: what became of the bot there needs nobody any more."""
    parts = select(Trouble.part).where(Trouble.desk_id == desk_id, Trouble.ended_at.is_(None))
    for part in (await session.scalars(parts.where(Trouble.part.like("tg:-%")))).all():
        if chat_of(part) not in bound:
            await end(session, part, now)


async def _is_open(session: AsyncSession, part: str, keys: Collection[str]) -> bool:
    query = select(Trouble.id).where(Trouble.ended_at.is_(None), Trouble.part == part, Trouble.key.in_(keys))
    return await session.scalar(query) is not None


async def _in_chat(session: AsyncSession, desk_id: int, chat_id: int, key: str, now: datetime) -> None:
    """Somebody works there, else it is nobody's trouble."""
    desk = await session.get_one(Desk, desk_id)
    query = select(Department.name).where(Department.desk_id == desk_id, Department.chat_id == chat_id)
    query = query.where(Department.closed_at.is_(None))
    departments = (await session.scalars(query.order_by(Department.name))).all()
    if desk.chat_id == chat_id:
        place: Json = {"key": "place-operators", "params": {}}
    elif departments:
        place = {"key": "place-department", "params": {"name": ", ".join(departments)}}
    else:
        return
    await begin(session, desk_id, telegram_lane(chat_id), key, {"place": place}, now, AT_ONCE)
