"""What a case's history amounts to, and that it is made soon, once, and whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import facts
from bot.desk.states import Action
from bot.facts import AGAIN, follow_facts, refresh, up_to_date
from bot.record import event, lock
from bot.reports.backlog import backlog
from bot.reports.closings import closings
from bot.reports.period import Period
from bot.reports.resolution import resolution
from bot.reports.results import Spread
from bot.reports.scope import Scope
from bot.tags import remove
from bot.transaction import transaction
from storage.errors import DATABASE_FAILED
from storage.models import (
    ActFact,
    Asks,
    CaseFact,
    Category,
    Desk,
    Did,
    Outbox,
    Role,
    Staff,
    StaleFact,
    Survey,
    WaitFact,
)
from tests.reports.life import WEEK, Life

Sessions = async_sessionmaker[AsyncSession]
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


TROUBLE = (
    """CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'of the moment' USING ERRCODE = '40001'; END $$""",
    """CREATE TRIGGER trouble BEFORE INSERT ON case_facts FOR EACH ROW
    WHEN (NEW.case_id = {case}) EXECUTE FUNCTION trouble()""",
)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
async def life(sessions: Sessions) -> Life:
    return await Life.begin(sessions, MONDAY, hours=WEEK, asks=Asks.CSAT)


async def made(life: Life) -> None:
    await up_to_date(life.sessions, life.desk_id)


async def fact(life: Life, case_id: int) -> CaseFact:
    await made(life)
    async with life.sessions() as session:
        return await session.get_one(CaseFact, case_id)


async def waits(life: Life, case_id: int) -> Sequence[WaitFact]:
    await made(life)
    query = select(WaitFact).where(WaitFact.case_id == case_id).order_by(WaitFact.n)
    async with life.sessions() as session:
        return (await session.scalars(query)).all()


async def did(life: Life, case_id: int) -> list[str]:
    await made(life)
    query = select(ActFact.did).where(ActFact.case_id == case_id).order_by(ActFact.n)
    async with life.sessions() as session:
        return list((await session.scalars(query)).all())


async def stale(life: Life) -> int:
    async with life.sessions() as session:
        return await session.scalar(select(func.count()).select_from(StaleFact)) or 0


async def test_a_case_from_its_first_word_to_its_end(life: Life) -> None:
    said = await life.says(1, late=minutes(1))
    case = await life.case_of(said)
    life.now += minutes(9)
    await life.settles(await life.answers(case))
    life.now += minutes(20)
    await life.presses(Action.RESOLVE, case)
    life.now += minutes(1)
    await life.presses(Action.REOPEN, case, who=1)
    life.now += minutes(4)
    await life.presses(Action.RESOLVE, case, who=1)
    found = await fact(life, case)
    assert (found.said_at, found.opened_at) == (MONDAY - minutes(1), MONDAY)
    assert (found.first_seconds, found.first_working, found.outside) == (600, 600, False)
    assert (found.first_answer_by, found.answers, found.public_answers) == (life.people[0], 1, 1)
    assert (found.first_resolved_at, found.reopened_at) == (MONDAY + minutes(29), MONDAY + minutes(30))
    assert (found.resolved_at, found.resolved_by, found.closed_at) == (life.now, life.people[1], life.now)
    assert found.handling == 4 * 60
    assert [(one.lower, one.upper) for one in found.open_during or ()] == [
        (MONDAY, MONDAY + minutes(29)),
        (MONDAY + minutes(30), life.now),
    ]
    assert (found.needs_answer, found.counted, found.quiet, found.returning) == (True, True, False, False)
    assert found.people == life.people[:2]
    assert await did(life, case) == [
        Did.OPENED, Did.SAID, Did.CLAIMED, Did.ANSWERED, Did.RESOLVED, Did.REOPENED, Did.RESOLVED,
    ]  # fmt: skip


async def test_each_wait_is_told_apart(life: Life) -> None:
    """Two messages and one answer are one wait; what comes after the answer is the next."""
    first = await life.says(1)
    case = await life.case_of(first)
    life.now += minutes(2)
    await life.says(1)
    life.now += minutes(3)
    await life.settles(await life.answers(case))
    life.now += minutes(10)
    second = await life.says(1)
    life.now += minutes(1)
    await life.says(1)
    life.now += minutes(6)
    await life.answers_there(second + 1, late=minutes(2))
    life.now += minutes(6)
    await life.says(1)
    found = await waits(life, case)
    assert [(one.asked_at - MONDAY, one.seconds, one.answered_by) for one in found] == [
        (minutes(0), 300, life.people[0]),
        (minutes(15), 300, None),
        (minutes(28), None, None),
    ]
    assert [one.ended_at for one in found] == [MONDAY + minutes(5), MONDAY + minutes(20), None]
    answered = select(ActFact.at).where(ActFact.did == Did.ANSWERED).order_by(ActFact.n)
    async with life.sessions() as session:
        times = (await session.scalars(answered)).all()
    # The network's clock says when the customer had it, the desk's when it happened there.
    assert times == [MONDAY + minutes(5), MONDAY + minutes(22)]


async def test_a_wait_is_over_when_its_case_is_closed_and_goes_on_when_that_is_open_again(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += minutes(2)
    await life.presses(Action.RESOLVE, case)
    assert [one.ended_at for one in await waits(life, case)] == [life.now]
    life.now += minutes(2)
    await life.presses(Action.REOPEN, case)
    assert [one.ended_at for one in await waits(life, case)] == [None]


async def test_thanks_after_the_end_wait_for_nothing(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    await life.settles(await life.answers(case))
    await life.presses(Action.RESOLVE, case)
    life.now += minutes(2)
    await life.says(1)
    assert [one.ended_at for one in await waits(life, case)] == [MONDAY, life.now]
    assert (await did(life, case))[-1] == Did.SAID
    assert (await fact(life, case)).reopened_at is None


async def test_an_answer_reopens_what_was_closed(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    await life.presses(Action.DISMISS, case)
    life.now += minutes(2)
    answer = await life.answers(case, who=1)
    life.now += minutes(2)
    await life.settles(answer)
    assert await did(life, case) == [Did.OPENED, Did.SAID, Did.DISMISSED, Did.REOPENED, Did.ANSWERED]
    found = await fact(life, case)
    assert (found.closed_at, found.first_resolved_at, found.reopened_at) == (None, None, None)
    await life.presses(Action.RESOLVE, case, who=1)
    assert (await fact(life, case)).handling == 120


async def test_how_much_work_it_was_is_told_as_of_then(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    ends: list[datetime] = []
    for action in (Action.CLAIM, Action.RESOLVE, Action.REOPEN, Action.DISMISS):
        await life.presses(action, case)
        ends.append(life.now)
        life.now += minutes(4)
    await made(life)
    whole = Period(MONDAY, life.now, ZoneInfo("UTC"))
    async with life.sessions() as session:
        for known, expected in ((ends[2], Spread(1, 240.0)), (life.now, Spread())):
            scope = Scope(life.desk_id, whole, known)
            found = await resolution(session, scope, await closings(session, scope))
            assert found.handling == expected


async def test_what_was_told_by_phone_and_taken_back_answers_nothing(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += minutes(5)
    told = await life.tells(case)
    found = await fact(life, case)
    assert (found.answers, found.public_answers, found.first_seconds) == (1, 0, 300)
    life.now += minutes(5)
    await life.takes_back(told)
    found = await fact(life, case)
    assert (found.answers, found.first_answer_at) == (0, None)
    assert [one.ended_at for one in await waits(life, case)] == [None]
    # Ours again since then: the customer's turn it was for five minutes.
    life.now += minutes(7)
    await life.presses(Action.RESOLVE, case)
    assert (await fact(life, case)).handling == 7 * 60


async def test_an_answer_that_fails_twice_failed_once(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    answer = await life.answers(case)
    await life.settles(answer, failed=True)
    life.now += minutes(1)
    await life.retries(answer, who=1)
    await life.settles(answer, failed=True)
    assert (await did(life, case)).count(Did.FAILED) == 1
    assert (await fact(life, case)).answers == 0
    await life.retries(answer)
    life.now += minutes(1)
    await life.settles(answer)
    assert (await fact(life, case)).answers == 1
    async with life.sessions() as session:
        failed = select(ActFact.at, ActFact.arrived_at).where(ActFact.did == Did.FAILED)
        assert tuple((await session.execute(failed)).one()) == (MONDAY, MONDAY + minutes(2))


async def test_what_its_customer_took_away_needs_no_answer_but_in_vain_answered_it_does(life: Life) -> None:
    gone, late = await life.says(1, thread="a"), await life.says(2, thread="b")
    cases = [await life.case_of(one) for one in (gone, late)]
    life.now += minutes(3)
    await life.deletes(gone)
    await life.settles(await life.answers(cases[1]))
    life.now += minutes(3)
    await life.deletes(late)
    assert [(await fact(life, one)).gone_at for one in cases] == [MONDAY + minutes(3), None]
    assert [one.ended_at for one in await waits(life, cases[0])] == [MONDAY + minutes(3)]
    life.now += minutes(3)
    await life.deletes(gone, again=True)
    assert (await fact(life, cases[0])).needs_answer
    assert (await fact(life, cases[0])).gone_at is None
    assert [one.ended_at for one in await waits(life, cases[0])] == [None]
    await life.sorts(cases[0], Category.SPAM)
    assert not (await fact(life, cases[0])).needs_answer


async def test_an_answer_from_before_the_first_word_does_not_count(life: Life) -> None:
    said = await life.says(1)
    case = await life.case_of(said)
    life.now += minutes(1)
    await life.answers_there(said, late=minutes(3))
    found = await fact(life, case)
    assert (found.answers, found.first_answer_at) == (1, None)
    assert [(one.answered_at, one.ended_at) for one in await waits(life, case)] == [(None, MONDAY)]


async def test_an_answer_older_than_a_later_question_is_no_wait(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += minutes(5)
    await life.settles(await life.answers(case))
    life.now += minutes(5)
    again = await life.says(1)
    life.now += minutes(1)
    await life.answers_there(again, late=minutes(3))
    assert [(one.asked_at, one.seconds) for one in await waits(life, case)] == [(MONDAY, 300)]


async def test_handed_over_it_is_counted_for_who_gets_it(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    life.now += minutes(1)
    await life.presses(Action.CLAIM, case)
    life.now += minutes(1)
    await life.hands_over(0, 1)
    life.now += minutes(1)
    await life.hands_over(1, None)
    life.now += minutes(8)
    await life.snoozes(case, MONDAY + minutes(30), who=2)
    life.now = MONDAY + minutes(30)
    await life.wakes()
    life.now += minutes(4)
    await life.presses(Action.RESOLVE, case, who=2)
    found = await fact(life, case)
    assert found.handling == (2 + 4) * 60
    assert found.people == life.people
    claimed = select(ActFact.staff_id).where(ActFact.did == Did.CLAIMED).order_by(ActFact.n)
    async with life.sessions() as session:
        assert (await session.scalars(claimed)).all() == life.people[:2]


async def test_a_low_score_waits_until_it_is_answered_and_closed_over_it_does_not(life: Life) -> None:
    """As a message does: what the case says, its deadline and the figures are one."""
    case = await life.case_of(await life.says(1, private=True))
    await life.settles(await life.answers(case))
    await life.presses(Action.RESOLVE, case)
    life.now += minutes(6)
    await life.asks_customers()
    async with life.sessions() as session:
        survey = (await session.scalars(select(Survey))).one()
    rated = life.now = life.now + minutes(6)
    await life.rates(survey, 1)
    assert (await life.case(case)).unanswered_since == rated
    assert await backlog_of(life) == (1, rated)

    # It is closed over it, and open again: they wait as they did. Somebody tells them by phone, and did not after all.
    for action in (Action.RESOLVE, Action.REOPEN):
        life.now += minutes(1)
        await life.presses(action, case)
    assert (await life.case(case)).unanswered_since == rated
    assert await backlog_of(life) == (1, rated)
    life.now += minutes(1)
    told = await life.tells(case)
    assert (await life.case(case)).unanswered_since is None
    assert await backlog_of(life) == (0, None)
    assert [(one.asked_at, one.answered_at) for one in (await waits(life, case))[1:]] == [(rated, life.now)]
    await life.takes_back(told)
    assert (await life.case(case)).unanswered_since == rated
    assert await backlog_of(life) == (1, rated)

    # Part of another case it waits there, and the answer to that person is one to it.
    other = await life.case_of(await life.says(1))
    await life.merges(case, other)
    assert await backlog_of(life) == (1, rated)
    await life.settles(await life.answers(other, about=None))
    await life.takes_apart(case)
    assert (await life.case(case)).unanswered_since == (await life.case(other)).unanswered_since is None
    assert await backlog_of(life) == (0, None)


async def backlog_of(life: Life) -> tuple[int, datetime | None]:
    """How many cases somebody waits in, and since when."""
    await made(life)
    end = life.now + minutes(1)
    async with life.sessions() as session:
        found = await backlog(session, Scope(life.desk_id, Period(MONDAY, end, ZoneInfo("UTC")), end))
    return found.unanswered, None if found.oldest is None else found.oldest.since


async def test_outside_hours(life: Life) -> None:
    """Monday ends at 18:00; on Tuesday it begins at 9:00."""
    life.now = MONDAY + timedelta(hours=9)
    case = await life.case_of(await life.says(1))
    life.now = MONDAY + timedelta(hours=23, minutes=10)
    await life.settles(await life.answers(case))
    found = await fact(life, case)
    assert (found.outside, found.first_seconds, found.first_working) == (True, 14 * 3600 + 600, 600)
    assert [(one.outside, one.working) for one in await waits(life, case)] == [(True, 600)]


async def test_hours_that_change_leave_the_past_as_it_was(life: Life) -> None:
    life.now = MONDAY + timedelta(hours=9)
    case = await life.case_of(await life.says(1))
    life.now = MONDAY + timedelta(hours=23, minutes=10)
    await life.settles(await life.answers(case))
    await made(life)
    async with transaction(life.sessions) as session:
        (await session.get_one(Desk, life.desk_id)).hours = None
    await life.presses(Action.RESOLVE, case)
    assert (await fact(life, case)).first_working == 600


# --- merged


async def test_a_merged_case_is_in_no_figure_and_its_words_are_in_the_wholes(life: Life) -> None:
    said = [await life.says(one, thread=str(one)) for one in (1, 2)]
    whole, part = [await life.case_of(one) for one in said]
    life.now += minutes(4)
    answer = await life.answers(part)
    await life.settles(answer, failed=True)
    await life.merges(part, whole)
    life.now += minutes(1)
    await life.retries(answer)
    await life.settles(answer)
    assert not (await fact(life, part)).counted
    assert (await fact(life, part)).open_during == []
    assert (await did(life, part), list(await waits(life, part))) == ([], [])
    found = await fact(life, whole)
    assert (found.answers, found.first_seconds) == (1, 300)
    assert (await did(life, whole)).count(Did.SAID) == 2
    assert (await did(life, whole)).count(Did.FAILED) == 1
    # To the whole's own customer nobody has answered.
    assert [(one.asked_at, one.ended_at) for one in await waits(life, whole)] == [
        (MONDAY, life.now),
        (MONDAY, None),
    ]


async def test_taken_apart_each_has_its_own_again(life: Life) -> None:
    said = [await life.says(one, thread=str(one)) for one in (1, 2)]
    whole, part = [await life.case_of(one) for one in said]
    life.now += minutes(1)
    await life.merges(part, whole)
    life.now += minutes(2)
    await life.settles(await life.answers(whole, about=said[1]))
    life.now += minutes(2)
    await life.takes_apart(part)
    life.now += minutes(1)
    await life.presses(Action.RESOLVE, part)
    found = await fact(life, part)
    assert (found.counted, found.answers, found.first_seconds) == (True, 1, 180)
    assert [(one.lower - MONDAY, one.upper - MONDAY) for one in found.open_during or ()] == [
        (minutes(0), minutes(1)),
        (minutes(5), minutes(6)),
    ]
    found = await fact(life, whole)
    assert (found.answers, found.first_answer_at, found.closed_at) == (0, None, None)
    assert [one.ended_at for one in await waits(life, whole)] == [None]


async def test_what_was_closed_and_is_taken_out_with_words_that_wait_is_open_again(life: Life) -> None:
    said = [await life.says(one, thread=str(one)) for one in (1, 2)]
    whole, part = [await life.case_of(one) for one in said]
    await life.presses(Action.RESOLVE, part)
    life.now += minutes(1)
    await life.merges(part, whole)
    life.now += minutes(1)
    await life.says(2, thread="2")
    life.now += minutes(1)
    await life.takes_apart(part)
    assert await did(life, part) == [Did.OPENED, Did.SAID, Did.RESOLVED, Did.SAID, Did.REOPENED]
    assert (await fact(life, part)).reopened_at == life.now


async def test_taken_out_of_what_was_resolved_it_is_resolved_by_nobody(life: Life) -> None:
    said = [await life.says(one, thread=str(one)) for one in (1, 2)]
    whole, part = [await life.case_of(one) for one in said]
    await life.merges(part, whole)
    for one in said:
        await life.settles(await life.answers(whole, about=one))
    life.now += minutes(1)
    await life.presses(Action.RESOLVE, whole)
    life.now += minutes(1)
    await life.takes_apart(part)
    found = await fact(life, part)
    assert (found.resolved_at, found.resolved_by, found.closed_at) == (
        MONDAY + minutes(1),
        None,
        MONDAY + minutes(1),
    )
    assert Did.RESOLVED not in await did(life, part)
    assert Did.RESOLVED in await did(life, whole)


# --- whose


async def test_a_customer_is_new_once_whatever_becomes_of_the_first_case(life: Life) -> None:
    said = [await life.says(1, thread=str(one)) for one in range(3)]
    cases = [await life.case_of(one) for one in said]
    assert [(await fact(life, one)).returning for one in cases] == [False, True, True]
    await life.merges(cases[0], cases[2])
    assert [(await fact(life, one)).returning for one in cases[1:]] == [False, True]
    await life.takes_apart(cases[0])
    assert [(await fact(life, one)).returning for one in cases] == [False, True, True]


async def test_quiet_until_somebody_brings_it_out(life: Life) -> None:
    case = await life.case_of(await life.says(1, text="👍"))
    found = await fact(life, case)
    assert (found.quiet, found.counted, found.needs_answer) == (True, False, False)
    assert await did(life, case) == []
    life.now += minutes(1)
    await life.shows(case)
    found = await fact(life, case)
    assert (found.quiet, found.counted) == (False, True)
    assert found.open_during is None, "once, from its beginning"


async def test_departments_tags_and_cases_made_by_hand(life: Life) -> None:
    case = await life.says_by_hand(1)
    await life.asks(case, 1)
    await life.asks(case, 0)
    await life.tags(case, "xxl")
    found = await fact(life, case)
    assert (found.network, found.kind) == ("hand", "hand")
    assert (found.departments, len(found.tags)) == (life.departments, 1)
    async with life.at_door() as (session, staff):
        staff.role = Role.OWNER
        await remove(session, found.tags[0], staff, life.now)
    assert (await fact(life, case)).tags == []


# --- made anew


async def test_what_is_written_meanwhile_is_not_taken_for_done(life: Life) -> None:
    case = await life.case_of(await life.says(1))
    async with life.sessions() as making:
        assert await refresh(making, life.now) == 1
        # Committed after the histories were read, before the stale rows are gone.
        await life.presses(Action.CLAIM, case)
        await making.commit()
    assert await stale(life) == 1
    assert await did(life, case) == [Did.OPENED, Did.SAID, Did.CLAIMED]
    assert await stale(life) == 0


async def test_who_comes_second_waits_and_makes_nothing_twice(life: Life) -> None:
    await life.says(1)
    async with life.sessions() as first:
        assert await refresh(first, life.now) == 1
        await life.says(2, thread="b")
        second = asyncio.create_task(made(life))
        async with life.sessions() as tick, tick.begin():
            await follow_facts(tick, life.now)  # does not wait
        await first.commit()
    await second
    async with life.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(CaseFact)) == 2


async def test_a_case_that_cannot_be_made_is_set_aside(life: Life) -> None:
    bad, good = [await life.case_of(await life.says(one, thread=str(one))) for one in (1, 2)]
    unheard = {"stands": {"status": "unheard of"}}
    async with transaction(life.sessions) as session:
        event(session, await lock(session, bad), "took_in", at=life.now, data=unheard)
    assert (await fact(life, good)).counted
    assert await stale(life) == 1
    async with life.sessions() as session:
        assert await session.get(CaseFact, bad) is None


async def test_a_case_whose_history_cannot_be_read_blocks_no_other(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = [await life.case_of(await life.says(one, thread=str(one))) for one in (1, 2)]
    async with transaction(life.sessions) as session:
        event(session, await lock(session, bad), "answer_failed", at=life.now, data={})
    assert (await fact(life, good)).counted
    async with life.sessions() as session:
        assert await session.get(CaseFact, bad) is None


async def test_of_a_large_backlog_what_is_made_stays_so(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "AT_ONCE", 1)
    cases = [await life.case_of(await life.says(one, thread=str(one))) for one in (1, 2, 3)]
    async with transaction(life.sessions) as session:
        for statement in TROUBLE:
            await session.execute(text(statement.format(case=cases[-1])))
    with pytest.raises(DATABASE_FAILED):
        await made(life)
    async with life.sessions() as session:
        assert (await session.scalars(select(CaseFact.case_id))).all() == cases[:-1]
    assert await stale(life) == 1


async def test_it_is_tried_until_it_can_be_made_and_the_owner_told_once(life: Life) -> None:
    """What the database does not take holds up neither other cases nor a report; the tick comes back to it."""
    bad, good = [await life.case_of(await life.says(one, thread=str(one))) for one in (1, 2)]
    async with transaction(life.sessions) as session:
        await session.execute(text(f"ALTER TABLE wait_facts ADD CONSTRAINT no CHECK (case_id <> {bad})"))
        session.add(Staff(desk_id=life.desk_id, user_id=77, name="Olga", role=Role.OWNER))
    assert (await fact(life, good)).counted
    assert (await told(life), await stale(life)) == (0, 1)
    for _ in range(3):
        async with transaction(life.sessions) as session:
            await follow_facts(session, life.now)
            assert await session.get(CaseFact, bad) is None
        assert (await told(life), await stale(life)) == (1, 1)
        life.now += AGAIN
    async with transaction(life.sessions) as session:
        await session.execute(text("ALTER TABLE wait_facts DROP CONSTRAINT no"))
        await follow_facts(session, life.now - minutes(1))
        assert await session.get(CaseFact, bad) is None, "not yet"
        await follow_facts(session, life.now)
        assert (await session.get_one(CaseFact, bad)).counted
    assert (await told(life), await stale(life)) == (1, 0)


async def told(life: Life) -> int:
    """Of facts that could not be made."""
    query = select(func.count()).select_from(Outbox).where(Outbox.kind == "notice")
    async with life.sessions() as session:
        return await session.scalar(query.where(Outbox.payload["key"].astext == "owner-facts-failed")) or 0


async def test_of_another_desk_nothing_is_made(life: Life) -> None:
    other = await Life.begin(life.sessions, MONDAY, chat_id=-1002)
    case = await life.case_of(await life.says(1))
    await other.says(1)
    assert (await fact(life, case)).desk_id == life.desk_id
    assert await stale(life) == 1
