"""Two customers turn out to be one, or one to be two. What moved goes back where it came from when it is taken apart.

Every function works in the caller's transaction, holds the customers first and raises Refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.customer_locks import hold, root_of
from bot.customers import log, of_case, raise_open, show_anew
from bot.desk.customers import check_merge
from bot.desk.permissions import Right, require
from bot.desk.states import Refused
from bot.merged import begun_by
from bot.record import belongs, lock_exactly
from storage.models import (
    Case,
    Customer,
    CustomerIdentity,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Staff,
)
from storage.queries import counts_alone

TAKEN = ("vip", "language", "name")
"""What the one that stays gets of the other, where it has nothing itself."""


async def merge(session: AsyncSession, case_id: int, other_id: int, staff: Staff, now: datetime) -> Customer:
    """The other one turned out to be whose case this is: identities, cases, notes and tags move."""
    require(staff.role, Right.CUSTOMERS)
    into_id = (await session.scalars(select(Case.customer_id).where(Case.id == case_id))).one()
    held = await hold(session, into_id, other_id)
    into, other = held[into_id], held.get(other_id)
    if other is None:
        raise Refused("customer-changed")
    into_root, other_root = await root_of(session, into.id), await root_of(session, other.id)
    check_merge(into, other, into_root, other_root)
    await _lock_cases(session, (into.id, other.id))
    identities = await _identities(session, CustomerIdentity.customer_id == other.id)
    cases = await _cases(session, Case.customer_id == other.id)
    notes = await _notes(session, CustomerNote.customer_id == other.id)
    tags = await _tags(session, other.id, CustomerTag.tag_id.not_in(_tagged(into.id)))
    took = _take(into, other)
    other.merged_into_id = into.id
    row = CustomerMerge(desk_id=into.desk_id, from_id=other.id, into_id=into.id, staff_id=staff.id, at=now)
    row.moved = {"identities": identities, "cases": cases, "notes": notes, "tags": tags, "took": took}
    session.add(row)
    await session.flush()
    await _move(session, row.moved, other.id, into.id, "customer_merged", staff, now)
    log(session, into, "merged", staff, now, other=other.id, merge=row.id)
    await _settle(session, (into,), staff, now)
    return into


def _take(into: Customer, other: Customer) -> list[str]:
    took = [what for what in TAKEN if getattr(other, what) and not getattr(into, what)]
    for what in took:
        setattr(into, what, getattr(other, what))
    return took


async def apart(
    session: AsyncSession, merge_id: int, staff: Staff, now: datetime
) -> tuple[Customer, Customer]:
    """A merge was wrong: who stays, and who is a customer of their own again, with what came since in their own name."""
    require(staff.role, Right.CUSTOMERS)
    row = await session.get(CustomerMerge, merge_id)
    if row is None or row.desk_id != staff.desk_id:
        raise Refused("customer-changed")
    root_id = await root_of(session, row.into_id)
    held = await hold(session, root_id, row.from_id)
    root, other = held[root_id], held[row.from_id]
    await session.refresh(row)
    if row.undone_at is not None:
        raise Refused("customer-apart-already")
    if root.merged_into_id is not None:
        raise Refused("customer-changed")
    await _lock_cases(session, (root.id,))
    moved = row.moved
    identities = await _identities(session, _still(CustomerIdentity, moved["identities"], root.id))
    cases = await _cases(session, _still(Case, moved["cases"], root.id))
    going = await _going(session, root.id, identities, cases, moved["notes"])
    going["tags"] = await _tags(session, root.id, CustomerTag.tag_id.in_(moved["tags"]))
    row.undone_at, row.undone_by = now, staff.id
    other.merged_into_id = None
    if root.id == row.into_id:
        _give_back(root, other, moved["took"])
    await session.flush()
    await _forget(session, root.id, going)
    await _move(session, going, root.id, other.id, "customer_split", staff, now)
    log(session, root, "split", staff, now, other=other.id, merge=row.id)
    await _settle(session, (root, other), staff, now)
    return root, other


def _give_back(root: Customer, other: Customer, took: Collection[str]) -> None:
    """What somebody has set since stays."""
    for what in took:
        if getattr(root, what) == getattr(other, what):
            setattr(root, what, False if what == "vip" else None)


async def take_out(
    session: AsyncSession, case_id: int, identity_id: int, staff: Staff, now: datetime
) -> tuple[Customer, Customer]:
    """One identity is somebody else's: who stays, and the new customer, with their cases and what was noted in them."""
    root = await of_case(session, case_id, staff)
    whose = await _identities(session, CustomerIdentity.customer_id == root.id)
    if identity_id not in whose:
        raise Refused("customer-changed")
    if len(whose) == 1:
        raise Refused("customer-one-identity")
    await _lock_cases(session, (root.id,))
    other = Customer(desk_id=root.desk_id)
    session.add(other)
    await session.flush()
    going = await _going(session, root.id, [identity_id], [], [])
    await _forget(session, root.id, going)
    await _move(session, going, root.id, other.id, "customer_split", staff, now)
    log(session, root, "split", staff, now, other=other.id, identity=identity_id)
    await _settle(session, (root, other), staff, now)
    return root, other


