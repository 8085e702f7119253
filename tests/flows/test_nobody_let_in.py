"""Whoever may not, gets nothing and changes nothing: every button and every command, forged and replayed.

Here as the inbox handles them, undone afterwards; on the wire they are tried in `test_forged.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import pytest
from aiogram.types import Update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.permissions import PRESSES
from bot.desk.view import Command
from bot.telegram.reply import NOTHING, Reply
from sandbox.telegram import Message as Said
from storage.models import Role
from tests.flows.departments import ask, department
from tests.flows.forging import (
    BEYOND,
    Came,
    buttons,
    came_of,
    commands,
    edited,
    of_desk,
    packed,
    person,
    press,
    said,
    swiped,
)
from tests.flows.given import IGOR, NINA, given
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, VERA, Stage
from tests.flows.words import in_private

IDS = (1, 2, BEYOND)
SECRETS = ("Tim", "Becker", "parcel", "Anna", "Boris", "Olga", "Petr", "Delivery", "#1")
"""What people and customers are called, and what they say."""
OF_OURS = ("Becker", "Sokolova", "Olga", "Nina", "Igor", "Where is my", "among us", "Good day")
"""What another desk cannot have by itself."""
TOLD = ("/start", "/setup", "/department")
"""An outsider hears that the bot is private; who is of the desk, in any group, that only its owner binds groups."""
OWN = {"staff", "bot_messages", "searches", "cards"}
"""What anybody of the desk may write: who they are, what they look at; a card is drawn anew."""
ABOUT_ME = ("/me", "/language", "l1:")
"""What is one's own is written down as well: under which name, in which language."""
ELSEWHERE, OTHERS = -1001000000999, -1001000000777
"""A group that is nobody's, and the operators' group of another desk in the same database."""
MAX, ROBOT = 107, 108
"""An operator of that desk; somebody's bot."""
SETTINGS = {
    *("accounts", "desks", "departments", "department_members", "targets", "hours_exceptions", "surveys"),
    *("customers", "customer_notes", "customer_tags", "customer_merges", "identities", "reports"),
}
"""What no trainee changes."""

Chat = dict[str, Any]


def group(number: int) -> Chat:
    return {"id": number, "type": "supergroup", "title": "A group"}


def private(number: int) -> Chat:
    return {"id": number, "type": "private", "first_name": "Mallory"}


@dataclass(frozen=True)
class Who:
    """Somebody who tries, and where."""

    by: Mapping[str, Any]
    chat: Chat
    more: Mapping[str, Any] = field(default_factory=dict)
    """Of their messages."""
    presses: bool = True
    """A channel cannot."""
    told: bool = False
    """Aloud, that this needs a person's name: what is said is all that is written."""


CHANNEL = {"sender_chat": {"id": -1001000000888, "type": "channel", "title": "A channel"}}
OUTSIDE: Mapping[str, Who] = {
    "a stranger in the group": Who(person(STRANGER), group(OPERATORS)),
    "a stranger": Who(person(STRANGER), private(STRANGER)),
    "who has left, in the group": Who(person(BORIS), group(OPERATORS)),
    "who has left": Who(person(BORIS), private(BORIS)),
    "an operator in a group of theirs": Who(person(ANNA), group(ELSEWHERE)),
    "a specialist in the operators' group": Who(person(PETR), group(OPERATORS)),
    "another desk's operator in our group": Who(person(MAX), group(OPERATORS)),
    "another desk's operator": Who(person(MAX), private(MAX)),
    "a bot": Who(person(ROBOT, is_bot=True), group(OPERATORS)),
    "a bot that is in the group, by itself": Who(person(ROBOT, is_bot=True), private(ROBOT)),
    "a channel": Who(
        person(136817688, is_bot=True),
        group(OPERATORS),
        CHANNEL,
        presses=False,
        told=True,
    ),
    "a channel in a public group": Who(
        person(136817688, is_bot=True),
        {**group(OPERATORS), "username": "nordlicht_care"},
        CHANNEL,
        presses=False,
    ),
}


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
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lee"))
    desk.telegram.leave(BORIS, OPERATORS)
    desk.telegram.add_user(ROBOT, "Somebody's bot").is_bot = True
    desk.telegram.join(ROBOT, OPERATORS)
    await another_desk(desk)
    await desk.calm()
    return desk, card


async def another_desk(desk: Stage) -> None:
    """With a group and an operator of its own."""
    desk.telegram.add_user(MAX, "Max")
    desk.telegram.add_group(OTHERS, "Another brand", members=[MAX])
    await desk.sql(
        "INSERT INTO desks (title, language, timezone, summary_at, chat_id)"
        f" VALUES ('Other', 'en', 'UTC', '09:00', {OTHERS})"
    )
    await desk.sql(
        "INSERT INTO staff (desk_id, user_id, name, role, given_role)"
        f" SELECT id, {MAX}, 'Max', 'owner', 'owner' FROM desks WHERE chat_id = {OTHERS}"
    )


Forged = tuple[str, Callable[[Who], Update]]


