"""Somebody who works in private, as people do it."""

from __future__ import annotations

from sandbox.telegram import Message
from tests.flows.stage import ANNA, BRAND, OPERATORS, TIM, Stage
from tests.flows.words import hears, in_private


async def alone(stage: Stage, who: int = ANNA) -> None:
    """Opens the private chat and chooses to work there."""
    await in_private(stage, who)
    stage.telegram.say(who, who, "/private on")
    await hears(stage, "our private chat", who)


async def claimed_alone(
    stage: Stage, words: str = "Where is my parcel?", who: int = ANNA
) -> tuple[Message, Message]:
    """A comment that somebody who works in private has taken: the group's card, and their own."""
    stage.comment(words)
    card = await stage.card(words)
    await stage.press(who, card, "Claim")
    await stage.says(card, "in private")
    return card, await own_card(stage, words, who)


async def own_card(stage: Stage, containing: str, who: int = ANNA) -> Message:
    return await stage.card(containing, who)


async def held(stage: Stage, words: str, who: int = ANNA) -> Message:
    """A direct message that somebody has taken, in the group."""
    stage.vk.message(TIM, BRAND, words)
    card = await stage.card(words)
    await stage.press(who, card, "Claim")
    return card


def group_said(stage: Stage) -> list[str]:
    """All that the group was told, but cards."""
    return [stage.text(one) for one in stage.ours(OPERATORS) if one.reply_to is not None]


def mentions(message: Message) -> list[int]:
    """Whom a message notifies by name."""
    return [one.user_id for one in message.entities if one.user_id is not None]
