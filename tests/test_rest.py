"""What calls somebody but once waits till the desk opens; on the database alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.approval import remind
from bot.desk.kinds import WOKEN
from bot.outcomes import doubtful, failed
from bot.overdue import tell_in_time
from bot.snoozing import snooze, wake_due
from storage.models import (
    Case,
    Desk,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Event,
    Message,
    Outbox,
    Priority,
    Role,
    Staff,
    Why,
)
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
EVENING = datetime(2026, 3, 2, 17, 50, tzinfo=UTC)
CLOSED = EVENING.replace(hour=18, minute=40)
MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)
WEEK = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    found = await Ground.begin(sessions)
    async with sessions.begin() as session:
        await session.execute(update(Desk).values(hours=WEEK, closed_notice="off"))
    found.now = EVENING
    return found


async def test_an_answer_that_waits_for_a_look_calls_in_the_morning_unless_it_is_urgent(
    ground: Ground,
) -> None:
    calm, urgent = [await ground.case_of(await ground.says(who, f"of {who}")) for who in (1, 2)]
    async with ground.sessions.begin() as session:
        tom = Staff(desk_id=ground.desk_id, user_id=102, name="Tom", role=Role.TRAINEE)
        session.add(tom)
        await session.flush()
        for case in (calm, urgent):
            draft = Draft(
                case_id=case, author_id=tom.id, text="In Riga", why=Why.APPROVAL, state=DraftState.WAITING
            )
            draft.asked_at = EVENING
            session.add(draft)
        await session.execute(update(Case).where(Case.id == urgent).values(priority=Priority.URGENT))

    async def reminded(now: datetime) -> list[int]:
        async with ground.sessions.begin() as session:
            await remind(session, now)
        async with ground.sessions() as session:
            told = select(Draft.case_id).where(Draft.reminded_at.is_not(None)).order_by(Draft.case_id)
            return list((await session.scalars(told)).all())

    assert await reminded(CLOSED) == [urgent]
    assert await reminded(MORNING) == [calm, urgent]


async def test_what_a_department_asked_back_calls_again_in_the_morning(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    await ground.asks(case, await ground.department("Delivery"))
    async with ground.sessions.begin() as session:
        await session.execute(update(Escalation).values(asked_back_at=EVENING, due_at=None))

    async def asked_again(now: datetime) -> datetime | None:
        async with ground.sessions.begin() as session:
            await tell_in_time(session, now)
        async with ground.sessions() as session:
            return await session.scalar(select(Escalation.asked_again_at))

    assert await asked_again(CLOSED) is None
    assert await asked_again(MORNING) == MORNING


async def test_who_takes_the_case_at_night_is_told_and_called_in_the_morning_as_well(ground: Ground) -> None:
    case = await ground.case_of(await ground.says(1))
    await ground.asks(case, await ground.department("Delivery"))
    async with ground.sessions.begin() as session:
        await session.execute(update(Escalation).values(asked_back_at=EVENING, due_at=None))
        await session.execute(update(Case).values(holder_id=ground.staff_id))
    for now, told, again in ((CLOSED, 1, None), (CLOSED, 1, None), (MORNING, 2, MORNING)):
        async with ground.sessions.begin() as session:
            await tell_in_time(session, now)
        async with ground.sessions() as session:
            events = await session.scalars(select(Event.id).where(Event.kind == "asked_again"))
            assert len(events.all()) == told
            assert await session.scalar(select(Escalation.asked_again_at)) == again


async def asleep(ground: Ground, until: datetime) -> int:
    case = await ground.case_of(await ground.says(1))
    async with ground.sessions.begin() as session:
        anna = await session.get_one(Staff, ground.staff_id)
        await snooze(session, case, until, anna, ground.now)
    return case


async def test_a_case_wakes_at_its_time_and_calls_when_the_desk_opens(ground: Ground) -> None:
    case = await asleep(ground, CLOSED)
    async with ground.sessions.begin() as session:
        await wake_due(session, CLOSED)
    assert (await ground.case(case)).snoozed_until is None
    async with ground.sessions() as session:
        (letter,) = (await session.scalars(select(Outbox).where(Outbox.kind == WOKEN))).all()
    assert (letter.not_before, letter.seq) == (MORNING, None)


@pytest.mark.parametrize("lost", [True, False])
async def test_an_answer_that_did_not_arrive_wakes_its_case(ground: Ground, lost: bool) -> None:
    case_id = await asleep(ground, MORNING + timedelta(days=3))
    async with ground.sessions.begin() as session:
        case = await session.get_one(Case, case_id)
        said = (await session.scalars(select(Message))).one()
        answer = Message(
            desk_id=said.desk_id,
            account_id=said.account_id,
            conversation_id=said.conversation_id,
            case_id=case.id,
            direction=Direction.OUT,
            text="In Riga",
            at=ground.now,
            answers_id=said.id,
            staff_id=ground.staff_id,
            delivery="sending",
        )
        session.add(answer)
        await session.flush()
        if lost:
            await failed(session, case, answer, {"error": "gone"}, ground.now)
        else:
            await doubtful(session, case, answer, ground.now)
    assert (await ground.case(case_id)).snoozed_until is None
    async with ground.sessions() as session:
        woken = (await session.scalars(select(Event).where(Event.kind == "woken"))).one()
    assert woken.data == {"after": "answer_failed" if lost else "answer_unknown"}
