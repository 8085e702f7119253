"""What people do with a case: lock → decide → record. Answers are in `bot/answers.py` and `bot/amending.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import escalations
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import CLOSED, Act, Action
from bot.homes import chat_at_home
from bot.outcomes import Source, sign_source
from bot.record import (
    apply,
    bring_out,
    event,
    lock,
    post_privately,
    want_card,
    want_own_card,
    without_sound,
)
from storage.models import Card, Case, Note, Staff
from storage.queries import IN_THE_GROUP, waits_since


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed on a message drawn when the case had `seen_version`; None: nothing to hold back."""

    action: Action
    seen_version: int | None = None
    confirmed: bool = False
    stays: bool = False
    """A case that a panel collects stays there."""


async def perform(session: AsyncSession, case_id: int, press: Press, staff: Staff, now: datetime) -> Case:
    """Claim, release, take over, resolve, dismiss, reopen. Raises Refused (HeldByOther, Unseen)."""
    require(staff.role, press.action)
    case = await lock(session, case_id)
    since = await waits_since(session, case.id) if press.action is Action.REOPEN else None
    act = Act(press.action, now, staff.id, press.seen_version, press.confirmed, since)
    decision = await apply(session, case, act)
    if decision.status in CLOSED:
        await escalations.return_open(session, case, now)
        await want_card(session, case, Urgency.ACT, now)
    elif case.holder_id is not None and not press.stays and await chat_at_home(session, case) is None:
        # Who has it must be able to swipe it.
        await want_own_card(session, case, Urgency.ACT, now)
    else:
        await want_card(session, case, Urgency.ACT, now)
    if press.stays:
        await without_sound(session, case, staff.id)
    return case


async def note(
    session: AsyncSession,
    case_id: int,
    text: str,
    staff: Staff | None,
    source: Source | None,
    now: datetime,
    album: str | None = None,
) -> None:
    """What the desk says to itself. `staff` None: an anonymous administrator. `source` None: in an ephemeral message.

    `album`: the files it is the caption of.
    """
    if staff is not None:
        require(staff.role, Action.NOTE)
    case = await lock(session, case_id)
    await apply(session, case, Act(Action.NOTE, now, None if staff is None else staff.id))
    session.add(
        Note(
            case_id=case.id,
            staff_id=None if staff is None else staff.id,
            text=text,
            source_chat_id=None if source is None else source.chat_id,
            source_message_id=None if source is None else source.message_id,
            album=album,
        )
    )
    if source is not None:
        sign_source(session, case.desk_id, source, Sign.NOTED, now)
    await want_card(session, case, Urgency.REFRESH, now)


async def note_by_source(session: AsyncSession, source: Source) -> Note | None:
    """The note that somebody's Telegram message became."""
    query = select(Note).where(
        Note.source_chat_id == source.chat_id, Note.source_message_id == source.message_id
    )
    return (await session.scalars(query)).one_or_none()


async def show_again(session: AsyncSession, case_id: int, now: datetime) -> None:
    """Post the case's card anew below in the group: `/case N`, or its message is gone."""
    case = await lock(session, case_id)
    await bring_out(session, case, Urgency.ACT, now)
    await session.execute(
        update(Card)
        .where(Card.case_id == case.id, IN_THE_GROUP)
        .values(message_id=None, chat_id=None, shown_hash=None)
    )
    await want_card(session, case, Urgency.ACT, now)


async def show_privately(session: AsyncSession, case_id: int, staff: Staff, now: datetime) -> bool:
    """The same in the person's private chat. False: the case does not live there."""
    case = await lock(session, case_id)
    if await chat_at_home(session, case) != staff.user_id:
        return False
    await post_privately(session, case, staff.id, telegram_lane(staff.user_id), now)
    return True


def customer_event(
    session: AsyncSession, case: Case, kind: str, now: datetime, message_id: int, mark: str | None = None
) -> None:
    """The customer edited, deleted or restored something: no change of the case itself. `mark`: of the network's event."""
    data = {"message": message_id} if mark is None else {"message": message_id, "mark": mark}
    event(session, case, kind, at=now, data=data)
