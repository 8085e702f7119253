"""How the bot stands in the chats where people work: looked at by itself, as not every change is told to a bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.reach import forget_unbound, stands
from bot.telegram.rights import OPERATORS, missing_rights, needs, report
from bot.telegram.roll_call import CALL_EVERY, call_the_roll
from bot.texts import words
from bot.transaction import transaction
from storage.errors import DATABASE_FAILED
from storage.models import Department, Desk
from storage.queries import the_desk

log = structlog.get_logger()

LOOK_EVERY = 60.0
"""Seconds. Two calls for each chat, which cost nothing of its pace; another process may have got the update."""

Missing = Mapping[int, Sequence[str]]


async def watch(bench: Bench, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Until cancelled."""
    known: Missing = {}
    called: datetime | None = None
    while True:
        try:
            known = await look(bench, known)
            if called is None or bench.clock() - called >= CALL_EVERY:
                called = bench.clock()
                await call_the_roll(bench)
        except DATABASE_FAILED as error:
            log.warning("chats not looked at", error=type(error).__name__)
        await sleep(LOOK_EVERY)


async def look(bench: Bench, known: Missing) -> Missing:
    """What the bot lacks in each chat. What differs from `known` is logged; the owners hear of what is serious."""
    async with bench.sessions() as session:
        desk = await the_desk(session)
        chats = await _bound(session, desk)
    texts = words(desk.language)
    found: dict[int, Sequence[str]] = {}
    for chat_id in chats:
        found[chat_id] = missing = await missing_rights(bench.bot, chat_id)
        if "unknown" in missing and chat_id in known:
            found[chat_id] = known[chat_id]
            continue
        if missing and missing != known.get(chat_id):
            log.warning("chat lacks something", chat=chat_id, needs=" ".join(needs(texts, missing)))
        if chat_id == desk.chat_id:
            report(bench, texts, missing)
        async with transaction(bench.sessions) as session:
            await stands(session, desk.id, chat_id, missing, bench.clock())
    if desk.chat_id is None:
        bench.health.bad(OPERATORS, "not bound yet: say /setup in it")
    async with transaction(bench.sessions) as session:
        now_bound = await _bound(session, await the_desk(session))
        await forget_unbound(session, desk.id, now_bound, bench.clock())
    return found


async def _bound(session: AsyncSession, desk: Desk) -> Sequence[int]:
    """The operators' chat first, then the departments'; each once. A person's private chat has no rights to look at."""
    departments = select(Department.chat_id).where(Department.desk_id == desk.id).order_by(Department.id)
    departments = departments.where(Department.closed_at.is_(None), Department.person_id.is_(None))
    chats = [desk.chat_id, *(await session.scalars(departments)).all()]
    return list(dict.fromkeys(chat for chat in chats if chat is not None))
