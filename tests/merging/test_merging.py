"""What is promised of two cases that become one, and of one that is two again."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.case_rows import SHOWN
from bot.customer_views import language_of
from bot.desk.states import Refused
from bot.escalations import escalate
from bot.record import lock
from bot.views import look
from storage.models import Case, CaseMerge, Customer, Escalation, Message, Staff
from storage.talks import next_answered
from tests.merging.ground import Ground

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def ground(sessions: Sessions) -> Ground:
    return await Ground.begin(sessions, accounts=2)


async def test_a_part_that_left_and_came_back_by_another_way_stays_when_its_first_whole_leaves(
    ground: Ground,
) -> None:
    said = [await ground.says(who) for who in (1, 2, 3)]
    first, second, third = [await ground.case_of(one) for one in said]
    await ground.merge(first, second)
    await ground.merge(second, third)
    await ground.apart(first)
    await ground.merge(first, third)
    await ground.apart(second)
    assert [await ground.case_of(one) for one in said] == [third, second, third]


async def test_of_three_who_merge_in_a_ring_at_once_one_is_refused(ground: Ground) -> None:
    cases = [await ground.case_of(await ground.says(who)) for who in (1, 2, 3)]
    ring = zip(cases, [*cases[1:], cases[0]], strict=True)
    done = await asyncio.gather(*(ground.merge(*pair) for pair in ring), return_exceptions=True)
    assert sum(one is None for one in done) <= 2
    assert all(one is None or isinstance(one, Refused) for one in done)
    found = [await ground.case(one) for one in cases]
    assert [one.merged_into_id for one in found].count(None) >= 1


async def test_two_who_merge_each_others_case_at_once(ground: Ground) -> None:
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    done = await asyncio.gather(ground.merge(one, other), ground.merge(other, one), return_exceptions=True)
    assert [type(each) for each in done if each] == [Refused]
    found = [await ground.case(each) for each in (one, other)]
    assert [each.merged_into_id for each in found].count(None) == 1


@pytest.mark.parametrize(
    ("source", "into", "why"),
    [(0, 0, "merge-itself"), (0, 9, "merge-unknown"), (0, 1, "merge-part"), (2, 0, "merge-part")],
)
async def test_what_makes_no_sense_is_refused(ground: Ground, source: int, into: int, why: str) -> None:
    cases = [await ground.case_of(await ground.says(who)) for who in (1, 2, 3, 4)]
    await ground.merge(cases[1], cases[3])
    await ground.merge(cases[2], cases[3])
    by_place = {**dict(enumerate(cases)), 9: 999_999}
    with pytest.raises(Refused, match=why):
        await ground.merge(by_place[source], by_place[into])


async def test_the_same_merge_once_more_changes_nothing(ground: Ground) -> None:
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    await ground.merge(one, other)
    before = (await ground.case(other)).version
    await ground.merge(one, other)
    assert (await ground.case(other)).version == before


async def test_an_answer_to_one_of_them_leaves_the_other_waiting(ground: Ground) -> None:
    early, late = await ground.says(1), await ground.says(2, account=1)
    one, other = await ground.case_of(early), await ground.case_of(late)
    await ground.merge(other, one)
    await ground.answered(late, account=1)
    found = await ground.case(one)
    assert (found.status, found.unanswered_since) == ("open", found.opened_at)
    await ground.answered(early)
    assert (await ground.case(one)).status == "waiting"


async def test_who_writes_again_goes_on_in_the_whole_and_takes_it_along(ground: Ground) -> None:
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    await ground.merge(other, one)
    again = await ground.says(2)
    assert await ground.case_of(again) == one
    await ground.apart(other)
    assert await ground.case_of(again) == other


async def test_words_that_a_closed_case_had_let_go_do_not_wait_in_the_whole(
    ground: Ground, sessions: Sessions
) -> None:
    old, new = await ground.says(1), await ground.says(2)
    closed, live = await ground.case_of(old), await ground.case_of(new)
    await ground.dismiss(closed)
    await ground.merge(closed, live)
    await ground.answered(new)
    assert (await ground.case(live)).status == "waiting"
    before = (await ground.case(closed)).closed_at
    await ground.apart(closed)
    found = await ground.case(closed)
    assert (found.status, found.closed_at) == ("dismissed", before)
    async with sessions() as session:
        assert (await session.get_one(Message, old)).let_go_at is None


async def test_a_closed_case_takes_in_none(ground: Ground) -> None:
    closed, live = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    await ground.dismiss(closed)
    with pytest.raises(Refused, match="merge-into-closed"):
        await ground.merge(live, closed)


async def test_where_a_case_is_closed_its_part_waits_again_if_nobody_answered_it(ground: Ground) -> None:
    early, late = await ground.says(1), await ground.says(2)
    whole, part = await ground.case_of(early), await ground.case_of(late)
    await ground.merge(part, whole)
    await ground.dismiss(whole)
    await ground.apart(part)
    assert (await ground.case(part)).status == "open"
    assert (await ground.case(whole)).status == "dismissed"


async def test_of_two_brands_no_case_becomes_the_others(ground: Ground, sessions: Sessions) -> None:
    elsewhere = await Ground.begin(sessions, chat_id=-1002)
    one = await ground.case_of(await ground.says(1))
    other = await elsewhere.case_of(await elsewhere.says(1))
    for pair in ((one, other), (other, one)):
        with pytest.raises(Refused, match="merge-unknown"):
            await ground.merge(*pair)
    async with sessions() as session:
        assert (await session.scalars(select(Case.merged_into_id))).all() == [None, None]


async def test_what_the_desk_did_about_a_case_goes_along_and_comes_back(
    ground: Ground, sessions: Sessions
) -> None:
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    delivery = await ground.department("Delivery")
    await ground.asks(other, delivery)
    await ground.notes(other, "of the part")
    await ground.merge(other, one)
    await ground.notes(one, "of the whole")
    assert await ground.noted() == {"of the part": one, "of the whole": one}
    async with sessions() as session:
        assert (await session.scalars(select(Escalation.case_id))).all() == [one]
    await ground.apart(other)
    assert await ground.noted() == {"of the part": other, "of the whole": one}
    async with sessions() as session:
        assert (await session.scalars(select(Escalation.case_id))).all() == [other]
    await ground.asks(one, delivery)
    with pytest.raises(Refused, match="merge-both-asked"):
        await ground.merge(other, one)


async def test_who_locks_a_part_has_the_whole(ground: Ground, sessions: Sessions) -> None:
    one, other, third = [await ground.case_of(await ground.says(who)) for who in (1, 2, 3)]
    await ground.merge(other, one)
    await ground.merge(one, third)
    async with sessions() as session, session.begin():
        assert (await lock(session, other)).id == third


async def test_what_was_tagged_or_not_any_more_meanwhile_stays_so(ground: Ground) -> None:
    one, other, third = [await ground.case_of(await ground.says(who)) for who in (1, 2, 3)]
    await ground.tags(other, "xxl", "late")
    await ground.tags(third, "late", "blue")
    await ground.merge(other, one)
    await ground.merge(third, one)
    assert await ground.tagged(one) == ["xxl", "late", "blue"]
    await ground.tags(one, "-xxl", "xxl", "-late")
    await ground.apart(other)
    assert await ground.tagged(one) == ["blue", "xxl"]
    assert await ground.tagged(other) == ["xxl", "late"]
    await ground.apart(third)
    assert await ground.tagged(one) == ["xxl"]


async def test_of_a_dialog_with_one_case_after_the_other_each_has_its_own_words_again(ground: Ground) -> None:
    old = await ground.says(1)
    first = await ground.case_of(old)
    await ground.dismiss(first)
    ground.now += timedelta(days=60)
    new = await ground.says(1)
    second = await ground.case_of(new)
    assert first != second
    await ground.merge(first, second)
    later = await ground.says(1)
    await ground.apart(first)
    assert [await ground.case_of(one) for one in (old, new, later)] == [first, second, second]
    assert (await ground.case(first)).status == "dismissed"
    # The other way round, where the older one has been opened again.
    await ground.reopen(first)
    await ground.merge(second, first)
    last = await ground.says(1)
    await ground.apart(second)
    assert [await ground.case_of(one) for one in (old, new, later, last)] == [first, second, second, second]


async def test_what_was_merged_before_its_words_were_kept_is_taken_apart_by_conversations(
    ground: Ground, sessions: Sessions
) -> None:
    early, late = await ground.says(1), await ground.says(2)
    one, other = await ground.case_of(early), await ground.case_of(late)
    await ground.merge(other, one)
    again = await ground.says(2)
    async with sessions.begin() as session:
        merge = (await session.scalars(select(CaseMerge))).one()
        merge.moved = {key: ids for key, ids in merge.moved.items() if key not in ("messages", "upto")}
    await ground.apart(other)
    assert [await ground.case_of(said) for said in (early, late, again)] == [one, other, other]


async def test_a_whole_says_what_is_part_of_it_also_when_that_was_long_ago(
    ground: Ground, sessions: Sessions
) -> None:
    part = await ground.case_of(await ground.says(2))
    whole = await ground.case_of(await ground.says(1))
    await ground.merge(part, whole)
    for _ in range(SHOWN):
        await ground.says(1)
    async with sessions() as session:
        assert (await look(session, whole)).view.parts == [(await ground.case(part)).number]


async def test_each_of_two_people_goes_by_their_own_name_and_language(
    ground: Ground, sessions: Sessions
) -> None:
    one, other = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    async with sessions.begin() as session:
        for case_id, called, speaks in ((one, "Princess", "en"), (other, None, "de")):
            customer = await session.get_one(Customer, (await ground.case(case_id)).customer_id)
            customer.name, customer.language = called, speaks
    await ground.merge(other, one)
    for who, name, language in ((2, "Customer 2", "de"), (1, "Princess", "en")):
        await ground.says(who)
        async with sessions() as session:
            assert (await look(session, one)).view.customer == name
            assert await language_of(session, await next_answered(session, one)) == language


async def test_a_department_is_asked_once_about_the_whole_also_by_way_of_its_part(ground: Ground) -> None:
    part, whole = [await ground.case_of(await ground.says(who)) for who in (1, 2)]
    department = await ground.department("Store")
    await ground.merge(part, whole)
    async with ground.sessions() as session, session.begin():
        anna = await session.get_one(Staff, ground.staff_id)
        await escalate(session, whole, department, None, anna, ground.now)
        with pytest.raises(Refused, match="asked-already"):
            await escalate(session, part, department, None, anna, ground.now)
