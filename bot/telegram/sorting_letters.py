"""What is posted about sorting: that a case is urgent, that a snoozed one is back, and what asks for words."""

from __future__ import annotations

from bot.desk.keyboards import card_keyboard
from bot.desk.kinds import SORTING_ASKED, URGENT, WOKEN
from bot.desk.parts import Mention, called, number
from bot.desk.richtext import bold, fill, name, plain
from bot.desk.snoozing import woken
from bot.desk.view import Drawn
from bot.telegram.letter import Letter
from bot.telegram.letters import MORE, About
from bot.telegram.sorting_prompts import words_wanted
from storage.models import LIVE, Priority, Staff


def _mention(about: About) -> Mention | None:
    """Whoever has the case; in their own private chat they are told anyway."""
    return None if about.place.chat_id > 0 else about.holder


async def _urgent(about: About) -> Letter | None:
    case, view = about.seen.case, about.seen.view
    if case.priority != Priority.URGENT or case.status not in LIVE:
        return None
    by = await about.session.get_one(Staff, about.row.payload["by"])
    holder = None if by.id == case.holder_id else _mention(about)
    said = fill(about.texts, "urgent-now", case=bold(number(view)), by=name(by.name))
    rows = card_keyboard(view, about.texts, waiting=False, files=())
    drawn = Drawn((plain("🔥 ") + called(holder, said)).html, rows)
    return about.letter(drawn, "urgent", reply_to=await about.card_message())


async def _woken(about: About) -> Letter | None:
    case, view = about.seen.case, about.seen.view
    if case.snoozed_until is not None or case.status not in LIVE:
        return None
    drawn = woken(view, about.texts, _mention(about))
    rows = card_keyboard(view, about.texts, waiting=False, files=())
    return about.letter(Drawn(drawn.html, rows), "woken", reply_to=await about.card_message())


async def _asked(about: About) -> Letter:
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    purpose = about.row.payload["purpose"]
    drawn = words_wanted(about.seen.view, purpose, (staff.user_id, staff.name), about.texts)
    return about.letter(drawn, purpose, reply_to=await about.card_message())


MORE.update({URGENT: _urgent, WOKEN: _woken, SORTING_ASKED: _asked})
