"""What tests of faults have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import aiohttp

from sandbox.telegram import Message
from storage.models import Cursor, Lane, Outbox, RowState, Trouble
from storage.models import Message as Said
from tests.flows.stage import (
    ANNA,
    OLGA,
    OPERATORS,
    Stage,
)
from tests.flows.words import hears

VK = "VK · Nordlicht Coffee"
"""The account, as the owner reads of it."""


def to_operators(params: Mapping[str, object]) -> bool:
    return str(params["chat_id"]) == str(OPERATORS)


def calls(stage: Stage, method: str) -> int:
    return len([one for one in stage.telegram.calls if one.method == method])


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


async def as_time_passes(stage: Stage, look: Callable[[], object]) -> None:
    """Whoever waits for a minute, from whenever on, waits in vain no longer."""

    async def later() -> bool:
        stage.time.let_pass(61)
        return bool(look())

    await stage.until(later)


def passes(stage: Stage, minutes: float) -> None:
    stage.time.let_pass(minutes * 60)


async def welcomed(stage: Stage) -> None:
    """The owner's private chat is open, and the account has its name."""
    stage.telegram.start_bot(OLGA)
    await hears(stage, "You are the owner")
    await stage.until(lambda: named(stage))


async def named(stage: Stage) -> bool:
    return bool(await stage.sql("SELECT id FROM accounts WHERE title IS NOT NULL"))


async def troubles(stage: Stage, *where: object) -> list[Trouble]:
    return await stage.rows(Trouble, Trouble.ended_at.is_(None), *where)


async def get(stage: Stage, path: str) -> tuple[int, str]:
    """Of the desk at work, by HTTP: the status and the text."""
    assert stage.desk is not None
    async with aiohttp.ClientSession(f"http://{stage.desk.address}") as client, client.get(path) as response:
        return response.status, await response.text()


async def says(stage: Stage, words: str) -> None:
    """Not ready, and why."""

    async def look() -> bool:
        status, text = await get(stage, "/readyz")
        return status == 503 and words in text

    await stage.until(look)


async def said(stage: Stage) -> list[str]:
    """What customers said, in the order it stands in the desk."""
    rows = await stage.rows(Said, Said.direction == "in")
    return [one.text for one in sorted(rows, key=lambda one: one.id)]


async def nothing_lost(stage: Stage) -> bool:
    return all("lost" not in cursor.value for cursor in await stage.rows(Cursor))
