"""A desk that comes out of a backup, the world having gone on: what it sends, what it asks, whom it tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.backup import look, restore, write
from storage.engine import make_engine
from storage.models import Case, Outbox
from tests.chaos.checks import whole
from tests.flows.answering import answer
from tests.flows.closing import TOLD, closes, notices
from tests.flows.looking import sent, trainee, writes
from tests.flows.stage import ADMIN_TOKEN, ANNA, BRAND, OLGA, OPERATORS, SERVICE_TOKEN, TIM, VERA, Stage
from tests.flows.surveying import switch_on
from tests.flows.words import hears, told
from tests.quick import quick
from tests.storage.comparing import rows, sequences

READS = {"VK_SERVICE_TOKEN": SERVICE_TOKEN, "VK_ADMIN_TOKEN": ADMIN_TOKEN, "UNDO_SECONDS": "100"}
"""Tokens that may look everywhere; and what waits to be taken back waits as long as a slow machine takes."""


@pytest.fixture
async def elsewhere(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = quick(make_engine(empty_database_url))
    yield engine
    await engine.dispose()


async def restored(stage: Stage, file: Path, elsewhere: AsyncEngine, *, moved: bool = False) -> None:
    """The desk's next start finds what the backup holds."""
    await restore(elsewhere, look(file), stage.time.now(), moved=moved)
    await stage.engine.dispose()
    stage.engine = elsewhere


def in_dialog(stage: Stage, who: int) -> list[str]:
    """What the community said to somebody."""
    return [one.text for one in stage.vk.dialog(who, BRAND) if one.out]


async def test_what_happened_since_is_neither_repeated_nor_taken_for_something_else(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file, post = tmp_path / "backup", stage.post()
    async with stage.at_work(**READS):
        stage.telegram.start_bot(OLGA)
        await hears(stage, "You are the owner")
        stage.comment("Where is my parcel?", post)
        stage.vk.message(VERA, BRAND, "Do you have tea?")
        first, second = await stage.card("Where is my parcel?"), await stage.card("Do you have tea?")
        await answer(stage, first, "On its way!")
        stage.time.let_pass(101)
        await stage.says(first, "Waiting for the customer")
        await answer(stage, second, "Yes, green and black.")
        await write(stage.engine, file, stage.time.now())

        stage.time.let_pass(101)
        await stage.says(second, "Waiting for the customer")
        stage.vk.comment(VERA, post, "And coffee?")
        third = await stage.card("And coffee?")
        await answer(stage, third, "Coffee too.")
        stage.time.let_pass(101)
        await stage.says(third, "Waiting for the customer")
        await stage.calm()
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    async with stage.at_work(**READS):
        # What was lost is found, under a number that nothing had.
        anew = await stage.card("#2000")
        assert "And coffee?" in stage.text(anew)
        await stage.says(anew, "Coffee too.")
        await stage.says(second, "Waiting for the customer")
        await whole(stage)
        assert sorted(stage.answers(post)) == ["Coffee too.", "On its way!"]
        assert in_dialog(stage, VERA) == ["Yes, green and black."]
        assert len(told(stage, "I was restored from a backup and do not know", OPERATORS)) == 1
        assert len(told(stage, "What was on its way to a customer then I look up")) == 1
        # The card of that time is about nothing: a press and a swipe do nothing, and say so.
        assert "out of date" in str(await stage.press(ANNA, third, "Resolve"))
        stage.telegram.say(ANNA, OPERATORS, "For whom is this?", reply_to=third.message_id)
        await stage.whisper(ANNA, "not about a case")
        # And work goes on.
        another = stage.post("Tea is back")
        stage.comment("Is it still open?", another)
        card = await stage.card("#2001")
        await answer(stage, card, "It is.")
        stage.time.let_pass(101)
        await stage.says(card, "Waiting for the customer")
        await stage.calm()
        assert stage.answers(another) == ["It is."]
        assert sorted(stage.answers(post)) == ["Coffee too.", "On its way!"]
        assert in_dialog(stage, VERA) == ["Yes, green and black."]


async def test_what_cannot_be_found_is_asked_and_what_was_said_by_itself_is_not_said_again(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file, post = tmp_path / "backup", stage.post()
    async with stage.at_work(**READS):
        await switch_on(stage)
        stage.comment("Where is my parcel?", post)
        card = await stage.card("Where is my parcel?")
        said = await answer(stage, card, "On its way!")
        async with AsyncSession(stage.engine) as session, session.begin():
            await session.execute(update(Case).values(asks_at=stage.time.now() + timedelta(minutes=5)))
        await write(stage.engine, file, stage.time.now())
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "Goes to the customer"), "Undo")
        await stage.telegram.wait(lambda: stage.reaction(said) is None)
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    assert [one.asks_at for one in await stage.rows(Case)] == [None]
    async with stage.at_work(**READS):
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        stage.time.let_pass(61)
        asked = await stage.followup("did not confirm it")
        assert stage.labels(asked)[:2] == ["Retry", "It is there"]
        await stage.calm()
        assert stage.answers(post) == []


