"""How an account's answers are signed for a person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.signature import signature
from storage.models import Account, Signature, Staff


async def signature_of(session: AsyncSession, account_id: int, staff: Staff) -> str:
    """What is put under this person's words there, as `desk.signature.signed` takes it."""
    account = await session.get_one(Account, account_id)
    earlier = select(Staff.name).where(Staff.desk_id == staff.desk_id, Staff.id < staff.id).order_by(Staff.id)
    asks = account.signature == Signature.INITIALS
    names = (await session.scalars(earlier)).all() if asks else ()
    return signature(account.signature, staff.name, staff.signature, names)
