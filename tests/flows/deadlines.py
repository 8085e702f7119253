"""Deadlines on the stage: time that passes, and the tick that sees it."""

from __future__ import annotations

from bot.deadlines import reckon_anew
from bot.warnings import warn
from sandbox.telegram import Message
from storage.models import Deadline
from tests.flows.stage import OPERATORS, Stage

MINUTES = 60


async def pass_minutes(desk: Stage, minutes: float) -> None:
    """So much time passes, and the clock looks, twice: that is once. All that is said of it is there then."""
    assert desk.desk is not None
    await desk.calm()
    desk.time.let_pass(minutes * MINUTES)
    for _ in range(2):
        await desk.desk.clock.tick(warn)
    await desk.calm()


async def reckoned(desk: Stage) -> None:
    """The clock has reckoned anew what was set, and not only within its seconds."""
    assert desk.desk is not None
    await desk.desk.clock.tick(reckon_anew)


async def waits(desk: Stage, *where: object) -> dict[str, Deadline]:
    """The last row of each measure."""
    rows = sorted(await desk.rows(Deadline, *where), key=lambda row: row.id)
    return {row.measure: row for row in rows}


def said(desk: Stage, sign: str, chat: int = OPERATORS) -> list[Message]:
    """Messages that begin with a sign."""
    return [one for one in desk.ours(chat) if desk.text(one).startswith(sign)]
