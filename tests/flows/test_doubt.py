"""Nobody knows whether an answer went out: it is looked up, or a person is asked; never sent blindly."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from sandbox.vk import Post
from storage.models import Message as Said
from tests.flows.faults import (
    answer,
    is_unknown,
    outlast,
    rows_of,
)
from tests.flows.stage import (
    ANNA,
    BRAND,
    SERVICE_TOKEN,
    TIM,
    Stage,
)

UNKNOWN = [
    Fault.html(502),
    Fault.html(200),
    Fault.error(500, {}),
    Fault.reset_before(),
    Fault.error(200, {"error": {"error_code": 10, "error_msg": "Internal server error"}}),
]


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_a_comment_that_perhaps_went_out_is_asked_about_and_retried_by_a_person(
    desk: Stage, fault: Fault
) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.faults.add("wall.createComment", fault, times=1)
    await answer(desk, card, "On its way!")

    await desk.until(lambda: is_unknown(desk))
    desk.time.let_pass(61)
    asked = await desk.followup("Was the answer in #1 sent?")
    assert desk.labels(asked)[:2] == ["Retry", "It is there"]
    await outlast(desk, 300, 60)
    assert desk.answers(post) == [], "never resent blindly"
    await desk.press(ANNA, asked, "Retry")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.says(card, "Waiting for the customer")
    assert await desk.press(ANNA, asked, "Retry") != "Sending again."
    assert await desk.press(ANNA, asked, "It is there") is not None
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]


async def test_a_comment_that_was_made_and_never_answered_is_known_by_its_echo(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
    reply = await answer(desk, card, "On its way!")
    await desk.says(card, "Waiting for the customer")
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👌")
    await outlast(desk, 200, 50)
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]
    assert not await rows_of(desk, "doubtful")
    assert not [one for one in await desk.rows(Said) if one.direction == "out" and one.staff_id is None]


async def made_and_asked_about(desk: Stage) -> tuple[Post, Message, Message]:
    """The answer is there, its response and its echo are not: the post, the card, and what a person is asked."""
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.hold_events()
    desk.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
    await answer(desk, card, "On its way!")
    await desk.until(lambda: is_unknown(desk))
    await outlast(desk, 70)
    asked = await desk.followup("Was the answer in #1 sent?")
    return post, card, asked


async def test_without_an_echo_a_person_says_that_it_is_there_and_the_late_echo_is_ours(desk: Stage) -> None:
    post, card, asked = await made_and_asked_about(desk)
    await desk.press(ANNA, asked, "It is there")
    await desk.says(card, "Waiting for the customer")
    desk.vk.release_events()

    async def known() -> bool:
        return [one.key for one in await desk.rows(Said) if one.direction == "out"] not in ([], [None])

    await desk.until(known)
    await desk.calm()
    assert len([one for one in await desk.rows(Said) if one.direction == "out"]) == 1
    assert desk.answers(post) == ["On its way!"]


async def test_an_echo_that_comes_while_a_person_is_asked_settles_it(desk: Stage) -> None:
    post, card, asked = await made_and_asked_about(desk)
    desk.vk.release_events()
    await desk.says(card, "Waiting for the customer")
    await desk.press(ANNA, asked, "Retry")
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]


async def test_an_echo_that_comes_after_the_retry_was_pressed_still_prevents_the_second_copy(
    desk: Stage,
) -> None:
    """The account rests, so the retry has not left yet when the echo of the first copy comes."""
    post, card, asked = await made_and_asked_about(desk)
    await desk.sql(f"UPDATE lanes SET paused_until = now() + interval '1 day' WHERE key = 'vk:{BRAND}'")
    await desk.press(ANNA, asked, "Retry")
    desk.vk.release_events()
    await desk.says(card, "Waiting for the customer")
    await desk.sql("UPDATE lanes SET paused_until = NULL")
    await outlast(desk, 20)
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]


async def test_with_a_service_token_the_thread_itself_tells(stage: Stage) -> None:
    stage.settings["VK_SERVICE_TOKEN"] = SERVICE_TOKEN
    post = stage.post()
    async with stage.at_work():
        stage.comment("?", post)
        card = await stage.card()
        stage.vk.hold_events()
        stage.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
        await answer(stage, card, "made")
        await stage.vk.wait(lambda: stage.answers(post) == ["made"])
        await stage.until(lambda: is_unknown(stage))
        await outlast(stage, 70)
        await stage.says(card, "Waiting for the customer")
        stage.vk.faults.add("wall.createComment", Fault.reset_before(), times=1)
        await answer(stage, card, "not made")
        await stage.until(lambda: is_unknown(stage))
        await outlast(stage, 70)
        await stage.vk.wait(lambda: stage.answers(post) == ["made", "not made"])
        stage.vk.release_events()
        await stage.calm()
        assert stage.answers(post) == ["made", "not made"]
        assert not await rows_of(stage, "doubtful")


async def test_a_retry_pressed_while_the_thread_is_still_being_read_makes_no_second_copy(
    stage: Stage,
) -> None:
    stage.settings["VK_SERVICE_TOKEN"] = SERVICE_TOKEN
    post = stage.post()
    async with stage.at_work():
        stage.comment("?", post)
        card = await stage.card()
        stage.vk.hold_events()
        stage.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
        reading = stage.vk.faults.add("wall.getComments", Fault.hang(), times=1)
        await answer(stage, card, "On its way!")
        await stage.until(lambda: is_unknown(stage))
        await outlast(stage, 70)
        await stage.vk.wait(lambda: reading.hits)
        await stage.telegram.wait(lambda: "Retry" in stage.labels(card))
        await stage.sql(f"UPDATE lanes SET paused_until = now() + interval '1 day' WHERE key = 'vk:{BRAND}'")
        await stage.press(ANNA, card, "Retry")
        stage.vk.faults.release()
        await stage.says(card, "Waiting for the customer")
        await stage.sql("UPDATE lanes SET paused_until = NULL")
        stage.vk.release_events()
        await outlast(stage, 30)
        await stage.calm()
        assert stage.answers(post) == ["On its way!"]


@pytest.mark.parametrize("applied", [True, False])
async def test_a_direct_message_is_found_by_its_random_id_or_sent_again(desk: Stage, applied: bool) -> None:
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card()
    desk.vk.hold_events()
    desk.vk.faults.add("messages.send", Fault.drop_after() if applied else Fault.reset_before(), times=1)
    await answer(desk, card, "On its way!")
    await desk.until(lambda: is_unknown(desk))
    await outlast(desk, 80)
    await desk.says(card, "Waiting for the customer")
    desk.vk.release_events()
    await outlast(desk, 80)
    await desk.calm()
    assert [one.text for one in desk.dialog()] == ["Where is my parcel?", "On its way!"]
    assert len([one for one in await desk.rows(Said) if one.direction == "out"]) == 1


async def test_a_call_that_hangs_with_its_effect_done_is_known_by_its_echo(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    hang = desk.vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: hang.hits == 1)
    await desk.says(card, "Waiting for the customer")
    desk.vk.faults.release()
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]
