"""Rights that an account's tokens were found to lack, as its row keeps them: every process greys what needs them.

Kept until the account is looked at anew: at a start, and every hour. Nobody tells us that a right was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ARRAY, Text, cast, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Account, Json, Outbox


async def note(session: AsyncSession, account_id: int, failure: Json, now: datetime) -> None:
    """`failure`: as `answering.failure_of` makes it of an error."""
    right = failure.get("lacks")
    if isinstance(right, str):
        found = Account.lacks.op("||")({right: now.isoformat()})
        await session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(lacks=found)
            .execution_options(synchronize_session=False)
        )


async def works(session: AsyncSession, account_id: int, message_id: int) -> None:
    """An answer arrived, perhaps at a second try: what it was refused for is there by now."""
    missed = select(Outbox.error["lacks"].as_string()).where(
        Outbox.message_id == message_id, Outbox.error.has_key("lacks")
    )
    rights = (await session.scalars(missed)).all()
    if rights:
        # What another process notes at the same time stays.
        await session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(lacks=Account.lacks.op("-")(cast(rights, ARRAY(Text))))
            .execution_options(synchronize_session=False)
        )


async def look_anew(session: AsyncSession, account_id: int) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(lacks={}))


_LACKING = select(Account.id, Account.lacks).where(Account.lacks != {})


async def known(session: AsyncSession) -> Mapping[int, frozenset[str]]:
    """By account; those that lack nothing are not in it."""
    found = (await session.execute(_LACKING)).all()
    return {account_id: frozenset(lacks) for account_id, lacks in found}
