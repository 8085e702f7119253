"""Private answers to public words, asked for and read as people do."""

from __future__ import annotations

from sandbox.telegram import Message as Shown
from tests.flows.stage import ANNA, TIM, Stage

PHONE = "+7 916 123-45-67"
PROMPT = "your private answer to"


def told(desk: Stage, who: int = TIM) -> list[str]:
    """What the customer reads from us in the dialog."""
    return [one.text for one in desk.dialog(who) if one.out]


async def prompted(desk: Stage, card: Shown, by: int = ANNA) -> Shown:
    """Somebody wants to answer privately, and is asked for the words."""
    toast = await desk.press(by, card, "✉️ Reply privately")
    assert toast == "One moment: asking whether the customer takes private messages."
    return await desk.followup(PROMPT)
