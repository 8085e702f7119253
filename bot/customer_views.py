"""From the tables to what is shown of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.customer_locks import root_of
from bot.customer_merging import merges_of
from bot.customers import tags_on
from bot.desk.customers import (
    CustomerView,
    Known,
    Likely,
    Noted,
    Past,
    check_merge,
    droppable,
    link_of,
    number_of,
)
from bot.desk.links import message_link
from bot.desk.permissions import Right, may
from bot.desk.richtext import one_line
from bot.desk.states import Refused
from bot.desk.view import Promised
from storage.models import (
    Card,
    Case,
    Conversation,
    Customer,
    CustomerIdentity,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Delivery,
    Desk,
    Direction,
    Message,
    Staff,
    Tag,
)
from storage.queries import IN_THE_GROUP, case_by_number, counts_alone

FRONT = 3
"""Cases, and notes, on the page that comes first."""
PAGE = 5
PROMISES = 5
LIKELY = 6
OFFERED_TAGS = 8

_OPEN = CustomerNote.promised & CustomerNote.kept_at.is_(None)
_THERE = CustomerNote.deleted_at.is_(None)


async def look_at(
    session: AsyncSession,
    case: Case,
    staff: Staff,
    now: datetime,
    *,
    cases: int | None = None,
    notes: int | None = None,
) -> CustomerView:
    """The customer of a case, as this person may see them. `cases`, `notes`: that page of them; None: the first few."""
    desk = await session.get_one(Desk, case.desk_id)
    customer = await session.get_one(Customer, case.customer_id, populate_existing=True)
    zone = ZoneInfo(desk.timezone)
    identities = await identities_of(session, customer.id)
    theirs = (CustomerNote.customer_id == customer.id) & _THERE
    had = await _count(session, (Case.customer_id == customer.id) & counts_alone())
    return CustomerView(
        name=customer.name or _called(identities),
        own_name=customer.name,
        vip=customer.vip,
        language=customer.language,
        tags=await tags_on(session, customer.id),
        identities=identities,
        promises=await _notes(session, theirs & _OPEN, staff, 0, PROMISES, due_first=True),
        notes=await _notes(session, theirs & ~_OPEN, staff, *_part(notes)),
        noted=await _count(session, theirs & ~_OPEN),
        cases=await _past(session, case, zone, *_part(cases)),
        had=had,
        today=now.astimezone(zone).date(),
        merged=len(await merges_of(session, customer.id)),
        id=customer.id,
        forgettable=may(staff.role, Right.FORGET),
    )


def _part(page: int | None) -> tuple[int, int]:
    return (0, FRONT) if page is None else (page * PAGE, PAGE)


async def _count(session: AsyncSession, which: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).where(which)) or 0


def _called(identities: Sequence[Known]) -> str | None:
    return next((one.name for one in identities if one.name), None)


async def identities_of(session: AsyncSession, customer_id: int) -> Sequence[Known]:
    query = select(CustomerIdentity).where(CustomerIdentity.customer_id == customer_id)
    found = (await session.scalars(query.order_by(CustomerIdentity.id))).all()
    return [known(one) for one in found]


def known(one: CustomerIdentity) -> Known:
    return Known(one.id, one.network, one.name, one.url, one.city, one.followers, one.deactivated)


async def _notes(
    session: AsyncSession,
    which: ColumnElement[bool],
    staff: Staff,
    after: int,
    limit: int,
    *,
    due_first: bool = False,
) -> Sequence[Noted]:
    """Newest first; `due_first`: what is due first before."""
    query = select(CustomerNote, Staff.name).outerjoin(Staff, Staff.id == CustomerNote.staff_id).where(which)
    order = (CustomerNote.due_on.nulls_last(), CustomerNote.id) if due_first else (CustomerNote.id.desc(),)
    rows = await session.execute(query.order_by(*order).offset(after).limit(limit))
    return [
        Noted(
            one.id,
            one.text,
            name,
            one.at,
            one.promised,
            one.due_on,
            one.kept_at,
            droppable=droppable(one, staff),
        )
        for one, name in rows
    ]


async def one_note(session: AsyncSession, note_id: int, staff: Staff) -> Noted:
    """Raises Refused: deleted meanwhile."""
    found = await _notes(session, (CustomerNote.id == note_id) & _THERE, staff, 0, 1)
    if not found:
        raise Refused("customer-note-gone")
    return found[0]


async def _past(session: AsyncSession, case: Case, zone: ZoneInfo, after: int, limit: int) -> Sequence[Past]:
    """Newest first, with the first words and our last answer; one that was merged into another is told by that one."""
    query = (
        select(Case, _words(Direction.IN), _words(Direction.OUT), Card.chat_id, Card.message_id)
        .outerjoin(Card, and_(Card.case_id == Case.id, IN_THE_GROUP))
        .where(Case.customer_id == case.customer_id, counts_alone())
        .order_by(Case.id.desc())
        .offset(after)
        .limit(limit)
    )
    return [
        Past(
            one.number,
            one.opened_at.astimezone(zone),
            one.status,
            one.outcome,
            one.category,
            words or "",
            answer,
            None if chat_id is None else message_link(chat_id, message_id),
            current=one.id == case.id,
        )
        for one, words, answer, chat_id, message_id in await session.execute(query)
    ]


def _words(direction: Direction) -> ColumnElement[str | None]:
    """The first of the customer's, the last of ours that reached them."""
    query = select(Message.text).where(Message.case_id == Case.id, Message.direction == direction)
    if direction is Direction.IN:
        query = query.order_by(Message.id)
    else:
        query = query.where(Message.delivery == Delivery.SENT).order_by(Message.id.desc())
    return query.limit(1).correlate(Case).scalar_subquery()


