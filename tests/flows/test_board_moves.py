"""The board when its place goes: the group is upgraded or moved, the topic is deleted. One live board, where people work."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.telegram import Message as Said
from storage.models import Card, Desk, Outbox, Panel
from tests.flows.panels import passes
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, TIM, VERA, Stage, set_stage

BASIC = -4001


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """A desk with its board, not yet at work."""
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        yield stage


def boards(stage: Stage, chat: int) -> list[Said]:
    return [one for one in stage.ours(chat) if stage.text(one).startswith("📋")]


async def board(stage: Stage, chat: int) -> Said:
    return (await stage.telegram.wait(lambda: boards(stage, chat)))[-1]


async def one_live_board(stage: Stage, chat: int, thread: int | None, *elsewhere: int) -> None:
    """The board in `chat` follows what happens, is pinned, and no other one claims to."""
    for number in range(2):
        stage.comment(f"after {number}", who=(TIM, VERA)[number])
        await stage.card(f"after {number}", chat)
    await passes(stage, 31)
    await passes(stage, 31)
    now = await board(stage, chat)
    await stage.says(now, "unclaimed")
    assert "after 1" not in stage.text(now)
    (panel,) = await stage.rows(Panel)
    (card,) = await stage.rows(Card, Card.panel_id == panel.id)
    assert (panel.closed_at, card.chat_id, card.message_id) == (None, chat, now.message_id)
    assert now.thread_id == thread
    pinned = [one for place in (chat, *elsewhere) for one in boards(stage, place) if one.pinned]
    assert pinned == [now], [stage.text(one) for one in pinned]


async def test_an_upgraded_group_takes_its_board_along(stage: Stage) -> None:
    stage.telegram.add_group(BASIC, "Customer care", members=[ANNA, BORIS], owner=OLGA, type="group")
    stage.settings["OPERATORS_CHAT_ID"] = str(BASIC)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await board(stage, BASIC)
        await stage.calm()
        new = stage.telegram.migrate(BASIC)
        await board(stage, new.id)
        await one_live_board(stage, new.id, None)
        assert len(boards(stage, new.id)) == 1


async def test_an_upgrade_that_only_the_error_tells_of_takes_the_board_along(stage: Stage) -> None:
    stage.telegram.add_group(BASIC, "Customer care", members=[ANNA, BORIS], owner=OLGA, type="group")
    stage.settings["OPERATORS_CHAT_ID"] = str(BASIC)
    async with stage.at_work():
        await board(stage, BASIC)
        await stage.calm()
        new = stage.telegram.migrate(BASIC)
        stage.telegram.queue.clear()
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?", new.id)
        await one_live_board(stage, new.id, None)
        assert len(boards(stage, new.id)) == 1


async def test_the_board_goes_with_the_desk_to_another_group(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        old = await board(stage, OPERATORS)
        await stage.telegram.wait(lambda: old.pinned)
        stage.telegram.say(OLGA, DELIVERY, "/setup")
        await board(stage, DELIVERY)
        await one_live_board(stage, DELIVERY, None, OPERATORS)
        assert len(boards(stage, DELIVERY)) == 1
        await stage.says(old, "The board has moved to another place")


async def test_a_group_we_were_thrown_out_of_holds_nothing_up_when_the_desk_goes_elsewhere(
    stage: Stage,
) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        old = await board(stage, OPERATORS)
        await stage.telegram.wait(lambda: old.pinned)
        stage.telegram.set_member_status(stage.telegram.bot, OPERATORS, "kicked")
        stage.telegram.say(OLGA, DELIVERY, "/setup")
        await board(stage, DELIVERY)
        await one_live_board(stage, DELIVERY, None)
        stage.time.let_pass(301)  # a chat that refused us is tried again after 5 minutes
        await stage.calm()
        (row,) = await stage.rows(Outbox, Outbox.kind == "moved")
        assert row.state == "sent"


async def test_the_board_goes_with_the_desk_to_a_topic_and_back(stage: Stage) -> None:
    topic = forum(stage)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await board(stage, OPERATORS)
        await stage.calm()
        stage.telegram.say(OLGA, OPERATORS, "/setup", thread=topic)
        await stage.telegram.wait(lambda: boards(stage, OPERATORS)[-1].thread_id == topic)
        await one_live_board(stage, OPERATORS, topic)
        stage.telegram.say(OLGA, OPERATORS, "/setup")
        await stage.telegram.wait(lambda: boards(stage, OPERATORS)[-1].thread_id is None)
        await one_live_board(stage, OPERATORS, None)


async def test_a_board_whose_topic_is_deleted_comes_in_the_group_itself(stage: Stage) -> None:
    topic = forum(stage)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await board(stage, OPERATORS)
        stage.telegram.say(OLGA, OPERATORS, "/setup", thread=topic)
        await stage.telegram.wait(lambda: boards(stage, OPERATORS)[-1].thread_id == topic)
        await stage.calm()
        stage.telegram.delete_topic(OPERATORS, topic)
        stage.comment("Where is my parcel?")
        await stage.card("Where is my parcel?")
        await passes(stage, 16)
        await one_live_board(stage, OPERATORS, None)
        assert [desk.thread_id for desk in await stage.rows(Desk)] == [None]


def forum(stage: Stage) -> int:
    """The operators' group has topics; one of them."""
    chat = stage.telegram.chat_of(OPERATORS)
    chat.is_forum, chat.last_message_id = True, 1
    return stage.telegram.add_topic(OPERATORS, "Care")
