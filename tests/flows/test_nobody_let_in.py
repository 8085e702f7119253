"""Whoever may not, gets nothing and changes nothing: every button and every command, forged and replayed.

Here as the inbox handles them, undone afterwards; on the wire they are tried in `test_forged.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest
from aiogram.types import Update

from bot.desk.permissions import PRESSES
from bot.desk.view import Command
from bot.telegram.reply import NOTHING, Reply
from sandbox.telegram import Message as Said
from storage.models import Role
from tests.flows.departments import ask, department
from tests.flows.forging import BEYOND, Came, buttons, came_of, commands, person, press, said, swiped
from tests.flows.given import NINA, given
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, VERA, Stage
from tests.flows.words import in_private

IDS = (1, 2, BEYOND)
SECRETS = ("Tim", "Becker", "parcel", "Anna", "Boris", "Olga", "Petr", "Delivery", "#1")
"""What people and customers are called, and what they say."""
TOLD = ("/start", "/setup", "/department")
"""An outsider hears that the bot is private; who is of the desk, in any group, that only its owner binds groups."""
OWN = {"staff", "bot_messages", "searches", "cards"}
"""What anybody of the desk may write: who they are, what they look at; a card is drawn anew."""
ABOUT_ME = ("/me", "/language", "l1:")
"""What is one's own is written down as well: under which name, in which language."""

Chat = dict[str, Any]


def group(number: int) -> Chat:
    return {"id": number, "type": "supergroup", "title": "A group"}


def private(number: int) -> Chat:
    return {"id": number, "type": "private", "first_name": "Mallory"}


@pytest.fixture
async def busy(desk: Stage) -> tuple[Stage, Said]:
    """A desk with something of everything, and the card of its first case; the second one is asked of no department."""
    await department(desk)
    await in_private(desk, PETR)
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    await ask(desk, card, "Where is it?")
    desk.telegram.say(ANNA, OPERATORS, "// a word among us #late", reply_to=card.message_id)
    await desk.says(card, "1 note")
    desk.telegram.say(OLGA, OLGA, "/template desk Hello\nGood day!")
    desk.telegram.say(ANNA, OPERATORS, "/find parcel")
    await desk.whisper(ANNA, "1 case")
    desk.comment("And mine?", who=VERA)
    await desk.card("And mine?")
    await given(desk, NINA, Role.VIEWER)
    desk.telegram.leave(BORIS, OPERATORS)
    await desk.calm()
    return desk, card


Forged = tuple[str, Callable[[int, Chat], Update]]


def pressed(card: Said) -> Iterator[Forged]:
    for data in buttons(IDS):
        yield data, lambda by, chat, data=data: press(data, by, card, chat)  # type: ignore[misc]


def commanded(desk: Stage, card: Said) -> Iterator[Forged]:
    assert desk.desk is not None
    words = [f"/{one}{more}" for one in commands(desk.desk.inbox) for more in ("", " 1")]
    for one in words:
        yield one, lambda by, chat, one=one: said(one, person(by), chat)  # type: ignore[misc]
    for one in (*words[::2], "An answer", "// a note", "?? look"):
        yield (
            f"{one} (reply)",
            lambda by, chat, one=one: said(one, person(by), chat, **swiped(card, chat)),  # type: ignore[misc]
        )


async def tried(desk: Stage, by: int, chat: Chat, forged: Forged) -> Came:
    """What became of it; what breaks the program is named."""
    words, make = forged
    try:
        return await came_of(desk, make(by, chat))
    except Exception as error:
        raise AssertionError(f"{words!r} by {by} in {chat['id']} broke it") from error


def says_nothing(reply: Reply, words: str) -> bool:
    if words.startswith(TOLD):
        return not any(secret in one.drawn.html for one in reply.whispers for secret in SECRETS)
    return reply == NOTHING


async def test_outside(busy: tuple[Stage, Said]) -> None:
    """Strangers, who has left, and who is of the desk but in a group that is not: in turn."""
    desk, card = busy
    outside = (
        (STRANGER, group(OPERATORS)),
        (STRANGER, private(STRANGER)),
        (BORIS, group(OPERATORS)),
        (BORIS, private(BORIS)),
        (ANNA, group(-1001000000999)),
    )
    everything = [*pressed(card), *commanded(desk, card)]
    assert len(everything) > 250
    for forged, (by, chat) in zip(everything, cycle(outside), strict=False):
        came = await tried(desk, by, chat, forged)
        assert not came.wrote, (by, chat["id"], forged[0])
        assert says_nothing(came.reply, forged[0]), (by, chat["id"], forged[0], came.reply)


def is_for_all(forged: Forged) -> bool:
    """No button that the table of rights speaks of: those are tried with every role in `test_matrix.py`."""
    prefix, _, rest = forged[0].partition(":")
    return prefix != "o1" or Command(rest.partition(":")[0]) not in PRESSES


async def test_inside_without_the_right(busy: tuple[Stage, Said]) -> None:
    """A viewer, and a specialist with the case that the department was not asked about."""
    desk, card = busy
    (asked,) = desk.cards(DELIVERY)
    viewers = [*pressed(card), *commanded(desk, card)]
    theirs = [*pressed(asked)]
    for by, chats, all_of_them in (
        (NINA, (group(OPERATORS), private(NINA)), viewers),
        (PETR, (group(DELIVERY), private(PETR)), theirs),
    ):
        for forged, chat in zip(filter(is_for_all, all_of_them), cycle(chats), strict=False):
            came = await tried(desk, by, chat, forged)
            own = OWN | {"events"} if forged[0].startswith(ABOUT_ME) else OWN
            assert not set(came.wrote) - own, (by, chat["id"], forged[0], came.wrote)


async def test_nothing_that_an_owner_forges_breaks_it(busy: tuple[Stage, Said]) -> None:
    desk, card = busy
    for forged in pressed(card):
        await tried(desk, OLGA, private(OLGA), forged)