async def merges_of(session: AsyncSession, customer_id: int) -> Sequence[CustomerMerge]:
    """What can be taken apart again: what was merged into it and what was merged into that, newest first."""
    found: list[CustomerMerge] = []
    into = {customer_id}
    while into:
        query = select(CustomerMerge).where(
            CustomerMerge.into_id.in_(into), CustomerMerge.undone_at.is_(None)
        )
        rows = (await session.scalars(query, execution_options={"populate_existing": True})).all()
        found += rows
        into = {row.from_id for row in rows}
    return sorted(found, key=lambda row: -row.id)


# --- what moves


def _still(
    what: type[Case] | type[CustomerIdentity], ids: Collection[int], whose: int
) -> ColumnElement[bool]:
    return what.id.in_(ids) & (what.customer_id == whose)


async def _lock_cases(session: AsyncSession, customers: Collection[int]) -> None:
    """All in one pass, in their order."""
    query = select(Case.id).where(Case.customer_id.in_(customers)).order_by(Case.id)
    await session.execute(query.with_for_update(key_share=True, of=Case))


async def _identities(session: AsyncSession, which: ColumnElement[bool]) -> list[int]:
    query = select(CustomerIdentity.id).where(which).order_by(CustomerIdentity.id)
    return list((await session.scalars(query)).all())


async def _cases(session: AsyncSession, which: ColumnElement[bool]) -> list[int]:
    return list((await session.scalars(select(Case.id).where(which).order_by(Case.id))).all())


async def _notes(session: AsyncSession, which: ColumnElement[bool]) -> list[int]:
    return list((await session.scalars(select(CustomerNote.id).where(which).order_by(CustomerNote.id))).all())


async def _tags(session: AsyncSession, customer_id: int, which: ColumnElement[bool]) -> list[int]:
    query = select(CustomerTag.tag_id).where(CustomerTag.customer_id == customer_id, which)
    return list((await session.scalars(query.order_by(CustomerTag.tag_id))).all())


def _tagged(customer_id: int) -> Select[int]:
    there = aliased(CustomerTag)
    return select(there.tag_id).where(there.customer_id == customer_id)


async def _going(
    session: AsyncSession,
    root_id: int,
    identities: Collection[int],
    cases: Collection[int],
    notes: Collection[int],
) -> dict[str, Any]:
    """Who leaves with what: `cases` and `notes`, each case that these identities began, and what was noted in those."""
    begun = await begun_by(session, await _cases(session, Case.customer_id == root_id))
    going = sorted({*cases, *(case_id for case_id, who in begun.items() if who in identities)})
    noted = CustomerNote.id.in_(notes) | CustomerNote.case_id.in_(going)
    written = await _notes(session, noted & (CustomerNote.customer_id == root_id))
    return {"identities": sorted(identities), "cases": going, "notes": written, "tags": []}


async def _move(
    session: AsyncSession, what: dict[str, Any], whose: int, to: int, kind: str, staff: Staff, now: datetime
) -> None:
    for table, ids in ((CustomerIdentity, what["identities"]), (CustomerNote, what["notes"])):
        await session.execute(
            update(table)
            .where(table.id.in_(ids))
            .values(customer_id=to)
            .execution_options(synchronize_session="fetch")
        )
    tags = update(CustomerTag).where(CustomerTag.customer_id == whose, CustomerTag.tag_id.in_(what["tags"]))
    await session.execute(
        tags.where(CustomerTag.tag_id.not_in(_tagged(to)))
        .values(customer_id=to)
        .execution_options(synchronize_session=False)
    )
    # Each itself, also if it is part of another case: that one may be somebody else's.
    cases = await lock_exactly(session, *what["cases"])
    for case in cases.values():
        belongs(session, case, to, kind, now, staff.id)
    await session.flush()


async def _forget(session: AsyncSession, root_id: int, going: dict[str, Any]) -> None:
    """What leaves is no other merge's to give back."""
    for row in await merges_of(session, root_id):
        kept = {
            what: [one for one in row.moved[what] if one not in going[what]]
            for what in ("identities", "cases", "notes")
        }
        row.moved = {**row.moved, **kept}
    await session.flush()


async def _settle(
    session: AsyncSession, customers: Collection[Customer], staff: Staff, now: datetime
) -> None:
    """What follows for their cases: how many came before each, the priority of a VIP's, what the cards say."""
    ids = [one.id for one in customers]
    before = aliased(Case)
    count = (
        select(func.count())
        .where(before.customer_id == Case.customer_id, before.id < Case.id, counts_alone(before))
        .correlate(Case)
        .scalar_subquery()
    )
    await session.execute(
        update(Case)
        .where(Case.customer_id.in_(ids))
        .values(earlier_cases=count)
        .execution_options(synchronize_session=False)
    )
    for customer in customers:
        await raise_open(session, customer, staff, now)
        await show_anew(session, customer.id, now)
