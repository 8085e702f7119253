"""Figures against histories reckoned by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.figures import Acts, Backlog, Figures, FirstResponse, Longest, Place, figures
from bot.reports.period import Period, day_period
from tests.reports.history import History, minutes

BERLIN = ZoneInfo("Europe/Berlin")
DAY = day_period(date(2025, 3, 5), BERLIN, time(9))
MORNING = DAY.start + timedelta(hours=2)


@pytest.fixture
async def history(session: AsyncSession) -> History:
    return await History.begin(session)


async def reckon(history: History, period: Period = DAY) -> Figures:
    await history.session.flush()
    return await figures(history.session, history.desk.id, period)


async def test_an_empty_day(history: History) -> None:
    found = await reckon(history)
    assert (found.acts, found.first, found.backlog) == (Acts(), FirstResponse(), Backlog(0, 0, None))
    assert (found.networks, found.operators, found.elsewhere) == ((), (), 0)


async def test_a_day(history: History) -> None:
    ann, bob = await history.person("Ann"), await history.person("Bob")
    cases = [await history.opens(MORNING + minutes(10 * place)) for place in range(3)]
    message = await history.opens(MORNING + minutes(40), "tg-shop")
    await history.claims(cases[0], ann, MORNING + minutes(1))
    await history.answers(cases[0], ann, MORNING + minutes(4))  # 4 min
    await history.closes(cases[0], ann, MORNING + minutes(5))
    await history.answers(cases[1], None, MORNING + minutes(30))  # 20 min, in the network itself
    await history.claims(message, bob, MORNING + minutes(41))
    await history.answers(message, bob, MORNING + minutes(52))  # 12 min
    await history.writes(message, MORNING + minutes(60))
    await history.answers(message, bob, MORNING + minutes(61))
    found = await reckon(history)
    assert found.acts == Acts(messages=5, cases=4, claimed=2, answers=4, answered=3, resolved=1)
    assert found.first == FirstResponse(3, 1, minutes(12), minutes(12) + 0.8 * minutes(8))
    assert found.elsewhere == 1
    assert [(one.name, one.acts, one.first.median) for one in found.operators] == [
        ("Ann", Acts(claimed=1, answers=1, answered=1, resolved=1), minutes(4)),
        ("Bob", Acts(claimed=1, answers=2, answered=1), minutes(12)),
    ]
    assert [(one.name, one.acts.cases, one.first) for one in found.networks] == [
        ("tg-shop", 1, FirstResponse(1, 0, minutes(12), minutes(12))),
        ("vk", 3, FirstResponse(2, 1, minutes(12), minutes(4) + 0.9 * minutes(16))),
    ]
    assert found.backlog == Backlog(3, 1, Longest(cases[2].id, cases[2].number, MORNING + minutes(20), None))


async def test_the_ends_of_a_day_belong_to_one_day_each(history: History) -> None:
    await history.opens(DAY.start)
    await history.opens(DAY.end)
    assert (await reckon(history)).acts.cases == 1


async def test_a_day_of_23_hours(history: History) -> None:
    """On 30 March 2025 there is no 02:30 in Berlin: midnight to midnight UTC would count one case too many."""
    for hour in (7, 8, 30, 31):  # of 29 March, UTC: 08:00 and 09:00 local; on the 30th 08:00 and 09:00 local
        await history.opens(datetime(2025, 3, 29, tzinfo=UTC) + timedelta(hours=hour))
    short = day_period(date(2025, 3, 30), BERLIN, time(9))
    assert short.end - short.start == timedelta(hours=23)
    assert (await reckon(history, short)).acts.cases == 2


async def test_reopened_is_not_resolved(history: History) -> None:
    ann = await history.person("Ann")
    back, again, later, woken = [await history.opens(MORNING) for _ in range(4)]
    for case in (back, again, later, woken):
        await history.answers(case, ann, MORNING + minutes(1))
        await history.closes(case, ann, MORNING + minutes(2))
    await history.reopens(back, ann, MORNING + minutes(3))
    await history.reopens(again, ann, MORNING + minutes(3))
    await history.closes(again, ann, MORNING + minutes(4))
    await history.reopens(later, ann, DAY.end + minutes(1))
    await history.answers(woken, ann, MORNING + minutes(5))
    found = await reckon(history)
    assert found.acts.resolved == 2  # `again` once, `later` because the day had ended
    assert found.backlog == Backlog(2, 0, None)  # `back` and `woken`


async def test_the_past_stays_as_it_was(history: History) -> None:
    """What happens after the day does not change what is told of it."""
    ann = await history.person("Ann")
    first, second = await history.opens(MORNING), await history.opens(MORNING + minutes(5))
    await history.opens(DAY.end + minutes(1))
    before = await reckon(history)
    await history.answers(first, ann, DAY.end + minutes(2))
    await history.closes(first, ann, DAY.end + minutes(3))
    await history.closes(second, ann, DAY.end + minutes(4), "dismiss")
    after = await reckon(history)
    assert after == before
    assert before.backlog == Backlog(2, 2, Longest(first.id, first.number, MORNING, None))
    assert before.first == FirstResponse(0, 2)


async def test_what_needs_no_answer_is_not_unanswered(history: History) -> None:
    ann = await history.person("Ann")
    await history.closes(await history.opens(MORNING), ann, MORNING + minutes(1), "dismiss")
    found = await reckon(history)
    assert found.first == FirstResponse(0, 0)
    assert found.acts.dismissed == 1


async def test_a_failed_answer_is_none(history: History) -> None:
    ann = await history.person("Ann")
    case = await history.opens(MORNING)
    await history.fails(case, ann, MORNING + minutes(1))
    found = await reckon(history)
    assert (found.acts.answers, found.acts.answered, found.first) == (0, 0, FirstResponse(0, 1))


async def test_an_answer_before_the_first_message_does_not_count(history: History) -> None:
    ann = await history.person("Ann")
    case = await history.opens(MORNING)
    await history.answers(case, ann, MORNING - minutes(3))
    await history.answers(case, ann, MORNING + minutes(3))
    assert (await reckon(history)).first.median == minutes(3)


async def test_waiting_counts_from_the_first_unanswered_message(history: History) -> None:
    ann = await history.person("Ann")
    case = await history.opens(MORNING)
    await history.answers(case, ann, MORNING + minutes(1))
    await history.writes(case, MORNING + minutes(7))
    await history.writes(case, MORNING + minutes(9))
    await history.card(case, 77)
    expected = Longest(case.id, case.number, MORNING + minutes(7), Place(-1001234567890, 77, None))
    assert (await reckon(history)).backlog == Backlog(1, 1, expected)
    assert case.unanswered_since == expected.since


async def test_what_was_let_go_comes_back_with_its_case(history: History) -> None:
    """Reopened: the customer waits since what was never answered."""
    ann = await history.person("Ann")
    case = await history.opens(MORNING)
    await history.closes(case, ann, MORNING + minutes(1))
    await history.writes(case, MORNING + minutes(8))
    await history.reopens(case, ann, MORNING + minutes(9))
    longest = (await reckon(history)).backlog.longest
    assert longest is not None
    assert longest.since == MORNING


async def test_what_became_of_other_cases_does_not_matter(history: History) -> None:
    ann = await history.person("Ann")
    waits, other = await history.opens(MORNING), await history.opens(MORNING)
    await history.writes(other, MORNING + minutes(1))
    await history.answers(other, ann, MORNING + minutes(2))
    await history.closes(other, ann, MORNING + minutes(3))
    await history.closes(await history.opens(MORNING + minutes(4)), ann, MORNING + minutes(5), "dismiss")
    assert (await reckon(history)).backlog == Backlog(1, 1, Longest(waits.id, waits.number, MORNING, None))


async def test_the_topic_of_the_group_is_part_of_the_place(history: History) -> None:
    history.desk.thread_id = 5
    case = await history.opens(MORNING)
    await history.card(case, 77)
    longest = (await reckon(history)).backlog.longest
    assert longest is not None
    assert longest.card == Place(-1001234567890, 77, 5)


async def test_desks_do_not_see_each_other(history: History, session: AsyncSession) -> None:
    history.desk.chat_id = -1
    other = await History.begin(session)
    ann = await other.person("Ann")
    case = await other.opens(MORNING)
    await other.answers(case, ann, MORNING + minutes(1))
    await other.opens(MORNING)
    found = await reckon(history)
    assert (found.acts, found.first, found.backlog) == (Acts(), FirstResponse(), Backlog(0, 0, None))


async def test_who_left_keeps_the_name(history: History) -> None:
    zoe, ann = await history.person("Zoe"), await history.person("ann")
    zoe.left_at = MORNING
    for staff in (zoe, ann):
        await history.claims(await history.opens(MORNING), staff, MORNING)
    assert [one.name for one in (await reckon(history)).operators] == ["ann", "Zoe"]
