"""Once a day, whatever happens."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.clock import summaries
from bot.desk.view import Drawn
from bot.reports.make import make_due, today_so_far
from bot.texts import LANGUAGES, words
from storage.models import Desk, Outbox, Role, Summary
from tests.reports.history import LONG_AGO, History, minutes

NINE = datetime(2025, 3, 5, 8, tzinfo=UTC)  # 09:00 in Berlin
DAY = timedelta(days=1)


@pytest.fixture
async def history(session: AsyncSession) -> History:
    history = await History.begin(session)
    await history.person("Olga", Role.OWNER, private_at=LONG_AGO)
    return history


async def made(history: History, now: datetime, language: str | None = None) -> list[Drawn]:
    told = await make_due(history.session, history.desk, now)
    return [] if told is None else told(words(language or history.desk.language))


async def test_once_a_day(history: History) -> None:
    await history.opens(NINE - minutes(30))
    assert await made(history, NINE - minutes(1)) != []  # of the day before: the desk is older
    (drawn,) = await made(history, NINE)
    assert "Received: <b>1</b> ▲ 1" in drawn.html
    assert await made(history, NINE) == []
    assert await made(history, NINE + DAY - minutes(1)) == []
    (drawn,) = await made(history, NINE + DAY)
    assert "A quiet day" in drawn.html
    assert list(await history.session.scalars(select(Summary.day).order_by(Summary.day))) == [
        date(2025, 3, 4),
        date(2025, 3, 5),
        date(2025, 3, 6),
    ]


async def test_after_downtime_the_latest_one_says_that_it_is_late(history: History) -> None:
    await made(history, NINE)
    (drawn,) = await made(history, NINE + 4 * DAY + timedelta(hours=3))
    assert "late" in drawn.html
    assert "For the 3 days before" in drawn.html
    assert await made(history, NINE + 4 * DAY + timedelta(hours=4)) == []


async def test_nobody_to_read_it(session: AsyncSession) -> None:
    """An owner whom the bot cannot write to yet: nothing is made, and nothing old afterwards."""
    history = await History.begin(session)
    owner = await history.person("Olga", Role.OWNER)
    assert await made(history, NINE) == []
    owner.private_at = NINE + timedelta(hours=5)
    await session.flush()
    assert await made(history, NINE + timedelta(hours=6)) == []
    assert await made(history, NINE + DAY) != []


async def test_the_desks_first_day_is_compared_with_nothing(history: History) -> None:
    history.desk.created_at = NINE - timedelta(hours=3)
    await history.opens(NINE - timedelta(hours=1))
    (drawn,) = await made(history, NINE)
    assert "▲" not in drawn.html


async def test_in_the_words_of_whoever_reads_it(history: History) -> None:
    told = await make_due(history.session, history.desk, NINE)
    assert told is not None
    shown = {language: told(words(language))[0].html for language in LANGUAGES}
    assert "A quiet day" in shown["en"]
    assert "Тихий день" in shown["ru"]
    assert "5 марта 09:00" in shown["ru"]
    assert "5 март 09:00" in shown["bg"]
    assert "5 marca 09:00" in shown["pl"]


async def test_each_owner_reads_it_in_their_language(history: History) -> None:
    (await history.person("Olena", Role.OWNER, private_at=LONG_AGO)).language = "pl"
    await history.session.flush()
    await summaries(history.session, NINE)
    sent = (await history.session.scalars(select(Outbox.payload).order_by(Outbox.id))).all()
    assert ["Summary of the day" in sent[0]["html"], "Podsumowanie dnia" in sent[1]["html"]] == [True, True]
    assert len(sent) == 2


async def test_two_at_once_make_one(sessions: async_sessionmaker[AsyncSession]) -> None:
    desk_id = await _committed_desk(sessions)

    async def make() -> bool:
        async with sessions.begin() as session:
            return await make_due(session, await session.get_one(Desk, desk_id), NINE) is not None

    found = await asyncio.gather(*(make() for _ in range(4)))
    assert sorted(found) == [False, False, False, True]


async def test_if_the_first_fails_the_second_makes_it(sessions: async_sessionmaker[AsyncSession]) -> None:
    desk_id = await _committed_desk(sessions)
    async with sessions() as first, sessions() as second:
        assert await make_due(first, await first.get_one(Desk, desk_id), NINE)
        waits = asyncio.create_task(make_due(second, await second.get_one(Desk, desk_id), NINE))
        await first.rollback()
        assert await waits
        await second.commit()


async def _committed_desk(sessions: async_sessionmaker[AsyncSession]) -> int:
    async with sessions.begin() as session:
        history = await History.begin(session)
        await history.person("Olga", Role.OWNER, private_at=LONG_AGO)
        return history.desk.id


async def test_the_day_so_far(history: History) -> None:
    ann = await history.person("Ann")
    await history.opens(NINE - DAY + minutes(10))
    await history.opens(NINE - DAY + timedelta(hours=9))
    case = await history.opens(NINE + minutes(10))
    await history.answers(case, ann, NINE + minutes(12))
    (drawn,) = await today_so_far(history.session, history.desk, NINE + timedelta(hours=5), words("en"))
    assert "So far today" in drawn.html
    assert "5 March 09:00 – 5 March 14:00" in drawn.html
    assert "Received: <b>1</b> (1 message)" in drawn.html  # as many as by this time the day before
    assert "Answered: <b>1</b> ▲ 1 (1 answer)" in drawn.html
    assert list(await history.session.scalars(select(Summary.day))) == []
