"""Who a customer is at this moment, while others may be merging or splitting them.

Whoever changes who is who holds the customers' rows FOR UPDATE (`hold`). A new case refers to its customer, so it waits for
them, and they for it. Customers are locked before cases.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Case, Customer, CustomerIdentity


async def hold(session: AsyncSession, *ids: int) -> dict[int, Customer]:
    """By id. Nobody opens a case of theirs, merges or splits them until this transaction ends."""
    query = select(Customer).where(Customer.id.in_(ids)).order_by(Customer.id).with_for_update()
    found = await session.scalars(query, execution_options={"populate_existing": True})
    return {one.id: one for one in found.all()}


async def hold_of_case(session: AsyncSession, case_id: int) -> Customer:
    """Whose case it is, held."""
    whose = select(Case.customer_id).where(Case.id == case_id)
    while True:
        customer_id = (await session.scalars(whose)).one()
        customer = (await hold(session, customer_id))[customer_id]
        if (await session.scalars(whose)).one() == customer_id:
            return customer


async def settled(session: AsyncSession, customer_id: int) -> Customer:
    """Who it turned out to be, if it was merged; stays so until this transaction ends."""
    while True:
        query = select(Customer).where(Customer.id == customer_id).with_for_update(read=True, key_share=True)
        found = (await session.scalars(query, execution_options={"populate_existing": True})).one()
        if found.merged_into_id is None:
            return found
        customer_id = found.merged_into_id


async def settled_of(session: AsyncSession, identity: CustomerIdentity) -> int:
    """The id of whose identity it is; stays so until this transaction ends."""
    while True:
        before = identity.customer_id
        customer = await settled(session, before)
        await session.refresh(identity, ["customer_id"])
        if identity.customer_id in (before, customer.id):
            return customer.id


async def root_of(session: AsyncSession, customer_id: int) -> int:
    """The same without a lock: what it is merged into by now, or itself."""
    while True:
        into = await session.scalar(select(Customer.merged_into_id).where(Customer.id == customer_id))
        if into is None:
            return customer_id
        customer_id = into


async def roots_of(session: AsyncSession, ids: Collection[int]) -> set[int]:
    """The same of several."""
    found = set(ids)
    while found:
        merged = select(Customer).where(Customer.id.in_(found), Customer.merged_into_id.is_not(None))
        into = {one.id: one.merged_into_id for one in (await session.scalars(merged)).all()}
        if not into:
            break
        found = {into.get(one) or one for one in found}
    return found
