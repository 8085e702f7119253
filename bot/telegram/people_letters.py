"""What is told to one person about their work as a whole, as `letters.py` does it about a case."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.links import message_link
from bot.desk.parts import Mention, called
from bot.desk.richtext import Rich, fill, join, link, name, plain
from bot.desk.view import Drawn
from bot.telegram import colleagues
from bot.telegram.callbacks import markup
from bot.telegram.letter import Letter, Place, place_of
from bot.texts import Words
from storage.models import LIVE, BotMessage, Case, Desk, Outbox, Staff
from storage.queries import operators_card

LISTED = 40
"""Cases in one message; the others are in /mine."""


async def letter_for(session: AsyncSession, row: Outbox, desk: Desk, texts: Words) -> Letter | None:
    """None: it is not needed any more."""
    place = place_of(row, desk)
    drawn = await (_handed_over if row.kind == "handed_over" else _long_shift)(session, row, place, texts)
    if drawn is None:
        return None
    remember = BotMessage(desk_id=desk.id, case_id=None, purpose="notice")
    return Letter(place, drawn, remember, markup(drawn, 0, 0))


def _mention(place: Place, staff: Staff) -> Mention | None:
    return None if place.chat_id > 0 else (staff.user_id, staff.name)


async def _handed_over(session: AsyncSession, row: Outbox, place: Place, texts: Words) -> Drawn | None:
    to = await session.get_one(Staff, row.payload["to"])
    by = await session.get_one(Staff, row.payload["by"])
    links: list[Rich] = []
    for case_id in row.payload["cases"]:
        case = await session.get_one(Case, case_id)
        if case.holder_id == to.id and case.status in LIVE:
            links.append(await case_link(session, case))
    if not links:
        return None
    head = fill(texts, "handed-over", by=name(by.name), count=len(links))
    more = (plain(f"+{len(links) - LISTED}"),) if len(links) > LISTED else ()
    listed = join(" ", (*links[:LISTED], *more))
    return Drawn((plain("👉 ") + called(_mention(place, to), join(" ", (head, listed)))).html)


async def case_link(session: AsyncSession, case: Case) -> Rich:
    """The number, as the way to the group's card."""
    card = await operators_card(session, case.id)
    url = None if card is None or card.chat_id is None else message_link(card.chat_id, card.message_id)
    return link(f"#{case.number}", url)


async def _long_shift(session: AsyncSession, row: Outbox, place: Place, texts: Words) -> Drawn | None:
    staff = await session.get_one(Staff, row.payload["staff"])
    if staff.on_shift_since is None:
        return None
    return colleagues.long_shift(staff.on_shift_since, _mention(place, staff), texts)
