"""Who left while nobody told us: the bot was off for more than a day, or was no administrator.

Everybody who has a role is asked for at a start and every hour. At once after their own act: `people.still_here`.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import select

from bot.bench import Bench
from bot.staffing import hand_back, left_behind, settle
from bot.telegram.people import standing_of
from bot.transaction import transaction
from storage.models import Role, Staff
from storage.queries import the_desk

log = structlog.get_logger()

CALL_EVERY = timedelta(hours=1)


async def call_the_roll(bench: Bench) -> None:
    """One person after the other, each in a transaction of their own; who cannot be asked for stays what they are."""
    async with bench.sessions() as session:
        desk = await the_desk(session)
        present = select(Staff.id).where(Staff.desk_id == desk.id, Staff.left_at.is_(None))
        people = (await session.scalars(present.where(Staff.role != Role.OWNER).order_by(Staff.id))).all()
    for staff_id in people:
        async with bench.sessions() as session:
            staff = await session.get_one(Staff, staff_id)
            standing = await standing_of(session, bench.bot, desk, staff.user_id)
        if standing is None:
            continue
        async with transaction(bench.sessions) as session:
            staff = await session.get_one(Staff, staff_id)
            await settle(session, await the_desk(session), staff, standing, bench.clock())
    async with transaction(bench.sessions) as session:
        desk = await the_desk(session)
        for staff in await left_behind(session, desk.id):
            await hand_back(session, desk, staff, (), bench.clock(), gone=True)
