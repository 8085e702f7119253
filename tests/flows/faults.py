"""What tests of faults have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from sandbox.telegram import Message
from storage.models import Lane, Outbox, RowState
from storage.models import Message as Said
from tests.flows.stage import (
    ANNA,
    OLGA,
    OPERATORS,
    Stage,
)


def to_operators(params: Mapping[str, object]) -> bool:
    return str(params["chat_id"]) == str(OPERATORS)


def calls(stage: Stage, method: str) -> int:
    return len([one for one in stage.telegram.calls if one.method == method])


async def owner_hears(stage: Stage, words: str) -> Message:
    return await stage.telegram.wait(lambda: [one for one in stage.ours(OLGA) if words in stage.text(one)][0])


def heard(stage: Stage, words: str) -> int:
    return len([one for one in stage.ours(OLGA) if words in stage.text(one)])


async def cards_in_time(stage: Stage, words: str) -> bool:
    """As time goes on, the card comes."""
    stage.time.let_pass(1)
    return any(words in stage.text(one) for one in stage.ours())


async def outlast(stage: Stage, seconds: float, step: float = 10) -> None:
    """Time goes on, and whoever waits for it gets to work."""
    until = stage.time.seconds() + seconds
    while stage.time.seconds() < until:
        stage.time.let_pass(step)
        await asyncio.sleep(0.02)


async def answer(stage: Stage, card: Message, text: str, who: int = ANNA) -> Message:
    """A swipe-reply, and the time for taking it back is over."""
    reply = stage.telegram.say(who, OPERATORS, text, reply_to=card.message_id)

    async def queued() -> bool:
        return bool(await stage.rows(Said, Said.text == text))

    await stage.until(queued)
    stage.time.let_pass(11)
    return reply


async def is_unknown(stage: Stage) -> bool:
    return (await rows_of(stage, "answer"))[-1].state == RowState.UNKNOWN


async def rows_of(stage: Stage, kind: str) -> list[Outbox]:
    return sorted(await stage.rows(Outbox, Outbox.kind == kind), key=lambda row: row.id)


async def stopped(stage: Stage, lane: str) -> bool:
    return bool(await stage.rows(Lane, Lane.key == lane, Lane.stopped.is_not(None)))
