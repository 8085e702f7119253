"""What a case waits for, on the database alone: which clock runs, and what is told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.actions import Press, perform
from bot.desk.states import Action
from bot.due import standing_of
from bot.record import lock
from bot.snoozing import wake_due
from bot.stopwatch import held_up
from bot.transaction import transaction
from bot.warnings import warn
from storage.models import Case, Conversation, Delivery, Direction, Message, Staff
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]


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
        return (await standing_of(session, await session.get_one(Case, case_id)))[1] is not None


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
