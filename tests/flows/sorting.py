"""Sorting, as people do it: through `More`."""

from __future__ import annotations

from sandbox.telegram import Message
from tests.flows.stage import ANNA, OPERATORS, Stage


async def menu(desk: Stage, card: Message, label: str, who: int = ANNA, chat: int = OPERATORS) -> str | None:
    """Presses a button of `More`, and reads the toast."""
    desk.telegram.restart_client(who)
    await desk.press(who, card, "More", chat)
    return await desk.press_whisper(who, await desk.whisper(who, "Case #", chat), label, chat)


async def picker(desk: Stage, card: Message, who: int = ANNA) -> Message:
    await menu(desk, card, "Sort", who)
    return await desk.whisper(who, "what is it?")


async def pick(desk: Stage, label: str, marked: str | None = None, who: int = ANNA) -> Message:
    """A tap in the picker, which then shows `marked`."""
    shown = await desk.whisper(who, "what is it?")
    await desk.press_whisper(who, shown, label)
    wanted = marked or f"✓ {label}"
    await desk.telegram.wait(lambda: wanted in desk.labels(_picker(desk, who)))
    return _picker(desk, who)


def _picker(desk: Stage, who: int) -> Message:
    return [one for one in desk.telegram.ephemerals(OPERATORS, who) if "what is it?" in desk.text(one)][-1]


async def says(desk: Stage, card: Message, words: str, hears: str, who: int = ANNA) -> Message:
    """A swipe-reply to a card, and what its author comes to read."""
    desk.telegram.say(who, OPERATORS, words, reply_to=card.message_id)
    return await desk.whisper(who, hears)
