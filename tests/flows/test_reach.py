"""A lane that stops, a chat without the bot: the owner hears it once, and once when it is mended. At the wire."""

from __future__ import annotations

import pytest

from bot.telegram.standing import look
from bot.transaction import transaction
from bot.troubles import AT_ONCE, begin, end
from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage.models import Case, Department, Lane
from storage.queries import the_desk
from tests.flows.faults import VK, answer, passes, troubles, welcomed
from tests.flows.stage import ANNA, BRAND, DELIVERY, OLGA, OPERATORS, PETR, VERA, Stage
from tests.flows.words import hears, told


async def lane_stands(stage: Stage, lane: str) -> None:
    await stage.until(lambda: stage.rows(Lane, Lane.key == lane, Lane.stopped.is_not(None)))


@pytest.mark.parametrize(
    ("status", "words"), [("kicked", "I am not in the group."), ("member", "I am not an")]
)
async def test_thrown_out_of_the_operators_group_and_taken_back(desk: Stage, status: str, words: str) -> None:
    await welcomed(desk)
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, status)  # type: ignore[arg-type]
    await hears(desk, f"Operators' group: {words}")
    desk.comment()
    if status == "kicked":
        await lane_stands(desk, f"tg:{OPERATORS}")
    passes(desk, 6)
    await desk.calm()
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "administrator")
    await hears(desk, "Operators' group: all is well there again, after 6 minutes.")
    await desk.card()
    await desk.calm()
    assert len(told(desk, "Operators' group")) == 2, "one matter, told once and once when it is over"


async def test_rights_that_change_without_a_word_are_found(desk: Stage) -> None:
    await welcomed(desk)
    me = desk.telegram.chat_of(OPERATORS).members[desk.telegram.bot.id]
    me.status = "member"
    assert desk.desk is not None
    bench = desk.desk.bench
    await look(bench, {})
    await hears(desk, "Operators' group: I am not an administrator.")
    assert not bench.health.readiness(desk.time.now()).ready
    await look(bench, {})
    me.status = "administrator"
    await look(bench, {})
    await hears(desk, "Operators' group: all is well there again")
    await desk.calm()
    assert len(told(desk, "Operators' group")) == 2
    assert bench.health.readiness(desk.time.now()).ready


async def test_it_looks_by_itself_every_minute(desk: Stage) -> None:
    await welcomed(desk)
    desk.telegram.chat_of(OPERATORS).members[desk.telegram.bot.id].status = "member"

    async def heard() -> bool:
        # Others sleep for a minute as well: who looks at the group may have slept since before, or not yet.
        desk.time.let_pass(61)
        return bool(told(desk, "Operators' group: I am not an administrator."))

    await desk.until(heard)


async def test_a_group_that_takes_no_messages_and_takes_them_again(desk: Stage) -> None:
    await welcomed(desk)
    desk.telegram.chat_of(OPERATORS).write_forbidden = True
    desk.comment()
    await hears(desk, "Operators' group: I cannot write there.")
    desk.telegram.chat_of(OPERATORS).write_forbidden = False
    await desk.calm()
    passes(desk, 5.5)
    await desk.card()
    await hears(desk, "Operators' group: all is well there again")
    assert len(told(desk, "Operators' group")) == 2


async def test_a_card_that_can_be_edited_does_not_show_that_one_may_write(desk: Stage) -> None:
    """Else the owner would read every few minutes that all is well, and that it is not."""
    await welcomed(desk)
    post = desk.post()
    desk.comment("one", post)
    card = await desk.card("one")
    desk.telegram.chat_of(OPERATORS).write_forbidden = True
    desk.comment("two", post, who=VERA)
    await hears(desk, "Operators' group: I cannot write there.")
    desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
    await desk.until(lambda: desk.rows(Case, Case.holder_id.is_not(None)))
    passes(desk, 5.5)
    await desk.says(card, "Anna")
    await desk.calm()
    passes(desk, 5.5)
    await desk.telegram.wait(lambda: refused(desk) >= 2)
    await desk.calm()
    assert len(told(desk, "Operators' group")) == 1
    desk.telegram.chat_of(OPERATORS).write_forbidden = False
    passes(desk, 5.5)
    await desk.card("two")
    await hears(desk, "Operators' group: all is well there again")


