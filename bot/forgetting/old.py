"""What was said in cases that were closed long ago is erased, where the owner wants that; whose they are is known still."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.desk.kinds import BLANK
from bot.forgetting.forget import wipe
from bot.forgetting.scope import of_cases
from bot.record import desk_event
from storage.models import Case, Desk, Event, Outbox, RowState

AT_ONCE = 10
"""Cases of a desk in one pass."""
WAITING = 20
"""Messages that are still to be blanked by then: more, and the pass is left out."""
MIND_CHANGES = timedelta(days=1)
"""So long after it was set nothing is erased yet: it was one tap."""


async def erase_old(session: AsyncSession, now: datetime) -> None:
    """The tick."""
    query = select(Desk).where(Desk.keep_months.is_not(None)).order_by(Desk.id)
    for desk in (await session.scalars(query)).all():
        if desk.keep_months is None or await _was_just_set(session, desk.id, now):
            continue
        if await _waiting(session, desk.id, now) <= WAITING:
            await _erase(session, desk.id, desk.keep_months, now)


async def _was_just_set(session: AsyncSession, desk_id: int, now: datetime) -> bool:
    lately = select(Event.id).where(
        Event.desk_id == desk_id,
        Event.at > now - MIND_CHANGES,
        Event.kind == "setting",
        Event.data["name"].as_string() == "keep_months",
    )
    return await session.scalar(lately.limit(1)) is not None


async def _waiting(session: AsyncSession, desk_id: int, now: datetime) -> int:
    """Messages whose turn to be blanked has not come. Those that are late wait for a chat that stands: for nobody."""
    waits = (Outbox.kind == BLANK, Outbox.state == RowState.PENDING, Outbox.not_before > now)
    return await session.scalar(select(func.count()).where(Outbox.desk_id == desk_id, *waits)) or 0


async def _erase(session: AsyncSession, desk_id: int, months: int, now: datetime) -> int:
    """The words of cases that were closed so long ago, the oldest first: how many cases, `AT_ONCE` at most. Whose they are
    is known still.
    """
    before = literal(now) - func.make_interval(0, months)
    whole = aliased(Case)
    stays = exists().where(whole.id == Case.merged_into_id, whole.erased_at.is_(None))
    query = (
        select(Case.id)
        .where(Case.desk_id == desk_id, Case.closed_at < before, Case.erased_at.is_(None))
        # What is part of another case is as old as that one.
        .where(~stays)
        .order_by(Case.closed_at, Case.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
    )
    cases = (await session.scalars(query)).all()
    if not cases:
        return 0
    scope = await of_cases(session, desk_id, cases)
    await wipe(session, scope, now)
    desk_event(session, desk_id, "words_erased", at=now, data={"cases": len(cases), "months": months})
    return len(cases)