async def test_a_desk_that_was_stopped_and_moved_goes_on_where_it_stood(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    """Row by row what it was; an answer that waited goes out, once, and nobody is asked or told anything."""
    file, post = tmp_path / "backup", stage.post()
    async with stage.at_work(**READS):
        stage.comment("Where is my parcel?", post)
        card = await stage.card("Where is my parcel?")
        await answer(stage, card, "On its way!")
    await write(stage.engine, file, stage.time.now())
    before, numbers = await rows(stage.engine), await sequences(stage.engine)
    assert [one.state for one in await stage.rows(Outbox, Outbox.kind == "answer")] == ["pending"]
    await restored(stage, file, elsewhere, moved=True)
    assert await rows(elsewhere) == before
    assert await sequences(elsewhere) == numbers
    stage.time.let_pass(101)
    async with stage.at_work(**READS):
        await stage.says(card, "Waiting for the customer")
        stage.vk.comment(VERA, post, "And coffee?")
        await stage.card("#2")
        await whole(stage)
        assert stage.answers(post) == ["On its way!"]
        assert told(stage, "restored", OPERATORS) == []


async def test_who_was_told_that_nobody_works_is_not_told_again(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    async with stage.at_work(**READS):
        await closes(stage, opens_in=6)
        await write(stage.engine, file, stage.time.now())
        stage.vk.message(TIM, BRAND, "Are you there?")
        await stage.vk.wait(lambda: [one for one in in_dialog(stage, TIM) if one.startswith(TOLD)][0])
        await stage.calm()
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    async with stage.at_work(**READS):
        assert "Are you there?" in stage.text(await stage.card("#1000"))
        stage.vk.message(VERA, BRAND, "And now?")
        await stage.vk.wait(lambda: [one for one in in_dialog(stage, VERA) if one.startswith(TOLD)][0])
        await stage.calm()
        assert len(in_dialog(stage, TIM)) == 1
        assert len(await notices(stage)) == 1, "it was not even thought of"


async def test_words_that_waited_for_approval_and_were_sent_since_do_not_go_out_again(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    async with stage.at_work(**READS):
        card = await trainee(stage)
        await writes(stage, card)
        await write(stage.engine, file, stage.time.now())
        assert await stage.press(ANNA, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
        stage.time.let_pass(101)
        await stage.says(card, "Waiting for the customer")
        assert sent(stage) == ["On its way!"]
        await stage.calm()
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    async with stage.at_work(**READS):
        await stage.says(card, "Written before the restore")
        await stage.press(ANNA, card, "Approve")
        stage.time.let_pass(101)
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        stage.time.let_pass(61)
        asked = await stage.followup("Look there before sending again")
        await stage.press(ANNA, asked, "It is there")
        await stage.says(card, "Waiting for the customer")
        await stage.calm()
        assert sent(stage) == ["On its way!"]


async def test_words_that_waited_and_were_not_sent_go_out_once_a_person_has_looked(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    async with stage.at_work(**READS):
        card = await trainee(stage)
        await writes(stage, card)
        await stage.calm()
    await write(stage.engine, file, stage.time.now())
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    async with stage.at_work(**READS):
        await stage.says(card, "Written before the restore")
        await stage.press(ANNA, card, "Approve")
        stage.time.let_pass(101)
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        assert sent(stage) == []
        stage.time.let_pass(61)
        asked = await stage.followup("Look there before sending again")
        await stage.press(ANNA, asked, "Retry")
        await stage.says(card, "Waiting for the customer")
        await stage.calm()
        assert sent(stage) == ["On its way!"]


async def test_what_had_failed_and_was_sent_again_since_is_asked_of_a_person_too(
    stage: Stage, elsewhere: AsyncEngine, tmp_path: Path
) -> None:
    file, post = tmp_path / "backup", stage.post()
    async with stage.at_work(**READS):
        stage.comment("Where is my parcel?", post)
        card = await stage.card("Where is my parcel?")
        stage.vk.close_comments(post)
        await answer(stage, card, "On its way!")
        stage.time.let_pass(101)
        trouble = await stage.followup("was not sent")
        await stage.calm()
        await write(stage.engine, file, stage.time.now())
        stage.vk.open_comments(post)
        assert await stage.press(ANNA, trouble, "Retry") == "Sending again."
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way!"])
        await stage.calm()
    stage.time.let_pass(3600)
    await restored(stage, file, elsewhere)
    async with stage.at_work(**READS):
        await stage.press(ANNA, trouble, "Retry")
        await stage.until(lambda: stage.rows(Outbox, Outbox.kind == "answer", Outbox.state == "unknown"))
        stage.time.let_pass(61)
        await stage.followup("Look there before sending again")
        await stage.calm()
        assert stage.answers(post) == ["On its way!"]
