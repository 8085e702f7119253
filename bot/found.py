"""What a page of a result shows: each case with the words around the hit, each customer with what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.found import END, START, Hit, Known, Page, Spoken
from bot.desk.links import message_link
from bot.lookup import RUSSIAN, Found, asked_for
from storage.models import (
    Card,
    Case,
    Customer,
    CustomerIdentity,
    Delivery,
    Desk,
    Direction,
    Findable,
    Message,
    Note,
    Staff,
)
from storage.queries import IN_THE_GROUP, counts_alone, names_in

PAGE = 5
AROUND = f'StartSel="{START}", StopSel="{END}", MaxFragments=1, MinWords=8, MaxWords=20, ShortWord=2'
"""What PostgreSQL shows around a hit."""
LOOKED_AT = 20_000
"""Characters of a text in which the hit is looked for."""


async def page_of(session: AsyncSession, desk: Desk, found: Found, number: int) -> Page:
    """The last page if there are fewer."""
    pages = max(1, -(-len(found.cases) // PAGE))
    at = max(0, min(number, pages - 1))
    shown = found.cases[at * PAGE : (at + 1) * PAGE]
    customers = await _customers(session, found.customers) if at == 0 else []
    return Page(
        at,
        pages,
        len(found.cases),
        found.more,
        await hits_of(session, desk, shown, found),
        customers,
        found.namesakes if at == 0 else 0,
    )


async def hits_of(
    session: AsyncSession, desk: Desk, shown: Sequence[tuple[int, int | None]], found: Found
) -> list[Hit]:
    """Cases as they are listed, in the order given."""
    ids = [case_id for case_id, _ in shown]
    query = select(Case).where(Case.desk_id == desk.id, Case.id.in_(ids)).options(joinedload(Case.holder))
    cases = {case.id: case for case in (await session.scalars(query)).all()}
    spoken = await _spoken(session, [hit for _, hit in shown if hit is not None], found)
    last = await _last(session, [case_id for case_id, hit in shown if hit not in spoken], found)
    names, cards = await names_in(session, ids), await _cards(session, ids)
    zone, hits = ZoneInfo(desk.timezone), []
    for case_id, hit in shown:
        case, said = cases.get(case_id), spoken.get(hit or 0) or last.get(case_id)
        if case is not None:
            at = (case.opened_at if said is None else said.at).astimezone(zone)
            hits.append(
                Hit(
                    case_id,
                    case.number,
                    case.status,
                    case.holder_id is not None,
                    names.get(case_id),
                    at.date(),
                    said,
                    cards.get(case_id),
                )
            )
    return hits


async def _cards(session: AsyncSession, case_ids: Sequence[int]) -> Mapping[int, str | None]:
    """Where each is shown in the operators' group."""
    query = select(Card).where(Card.case_id.in_(case_ids), IN_THE_GROUP, Card.chat_id.is_not(None))
    cards = (await session.scalars(query)).all()
    return {card.case_id or 0: message_link(card.chat_id or 0, card.message_id) for card in cards}


async def _spoken(session: AsyncSession, hits: Sequence[int], found: Found) -> dict[int, Spoken]:
    """What was said, by the rows of `Findable`. What is gone by now is not there."""
    spoken: dict[int, Spoken] = {}
    for kind, query in (("message", _messages(found)), ("note", _notes(found))):
        of_kind = query.add_columns(Findable.id).where(Findable.kind == kind, Findable.id.in_(hits))
        for *values, number in (await session.execute(of_kind)).all():
            spoken[number] = Spoken(*values)
    return spoken


def _messages(found: Found) -> Any:
    said = func.concat_ws(" ", Message.title, Message.text)
    ours = Message.direction == Direction.OUT
    unsent = Message.delivery.in_((Delivery.FAILED, Delivery.TAKEN_BACK))
    columns = (
        Message.at,
        _around(said, found),
        ours,
        Staff.name,
        literal(False),
        Message.deleted_at.is_not(None),
        func.coalesce(unsent, False),
    )
    query = select(*columns).join(Message, Message.id == Findable.ref)
    return query.outerjoin(Staff, Staff.id == Message.staff_id)


def _notes(found: Found) -> Any:
    no = literal(False)
    columns = (Note.created_at, _around(Note.text, found), literal(True), Staff.name, literal(True), no, no)
    return select(*columns).join(Note, Note.id == Findable.ref).outerjoin(Staff, Staff.id == Note.staff_id)


def _around(said: Any, found: Found) -> ColumnElement[Any]:
    """The words around the hit, and marks about it that nobody's text has."""
    plain = func.translate(func.left(said, LOOKED_AT), START + END, "")
    if not found.terms:
        return plain
    return func.ts_headline(RUSSIAN, plain, asked_for(found.terms), AROUND)


async def _last(session: AsyncSession, case_ids: Sequence[int], found: Found) -> dict[int, Spoken]:
    """The customer's last words, where none were hit."""
    query = (
        select(Message.case_id, Message.at, Message.text, Message.deleted_at)
        .where(Message.case_id.in_(case_ids), Message.direction == Direction.IN)
        .ext(distinct_on(Message.case_id))
        .order_by(Message.case_id, Message.id.desc())
    )
    rows = (await session.execute(query)).all()
    return {case_id: Spoken(at, said, deleted=gone is not None) for case_id, at, said, gone in rows}


async def _customers(session: AsyncSession, customers: Sequence[int]) -> list[Known]:
    """In the order given."""
    known = []
    for number in customers:
        customer = await session.get(Customer, number)
        query = select(CustomerIdentity).where(CustomerIdentity.customer_id == number)
        identities = (await session.scalars(query.order_by(CustomerIdentity.id))).all()
        counted = select(func.count()).where(Case.customer_id == number, counts_alone())
        cases = await session.scalar(counted) or 0
        if customer is not None and identities:
            first = identities[0]
            networks = sorted({one.network for one in identities})
            called = customer.name or first.name
            known.append(Known(called, first.url, networks, cases, vip=customer.vip))
    return known
