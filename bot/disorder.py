"""Events that come twice, by two ways at once, or in the wrong order: no network promises better.

Customers' words are known by their keys. What is only done to them (an edit, a deletion) is known by its mark in the
event log; a deletion that comes before what it deletes is kept until that is there, in whichever process.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, cast, delete, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.base import Deleted, Restored
from storage.models import Account, Event, RawEvent

EARLY = "gone before it came"
"""The `reason` of a raw event that is a deletion of what is not here yet. Forgotten with the others after a week."""


async def one_at_a_time(session: AsyncSession, account: Account) -> None:
    """Until this transaction ends, nothing else of the account is taken in, in any process."""
    if account.id not in session.info.get("alone", ()):
        await session.execute(select(alone(literal(account.id))))


def alone(account_id: SQLColumnExpression[int]) -> ColumnElement[None]:
    """A column that waits for it, in a question of the caller's: who asks says so by `is_alone`."""
    name = literal("otklik intake ").concat(cast(account_id, Text))
    return func.pg_advisory_xact_lock(func.hashtextextended(name, 0))


def is_alone(session: AsyncSession, account_id: int) -> None:
    session.info.setdefault("alone", set()).add(account_id)


async def known(session: AsyncSession, case_id: int, kind: str, mark: str | None) -> bool:
    """Whether just this was done to the case already."""
    if mark is None:
        return False
    query = select(Event.id).where(
        Event.case_id == case_id, Event.kind == kind, Event.data["mark"].as_string() == mark
    )
    return await session.scalar(query.limit(1)) is not None


async def remember_gone(
    session: AsyncSession, account: Account, item: Deleted | Restored, now: datetime
) -> None:
    """Of what is not here: it may still come."""
    await gone_already(session, account, item.key)
    if isinstance(item, Deleted):
        at = (item.at or now).isoformat()
        payload = {"at": at, "mark": item.mark, "by": item.by}
        session.add(
            RawEvent(account_id=account.id, key=item.key, reason=EARLY, payload=payload, received_at=now)
        )


async def gone_already(session: AsyncSession, account: Account, key: str) -> Deleted | None:
    """The deletion that came before what it deletes, once."""
    taken = delete(RawEvent).where(
        RawEvent.account_id == account.id, RawEvent.reason == EARLY, RawEvent.key == key
    )
    payload = (await session.scalars(taken.returning(RawEvent.payload))).first()
    if payload is None:
        return None
    return Deleted(key, datetime.fromisoformat(payload["at"]), payload["mark"], payload.get("by"))
