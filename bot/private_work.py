"""Work in private, as a person's own choice: what they have comes to their private chat with the bot, and back.

Where a case lives is asked in `bot/homes.py`; what moves when that changes is in `bot/record.py` (`move_home`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.homes import in_private
from bot.desk.kinds import FOR_PERSON
from bot.desk.lanes import TELEGRAM, Urgency, telegram_lane
from bot.desk.permissions import require
from bot.desk.richtext import fill, mention
from bot.desk.states import Action, Refused
from bot.notices import say
from bot.record import desk_event, lock, move_home, want_card, want_own_card
from bot.texts import words
from bot.transaction import Channel, wake
from storage.models import LIVE, Card, Case, Department, Desk, Escalation, Lane, Outbox, RowState, Staff

CLOSED_TO_US = ("forbidden", "no-rights")
"""Why a private chat's lane stands (`bot/telegram/errors.py`) when the person has blocked the bot or never opened it."""


async def switch(session: AsyncSession, staff: Staff, now: datetime, *, on: bool) -> int:
    """From now on what this person has lives in their private chat, or in the group: how many cases moved.

    Raises Refused: the role has no cases, or the private chat was never opened.
    """
    require(staff.role, Action.CLAIM)
    if on and staff.private_at is None:
        raise Refused("private-unopened")
    if staff.works_privately == on:
        return 0
    staff.works_privately = on
    kind = "private_on" if on else "private_off"
    desk_event(session, staff.desk_id, kind, at=now, by=staff.id)
    await session.flush()
    return await _move(session, staff, now)


async def _move(session: AsyncSession, staff: Staff, now: datetime) -> int:
    moved = await held(session, staff.id)
    for case_id in moved:
        case = await lock(session, case_id)
        if case.holder_id != staff.id or case.status not in LIVE:
            continue
        await move_home(session, case, now)
        if not in_private(staff):
            # Who has it must be able to swipe it.
            await want_own_card(session, case, Urgency.ACT, now)
        else:
            await want_card(session, case, Urgency.ACT, now)
    return len(moved)


async def held(session: AsyncSession, staff_id: int) -> Sequence[int]:
    """The live cases of a person, in the order in which they are locked."""
    query = select(Case.id).where(Case.holder_id == staff_id, Case.status.in_(LIVE)).order_by(Case.id)
    return (await session.scalars(query)).all()


async def bring_home(session: AsyncSession, now: datetime) -> None:
    """The tick: nobody's cases stay in a private chat that is closed to us, or of somebody who has left."""
    closed = _works_privately().where(Staff.left_at.is_(None), _closed() | Staff.private_at.is_(None))
    for staff in (await session.scalars(closed)).all():
        await _fall_back(session, staff, now)
    gone = _works_privately().where(Staff.left_at.is_not(None))
    for staff in (await session.scalars(gone)).all():
        staff.works_privately = False
        desk_event(session, staff.desk_id, "private_off", at=now, by=staff.id, data={"why": "left"})
        await session.flush()
        await _move(session, staff, now)
    await _redraw(session, now, *AT_REST, *OF_WHO_LEFT)
    await _redraw(session, now, *AT_REST, *OF_NO_DEPARTMENT)
    await _letters_to_group(session, now)
    await _post_what_is_missing(session, now)


def _works_privately() -> Select[Staff]:
    return select(Staff).where(Staff.works_privately).order_by(Staff.id)


def _closed() -> ColumnElement[bool]:
    """As a letter found out. Blocked before any letter: `private_at` (`bot/telegram/members.py`)."""
    lane = func.concat(f"{TELEGRAM}:", Staff.user_id)
    return exists().where(Lane.key == lane, Lane.stopped.in_(CLOSED_TO_US))


async def _fall_back(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """The bot cannot write there any more: the person and the group are told, in the group."""
    staff.works_privately = False
    desk_event(session, staff.desk_id, "private_off", at=now, by=staff.id, data={"why": "closed"})
    await session.flush()
    count = await _move(session, staff, now)
    desk = await session.get_one(Desk, staff.desk_id)
    if desk.chat_id is not None:
        said = fill(
            words(desk.language), "private-fell-back", name=mention(staff.user_id, staff.name), count=count
        )
        say(session, desk.id, said.html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)


async def take_away(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """A role that may not look sees nothing of customers on the cards in the private chat."""
    await _redraw(session, now, Card.staff_id == staff.id)


async def redraw_own(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """All cards in the private chat, also those of a department that is this person alone."""
    await _redraw(session, now, Card.staff_id == staff.id)
    alone = (Card.escalation_id == Escalation.id, Escalation.department_id == Department.id)
    await _redraw(session, now, *alone, Department.person_id == staff.id)


_PENDING = literal(RowState.PENDING.value, literal_execute=True)
"""Part of the text: a partial index is of no use to a plan for any state."""
AT_REST = (Card.due_at.is_(None), Card.lease_until.is_(None))
OF_WHO_LEFT = (
    Card.staff_id.is_not(None),
    Card.staff_id == Staff.id,
    Staff.left_at.is_not(None),
    Card.drawn_at.is_(None) | (Card.drawn_at < Staff.left_at),
)
OF_NO_DEPARTMENT = (
    Card.escalation_id == Escalation.id,
    Escalation.department_id == Department.id,
    Department.person_id.is_not(None),
    Card.drawn_at < Department.closed_at,
)
"""What somebody alone was asked, who is no department any more."""


async def _redraw(session: AsyncSession, now: datetime, *which: ColumnElement[bool]) -> None:
    """Cards in private chats are drawn once more: their people may not read them any more, or read another language."""
    taken = await session.scalars(
        update(Card)
        .where(*which, Card.message_id.is_not(None))
        .values(due_at=now, wanted_version=Card.wanted_version + 1)
        .returning(Card.id)
        .execution_options(synchronize_session=False)
    )
    if taken.all():
        wake(session, Channel.DELIVERY)


async def _letters_to_group(session: AsyncSession, now: datetime) -> None:
    """What is meant for somebody whose private chat is closed."""
    closed = select(Lane.key).where(
        Lane.stopped.in_(CLOSED_TO_US), Lane.key.like(f"{TELEGRAM}:%"), Lane.key.not_like(f"{TELEGRAM}:-%")
    )
    for desk in (await session.scalars(select(Desk).where(Desk.chat_id.is_not(None)))).all():
        moved = await session.scalars(
            update(Outbox)
            .where(Outbox.desk_id == desk.id, Outbox.kind.in_(FOR_PERSON), Outbox.state == _PENDING)
            .where(Outbox.lane.in_(closed))
            .values(lane=telegram_lane(desk.chat_id or 0))
            .returning(Outbox.id)
            .execution_options(synchronize_session=False)
        )
        if moved.all():
            wake(session, Channel.DELIVERY)


async def _post_what_is_missing(session: AsyncSession, now: datetime) -> None:
    """A case that was given to somebody while they chose to work in private."""
    own = exists().where(Card.case_id == Case.id, Card.staff_id == Staff.id)
    query = (
        select(Case.id)
        .join(Staff, Staff.id == Case.holder_id)
        .where(Staff.works_privately, Staff.private_at.is_not(None), Staff.left_at.is_(None))
        .where(Case.status.in_(LIVE), ~own)
        .order_by(Case.id)
    )
    for case_id in (await session.scalars(query)).all():
        await move_home(session, await lock(session, case_id), now)