# --- what a card says


async def remembered_of(session: AsyncSession, customer_id: int) -> dict[str, Any]:
    """What the desk keeps of a customer, as fields of a `CaseView`."""
    theirs = (CustomerNote.customer_id == customer_id) & _THERE
    promised = select(CustomerNote.text, CustomerNote.due_on).where(theirs & _OPEN)
    promised = promised.order_by(CustomerNote.due_on.nulls_last(), CustomerNote.id)
    noted = select(CustomerNote.text).where(theirs, ~CustomerNote.promised).order_by(CustomerNote.id.desc())
    promises = [Promised(text, due) for text, due in (await session.execute(promised.limit(FRONT))).all()]
    notes = (await session.scalars(noted.limit(FRONT))).all()
    full = len(promises) == FRONT, len(notes) == FRONT
    return {
        "promised": promises,
        "promises": await _count(session, theirs & _OPEN) if full[0] else len(promises),
        "remembered": notes,
        "remembers": await _count(session, theirs & ~CustomerNote.promised) if full[1] else len(notes),
    }


async def name_of(session: AsyncSession, customer_id: int) -> str | None:
    """As the desk calls them; None: as the network does."""
    return await session.scalar(select(Customer.name).where(Customer.id == customer_id))


async def language_of(session: AsyncSession, said: Message | None) -> str | None:
    """What who wrote that speaks; None: nobody said."""
    if said is None:
        return None
    query = (
        select(Customer.language)
        .join(CustomerIdentity, CustomerIdentity.customer_id == Customer.id)
        .join(Conversation, Conversation.identity_id == CustomerIdentity.id)
        .where(Conversation.id == said.conversation_id)
    )
    return await session.scalar(query)


# --- tags


async def tags_to_offer(session: AsyncSession, customer_id: int) -> Sequence[tuple[Tag, bool]]:
    """Those that are on, then what the desk uses most; each with whether it is on."""
    customer = await session.get_one(Customer, customer_id)
    on = select(CustomerTag.tag_id).where(CustomerTag.customer_id == customer_id)
    there = (await session.scalars(select(Tag).where(Tag.id.in_(on)).order_by(Tag.id))).all()
    others = select(Tag).where(Tag.desk_id == customer.desk_id, Tag.used > 0, Tag.id.not_in(on))
    others = others.order_by(Tag.used.desc(), Tag.name).limit(max(0, OFFERED_TAGS - len(there)))
    return [*((one, True) for one in there), *((one, False) for one in (await session.scalars(others)).all())]


# --- who may be the same


async def likely(session: AsyncSession, customer_id: int) -> Sequence[Likely]:
    """Of the same name, in the same city or on another network; what is newest first."""
    own = (
        await session.scalars(select(CustomerIdentity).where(CustomerIdentity.customer_id == customer_id))
    ).all()
    alike = [
        (func.lower(CustomerIdentity.name) == one.name.lower()) & _elsewhere_or_near(one)
        for one in own
        if one.name
    ]
    if not alike:
        return []
    desk_id = own[0].desk_id
    same = (
        select(CustomerIdentity.customer_id)
        .where(CustomerIdentity.desk_id == desk_id, CustomerIdentity.customer_id != customer_id, or_(*alike))
        .group_by(CustomerIdentity.customer_id)
        .order_by(func.max(CustomerIdentity.id).desc())
    )
    return await _likely(session, same)


