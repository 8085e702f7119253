"""By ways that no client of ours takes: other kinds of updates, messages that are not there, other topics, other bots."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import CallbackQuery, Update, User

from bot.telegram.reply import NOTHING
from sandbox.telegram import Message as Said
from tests.flows.departments import FORUM
from tests.flows.forging import Came, buttons, came_of, packed, person, press, said, swiped
from tests.flows.stage import ANNA, OLGA, OPERATORS, PETR, STRANGER, Stage
from tests.flows.test_owner import code_in

IDS = (1, 2)
GROUP = {"id": OPERATORS, "type": "supergroup", "title": "Customer care"}
CHANNEL = {"id": -1001000000888, "type": "channel", "title": "A channel"}
OF_OTHERS = (
    "channel_post",
    "edited_channel_post",
    "business_message",
    "edited_business_message",
    "guest_message",
)
"""Kinds of updates that hold a message. We ask for none of them, but whoever had the bot before may have."""


@pytest.fixture
async def card(desk: Stage) -> Said:
    desk.comment("Where is my parcel?")
    card = await desk.card("Where is my parcel?")
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    await desk.calm()
    return card


def nothing(came: Came) -> bool:
    return came.reply == NOTHING and not came.wrote


async def test_other_kinds_of_updates_are_nobodys(desk: Stage, card: Said) -> None:
    """Also in the owner's name: in a chat of theirs with a customer, in a channel, in inline mode."""
    for words in ("/start", "/settings", "/setup", "/claim", "An answer", "// a note"):
        for chat in (GROUP, CHANNEL, {"id": OLGA, "type": "private", "first_name": "Olga"}):
            whole = said(words, person(OLGA), chat, **swiped(card, chat)).model_dump(exclude_none=True)
            message = {**whole["message"], "business_connection_id": "b"}
            for kind in OF_OTHERS:
                update = Update.model_validate({"update_id": 1, kind: message})
                assert nothing(await came_of(desk, update)), (words, kind)
    asked: list[dict[str, Any]] = [
        {"inline_query": {"id": "1", "from": person(OLGA), "query": "/settings", "offset": ""}},
        {"chosen_inline_result": {"result_id": "1", "from": person(OLGA), "query": "x"}},
        {
            "poll_answer": {
                "poll_id": "1",
                "user": person(OLGA),
                "option_ids": [],
                "option_persistent_ids": [],
            }
        },
    ]
    for one in asked:
        assert nothing(await came_of(desk, Update.model_validate({"update_id": 2, **one}))), one


async def test_a_press_without_a_message_is_nobodys(desk: Stage, card: Said) -> None:
    """As a button of an inline message is pressed: it does not say where."""
    for number, data in enumerate((*buttons(IDS), *packed()), 1):
        query = CallbackQuery(
            id="1",
            from_user=User.model_validate(person(OLGA)),
            chat_instance="1",
            inline_message_id="x",
            data=data,
        )
        came = await came_of(desk, Update(update_id=number, callback_query=query))
        assert nothing(came), data


async def test_a_desk_in_a_topic_hears_no_other_topic_of_its_forum(desk: Stage, card: Said) -> None:
    await desk.sql("UPDATE desks SET thread_id = 5")
    forum = {**GROUP, "is_forum": True}
    for words in ("/claim", "/resolve", "An answer", "// a note", "/queue"):
        for more in ({}, {"message_thread_id": 7, "is_topic_message": True}):
            update = said(words, person(ANNA), forum, **more, **swiped(card, forum))
            assert nothing(await came_of(desk, update)), (words, more)
    for data in (*buttons(IDS), *packed()):
        if data.startswith(("o1:", "p1:")):
            assert nothing(await came_of(desk, press(data, person(ANNA), card, forum))), data


async def test_what_becomes_of_other_chats_changes_nothing_of_ours(desk: Stage, card: Said) -> None:
    """A stranger's group that moves, that the bot is added to, a stranger who blocks it, a bot that is made a member."""
    group = {"id": FORUM - 90, "type": "supergroup", "title": "Theirs"}
    user = person(STRANGER)
    states = [{"status": "left", "user": user}, {"status": "member", "user": user}]
    moved = {
        "chat": group,
        "from": user,
        "date": 1,
        "old_chat_member": states[0],
        "new_chat_member": states[1],
    }
    alone = {**moved, "chat": {"id": STRANGER, "type": "private", "first_name": "Zoe"}}
    robot = person(108, is_bot=True)
    of_a_bot = {
        **moved,
        "chat": GROUP,
        "old_chat_member": {"status": "left", "user": robot},
        "new_chat_member": {"status": "member", "user": robot},
    }
    for one in (
        {"chat_member": moved},
        {"my_chat_member": moved},
        {"my_chat_member": alone},
        {"chat_member": of_a_bot},
    ):
        assert nothing(await came_of(desk, Update.model_validate({"update_id": 3, **one}))), one
    for more in ({"migrate_to_chat_id": OPERATORS}, {"migrate_from_chat_id": OPERATORS}):
        assert nothing(await came_of(desk, said("moved", user, group, **more))), more


async def test_a_bot_becomes_nobody_by_the_owners_link(stage: Stage) -> None:
    """Bots may write to bots."""
    async with stage.at_work(OWNER_IDS="") as running:
        words = f"/start {code_in(running.owner_link)}"
        for who in (person(108, is_bot=True), person(PETR, is_bot=True)):
            chat = {"id": who["id"], "type": "private", "first_name": "Robot"}
            assert nothing(await came_of(stage, said(words, who, chat)))
            group = {**GROUP, "id": FORUM}
            assert nothing(await came_of(stage, said(words, who, group)))
