"""A desk's tags: on cases, and as a list that the owner keeps tidy. Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency
from bot.desk.permissions import Right, require
from bot.desk.sorting import OFFERED, TAGS_OF_A_CASE, TAGS_OF_A_CUSTOMER, meant, tag_named
from bot.desk.states import Act, Action, Refused
from bot.record import apply, desk_event, lock, want_card
from bot.stale import make_anew
from bot.transaction import Channel, wake
from storage.models import Card, Case, CaseTag, Customer, CustomerTag, Staff, Tag
from storage.queries import tags_of, tags_of_case


@dataclass(frozen=True, slots=True)
class Begun:
    """A word that begins tags which are there: one of these may be meant. `tag` is the word itself, on nothing yet."""

    tag: Tag
    alike: Sequence[Tag]


async def offered(session: AsyncSession, case: Case) -> tuple[Sequence[Tag], Sequence[Tag]]:
    """The tags that the case has, and others to choose from: the desk's most used."""
    has = await tags_of_case(session, case.id)
    query = (
        select(Tag)
        .where(Tag.desk_id == case.desk_id, Tag.used > 0, Tag.id.not_in([one.id for one in has]))
        .order_by(Tag.used.desc(), Tag.name)
        .limit(max(OFFERED - len(has), 0))
    )
    return has, (await session.scalars(query)).all()


async def tag_words(
    session: AsyncSession, case_id: int, names: Iterable[str], staff: Staff | None, now: datetime
) -> tuple[list[Tag], list[Begun]]:
    """Puts on the case what is named; new tags are made. What only begins others is asked about instead.

    `staff` None: an anonymous administrator. Raises Refused: too many.
    """
    if staff is not None:
        require(staff.role, Action.SORT)
    case = await lock(session, case_id)
    known = await tags_of(session, case.desk_id)
    put: list[Tag] = []
    begun: list[Begun] = []
    for name in names:
        exact, alike = meant(name, known)
        tag = exact or await named(session, case.desk_id, name)
        if alike:
            begun.append(Begun(tag, alike))
            continue
        put.append(tag)
        await _put(session, case, tag, staff, now)
    return put, begun


async def put(session: AsyncSession, case_id: int, tag_id: int, staff: Staff, now: datetime) -> None:
    """Twice is once. Raises Refused: the tag is gone, the case has too many."""
    require(staff.role, Action.SORT)
    case = await lock(session, case_id)
    await _put(session, case, await _tag(session, case.desk_id, tag_id), staff, now)


async def _put(session: AsyncSession, case: Case, tag: Tag, staff: Staff | None, now: datetime) -> None:
    by = None if staff is None else staff.id
    has = await session.scalar(select(func.count()).where(CaseTag.case_id == case.id)) or 0
    new = insert(CaseTag).values(case_id=case.id, tag_id=tag.id, staff_id=by, at=now).on_conflict_do_nothing()
    if await session.scalar(new.returning(CaseTag.tag_id)) is None:
        return
    if has >= TAGS_OF_A_CASE:
        raise Refused("tags-many", limit=TAGS_OF_A_CASE)
    await _count(session, tag.id, 1)
    await apply(session, case, Act(Action.SORT, now, by), {"tag": tag.id}, event_kind="tagged")
    await want_card(session, case, Urgency.ACT, now)


async def take_off(session: AsyncSession, case_id: int, tag_id: int, staff: Staff, now: datetime) -> None:
    """Twice is once."""
    require(staff.role, Action.SORT)
    case = await lock(session, case_id)
    gone = delete(CaseTag).where(CaseTag.case_id == case.id, CaseTag.tag_id == tag_id)
    if await session.scalar(gone.returning(CaseTag.tag_id)) is None:
        return
    await _count(session, tag_id, -1)
    await apply(session, case, Act(Action.SORT, now, staff.id), {"tag": tag_id}, event_kind="untagged")
    await want_card(session, case, Urgency.ACT, now)


async def on_case(session: AsyncSession, case_id: int, name: str) -> Tag:
    """The tag of the case that is called so. Raises Refused."""
    found, _ = meant(name, await tags_of_case(session, case_id))
    if found is None:
        raise Refused("tag-not-on-it", tag=name)
    return found


async def _count(session: AsyncSession, tag_id: int, more: int) -> None:
    await session.execute(
        update(Tag)
        .where(Tag.id == tag_id)
        .values(used=func.greatest(Tag.used + more, 0))
        .execution_options(synchronize_session=False)
    )


async def named(session: AsyncSession, desk_id: int, name: str) -> Tag:
    """The tag that is called so, however it is spelled and if nothing has it now; made, if there is none.

    Two who make it at once are told apart by the database.
    """
    every = select(Tag).where(Tag.desk_id == desk_id).order_by(Tag.used.desc(), Tag.id)
    exact, _ = meant(name, (await session.scalars(every)).all())
    if exact is not None:
        return exact
    await session.execute(insert(Tag).values(desk_id=desk_id, name=name).on_conflict_do_nothing())
    query = select(Tag).where(Tag.desk_id == desk_id, func.lower(Tag.name) == func.lower(name))
    return (await session.scalars(query)).one()


# --- on customers: a customer is held by the caller (`bot/customers.py`)


async def put_on_customer(
    session: AsyncSession, customer: Customer, tag_id: int, staff: Staff, now: datetime
) -> bool:
    """False: it is there already. Raises Refused: the tag is gone, the customer has too many."""
    tag = await _tag(session, customer.desk_id, tag_id)
    of = CustomerTag.customer_id == customer.id
    if await session.scalar(select(CustomerTag.tag_id).where(of, CustomerTag.tag_id == tag.id)) is not None:
        return False
    if (await session.scalar(select(func.count()).where(of)) or 0) >= TAGS_OF_A_CUSTOMER:
        raise Refused("customer-tags-many", limit=TAGS_OF_A_CUSTOMER)
    row = insert(CustomerTag).values(customer_id=customer.id, tag_id=tag.id, staff_id=staff.id, at=now)
    await session.execute(row)
    await _count(session, tag.id, 1)
    return True


