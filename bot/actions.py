"""What people do with a case: lock → decide → record. Answers are in `bot/answers.py` and `bot/amending.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import CLOSED, Act, Action, Refused
from bot.outcomes import Source, sign_source
from bot.record import apply, bring_out, enqueue, event, lock, new_card, want_card
from storage.models import (
    Card,
    Case,
    Department,
    Desk,
    Draft,
    DraftState,
    Escalation,
    Note,
    Staff,
    Why,
)
from storage.queries import open_escalations, waits_since


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
    since = await waits_since(session, case_id) if press.action is Action.REOPEN else None
    act = Act(press.action, now, staff.id, press.seen_version, press.confirmed, since)
    decision = await apply(session, case, act)
    if decision.status in CLOSED:
        await _return_escalations(session, case, now)
    elif case.holder_id is not None and not press.stays:
        # Who has it must be able to swipe it.
        await bring_out(session, case, Urgency.ACT, now)
    await want_card(session, case, Urgency.ACT, now)
    return case


async def _return_escalations(session: AsyncSession, case: Case, now: datetime) -> None:
    for escalation in await open_escalations(session, case.id):
        escalation.returned_at = now


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


async def escalate(
    session: AsyncSession, case_id: int, department_id: int, question: str | None, staff: Staff, now: datetime
) -> Department:
    """Put the case to a department, which gets a card of its own. Raises Refused: asked already, gone."""
    require(staff.role, Action.ESCALATE)
    case = await lock(session, case_id)
    department = await session.get(Department, department_id)
    if department is None or department.desk_id != case.desk_id:
        raise Refused("department-gone")
    if any(one.department_id == department_id for one in await open_escalations(session, case_id)):
        raise Refused("asked-already", department=department.name)
    await apply(
        session,
        case,
        Act(Action.ESCALATE, now, staff.id),
        {"department": department.id, "asked": bool(question)},
    )
    escalation = Escalation(
        case_id=case.id, department_id=department.id, question=question, asked_by=staff.id, asked_at=now
    )
    session.add(escalation)
    await session.flush()
    lane = telegram_lane(department.chat_id)
    new_card(session, case, lane=lane, urgency=Urgency.ACT, at=now, escalation_id=escalation.id)
    await want_card(session, case, Urgency.ACT, now)
    return department


async def advise(
    session: AsyncSession, escalation_id: int, text: str, staff: Staff | None, source: Source, now: datetime
) -> None:
    """A specialist's words come back to the operators as a draft with `Send to customer`."""
    escalation = await session.get_one(Escalation, escalation_id, options=[joinedload(Escalation.department)])
    case = await lock(session, escalation.case_id)
    by = None if staff is None else staff.id
    if staff is not None:
        require(staff.role, Action.ADVISE)
    draft = Draft(
        case_id=case.id,
        escalation_id=escalation.id,
        author_id=by,
        why=Why.ADVICE,
        text=text,
        source_chat_id=source.chat_id,
        source_message_id=source.message_id,
    )
    session.add(draft)
    escalation.answered_at = escalation.answered_at or now
    await session.flush()
    data = {"department": escalation.department_id, "draft": draft.id}
    await apply(session, case, Act(Action.ADVISE, now, by), data)
    sign_source(session, case.desk_id, source, Sign.SENT, now)
    await bring_advice(session, case, draft, now)


async def rewrite_advice(session: AsyncSession, draft: Draft, text: str, now: datetime) -> None:
    """The specialist edited their words: another draft, so that no old button sends what nobody has read."""
    case = await lock(session, draft.case_id)
    await session.refresh(draft)
    if draft.state != DraftState.WAITING or text == draft.text:
        return
    draft.state = DraftState.DROPPED
    event(session, case, "draft_dropped", by=draft.author_id, at=now, data={"draft": draft.id})
    anew = Draft(
        case_id=case.id,
        escalation_id=draft.escalation_id,
        author_id=draft.author_id,
        why=Why.ADVICE,
        text=text,
        source_chat_id=draft.source_chat_id,
        source_message_id=draft.source_message_id,
    )
    session.add(anew)
    await session.flush()
    data = {"draft": anew.id, "why": Why.ADVICE.value}
    event(session, case, "draft", by=draft.author_id, at=now, data=data)
    await bring_advice(session, case, anew, now)


async def bring_advice(session: AsyncSession, case: Case, draft: Draft, now: datetime) -> None:
    """The specialist's words, as a message in the operator group: a new one, or in place of what they were."""
    desk = await session.get_one(Desk, case.desk_id)
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=None if desk.chat_id is None else telegram_lane(desk.chat_id),
        kind="advice",
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"draft": draft.id},
    )
    await want_card(session, case, Urgency.REFRESH, now)


async def show_again(session: AsyncSession, case_id: int, now: datetime) -> None:
    """Post the case's card anew below: `/case N`, or its message is gone."""
    case = await lock(session, case_id)
    await bring_out(session, case, Urgency.ACT, now)
    await session.execute(
        update(Card)
        .where(Card.case_id == case_id, Card.escalation_id.is_(None))
        .values(message_id=None, chat_id=None, shown_hash=None)
    )
    await want_card(session, case, Urgency.ACT, now)


def customer_event(
    session: AsyncSession, case: Case, kind: str, now: datetime, message_id: int, mark: str | None = None
) -> None:
    """The customer edited, deleted or restored something: no change of the case itself. `mark`: of the network's event."""
    data = {"message": message_id} if mark is None else {"message": message_id, "mark": mark}
    event(session, case, kind, at=now, data=data)
