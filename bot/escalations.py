"""What goes to and fro between the operators and a department: asked, taken, asked back, advised, answered, returned.

Every function works in the caller's transaction and takes the case's lock first, but a department's before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import answers
from bot.answers import Queued, Terms
from bot.asked import bring_file, lock_asked, log, put_back, say_to_operators, to_department, to_operators
from bot.desk.deadlines import own_target
from bot.desk.departments import (
    answers_itself,
    check_take,
    check_waits,
    deadline,
    left,
    of_department,
)
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import require
from bot.desk.signs import Sign
from bot.desk.states import Act, Action, Refused
from bot.drafts import Kept, Words
from bot.enclosed import Belongs, attach, files_of
from bot.hours import hours_of
from bot.outcomes import Source, sign_source
from bot.record import apply, event, lock, new_card, want_card
from storage.models import (
    Card,
    Case,
    Department,
    DepartmentMember,
    Desk,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Measure,
    Message,
    Note,
    Returned,
    Staff,
    Target,
    Why,
)
from storage.queries import is_silent, open_escalations

# --- asking


async def escalate(
    session: AsyncSession, case_id: int, department_id: int, question: str | None, staff: Staff, now: datetime
) -> Department:
    """Put the case to a department, which gets a card of its own. Raises Refused: asked already, gone, not reached."""
    require(staff.role, Action.ESCALATE)
    department = await _department_to_ask(session, staff.desk_id, department_id)
    case = await lock(session, case_id)
    if any(one.department_id == department_id for one in await open_escalations(session, case.id)):
        raise Refused("asked-already", department=department.name)
    data = {"department": department.id, "asked": bool(question)}
    await apply(session, case, Act(Action.ESCALATE, now, staff.id), data)
    desk = await session.get_one(Desk, case.desk_id)
    within = timedelta(minutes=await _within(session, case, department))
    due = deadline(now, within, await hours_of(session, desk))
    escalation = Escalation(
        case_id=case.id,
        department_id=department.id,
        question=question,
        asked_by=staff.id,
        asked_at=now,
    )
    due.holds_for(escalation, desk.terms)
    session.add(escalation)
    await session.flush()
    lane = telegram_lane(department.chat_id)
    new_card(session, case, lane=lane, urgency=Urgency.ACT, at=now, escalation_id=escalation.id)
    await want_card(session, case, Urgency.ACT, now)
    return department


async def _within(session: AsyncSession, case: Case, department: Department) -> int:
    """Minutes: what the owner set for such cases, else the department's own."""
    own = (await session.scalars(select(Target).where(Target.desk_id == case.desk_id))).all()
    return own_target(Measure.DEPARTMENT, case, own) or department.answers_within


async def _department_to_ask(session: AsyncSession, desk_id: int, department_id: int) -> Department:
    # Whoever closes it meanwhile waits, and then returns this question as well. Locked before the case, as they do.
    department = await session.get(
        Department, department_id, populate_existing=True, with_for_update={"read": True}
    )
    if department is None or department.desk_id != desk_id:
        raise Refused("department-gone")
    await check_asked(session, department)
    return department


async def check_asked(session: AsyncSession, department: Department) -> None:
    """Raises Refused when it can't be asked: closed, or nobody there reads what comes."""
    if department.closed_at is not None:
        raise Refused("department-gone")
    if department.person_id is not None:
        person = await session.get_one(Staff, department.person_id)
        if person.left_at is not None or person.private_at is None:
            raise Refused("department-unreachable", department=department.name, name=person.name)
    if await is_silent(session, telegram_lane(department.chat_id)):
        raise Refused("department-silent", department=department.name)


# --- the department's side


async def check_person(
    session: AsyncSession, department: Department, staff: Staff | None, place_id: int | None
) -> None:
    """Raises Refused for somebody who is not of it. `place_id`: the department whose place it is; None: in private."""
    if place_id != (None if department.person_id is not None else department.id):
        raise Refused("department-elsewhere", department=department.name)
    if staff is not None:
        require(staff.role, Action.ADVISE)
    members = await members_of(session, department.id)
    if staff is None and members:
        raise Refused("name-needed")
    if staff is not None and not of_department(department, members, staff):
        names = ", ".join(one.name for one in members if one.left_at is None)
        raise Refused("department-members", department=department.name, names=names)


