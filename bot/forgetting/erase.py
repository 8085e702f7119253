"""Erases what the registry says, of a scope's rows. Twice is once; figures, times and ids stay.

In the caller's transaction, which holds the customer and has locked the cases. The event log is not touched: no words are
in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from bot.forgetting.registry import TO_IDENTITY, TO_WORDS, Gone
from bot.forgetting.scope import Ids, Scope, among
from storage.models import WORDED, Account, Base, Case, Customer, Outbox, RowState, UpdateState

BLANKED = "erased"
"""The purpose of a message of ours whose words are taken away (`blanking`)."""
UNSETTLED = (RowState.PENDING, RowState.SENDING)
"""Rows of the outbox that still need what they carry."""


async def erase(session: AsyncSession, scope: Scope, now: datetime) -> None:
    await session.flush()
    if scope.customers:
        await _each(session, TO_IDENTITY, _named(scope))
    await _each(session, TO_WORDS, _said(scope))
    await session.execute(
        update(Case)
        .where(among(Case.id, scope.cases), Case.closed_at.is_not(None), Case.erased_at.is_(None))
        .values(erased_at=now)
        .execution_options(synchronize_session=False)
    )
    if scope.customers:
        await _leave_no_trace(session, scope, now)
    session.expire_all()


async def _each(
    session: AsyncSession,
    registry: Mapping[str, Mapping[str, Gone]],
    which: Mapping[str, ColumnElement[bool]],
) -> None:
    for name, where in which.items():
        table, columns = _table(name), registry[name]
        if Gone.ROW in columns.values():
            await session.execute(delete(table).where(where))
            continue
        left = {column: _left(table, gone) for column, gone in columns.items()}
        kept = or_(*(table.c[column].is_distinct_from(value) for column, value in left.items()))
        await session.execute(update(table).where(where, kept).values(left))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _left(table: Table, gone: Gone) -> ColumnElement[Any]:
    match gone:
        case Gone.EMPTY:
            return literal("")
        case Gone.BARE:
            return cast(literal({}, JSONB), JSONB)
        case Gone.OPAQUE:
            return literal("forgotten:").concat(cast(table.c.id, Text))
        case _:
            return null()


def _said(scope: Scope) -> Mapping[str, ColumnElement[bool]]:
    """Whose words: `TO_WORDS` by table."""

    def of(table: str, column: str, ids: Ids) -> ColumnElement[bool]:
        return among(_table(table).c[column], ids)

    outbox, messages = _table("outbox"), of("outbox", "message_id", scope.messages)
    surveys = of("surveys", "case_id", scope.cases)
    if scope.customers:
        surveys = surveys | of("surveys", "customer_id", scope.customers)
    return {
        "attachments": of("attachments", "message_id", scope.messages)
        | of("attachments", "draft_id", scope.drafts),
        "revisions": of("revisions", "message_id", scope.messages),
        "messages": of("messages", "id", scope.messages),
        "notes": of("notes", "case_id", scope.about),
        "drafts": of("drafts", "id", scope.drafts),
        "escalations": of("escalations", "case_id", scope.about),
        "surveys": surveys,
        "outbox": (messages | of("outbox", "case_id", scope.about)) & outbox.c.state.not_in(UNSETTLED),
        "bot_messages": and_(
            of("bot_messages", "case_id", scope.about), _table("bot_messages").c.purpose == BLANKED
        ),
    }


def _named(scope: Scope) -> Mapping[str, ColumnElement[bool]]:
    """Whose rows: `TO_IDENTITY` by table, in an order in which nothing is deleted that is referred to."""
    accounts = select(Account.id).where(Account.desk_id == scope.desk_id)
    likes, raw, findable = _table("likes"), _table("raw_events"), _table("findable")
    relations, echoes, updates = _table("relations"), _table("pending_echoes"), _table("updates")
    told: ColumnElement[bool] = among(raw.c.key, scope.keys)
    if scope.people:
        told = told | cast(raw.c.payload, Text).regexp_match(_as_words(scope.people))
    return {
        "relations": relations.c.account_id.in_(accounts) & relations.c.person.in_(scope.people),
        "likes": likes.c.account_id.in_(accounts)
        & (likes.c.liker.in_(scope.people) | among(likes.c.key, scope.keys)),
        "pending_echoes": echoes.c.account_id.in_(accounts)
        & (among(echoes.c.thread_key, scope.keys) | among(echoes.c.key, scope.keys)),
        "raw_events": raw.c.account_id.in_(accounts) & told,
        "searches": _table("searches").c.desk_id == scope.desk_id,
        "customer_notes": _table("customer_notes").c.customer_id.in_(scope.customers),
        "updates": updates.c.state != UpdateState.NEW,
        "customers": _table("customers").c.id.in_(scope.customers),
        "identities": _table("identities").c.id.in_(scope.identities),
        "conversations": _table("conversations").c.id.in_(scope.conversations),
        "messages": among(_table("messages").c.id, scope.messages) & _table("messages").c.key.is_not(None),
        "posts": _table("posts").c.id.in_(scope.posts),
        # After the identities: their trigger keeps whatever they say findable.
        "findable": and_(findable.c.kind == "identity", findable.c.ref.in_(scope.identities)),
    }


def _as_words(names: tuple[str, ...]) -> str:
    """Each by itself, and not within a longer number."""
    return rf"\m({'|'.join(re.escape(one) for one in names)})\M"


async def _leave_no_trace(session: AsyncSession, scope: Scope, now: datetime) -> None:
    """What tells of them without words."""
    await session.execute(
        update(Customer)
        .where(Customer.id.in_(scope.customers))
        .values(vip=False, forgotten_at=func.coalesce(Customer.forgotten_at, now))
        .execution_options(synchronize_session=False)
    )
    identities, posts = _table("identities"), _table("posts")
    await session.execute(
        update(identities)
        .where(identities.c.id.in_(scope.identities))
        .values(followers=None, deactivated=False, profile_at=now)
    )
    await session.execute(update(posts).where(posts.c.id.in_(scope.posts)).values(asked_at=now))
    # Of those that were sent nothing is kept (`settling`).
    await session.execute(
        update(Outbox)
        .where(Outbox.desk_id == scope.desk_id, text(WORDED), Outbox.state.not_in(UNSETTLED))
        .values(payload={}, error=None)
        .execution_options(synchronize_session=False)
    )