def _elsewhere_or_near(one: CustomerIdentity) -> ColumnElement[bool]:
    elsewhere = CustomerIdentity.network != one.network
    return elsewhere | (func.lower(CustomerIdentity.city) == one.city.lower()) if one.city else elsewhere


async def meant(session: AsyncSession, desk_id: int, customer_id: int, written: str) -> Sequence[Likely]:
    """By a case's number, a link, a handle, or a name; whole names before parts of names."""
    words = one_line(written)
    if (number := number_of(words)) is not None:
        case = await case_by_number(session, desk_id, number)
        return [] if case is None else [await one_likely(session, case.customer_id)]
    of_desk = select(CustomerIdentity.customer_id).where(CustomerIdentity.desk_id == desk_id)
    if (link := link_of(words)) is not None or (words.startswith("@") and len(words) > 1):
        address = func.lower(
            func.regexp_replace(CustomerIdentity.url, r"^https?://(www\.|m\.)?|/+$", "", "g")
        )
        where = (
            address == link
            if link is not None
            else address.endswith("/" + words[1:].casefold(), autoescape=True)
        )
        return await _likely(session, of_desk.where(where).distinct())
    name = func.lower(CustomerIdentity.name)
    whole = await _likely(
        session, of_desk.where(name == words.lower(), CustomerIdentity.customer_id != customer_id).distinct()
    )
    if whole or not words:
        return whole
    own = func.lower(Customer.name).contains(words.lower(), autoescape=True)
    part = of_desk.join(Customer, Customer.id == CustomerIdentity.customer_id).where(
        name.contains(words.lower(), autoescape=True) | own, CustomerIdentity.customer_id != customer_id
    )
    return await _likely(session, part.distinct())


async def _likely(session: AsyncSession, which: Select[int]) -> Sequence[Likely]:
    ids = (await session.scalars(which.limit(LIKELY))).all()
    return [await one_likely(session, customer_id) for customer_id in ids]


async def one_likely(session: AsyncSession, customer_id: int) -> Likely:
    customer = await session.get_one(Customer, customer_id, populate_existing=True)
    identities = await identities_of(session, customer_id)
    theirs = (CustomerNote.customer_id == customer_id) & _THERE
    said = (
        select(Message.text, Message.at)
        .join(Case, Case.id == Message.case_id)
        .where(Case.customer_id == customer_id, Message.direction == Direction.IN)
        .order_by(Message.id.desc())
        .limit(1)
    )
    last = (await session.execute(said)).one_or_none()
    return Likely(
        customer_id,
        customer.name or _called(identities),
        customer.vip,
        identities,
        await _count(session, (Case.customer_id == customer_id) & counts_alone()),
        await _count(session, theirs),
        await tags_on(session, customer_id),
        None if last is None else last.text,
        None if last is None else last.at,
    )


async def both(session: AsyncSession, case_id: int, other_id: int) -> tuple[Likely, Likely]:
    """The customer of a case and another one, to be merged. Raises Refused where they cannot be."""
    this = await session.get_one(Customer, (await session.get_one(Case, case_id)).customer_id)
    other = await session.get(Customer, other_id, populate_existing=True)
    if other is None:
        raise Refused("customer-changed")
    check_merge(this, other, await root_of(session, this.id), await root_of(session, other.id))
    return await one_likely(session, this.id), await one_likely(session, other.id)


async def parts_of(
    session: AsyncSession, customer_id: int
) -> tuple[Sequence[tuple[CustomerMerge, Likely, int]], Sequence[Known]]:
    """How it can be split: merges, each with whom it brought and how many identities go; identities that can leave."""
    identities = await identities_of(session, customer_id)
    here = {one.id for one in identities}
    merges = []
    alone: set[int] = set()
    for row in await merges_of(session, customer_id):
        going = here & set(row.moved["identities"])
        if going:
            merges.append((row, await _brought(session, row, identities), len(going)))
        if len(going) == 1:
            alone |= going
    # What one merge alone brought leaves by taking that one apart.
    single = [one for one in identities if one.id not in alone]
    return merges, single if len(single) > 1 else []


async def _brought(session: AsyncSession, row: CustomerMerge, identities: Sequence[Known]) -> Likely:
    """Who it was before."""
    customer = await session.get_one(Customer, row.from_id)
    theirs = [one for one in identities if one.id in row.moved["identities"]]
    cases, notes = len(row.moved["cases"]), len(row.moved["notes"])
    return Likely(
        row.from_id, customer.name or _called(theirs), customer.vip, theirs, cases, notes, (), None, None
    )
