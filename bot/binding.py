"""Which chat, or topic of one, is whose: the operators' and the departments'. What waits moves along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy import case as case_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.kinds import TO_DEPARTMENT, TO_OPERATORS
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.states import Refused
from bot.record import desk_event, enqueue
from bot.transaction import Channel, wake
from storage.models import (
    Card,
    Case,
    Department,
    DepartmentMember,
    Desk,
    Escalation,
    Outbox,
    Panel,
    RowState,
    Staff,
)
from storage.queries import ASKED, IN_THE_GROUP, department_of_chat

MOVED_IN = timedelta(seconds=5)
"""By then a panel is most probably posted anew, and the old message can show the way."""


async def bind_desk(
    session: AsyncSession,
    desk: Desk,
    chat_id: int,
    thread_id: int | None,
    staff_id: int | None,
    now: datetime,
) -> None:
    """`/setup`: the desk lives here from now on. Raises Refused where a department lives."""
    department = await department_of_chat(session, chat_id, thread_id)
    if department is not None:
        raise Refused("desk-is-department", name=department.name)
    await move_desk(session, desk, chat_id, thread_id, now)
    desk.bound_at = now
    data = {"chat": chat_id, "thread": thread_id}
    desk_event(session, desk.id, "desk_bound", at=now, by=staff_id, data=data)


async def move_desk(
    session: AsyncSession, desk: Desk, chat_id: int, thread_id: int | None, now: datetime
) -> None:
    """Cards that had no chat yet appear; in another place than before, live ones are posted anew."""
    place, before = (chat_id, thread_id), (desk.chat_id, desk.thread_id)
    lane = None if desk.chat_id is None else telegram_lane(desk.chat_id)
    desk.chat_id, desk.thread_id = place
    await session.flush()
    cards = _of_desk(desk.id) & IN_THE_GROUP
    await _move_cards(session, cards, telegram_lane(chat_id))
    if before not in ((None, None), place):
        await _say_where(session, desk.id, cards & _live() & Card.panel_id.is_not(None), now)
        await _repost(session, cards & _live(), now)
    await _move_rows(session, desk.id, lane, telegram_lane(chat_id), Outbox.kind.in_(TO_OPERATORS))
    wake(session, Channel.DELIVERY)


async def bind_department(
    session: AsyncSession,
    desk: Desk,
    name: str,
    where: tuple[int, int | None],
    staff_id: int,
    now: datetime,
    person: Staff | None = None,
) -> Department:
    """`/department NAME`: here, and only here. The same name moves; the same place is renamed. Raises Refused.

    `person`: who alone it is, in the private chat that `where` names.
    """
    query = select(Department).where(Department.desk_id == desk.id, Department.closed_at.is_(None))
    everyone: Sequence[Department] = (await session.scalars(query)).all()
    here = next((one for one in everyone if (one.chat_id, one.thread_id) == where), None)
    named = next((one for one in everyone if one.name.casefold() == name.casefold()), None)
    if here is not None and named is not None and here is not named:
        raise Refused("department-both", name=named.name, here=here.name)
    department = here or named
    if department is None:
        department = Department(desk_id=desk.id, name=name, chat_id=where[0], thread_id=where[1])
        session.add(department)
    else:
        department.name = name
        if (department.chat_id, department.thread_id) != where:
            # Who was chosen is not in the other place.
            await session.execute(
                delete(DepartmentMember).where(DepartmentMember.department_id == department.id)
            )
        await _move_department(session, department, where, now)
    department.person_id = None if person is None else person.id
    await session.flush()
    data = {"department": department.id, "chat": where[0], "thread": where[1]}
    desk_event(session, desk.id, "department_bound", at=now, by=staff_id, data=data)
    return department


async def _move_department(
    session: AsyncSession, department: Department, where: tuple[int, int | None], now: datetime
) -> None:
    """Questions that wait for an answer are posted anew there."""
    if (department.chat_id, department.thread_id) == where:
        return
    lane, after = telegram_lane(department.chat_id), telegram_lane(where[0])
    department.chat_id, department.thread_id = where
    asked = select(Escalation.id).where(Escalation.department_id == department.id)
    waiting = asked.where(ASKED)
    await _move_cards(session, Card.escalation_id.in_(asked), after)
    await _repost(session, Card.escalation_id.in_(waiting), now)
    own = Outbox.kind.in_(TO_DEPARTMENT) & (Outbox.payload["department"].as_integer() == department.id)
    await _move_rows(session, department.desk_id, lane, after, own)
    wake(session, Channel.DELIVERY)


async def move_lane(session: AsyncSession, desk_id: int, before: str, after: str, now: datetime) -> None:
    """A chat has another id: everything that waits in its lane goes along, and its live cards are posted anew."""
    cards = _of_desk(desk_id) & (Card.lane == before)
    await _repost(session, cards & _live(), now)
    await _move_cards(session, cards, after)
    await _move_rows(session, desk_id, before, after, Outbox.lane.is_not(None))


def _of_desk(desk_id: int) -> ColumnElement[bool]:
    return Card.case_id.in_(select(Case.id).where(Case.desk_id == desk_id)) | Card.panel_id.in_(
        select(Panel.id).where(Panel.desk_id == desk_id)
    )


def _live() -> ColumnElement[bool]:
    """What is still worth being shown in another place; what a panel collects is shown by the panel."""
    cases = Card.case_id.in_(select(Case.id).where(Case.closed_at.is_(None)))
    panels = Card.panel_id.in_(select(Panel.id).where(Panel.closed_at.is_(None)))
    return Card.collected_in.is_(None) & (cases | panels)


async def _move_cards(session: AsyncSession, which: ColumnElement[bool], lane: str) -> None:
    await session.execute(
        update(Card).where(which).values(lane=lane).execution_options(synchronize_session=False)
    )


async def _say_where(session: AsyncSession, desk_id: int, which: ColumnElement[bool], now: datetime) -> None:
    """A panel that is left behind would be believed for ever; a case's card is only the way it once was."""
    for card in (await session.scalars(select(Card).where(which, Card.message_id.is_not(None)))).all():
        enqueue(
            session,
            desk_id=desk_id,
            lane=telegram_lane(card.chat_id or 0),
            kind="moved",
            urgency=Urgency.REFRESH,
            not_before=now + MOVED_IN,
            payload={"message_id": card.message_id, "card": card.id},
        )


async def _repost(session: AsyncSession, which: ColumnElement[bool], now: datetime) -> None:
    """What is where they were stays behind. Panels come first: they show the way to many cases."""
    await session.execute(
        update(Card)
        .where(which)
        .values(
            message_id=None,
            chat_id=None,
            shown_hash=None,
            wanted_version=Card.wanted_version + 1,
            urgency=case_((Card.panel_id.is_not(None), int(Urgency.ACT)), else_=Card.urgency),
            due_at=now,
        )
        .execution_options(synchronize_session=False)
    )


async def _move_rows(
    session: AsyncSession, desk_id: int, before: str | None, after: str, which: ColumnElement[bool]
) -> None:
    waits = Outbox.state.in_((RowState.PENDING, RowState.SENDING))
    await session.execute(
        update(Outbox)
        .where(Outbox.desk_id == desk_id, Outbox.lane.is_not_distinct_from(before), which, waits)
        .values(lane=after)
        .execution_options(synchronize_session=False)
    )
