"""Every press and every command, by every role: done, or refused in words to that person alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, User
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.cards import refusal
from bot.desk.permissions import MATRIX, PRESSES, TURNS, Ability, Right, denied
from bot.desk.states import Action
from bot.telegram import (
    arranging,
    commands,
    lists,
    looking,
    presses,
    reporting,
    settings,
    snoozing,
    sorting,
    staff,
    tag_lists,
)
from bot.telegram.callbacks import Pressed, Turned
from bot.telegram.reply import Reply
from bot.texts import words
from sandbox.telegram import Message as Said
from storage.models import Case, Role, Staff
from tests.flows.stage import ANNA, OPERATORS, Stage

BY = User(id=ANNA, is_bot=False, first_name="Anna")
CHAT = {"id": OPERATORS, "type": "supergroup", "title": "Customer care"}

SAID: dict[str, Ability] = {
    "queue": Right.LOOK,
    "mine": Right.LOOK,
    "case": Right.LOOK,
    "tags": Right.LOOK,
    "report": Right.REPORT,
    "staff": Right.TEAM,
    "settings": Right.SETTINGS,
    "setup": Right.SETTINGS,
    "department": Right.SETTINGS,
}
ON_CARD: dict[str, Ability] = {
    **commands.ACTS,
    "mute": Action.DISMISS,
    "history": Right.LOOK,
    "escalate": Action.ESCALATE,
    **dict.fromkeys(("tag", "category", "priority"), Action.SORT),
    "outcome": Action.END,
    "snooze": Action.SNOOZE,
    "wake": Action.WAKE,
}


@asynccontextmanager
async def tried(desk: Stage, role: Role) -> AsyncIterator[AsyncSession]:
    """Anna has this role, and whatever she does is undone."""
    async with AsyncSession(desk.engine) as session:
        await session.execute(
            update(Staff).where(Staff.user_id == ANNA).values(role=role, given_role=role, left_at=None)
        )
        yield session
        await session.rollback()


@pytest.fixture
async def card(desk: Stage) -> Said:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    return card


def words_of(reply: object) -> list[str]:
    """All that the person is told."""
    assert isinstance(reply, Reply)
    return [*([reply.toast] if reply.toast else []), *(one.drawn.html for one in reply.whispers)]


def no(role: Role, ability: Ability) -> str:
    error = denied(role, ability)
    return refusal(words("en"), error.key, error.params)


def judge(role: Role, ability: Ability, what: str, said: list[str]) -> None:
    if ability in MATRIX[role]:
        assert not set(said) & {no(other, one) for other in Role for one in (*Action, *Right)}, (what, role)
    else:
        assert said == [no(role, ability)], (what, role)


async def test_every_button_by_every_role(desk: Stage, card: Said) -> None:
    assert desk.desk is not None
    bench = desk.desk.bench
    (case,) = await desk.rows(Case)
    query = CallbackQuery.model_validate(
        {
            "id": "1",
            "from": BY.model_dump(),
            "chat_instance": "1",
            "message": {"message_id": card.message_id, "date": 1, "chat": CHAT, "text": "a card"},
        }
    )
    for role in Role:
        async with tried(desk, role) as session:
            for command, ability in PRESSES.items():
                async with session.begin_nested() as point:
                    data = Pressed(command=command, case=case.id, version=case.version)
                    said = words_of(await presses.pressed(query, data, session, bench))
                    judge(role, ability, command, said)
                    await point.rollback()
            for turned, ability in TURNS.items():
                if ability not in MATRIX[role]:
                    data_ = Turned(command=turned, panel=0, heap=0, page=0, case=case.id, mark=0)
                    judge(role, ability, turned, words_of(await lists.turned(query, data_, session, bench)))


async def test_every_command_by_every_role(desk: Stage, card: Said) -> None:
    assert desk.desk is not None
    bench = desk.desk.bench
    handlers = {
        "queue": lambda message, command, session: looking.queue(message, command, session, bench),
        "mine": lambda message, command, session: looking.mine(message, session, bench),
        "case": lambda message, command, session: looking.case_(message, command, session, bench),
        "report": lambda message, command, session: reporting.report(message, command, session, bench),
        "staff": lambda message, command, session: staff.staff_(message, command, session, bench),
        "settings": lambda message, command, session: settings.settings(message, session, bench),
        "setup": lambda message, command, session: commands.setup(message, session, bench),
        "department": lambda message, command, session: arranging.department(
            message, command, session, bench
        ),
        "tags": lambda message, command, session: tag_lists.tags_(message, session, bench),
        **dict.fromkeys(
            sorting.WORDS,
            lambda message, command, session: sorting.by_words(message, command, session, bench),
        ),
        "snooze": lambda message, command, session: snoozing.snooze_(message, command, session, bench),
        "wake": lambda message, command, session: snoozing.wake_(message, session, bench),
        "mute": lambda message, command, session: commands.mute_(message, session, bench),
        "history": lambda message, command, session: commands.history(message, session, bench),
        "escalate": lambda message, command, session: commands.escalate(message, command, session, bench),
        **dict.fromkeys(
            commands.ACTS, lambda message, command, session: commands.act(message, command, session, bench)
        ),
    }
    swiped = {
        "message_id": card.message_id,
        "date": 1,
        "chat": CHAT,
        "from": {"id": bench.bot.id, "is_bot": True, "first_name": "Otklik"},
        "text": "a card",
    }
    for role in Role:
        async with tried(desk, role) as session:
            for name, ability in {**SAID, **ON_CARD}.items():
                async with session.begin_nested() as point:
                    message = Message.model_validate(
                        {
                            "message_id": card.message_id + 1,
                            "date": 1,
                            "chat": CHAT,
                            "from": BY.model_dump(),
                            "text": f"/{name}",
                            **({"reply_to_message": swiped} if name in ON_CARD else {}),
                        }
                    )
                    command = CommandObject(command=name, args=None)
                    judge(role, ability, name, words_of(await handlers[name](message, command, session)))
                    await point.rollback()
