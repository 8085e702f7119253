"""Who is who, on the database alone: chains of merges, what moved back, and two who decide at the same moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import customer_merging as merging
from bot import customers
from bot import merging as cases
from bot.customer_locks import settled_of
from bot.customer_views import look_at
from bot.customers import Written
from bot.desk.states import Refused
from bot.record import open_case
from storage.models import (
    Account,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Desk,
    Message,
    Priority,
    Role,
    Staff,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Sessions = async_sessionmaker[AsyncSession]


@dataclass
class Who:
    """A customer with one profile and a case they began."""

    customer: int
    identity: int
    case: int


@dataclass
class World:
    sessions: Sessions
    staff: int
    account: int

    async def person(self, name: str) -> Who:
        async with self.sessions.begin() as session:
            account = await session.get_one(Account, self.account)
            customer = Customer(desk_id=account.desk_id)
            session.add(customer)
            await session.flush()
            identity = CustomerIdentity(
                desk_id=account.desk_id, customer_id=customer.id, network="vk", external_id=name, name=name
            )
            session.add(identity)
            await session.flush()
            return Who(customer.id, identity.id, await self.writes(session, identity))

    async def writes(self, session: AsyncSession, identity: CustomerIdentity) -> int:
        """A new case of theirs, as intake makes one."""
        account = await session.get_one(Account, self.account)
        whose = await settled_of(session, identity)
        case = await open_case(
            session, account, customer_id=whose, kind="message", priority=0, at=NOW, now=NOW
        )
        thread = f"{identity.external_id} {case.id}"
        said = Conversation(
            desk_id=account.desk_id,
            account_id=account.id,
            identity_id=identity.id,
            case_id=case.id,
            kind="message",
            thread_key=thread,
        )
        session.add(said)
        await session.flush()
        session.add(
            Message(
                desk_id=account.desk_id,
                account_id=account.id,
                conversation_id=said.id,
                case_id=case.id,
                direction="in",
                key=thread,
                ordinal=1,
                text="Hello",
                at=NOW,
            )
        )
        return case.id

    async def again(self, who: Who) -> int:
        async with self.sessions.begin() as session:
            return await self.writes(session, await session.get_one(CustomerIdentity, who.identity))

    async def merge(self, into: Who, other: Who) -> int:
        async with self.sessions.begin() as session:
            staff = await session.get_one(Staff, self.staff)
            await merging.merge(session, into.case, other.customer, staff, NOW)
            made = select(CustomerMerge.id).order_by(CustomerMerge.id.desc()).limit(1)
            return (await session.scalars(made)).one()

    async def apart(self, merge_id: int) -> None:
        async with self.sessions.begin() as session:
            await merging.apart(session, merge_id, await session.get_one(Staff, self.staff), NOW)

    async def case_merge(self, source: int, into: int) -> None:
        async with self.sessions.begin() as session:
            await cases.merge(session, source, into, await session.get_one(Staff, self.staff), NOW)

    async def page(self, case_id: int) -> tuple[int, list[int]]:
        """How many cases the customer of a case has, and which ones are told."""
        async with self.sessions() as session:
            case, staff = await session.get_one(Case, case_id), await session.get_one(Staff, self.staff)
            view = await look_at(session, case, staff, NOW)
            return view.had, [one.number for one in view.cases]

    async def take_out(self, case_id: int, identity_id: int) -> None:
        async with self.sessions.begin() as session:
            staff = await session.get_one(Staff, self.staff)
            await merging.take_out(session, case_id, identity_id, staff, NOW)

    async def note(self, case_id: int, text: str) -> None:
        async with self.sessions.begin() as session:
            staff = await session.get_one(Staff, self.staff)
            await customers.note(session, case_id, Written(text), staff, NOW)

    async def tag(self, case_id: int, text: str) -> None:
        async with self.sessions.begin() as session:
            await customers.tag(session, case_id, text, await session.get_one(Staff, self.staff), NOW)

    async def vip(self, case_id: int, *, on: bool) -> None:
        async with self.sessions.begin() as session:
            staff = await session.get_one(Staff, self.staff)
            await customers.set_vip(session, case_id, staff, NOW, on=on)

    async def owners(self, what: type[Case] | type[CustomerIdentity] | type[CustomerNote]) -> list[int]:
        """Whose each is, by id."""
        async with self.sessions() as session:
            return list((await session.scalars(select(what.customer_id).order_by(what.id))).all())

    async def tags(self) -> list[tuple[int, int]]:
        async with self.sessions() as session:
            rows = (await session.scalars(select(CustomerTag))).all()
            return sorted((one.customer_id, one.tag_id) for one in rows)


@pytest.fixture
async def world(sessions: Sessions) -> World:
    async with sessions.begin() as session:
        desk = Desk(title="Otklik", language="en", timezone="UTC", summary_at="09:00")
        session.add(desk)
        await session.flush()
        account = Account(desk_id=desk.id, network="vk", external_id="1", lacks={})
        staff = Staff(desk_id=desk.id, user_id=101, name="Anna", role=Role.OPERATOR)
        session.add_all([account, staff])
        await session.flush()
        return World(sessions, staff.id, account.id)


async def test_a_chain_is_taken_apart_in_any_order(world: World) -> None:
    a, b, c = [await world.person(name) for name in ("a", "b", "c")]
    for who, text in ((a, "of a"), (b, "of b"), (c, "of c")):
        await world.note(who.case, text)
    a_into_b, b_into_c = await world.merge(b, a), await world.merge(c, b)
    everything = [c.customer] * 3
    assert await world.owners(CustomerIdentity) == everything
    assert await world.owners(Case) == await world.owners(CustomerNote) == everything
    # The first merge is undone while the second holds: a is out, and b's undoing does not take it back.
    late = await world.again(a)
    await world.note(late, "of a, since")
    await world.apart(a_into_b)
    back = [a.customer, c.customer, c.customer]
    assert await world.owners(CustomerIdentity) == back
    assert await world.owners(Case) == await world.owners(CustomerNote) == [*back, a.customer]
    again = await world.merge(c, a)
    await world.apart(b_into_c)
    assert await world.owners(CustomerIdentity) == [c.customer, b.customer, c.customer]
    await world.apart(again)
    apart = [a.customer, b.customer, c.customer]
    assert await world.owners(CustomerIdentity) == apart
    assert await world.owners(Case) == await world.owners(CustomerNote) == [*apart, a.customer]
    async with world.sessions() as session:
        assert (await session.scalars(select(Customer.merged_into_id))).all() == [None] * 3
        before = (await session.scalars(select(Case.earlier_cases).order_by(Case.id))).all()
    assert before == [0, 0, 0, 1]


async def test_tags_and_vip_come_along_and_go_back(world: World) -> None:
    """What both had stays with both; what somebody changed since stays as it is."""
    a, b = await world.person("a"), await world.person("b")
    await world.tag(a.case, "tea wholesale")
    await world.tag(b.case, "tea")
    await world.vip(a.case, on=True)
    tea, wholesale = 1, 2
    merge = await world.merge(b, a)
    assert [(one, tag) for one, tag in await world.tags() if one == b.customer] == [
        (b.customer, tea),
        (b.customer, wholesale),
    ]
    async with world.sessions() as session:
        assert (await session.get_one(Customer, b.customer)).vip
        assert (await session.get_one(Case, b.case)).priority == Priority.HIGH
    await world.apart(merge)
    assert await world.tags() == [(a.customer, tea), (a.customer, wholesale), (b.customer, tea)]
    async with world.sessions() as session:
        vips = {one.id: one.vip for one in (await session.scalars(select(Customer))).all()}
    assert vips == {a.customer: True, b.customer: False}


async def test_two_who_merge_the_same_two_at_once(world: World) -> None:
    """Each into the other: one of them is done, and the other is refused; no ring."""
    for number in range(3):
        a, b = await world.person(f"a{number}"), await world.person(f"b{number}")
        done = await asyncio.gather(world.merge(a, b), world.merge(b, a), return_exceptions=True)
        refused = [one for one in done if isinstance(one, Refused)]
        assert [one.key for one in refused] in (["customer-same"], ["customer-ring"])
        async with world.sessions() as session:
            pair = (
                await session.scalars(select(Customer).where(Customer.id.in_((a.customer, b.customer))))
            ).all()
        assert sorted(one.merged_into_id is None for one in pair) == [False, True]


async def test_a_case_that_comes_while_its_customer_is_merged_or_split(world: World) -> None:
    """It waits for that to end, and belongs to who they are then."""
    a, b = await world.person("a"), await world.person("b")
    async with world.sessions() as session, session.begin():
        staff = await session.get_one(Staff, world.staff)
        await merging.merge(session, b.case, a.customer, staff, NOW)
        coming = asyncio.create_task(world.again(a))
        await _waits(world)
    case = await coming
    async with world.sessions() as session:
        assert (await session.get_one(Case, case)).customer_id == b.customer
        merge = (await session.scalars(select(CustomerMerge))).one()
    async with world.sessions() as session, session.begin():
        staff = await session.get_one(Staff, world.staff)
        await merging.apart(session, merge.id, staff, NOW)
        coming = asyncio.create_task(world.again(a))
        await _waits(world)
    case = await coming
    async with world.sessions() as session:
        assert (await session.get_one(Case, case)).customer_id == a.customer


async def _waits(world: World) -> None:
    """Until somebody waits for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with asyncio.timeout(40):
        while True:
            async with world.sessions() as session:
                connection = await session.connection()
                if (await connection.exec_driver_sql(query)).scalar_one():
                    return
            await asyncio.sleep(0.01)


