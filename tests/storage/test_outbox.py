"""The queue in the database: whose turn it is, taken once, by any number of couriers."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from storage.models import (
    Account,
    Card,
    Case,
    Customer,
    Desk,
    Lane,
    Outbox,
    Role,
    RowState,
    Staff,
    Status,
    Update,
    UpdateState,
)
from storage.outbox import (
    LEASE,
    abandoned,
    claim_cards,
    claim_rows,
    due_lanes,
    forget_updates,
    give_back,
    keep_leases,
    lock_lane,
    next_due,
    next_update,
    pause_lane,
    probe_lane,
    run_lane_again,
    spend,
    spent_later,
    stop_lane,
    store_done,
    store_update,
)
from storage.queries import Whereabouts, desk_of_chat

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LANE = "vk:1"
GROUP = "tg:-100"

Sessions = async_sessionmaker[AsyncSession]


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


class Table:
    """A desk with cases, and rows and cards put into the queue by hand."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.desk_id = 0
        self._account: Account | None = None
        self._numbers = iter(range(1, 10_000))

    async def open(self) -> None:
        async with self.sessions.begin() as session:
            desk = Desk(title="t", language="en", timezone="UTC", summary_at="09:00")
            session.add(desk)
            await session.flush()
            self.desk_id = desk.id
            self._account = Account(desk_id=desk.id, network="vk", external_id="1")
            session.add(self._account)

    async def case(self) -> Case:
        assert self._account is not None
        async with self.sessions.begin() as session:
            customer = Customer(desk_id=self.desk_id)
            session.add(customer)
            await session.flush()
            case = Case(
                desk_id=self.desk_id,
                account_id=self._account.id,
                customer_id=customer.id,
                number=next(self._numbers),
                kind="comment",
                status=Status.OPEN,
                opened_at=NOW,
            )
            session.add(case)
        return case

    async def row(self, case: Case | None = None, **values: Any) -> Outbox:
        async with self.sessions.begin() as session:
            seq = None
            if case is not None and values.pop("ordered", True):
                case.sends = (case.sends or 0) + 1
                seq = case.sends
            row = Outbox(
                **{
                    "desk_id": self.desk_id,
                    "case_id": None if case is None else case.id,
                    "seq": seq,
                    "lane": LANE,
                    "kind": "notice",
                    "urgency": 2,
                    "not_before": NOW,
                    **values,
                }
            )
            session.add(row)
        return row

    async def card(self, **values: Any) -> Card:
        case = await self.case()
        async with self.sessions.begin() as session:
            card = Card(**{"case_id": case.id, "lane": GROUP, "urgency": 3, "due_at": NOW, **values})
            session.add(card)
        return card

    async def change(self, row: Outbox, **values: Any) -> None:
        async with self.sessions.begin() as session:
            await session.execute(update(Outbox).where(Outbox.id == row.id).values(**values))

    async def claim(self, now: datetime = NOW, lane: str = LANE, **more: Any) -> list[int]:
        async with self.sessions.begin() as session:
            found = await claim_rows(session, lane, now, **{"most": 100, "free": False, **more})
            return [row.id for row in found]

    async def lanes(self, now: datetime = NOW) -> set[str]:
        async with self.sessions() as session:
            return set(await due_lanes(session, now))

    async def next(self, now: datetime = NOW) -> datetime | None:
        async with self.sessions() as session:
            return await next_due(session, now)


@pytest.fixture
async def table(sessions: Sessions) -> Table:
    table = Table(sessions)
    await table.open()
    return table


# --- taken once


async def test_several_couriers_at_once_take_no_row_twice(table: Table) -> None:
    rows = [await table.row() for _ in range(60)]

    async def courier() -> list[int]:
        taken: list[int] = []
        while batch := await table.claim(most=3):
            taken += batch
        return taken

    taken = await asyncio.gather(*(courier() for _ in range(6)))
    counted = Counter(one for batch in taken for one in batch)
    assert counted == dict.fromkeys((row.id for row in rows), 1)


async def test_a_row_that_another_has_locked_is_passed_by(table: Table) -> None:
    first, second = await table.row(), await table.row()
    async with table.sessions.begin() as session:
        await session.execute(select(Outbox).where(Outbox.id == first.id).with_for_update())
        assert await table.claim() == [second.id]
    assert await table.claim() == [first.id]


async def test_never_more_than_asked_for(table: Table) -> None:
    for _ in range(10):
        await table.row()
    assert [len(await table.claim(most=4)) for _ in range(4)] == [4, 4, 2, 0]


async def test_a_lane_is_locked_by_one_at_a_time(table: Table) -> None:
    async with table.sessions.begin() as one, table.sessions.begin() as other:
        assert await lock_lane(one, LANE, NOW) is not None
        await one.flush()
    async with table.sessions.begin() as one:
        assert await lock_lane(one, LANE, NOW) is not None
        async with table.sessions.begin() as other:
            assert await lock_lane(other, LANE, NOW) is None


