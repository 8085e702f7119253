"""Which rows are about a customer, over everybody that they turned out to be; or about some cases alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.base import Kind
from storage.models import Case, Conversation, Customer, CustomerIdentity, CustomerMerge, Draft, Message, Post

Ids = tuple[int, ...]


def among(column: Any, found: Sequence[int] | Sequence[str]) -> ColumnElement[bool]:
    """One parameter however many there are: PostgreSQL takes 32,767."""
    kind = Text() if isinstance(column.type, Text) else BigInteger()
    is_one: ColumnElement[bool] = column == any_(literal(list(found), ARRAY(kind)))
    return is_one


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids. `cases`: theirs; `about`: every case in which something of theirs is said, also one that belongs to somebody
    else. Without `customers` it is about the cases alone, and nobody is forgotten.
    """

    desk_id: int
    cases: Ids
    about: Ids
    messages: Ids
    drafts: Ids
    customers: Ids = ()
    identities: Ids = ()
    conversations: Ids = ()
    posts: Ids = ()
    people: tuple[str, ...] = ()
    """What their networks call them."""
    keys: tuple[str, ...] = ()
    """What their networks call their messages and talks."""


async def of_customer(session: AsyncSession, customer: Customer) -> Scope:
    """`customer`: nobody that was merged into another one."""
    customers = await _with_merged(session, customer.id)
    known = select(CustomerIdentity).where(CustomerIdentity.customer_id.in_(customers))
    identities = (await session.scalars(known.order_by(CustomerIdentity.id))).all()
    of_them = select(Conversation).where(among(Conversation.identity_id, [one.id for one in identities]))
    talks = (await session.scalars(of_them.order_by(Conversation.id))).all()
    said = select(Message.id, Message.case_id, Message.key, Message.earlier_key)
    said = said.where(among(Message.conversation_id, [one.id for one in talks])).order_by(Message.id)
    messages = (await session.execute(said)).all()
    cases = await _ids(session, Case, Case.customer_id.in_(customers))
    about = await _with_wholes(session, {*cases, *(one.case_id for one in messages)})
    names = {one.thread_key for one in talks} | {
        name for row in messages for name in (row.key, row.earlier_key) if name is not None
    }
    return Scope(
        customer.desk_id,
        cases,
        about,
        tuple(row.id for row in messages),
        await _ids(session, Draft, among(Draft.case_id, about)),
        customers,
        tuple(one.id for one in identities),
        tuple(one.id for one in talks),
        await _posts(session, talks, names),
        tuple(one.external_id for one in identities),
        tuple(sorted(names)),
    )


async def of_cases(session: AsyncSession, desk_id: int, cases: Collection[int]) -> Scope:
    """All that was said in them, whoever said it."""
    ids = tuple(sorted(cases))
    messages = await _ids(session, Message, among(Message.case_id, ids))
    return Scope(desk_id, ids, ids, messages, await _ids(session, Draft, among(Draft.case_id, ids)))


async def _posts(session: AsyncSession, talks: Sequence[Conversation], names: Collection[str]) -> Ids:
    """What they posted themselves, which is a message of theirs as well; and where they spoke of us elsewhere."""
    elsewhere = [one.post_id for one in talks if one.kind == Kind.MENTION and one.post_id is not None]
    accounts = {one.account_id for one in talks}
    return await _ids(
        session, Post, Post.account_id.in_(accounts) & among(Post.key, sorted(names)) | Post.id.in_(elsewhere)
    )


async def _ids(
    session: AsyncSession, table: type[Case | Message | Draft | Post], which: ColumnElement[bool]
) -> Ids:
    return tuple((await session.scalars(select(table.id).where(which).order_by(table.id))).all())


async def _with_merged(session: AsyncSession, customer_id: int) -> Ids:
    """And who turned out to be the same, also by way of another one."""
    found, inner = {customer_id}, {customer_id}
    while inner:
        merged = CustomerMerge.into_id.in_(inner) & CustomerMerge.undone_at.is_(None)
        inner = set((await session.scalars(select(CustomerMerge.from_id).where(merged))).all()) - found
        found |= inner
    return tuple(sorted(found))


async def _with_wholes(session: AsyncSession, cases: Collection[int]) -> Ids:
    """And what they are part of by now: notes went there with them."""
    found, outer = set(cases), set(cases)
    while outer:
        query = select(Case.merged_into_id).where(Case.id.in_(outer), Case.merged_into_id.is_not(None))
        outer = {one for one in (await session.scalars(query)).all() if one is not None} - found
        found |= outer
    return tuple(sorted(found))
