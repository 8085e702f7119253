"""What the bot says to people, privately above all: waited for, and counted."""

from __future__ import annotations

from sandbox.telegram import Message
from tests.flows.stage import OLGA, Stage


async def hears(stage: Stage, words: str, who: int = OLGA) -> Message:
    """What the bot comes to say to somebody privately; `who` may be a chat."""
    return await stage.telegram.wait(lambda: [one for one in stage.ours(who) if words in stage.text(one)][-1])


def told(stage: Stage, words: str, who: int = OLGA) -> list[str]:
    """All that somebody was told until now that holds these words."""
    return [stage.text(one) for one in stage.ours(who) if words in stage.text(one)]


async def in_private(stage: Stage, who: int) -> None:
    """Somebody opens the private chat, and the bot says something there."""
    stage.telegram.start_bot(who)
    await hears(stage, "", who)


def links(message: Message) -> list[str]:
    return [one.url for one in message.entities if one.url]


def link_to(card: Message) -> str:
    """Of a message in the operators' group."""
    return f"https://t.me/c/1000000001/{card.message_id}"
