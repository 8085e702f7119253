"""What a case waits for, on the database alone: which clock runs, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.actions import Press, perform
from bot.case_rows import rows_of
from bot.config import load
from bot.deadlines import reckon_anew
from bot.desk.hours import DAYS
from bot.desk.states import Action
from bot.desk.targets import Scope, Wish
from bot.drafts import Words
from bot.elsewhere import answered, take_back
from bot.escalations import escalate
from bot.hours_set import locked, set_days, set_week
from bot.overdue import tell_in_time
from bot.record import lock
from bot.snoozing import wake_due
from bot.start import prepare
from bot.stopwatch import held_up
from bot.targets import aim
from bot.transaction import transaction
from bot.warnings import warn
from storage.models import (
    Case,
    Conversation,
    Deadline,
    Delivery,
    Desk,
    Direction,
    Elsewhere,
    Escalation,
    Measure,
    Message,
    Outbox,
    Priority,
    Staff,
)
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
ENV = {
    "TELEGRAM_BOT_TOKEN": "123456789:" + "a" * 35,
    "VK_GROUP_ID": "77",
    "VK_GROUP_TOKEN": "vk1.a." + "b" * 80,
}


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    return await Ground.begin(sessions)


async def claims(ground: Ground, case_id: int) -> None:
    async with transaction(ground.sessions) as session:
        anna = await session.get_one(Staff, ground.staff_id)
        await perform(session, case_id, Press(Action.CLAIM), anna, ground.now)


@pytest.mark.parametrize("automatic", [False, True])
async def test_a_notice_that_nobody_wrote_is_no_answer_under_way(
    ground: Ground, sessions: Sessions, *, automatic: bool
) -> None:
    case_id = await ground.case_of(await ground.says(1))
    async with transaction(sessions) as session:
        conversation = (await session.scalars(select(Conversation))).one()
        session.add(
            Message(
                desk_id=ground.desk_id,
                account_id=conversation.account_id,
                conversation_id=conversation.id,
                case_id=case_id,
                direction=Direction.OUT,
                automatic=automatic,
                text="back tomorrow",
                at=ground.now,
                delivery=Delivery.WAITING,
            )
        )
    async with sessions() as session:
        assert await held_up(session, [case_id]) == (frozenset() if automatic else {case_id})


async def test_who_let_a_case_come_back_is_told_until_its_words_are_answered(
    ground: Ground, sessions: Sessions
) -> None:
    said = await ground.says(1)
    case_id = await ground.case_of(said)
    await claims(ground, case_id)
    ground.now += timedelta(hours=2)
    async with transaction(sessions) as session:
        await warn(session, ground.now)
    assert await came_back(sessions, case_id)
    await ground.answered(said)
    await ground.says(1)
    assert not await came_back(sessions, case_id)


async def came_back(sessions: Sessions, case_id: int) -> bool:
    """As its card says."""
    async with sessions() as session:
        rows = (await rows_of(session, [case_id]))[case_id]
        return rows.standing.came_back(rows.case) is not None


async def test_what_somebody_is_just_at_does_not_keep_others_asleep(
    ground: Ground, sessions: Sessions
) -> None:
    cases = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    async with transaction(sessions) as session:
        await session.execute(update(Case).values(snoozed_until=ground.now))
    async with transaction(sessions) as busy:
        await lock(busy, cases[0])
        async with transaction(sessions) as session:
            await wake_due(session, ground.now)
        assert [await sleeps(ground, one) for one in cases] == [True, False]
    async with transaction(sessions) as session:
        await wake_due(session, ground.now)
    assert not await sleeps(ground, cases[0])


async def sleeps(ground: Ground, case_id: int) -> bool:
    return (await ground.case(case_id)).snoozed_until is not None


async def rows(ground: Ground, case_id: int, measure: str = "first") -> list[Deadline]:
    query = select(Deadline).where(Deadline.case_id == case_id, Deadline.measure == measure)
    async with ground.sessions() as session:
        return list((await session.scalars(query.order_by(Deadline.id))).all())


async def test_whose_case_is_taken_out_again_has_waited_all_the_while(ground: Ground) -> None:
    whole, part = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    due = {measure: (await rows(ground, part, measure))[0].due_at for measure in ("first", "resolution")}
    ground.now += timedelta(minutes=25)
    await ground.merge(part, whole)
    await ground.apart(part)
    for measure, at in due.items():
        (row,) = await rows(ground, part, measure)
        assert (row.due_at, row.ended_at, row.met) == (at, None, None)


async def test_what_a_part_waited_for_is_no_wait_of_the_whole_that_was_answered(ground: Ground) -> None:
    early, late = await ground.says(1), await ground.says(2)
    part, whole = await ground.case_of(early), await ground.case_of(late)
    own = (await ground.case(whole)).unanswered_since
    await claims(ground, whole)
    ground.now += timedelta(minutes=60)
    await ground.merge(part, whole)
    async with transaction(ground.sessions) as session:
        await warn(session, ground.now)
    await ground.apart(part)
    old, new = await rows(ground, whole)
    assert (old.met, old.due_at, old.ended_at) == (None, None, ground.now)
    assert (new.met, new.started_at, new.waits_since, new.ended_at) == (None, own, own, None)
    # Whose own words are answered: the part's wait is over for it, and was neither met nor missed.
    await ground.merge(part, whole)
    await ground.answered(late)
    await ground.apart(part)
    assert (await ground.case(whole)).unanswered_since is None
    assert [row.met for row in await rows(ground, whole)] == [None, None]
    assert await rows(ground, whole, "next") == []
    assert {row.met for row in await rows(ground, whole, "claim")} <= {None, False}


async def test_an_answer_by_phone_that_was_none_has_not_ended_the_wait(
    ground: Ground, sessions: Sessions
) -> None:
    case_id = await ground.case_of(await ground.says(1))
    (before,) = await rows(ground, case_id)
    for again in (False, True):
        ground.now += timedelta(minutes=5)
        async with transaction(sessions) as session:
            anna = await session.get_one(Staff, ground.staff_id)
            told = await answered(session, case_id, Elsewhere.PHONE, Words("Soon", None), anna, ground.now)
        assert (await rows(ground, case_id))[0].met
        if again:
            await ground.says(1)
        ground.now += timedelta(minutes=5)
        async with transaction(sessions) as session:
            await take_back(session, told.id, await session.get_one(Staff, ground.staff_id), ground.now)
        (after,) = await rows(ground, case_id)
        assert (after.due_at, after.ended_at, after.met) == (before.due_at, None, None)
    assert [row.met for row in await rows(ground, case_id, "next")] == [None]


async def looks(ground: Ground, at: datetime) -> None:
    """The clock, at warnings and at departments."""
    for tick in (warn, tell_in_time):
        async with transaction(ground.sessions) as session:
            await tick(session, at)


async def reckoned(ground: Ground) -> None:
    async with transaction(ground.sessions) as session:
        await reckon_anew(session, ground.now)


async def targets(ground: Ground, cases: Sequence[int]) -> list[int]:
    """Of the first answer to each."""
    return [(await rows(ground, one))[0].target for one in cases]


async def test_an_owner_sets_targets_while_customers_write(ground: Ground, sessions: Sessions) -> None:
    cases = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    wish = Wish(Measure.FIRST, Scope(None, None, None), 5)
    async with transaction(sessions) as writes:
        await lock(writes, cases[0])
        async with transaction(sessions) as session:
            desk = await session.get_one(Desk, ground.desk_id)
            assert await aim(session, desk, wish, await session.get_one(Staff, ground.staff_id), ground.now)
        await reckoned(ground)
        assert await targets(ground, cases) == [30, 5]
        # As a new case does, whose customer's other words were locked before.
        await writes.execute(update(Desk).values(case_count=Desk.case_count + 1))
    # Nobody is warned by what holds no more.
    await looks(ground, ground.now + timedelta(minutes=25))
    assert {row.stage for row in await rows(ground, cases[0])} == {0}
    await reckoned(ground)
    assert await targets(ground, cases) == [5, 5]
    await looks(ground, ground.now + timedelta(minutes=29))
    assert {row.met for row in await rows(ground, cases[0])} == {False}


async def test_a_day_that_is_declared_closed_gives_a_department_another_one(
    ground: Ground, sessions: Sessions
) -> None:
    case_id = await ground.case_of(await ground.says(1))
    department = await ground.department("Delivery")
    today, asked_at = ground.now.date(), ground.now
    async with transaction(sessions) as session:
        desk = await locked(session, await session.get_one(Desk, ground.desk_id))
        anna = await session.get_one(Staff, ground.staff_id)
        await set_week(session, desk, {day: [["00:00", "24:00"]] for day in DAYS}, anna, asked_at)
        await escalate(session, case_id, department, None, anna, asked_at)
    async with transaction(sessions) as session:
        desk = await locked(session, await session.get_one(Desk, ground.desk_id))
        await set_days(session, desk, [today], [], await session.get_one(Staff, ground.staff_id), ground.now)
    for _ in range(2):
        await looks(ground, asked_at + timedelta(hours=3))
        async with sessions() as session:
            told = await session.scalars(select(Outbox.kind).where(Outbox.payload["escalation"].is_not(None)))
            assert not {"late", "overdue", "reminder"} & set(told.all())
        await reckoned(ground)
    async with sessions() as session:
        asked = (await session.scalars(select(Escalation))).one()
    tomorrow = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=1)
    assert asked.due_at == tomorrow + timedelta(hours=2)
    await looks(ground, tomorrow + timedelta(hours=2))
    async with sessions() as session:
        assert (await session.scalars(select(Escalation.overdue_told_at))).one() is not None


async def test_another_time_zone_in_the_settings_is_reckoned_by(ground: Ground, sessions: Sessions) -> None:
    case_id = await ground.case_of(await ground.says(1))
    async with transaction(sessions) as session:
        desk = await locked(session, await session.get_one(Desk, ground.desk_id))
        anna = await session.get_one(Staff, ground.staff_id)
        await set_week(session, desk, {day: [["14:00", "18:00"]] for day in DAYS}, anna, ground.now)
    due = []
    for zone in ("UTC", "Europe/Moscow"):
        settings = load(ENV | {"TIMEZONE": zone}, None)
        async with transaction(sessions) as session:
            await prepare(session, settings, ground.now)
        await reckoned(ground)
        due.append((await rows(ground, case_id))[0].due_at)
    assert due == [
        datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
        datetime(2026, 3, 2, 11, 30, tzinfo=UTC),
    ]


async def test_a_department_has_its_own_time_but_for_such_cases_as_the_owner_set(
    ground: Ground, sessions: Sessions
) -> None:
    plain, urgent = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    department, at = await ground.department("Delivery"), ground.now
    async with transaction(sessions) as session:
        anna = await session.get_one(Staff, ground.staff_id)
        desk = await session.get_one(Desk, anna.desk_id)
        scope = Scope(priority=Priority.URGENT)
        assert await aim(session, desk, Wish(Measure.DEPARTMENT, scope, 30), anna, at)
        (await session.get_one(Case, urgent)).priority = Priority.URGENT
        for one in (plain, urgent):
            await escalate(session, one, department, "Where is it?", anna, at)
    async with sessions() as session:
        rows = (await session.scalars(select(Escalation))).all()
    due = {row.case_id: row.due_at for row in rows}
    assert due == {plain: at + timedelta(hours=2), urgent: at + timedelta(minutes=30)}
