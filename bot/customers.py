"""What the desk keeps of a customer: notes, promises, tags, whether they are a VIP, what they speak, what they are called.

Each is asked for on a case's card. Every function works in the caller's transaction, holds the customer first and raises
Refused; the log has ids only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import tags
from bot.customer_locks import hold, hold_of_case
from bot.desk.customers import CODES, droppable, morning, name_of, note_of, promise_of
from bot.desk.lanes import Urgency
from bot.desk.permissions import Right, require
from bot.desk.signs import Sign
from bot.desk.sorting import tags_named
from bot.desk.states import Refused
from bot.hours import hours_of
from bot.outcomes import Source, sign_source
from bot.record import desk_event, lock, raise_priority, want_card
from storage.models import LIVE, Case, Customer, CustomerNote, CustomerTag, Desk, Staff, Tag


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody's words. `source` None: they stand nowhere that could be edited."""

    text: str
    source: Source | None = None


async def of_case(session: AsyncSession, case_id: int, staff: Staff) -> Customer:
    """Held, to be changed by this person."""
    require(staff.role, Right.CUSTOMERS)
    customer = await hold_of_case(session, case_id)
    if customer.desk_id != staff.desk_id:
        raise Refused("customer-other-desk")
    return customer


async def show_anew(session: AsyncSession, customer_id: int, now: datetime) -> None:
    """The cards of the open cases have it."""
    live = select(Case).where(Case.customer_id == customer_id, Case.status.in_(LIVE)).order_by(Case.id)
    for case in (await session.scalars(live)).all():
        await want_card(session, case, Urgency.REFRESH, now)


def log(
    session: AsyncSession, customer: Customer, kind: str, staff: Staff, now: datetime, **data: int | bool
) -> None:
    about = {"customer": customer.id, **data}
    desk_event(session, customer.desk_id, f"customer_{kind}", at=now, by=staff.id, data=about)


def log_told(session: AsyncSession, customer: Customer, note_id: int, now: datetime) -> None:
    data = {"customer": customer.id, "note": note_id}
    desk_event(session, customer.desk_id, "customer_promise_told", at=now, data=data)


# --- notes and promises


async def note(
    session: AsyncSession, case_id: int, written: Written, staff: Staff, now: datetime
) -> CustomerNote | None:
    """None: the edit of a message whose note was deleted."""
    customer = await of_case(session, case_id, staff)
    return await _keep(session, customer, case_id, written, note_of(written.text), staff, now)


async def promise(
    session: AsyncSession, case_id: int, written: Written, staff: Staff, now: datetime
) -> CustomerNote | None:
    """The same, with a day at the beginning or the end of the words. Of a day that has begun nobody is reminded."""
    customer = await of_case(session, case_id, staff)
    desk = await session.get_one(Desk, customer.desk_id)
    words, due = promise_of(written.text, now.astimezone(ZoneInfo(desk.timezone)).date())
    kept = await _keep(session, customer, case_id, written, words, staff, now)
    if kept is not None and kept.kept_at is None:
        kept.promised, kept.due_on = True, due
        begun = due is not None and morning(due, await hours_of(session, desk), desk.summary_at) <= now
        kept.told_at = now if begun else None
    return kept


async def _keep(
    session: AsyncSession,
    customer: Customer,
    case_id: int,
    written: Written,
    words: str,
    staff: Staff,
    now: datetime,
) -> CustomerNote | None:
    """New, or what the same message said before it was edited."""
    kept = await _by_source(session, written.source)
    if kept is not None and kept.deleted_at is not None:
        return None
    if kept is None:
        kept = CustomerNote(customer_id=customer.id, case_id=case_id, staff_id=staff.id, text=words, at=now)
        if written.source is not None:
            kept.source_chat_id, kept.source_message_id = written.source.chat_id, written.source.message_id
            sign_source(session, customer.desk_id, written.source, Sign.NOTED, now)
        session.add(kept)
        await session.flush()
        log(session, customer, "noted", staff, now, note=kept.id)
    kept.text = words
    await session.flush()
    await show_anew(session, customer.id, now)
    return kept