async def test_cards_are_leased_and_due_again_when_the_lease_ends(table: Table) -> None:
    card = await table.card()

    async def claim(now: datetime, held: tuple[int, ...] = ()) -> list[int]:
        async with table.sessions.begin() as session:
            found = await claim_cards(session, GROUP, now, most=5, first=0, last=4, held=held)
            return [one.id for one in found]

    assert await claim(NOW) == [card.id]
    assert await claim(NOW + seconds(30)) == []
    assert await table.lanes(NOW + seconds(30)) == set()
    assert await table.next() == NOW + LEASE
    assert await claim(NOW + LEASE + seconds(1), held=(card.id,)) == [], "it is still in hand"
    assert await claim(NOW + LEASE + seconds(1)) == [card.id]


async def test_a_lease_that_is_kept_does_not_end(table: Table) -> None:
    row = await table.row()
    await table.claim()
    async with table.sessions.begin() as session:
        await keep_leases(session, [row.id], [], NOW + seconds(50))
    async with table.sessions.begin() as session:
        assert await abandoned(session, NOW + LEASE + seconds(1)) == []
        left = await abandoned(session, NOW + LEASE + seconds(51), held=[row.id])
        assert left == []
        assert [one.id for one in await abandoned(session, NOW + LEASE + seconds(51))] == [row.id]


# --- order


async def test_the_order_of_a_case_is_kept_and_cases_do_not_wait_for_each_other(table: Table) -> None:
    one, other = await table.case(), await table.case()
    first, second = await table.row(one), await table.row(one)
    third = await table.row(other)
    assert await table.claim() == [first.id, third.id]
    assert await table.claim() == []
    await table.change(first, state=RowState.SENT)
    assert await table.claim() == [second.id]


async def test_an_earlier_one_that_waits_holds_back_a_later_one_that_is_due(table: Table) -> None:
    case = await table.case()
    await table.row(case, not_before=NOW + seconds(30))
    await table.row(case)
    assert await table.claim() == []
    assert await table.lanes() == set(), "nobody looks for it in vain"
    assert await table.next() == NOW + seconds(30)


@pytest.mark.parametrize("state", [RowState.FAILED, RowState.CANCELLED, RowState.SENT])
async def test_what_is_over_never_blocks_the_next(table: Table, state: RowState) -> None:
    case = await table.case()
    first, second = await table.row(case), await table.row(case)
    await table.claim()
    await table.change(first, state=state, lease_until=None)
    assert await table.claim() == [second.id]


async def test_an_unknown_one_blocks_its_case_for_its_minute_only(table: Table) -> None:
    case = await table.case()
    first, second = await table.row(case), await table.row(case)
    await table.claim()
    await table.change(first, state=RowState.UNKNOWN, lease_until=NOW + seconds(60))
    assert await table.claim(NOW + seconds(59)) == []
    assert await table.next() == NOW + seconds(60)
    assert await table.claim(NOW + seconds(60)) == [second.id]


async def test_what_has_no_order_overtakes(table: Table) -> None:
    case = await table.case()
    await table.row(case, not_before=NOW + seconds(30))
    free = await table.row(case, ordered=False)
    assert await table.claim() == [free.id]


async def test_the_same_case_in_another_lane_is_another_order(table: Table) -> None:
    case = await table.case()
    await table.row(case, not_before=NOW + seconds(30))
    told = await table.row(case, lane=GROUP)
    assert await table.claim(lane=GROUP) == [told.id]


async def test_more_urgent_ones_go_first_and_a_range_can_be_asked_for(table: Table) -> None:
    late, soon, now = await table.row(urgency=4), await table.row(urgency=2), await table.row(urgency=1)
    assert await table.claim(first=0, last=2) == [now.id, soon.id]
    assert await table.claim() == [late.id]


async def test_what_costs_nothing_is_claimed_apart(table: Table) -> None:
    sign, paid = await table.row(kind="sign"), await table.row()
    assert await table.claim(free=True) == [sign.id]
    assert await table.claim(free=False) == [paid.id]


# --- lanes that rest


async def test_a_pause_holds_its_lane_only_and_a_longer_one_stays(table: Table) -> None:
    await table.row()
    await table.row(lane=GROUP)
    async with table.sessions.begin() as session:
        await pause_lane(session, LANE, NOW + timedelta(hours=14))
        await pause_lane(session, LANE, NOW + seconds(5))
    assert await table.lanes() == {GROUP}
    assert await table.next() == NOW
    async with table.sessions.begin() as session:
        assert await lock_lane(session, LANE, NOW + timedelta(hours=13)) is None
        assert await lock_lane(session, LANE, NOW + timedelta(hours=14)) is not None
    assert await table.lanes(NOW + timedelta(hours=14)) == {LANE, GROUP}


