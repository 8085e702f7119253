"""VK refuses an answer: its author reads why, and Retry sends it once."""

from __future__ import annotations

import pytest

from sandbox.telegram import Message
from storage.models import RowState
from tests.flows.faults import (
    answer,
    outlast,
    rows_of,
)
from tests.flows.stage import (
    ANNA,
    BRAND,
    OLGA,
    TIM,
    VK_TOKEN,
    Stage,
)
from tests.flows.words import hears, told


async def fails(
    stage: Stage,
    words: str,
    code: int,
    label: str | None = "Retry",
    *,
    message: bool = False,
    **extra: object,
) -> tuple[Message, Message]:
    """An answer meets an error for good: the operator reads why. Gives the card and the words."""
    post = stage.post()
    if message:
        stage.vk.message(TIM, BRAND, "Where is my parcel?")
    else:
        stage.comment("Where is my parcel?", post)
    card = await stage.card()
    stage.vk.fail("messages.send" if message else "wall.createComment", code, times=1, **extra)  # type: ignore[arg-type]
    reply = await answer(stage, card, "On its way!")
    told = await stage.followup("was not sent")
    assert words in stage.text(told)
    assert told.reply_to is reply
    assert (label in stage.labels(told)) if label else "Retry" not in stage.labels(told)
    await stage.telegram.wait(lambda: stage.reaction(reply) == "😱")
    await stage.says(card, "Unanswered")
    return card, told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (213, "closed"),
        (210, "closed"),
        (222, "Links are not allowed"),
        (7, "lacks a right"),
        (15, "lacks a right"),
        (18, ""),
        (100, ""),
        (12345, ""),
    ],
)
async def test_a_refused_comment_is_told_in_words_and_retry_sends_it_once(
    desk: Stage, code: int, words: str
) -> None:
    _, told = await fails(desk, words, code)
    await desk.press(ANNA, told, "Retry")
    (post,) = desk.vk.posts(BRAND)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.press(ANNA, told, "Retry")
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]


@pytest.mark.parametrize("code", [900, 901, 902, 950])
async def test_a_customer_who_cannot_be_written_to(desk: Stage, code: int) -> None:
    await fails(desk, "", code, message=True)
    assert desk.dialog()[-1].text == "Where is my parcel?"


@pytest.mark.parametrize("form", ["redirect", "image"])
async def test_a_captcha_is_told_with_the_link_to_pass_it(desk: Stage, form: str) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    captcha = desk.vk.captcha("wall.createComment", form)  # type: ignore[arg-type]
    await answer(desk, card, "On its way!")
    told = await desk.followup("was not sent")
    assert "a check must be passed" in desk.text(told)
    links = [entity.url or "" for entity in told.entities]
    assert any("/captcha/" in link for link in links), links
    desk.vk.core.failures.solve(captcha.captcha)
    await desk.press(ANNA, told, "Retry")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])


@pytest.mark.parametrize(("code", "seconds"), [(6, 3), (9, 301), (223, 301), (29, 7201)])
async def test_what_is_only_too_fast_goes_out_later_by_itself(desk: Stage, code: int, seconds: float) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.fail("wall.createComment", code, times=1)
    await answer(desk, card, "On its way!")

    async def waits() -> bool:
        (row,) = await rows_of(desk, "answer")
        return row.state == RowState.PENDING and row.attempts == 1

    await desk.until(waits)
    if code == 29:
        await hears(desk, "today's limit of the network is used up")
        return  # the connector itself keeps the two hours, by a clock that no test moves
    desk.time.let_pass(seconds)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])


async def test_a_revoked_token_stops_the_account_and_tells_the_owner(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        stage.comment("?", post)
        card = await stage.card()
        stage.vk.fail("wall.createComment", 5, times=1)
        await answer(stage, card, "first")
        await stage.followup("was not sent")
        await hears(stage, "Nordlicht Coffee: answers have stopped")
        await answer(stage, card, "second")
        await outlast(stage, 400, 50)
        assert stage.answers(post) == []
        assert len(told(stage, "Nordlicht Coffee: answers have stopped")) == 1
    async with stage.at_work():
        await stage.vk.wait(lambda: stage.answers(post) == ["second"])


async def test_nobodys_token_is_in_the_database(desk: Stage) -> None:
    desk.vk.fail(
        "wall.createComment", 100, times=1, request_params=[{"key": "access_token", "value": VK_TOKEN}]
    )
    desk.comment()
    card = await desk.card()
    await answer(desk, card, "On its way!")
    await desk.followup("was not sent")
    tables = [row[0] for row in await desk.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in tables:
        found = await desk.sql(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%flow-tests%'")
        assert found == [(0,)], table