def pressed(card: Said, *, whole: bool = True) -> Iterator[Forged]:
    """`whole`: with all that a button may say. Who is nobody does not come so far: of each kind two are enough."""
    for data in (*buttons(IDS), *packed()) if whole else buttons(IDS, 2):
        yield data, lambda who, data=data: press(data, who.by, card, who.chat)  # type: ignore[misc]


def commanded(desk: Stage, card: Said, *, whole: bool = True) -> Iterator[Forged]:
    """`whole`: also without anything behind a command."""
    assert desk.desk is not None
    names = commands(desk.desk.inbox)
    words = [f"/{one}{more}" for one in names for more in (("", " 1") if whole else (" 1",))]
    for one in (*words, "/start r1_due", "/start f1_due"):
        yield one, lambda who, one=one: said(one, who.by, who.chat, **who.more)  # type: ignore[misc]
    for one in (*(f"/{each}" for each in names), "An answer", "// a note", "?? look"):
        yield (
            f"{one} (reply)",
            lambda who, one=one: said(one, who.by, who.chat, **who.more, **swiped(card, who.chat)),  # type: ignore[misc]
        )
    for one in ("An answer", "// a note", "/claim", "/resolve"):
        yield (
            f"{one} (edited reply)",
            lambda who, one=one: edited(  # type: ignore[misc]
                said(one, who.by, who.chat, **who.more, **swiped(card, who.chat))
            ),
        )


async def tried(desk: Stage, who: Who, forged: Forged) -> Came:
    """What became of it; what breaks the program is named."""
    words, make = forged
    try:
        return await came_of(desk, make(who))
    except Exception as error:
        raise AssertionError(f"{words!r} by {who.by['id']} in {who.chat['id']} broke it") from error


def says_nothing(reply: Reply, words: str) -> bool:
    """But for what is told to anybody: that the bot is private; to a channel, that it is no person."""
    told = "anonymously" in "".join(one.drawn.html for one in reply.whispers)
    return reply == NOTHING or ((told or words.startswith(TOLD)) and tells_no_secret(reply))


def tells_no_secret(reply: Reply, secrets: Sequence[str] = SECRETS) -> bool:
    said = [reply.toast or "", *(one.drawn.html for one in reply.whispers)]
    return not any(secret in one for one in said for secret in secrets)


async def test_outside(busy: tuple[Stage, Said]) -> None:
    """Whoever is not of the desk, or is not where they try it: everything, by each of them."""
    desk, card = busy
    presses, words = [*pressed(card, whole=False)], [*commanded(desk, card, whole=False)]
    assert len(presses) > 100
    assert len(words) > 80
    for name, who in OUTSIDE.items():
        for forged in (*(presses if who.presses else ()), *words):
            came = await tried(desk, who, forged)
            wrote = {name: count for name, count in came.wrote.items() if not (who.told and name == "outbox")}
            assert not wrote, (name, forged[0], came.wrote)
            assert says_nothing(came.reply, forged[0]), (name, forged[0], came.reply)


async def now_of(desk: Stage) -> str:
    async with AsyncSession(desk.engine) as session:
        return await of_desk(session)


async def test_another_desk_in_the_same_database(busy: tuple[Stage, Said]) -> None:
    """Its owner, at home, with the numbers of our cases, people and templates: nothing of ours is told or touched."""
    desk, card = busy
    before = await now_of(desk)
    who = Who(person(MAX), group(OTHERS))
    for forged in (*pressed(card), *commanded(desk, card)):
        came = await tried(desk, who, forged)
        assert tells_no_secret(came.reply, OF_OURS), (forged[0], came.reply)
        if came.wrote:
            seen = (await came_of(desk, forged[1](who), of_desk)).seen
            if set(seen.splitlines()) != set(before.splitlines()):
                before = await now_of(desk)  # the clock has ticked meanwhile
            changed = set(seen.splitlines()) - set(before.splitlines())
            assert not changed, (forged[0], changed)


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
            came = await tried(desk, Who(person(by), chat), forged)
            own = OWN | {"events"} if forged[0].startswith(ABOUT_ME) else OWN
            assert not set(came.wrote) - own, (by, chat["id"], forged[0], came.wrote)


async def test_a_trainee_changes_no_setting(busy: tuple[Stage, Said]) -> None:
    """Nor anybody's role, nor what is kept of a customer."""
    desk, card = busy
    everything = [*pressed(card), *commanded(desk, card)]
    for forged, chat in zip(everything, cycle((group(OPERATORS), private(IGOR))), strict=False):
        came = await tried(desk, Who(person(IGOR), chat), forged)
        if not forged[0].startswith("/new"):  # opens a case of a customer whom nobody knew
            assert SETTINGS.isdisjoint(came.wrote), (chat["id"], forged[0], came.wrote)


async def test_nothing_that_an_owner_forges_breaks_it(busy: tuple[Stage, Said]) -> None:
    desk, card = busy
    for forged in pressed(card):
        await tried(desk, Who(person(OLGA), private(OLGA)), forged)
