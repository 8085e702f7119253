"""What customers answered, counted."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.reports.period import Period
from bot.reports.results import Count, Satisfaction
from bot.reports.satisfaction import Score, result, satisfaction, scores_of_people
from bot.reports.scope import Scope
from storage.models import Asks, Case, Conversation, Delivery, Desk, Direction, Message, Survey
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]
HOUR = timedelta(hours=1)


def test_nps_is_promoters_minus_detractors() -> None:
    found = result(Asks.NPS, 20, {0: 1, 6: 1, 7: 2, 8: 1, 9: 2, 10: 3})
    assert (found.asked, found.answers, found.nps, found.csat) == (20, 10, 30.0, None)
    assert found.scores[0] == Count("0", 1)
    assert result(Asks.NPS, 4, {6: 2}).nps == -100


def test_csat_is_the_satisfied_share() -> None:
    found = result(Asks.CSAT, 8, {1: 1, 3: 1, 4: 1, 5: 1})
    assert (found.answers, found.nps, found.csat) == (4, None, 0.5)


def test_of_nothing_there_is_no_share() -> None:
    assert result(Asks.CSAT, 8, {}) == Satisfaction("csat", 8)


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


async def test_what_was_sent_in_the_period_and_answered_by_its_end(
    ground: Ground, sessions: Sessions
) -> None:
    await ground.says(1)
    period = Period(ground.now, ground.now + 24 * HOUR, ZoneInfo("UTC"))
    for score in (1, 5, 5, 4):
        await asks(ground, Asks.CSAT, score, 1)
    await asks(ground, Asks.CSAT, 2, 30)
    await asks(ground, Asks.CSAT, None, 0)
    await asks(ground, Asks.CSAT, None, 0, fared="failed")
    await asks(ground, Asks.CSAT, None, 0, fared="taken_back")
    await asks(ground, Asks.NPS, 10, 1)
    ground.now = period.end
    await asks(ground, Asks.CSAT, 5, 0)
    scope = Scope(ground.desk_id, period, period.end)
    async with sessions() as session:
        assert await satisfaction(session, scope) == Satisfaction(), "nobody is asked anything"
        await session.execute(update(Desk).values(asks_customers=Asks.CSAT))
        found = await satisfaction(session, scope)
        assert (found.asked, found.answers, found.csat) == (6, 4, 0.75)
        assert found.scores == (Count("1", 1), Count("4", 1), Count("5", 2))
        assert await scores_of_people(session, scope) == {ground.staff_id: Score(4, None)}
        later = Scope(
            ground.desk_id, Period(period.start, period.end + 9 * HOUR, period.zone), period.end + 9 * HOUR
        )
        anna = (await scores_of_people(session, later))[ground.staff_id]
        assert anna.n == 6
        assert anna.mean == pytest.approx(22 / 6)
        assert (await satisfaction(session, later)).answers == 6