async def members_of(session: AsyncSession, department_id: int) -> Sequence[Staff]:
    """Who was chosen, also who left since; nobody: everyone in its chat is of it."""
    query = select(Staff).join(DepartmentMember, DepartmentMember.staff_id == Staff.id)
    query = query.where(DepartmentMember.department_id == department_id).order_by(Staff.name)
    return (await session.scalars(query)).all()


async def take(
    session: AsyncSession,
    escalation_id: int,
    staff: Staff,
    now: datetime,
    place_id: int | None,
    case_id: int | None = None,
) -> Staff | None:
    """Who had it before, if somebody else did."""
    asked, department, case = await lock_asked(session, escalation_id, case_id)
    await check_person(session, department, staff, place_id)
    check_take(asked, department, staff)
    before = None if asked.taken_by is None else await session.get_one(Staff, asked.taken_by)
    asked.taken_by, asked.taken_at = staff.id, now
    log(session, case, asked, "escalation_taken", now, staff)
    await want_card(session, case, Urgency.ACT, now)
    return before


async def prompt(
    session: AsyncSession,
    kind: str,
    escalation_id: int,
    staff: Staff,
    now: datetime,
    place_id: int | None,
    case_id: int,
) -> None:
    """Ask for words in the department's place: a question back (`asking`), why it is returned (`returning`)."""
    asked, department, case = await lock_asked(session, escalation_id, case_id)
    await check_person(session, department, staff, place_id)
    check_waits(asked, department)
    to_department(session, case, asked, department, kind, now, {"staff": staff.id})


async def ask_back(
    session: AsyncSession,
    escalation_id: int,
    text: str,
    staff: Staff,
    source: Source | None,
    now: datetime,
    place_id: int | None,
) -> None:
    """The department's own question: its time stands still until the operators answer."""
    asked, department, case = await lock_asked(session, escalation_id)
    await check_person(session, department, staff, place_id)
    check_waits(asked, department)
    asked.asked_back_at = asked.asked_back_at or now
    asked.asked_back_to, asked.asked_again_at = case.holder_id, None
    if asked.taken_by is None:
        asked.taken_by, asked.taken_at = staff.id, now
    note = await _say(session, case, asked, text, staff, source, now, by_department=True)
    log(session, case, asked, "asked_back", now, staff)
    await to_operators(session, case, asked, "asked_back", now, {"note": note.id})
    await want_card(session, case, Urgency.ACT, now)


async def give_back(
    session: AsyncSession,
    escalation_id: int,
    reason: str | None,
    staff: Staff,
    now: datetime,
    place_id: int | None,
    case_id: int | None = None,
) -> None:
    """The department returns the question; the operators are told."""
    asked, department, case = await lock_asked(session, escalation_id, case_id)
    await check_person(session, department, staff, place_id)
    check_waits(asked, department)
    asked.returned_by, asked.return_reason = staff.id, reason
    await put_back(session, case, asked, Returned.DEPARTMENT, now, staff)


async def advise(
    session: AsyncSession,
    escalation_id: int,
    words: Words,
    staff: Staff | None,
    now: datetime,
    place_id: int | None,
) -> None:
    """A specialist's words come back to the operators as a draft with `Send to customer`, with what is attached."""
    asked, department, case = await lock_asked(session, escalation_id)
    await check_person(session, department, staff, place_id)
    await _advise(session, case, asked, words, staff, now)


async def _advise(
    session: AsyncSession, case: Case, asked: Escalation, words: Words, staff: Staff | None, now: datetime
) -> None:
    by, source = None if staff is None else staff.id, words.source
    draft = Draft(
        case_id=case.id,
        escalation_id=asked.id,
        author_id=by,
        why=Why.ADVICE,
        text=words.text,
        source_chat_id=None if source is None else source.chat_id,
        source_message_id=None if source is None else source.message_id,
    )
    session.add(draft)
    await session.flush()
    attach(session, Belongs(draft_id=draft.id), words.files)
    answered(asked, now)
    data = {"department": asked.department_id, "draft": draft.id}
    await apply(session, case, Act(Action.ADVISE, now, by), data)
    if source is not None:
        sign_source(session, case.desk_id, source, Sign.SENT, now)
    await bring_advice(session, case, draft, now)


