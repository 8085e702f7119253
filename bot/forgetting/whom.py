"""Who is meant on the command line: by a case's number, what a network calls them, a link, a handle or a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.customer_locks import root_of
from bot.customer_views import meant
from bot.desk.richtext import one_line
from storage.models import Case, Customer, CustomerIdentity


@dataclass(frozen=True, slots=True)
class Candidate:
    """`types`: what names just this one."""

    id: int
    name: str
    cases: int
    types: str
    links: Sequence[str]

    def line(self) -> str:
        links = ", ".join(self.links)
        return f"{self.types}  {self.name}  cases: {self.cases}" + (f"  {links}" if links else "")


async def candidates(session: AsyncSession, desk_id: int, written: str) -> Sequence[Candidate]:
    """None, one, or several who may be meant. Who is forgotten is nobody."""
    words = one_line(written)
    network, colon, number = words.partition(":")
    if colon and "/" not in words:
        query = select(CustomerIdentity.customer_id).where(
            CustomerIdentity.desk_id == desk_id,
            CustomerIdentity.network == network.lower(),
            CustomerIdentity.external_id == number,
        )
        ids = list((await session.scalars(query.distinct())).all())
    else:
        ids = [one.id for one in await meant(session, desk_id, 0, words)]
        if not ids and words and " " not in words and not words.startswith("@"):
            ids = [one.id for one in await meant(session, desk_id, 0, f"@{words}")]
    roots = dict.fromkeys([await root_of(session, one) for one in ids])
    found = [await _candidate(session, one) for one in roots]
    return [one for one in found if one is not None]


async def _candidate(session: AsyncSession, customer_id: int) -> Candidate | None:
    customer = await session.get_one(Customer, customer_id)
    if customer.forgotten_at is not None:
        return None
    query = select(CustomerIdentity).where(CustomerIdentity.customer_id == customer_id)
    known = (await session.scalars(query.order_by(CustomerIdentity.id))).all()
    name = customer.name or next((one.name for one in known if one.name), None)
    types = f"{known[0].network}:{known[0].external_id}" if known else f"customer {customer_id}"
    cases = await _count_cases(session, customer_id)
    return Candidate(
        customer_id, one_line(name or types), cases, types, [one.url for one in known if one.url]
    )


async def _count_cases(session: AsyncSession, customer_id: int) -> int:
    query = select(func.count()).where(Case.customer_id == customer_id)
    return await session.scalar(query) or 0
