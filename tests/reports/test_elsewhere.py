"""Who was sent elsewhere, and what was answered by phone: against histories reckoned by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.daily import summary
from bot.reports.figures import Acts, figures
from bot.reports.period import Due, day_period
from bot.texts import words
from storage.models import Outcome
from tests.reports.history import History, minutes

DAY = day_period(date(2025, 3, 5), ZoneInfo("Europe/Berlin"), time(9))
MORNING, NEXT = DAY.start + timedelta(hours=2), DAY.end + timedelta(hours=1)
AWAY = Outcome.SENT_ELSEWHERE


async def test_who_was_sent_elsewhere_by_the_end_of_the_day(session: AsyncSession) -> None:
    history = await History.begin(session)
    ann = await history.person("Ann")
    for place, (said, at) in enumerate(
        (
            ((AWAY,), MORNING),
            ((AWAY, Outcome.SOLVED), MORNING),  # thought better of
            ((Outcome.SOLVED, AWAY), MORNING),
            ((Outcome.SOLD,), MORNING),
            ((None,), MORNING),
            ((), MORNING),
            ((AWAY,), NEXT),  # said the day after: no figure of yesterday
        )
    ):
        case = await history.opens(MORNING + minutes(place))
        await history.closes(case, ann, MORNING + minutes(60 + place))
        for step, outcome in enumerate(said):
            await history.ends(case, ann, at + minutes(100 + step), outcome)
    again = await history.opens(MORNING)
    await history.closes(again, ann, MORNING + minutes(5))
    await history.ends(again, ann, MORNING + minutes(6), AWAY)
    await history.reopens(again, ann, MORNING + minutes(7))
    found = await figures(session, history.desk.id, DAY)
    assert (found.sent_elsewhere, found.acts.resolved, found.told) == (2, 7, 0)


async def test_what_was_told_by_phone_and_not_taken_back(session: AsyncSession) -> None:
    history = await History.begin(session)
    ann = await history.person("Ann")
    case = await history.opens(MORNING)
    await history.tells(case, ann, MORNING + minutes(4))
    gone = await history.tells(case, ann, MORNING + minutes(5))
    await history.takes_back(case, gone, ann, MORNING + minutes(6))
    late = await history.tells(case, ann, MORNING + minutes(7))
    await history.takes_back(case, late, ann, NEXT)
    await history.answers(case, ann, MORNING + minutes(8))
    found = await figures(session, history.desk.id, DAY)
    assert (found.told, found.sent_elsewhere) == (2, 0)
    assert found.first.median == minutes(4)


@pytest.mark.parametrize(
    ("language", "sent", "told"),
    [
        (
            "en",
            "Sent elsewhere: 3 of 40 resolved (8 %) – each was asked to start over",
            "5 answers by phone, e-mail or in another way",
        ),
        (
            "ru",
            "Отправлены в другое место: 3 из 40 решённых (8 %) – каждому пришлось начинать сначала",
            "5 ответов по телефону, письмом или другим путём",
        ),
    ],
)
async def test_the_summary_says_both_apart(
    session: AsyncSession, language: str, sent: str, told: str
) -> None:
    history = await History.begin(session)
    quiet = await figures(session, history.desk.id, DAY)
    busy = replace(quiet, acts=Acts(cases=40, resolved=40), sent_elsewhere=3, told=5)
    due = Due(date(2025, 3, 5), DAY, late=False, missed=0)

    def seen(found: object) -> str:
        (drawn,) = summary(found, None, words(language), due)  # type: ignore[arg-type]
        return re.sub(r"<[^>]*>|[\u2068\u2069]", "", drawn.html)

    assert sent in seen(busy)
    assert told in seen(busy)
    assert sent[:9] not in seen(quiet)
    assert told[2:] not in seen(quiet)