def answered(asked: Escalation, now: datetime) -> None:
    """Once is enough: what the department adds does not change when it answered. Nobody owes it an answer then."""
    asked.answered_at = asked.answered_at or now
    asked.asked_back_at = None


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
    attach(session, Belongs(draft_id=anew.id), await files_of(session, Belongs(draft_id=draft.id)))
    data = {"draft": anew.id, "why": Why.ADVICE.value}
    event(session, case, "draft", by=draft.author_id, at=now, data=data)
    await bring_advice(session, case, anew, now)


async def bring_advice(session: AsyncSession, case: Case, draft: Draft, now: datetime) -> None:
    """The specialist's words, as a message in the operator group: a new one, or in place of what they were."""
    await say_to_operators(session, case, "advice", now, {"draft": draft.id})
    for file in await files_of(session, Belongs(draft_id=draft.id)):
        await bring_file(session, case, draft, file.source_message_id, now)
    await want_card(session, case, Urgency.REFRESH, now)


async def answer(
    session: AsyncSession,
    escalation_id: int,
    words: Words,
    staff: Staff | None,
    terms: Terms,
    place_id: int | None,
) -> Queued | Kept | None:
    """A department's words. A trusted one answers the customer itself; None: it advised. Kept: they do not go out as they
    are, and somebody must show the draft to the operators (`show_kept`).
    """
    asked, department, case = await lock_asked(session, escalation_id)
    await check_person(session, department, staff, place_id)
    if staff is None or words.look or not answers_itself(department, asked, case.status, staff.role):
        await _advise(session, case, asked, words, staff, terms.now)
        return None
    words = replace(words, escalation_id=asked.id, about_id=await _seen_there(session, asked))
    try:
        outcome = await answers.answer(session, case.id, words, staff, terms)
    except Refused as error:
        if error.key != "cannot-reply":
            raise
        await _advise(session, case, asked, words, staff, terms.now)
        return None
    data = {"department": department.id}
    answered(asked, terms.now)
    event(session, case, "department_answered", by=staff.id, at=terms.now, data=data)
    return outcome


async def show_kept(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """What a trusted department wrote and does not go out as it is: the operators send it, or something else."""
    await bring_advice(session, await lock(session, draft.case_id), draft, now)


async def _seen_there(session: AsyncSession, asked: Escalation) -> int | None:
    """The last customer message that the department's card had shown when it was drawn last."""
    drawn = select(Card.drawn_at).where(Card.escalation_id == asked.id).scalar_subquery()
    query = (
        select(Message.id)
        .where(Message.case_id == asked.case_id, Message.direction == Direction.IN)
        .where(Message.received_at <= drawn)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return await session.scalar(query)


# --- the operators' side


async def answer_back(
    session: AsyncSession,
    escalation_id: int,
    text: str,
    staff: Staff,
    source: Source | None,
    now: datetime,
) -> Department:
    """What the department asked the operators, answered: its time runs again, with as much left as there was."""
    require(staff.role, Action.ESCALATE)
    asked, department, case = await lock_asked(session, escalation_id)
    check_waits(asked, department)
    note = await _say(session, case, asked, text, staff, source, now, by_department=False)
    if asked.asked_back_at is not None and asked.due_at is not None:
        desk = await session.get_one(Desk, case.desk_id)
        hours = await hours_of(session, desk)
        due = deadline(now, left(asked.due_at, asked.asked_back_at, hours), hours)
        due.holds_for(asked, desk.terms)
    asked.asked_back_at = None
    log(session, case, asked, "answered_back", now, staff)
    to_department(session, case, asked, department, "answered_back", now, {"note": note.id})
    await want_card(session, case, Urgency.ACT, now)
    return department


async def return_open(session: AsyncSession, case: Case, now: datetime) -> None:
    """The case is closed: nobody needs an answer any more. The case is locked by the caller."""
    for asked in await open_escalations(session, case.id):
        asked.returned_at, asked.returned_why = now, Returned.CASE_CLOSED


async def _say(
    session: AsyncSession,
    case: Case,
    asked: Escalation,
    text: str,
    staff: Staff,
    source: Source | None,
    now: datetime,
    *,
    by_department: bool,
) -> Note:
    """Words between the operators and the department."""
    note = Note(
        case_id=case.id,
        escalation_id=asked.id,
        staff_id=staff.id,
        by_department=by_department,
        text=text,
        source_chat_id=None if source is None else source.chat_id,
        source_message_id=None if source is None else source.message_id,
    )
    session.add(note)
    await session.flush()
    if source is not None:
        sign_source(session, case.desk_id, source, Sign.SENT, now)
    return note
