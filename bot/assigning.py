"""A case is given to a colleague, or all that somebody has to a colleague or back to the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import may, require
from bot.desk.states import Act, Action, Refused
from bot.homes import chat_at_home, group_of
from bot.private_work import held
from bot.record import apply, enqueue, lock, want_card, want_own_card
from bot.shifts import Colleague, colleagues
from storage.models import LIVE, Case, Desk, Draft, DraftState, Staff


async def assign(session: AsyncSession, case_id: int, to: Staff, by: Staff, now: datetime) -> Case:
    """The colleague has it from now on, and is told. Raises Refused: not their business, has it already, cannot."""
    require(by.role, Action.ASSIGN)
    check(to, by)
    case = await _give(session, case_id, to, by, now)
    if to.id != by.id:
        await _tell(session, case, to, by, now)
    return case


def check(to: Staff, by: Staff) -> None:
    """Raises Refused for whom nothing can be given to."""
    if to.desk_id != by.desk_id or to.left_at is not None:
        raise Refused("assignee-left", name=to.name)
    if not may(to.role, Action.ANSWER):
        raise Refused("assignee-cannot", name=to.name)


async def _give(session: AsyncSession, case_id: int, to: Staff, by: Staff, now: datetime) -> Case:
    case = await lock(session, case_id)
    before = case.holder_id
    await apply(session, case, Act(Action.ASSIGN, now, by.id, to=to.id), {"to": to.id})
    await _give_drafts(session, case, before, to)
    if await chat_at_home(session, case) is None:
        # Who has it must be able to swipe it.
        await want_own_card(session, case, Urgency.ACT, now)
    else:
        await want_card(session, case, Urgency.ACT, now)
    return case


async def _give_drafts(session: AsyncSession, case: Case, before: int | None, to: Staff) -> None:
    """Words that only the one before could send wait for the new one's press."""
    if before is None:
        return
    await session.execute(
        update(Draft)
        .where(Draft.case_id == case.id, Draft.state == DraftState.WAITING, Draft.release_by == before)
        .values(release_by=to.id)
        .execution_options(synchronize_session=False)
    )


async def _tell(session: AsyncSession, case: Case, to: Staff, by: Staff, now: datetime) -> None:
    """Privately if they opened the chat with the bot, else in the group."""
    private = None if to.private_at is None else telegram_lane(to.user_id)
    enqueue(
        session,
        desk_id=case.desk_id,
        lane=private or await group_of(session, case),
        kind="assigned",
        urgency=Urgency.ACT,
        not_before=now,
        case=case,
        payload={"to": to.id, "by": by.id},
    )


async def hand_over(session: AsyncSession, giver: Staff, to: Staff | None, by: Staff, now: datetime) -> int:
    """All that `giver` has goes to a colleague, who is told once, or (None) back to the queue: how many cases."""
    require(by.role, Action.RELEASE)
    if to is not None:
        require(by.role, Action.ASSIGN)
        check(to, by)
        if to.id == giver.id:
            raise Refused("has-it-already")
    given: list[int] = []
    for case_id in await held(session, giver.id):
        case = await lock(session, case_id)
        if case.holder_id != giver.id or case.status not in LIVE:
            continue
        if to is None:
            await apply(session, case, Act(Action.RELEASE, now, giver.id), {"handover": True})
            await release_drafts(session, case, giver)
            await want_card(session, case, Urgency.ACT, now)
        else:
            await _give(session, case_id, to, by, now)
        given.append(case_id)
    if to is not None and given:
        await _tell_all(session, given, to, by, now)
    return len(given)


async def release_drafts(session: AsyncSession, case: Case, giver: Staff) -> None:
    """Words that only the giver could send may be sent by whoever takes the case up."""
    await session.execute(
        update(Draft)
        .where(Draft.case_id == case.id, Draft.state == DraftState.WAITING, Draft.release_by == giver.id)
        .values(release_by=None)
        .execution_options(synchronize_session=False)
    )


async def _tell_all(session: AsyncSession, given: Sequence[int], to: Staff, by: Staff, now: datetime) -> None:
    desk = await session.get_one(Desk, to.desk_id)
    chat_id = to.user_id if to.private_at is not None else desk.chat_id
    if chat_id is None or to.id == by.id:
        return
    enqueue(
        session,
        desk_id=desk.id,
        lane=telegram_lane(chat_id),
        kind="handed_over",
        urgency=Urgency.ACT,
        not_before=now,
        payload={"to": to.id, "by": by.id, "cases": list(given)},
    )


async def named(session: AsyncSession, desk_id: int, asked: str) -> Staff:
    """The colleague of that @username or name. Raises Refused: nobody, or several."""
    wanted = asked.removeprefix("@").casefold()
    known = await colleagues(session, desk_id)
    exact = [one for one in known if wanted in _names(one)]
    found = exact or [one for one in known if one.staff.name.casefold().startswith(wanted)]
    if not wanted or not found:
        raise Refused("nobody-named", name=asked, names=_listed(known))
    if len(found) > 1:
        raise Refused("several-named", name=asked, names=_listed(found))
    return found[0].staff


def _names(one: Colleague) -> set[str]:
    return {one.staff.name.casefold(), (one.staff.username or "").casefold()} - {""}


def _listed(found: Sequence[Colleague]) -> str:
    """As they can be written after the command."""
    return ", ".join(f"@{one.staff.username}" if one.staff.username else one.staff.name for one in found[:5])