async def _by_source(session: AsyncSession, source: Source | None) -> CustomerNote | None:
    if source is None:
        return None
    query = select(CustomerNote).where(
        CustomerNote.source_chat_id == source.chat_id, CustomerNote.source_message_id == source.message_id
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()


async def kept(session: AsyncSession, note_id: int, staff: Staff, now: datetime) -> CustomerNote:
    """The promise is kept."""
    customer, found = await _note(session, note_id, staff)
    if not found.promised or found.kept_at is not None:
        raise Refused("customer-promise-kept")
    found.kept_at = now
    log(session, customer, "promise_kept", staff, now, note=found.id)
    await session.flush()
    await show_anew(session, customer.id, now)
    return found


async def drop(session: AsyncSession, note_id: int, staff: Staff, now: datetime) -> CustomerNote:
    """A note or a promise, by its author or who leads."""
    customer, found = await _note(session, note_id, staff)
    if not droppable(found, staff):
        raise Refused("customer-note-not-yours")
    found.deleted_at = now
    log(session, customer, "note_dropped", staff, now, note=found.id)
    await session.flush()
    await show_anew(session, customer.id, now)
    return found


async def _note(session: AsyncSession, note_id: int, staff: Staff) -> tuple[Customer, CustomerNote]:
    require(staff.role, Right.CUSTOMERS)
    while True:
        found = await session.get(CustomerNote, note_id, populate_existing=True)
        if found is None or found.deleted_at is not None:
            raise Refused("customer-note-gone")
        whose = found.customer_id
        customer = (await hold(session, whose))[whose]
        # It may have moved while the customers were being merged or split.
        await session.refresh(found)
        if found.customer_id == whose:
            break
    if customer.desk_id != staff.desk_id or found.deleted_at is not None:
        raise Refused("customer-note-gone")
    return customer, found


# --- VIP, language, name


async def set_vip(session: AsyncSession, case_id: int, staff: Staff, now: datetime, *, on: bool) -> Customer:
    """Their open cases are of high priority from now on, and so are new ones."""
    customer = await of_case(session, case_id, staff)
    if customer.vip != on:
        customer.vip = on
        log(session, customer, "vip", staff, now, on=on)
        await session.flush()
        await raise_open(session, customer, staff, now)
        await show_anew(session, customer.id, now)
    return customer


async def raise_open(session: AsyncSession, customer: Customer, staff: Staff, now: datetime) -> None:
    """What was waiting is a VIP's now. Nothing is lowered: who raised it may have had reasons."""
    if not customer.vip:
        return
    live = select(Case.id).where(Case.customer_id == customer.id, Case.status.in_(LIVE)).order_by(Case.id)
    for case_id in (await session.scalars(live)).all():
        case = await lock(session, case_id)
        if case.status in LIVE:
            raise_priority(session, case, now, staff.id)


async def speak(session: AsyncSession, case_id: int, place: int, staff: Staff, now: datetime) -> Customer:
    """`place`: in `CODES`, from 1; 0: nobody knows."""
    customer = await of_case(session, case_id, staff)
    if not 0 <= place <= len(CODES):
        raise Refused("customer-changed")
    code = CODES[place - 1] if place else None
    if customer.language != code:
        customer.language = code
        log(session, customer, "language", staff, now, place=place)
        await session.flush()
    return customer


async def call(session: AsyncSession, case_id: int, written: str, staff: Staff, now: datetime) -> Customer:
    """What the desk calls them; `-`: as the network does."""
    customer = await of_case(session, case_id, staff)
    name = name_of(written)
    if customer.name != name:
        customer.name = name
        log(session, customer, "named", staff, now)
        await session.flush()
        await show_anew(session, customer.id, now)
    return customer


# --- tags


async def tag(
    session: AsyncSession, case_id: int, written: str, staff: Staff, now: datetime
) -> Sequence[str]:
    """Put on by words, new ones made: those that are on now."""
    customer = await of_case(session, case_id, staff)
    for name in tags_named(written):
        one = await tags.named(session, customer.desk_id, name)
        await _put_on(session, customer, one.id, staff, now)
    return await tags_on(session, customer.id)


async def switch_tag(
    session: AsyncSession, case_id: int, tag_id: int, staff: Staff, now: datetime, *, on: bool
) -> None:
    """Twice is once. Raises Refused: the tag is gone, the customer has too many."""
    customer = await of_case(session, case_id, staff)
    if on:
        await _put_on(session, customer, tag_id, staff, now)
    elif await tags.take_off_customer(session, customer, tag_id):
        log(session, customer, "tag_off", staff, now, tag=tag_id)


async def _put_on(
    session: AsyncSession, customer: Customer, tag_id: int, staff: Staff, now: datetime
) -> None:
    if await tags.put_on_customer(session, customer, tag_id, staff, now):
        log(session, customer, "tag_on", staff, now, tag=tag_id)


async def tags_on(session: AsyncSession, customer_id: int) -> Sequence[str]:
    """Their names."""
    query = select(Tag.name).join(CustomerTag, CustomerTag.tag_id == Tag.id)
    query = query.where(CustomerTag.customer_id == customer_id).order_by(CustomerTag.at, Tag.id)
    return (await session.scalars(query)).all()
