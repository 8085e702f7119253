"""What people do without words: permissions, blocks, likes, readings, pressed buttons, figures."""

from __future__ import annotations

import pytest

from bot.counting import EVERY
from sandbox.telegram import Message as Said
from storage.models import Case, Event, Like, Message, Post, Relation
from tests.flows.answering import answer, answered, handled
from tests.flows.stage import ADMIN_TOKEN, ANNA, BRAND, OPERATORS, SERVICE_TOKEN, TIM, VERA, Stage

FRESH = 700.0
"""Seconds after which figures are read again."""


async def edits(stage: Stage, card: Said, but: str = "") -> int:
    await stage.calm()
    return sum(
        1
        for call in stage.telegram.calls
        if call.method == "editMessageText" and str(call.params.get("message_id")) == str(card.message_id)
    )


async def counted(stage: Stage) -> None:
    """The figures of all open cases are read once more."""
    asked = {one.id: one.counted_at for one in await stage.rows(Post)}

    async def again() -> bool:
        return all(one.counted_at not in (None, asked[one.id]) for one in await stage.rows(Post))

    await stage.until(lambda: _sleeps(stage))
    stage.time.let_pass(FRESH)
    await stage.until(again)


async def _sleeps(stage: Stage) -> bool:
    """Till the next reading of figures, and not a longer sleeper."""
    return stage.time.sleeps(EVERY - 20, EVERY)


async def heard_all(stage: Stage) -> None:
    """What VK told before this has been taken in."""
    marker = stage.vk.comment(VERA, stage.post(), "Is this thing on?")
    await stage.until(lambda: stage.rows(Message, Message.text == marker.text))
    await stage.calm()


async def likes_heard(stage: Stage, count: int) -> bool:
    return len(await stage.rows(Like)) == count


# --- who may be written to


async def test_who_forbids_messages_is_shown_so_and_can_be_answered_when_they_allow_them(
    desk: Stage,
) -> None:
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    desk.vk.deny(TIM, BRAND)
    await desk.says(card, "forbids messages from us")
    assert "🚫" in " ".join(desk.labels(card))
    said = desk.telegram.say(ANNA, OPERATORS, "Yes!", reply_to=card.message_id)
    await desk.whisper(ANNA, "forbids messages from us")
    [denial] = desk.vk.events("message_deny")
    desk.vk.allow(TIM, BRAND)
    await desk.telegram.wait(lambda: "forbids" not in desk.text(card))
    desk.vk.redeliver(denial)
    await heard_all(desk)
    assert "forbids" not in desk.text(card)
    assert [one.text for one in desk.dialog() if one.out] == []
    assert said is not None
    again = await answer(desk, card, "Yes, it is!")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one.text for one in desk.dialog() if one.out] == ["Yes, it is!"])
    await desk.telegram.wait(lambda: desk.reaction(again) == "👌")


async def test_writing_to_us_lifts_a_refusal_and_a_comment_can_be_answered_all_the_same(desk: Stage) -> None:
    comment = desk.comment("Nice shop")
    card = await desk.card("Nice shop")
    desk.vk.deny(TIM, BRAND)
    await desk.until(lambda: desk.rows(Relation, Relation.denied_at.is_not(None)))
    await answered(desk, card, await answer(desk, card, "Thank you"))
    assert desk.answers(comment.post) == ["Thank you"]
    desk.vk.message(TIM, BRAND, "May I ask here?")
    other = await desk.card("May I ask here?")
    assert "forbids" not in desk.text(other)
    await desk.until(lambda: desk.rows(Relation, Relation.denied_at.is_(None)))


async def test_a_block_is_shown_with_who_till_when_and_why(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "You are all thieves")
    card = await desk.card("You are all thieves")
    until = int(desk.time.seconds()) + 86400
    desk.vk.ban(TIM, BRAND, admin_id=77, until=until, reason=2)
    await desk.says(card, "Banned until")
    assert "insults" in desk.text(card)
    assert "https://vk.com/id77" in {one.url for one in card.entities if one.url}
    assert "is banned in our community" in desk.text(card)
    desk.vk.unban(TIM, BRAND)
    await desk.telegram.wait(lambda: "Banned" not in desk.text(card))
    assert len(await desk.rows(Case)) == 1


async def test_blocks_and_permissions_of_strangers_make_no_case(desk: Stage) -> None:
    desk.vk.allow(VERA, BRAND)
    desk.vk.ban(TIM, BRAND)
    desk.vk.leave(TIM, BRAND)
    desk.vk.like(TIM, desk.post())
    marker = desk.comment("Only this", who=VERA)
    await desk.card(marker.text)
    assert len(await desk.rows(Case)) == 1
    desk.time.let_pass(120)
    desk.vk.message(TIM, BRAND, "Let me in")
    await desk.card("Let me in")
    assert await desk.rows(Relation, Relation.blocked_at.is_not(None)) == []


# --- likes, figures


async def test_likes_are_counted_once_and_shown_with_the_next_edit_only(desk: Stage) -> None:
    comment = desk.comment("Best coffee!")
    card = await desk.card("Best coffee!")
    before = await edits(desk, card)
    desk.vk.like(VERA, comment)
    desk.vk.like(77, comment)
    desk.vk.unlike(77, comment)
    for event_id in desk.vk.events("like_add") + desk.vk.events("like_remove"):
        desk.vk.redeliver(event_id)
    await heard_all(desk)
    assert len(await desk.rows(Like)) == 1
    assert await edits(desk, card) == before
    assert "👍" not in desk.text(card)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "comment 👍 1")
    assert len(await desk.rows(Case)) == 2


