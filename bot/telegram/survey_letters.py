"""A supervisor is told of a customer who is not satisfied."""

from __future__ import annotations

from bot.desk import rating
from bot.desk.kinds import LOW_SCORE
from bot.desk.links import message_link
from bot.desk.view import Rated
from bot.telegram.letter import Letter
from bot.telegram.letters import MORE, About
from storage.models import Survey
from storage.queries import operators_card


async def _low_score(about: About) -> Letter | None:
    survey = await about.session.get_one(Survey, about.row.payload["survey"])
    card = await operators_card(about.session, about.seen.case.id)
    url = None if card is None or card.chat_id is None else message_link(card.chat_id, card.message_id)
    if survey.score is None:
        return None
    drawn = rating.low(about.seen.view, Rated(survey.asks, survey.score), url, about.texts)
    letter = about.letter(drawn, "notice")
    # Words in reply to it are meant for the bot: the customer is answered from the card.
    letter.remember.case_id = None
    return letter


MORE[LOW_SCORE] = _low_score
