"""The owner sets by when things are to be done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deadlines import renew
from bot.desk.targets import Scope, Targets, Wish, check, scope_of
from bot.hours import hours_of
from bot.record import desk_event
from storage.models import Desk, Measure, Staff, Target


async def targets_of(session: AsyncSession, desk: Desk) -> Targets:
    own = (await session.scalars(select(Target).where(Target.desk_id == desk.id))).all()
    return Targets(own, desk.claim_minutes, await hours_of(session, desk))


async def aim(session: AsyncSession, desk: Desk, wish: Wish, by: Staff, now: datetime) -> bool:
    """Set it, and have what runs reckoned anew. False: it was so already. Raises Refused, as `check`."""
    check(wish.measure, wish.scope, wish.minutes)
    # Two owners do so one after the other.
    desk = await session.get_one(Desk, desk.id, populate_existing=True, with_for_update={"key_share": True})
    before = (await targets_of(session, desk)).minutes(wish.measure, wish.scope)
    if before == wish.minutes:
        return False
    if wish.measure is Measure.CLAIM:
        desk.claim_minutes = 60 if wish.minutes is None else wish.minutes
    else:
        await _keep(session, desk, wish)
    scope = wish.scope
    data = {
        "measure": wish.measure.value,
        "kind": scope.kind,
        "category": scope.category,
        "priority": scope.priority,
        "before": before,
        "after": wish.minutes,
    }
    desk_event(session, desk.id, "target", at=now, by=by.id, data=data)
    await renew(session, desk.id)
    return True


async def _keep(session: AsyncSession, desk: Desk, wish: Wish) -> None:
    query = select(Target).where(Target.desk_id == desk.id, Target.measure == wish.measure.value)
    held = next((one for one in (await session.scalars(query)).all() if scope_of(one) == wish.scope), None)
    if held is not None and wish.minutes is None:
        await session.delete(held)
    elif held is not None and wish.minutes is not None:
        held.minutes = wish.minutes
    elif wish.minutes is not None:
        scope: Scope = wish.scope
        session.add(
            Target(
                desk_id=desk.id,
                measure=wish.measure.value,
                kind=scope.kind,
                category=scope.category,
                priority=scope.priority,
                minutes=wish.minutes,
            )
        )
