"""The live board: pinned, kept current within bounds, never in the way of cards."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.panels import follow
from sandbox.telegram import Message as Said
from sandbox.telegram.model import Rights
from storage.models import Panel
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, TIM, VERA, Stage, set_stage


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Stage]:
    """A desk with its board."""
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        async with stage.at_work():
            stage.telegram.start_bot(OLGA)
            yield stage


async def board(stage: Stage) -> Said:
    found = await stage.telegram.wait(
        lambda: [one for one in stage.ours() if stage.text(one).startswith("📋")]
    )
    return found[-1]


def pinned(stage: Stage) -> list[int]:
    return [one.message_id for one in stage.telegram.messages(OPERATORS) if one.pinned]


async def passes(stage: Stage, seconds: float = 16) -> None:
    assert stage.desk is not None
    stage.time.let_pass(seconds)
    await stage.desk.clock.tick(follow)
    await stage.calm()


async def test_it_is_pinned_and_says_what_waits_and_who_has_what(desk: Stage) -> None:
    now = await board(desk)
    assert desk.text(now) == "📋 Nothing waits. All calm."
    await desk.telegram.wait(lambda: pinned(desk) == [now.message_id])
    desk.comment("Where is my parcel?", who=TIM)
    desk.vk.message(VERA, 1234, "Are you there?")
    first, second = await desk.card("Where is my parcel?"), await desk.card("Are you there?")
    await passes(desk)
    await desk.says(now, "📋 2 unclaimed")
    links = [entity.url for entity in now.content.entities if entity.url]
    assert links == [f"https://t.me/c/1000000001/{one.message_id}" for one in (first, second)]
    await desk.press(ANNA, first, "Claim")
    await desk.press(BORIS, second, "Claim")
    await passes(desk)
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
    await passes(desk)
    await desk.says(now, "🏢 1 waits for Delivery")


async def test_it_is_edited_at_most_every_15_seconds_and_only_when_it_changes(desk: Stage) -> None:
    now = await board(desk)

    def edits() -> int:
        calls = [one for one in desk.telegram.calls if one.method == "editMessageText"]
        return len([one for one in calls if one.params.get("message_id") == now.message_id])

    await passes(desk)
    for number in range(6):
        desk.comment(f"words {number}")
        await desk.card(f"words {number}")
        await passes(desk, 3)
    assert edits() <= 2
    await passes(desk)
    await desk.says(now, "📋 6 unclaimed")
    done = edits()
    for _ in range(5):
        await passes(desk)
    assert edits() == done


async def test_a_board_that_somebody_deleted_comes_again_and_is_pinned(desk: Stage) -> None:
    first = await board(desk)
    await desk.telegram.wait(lambda: pinned(desk) == [first.message_id])
    desk.telegram.delete(OPERATORS, first.message_id)
    desk.comment()
    await desk.card()
    await passes(desk)
    again = await board(desk)
    assert again.message_id != first.message_id
    await desk.telegram.wait(lambda: pinned(desk)[-1:] == [again.message_id])
    assert len(await desk.rows(Panel)) == 1


async def test_without_the_right_to_pin_it_is_there_all_the_same(database_url: str) -> None:
    async with set_stage(database_url) as stage:
        await stage.sql("UPDATE desks SET board = true")
        bot = stage.telegram.bot
        stage.telegram.set_member_status(
            bot, OPERATORS, "administrator", rights=Rights().but(can_pin_messages=False)
        )
        async with stage.at_work():
            await board(stage)
            assert pinned(stage) == []


async def test_switched_off_it_says_so_no_more(desk: Stage) -> None:
    now = await board(desk)
    await desk.sql("UPDATE desks SET board = false")
    desk.comment()
    await desk.card()
    await passes(desk)
    await desk.says(now, "The board is switched off.")
    assert await desk.rows(Panel, Panel.closed_at.is_(None)) == []


async def test_it_keeps_out_of_the_way_of_cards(desk: Stage) -> None:
    """An ordinary case costs three of the twenty a minute; the board takes at most four."""
    await board(desk)
    for number in range(14):
        desk.comment(f"words {number}")
    for _ in range(40):
        await passes(desk, 4)
    assert len(desk.cards()) == 14
    assert desk.telegram.too_many == []
