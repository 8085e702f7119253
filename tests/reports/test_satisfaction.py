"""What customers answered, counted."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.facts import all_within
from bot.reports.behind import cases_behind
from bot.reports.period import Period
from bot.reports.results import Count, Satisfaction
from bot.reports.satisfaction import result, satisfaction, scores_of_people
from bot.reports.scope import Scope
from storage.models import Asks, Case, Conversation, Delivery, Desk, Direction, Message, Survey
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
HOUR = timedelta(hours=1)


def test_nps_is_promoters_minus_detractors() -> None:
    found = result(Asks.NPS, 20, 9, {0: 1, 6: 1, 7: 2, 8: 1, 9: 2, 10: 3})
    assert (found.asked, found.answered, found.answers) == (20, 9, 10)
    assert (found.nps, found.csat) == (30.0, None)
    assert found.scores[0] == Count("0", 1)
    assert result(Asks.NPS, 4, 2, {6: 2}).nps == -100


def test_csat_is_the_satisfied_share() -> None:
    found = result(Asks.CSAT, 8, 0, {1: 1, 3: 1, 4: 1, 5: 1})
    assert (found.answers, found.nps, found.csat) == (4, None, 0.5)


def test_of_nothing_there_is_no_share() -> None:
    assert result(Asks.CSAT, 8, 0, {}) == Satisfaction("csat", 8)


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    return await Ground.begin(sessions)


async def asks(ground: Ground, asks: Asks, score: int | None, hours: float, *, fared: str = "sent") -> None:
    """Asked now, answered so much later."""
    async with ground.sessions.begin() as session:
        case = (await session.scalars(select(Case).order_by(Case.id))).first()
        conversation = (await session.scalars(select(Conversation))).first()
        assert case is not None
        assert conversation is not None
        about = {"desk_id": ground.desk_id, "case_id": case.id, "conversation_id": conversation.id}
        question = Message(
            **about,
            account_id=case.account_id,
            direction=Direction.OUT,
            automatic=True,
            text="?",
            at=ground.now,
            delivery=Delivery(fared),
        )
        session.add(question)
        await session.flush()
        asked = Survey(
            **about,
            customer_id=case.customer_id,
            message_id=question.id,
            staff_id=ground.staff_id,
            asks=asks,
            asked_at=ground.now,
            score=score,
            answered_at=None if score is None else ground.now + timedelta(hours=hours),
        )
        session.add(asked)


async def chooses(session: AsyncSession, asks: Asks) -> None:
    await session.execute(update(Desk).values(asks_customers=asks))


def over(ground: Ground, period: Period, hours: float = 0) -> Scope:
    """Until so much later."""
    end = period.end + hours * HOUR
    return Scope(ground.desk_id, Period(period.start, end, period.zone), end)


async def test_answers_count_when_they_came_and_the_rate_is_of_those_asked(
    ground: Ground, sessions: Sessions
) -> None:
    await ground.says(1)
    day = Period(ground.now, ground.now + 24 * HOUR, ZoneInfo("UTC"))
    ground.now -= 12 * HOUR
    await asks(ground, Asks.CSAT, 3, 13)
    await asks(ground, Asks.CSAT, 1, 1)
    ground.now = day.start
    for score in (1, 5, 5, 4):
        await asks(ground, Asks.CSAT, score, 1)
    await asks(ground, Asks.CSAT, 2, 30)
    await asks(ground, Asks.CSAT, None, 0)
    await asks(ground, Asks.CSAT, None, 0, fared="failed")
    await asks(ground, Asks.CSAT, None, 0, fared="taken_back")
    await asks(ground, Asks.NPS, 10, 1)
    ground.now = day.end
    await asks(ground, Asks.CSAT, 5, 0)
    scope = over(ground, day)
    async with sessions() as session:
        await chooses(session, Asks.CSAT)
        found = await satisfaction(session, scope)
        assert (found.asked, found.answered, found.answers, found.csat) == (6, 4, 5, 0.6)
        assert found.scores == (Count("1", 1), Count("3", 1), Count("4", 1), Count("5", 2))
        anna = (await scores_of_people(session, scope))[ground.staff_id]
        assert anna.n == found.answers
        assert anna.mean == pytest.approx(18 / 5)
        longer = over(ground, day, 9)
        assert (await scores_of_people(session, longer))[ground.staff_id].n == 7
        assert (await satisfaction(session, longer)).answers == 7
        next_day = Scope(ground.desk_id, Period(day.end, day.end + 24 * HOUR, day.zone), day.end + 24 * HOUR)
        tomorrow = await satisfaction(session, next_day)
        assert (tomorrow.asked, tomorrow.answered, tomorrow.answers) == (1, 1, 2)


async def test_what_was_heard_stays_whatever_is_asked_by_now(ground: Ground, sessions: Sessions) -> None:
    await ground.says(1)
    day = Period(ground.now, ground.now + 24 * HOUR, ZoneInfo("UTC"))
    scope = over(ground, day)
    async with sessions() as session:
        assert await satisfaction(session, scope) == Satisfaction(), "nothing was asked, nor is"
        await chooses(session, Asks.NPS)
        assert await satisfaction(session, scope) == Satisfaction("nps")
    await asks(ground, Asks.NPS, 9, 1)
    ground.now += HOUR
    await asks(ground, Asks.CSAT, 2, 1)
    async with sessions() as session:
        await all_within(session, ground.desk_id)
        for present, heard in ((Asks.OFF, "csat"), (Asks.CSAT, "csat"), (Asks.NPS, "nps")):
            await chooses(session, present)
            found = await satisfaction(session, scope)
            score = {"csat": "2", "nps": "9"}[heard]
            assert (found.asks, found.scores) == (heard, (Count(score, 1),))
            assert (await scores_of_people(session, scope))[ground.staff_id].n == 1
            listed = [await session.scalars(cases_behind(f"score-{one}", scope)) for one in (2, 9)]
            assert [len(one.all()) for one in listed] == [score == "2", score == "9"]
        gone = over(ground, Period(day.end, day.end + 24 * HOUR, day.zone))
        assert await satisfaction(session, gone) == Satisfaction("nps")
