"""What every act on a question to a department needs: it is found and locked, written down, and others hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.departments import is_open
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.states import Refused
from bot.homes import home_of
from bot.record import enqueue, event, lock, want_card
from storage.models import Case, Department, Draft, Escalation, Json, Returned, Staff
from storage.queries import ASKED


async def lock_asked(
    session: AsyncSession, escalation_id: int, case_id: int | None = None
) -> tuple[Escalation, Department, Case]:
    """`case_id`: of the button that names the question; None: found by a message of ours. Raises Refused."""
    found = await session.get(Escalation, escalation_id)
    if found is None or case_id not in (None, found.case_id):
        raise Refused("nothing-asked")
    case = await lock(session, found.case_id)
    query = (
        select(Escalation).where(Escalation.id == escalation_id).options(joinedload(Escalation.department))
    )
    asked = (await session.scalars(query, execution_options={"populate_existing": True})).one()
    return asked, asked.department, case


async def each_open(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[tuple[Escalation, Case]]:
    """With their cases locked, in the order of those: two who do the same do not wait for each other in a circle."""
    query = select(Escalation.id).where(ASKED, which).order_by(Escalation.case_id, Escalation.id)
    found = [await lock_asked(session, one) for one in (await session.scalars(query)).all()]
    return [(asked, case) for asked, _, case in found if is_open(asked)]


def log(
    session: AsyncSession, case: Case, asked: Escalation, kind: str, now: datetime, by: Staff | None
) -> None:
    data = {"department": asked.department_id, "escalation": asked.id}
    event(session, case, kind, by=None if by is None else by.id, at=now, data=data)


async def put_back(
    session: AsyncSession, case: Case, asked: Escalation, why: Returned, now: datetime, by: Staff | None
) -> None:
    asked.returned_at, asked.returned_why, asked.asked_back_at = now, why, None
    log(session, case, asked, "escalation_returned", now, by)
    await to_operators(session, case, asked, "returned", now)
    await want_card(session, case, Urgency.ACT, now)


async def to_operators(
    session: AsyncSession,
    case: Case,
    asked: Escalation,
    kind: str,
    now: datetime,
    payload: Json | None = None,
) -> None:
    await say_to_operators(session, case, kind, now, {"escalation": asked.id, **(payload or {})})


async def say_to_operators(
    session: AsyncSession, case: Case, kind: str, now: datetime, payload: Json
) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=await home_of(session, case),
        kind=kind,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload=payload,
    )


def to_department(
    session: AsyncSession,
    case: Case,
    asked: Escalation,
    department: Department,
    kind: str,
    now: datetime,
    payload: Json | None = None,
) -> None:
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=telegram_lane(department.chat_id),
        kind=kind,
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"escalation": asked.id, "department": department.id, **(payload or {})},
    )


async def bring_file(
    session: AsyncSession, case: Case, draft: Draft, message_id: int | None, now: datetime
) -> None:
    """What a department attached in that message is shown to the operators, too."""
    if draft.source_chat_id is not None and message_id is not None:
        payload = {"draft": draft.id, "chat": draft.source_chat_id, "message": message_id}
        await say_to_operators(session, case, "advice_file", now, payload)
