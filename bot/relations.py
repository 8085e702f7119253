"""How a person stands to an account: whether we may write to them, whether they were shut out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency
from bot.record import lock, want_card
from connectors.base import Kind
from connectors.signals import Blocked, Permitted
from storage.models import LIVE, Account, Case, Conversation, CustomerIdentity, Message, Relation

MARKS = 20
"""Events remembered of a person."""
SLACK = timedelta(minutes=1)
"""Words date from whole seconds of the network's clock, a refusal from when we heard of it."""


async def changed(session: AsyncSession, account: Account, item: Permitted | Blocked, now: datetime) -> None:
    """Kept, and shown on the cards of this person's open cases."""
    cases = await _lock_open(session, account, item.person)
    relation = await _relation(session, account.id, item.person)
    if item.mark is not None and item.mark in relation.marks:
        return
    if item.mark is not None:
        relation.marks = [*relation.marks, item.mark][-MARKS:]
    if isinstance(item, Permitted):
        relation.denied_at = None if item.may else now
    else:
        _shut_out(relation, item, now)
    for case in cases:
        await want_card(session, case, Urgency.REFRESH, now)


async def settled(session: AsyncSession, account_id: int, item: Blocked, now: datetime) -> None:
    """The desk's own doing: so it is in the network now. The card is the caller's."""
    _shut_out(await _relation(session, account_id, item.person), item, now)


def _shut_out(relation: Relation, item: Blocked, now: datetime) -> None:
    if not item.blocked:
        _let_in(relation)
        return
    relation.blocked_at, relation.blocked_by = now, item.by or relation.blocked_by
    relation.blocked_until, relation.block_reason = item.until, item.reason


async def may_write_again(session: AsyncSession, account: Account, person: str, at: datetime) -> None:
    """Who writes takes answers, and is not shut out."""
    relation = await session.get(Relation, (account.id, person))
    if relation is None:
        return
    if relation.denied_at is not None and relation.denied_at < at + SLACK:
        relation.denied_at = None
    # What was written just before the block may come just after it.
    if relation.blocked_at is not None and relation.blocked_at + SLACK < at:
        _let_in(relation)


async def let_in_when_over(session: AsyncSession, now: datetime) -> None:
    """Blocks whose time is over, where nobody told."""
    over = (Relation.blocked_at.is_not(None), Relation.blocked_until < now)
    nobody: dict[str, None] = dict.fromkeys(("blocked_at", "blocked_by", "blocked_until", "block_reason"))
    await session.execute(update(Relation).where(*over).values(nobody))


async def relation_of(session: AsyncSession, message: Message) -> Relation | None:
    """Of whoever wrote, or is to read, the message to the account it belongs to."""
    query = (
        select(Relation)
        .join(CustomerIdentity, CustomerIdentity.external_id == Relation.person)
        .join(Conversation, Conversation.identity_id == CustomerIdentity.id)
        .where(Conversation.id == message.conversation_id, Relation.account_id == message.account_id)
    )
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()


async def why_barred(session: AsyncSession, message: Message, *, private: bool = False) -> str | None:
    """Why nothing can be written to this person, as a key of words; None: it can. Comments can be answered always."""
    conversation = await session.get_one(Conversation, message.conversation_id)
    return bars(await relation_of(session, message), Kind.MESSAGE if private else conversation.kind)


def bars(relation: Relation | None, kind: str) -> str | None:
    if relation is None or kind != Kind.MESSAGE:
        return None
    if relation.blocked_at is not None:
        return "why-blocked"
    return "why-denied" if relation.denied_at is not None else None


async def _relation(session: AsyncSession, account_id: int, person: str) -> Relation:
    await session.execute(
        insert(Relation).values(account_id=account_id, person=person).on_conflict_do_nothing()
    )
    return await session.get_one(Relation, (account_id, person), with_for_update=True)


def _let_in(relation: Relation) -> None:
    relation.blocked_at = relation.blocked_by = relation.blocked_until = relation.block_reason = None


async def _lock_open(session: AsyncSession, account: Account, person: str) -> list[Case]:
    """This person's open cases. Before what is written of the person, as where the desk shuts somebody out itself."""
    theirs = (
        select(Case.id)
        .join(Conversation, Conversation.case_id == Case.id)
        .join(CustomerIdentity, CustomerIdentity.id == Conversation.identity_id)
        .where(Conversation.account_id == account.id, CustomerIdentity.external_id == person)
        .where(Case.status.in_([status.value for status in LIVE]))
        .distinct()
        .order_by(Case.id)
    )
    return [await lock(session, case_id) for case_id in (await session.scalars(theirs)).all()]
