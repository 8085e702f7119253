"""How often something was done already that a network allows only so often (`Capability.uses`)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.base import Capability
from storage.models import Delivery, Direction, Message

ONCE_ONLY = "why-once-only"


async def used_up(session: AsyncSession, message_id: int, able: Capability, *, private: bool) -> str | None:
    """Why no more answers go to a customer's message, as a key of words; None: they do."""
    if not able.supported or able.uses is None:
        return None
    query = select(func.count()).where(
        Message.answers_id == message_id,
        Message.direction == Direction.OUT,
        Message.private == private,
        Message.elsewhere.is_(None),
        Message.delivery.not_in((Delivery.FAILED, Delivery.TAKEN_BACK)),
    )
    return ONCE_ONLY if (await session.scalar(query) or 0) >= able.uses else None
