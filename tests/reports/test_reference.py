"""The figures against the same figures in plain Python, on histories that come about at random through the desk's own
doors: every step in some way refused or done, time going on by seconds, hours or days.
"""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.states import Refused
from bot.reports.period import Period, day_period
from bot.reports.report import make_report
from bot.reports.scope import Only, Scope
from bot.transaction import transaction
from storage.models import Account, Asks, Case, Measure, Tag, Target
from tests.reports.compared import PARTS, plain
from tests.reports.life import Life
from tests.reports.reckoning import Reference
from tests.reports.reckoning_more import Broke
from tests.reports.reference import Seen, Worked
from tests.reports.world import STEPS, World

Sessions = async_sessionmaker[AsyncSession]
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
WEEKS: tuple[Any, ...] = (
    None,
    {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    {day: [["20:00", "06:00"]] for day in ("fri", "sat", "sun", "mon")},
)
STARTS = (datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 10, 24, 15, tzinfo=UTC))
"""In Europe the clocks are changed in the second night after."""
PAUSES = (1, 40, 600, 3000, 7000, 20_000, 90_000, 300_000)
"""Seconds."""
TARGET = 45
"""Minutes, of the first response."""
SEED, LIVES = int(os.environ.get("OTKLIK_SEED", "7")), int(os.environ.get("OTKLIK_LIVES", "8"))
"""The same lives each time; others, and more, are tried by hand."""
_numbers = itertools.count(1)


async def seen(life: Life) -> dict[int, Seen]:
    query = select(Case).where(Case.desk_id == life.desk_id).order_by(Case.id)
    async with life.sessions() as session:
        return {
            one.id: Seen(
                life.now,
                one.status,
                one.holder_id,
                one.snoozed_until is not None,
                one.merged_into_id is not None,
                one.closed_at,
            )
            for one in (await session.scalars(query)).all()
        }


async def lived(
    sessions: Sessions, zone: str, week: Any, start: datetime, steps: Any
) -> tuple[Life, dict[int, list[Seen]], list[Broke]]:
    number = next(_numbers)
    life = await Life.begin(
        sessions, start, zone=zone, hours=week, chat_id=-1000 - 10 * number, asks=Asks.CSAT
    )
    async with transaction(sessions) as session:
        account = await session.get_one(Account, life.accounts[0])
        account.followers, account.followers_at, account.title = 700, start, "Brand"
        session.add(Target(desk_id=life.desk_id, measure=Measure.FIRST, minutes=TARGET))
    course: dict[int, list[Seen]] = {}

    async def look() -> None:
        for case_id, one in (await seen(life)).items():
            if case_id not in course:
                world.cases.append(case_id)
            course.setdefault(case_id, []).append(one)

    world = World(life, look)
    for name, a, b, pause in steps:
        life.now += timedelta(seconds=pause)
        with suppress(Refused):
            await STEPS[name](world, a, b)
        await look()
    await world.facts()
    still = [(part, began, None, patience) for part, (began, patience) in world.broken.items()]
    return life, course, [*world.outages, *still]


def scopes(life: Life, zone: str, start: datetime, tag: int | None) -> list[Scope]:
    """Days by the desk's clock, also such as are over for long; all; and some cases alone."""
    here, end = ZoneInfo(zone), life.now + timedelta(seconds=1)
    whole = Period(start, end, here)
    days = [
        day_period(start.astimezone(here).date() + timedelta(days=n), here, time_of_day(9)) for n in (1, 2, 3)
    ]
    found = [Scope(life.desk_id, whole, end), Scope(life.desk_id, whole, start + (end - start) / 2)]
    found += [Scope(life.desk_id, day, day.end) for day in days] + [Scope(life.desk_id, days[1], end)]
    only = (
        Only(network="ok"),
        Only(staff_id=life.people[1]),
        Only(department_id=life.departments[0]),
        *(() if tag is None else (Only(tag_id=tag),)),
    )
    return found + [Scope(life.desk_id, whole, end, one) for one in only]


OFTEN = (
    "says",
    "says late",
    "talk",
    "talk",
    "answers before",
    "answer it",
    "arrives",
    "arrives",
    "resolve",
    "merge",
    "apart",
    "looked at",
    "rated",
    "rated",
)
STEP = st.tuples(
    st.sampled_from((*STEPS, *3 * OFTEN)), st.integers(0, 11), st.integers(0, 11), st.sampled_from(PAUSES)
)


@seed(SEED)
@settings(
    max_examples=LIVES,
    phases=(Phase.explicit, Phase.generate),  # to make one smaller takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    zone=st.sampled_from(ZONES),
    week=st.sampled_from(WEEKS),
    start=st.sampled_from(STARTS),
    steps=st.lists(STEP, min_size=30, max_size=60),
)
async def test_sql_and_python_agree(
    sessions: Sessions, zone: str, week: Any, start: datetime, steps: list[tuple[str, int, int, int]]
) -> None:
    life, course, broke = await lived(sessions, zone, week, start, steps)
    worked = Worked(ZoneInfo(zone), week)
    async with sessions() as session:
        reference = await Reference.of(session, life.desk_id, course, worked, broke, TARGET)
        tag = await session.scalar(select(Tag.id).where(Tag.desk_id == life.desk_id).limit(1))
        for scope in scopes(life, zone, start, tag):
            found, expected = await make_report(session, scope, life.now), reference.report(scope)
            for part in PARTS:
                assert plain(getattr(found, part)) == plain(expected[part]), (part, scope)
