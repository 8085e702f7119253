"""People of the desk: which role they have, and what becomes of what they had when they lose it.

Every function works in the caller's transaction. What Telegram says of memberships is asked in `bot/telegram/people.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot import departments, reviews, shifts
from bot.desk.lanes import Urgency
from bot.desk.links import message_link
from bot.desk.permissions import MATRIX, Ability, Right, may
from bot.desk.richtext import Rich, bold, fill, join, lines, link, name
from bot.desk.roles import Standing, role_of
from bot.desk.states import Act, Action, Refused
from bot.notices import say, tell_owners
from bot.private_work import take_away
from bot.record import apply, desk_event, event, lock, want_card
from bot.texts import words
from storage.models import (
    LIVE,
    Approvers,
    Case,
    Department,
    Desk,
    Draft,
    DraftState,
    Escalation,
    Role,
    Staff,
)
from storage.queries import ASKED, operators_card

NAMED = 15
"""So many cases are named where somebody's work is free again; the card of each tells the rest."""


async def settle(session: AsyncSession, desk: Desk, staff: Staff, standing: Standing, now: datetime) -> bool:
    """What Telegram says of somebody's memberships takes effect. False: they have left."""
    held = None if staff.left_at is not None else Role(staff.role)
    role = role_of(held, given_to(staff), Role(desk.newcomers), standing)
    if role is None:
        if held is not None:
            await _leave(session, desk, staff, now)
        return False
    come(session, staff, now)
    await become(session, desk, staff, role, now)
    return True


def come(session: AsyncSession, staff: Staff, now: datetime) -> None:
    """Back again. Who never left may be told so too."""
    if staff.left_at is not None:
        staff.left_at = None
        desk_event(session, staff.desk_id, "came_back", at=now, by=staff.id)


def given_to(staff: Staff) -> Role | None:
    return None if staff.given_role is None else Role(staff.given_role)


async def _leave(session: AsyncSession, desk: Desk, staff: Staff, now: datetime) -> None:
    staff.left_at = now
    shifts.end(session, staff, now)
    desk_event(session, desk.id, "left", at=now, by=staff.id)
    await hand_back(session, desk, staff, (), now, gone=True)
    await _tell_of_approvers(session, desk, Role(staff.role), now)


async def become(
    session: AsyncSession, desk: Desk, staff: Staff, role: Role, now: datetime, by: int | None = None
) -> None:
    """Another role, if it is another one: what it does not allow any more goes back. `by`: who gave it."""
    before = Role(staff.role)
    if role is before:
        return
    staff.role = role
    if not may(role, Action.CLAIM):
        shifts.end(session, staff, now)
    data = {"person": staff.id, "before": before.value, "after": role.value}
    desk_event(session, desk.id, "role", at=now, by=by, data=data)
    await hand_back(session, desk, staff, MATRIX[role], now, gone=False)
    if not may(role, Right.LOOK):
        await take_away(session, staff, now)
    await _tell_of_approvers(session, desk, before, now)


async def give(
    session: AsyncSession,
    desk: Desk,
    staff: Staff,
    role: Role | None,
    standing: Standing,
    by: Staff,
    now: datetime,
    *,
    fixed: Collection[int] = (),
) -> Role | None:
    """`/staff`: an owner gives a role; `role` None: the group's own again. The role that holds now; None: they are in
    none of our chats, and have it when they come back.

    `fixed`: whom OWNER_IDS makes owners at every start. Raises Refused: the last owner, one of those.
    """
    await _lock_people(session, desk.id)
    await session.refresh(staff)
    if staff.role == Role.OWNER and role is not Role.OWNER and await _owners_but(session, staff) == 0:
        raise Refused("last-owner")
    if staff.role == Role.OWNER and role is not Role.OWNER and staff.user_id in fixed:
        raise Refused("owner-by-settings", name=staff.name)
    holds: Role | None
    if role is Role.OWNER:
        holds = role
    else:
        held = (
            None
            if staff.left_at is not None or role is None or staff.role == Role.OWNER
            else Role(staff.role)
        )
        holds = role_of(held, role, Role(desk.newcomers), standing)
    if staff.given_role == role and holds == staff.role and staff.left_at is None:
        return holds
    staff.given_role = role
    data = {"person": staff.id, "role": None if role is None else role.value}
    desk_event(session, desk.id, "role_given", at=now, by=by.id, data=data)
    if holds is None:
        if staff.left_at is None:
            await _leave(session, desk, staff, now)
        return None
    come(session, staff, now)
    await become(session, desk, staff, holds, now, by.id)
    return holds


async def _lock_people(session: AsyncSession, desk_id: int) -> None:
    """Two owners who lower each other do it one after the other."""
    await session.execute(
        select(Staff.id)
        .where(Staff.desk_id == desk_id, Staff.role == Role.OWNER)
        .order_by(Staff.id)
        .with_for_update(key_share=True)
    )


async def _owners_but(session: AsyncSession, staff: Staff) -> int:
    query = select(func.count()).where(
        Staff.desk_id == staff.desk_id,
        Staff.role == Role.OWNER,
        Staff.left_at.is_(None),
        Staff.id != staff.id,
    )
    return await session.scalar(query) or 0


async def _tell_of_approvers(session: AsyncSession, desk: Desk, lost: Role, now: datetime) -> None:
    """The last supervisor is none any more, and only supervisors approve: till the owner changes that, the owner does."""
    if lost is not Role.SUPERVISOR or desk.approvers != Approvers.SUPERVISORS:
        return
    await session.flush()
    if Role.SUPERVISOR not in await roles_present(session, desk.id):
        await tell_owners(session, desk, "owner-no-supervisor", {}, now)