async def test_a_part_of_somebody_elses_case_moves_itself(world: World) -> None:
    a, b, third = [await world.person(name) for name in ("a", "b", "third")]
    await world.case_merge(a.case, third.case)
    merge = await world.merge(b, a)
    assert await world.owners(Case) == [b.customer, b.customer, third.customer]
    await world.apart(merge)
    assert await world.owners(Case) == [a.customer, b.customer, third.customer]


async def test_a_part_is_no_case_beside_its_whole_but_by_itself_beside_somebody_elses(world: World) -> None:
    a, b = await world.person("a"), await world.person("b")
    merge = await world.merge(b, a)
    await world.case_merge(a.case, b.case)
    assert await world.page(b.case) == (1, [2])
    third = await world.again(b)
    async with world.sessions() as session:
        assert (await session.get_one(Case, third)).earlier_cases == 1
    await world.apart(merge)
    assert await world.owners(Case) == [a.customer, b.customer, b.customer], "by who began it itself"
    assert await world.page(a.case) == (1, [1]), "all that there is of theirs"
    assert await world.page(b.case) == (2, [3, 2])


async def test_who_leaves_takes_what_is_part_of_another_case_along(world: World) -> None:
    a, b = await world.person("a"), await world.person("b")
    await world.merge(b, a)
    await world.case_merge(a.case, b.case)
    await world.take_out(b.case, a.identity)
    alone = (await world.owners(CustomerIdentity))[0]
    assert alone not in (a.customer, b.customer)
    assert await world.owners(Case) == [alone, b.customer]
