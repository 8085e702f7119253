"""The letter that asks for a word of what a customer was told by phone, by e-mail or otherwise."""

from __future__ import annotations

from bot.desk.elsewhere import prompt
from bot.desk.kinds import ELSEWHERE
from bot.telegram.letter import Letter
from bot.telegram.letters import MORE, About
from storage.models import Elsewhere, Staff
from storage.talks import next_answered


async def _prompt(about: About) -> Letter:
    """In reply to the card; answered by a swipe."""
    staff = await about.session.get_one(Staff, about.row.payload["staff"])
    way = Elsewhere(about.row.payload["way"])
    drawn = prompt(about.seen.view, way, (staff.user_id, staff.name), about.texts)
    letter = about.letter(drawn, ELSEWHERE, reply_to=await about.card_message())
    letter.remember.data = {"way": way.value}
    said = await next_answered(about.session, about.seen.case.id)
    letter.remember.about_id = None if said is None else said.id
    return letter


MORE[ELSEWHERE] = _prompt