async def take_off_customer(session: AsyncSession, customer: Customer, tag_id: int) -> bool:
    """False: it was not there."""
    gone = delete(CustomerTag).where(CustomerTag.customer_id == customer.id, CustomerTag.tag_id == tag_id)
    if await session.scalar(gone.returning(CustomerTag.tag_id)) is None:
        return False
    await _count(session, tag_id, -1)
    return True


async def _tag(session: AsyncSession, desk_id: int, tag_id: int, *, locked: bool = False) -> Tag:
    tag = await session.get(Tag, tag_id, populate_existing=True, with_for_update=locked or None)
    if tag is None or tag.desk_id != desk_id:
        raise Refused("tag-gone")
    return tag


# --- the list


@dataclass(frozen=True, slots=True)
class Counted:
    """A tag with how many cases have it, and how many customers, if somebody asked."""

    tag: Tag
    cases: int
    customers: int = 0


async def listed(session: AsyncSession, desk_id: int) -> list[Counted]:
    """All that are in use, the most used first."""
    of = func.count(CaseTag.case_id)
    query = (
        select(Tag, of)
        .outerjoin(CaseTag, CaseTag.tag_id == Tag.id)
        .where(Tag.desk_id == desk_id, Tag.used > 0)
        .group_by(Tag.id)
        .order_by(of.desc(), Tag.name)
    )
    return [Counted(tag, cases) for tag, cases in (await session.execute(query)).all()]


async def counted(session: AsyncSession, desk_id: int, tag_id: int) -> Counted:
    """Raises Refused for one that is gone."""
    tag = await _tag(session, desk_id, tag_id)
    return await _counted(session, tag)


async def _counted(session: AsyncSession, tag: Tag) -> Counted:
    cases = await session.scalar(select(func.count()).where(CaseTag.tag_id == tag.id))
    customers = await session.scalar(select(func.count()).where(CustomerTag.tag_id == tag.id))
    return Counted(tag, cases or 0, customers or 0)


async def rename(
    session: AsyncSession, tag_id: int, text: str, staff: Staff, now: datetime
) -> tuple[Tag, bool]:
    """What it is called from now on; True: that was another tag, and they are one now. Raises Refused."""
    require(staff.role, Right.SETTINGS)
    name = tag_named(text.strip())
    # All in one pass, in their order: another one may be renamed at the same moment.
    each = select(Tag).where(Tag.desk_id == staff.desk_id).order_by(Tag.id).with_for_update()
    tags = (await session.scalars(each, execution_options={"populate_existing": True})).all()
    tag = next((one for one in tags if one.id == tag_id), None)
    if tag is None:
        raise Refused("tag-gone")
    other, _ = meant(name, [one for one in tags if one.id != tag_id])
    if other is None:
        tag.name = name
        await _redraw(session, tag.id, now)
        desk_event(session, staff.desk_id, "tag_renamed", at=now, by=staff.id, data={"tag": tag.id})
        return tag, False
    await _redraw(session, tag.id, now)
    await make_anew(session, select(CaseTag.case_id).where(CaseTag.tag_id == tag.id))
    await _merge(session, tag, other)
    data = {"tag": tag_id, "into": other.id}
    desk_event(session, staff.desk_id, "tags_merged", at=now, by=staff.id, data=data)
    return other, True


async def _merge(session: AsyncSession, tag: Tag, into: Tag) -> None:
    """What has both keeps one; what has the first has the second now."""
    moved = 0
    for model, whose in ((CaseTag, CaseTag.case_id), (CustomerTag, CustomerTag.customer_id)):
        both = select(whose).where(model.tag_id == into.id)
        await session.execute(delete(model).where(model.tag_id == tag.id, whose.in_(both)))
        rows = update(model).where(model.tag_id == tag.id).values(tag_id=into.id).returning(whose)
        moved += len((await session.scalars(rows)).all())
    into.used += moved
    await session.flush()
    await session.delete(tag)


async def remove(session: AsyncSession, tag_id: int, staff: Staff, now: datetime) -> Counted:
    """It is taken off all that has it, and not offered any more: how many had it. Raises Refused."""
    require(staff.role, Right.SETTINGS)
    tag = await _tag(session, staff.desk_id, tag_id, locked=True)
    had = await _counted(session, tag)
    await _redraw(session, tag_id, now)
    await make_anew(session, select(CaseTag.case_id).where(CaseTag.tag_id == tag_id))
    for model in (CaseTag, CustomerTag):
        await session.execute(delete(model).where(model.tag_id == tag_id))
    await session.delete(tag)
    data = {"tag": tag_id, "cases": had.cases, "customers": had.customers}
    desk_event(session, staff.desk_id, "tag_removed", at=now, by=staff.id, data=data)
    return had


async def _redraw(session: AsyncSession, tag_id: int, now: datetime) -> None:
    """The cards of live cases that have it; of closed ones when they are drawn next."""
    has = exists().where(CaseTag.case_id == Case.id, CaseTag.tag_id == tag_id)
    cases = select(Case.id).where(Case.closed_at.is_(None), has)
    await session.execute(
        update(Card)
        .where(Card.case_id.in_(cases), Card.collected_in.is_(None))
        .values(
            due_at=func.least(func.coalesce(Card.due_at, now), now), wanted_version=Card.wanted_version + 1
        )
        .execution_options(synchronize_session=False)
    )
    wake(session, Channel.DELIVERY)