async def test_what_was_over_before_it_could_be_told_is_not_told_at_all(desk: Stage) -> None:
    """Neither that it was not well, nor that it is."""
    await welcomed(desk)
    assert desk.desk is not None
    async with transaction(desk.desk.bench.sessions) as session:
        now, part = desk.time.now(), f"tg:{OPERATORS}"
        place = {"place": {"key": "place-operators", "params": {}}}
        await begin(session, (await the_desk(session)).id, part, "chat-no-write", place, now, AT_ONCE)
        await end(session, part, now)
    await desk.calm()
    assert told(desk, "Operators' group") == []


async def test_a_lane_that_stands_is_tried_again_by_a_start_and_not_told_twice(stage: Stage) -> None:
    async with stage.at_work():
        await welcomed(stage)
        stage.telegram.chat_of(OPERATORS).write_forbidden = True
        stage.comment()
        await hears(stage, "Operators' group: I cannot write there.")
    async with stage.at_work():
        await stage.telegram.wait(lambda: refused(stage) == 2)
        await stage.calm()
        assert len(told(stage, "Operators' group")) == 1
    stage.telegram.chat_of(OPERATORS).write_forbidden = False
    async with stage.at_work():
        await stage.card()
        await hears(stage, "Operators' group: all is well there again")


def refused(stage: Stage) -> int:
    return len([one for one in stage.telegram.calls if one.method == "sendMessage" and one.status == 400])


async def test_a_departments_group_that_is_gone_and_moved_elsewhere(desk: Stage) -> None:
    await welcomed(desk)
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")
    await desk.until(lambda: desk.rows(Department))
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "kicked")
    await hears(desk, "Department Delivery: I am not in the group.")
    elsewhere = -1001000000009
    desk.telegram.add_group(elsewhere, "New", members=[PETR], owner=OLGA)
    desk.telegram.say(OLGA, elsewhere, "/department Delivery")
    await desk.card("This is the department Delivery now", elsewhere)
    assert desk.desk is not None
    await look(desk.desk.bench, {})
    await hears(desk, "Department Delivery: all is well there again")


async def test_a_chat_where_nobody_works_any_more_is_nobodys_trouble(desk: Stage) -> None:
    await welcomed(desk)
    desk.telegram.say(OLGA, DELIVERY, "/setup")
    await desk.card("The operators work here now", DELIVERY)
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "kicked")
    await desk.sql(
        "INSERT INTO outbox (desk_id, lane, kind, urgency, not_before, payload)"
        f" SELECT id, 'tg:{OPERATORS}', 'notice', 2, now(), '{{\"html\": \"late\"}}' FROM desks"
    )
    assert desk.desk is not None
    desk.desk.courier.wake()
    await lane_stands(desk, f"tg:{OPERATORS}")
    await desk.calm()
    assert await troubles(desk) == []


async def refused_once(stage: Stage, post: Post) -> Said:
    """The card of a case whose answer the network refused: its lane stands, and nothing waits in it."""
    await welcomed(stage)
    stage.comment("?", post)
    card = await stage.card()
    stage.vk.fail("wall.createComment", 5, times=1)
    await answer(stage, card, "first")
    await lane_stands(stage, f"vk:{BRAND}")
    await stage.calm()
    return card


async def test_answers_that_stop_and_go_on_after_a_restart(stage: Stage) -> None:
    post = stage.post()
    async with stage.at_work():
        card = await refused_once(stage, post)
        await hears(stage, f"{VK}: answers have stopped, the network refuses the token.")
        await stage.calm()
        await answer(stage, card, "second")
        passes(stage, 10)
        await stage.calm()
        assert stage.answers(post) == []
    async with stage.at_work():
        await stage.vk.wait(lambda: stage.answers(post) == ["second"])
        await hears(stage, f"{VK}: answers go out again, after")
        assert len(told(stage, "answers have stopped")) == 1


async def test_an_answer_that_is_due_later_does_not_use_up_the_try_of_a_lane_that_stands(
    stage: Stage,
) -> None:
    post = stage.post()
    async with stage.at_work():
        card = await refused_once(stage, post)
    async with stage.at_work():
        # Written for in ten seconds; the lane is called at once.
        await answer(stage, card, "second")
        await stage.vk.wait(lambda: stage.answers(post) == ["second"])
