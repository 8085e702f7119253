"""The menu of deeds, pressed as a person does."""

from __future__ import annotations

from sandbox.telegram import Message as Shown
from storage.models import Outbox
from tests.flows.stage import ANNA, Stage

REPLIED = "what to do with this?"


async def menu(stage: Stage, card: Shown, who: int = ANNA) -> Shown:
    """More → Moderate, as it is now; older menus are put away."""
    for old in list(stage.telegram.ephemerals(card.chat.id, who)):
        if closing := {"Close", "Back"} & set(stage.labels(old)):
            await stage.press_whisper(who, old, closing.pop())
    await stage.press(who, card, "More")
    more = await stage.telegram.wait(
        lambda: [
            one for one in stage.telegram.ephemerals(card.chat.id, who) if "⚙️ Moderate…" in stage.labels(one)
        ][-1]
    )
    await stage.press_whisper(who, more, "⚙️ Moderate…")
    return await stage.telegram.wait(
        lambda: [
            one
            for one in stage.telegram.ephemerals(card.chat.id, who)
            if REPLIED in stage.text(one) or "nothing more can be done" in stage.text(one)
        ][-1]
    )


async def offered(stage: Stage, card: Shown, who: int = ANNA) -> list[str]:
    """The labels of the menu."""
    return [label for label in stage.labels(await menu(stage, card, who)) if label not in ("Close", "Back")]


async def do(stage: Stage, card: Shown, label: str, who: int = ANNA) -> str:
    """Press a deed in the menu, and read the toast."""
    return await stage.press_whisper(who, await menu(stage, card, who), label) or ""


async def own(stage: Stage, card: Shown, label: str, who: int = ANNA) -> Shown:
    """The menu behind More, when it has the button of our last answer."""
    for old in list(stage.telegram.ephemerals(card.chat.id, who)):
        if closing := {"Close", "Back"} & set(stage.labels(old)):
            await stage.press_whisper(who, old, closing.pop())
    await stage.press(who, card, "More")
    return await stage.telegram.wait(
        lambda: [one for one in stage.telegram.ephemerals(card.chat.id, who) if label in stage.labels(one)][
            -1
        ]
    )


async def deeds(stage: Stage, state: str | None = None) -> list[str]:
    """The deeds on their way and done, oldest first."""
    rows = sorted(await stage.rows(Outbox, Outbox.kind == "deed"), key=lambda row: row.id)
    return [row.payload["deed"] for row in rows if state in (None, row.state)]
