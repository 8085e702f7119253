"""Warnings that time runs out, is over, or that a case is back in the queue (`bot/warnings.py` names their rows)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.due import Warned, What, warning
from bot.desk.keyboards import button
from bot.desk.view import Button, Command, Due
from bot.notices import OF_CASES
from bot.telegram.callbacks import markup
from bot.telegram.letter import Letter, Place, place_of
from bot.telegram.people_letters import case_link
from bot.texts import Words
from storage.models import LIVE, BotMessage, Case, Deadline, Desk, Measure, Outbox, Staff
from storage.queries import card_in, names_in, staff_member


async def letter_for(session: AsyncSession, row: Outbox, desk: Desk, texts: Words) -> Letter | None:
    """None: all that it was about has been done meanwhile."""
    what, place = What(row.payload["what"]), place_of(row, desk)
    found = await _still(session, what, row.payload["deadlines"])
    if not found or await _has_left(session, desk, place):
        return None
    customers = await names_in(session, [case.id for _, case, _ in found])
    cases = [
        Warned(
            await case_link(session, case),
            customers.get(case.id),
            Due(Measure(deadline.measure), deadline.due_at or row.not_before, deadline.met is False),
            deadline.target,
            None if holder is None else (holder.user_id, holder.name),
            calls=holder is not None and _calls(what, place, holder),
        )
        for deadline, case, holder in found
    ]
    case = found[0][1] if len(found) == 1 else None
    drawn = warning(what, cases, texts, _rows(what, case, texts))
    about = case is not None and what not in (What.LATE, What.LOST)
    remember = BotMessage(
        desk_id=desk.id,
        case_id=case.id if about and case is not None else None,
        purpose="notice",
        data={OF_CASES: [one.id for _, one, _ in found]},
    )
    keyboard = None if case is None else markup(drawn, case.id, case.version)
    return Letter(place, drawn, remember, keyboard, reply_to=await _card(session, row, place, case))


async def _has_left(session: AsyncSession, desk: Desk, place: Place) -> bool:
    person = await staff_member(session, desk.id, place.chat_id) if place.chat_id > 0 else None
    return person is not None and person.left_at is not None


Found = tuple[Deadline, Case, Staff | None]


async def _still(session: AsyncSession, what: What, ids: Sequence[int]) -> Sequence[Found]:
    """Those of which it is true yet, with who has each case, or had it."""
    came_back = what in (What.BACK, What.LOST)
    query = (
        select(Deadline, Case, Staff)
        .join(Case, Case.id == Deadline.case_id)
        .outerjoin(Staff, Staff.id == (Deadline.holder_id if came_back else Case.holder_id))
        .where(Deadline.id.in_(ids), Case.status.in_(LIVE))
        .order_by(Deadline.due_at, Deadline.id)
    )
    if came_back:
        query = query.where(Case.holder_id.is_(None), Case.unanswered_since.is_not(None))
    else:
        query = query.where(Deadline.ended_at.is_(None), Deadline.due_at.is_not(None))
        query = query.where(Deadline.met.is_(None) if what is What.SOON else Deadline.met.is_(False))
    rows = await session.execute(query, execution_options={"populate_existing": True})
    return [(deadline, case, holder) for deadline, case, holder in rows.all()]


def _calls(what: What, place: Place, holder: Staff) -> bool:
    """In the group, whoever has the case is notified; of one that came back, who could not be told in private."""
    return place.chat_id < 0 and (what is not What.BACK or holder.private_at is None)


def _rows(what: What, case: Case | None, texts: Words) -> Sequence[Sequence[Button]]:
    """A case that nobody has can be taken from here."""
    if case is None or case.holder_id is not None or what in (What.LATE, What.LOST):
        return ()
    return ((button(Command.CLAIM, texts, style="primary"),),)


async def _card(session: AsyncSession, row: Outbox, place: Place, case: Case | None) -> int | None:
    card = None if case is None else await card_in(session, case.id, row.lane)
    return None if card is None or card.chat_id != place.chat_id else card.message_id