async def test_a_stopped_lane_stands_till_it_runs_again_or_probes(table: Table) -> None:
    await table.row()
    async with table.sessions.begin() as session:
        assert await stop_lane(session, LANE, "auth", NOW, NOW)
        assert not await stop_lane(session, LANE, "auth", NOW, NOW), "told once"
    assert await table.lanes(NOW + timedelta(days=9)) == set()
    assert await table.next() is None
    async with table.sessions.begin() as session:
        await probe_lane(session, LANE, NOW + seconds(300))
    assert await table.lanes(NOW + seconds(299)) == set()
    assert await table.next() == NOW + seconds(300)
    assert await table.lanes(NOW + seconds(300)) == {LANE}
    async with table.sessions.begin() as session:
        await run_lane_again(session, LANE, NOW + seconds(300))
    assert await table.lanes() == {LANE}


async def test_a_refusal_from_before_the_mending_stops_nothing(table: Table) -> None:
    await table.row()
    async with table.sessions.begin() as session:
        assert await stop_lane(session, LANE, "auth", NOW, NOW)
        await run_lane_again(session, LANE, NOW + seconds(2))
        assert not await stop_lane(session, LANE, "auth", NOW + seconds(1), NOW + seconds(3)), (
            "it was sent before that"
        )
    assert await table.lanes() == {LANE}
    async with table.sessions.begin() as session:
        assert await stop_lane(session, LANE, "auth", NOW + seconds(2), NOW + seconds(3)), (
            "and now it is refused again"
        )
    assert await table.lanes() == set()


async def test_a_used_up_pace_holds_back_only_what_is_paced(table: Table) -> None:
    await table.row()
    async with table.sessions.begin() as session:
        lane, _ = await lock_lane(session, LANE, NOW) or (None, None)
        assert lane is not None
        await spend(session, lane, [NOW], NOW + seconds(62))
    assert await table.lanes() == set()
    assert await table.next() == NOW + seconds(62)
    await table.row(kind="sign")
    assert await table.lanes() == {LANE}
    async with table.sessions.begin() as session:
        await spent_later(session, LANE, NOW, NOW + seconds(3))
    async with table.sessions() as session:
        assert (await session.get_one(Lane, LANE)).spent == [NOW + seconds(3)]
    async with table.sessions.begin() as session:
        await give_back(session, LANE, NOW + seconds(3))
    async with table.sessions() as session:
        again = await session.get_one(Lane, LANE)
        assert (again.spent, again.full_until) == ([], None)


async def test_nothing_at_all_is_due_never(table: Table) -> None:
    assert await table.next() is None
    assert await table.lanes() == set()
    await table.row(lane=None)
    assert await table.next() is None, "no chat is bound yet"


# --- the inbox


async def put(sessions: Sessions, number: int, chat: int | None = None, person: int | None = None) -> bool:
    async with sessions.begin() as session:
        return await store_update(
            session,
            bot_id=1,
            update_id=number,
            chat_id=chat,
            person_id=person,
            payload={},
            received_at=NOW,
            wakes="otklik_inbox",
        )


async def test_the_same_update_is_stored_once(sessions: Sessions) -> None:
    assert [await put(sessions, 7), await put(sessions, 7)] == [True, False]
    assert await put(sessions, 3), "a number that jumped back is new all the same"


async def test_updates_keep_the_order_of_their_chat_and_of_their_person(sessions: Sessions) -> None:
    await put(sessions, 1, chat=-5, person=10)
    await put(sessions, 2, chat=-5, person=11)
    await put(sessions, 3, person=10)
    await put(sessions, 4, person=12)
    async with sessions.begin() as one, sessions.begin() as two, sessions.begin() as three:
        first = await next_update(one, NOW)
        second = await next_update(two, NOW)
        assert first is not None
        assert second is not None
        assert (first.id, second.id) == (1, 4), "2 waits for its chat, 3 for its person"
        assert await next_update(three, NOW) is None
        first.state = second.state = UpdateState.DONE
    taken = []
    for _ in range(2):
        async with sessions.begin() as session:
            row = await next_update(session, NOW)
            assert row is not None
            row.state = UpdateState.DONE
            taken.append(row.id)
    assert taken == [2, 3]


