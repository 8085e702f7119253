"""What is done to a customer's words beside answering: liked, hidden, banned, closed, marked as read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from sandbox.vk import Comment, Post, Remark
from storage.models import Event, Message, Relation
from tests.flows.answering import attempts, the_case
from tests.flows.moderating import deeds, do, menu, offered
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BORIS,
    BRAND,
    OPERATORS,
    TIM,
    Stage,
)
from tests.flows.things import THINGS

COMMENTS = ("comment", *THINGS)
LIKEABLE = (*COMMENTS, "post", "repost")
EVERY = (*LIKEABLE, "suggestion", "message")
SECTIONS = {"comment": "wall", "photo": "photos", "video": "video", "product": "market", "topic": "board"}


@dataclass
class Written:
    """What a customer wrote, and its card."""

    what: Comment | Remark | Post | None
    card: Shown


async def write(stage: Stage, kind: str) -> Written:
    what: Comment | Remark | Post | None = None
    if kind in THINGS:
        what = stage.vk.remark(TIM, THINGS[kind](stage), "Buy my crypto")
    elif kind == "comment":
        what = stage.comment("Buy my crypto")
    elif kind == "post":
        what = stage.vk.add_post(BRAND, "Buy my crypto", author=TIM)
    elif kind == "repost":
        what = stage.vk.repost(TIM, stage.post(), "Buy my crypto")
    elif kind == "suggestion":
        what = stage.vk.add_post(BRAND, "Buy my crypto", author=TIM, post_type="suggest")
    else:
        stage.vk.message(TIM, BRAND, "Buy my crypto")
    return Written(what, await stage.card("Buy my crypto"))


@pytest.mark.parametrize("kind", LIKEABLE)
async def test_a_like_is_given_and_taken_back_in_the_communitys_name(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, kind)
        assert written.what is not None
        assert await do(stage, written.card, "👍 Like") == "Liking it in VK."
        await stage.says(written.card, "👍 liked")
        assert written.what.likes == {-BRAND}
        assert await do(stage, written.card, "👍 Unlike") == "Taking the like back in VK."
        await stage.telegram.wait(lambda: "👍 liked" not in stage.text(written.card))
        assert written.what.likes == set()
        assert (await the_case(stage)).status == "open"


@pytest.mark.parametrize("events", ["named", "nameless", "late"])
@pytest.mark.parametrize("kind", COMMENTS)
async def test_a_hidden_comment_is_hidden_by_us_and_can_be_shown_again(
    stage: Stage, kind: str, events: str
) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, kind)
        assert isinstance(written.what, Comment | Remark)
        if events != "named":
            stage.vk.hold_events()
        assert await do(stage, written.card, "🙈 Hide") == "Hiding it in VK."
        await stage.vk.wait(lambda: written.what.deleted)  # type: ignore[union-attr]
        if events == "nameless":
            stage.vk.lose_events()
            if isinstance(written.what, Comment):
                stage.vk.core.wall.delete(written.what, None)
            else:
                stage.vk.core.things.delete(written.what, None)
        await stage.says(written.card, "🙈 hidden")
        if events == "late":
            stage.vk.release_events()
        assert "🚫 Reply" in stage.labels(written.card)
        await _heard(stage)
        assert "deleted" not in stage.text(written.card)
        assert "🙈 Hide" not in await offered(stage, written.card)
        assert await do(stage, written.card, "👁 Show again") == "Showing it again in VK."
        await stage.telegram.wait(lambda: "🙈 hidden" not in stage.text(written.card))
        assert not written.what.deleted
        await _heard(stage, "And another")
        assert "🙈 hidden" not in stage.text(written.card)
        assert await _kinds(stage, "customer_deleted", "customer_restored", "hidden_there") == []
        (said, *_) = await stage.rows(Message, Message.text == "Buy my crypto")
        assert (said.hidden_at, said.deleted_at) == (None, None)


async def _heard(stage: Stage, words: str = "The last one") -> None:
    """All events until now were taken in."""
    stage.vk.message(5002, BRAND, words)
    await stage.card(words)
    await stage.calm()


async def _kinds(stage: Stage, *kinds: str) -> list[str]:
    return [one.kind for one in await stage.rows(Event, Event.kind.in_(kinds))]


async def test_what_its_author_takes_away_is_not_hidden_by_us(desk: Stage) -> None:
    comment = desk.comment()
    card = await desk.card()
    desk.vk.delete_comment(comment)
    await desk.says(card, "deleted")
    assert "hidden" not in desk.text(card)
    assert await _kinds(desk, "customer_deleted", "hidden_there") == ["customer_deleted"]


async def test_what_a_colleague_hides_in_vk_is_hidden_by_us(desk: Stage) -> None:
    comment = desk.comment()
    card = await desk.card()
    desk.vk.delete_comment(comment, by=900_000_001)
    await desk.says(card, "🙈 hidden")
    assert "deleted" not in desk.text(card)
    desk.vk.restore_comment(comment)
    await desk.telegram.wait(lambda: "🙈 hidden" not in desk.text(card))
    assert await _kinds(desk, "customer_deleted", "hidden_there", "restored_there") == [
        "hidden_there",
        "restored_there",
    ]


async def test_what_is_hidden_is_not_answered(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        await do(stage, written.card, "🙈 Hide")
        await stage.telegram.wait(lambda: "🚫 Reply" in stage.labels(written.card))
        stage.telegram.say(ANNA, OPERATORS, "Really?", reply_to=written.card.message_id)
        await stage.whisper(ANNA, "It is hidden")
        assert attempts(stage, "wall.createComment") == 0


@pytest.mark.parametrize("kind", EVERY)
async def test_a_ban_asks_for_term_reason_and_a_second_tap(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, kind)
        picker = await menu(stage, written.card)
        await stage.press_whisper(ANNA, picker, "⛔ Ban…")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "for how long?"), "1 day")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "why?"), "insults")
        asked = await stage.whisper(ANNA, "1 day · insults")
        assert await deeds(stage) == []
        assert await stage.press_whisper(ANNA, asked, "Yes, ban") == "Banning them in VK."
        await stage.says(written.card, "Banned until")
        ban = stage.vk.core.world.groups[BRAND].bans[TIM]
        assert ban.reason == 2
        assert abs(ban.end_date - ban.date - 86400) < 30
        if kind == "comment":
            assert isinstance(written.what, Comment)
            with pytest.raises(ValueError, match="no comments are taken"):
                stage.vk.comment(TIM, written.what.post, "More crypto")
        assert await do(stage, written.card, "⛔ Lift the ban") == "Lifting the ban in VK."
        await stage.telegram.wait(lambda: "⛔" not in stage.text(written.card))
        assert stage.vk.core.world.groups[BRAND].bans == {}
        assert [one.blocked_at for one in await stage.rows(Relation)] == [None]


async def test_a_ban_for_ever_and_one_that_is_over(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        await stage.press_whisper(ANNA, await menu(stage, written.card), "⛔ Ban…")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "for how long?"), "for ever")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "why?"), "spam")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "for ever · spam"), "Yes, ban")
        await stage.says(written.card, "Banned for ever")
        assert stage.vk.core.world.groups[BRAND].bans[TIM].end_date == 0
        await stage.until(lambda: stage.rows(Relation, Relation.marks != []))
        await stage.until(lambda: stage.rows(Event, Event.kind == "deed_done"))
        await stage.sql("UPDATE relations SET blocked_until = blocked_at")
        assert "⛔ Ban…" in await offered(stage, written.card)


async def test_comments_are_closed_and_opened_with_the_communitys_token(desk: Stage) -> None:
    written = await write(desk, "comment")
    assert isinstance(written.what, Comment)
    post = written.what.post
    await desk.press_whisper(ANNA, await menu(desk, written.card), "🔒 Close comments")
    asked = await desk.whisper(ANNA, "Close the comments under this post?")
    assert not post.comments_closed
    assert await desk.press_whisper(ANNA, asked, "Yes, close") == "Closing the comments in VK."
    await desk.says(written.card, "comments closed")
    assert post.comments_closed
    assert "🚫 Reply" in desk.labels(written.card)
    desk.telegram.say(ANNA, OPERATORS, "Really?", reply_to=written.card.message_id)
    await desk.whisper(ANNA, "Comments are closed here")
    assert await do(desk, written.card, "🔓 Open comments") == "Opening the comments in VK."
    await desk.telegram.wait(lambda: "comments closed" not in desk.text(written.card))
    assert not post.comments_closed


async def test_a_dialog_is_marked_as_read(desk: Stage) -> None:
    written = await write(desk, "message")
    conversation = desk.vk.core.world.conversation(BRAND, TIM)
    assert conversation.unread == 1
    assert await do(desk, written.card, "✔️ Mark as read") == "Marking it as read in VK."
    await desk.vk.wait(lambda: conversation.unread == 0)


OFFERED = {
    "comment": ["👍 Like", "🙈 Hide", "⛔ Ban…", "🔒 Close comments"],
    **{kind: ["👍 Like", "🙈 Hide", "⛔ Ban…"] for kind in THINGS},
    "post": ["👍 Like", "⛔ Ban…"],
    "repost": ["👍 Like", "⛔ Ban…"],
    "suggestion": ["⛔ Ban…"],
    "message": ["⛔ Ban…", "✔️ Mark as read"],
}
COMMUNITYS = {("topic", "🙈 Hide"), ("comment", "🔒 Close comments"), ("message", "✔️ Mark as read")}


@pytest.mark.parametrize("kind", EVERY)
async def test_what_the_tokens_cannot_do_is_greyed_with_the_reason(stage: Stage, kind: str) -> None:
    async with stage.at_work():
        written = await write(stage, kind)
        greyed = [one if (kind, one) in COMMUNITYS else f"🚫 {one}" for one in OFFERED[kind]]
        assert await offered(stage, written.card) == greyed
        for label in greyed:
            if label.startswith("🚫"):
                assert "VK_ADMIN_TOKEN" in await do(stage, written.card, label)
        assert await deeds(stage) == []
        assert await _kinds(stage, "deed_asked") == []
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        assert await offered(stage, written.card) == OFFERED[kind]


async def test_in_a_topic_the_communitys_own_token_hides(desk: Stage) -> None:
    written = await write(desk, "topic")
    await do(desk, written.card, "🙈 Hide")
    await desk.says(written.card, "🙈 hidden")


async def test_two_who_press_at_once_do_it_once(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        menus = {who: await menu(stage, written.card, who) for who in (ANNA, BORIS)}
        stage.vk.faults.add("wall.deleteComment", Fault.slow(0.5), times=1)
        toasts = await asyncio.gather(
            *(stage.press_whisper(who, one, "🙈 Hide") for who, one in menus.items())
        )
        assert sorted(map(str, toasts)) == ["Done or under way already.", "Hiding it in VK."]
        await stage.says(written.card, "🙈 hidden")
        assert attempts(stage, "wall.deleteComment") == 1
        assert await deeds(stage) == ["hide"]


@pytest.mark.parametrize("kind", COMMENTS)
async def test_a_deed_nobody_confirmed_is_simply_done_again(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, kind)
        method = f"{SECTIONS[kind]}.deleteComment"
        stage.vk.faults.add(method, Fault.drop_after(), times=1)
        await do(stage, written.card, "🙈 Hide")
        await stage.says(written.card, "🙈 hidden")
        await stage.until(lambda: deeds(stage, "sent"))
        assert attempts(stage, method) == 2
        assert "did not work" not in " ".join(stage.text(one) for one in stage.ours())


async def test_a_failure_is_told_to_whoever_pressed(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        stage.vk.fail("wall.deleteComment", 15)
        await do(stage, written.card, "🙈 Hide", BORIS)
        told = await stage.followup("“Hide” did not work in #1")
        assert "Boris" in stage.text(told)
        assert "Our key lacks a right" in stage.text(told)
        assert told.reply_to is written.card
        assert "hidden" not in stage.text(written.card)
        await do(stage, written.card, "🙈 Hide", BORIS)
        await stage.says(written.card, "🙈 hidden")


async def test_what_the_network_lets_wait_for_hours_does_not_hold_up_the_case(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        stage.vk.fail("likes.add", 29)
        await do(stage, written.card, "👍 Like")
        told = await stage.followup("“Like” did not work")
        assert "limit of the network is used up" in stage.text(told)


async def test_an_old_menu_does_nothing_twice(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        old = await menu(stage, written.card, BORIS)
        await do(stage, written.card, "👍 Like")
        await stage.says(written.card, "👍 liked")
        assert await stage.press_whisper(BORIS, old, "👍 Like") == "Done or under way already."
        assert attempts(stage, "likes.add") == 1


async def test_the_history_tells_who_did_what(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        written = await write(stage, "comment")
        await do(stage, written.card, "👍 Like")
        await stage.says(written.card, "👍 liked")
        await stage.press(ANNA, written.card, "More")
        await stage.press_whisper(ANNA, await stage.whisper(ANNA, "Case #1"), "History")
        history = stage.text(await stage.whisper(ANNA, "history"))
        assert "Like: done · Anna" in history
