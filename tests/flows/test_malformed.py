"""Malformed presses, commands and events between good ones: none is parked, the good ones behind them are handled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from aiogram.filters.callback_data import CallbackData

import bot.telegram
from sandbox.telegram import Message
from storage.models import Message as Said
from storage.models import RawEvent, Update, UpdateState
from tests.flows.stage import ANNA, BRAND, OLGA, OPERATORS, TIM, Stage
from tests.fuzz.inputs import broken_json
from tests.fuzz.samples import LIVE

ODD_NUMBERS = (2**31, -1, 2**63, 0, 10**17, 999_999, -(2**63), 1)
ODD_WORDS = ("9" * 40, "² #² @ -1", "<b>{0.__class__}%s'; --\u202e", "x" * 3900, '1 2 3 : / \\ "«', "")
SOURCES = sorted(Path(bot.telegram.__file__).parent.glob("*.py"))


def presses() -> Iterator[str]:
    """Of each kind of button all it can say, with numbers that nobody drew."""
    numbers = cycle(ODD_NUMBERS)
    for kind in CallbackData.__subclasses__():
        if not kind.__module__.startswith("bot."):
            continue
        fields = list(kind.model_fields.items())
        kinds = [one.annotation for _, one in fields]
        enums = [one for one in kinds if isinstance(one, type) and issubclass(one, Enum)]
        for said in [one.value for one in enums[0]] if enums else ["x", ""]:
            values = [said if one in enums else str(next(numbers)) for one in kinds]
            data = ":".join([kind.__prefix__, *values])
            if len(data.encode()) <= 64:
                yield data
    yield from ("", ":", "o1", "o1:", "o1:claim", "o1:claim:a:b:c", "zz:1", "o1:claim:1:1:0:0", "\ud7ff" * 10)


def commands() -> list[str]:
    called = re.findall(r"called\(([^)]*)\)", "\n".join(one.read_text() for one in SOURCES))
    names = {name for one in called for name in re.findall(r'"(\w+)"', one)}
    acts = {"claim", "release", "resolve", "dismiss", "reopen", "approve", "decline", "snooze"}
    return sorted(names | acts)


def query(desk: Stage, number: int, who: int, card: Message, data: str) -> dict[str, Any]:
    chat = {"id": OPERATORS, "type": "supergroup", "title": "Customer care"}
    return {
        "id": f"77{number}",
        "chat_instance": "1",
        "data": data,
        "from": {"id": who, "is_bot": False, "first_name": "Anna"},
        "message": {
            "message_id": card.message_id,
            "date": int(desk.time.seconds()),
            "chat": chat,
            "text": "card",
        },
    }


async def handled(desk: Stage) -> bool:
    return not await desk.rows(Update, Update.state == UpdateState.NEW)


async def nothing_broke(desk: Stage) -> None:
    await desk.until(lambda: handled(desk))
    assert [
        (one.error, one.payload) for one in await desk.rows(Update, Update.state == UpdateState.PARKED)
    ] == []


async def test_whatever_a_button_says_that_nobody_drew(desk: Stage) -> None:
    desk.comment("Hello")
    card = await desk.card("Hello")
    drawn = list(presses())
    assert len(drawn) > 100
    every = drawn[::3]
    await desk.telegram.stop()
    for number, data in enumerate(every):
        who = (ANNA, OLGA)[number % 2]
        desk.telegram.queue.push("callback_query", query(desk, number, who, card, data), desk.time.seconds())
    await desk.telegram.start()
    desk.comment("And this one is fine")
    await nothing_broke(desk)
    await desk.press(ANNA, await desk.card("And this one is fine"), "Claim")
    await desk.says(await desk.card("And this one is fine"), "With Anna")


async def test_whatever_is_written_behind_a_command(desk: Stage) -> None:
    desk.comment("Hello")
    card = await desk.card("Hello")
    names = commands()
    assert len(names) > 30
    for place, name in enumerate(names):
        for number, words in enumerate(ODD_WORDS):
            reply = card.message_id if (place + number) % 2 else None
            desk.telegram.say(OLGA, OPERATORS, f"/{name} {words}", reply_to=reply)
    for words in ODD_WORDS:
        desk.telegram.say(OLGA, OLGA, f"/start {words}")
    desk.comment("And this one is fine")
    await nothing_broke(desk)
    await desk.card("And this one is fine")


async def test_events_that_are_broken_anywhere_cost_the_others_nothing(desk: Stage) -> None:
    """Eighty in one poll, the good ones before, between and behind them."""
    random, good = Random(8), []
    desk.vk.hold_events()
    for number in range(80):
        if number % 20 == 0:
            good.append(f"Good one {number}")
            desk.comment(good[-1])
        desk.vk.push_raw(broken_json(random.randbytes(random.randrange(40)), LIVE), BRAND)
    desk.vk.message(TIM, BRAND, "The last one")
    desk.vk.release_events()
    await desk.card("The last one")
    stored = {one.text for one in await desk.rows(Said)}
    assert stored >= {*good, "The last one"}
    assert len(await desk.rows(RawEvent)) > 8, "what was not understood is kept"
