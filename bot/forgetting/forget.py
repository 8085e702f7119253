"""A customer is forgotten: all words, names and identities are erased; the cases stay, for the figures.

In the caller's transaction: the customer is held, the cases are locked, nothing else is taken in meanwhile. What is being
sent in that moment may still write down a word or two, so the tick does it once more for a while.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import tags
from bot.customer_locks import hold
from bot.desk.states import CLOSED, Refused
from bot.disorder import one_at_a_time
from bot.escalations import return_open
from bot.forgetting.blanking import blank, cancel
from bot.forgetting.erase import erase
from bot.forgetting.scope import Scope, among, of_customer
from bot.notices import put_lists_away
from bot.record import alter, desk_event, lock_exactly
from storage.models import (
    Account,
    Case,
    Customer,
    CustomerTag,
    Delivery,
    Draft,
    DraftState,
    Message,
    Outbox,
    RowState,
    Staff,
    Status,
)

ONCE_MORE = timedelta(hours=1)
"""So long after somebody was forgotten the tick looks for what was on its way then."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`shown`: messages in Telegram that are blanked, beside the cases' cards."""

    customer_id: int
    cases: int
    messages: int
    shown: int


@dataclass(frozen=True, slots=True)
class Will:
    """What would go."""

    cases: int
    open: int
    messages: int
    identities: int


async def will_go(session: AsyncSession, customer_id: int) -> Will:
    scope = await of_customer(session, await session.get_one(Customer, customer_id))
    live = select(func.count()).where(among(Case.id, scope.cases), Case.closed_at.is_(None))
    opened = await session.scalar(live) or 0
    return Will(len(scope.cases), opened, len(scope.messages), len(scope.identities))


async def forget(session: AsyncSession, customer_id: int, by: Staff | None, now: datetime) -> Forgotten:
    """Raises Refused: forgotten already, merged into another one meanwhile, an answer to them is leaving right now."""
    customer = await session.get_one(Customer, customer_id)
    for account in await _accounts(session, customer.desk_id):
        await one_at_a_time(session, account)
    customer = (await hold(session, customer_id))[customer_id]
    if customer.forgotten_at is not None:
        raise Refused("customer-forgotten")
    if customer.merged_into_id is not None:
        raise Refused("customer-changed")
    scope = await of_customer(session, customer)
    await hold(session, *scope.customers)
    locked = await lock_exactly(session, *scope.about)
    if await _is_leaving(session, scope):
        raise Refused("forget-busy")
    staff_id = None if by is None else by.id
    for case_id in scope.cases:
        await _close(session, locked[case_id], now)
    await _take_off_tags(session, scope)
    await put_lists_away(session, customer.desk_id, now)
    shown = await wipe(session, scope, now)
    data = {"customer": customer_id, "cases": len(scope.cases)}
    desk_event(session, scope.desk_id, "customer_forgotten", at=now, by=staff_id, data=data)
    return Forgotten(customer_id, len(scope.cases), len(scope.messages), shown)


async def _accounts(session: AsyncSession, desk_id: int) -> list[Account]:
    query = select(Account).where(Account.desk_id == desk_id).order_by(Account.id)
    return list((await session.scalars(query)).all())


async def _is_leaving(session: AsyncSession, scope: Scope) -> bool:
    """Its words are needed until it has arrived, and what came of it is written then."""
    leaving = select(Outbox.id).where(
        Outbox.state == RowState.SENDING,
        Outbox.kind.in_(("answer", "deed")),
        among(Outbox.message_id, scope.messages),
    )
    return await session.scalar(leaving.limit(1)) is not None


async def _close(session: AsyncSession, case: Case, now: datetime) -> None:
    """Nobody can be answered any more. That it was dismissed is nobody's doing."""
    case.asks_at = None
    if case.status in CLOSED:
        return
    changes = {
        "status": Status.DISMISSED,
        "closed_at": now,
        "unanswered_since": None,
        "after_close": 0,
        "snoozed_until": None,
    }
    await alter(session, case, changes, "forgotten", at=now, by=None, data={}, news=False)
    await return_open(session, case, now)


async def _take_off_tags(session: AsyncSession, scope: Scope) -> None:
    worn = select(CustomerTag).where(CustomerTag.customer_id.in_(scope.customers))
    for one in (await session.scalars(worn)).all():
        whose = await session.get_one(Customer, one.customer_id)
        await tags.take_off_customer(session, whose, one.tag_id)


async def wipe(session: AsyncSession, scope: Scope, now: datetime) -> int:
    """Nothing more goes out, nothing is left; how many messages in Telegram are to be blanked."""
    await session.flush()
    await cancel(session, scope, now)
    await session.execute(
        update(Message)
        .where(among(Message.id, scope.messages), Message.delivery == Delivery.WAITING)
        .values(delivery=Delivery.TAKEN_BACK)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Draft)
        .where(among(Draft.id, scope.drafts), Draft.state == DraftState.WAITING)
        .values(state=DraftState.DROPPED)
        .execution_options(synchronize_session=False)
    )
    shown = await blank(session, scope, now)
    await erase(session, scope, now)
    return shown


async def forget_once_more(session: AsyncSession, now: datetime) -> None:
    """The tick: what was being sent, or was not handled yet, when somebody was forgotten."""
    lately = Customer.forgotten_at.is_not(None) & (Customer.forgotten_at > now - ONCE_MORE)
    query = select(Customer).where(lately, Customer.merged_into_id.is_(None)).order_by(Customer.id)
    for customer in (await session.scalars(query)).all():
        scope = await of_customer(session, customer)
        await lock_exactly(session, *scope.about)
        if not await _is_leaving(session, scope):
            await wipe(session, scope, now)
