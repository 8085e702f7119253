"""What a card's row shows now: of a case for its operators, of a case for a department, of a panel.

Rendered when it is drawn, from the tables as they are then; None where there is no place for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.askings import asked_of
from bot.desk import cards, panels
from bot.desk.lanes import Urgency
from bot.desk.links import message_link
from bot.desk.permissions import Right, may
from bot.desk.states import CLOSED, Action
from bot.desk.view import Said
from bot.files import brought_to
from bot.merged import whole_of
from bot.overview import board_of, digest_of
from bot.reading import words_in
from bot.telegram.callbacks import markup
from bot.telegram.letter import Letter, Place
from bot.texts import words, words_for
from bot.views import Look, Looker
from storage.models import (
    BotMessage,
    Brought,
    Card,
    Case,
    Customer,
    Department,
    Desk,
    Escalation,
    Panel,
    PanelKind,
    Staff,
)
from storage.queries import operators_card


@dataclass(frozen=True, slots=True)
class Picture:
    letter: Letter
    pinned: bool | None = None
    """True: pinned when it is posted. False: not any more, unpinned when it is edited."""
    again_at: datetime | None = None
    """When it will say something else by itself; None: never."""
    earlier: int | None = None
    """It has no room for the whole conversation, which is to be read beside it up to this message."""


async def picture_of(session: AsyncSession, card: Card, look: Looker) -> Picture | None:
    if card.case_id is None:
        panel = await session.get_one(Panel, card.panel_id)
        over = panel.closed_at is not None and card.message_id is None
        return None if over else await _of_panel(session, panel)
    seen = await look(session, card.case_id)
    if seen.case.id != card.case_id:
        return await _of_part(session, card, await session.get_one(Case, card.case_id))
    desk = await session.get_one(Desk, seen.case.desk_id)
    if seen.case.erased_at is not None:
        return await _of_erased(session, card, seen, desk)
    if card.staff_id is not None:
        return await _for_one(session, card, card.staff_id, seen, desk)
    if card.escalation_id is None:
        return _for_operators(card, seen, desk)
    return await _for_department(session, card, card.escalation_id, seen, desk)


async def _of_part(session: AsyncSession, card: Card, part: Case) -> Picture | None:
    """The way to the case that it is part of, and back."""
    desk, whole = (
        await session.get_one(Desk, part.desk_id),
        await session.get_one(Case, await whole_of(session, part.id)),
    )
    place = Place(desk.chat_id or 0, desk.thread_id)
    if card.staff_id is not None:
        place = Place((await session.get_one(Staff, card.staff_id)).user_id, None)
    elif desk.chat_id is None:
        return None
    there = await operators_card(session, whole.id)
    url = None if there is None or there.chat_id is None else message_link(there.chat_id, there.message_id)
    drawn = cards.part_of(part.number, whole.number, url, words(desk.language))
    remember = BotMessage(desk_id=desk.id, case_id=part.id, purpose="card")
    return Picture(Letter(place, drawn, remember, markup(drawn, part.id, part.version), silent=True))


async def _of_erased(session: AsyncSession, card: Card, seen: Look, desk: Desk) -> Picture | None:
    """Wherever it is: that there was a case, and that nothing of it is known any more."""
    place = Place(desk.chat_id or 0, desk.thread_id)
    if card.staff_id is not None:
        place = Place((await session.get_one(Staff, card.staff_id)).user_id, None)
    elif card.escalation_id is not None:
        department = await session.get_one(
            Department, (await session.get_one(Escalation, card.escalation_id)).department_id
        )
        place = Place(department.chat_id, department.thread_id)
    elif desk.chat_id is None:
        return None
    forgotten = (await session.get_one(Customer, seen.case.customer_id)).forgotten_at is not None
    drawn = cards.erased(seen.view, await words_in(session, desk, place.chat_id), forgotten=forgotten)
    return Picture(Letter(place, drawn, _as_card(card, seen), markup(drawn, 0, 0), silent=True))


def _for_operators(card: Card, seen: Look, desk: Desk) -> Picture | None:
    if desk.chat_id is None:
        return None
    drawn = cards.card(seen.view, words(desk.language))
    place = Place(desk.chat_id, desk.thread_id)
    keyboard = markup(drawn, seen.case.id, seen.view.version)
    letter = Letter(place, drawn, _as_card(card, seen), keyboard, silent=_is_silent(card, seen))
    return Picture(letter, again_at=_again_at(seen))


async def _for_one(session: AsyncSession, card: Card, staff_id: int, seen: Look, desk: Desk) -> Picture:
    """In the private chat of who has it, or had it: it goes on showing how it stands, but to who may not look now."""
    staff = await session.get_one(Staff, staff_id)
    texts = words_for(desk, staff)
    here = await brought_to(session, seen.case.id, staff.user_id)
    said = [one if one.id in here else _not_brought(one) for one in seen.view.said]
    looks = staff.left_at is None and may(staff.role, Right.LOOK)
    shown = replace(seen.view, said=said)
    drawn = cards.card(shown, texts) if looks else cards.not_yours(seen.view, texts)
    keyboard = markup(drawn, seen.case.id, seen.view.version)
    whole = seen.view.said_before == 0 and cards.whole(seen.view.said, drawn.shows)
    silent = card.urgency >= Urgency.NEW_CARD  # one of many, or only shown anew
    letter = Letter(Place(staff.user_id, None), drawn, _as_card(card, seen), keyboard, silent=silent)
    last = seen.view.said[-1].id if seen.view.said else None
    earlier = last if looks and not whole else None
    return Picture(letter, again_at=_again_at(seen), earlier=earlier)


def _again_at(seen: Look) -> datetime | None:
    return None if seen.view.status in CLOSED else seen.view.changes_at


def _not_brought(said: Said) -> Said:
    """Its files are in the group only: they can be asked for here too."""
    files = [replace(one, brought=None) if one.brought == Brought.SHOWN else one for one in said.attachments]
    return replace(said, attachments=files)


async def _for_department(
    session: AsyncSession, card: Card, escalation_id: int, seen: Look, desk: Desk
) -> Picture:
    asked = await asked_of(session, escalation_id)
    escalation = await session.get_one(Escalation, escalation_id)
    department = await session.get_one(Department, escalation.department_id)
    reads = await _reads(session, department)
    draw = cards.department_card if reads else cards.department_over
    drawn = draw(seen.view, asked, await words_in(session, desk, department.chat_id))
    place = Place(department.chat_id, department.thread_id)
    keyboard = markup(drawn, seen.case.id, seen.view.version)
    return Picture(Letter(place, drawn, _as_card(card, seen), keyboard, silent=_is_silent(card, seen)))


async def _reads(session: AsyncSession, department: Department) -> bool:
    """Is it a department still? It may have been one person, who is none of ours any more."""
    if department.closed_at is not None or department.person_id is None:
        return department.closed_at is None
    person = await session.get_one(Staff, department.person_id)
    return person.left_at is None and may(person.role, Action.ADVISE)


def _is_silent(card: Card, seen: Look) -> bool:
    """What is of little weight; and what only comes again, in another place."""
    return seen.case.priority < 0 or (card.shown_version > 0 and card.urgency >= Urgency.NEW_CARD)


async def _of_panel(session: AsyncSession, panel: Panel) -> Picture | None:
    desk = await session.get_one(Desk, panel.desk_id)
    if desk.chat_id is None:
        return None
    texts = words(desk.language)
    pinned = panel.closed_at is None if panel.kind == PanelKind.BOARD else None
    if pinned is None:
        drawn = panels.digest(await digest_of(session, panel), texts)
    else:
        drawn = panels.board(await board_of(session, desk), texts) if pinned else panels.no_board(texts)
    remember = BotMessage(desk_id=desk.id, case_id=None, purpose="panel", data={"panel": panel.id})
    letter = Letter(Place(desk.chat_id, desk.thread_id), drawn, remember, markup(drawn, 0, 0), silent=True)
    return Picture(letter, pinned=pinned)


def _as_card(card: Card, seen: Look) -> BotMessage:
    return BotMessage(
        desk_id=seen.case.desk_id,
        case_id=seen.case.id,
        purpose="card",
        escalation_id=card.escalation_id,
        about_id=None,
    )