async def roles_present(session: AsyncSession, desk_id: int) -> Collection[str]:
    """The roles that somebody has now."""
    query = select(Staff.role).where(Staff.desk_id == desk_id, Staff.left_at.is_(None)).distinct()
    return (await session.scalars(query)).all()


# --- what somebody had


async def hand_back(
    session: AsyncSession,
    desk: Desk,
    staff: Staff,
    abilities: Collection[Ability],
    now: datetime,
    *,
    gone: bool,
) -> None:
    """What needs more than `abilities` goes back to all: cases held, drafts that only they could send or approve,
    questions they had taken. The places it is for now are told, once for all of it. `gone`: they left the desk.
    """
    if Action.ADVISE not in abilities:
        await departments.of_person(session, staff)  # a department is locked before cases
    kind, gist = ("departed", "gone") if gone else ("handed_back", "changed")
    await _lock_cases(session, staff)
    cases = [] if Action.CLAIM in abilities else await _release(session, staff, kind, now)
    drafts = await _free_drafts(session, staff, abilities, now)
    if Action.ADVISE not in abilities:
        await departments.advises_no_more(session, desk, staff, now, gone=gone)
    await _say_free(session, desk, staff, gist, cases, drafts, now)


async def outside(session: AsyncSession, desk: Desk, staff: Staff, now: datetime) -> None:
    """An owner has left the operators' group: an owner still, who has everything but the cases held there."""
    cases = await _release(session, staff, "handed_back", now)
    await _say_free(session, desk, staff, "outside", cases, (), now)


async def _say_free(
    session: AsyncSession,
    desk: Desk,
    staff: Staff,
    gist: str,
    cases: Sequence[int],
    drafts: Sequence[int],
    now: datetime,
) -> None:
    texts = words(desk.language)
    if cases or drafts:
        said = [fill(texts, "people-handed-back", gist=gist, name=bold(name(staff.name)))]
        if cases:
            said.append(fill(texts, "people-free-again", cases=await _links(session, cases)))
        if drafts:
            said.append(fill(texts, "people-drafts", cases=await _links(session, drafts)))
        if desk.chat_id is not None:
            say(session, desk.id, lines(said).html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)


async def _lock_cases(session: AsyncSession, staff: Staff) -> None:
    """All that any of it is about, in the one order: who locks a part of them then another would wait in a circle."""
    taken = or_(Escalation.taken_by == staff.id, Escalation.department.has(Department.person_id == staff.id))
    about = union(
        select(Case.id).where(Case.holder_id == staff.id, Case.status.in_(LIVE)),
        select(Draft.case_id).where(Draft.state == DraftState.WAITING, _waits_for(staff)),
        select(Escalation.case_id).where(ASKED, taken),
    )
    locked = select(Case.id).where(Case.id.in_(about)).order_by(Case.id)
    await session.execute(locked.with_for_update(key_share=True))


def _waits_for(staff: Staff) -> ColumnElement[bool]:
    return or_(Draft.release_by == staff.id, Draft.approver_id == staff.id)


async def _release(session: AsyncSession, staff: Staff, kind: str, now: datetime) -> list[int]:
    held = select(Case.id).where(Case.holder_id == staff.id, Case.status.in_(LIVE)).order_by(Case.id)
    freed: list[int] = []
    for case_id in (await session.scalars(held)).all():
        case = await lock(session, case_id)
        if case.holder_id != staff.id or case.status not in LIVE:
            continue
        await apply(session, case, Act(Action.RELEASE, now, staff.id), event_kind=kind)
        await want_card(session, case, Urgency.ACT, now)
        freed.append(case.id)
    return freed


async def _free_drafts(
    session: AsyncSession, staff: Staff, abilities: Collection[Ability], now: datetime
) -> list[int]:
    """Any operator may send what only they could send, whoever may approve may look at what they were asked to."""
    waiting = select(Draft).where(Draft.state == DraftState.WAITING)
    freed: list[int] = []
    for draft in (
        await session.scalars(waiting.where(_waits_for(staff)).order_by(Draft.case_id, Draft.id))
    ).all():
        case = await lock(session, draft.case_id)
        await session.refresh(draft)
        sends = draft.release_by == staff.id and Action.ANSWER not in abilities
        approves = draft.approver_id == staff.id and Right.APPROVE not in abilities
        if draft.state != DraftState.WAITING or not (sends or approves):
            continue
        draft.release_by = None if sends else draft.release_by
        if approves:
            draft.approver_id = None
            await reviews.call_all(session, case, draft, now)
        event(session, case, "draft_freed", by=staff.id, at=now, data={"draft": draft.id})
        await want_card(session, case, Urgency.ACT, now)
        freed.append(case.id)
    return list(dict.fromkeys(freed))


async def _links(session: AsyncSession, case_ids: Sequence[int]) -> Rich:
    """Their numbers, each the way to its card."""
    shown: list[Rich] = []
    for case_id in case_ids[:NAMED]:
        card = await operators_card(session, case_id)
        case = await session.get_one(Case, case_id)
        way = None if card is None or card.chat_id is None else message_link(card.chat_id, card.message_id)
        shown.append(link(f"#{case.number}", way))
    return join(", ", (*shown, *_rest(case_ids)))


def _rest(case_ids: Sequence[int]) -> Sequence[Rich]:
    return [name(f"+{len(case_ids) - NAMED}")] if len(case_ids) > NAMED else []


async def left_behind(session: AsyncSession, desk_id: int) -> Sequence[Staff]:
    """Who has left and yet holds a case: an act of theirs was under way when they went."""
    holds = select(Case.id).where(Case.holder_id == Staff.id, Case.status.in_(LIVE)).exists()
    query = select(Staff).where(Staff.desk_id == desk_id, Staff.left_at.is_not(None), holds)
    return (await session.scalars(query)).all()
