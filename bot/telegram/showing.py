"""The button that shows a case's pictures and files in the chat itself."""

from __future__ import annotations

from bot.desk.view import Command
from bot.files import ask_files
from bot.record import lock
from bot.telegram.pressing import Pressing, command
from bot.telegram.reply import Reply
from storage.queries import operators_card


@command(Command.FILES)
async def show_files(pressing: Pressing) -> Reply:
    """Anybody of the desk may look. In a department's chat there is no such button."""
    case = await lock(pressing.session, pressing.data.case)
    card = await operators_card(pressing.session, case.id)
    lane = pressing.private_lane or (None if card is None else card.lane)
    bench = pressing.bench
    asked = await ask_files(pressing.session, case, lane, bench.admitted, bench.clock())
    return Reply(toast=pressing.texts("toast-files" if asked else "toast-files-shown"))
