"""Low scores that opened a case again: they wait for an answer as messages do, and are none (`Survey`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Message, Survey

_WAITS = Survey.woke_at.is_not(None) & Survey.heeded_by_id.is_(None) & Survey.let_go_at.is_(None)


def _of(case_id: int) -> ColumnElement[bool]:
    """What was asked is a message like any other: its case may be another one than that it was asked about."""
    return Survey.message_id.in_(select(Message.id).where(Message.case_id == case_id))


def low_since(case_id: int) -> ScalarSelect[datetime | None]:
    """Since when the earliest of a case waits."""
    return select(func.min(Survey.woke_at)).where(_WAITS, _of(case_id)).scalar_subquery()


async def heed(session: AsyncSession, answer: Message, conversations: Select[int]) -> None:
    """`answer` has arrived at the customer whose `conversations` these are: it is to their low score of before as well."""
    theirs = Survey.conversation_id.in_(conversations)
    now_heeded = (_WAITS, _of(answer.case_id), theirs, Survey.woke_at <= answer.at)
    await _set(session, *now_heeded, heeded_by_id=answer.id)


async def unheed(session: AsyncSession, answer_id: int) -> None:
    """The answer was none."""
    await _set(session, Survey.heeded_by_id == answer_id, heeded_by_id=None)


async def let_go(session: AsyncSession, case_id: int, now: datetime) -> None:
    """The case was closed over them, and becomes part of another one."""
    await _set(session, _WAITS, _of(case_id), let_go_at=now)


async def take_up(session: AsyncSession, case_id: int) -> None:
    """The case is its own again."""
    await _set(session, Survey.let_go_at.is_not(None), _of(case_id), let_go_at=None)


async def _set(session: AsyncSession, *where: ColumnElement[bool], **values: Any) -> None:
    query = update(Survey).where(*where).values(**values)
    await session.execute(query.execution_options(synchronize_session=False))