async def test_figures_are_read_for_open_cases_together_and_cost_no_edit(stage: Stage) -> None:
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN, VK_ADMIN_TOKEN=ADMIN_TOKEN):
        post, other = stage.post("Our new blend"), stage.post("Another blend")
        comment = stage.comment("Is it strong?", post)
        stage.comment("Where can I buy it?", other, VERA)
        card = await stage.card("Is it strong?")
        await stage.card("Where can I buy it?")
        stage.vk.like(VERA, post)
        stage.vk.like(77, post)
        stage.vk.like(77, comment)
        stage.vk.repost(77, post)
        post.views = 1204
        await stage.until(lambda: likes_heard(stage, 3))  # else one that was read already is counted besides
        await stage.calm()
        before, asked = await edits(stage, card), len(stage.vk.calls)
        await counted(stage)
        reads = [call.method for call in stage.vk.calls[asked:] if call.method in ("wall.getById", "execute")]
        assert reads == ["wall.getById", "execute"]
        assert await edits(stage, card) == before
        await stage.press(ANNA, card, "Claim")
        await stage.says(card, "👍 2 · 💬 1 · 🔁 1 · 👁 1,204 · comment 👍 1")


async def test_figures_of_a_photo_are_read_beside_those_of_a_post(stage: Stage) -> None:
    """VK tells photos in a bare list."""
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN, VK_ADMIN_TOKEN=ADMIN_TOKEN):
        photo, post = stage.vk.add_photo(BRAND, "Our counter"), stage.post("Our new blend")
        stage.vk.remark(TIM, photo, "Is it oak?")
        stage.comment("Is it strong?", post, VERA)
        await stage.card("Is it oak?")
        await stage.card("Is it strong?")
        photo.likes |= {77, 78}
        post.views = 1204
        await counted(stage)
        read = {one.key: (one.likes, one.views, one.comments) for one in await stage.rows(Post)}
        assert read[f"photo{photo.owner_id}_{photo.id}"] == (2, None, 1)
        assert read[f"wall{post.owner_id}_{post.id}"] == (0, 1204, 1)


async def test_where_execute_is_refused_figures_are_read_one_by_one(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        post = stage.post()
        first, second = stage.comment("One?", post), stage.comment("Two?", post, VERA)
        card = await stage.card("One?")
        await stage.card("Two?")
        stage.vk.like(77, first)
        stage.vk.like(78, first)
        await heard_all(stage)
        await stage.sql("UPDATE messages SET likes = NULL")
        stage.vk.delete_comment(second)
        stage.vk.fail("execute", 15, times=None)
        await counted(stage)
        [message] = await stage.rows(Message, Message.text == "One?")
        assert message.likes == 2
        assert stage.text(card)


async def test_a_call_that_fails_in_execute_costs_no_other(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        post = stage.post()
        first, second = stage.comment("One?", post), stage.comment("Two?", post, VERA)
        await stage.card("One?")
        await stage.card("Two?")
        await heard_all(stage)
        stage.vk.hold_events()
        stage.vk.like(77, first)
        second.post.comments_closed = True
        stage.vk.fail("wall.getComment", 212, when=lambda params: params.get("comment_id") == str(second.id))
        before = len(stage.vk.calls)
        await counted(stage)
        [message] = await stage.rows(Message, Message.text == "One?")
        assert message.likes == 1
        asked = stage.vk.calls[before:]
        assert [call.outcome for call in asked if call.method == "execute"] == ["ok"]
        assert [call for call in asked if call.method == "wall.getComment"] == []
        stage.vk.release_events()


# --- read, pressed


async def test_that_the_customer_has_seen_our_answer_is_shown_with_the_next_edit(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Is it ready?")
    card = await desk.card("Is it ready?")
    await answered(desk, card, await answer(desk, card, "Yes"))
    before = await edits(desk, card)
    desk.vk.read(TIM, BRAND)
    await desk.until(lambda: desk.rows(Message, Message.read_at.is_not(None)))
    assert await edits(desk, card) == before
    assert "seen" not in desk.text(card)
    later = await answer(desk, card, "Come by")
    desk.time.let_pass(11)
    await desk.says(card, "✓✓ seen")
    await desk.telegram.wait(lambda: desk.reaction(later) == "👌")
    await desk.says(card, "✓ sent")
    assert len(await desk.rows(Message, Message.read_at.is_not(None))) == 1


@pytest.mark.parametrize(
    ("payload", "says"),
    [({"label": "Track my order", "id": 5}, "Track my order"), ('{"command": "track"}', "track"), (7, "7")],
)
async def test_a_pressed_button_is_said_in_the_dialog_once_and_stops_spinning(
    desk: Stage, payload: object, says: str
) -> None:
    desk.vk.message(TIM, BRAND, "Hello")
    card = await desk.card("Hello")
    keyboard = desk.vk.colleague_message(TIM, BRAND, "What do you need?")
    desk.vk.press(TIM, BRAND, keyboard, payload)
    await desk.followup(f"🔘 {says}" if says != "track" else "track")
    await desk.vk.wait(lambda: not desk.vk.spinning)
    for event_id in desk.vk.events("message_event"):
        desk.vk.redeliver(event_id)
    await heard_all(desk)
    assert len(await desk.rows(Message, Message.direction == "in", Message.text.contains("🔘"))) == 1
    assert await desk.rows(Event, Event.kind == "customer_wrote")
    assert desk.text(card)
    await handled(desk)
