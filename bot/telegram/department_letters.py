"""What goes to and fro between operators and departments, besides cards: each outbox row of these kinds is a letter.

Rendered when it is sent, from the tables as they are then; None where it is not needed any more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.askings import asked_of
from bot.desk import askings
from bot.desk.departments import is_open
from bot.desk.lanes import chat_of_row
from bot.desk.parts import Mention
from bot.desk.view import Asked, Drawn, Talk
from bot.reading import words_in
from bot.telegram.callbacks import markup
from bot.telegram.letter import Letter, Place, place_of
from bot.texts import Words
from bot.views import Look, Looker
from storage.models import BotMessage, Card, Department, Desk, Draft, Escalation, Note, Outbox, Staff
from storage.queries import advice_letter, card_in


@dataclass(frozen=True, slots=True)
class Between:
    """What such a message is made from."""

    session: AsyncSession
    row: Outbox
    desk: Desk
    texts: Words
    seen: Look
    asked: Asked
    escalation: Escalation
    department: Department

    async def person(self, staff_id: int | None) -> Mention | None:
        if staff_id is None:
            return None
        staff = await self.session.get_one(Staff, staff_id)
        return staff.user_id, staff.name

    async def operator(self) -> Mention | None:
        """Whom the department's words are for: who has the case, else who asked and is still here."""
        holder = self.seen.case.holder
        if holder is not None:
            return holder.user_id, holder.name
        asked_by = await self.session.get_one(Staff, self.escalation.asked_by)
        return None if asked_by.left_at is not None else (asked_by.user_id, asked_by.name)

    async def said(self) -> Talk:
        note = await self.session.get_one(Note, self.row.payload["note"])
        person = await self.person(note.staff_id)
        return Talk("" if person is None else person[1], note.text, ours=not note.by_department)

    async def for_operators(self, drawn: Drawn, purpose: str) -> Letter:
        """In reply to the card."""
        card = await card_in(self.session, self.seen.case.id, self.row.lane)
        place = place_of(self.row, self.desk)
        here = card is not None and card.chat_id == place.chat_id
        return self._letter(place, drawn, purpose, card.message_id if card is not None and here else None)

    async def for_department(self, drawn: Drawn, purpose: str) -> Letter:
        """In reply to its card."""
        query = select(Card).where(Card.escalation_id == self.escalation.id)
        card = (await self.session.scalars(query)).one_or_none()
        here = card is not None and card.chat_id == self.department.chat_id
        place = Place(self.department.chat_id, self.department.thread_id)
        letter = self._letter(place, drawn, purpose, card.message_id if card is not None and here else None)
        letter.remember.escalation_id = self.escalation.id
        return letter

    def _letter(self, place: Place, drawn: Drawn, purpose: str, reply_to: int | None) -> Letter:
        remember = BotMessage(desk_id=self.desk.id, case_id=self.seen.case.id, purpose=purpose)
        keyboard = markup(drawn, self.seen.case.id, self.seen.view.version)
        return Letter(place, drawn, remember, keyboard, reply_to=reply_to)


async def letter_between(session: AsyncSession, row: Outbox, look: Looker) -> Letter | None:
    """What to send for a row of `KINDS`; None: it is not needed any more."""
    desk = await session.get_one(Desk, row.desk_id)
    draft = None if row.kind != "advice" else await session.get_one(Draft, row.payload["draft"])
    escalation_id = row.payload["escalation"] if draft is None else draft.escalation_id
    escalation = await session.get_one(Escalation, escalation_id)
    between = Between(
        session,
        row,
        desk,
        await words_in(session, desk, chat_of_row(row)),
        await look(session, escalation.case_id),
        await asked_of(session, escalation.id),
        escalation,
        await session.get_one(Department, escalation.department_id),
    )
    return await KINDS[row.kind](between)


# --- to the operators


async def _advice(between: Between) -> Letter | None:
    """Nothing where somebody has sent or dropped it on the card already."""
    draft_id = between.row.payload["draft"]
    kept = await between.session.get_one(Draft, draft_id)
    draft = next((one for one in between.seen.view.drafts if one.id == draft_id), None)
    if draft is None:
        return None
    author = between.texts("somebody") if draft.author is None else draft.author
    drawn = askings.advice(
        between.seen.view, between.asked.department, author, draft, between.texts, await between.operator()
    )
    before = await advice_letter(between.session, kept, chat_of_row(between.row))
    letter = replace(await between.for_operators(drawn, "advice"), instead=before)
    letter.remember.data = {"draft": draft_id}
    return letter


async def _asked_back(between: Between) -> Letter | None:
    answered = between.row.payload.get("again") and between.escalation.asked_back_at is None
    if answered or not is_open(between.escalation):
        return None
    said, operator = await between.said(), await between.operator()
    drawn = askings.asked_back(between.seen.view, between.asked, said, between.texts, operator)
    letter = await between.for_operators(drawn, "asked_back")
    letter.remember.escalation_id = between.escalation.id
    return letter


async def _returned(between: Between) -> Letter | None:
    if between.escalation.returned_at is None or between.seen.case.closed_at is not None:
        return None
    operator = await between.operator()
    drawn = askings.returned(between.seen.view, between.asked, between.texts, operator)
    return await between.for_operators(drawn, "returned")


async def _overdue(between: Between) -> Letter | None:
    if not is_open(between.escalation):
        return None
    drawn = askings.overdue(between.seen.view, between.asked, between.texts, await between.operator())
    return await between.for_operators(drawn, "overdue")


# --- to the department


async def _asking(between: Between) -> Letter | None:
    return await _prompt(between, "asking")


async def _returning(between: Between) -> Letter | None:
    return await _prompt(between, "returning")


async def _prompt(between: Between, key: str) -> Letter | None:
    if not is_open(between.escalation):
        return None
    person = await between.person(between.row.payload["staff"])
    drawn = askings.prompt(key, between.seen.view, between.asked, person, between.texts)
    return await between.for_department(drawn, key)


async def _answered_back(between: Between) -> Letter | None:
    person = await between.person(between.escalation.taken_by)
    drawn = askings.answered_back(between.seen.view, await between.said(), between.texts, person)
    return await between.for_department(drawn, "answered_back")


async def _reminder(between: Between) -> Letter | None:
    return await _time(between, late=False)


async def _late(between: Between) -> Letter | None:
    return await _time(between, late=True)


async def _time(between: Between, *, late: bool) -> Letter | None:
    if not is_open(between.escalation) or between.escalation.asked_back_at is not None:
        return None
    person = await between.person(between.escalation.taken_by)
    drawn = askings.reminder(between.seen.view, between.asked, between.texts, person, late=late)
    return await between.for_department(drawn, between.row.kind)


async def _freed(between: Between) -> Letter | None:
    if not is_open(between.escalation):
        return None
    drawn = askings.freed(between.seen.view, between.row.payload["name"], between.texts)
    return await between.for_department(drawn, "freed")


KINDS: Mapping[str, Callable[[Between], Awaitable[Letter | None]]] = {
    "advice": _advice,
    "asked_back": _asked_back,
    "returned": _returned,
    "overdue": _overdue,
    "asking": _asking,
    "returning": _returning,
    "answered_back": _answered_back,
    "reminder": _reminder,
    "late": _late,
    "freed": _freed,
}
