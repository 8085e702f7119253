"""Somebody who works in private, as people do it."""

from __future__ import annotations

from sandbox.telegram import Message
from storage.models import BotMessage
from tests.flows.stage import ANNA, OPERATORS, Stage
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


async def known(stage: Stage, message: Message) -> None:
    """The desk has written down what it said."""
    mine = (BotMessage.chat_id == message.chat.id, BotMessage.message_id == message.message_id)
    await stage.until(lambda: stage.rows(BotMessage, *mine))


def group_said(stage: Stage) -> list[str]:
    """All that the group was told, but cards."""
    return [stage.text(one) for one in stage.ours(OPERATORS) if one.reply_to is not None]
