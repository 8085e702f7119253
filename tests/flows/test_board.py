"""The live board: pinned, kept current within bounds, never in the way of cards."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.telegram import Message as Said
from sandbox.telegram.model import Rights
from storage.models import Lane, Outbox, Panel, RowState
from tests.flows.panels import passes
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, TIM, VERA, Stage, set_stage

NEW = -1001000000007


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Stage]:
    """A desk with its board."""
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        async with stage.at_work():
            stage.telegram.start_bot(OLGA)
            yield stage


async def board(stage: Stage, chat: int = OPERATORS) -> Said:
    found = await stage.telegram.wait(
        lambda: [one for one in stage.ours(chat) if stage.text(one).startswith("📋")]
    )
    return found[-1]


def pinned(stage: Stage, chat: int = OPERATORS) -> list[int]:
    return [one.message_id for one in stage.telegram.messages(chat) if one.pinned]


async def test_it_is_pinned_and_says_what_waits_and_who_has_what(desk: Stage) -> None:
    now = await board(desk)
    assert desk.text(now) == "📋 Nothing waits. All calm."
    await desk.telegram.wait(lambda: pinned(desk) == [now.message_id])
    desk.comment("Where is my parcel?", who=TIM)
    desk.vk.message(VERA, 1234, "Are you there?")
    first, second = await desk.card("Where is my parcel?"), await desk.card("Are you there?")
    await passes(desk, 16)
    await desk.says(now, "📋 2 unclaimed")
    links = [entity.url for entity in now.content.entities if entity.url]
    assert links == [f"https://t.me/c/1000000001/{one.message_id}" for one in (first, second)]
    await desk.press(ANNA, first, "Claim")
    await desk.press(BORIS, second, "Claim")
    await passes(desk, 16)
    await desk.says(now, "👤 Anna · 1")
    assert "👤 Boris · 1" in desk.text(now)
    assert "📋 0 unclaimed" in desk.text(now)


async def test_it_shows_what_waits_for_a_department(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    now = await board(desk)
    desk.comment("Where is my parcel?")
    card = await desk.card()
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    await desk.press_whisper(ANNA, picker, "Delivery")
    await desk.says(picker, "with a question?")
    await desk.press_whisper(ANNA, picker, "Send without a question")
    await desk.card("Anna asks Delivery", DELIVERY)
    await passes(desk, 16)
    await desk.says(now, "🏢 1 waits for Delivery")


async def test_it_is_edited_at_most_every_15_seconds_and_only_when_it_changes(desk: Stage) -> None:
    now = await board(desk)

    def edits() -> int:
        calls = [one for one in desk.telegram.calls if one.method == "editMessageText"]
        return len([one for one in calls if one.params.get("message_id") == now.message_id])

    await passes(desk, 16)
    for number in range(6):
        desk.comment(f"words {number}")
        await desk.card(f"words {number}")
        await passes(desk, 3)
    assert edits() <= 2
    await passes(desk, 16)
    await desk.says(now, "📋 6 unclaimed")
    done = edits()
    for _ in range(5):
        await passes(desk, 16)
    assert edits() == done


async def test_a_board_that_somebody_deleted_comes_again_and_is_pinned(desk: Stage) -> None:
    first = await board(desk)
    await desk.telegram.wait(lambda: pinned(desk) == [first.message_id])
    desk.telegram.delete(OPERATORS, first.message_id)
    desk.comment()
    await desk.card()
    await passes(desk, 16)
    again = await board(desk)
    assert again.message_id != first.message_id
    await desk.telegram.wait(lambda: pinned(desk)[-1:] == [again.message_id])
    assert len(await desk.rows(Panel)) == 1


@pytest.mark.parametrize("told", [True, False])
async def test_without_the_right_to_pin_it_is_there_and_pinned_once_the_right_is_given(
    database_url: str, told: bool
) -> None:
    """Not every change of rights is told to a bot; a restart in between forgets nothing."""
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        bot = stage.telegram.bot
        stage.telegram.set_member_status(bot, OPERATORS, "administrator", rights=NO_PINS)
        async with stage.at_work():
            now = await board(stage)
            await stage.until(lambda: tried_in_vain(stage))
            assert pinned(stage) == []
        async with stage.at_work():
            if told:
                stage.telegram.set_member_status(bot, OPERATORS, "administrator", rights=Rights())
            else:
                stage.telegram.chat_of(OPERATORS).members[bot.id].rights = Rights()
                await stage.until(lambda: _sleeps(stage, 60))
                stage.time.let_pass(61)
            await stage.telegram.wait(lambda: pinned(stage) == [now.message_id])
            await stage.calm()
            assert len([one for one in stage.ours() if stage.text(one).startswith("📋")]) == 1
            stage.telegram.chat_of(OPERATORS).messages[now.message_id].pinned = False
            stage.time.let_pass(61)
            await stage.calm()
            assert pinned(stage) == [], "what a person unpins stays so"


NO_PINS = Rights().but(can_pin_messages=False)


async def tried_in_vain(stage: Stage) -> bool:
    rows = await stage.rows(Outbox, Outbox.kind == "pin", Outbox.state == RowState.PENDING)
    return [row.not_before > stage.time.now() for row in rows] == [True]


async def _sleeps(stage: Stage, seconds: float) -> bool:
    return stage.time.sleeps(seconds - 5, seconds)


async def test_a_board_that_is_off_is_not_pinned_when_the_right_comes(database_url: str) -> None:
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        bot = stage.telegram.bot
        stage.telegram.set_member_status(bot, OPERATORS, "administrator", rights=NO_PINS)
        async with stage.at_work():
            now = await board(stage)
            await stage.until(lambda: tried_in_vain(stage))
            await stage.sql("UPDATE desks SET board = false")
            await passes(stage, 16)
            await stage.says(now, "The board is switched off.")
            stage.telegram.set_member_status(bot, OPERATORS, "administrator", rights=Rights())
            await stage.until(lambda: none_waits(stage))
            assert pinned(stage) == []


async def none_waits(stage: Stage) -> bool:
    return not await stage.rows(Outbox, Outbox.kind == "pin", Outbox.state != RowState.SENT)


async def test_switched_off_it_says_so_no_more(desk: Stage) -> None:
    now = await board(desk)
    await desk.sql("UPDATE desks SET board = false")
    desk.comment()
    await desk.card()
    await passes(desk, 16)
    await desk.says(now, "The board is switched off.")
    await desk.telegram.wait(lambda: pinned(desk) == [])
    assert await desk.rows(Panel, Panel.closed_at.is_(None)) == []


async def test_in_another_group_it_is_pinned_there_and_the_old_one_shows_the_way(desk: Stage) -> None:
    old = await board(desk)
    await desk.telegram.wait(lambda: pinned(desk) == [old.message_id])
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    desk.telegram.say(OLGA, NEW, "/setup")
    new = await board(desk, NEW)
    await desk.telegram.wait(lambda: pinned(desk, NEW) == [new.message_id])
    desk.time.let_pass(6)
    await desk.says(old, "📋 The board has moved to another place.")
    assert [one.url for one in old.content.entities if one.url] == [
        f"https://t.me/c/1000000007/{new.message_id}"
    ]
    await desk.telegram.wait(lambda: pinned(desk) == [])
    desk.comment()
    await desk.card("#1", NEW)
    await passes(desk, 16)
    await desk.says(new, "📋 1 unclaimed")
    assert desk.text(old) == "📋 The board has moved to another place."


async def test_in_another_topic_too(database_url: str) -> None:
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        chat = stage.telegram.chat_of(OPERATORS)
        chat.is_forum, chat.last_message_id = True, 1
        topic = stage.telegram.add_topic(OPERATORS, "Care")
        async with stage.at_work():
            old = await board(stage)
            stage.telegram.say(OLGA, OPERATORS, "/setup", thread=topic)
            new = await stage.telegram.wait(
                lambda: [one for one in stage.ours() if one.thread_id == topic and not one.reply_to][0]
            )
            stage.time.let_pass(6)
            await stage.says(old, "📋 The board has moved to another place.")
            await stage.says(new, "📋 Nothing waits.")
            await stage.telegram.wait(lambda: pinned(stage) == [new.message_id])


async def test_where_the_bot_is_no_more_the_old_board_stays_and_nothing_is_told(desk: Stage) -> None:
    old = await board(desk)
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    desk.telegram.say(OLGA, NEW, "/setup")
    new = await board(desk, NEW)
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "kicked", by=OLGA)
    desk.time.let_pass(6)
    await desk.until(lambda: _settled(desk, "moved"))
    assert desk.text(old) == "📋 Nothing waits. All calm."
    desk.comment()
    await desk.card("#1", NEW)
    await passes(desk, 16)
    await desk.says(new, "📋 1 unclaimed")
    assert not [one for one in desk.ours(OLGA) if "not in the group" in desk.text(one)]
    assert await desk.rows(Lane, Lane.stopped.is_not(None)) == []


async def _settled(stage: Stage, kind: str) -> bool:
    return [row.state for row in await stage.rows(Outbox, Outbox.kind == kind)] == [RowState.SENT]


async def test_it_keeps_out_of_the_way_of_cards(desk: Stage) -> None:
    """An ordinary case costs three of the twenty a minute; the board takes at most four."""
    await board(desk)
    for number in range(14):
        desk.comment(f"words {number}")
    for _ in range(40):
        await passes(desk, 4)
    assert len(desk.cards()) == 14
    assert desk.telegram.too_many == []