async def test_what_is_handled_as_it_is_stored_waits_for_others_of_its_person(sessions: Sessions) -> None:
    async def done(number: int, person: int) -> bool:
        async with sessions.begin() as session:
            where = Whereabouts(-5, None, person)
            return await store_done(session, where, bot_id=1, update_id=number, now=NOW)

    await put(sessions, 1, chat=-5, person=10)
    assert not await done(2, 10)
    async with sessions.begin() as session:
        in_hand = await next_update(session, NOW)
        assert in_hand is not None
        in_hand.state = UpdateState.DONE
        await session.flush()
        assert not await done(2, 10), "in hand"
        assert await done(3, 11), "somebody else"
    assert await done(2, 10)
    assert not await done(2, 10), "it came again"
    await put(sessions, 4, person=10)
    async with sessions.begin() as session:
        (await session.get_one(Update, (1, 4))).state = UpdateState.PARKED
    assert await done(5, 10), "what is parked holds back nobody"
    async with sessions() as session:
        stored = await session.get_one(Update, (1, 5))
    assert (stored.state, stored.payload, stored.person_id) == (UpdateState.DONE, {}, 10)


async def test_who_pressed_where_is_learned_as_the_press_is_stored(sessions: Sessions) -> None:
    """It is not asked for again, once: whoever asks later, or of somebody else, asks the database."""
    async with sessions.begin() as session:
        desk = Desk(title="t", language="en", timezone="UTC", summary_at="09:00", chat_id=-5)
        session.add(desk)
        await session.flush()
        session.add_all(
            Staff(desk_id=desk.id, user_id=user, name="Anna", role=Role.OPERATOR) for user in (10, 11)
        )
    asked: list[str] = []
    engine = sessions.kw["bind"]
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    async def found(session: AsyncSession, chat: int, user: int) -> tuple[int, int | None, int] | None:
        """The chat of the desk, whom it knows, and how many were asked for it."""
        asked.clear()
        there = await desk_of_chat(session, chat, None, user)
        if there is None:
            return None
        desk, person = there
        return desk.chat_id or 0, None if person is None else person.user_id, len(asked)

    async def stored(session: AsyncSession, number: int, user: int, chat: int = -5) -> None:
        assert await store_done(session, Whereabouts(chat, None, user), bot_id=1, update_id=number, now=NOW)

    async with sessions.begin() as session:
        await stored(session, 1, 10)
        assert await found(session, -5, 10) == (-5, 10, 0)
        assert await found(session, -5, 10) == (-5, 10, 1)
        await stored(session, 2, 10)
        assert await found(session, -5, 11) == (-5, 11, 1)
        assert await found(session, -5, 10) == (-5, 10, 1)
        await stored(session, 3, 12)
        assert await found(session, -5, 12) == (-5, None, 0), "an outsider"
        await stored(session, 4, 10, chat=-6)
        assert await found(session, -6, 10) is None


async def test_one_that_waits_for_its_next_try_holds_back_those_behind_it(sessions: Sessions) -> None:
    for number in (1, 2):
        await put(sessions, number, chat=-5)
    await put(sessions, 3, chat=-6)
    async with sessions.begin() as session:
        row = await next_update(session, NOW)
        assert row is not None
        row.not_before = NOW + seconds(1)
    async with sessions.begin() as session:
        row = await next_update(session, NOW)
        assert row is not None
        assert row.id == 3
    async with sessions.begin() as session:
        parked = await session.get_one(Update, (1, 1))
        parked.state = UpdateState.PARKED
    async with sessions.begin() as session:
        row = await next_update(session, NOW)
        assert row is not None
        assert row.id == 2


async def test_only_handled_updates_are_forgotten(sessions: Sessions) -> None:
    for number in (1, 2, 3):
        await put(sessions, number)
    async with sessions.begin() as session:
        (await session.get_one(Update, (1, 1))).state = UpdateState.DONE
        (await session.get_one(Update, (1, 2))).state = UpdateState.PARKED
    async with sessions.begin() as session:
        assert await forget_updates(session, NOW) == 0
        assert await forget_updates(session, NOW + seconds(1)) == 1


async def test_a_backlog_is_worked_through_quickly(table: Table) -> None:
    """Thousands of rows of one case, of which one is due: a look must not compare each with each."""
    case = await table.case()
    insert = """
        INSERT INTO outbox (desk_id, case_id, seq, lane, kind, urgency, not_before, state)
        SELECT :desk, :case, n, 'vk:1', 'notice', 2, :now, 'pending' FROM generate_series(1, 5000) n
    """
    updates = """
        INSERT INTO updates (bot_id, id, chat_id, person_id, payload, not_before)
        SELECT 1, n, -5, n % 40, '{}', :now FROM generate_series(1, 5000) n
    """
    async with table.sessions.begin() as session:
        values = {"desk": table.desk_id, "case": case.id, "now": NOW}
        await session.execute(text(insert), values)
        await session.execute(text(updates), {"now": NOW})
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with table.sessions.begin() as one, table.sessions.begin() as two:
        assert await next_update(one, NOW) is not None
        assert await next_update(two, NOW) is None
    assert len(await table.claim()) == 1
    await table.lanes()
    await table.next()
    assert loop.time() - began < 2
