"""How a case ended: asked of whoever resolves it, one tap; and `More` of a resolved case."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import sorting
from bot.desk.sorting import OUTCOMES
from bot.desk.states import Action, Refused
from bot.desk.view import Command
from bot.telegram.pressing import Pressing, command
from bot.telegram.reply import Reply, Whisper
from bot.telegram.sorting_prompts import how_ended
from bot.texts import Words
from bot.views import look
from storage.models import Desk

ASKED_FOR = timedelta(minutes=10)
"""Then the question is put away: who has not answered it by now has other things to do."""


async def asked(
    session: AsyncSession, desk: Desk, case_id: int, now: datetime, texts: Words
) -> list[Whisper]:
    """The question to whoever has just resolved the case; nothing where the owner does not want it."""
    if not desk.asks_outcome:
        return []
    view = (await look(session, case_id)).view
    return [Whisper(how_ended(view, texts), case_id, view.version, gone_at=now + ASKED_FOR)]


@command(Command.ENDING)
async def ending(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    if Action.END not in seen.view.actions:
        raise Refused(seen.view.status.value, action=Action.END.value)
    return Reply(whispers=[pressing.whisper(how_ended(seen.view, pressing.texts))], replaces=True)


@command(Command.ENDED)
async def ended(pressing: Pressing) -> Reply:
    place = pressing.data.arg
    outcome = OUTCOMES[place - 1] if 0 < place <= len(OUTCOMES) else None
    now = pressing.bench.clock()
    case = await sorting.end(pressing.session, pressing.data.case, outcome, pressing.staff, now)
    await pressing.goes_now()
    said = "none" if outcome is None else pressing.texts("outcome", outcome=outcome.value)
    return Reply(toast=pressing.texts("toast-ended", number=case.number, outcome=said), closes=True)
