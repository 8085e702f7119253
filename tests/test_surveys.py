"""Whom the clock asks what they think, on the database alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.actions import Press, perform
from bot.customer_merging import merge
from bot.desk.states import Action
from bot.desk.surveys import AFTER, AGAIN, WITHIN
from bot.outcomes import counts_as_answer
from bot.surveys import ask_customers, choose
from bot.transaction import transaction
from storage.models import (
    Asks,
    Case,
    Category,
    Conversation,
    Customer,
    Delivery,
    Desk,
    Direction,
    Event,
    Message,
    Outbox,
    Staff,
    Survey,
)
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
HOUR = timedelta(hours=1)
numbers = count(1)


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    found = await Ground.begin(sessions)
    async with transaction(sessions) as session:
        desk = await session.get_one(Desk, found.desk_id)
        anna = await session.get_one(Staff, found.staff_id)
        assert choose(session, desk, Asks.CSAT, anna, found.now)
        assert not choose(session, desk, Asks.CSAT, anna, found.now)
    return found


async def helped(ground: Ground, who: int, text: str = "words") -> int:
    """They wrote, somebody answered, and the case is resolved; its id."""
    case_id = await answered(ground, who, text)
    await resolves(ground, case_id)
    return case_id


async def answered(ground: Ground, who: int, text: str = "words") -> int:
    key = await ground.writes(who, text)
    async with transaction(ground.sessions) as session:
        said = (await session.scalars(select(Message).where(Message.key == key))).one()
        case = await session.get_one(Case, said.case_id, with_for_update=True)
        answer = Message(
            desk_id=said.desk_id,
            account_id=said.account_id,
            conversation_id=said.conversation_id,
            case_id=case.id,
            direction=Direction.OUT,
            key=f"a{next(numbers)}",
            text="answer",
            at=ground.now,
            answers_id=said.id,
            seen_to=said.id,
            staff_id=ground.staff_id,
            delivery=Delivery.SENT,
        )
        session.add(answer)
        await counts_as_answer(session, case, answer, ground.now)
        return case.id


async def resolves(ground: Ground, case_id: int) -> None:
    async with transaction(ground.sessions) as session:
        anna = await session.get_one(Staff, ground.staff_id)
        await perform(session, case_id, Press(Action.RESOLVE), anna, ground.now)


async def later(ground: Ground, after: timedelta = AFTER) -> list[int]:
    """The cases that were asked about until then."""
    ground.now += after
    async with transaction(ground.sessions) as session:
        await ask_customers(session, ground.now)
    return await about(ground)


async def about(ground: Ground) -> list[int]:
    async with ground.sessions() as session:
        return list((await session.scalars(select(Survey.case_id).order_by(Survey.id))).all())


async def arrives(ground: Ground, fares: Delivery = Delivery.SENT) -> None:
    async with transaction(ground.sessions) as session:
        await session.execute(update(Message).where(Message.automatic).values(delivery=fares))


async def joined(ground: Ground, who: int, other: int) -> None:
    """It turns out that the second one is the first one, too."""
    async with transaction(ground.sessions) as session:
        cases = select(Case.customer_id).join(Conversation, Conversation.case_id == Case.id)
        ids = [
            (await session.scalars(cases.where(Conversation.thread_key == f"dialog{one}"))).one()
            for one in (who, other)
        ]
        anna = await session.get_one(Staff, ground.staff_id)
        await merge(session, ids[1], ids[0], anna, ground.now)


async def test_two_cases_of_one_customer_are_asked_about_once(ground: Ground) -> None:
    first, second = [await answered(ground, who) for who in (1, 2)]
    await joined(ground, 1, 2)
    for case in (first, second):
        await resolves(ground, case)
    assert await later(ground) == [first]
    assert await later(ground) == [first]
    async with ground.sessions() as session:
        assert (await session.get_one(Case, second)).asks_at is None


async def test_two_clocks_ask_once(ground: Ground) -> None:
    cases = [await answered(ground, who) for who in (1, 2)]
    await joined(ground, 1, 2)
    for case in cases:
        await resolves(ground, case)
    ground.now += AFTER

    async def tick() -> None:
        async with transaction(ground.sessions) as session:
            await ask_customers(session, ground.now)

    await asyncio.gather(tick(), tick(), tick())
    assert len(await about(ground)) == 1


async def test_not_twice_within_thirty_days_in_whatever_network(ground: Ground) -> None:
    first, other = await helped(ground, 1), await helped(ground, 3)
    assert await later(ground) == [first, other]
    await arrives(ground)
    ground.now += AGAIN - HOUR
    await helped(ground, 2)
    await joined(ground, 1, 2)
    assert await later(ground) == [first, other], "who was asked is they"
    ground.now += HOUR
    again = await helped(ground, 1, "again")
    assert await later(ground) == [first, other, again]


@pytest.mark.parametrize("fared", [Delivery.FAILED, Delivery.TAKEN_BACK])
async def test_who_did_not_get_the_question_was_not_asked(ground: Ground, fared: Delivery) -> None:
    first = await helped(ground, 1)
    assert await later(ground) == [first]
    await arrives(ground, fared)
    ground.now += timedelta(days=8)
    again = await helped(ground, 1, "again")
    assert await later(ground) == [first, again]


async def test_nobody_is_asked_who_waits_elsewhere(ground: Ground) -> None:
    case = await helped(ground, 1)
    await ground.says(1)
    assert await later(ground) == []
    assert await later(ground, timedelta(days=1)) == []
    async with ground.sessions() as session:
        assert (await session.get_one(Case, case)).status == "resolved"


async def test_nor_where_nobody_answered_or_nothing_was_asked(ground: Ground) -> None:
    key = await ground.writes(1)
    async with ground.sessions() as session:
        silent = (await session.scalars(select(Message.case_id).where(Message.key == key))).one()
    await resolves(ground, silent)
    spam = await helped(ground, 2)
    async with transaction(ground.sessions) as session:
        await session.execute(update(Case).where(Case.id == spam).values(category=Category.SPAM))
    assert await later(ground) == []


async def test_what_was_resolved_before_it_was_switched_on_is_not_asked_about(ground: Ground) -> None:
    async def switches(asks: Asks) -> None:
        async with transaction(ground.sessions) as session:
            desk = await session.get_one(Desk, ground.desk_id)
            choose(session, desk, asks, await session.get_one(Staff, ground.staff_id), ground.now)

    await switches(Asks.OFF)
    await helped(ground, 1)
    await switches(Asks.NPS)
    asked = await helped(ground, 2)
    assert await later(ground) == [asked]
    await helped(ground, 3)
    await switches(Asks.OFF)
    assert await later(ground) == [asked]
    async with ground.sessions() as session:
        logged = await session.scalars(select(Event.data).where(Event.kind == "asks_customers"))
        assert [one["after"] for one in logged.all()] == ["csat", "off", "nps", "off"]


async def test_it_waits_for_the_morning_but_not_for_ever(ground: Ground) -> None:
    await helped(ground, 1)
    opens = ground.now + 2 * HOUR
    hours = {"mon": [[f"{opens:%H}:00", f"{opens + HOUR:%H}:00"]]}
    async with transaction(ground.sessions) as session:
        await session.execute(update(Desk).values(hours=hours))
    assert await later(ground) == []
    assert len(await later(ground, 2 * HOUR)) == 1
    await helped(ground, 2)
    await later(ground, 2 * HOUR)
    assert len(await later(ground, WITHIN + HOUR)) == 1
    async with ground.sessions() as session:
        waits = await session.scalars(select(Case.id).where(Case.asks_at.is_not(None)))
        assert waits.all() == [], "it has given up"


@pytest.mark.parametrize(("spoken", "begins"), [("ru", "Ваше"), ("de", "Your"), (None, "Your")])
async def test_they_are_asked_in_their_language(ground: Ground, spoken: str | None, begins: str) -> None:
    await helped(ground, 1)
    async with transaction(ground.sessions) as session:
        await session.execute(update(Customer).values(language=spoken))
    await later(ground)
    async with ground.sessions() as session:
        question = (await session.scalars(select(Message).where(Message.automatic))).one()
        row = (await session.scalars(select(Outbox).where(Outbox.message_id == question.id))).one()
    assert question.text.startswith(begins)
    assert row.payload.keys() == {"guid", "random_id", "survey", "asks"}


async def presses(ground: Ground, who: int, score: object, **other: object) -> None:
    """The button of the last question. `other`: what is not as in ours."""
    async with ground.sessions() as session:
        number = (await session.scalars(select(Survey.id).order_by(Survey.id.desc()))).first()
    await ground.writes(who, "pressed", chosen={"survey": number, "score": score, **other})


async def test_a_press_long_after_counts_and_wakes_what_is_resolved(ground: Ground) -> None:
    case = await helped(ground, 1)
    await later(ground)
    await arrives(ground)
    ground.now += timedelta(days=20)
    await presses(ground, 1, 1)
    found = await ground.case(case)
    assert (found.status, found.holder_id, found.priority) == ("open", None, 1)
    async with ground.sessions() as session:
        assert len((await session.scalars(select(Case))).all()) == 1


@pytest.mark.parametrize("odd", [0, 6, "5", True, None, 10**30])
async def test_what_no_button_of_ours_brought_is_a_message(ground: Ground, odd: object) -> None:
    await helped(ground, 1)
    await later(ground)
    await arrives(ground)
    await presses(ground, 1, odd)
    await presses(ground, 1, 5, survey=odd)
    await presses(ground, 2, 5)
    async with ground.sessions() as session:
        said = (await session.scalars(select(Message.text).where(Message.direction == Direction.IN))).all()
        assert said.count("pressed") == 3
        assert (await session.scalars(select(Survey.score))).all() == [None]


async def test_a_low_score_of_a_dismissed_case_is_only_kept(ground: Ground) -> None:
    case = await helped(ground, 1)
    await later(ground)
    await arrives(ground)
    await ground.reopen(case)
    await ground.dismiss(case)
    await presses(ground, 1, 1)
    assert (await ground.case(case)).status == "dismissed"
    async with ground.sessions() as session:
        assert (await session.scalars(select(Survey.score))).all() == [1]
