"""Mentions: what several of our accounts may find is one case."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.base import Incoming
from storage.models import Account, Message


async def found_by_another(session: AsyncSession, account: Account, item: Incoming) -> bool:
    """Whether another account of the desk on this network brought it: as its own comment, or by its own search.

    Until this transaction ends no other one of the desk brings any.
    """
    name = {"name": f"otklik mentions {account.desk_id} {account.network}"}
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), name)
    others = select(Account.id).where(Account.desk_id == account.desk_id, Account.network == account.network)
    known = select(Message.id).where(Message.account_id.in_(others), Message.key == item.key)
    return await session.scalar(known.limit(1)) is not None
