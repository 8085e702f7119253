"""A desk that is closed just now, and what customers and colleagues read then."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.desk.hours import DAYS
from bot.mornings import mornings
from sandbox.telegram import Message as Shown
from storage.models import Message
from tests.flows.stage import OPERATORS, TIM, Stage

HOUR = 3600
TOLD = "Hello! We are away just now."


async def closes(stage: Stage, opens_in: int = 2) -> None:
    """Every day it is open for one hour only, the next one within `opens_in` hours, more than one before that."""
    opens = stage.time.now() + timedelta(hours=opens_in)
    span = [f"{opens:%H}:00", f"{opens + timedelta(hours=1):%H}:00"]
    week = json.dumps({day: [span] for day in DAYS})
    await stage.sql(f"UPDATE desks SET hours = '{week}'::jsonb, terms = terms + 1")


def read(stage: Stage, who: int = TIM) -> list[str]:
    """What a customer got from us in the dialog."""
    return [one.text for one in stage.dialog(who) if one.out]


async def notices(stage: Stage) -> list[tuple[str | None, bool]]:
    """What the desk said by itself: how each fared, and whether the network's key of it is known."""
    found = await stage.rows(Message, Message.automatic.is_(True))
    return [(one.delivery, one.key is not None) for one in sorted(found, key=lambda one: one.id)]


async def looks_for_mornings(stage: Stage) -> None:
    """The clock looks now, and not only within its seconds."""
    assert stage.desk is not None
    await stage.desk.clock.tick(mornings)


def greetings(stage: Stage) -> list[Shown]:
    return [one for one in stage.ours(OPERATORS) if "Good morning!" in stage.text(one)]
