"""Muted posts and noise: collected quietly in one message each, counted, and looked through like a digest."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from sandbox.vk import Post
from storage.models import Case, Event
from tests.flows.panels import passes
from tests.flows.stage import ANNA, OLGA, OPERATORS, TIM, VERA, Stage

NEW = -1001000000007


async def quiet_message(stage: Stage, containing: str = "🔕") -> Said:
    return await stage.card(containing)


async def muted(desk: Stage) -> tuple[Post, Said, Said]:
    """A post, the card of its first comment, and the message that collects the later ones."""
    post = desk.post("Win a grinder")
    desk.comment("Is this real?", post)
    card = await desk.card("Is this real?")
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "Mute this post")
    await desk.says(menu, "Mute “Win a grinder”?")
    assert await desk.press_whisper(ANNA, menu, "Mute this post") == (
        "Muted. New comments here are collected quietly."
    )
    return post, card, await quiet_message(desk)


async def test_a_muted_post_is_collected_in_one_quiet_message(desk: Stage) -> None:
    post, _, panel = await muted(desk)
    assert panel.silent
    assert desk.text(panel) == "🔕 Muted: “Win a grinder”. No comments yet."
    before = len(desk.ours())
    for number in range(12):
        desk.vk.add_user(7000 + number, f"Guest{number}", "Crowd")
        desk.comment(f"me please {number}", post, 7000 + number)
    await desk.until(lambda: desk.rows(Case, Case.number == 13))
    await passes(desk, 31)
    await desk.says(panel, "12 comments under the muted post “Win a grinder”")
    assert len(desk.ours()) == before
    assert desk.labels(panel) == ["Look through", "Unmute"]
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–5 of 12")
    assert "me please 0" in desk.text(page)


async def test_a_post_is_muted_by_a_command_where_private_messages_do_not_arrive(desk: Stage) -> None:
    desk.comment("Is this real?")
    card = await desk.card("Is this real?")
    desk.telegram.say(ANNA, OPERATORS, "/mute", reply_to=card.message_id)
    await desk.whisper(ANNA, "Muted.")
    await quiet_message(desk)


async def test_after_unmuting_its_comments_are_cards_again(desk: Stage) -> None:
    post, _, panel = await muted(desk)
    desk.comment("me please", post, VERA)
    await desk.until(lambda: desk.rows(Case, Case.quiet == "muted"))
    await passes(desk, 31)
    assert "New comments come as cards again" in (await desk.press(ANNA, panel, "Unmute") or "")
    desk.vk.add_user(7001, "Guest", "Crowd")
    desk.comment("And now?", post, 7001)
    await desk.card("And now?")
    # What was collected stays there until it is seen to; then the message says so and lets go.
    await desk.says(panel, "1 comment under the muted post")
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–1 of 1")
    assert await desk.press_whisper(ANNA, page, "Dismiss") == "#2 dismissed."
    await passes(desk, 31)
    await passes(desk, 31)
    await desk.says(panel, "Nothing is waiting here.")
    assert desk.labels(panel) == []


async def test_somebody_who_writes_again_under_a_muted_post_after_all_were_dismissed_is_counted(
    desk: Stage,
) -> None:
    post, _, panel = await muted(desk)
    desk.comment("me please", post, VERA)
    await desk.until(lambda: desk.rows(Case, Case.quiet == "muted"))
    await passes(desk, 31)
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–1 of 1")
    await desk.press_whisper(ANNA, page, "Dismiss")
    desk.comment("and me", post, VERA)
    await desk.until(lambda: desk.rows(Case, Case.number == 3, Case.quiet == "muted"))
    await passes(desk, 31)
    await desk.says(panel, "1 comment under the muted post")


async def test_a_held_case_under_a_muted_post_goes_on_as_before(desk: Stage) -> None:
    post, card, _ = await muted(desk)
    await desk.press(ANNA, card, "Claim")
    desk.comment("Hello?", post, TIM)
    await desk.followup("Hello?")


async def test_noise_is_collected_and_a_question_is_not(desk: Stage) -> None:
    post = desk.post()
    desk.comment("🔥🔥🔥", post, TIM)
    panel = await quiet_message(desk)
    await desk.says(panel, "1 quiet comment")
    desk.comment("[id5001|Tim], look!", post, VERA)
    await desk.card("look!")
    desk.vk.add_user(7001, "Guest", "Crowd")
    desk.comment("[id5002|Vera]", post, 7001)
    await desk.until(lambda: desk.rows(Case, Case.quiet == "friend"))
    await passes(desk, 31)
    await desk.says(panel, "2 quiet comments")
    # Words of the same person under the same post are a card.
    desk.comment("How much is it?", post, TIM)
    card = await desk.card("How much is it?")
    assert "🔥🔥🔥" in desk.text(card)
    assert desk.labels(card)[0] == "Claim"
    await passes(desk, 31)
    await desk.says(panel, "1 quiet comment")


async def test_noise_that_is_edited_into_a_question_is_a_card(desk: Stage) -> None:
    said = desk.comment("🔥🔥🔥")
    await quiet_message(desk)
    desk.vk.edit_comment(said, "🔥 how much?")
    await desk.card("🔥 how much?")


async def test_customers_among_themselves_are_noise_where_the_owner_wants_it_so(desk: Stage) -> None:
    post = desk.post()
    first = desk.comment("I like the dark one", post, TIM)
    await desk.card("I like the dark one")
    desk.vk.comment(VERA, post, "me too", reply_to=first)
    await desk.card("me too")
    await desk.sql("UPDATE accounts SET noise = 'strict'")
    desk.vk.add_user(7001, "Guest", "Crowd")
    desk.vk.comment(7001, post, "and me", reply_to=first)
    await desk.until(lambda: desk.rows(Case, Case.quiet == "crosstalk"))
    await quiet_message(desk)


async def test_with_noise_off_everything_is_a_card(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET noise = 'off'")
    desk.comment("🔥🔥🔥")
    await desk.card("🔥🔥🔥")


async def test_what_is_urgent_is_never_quiet(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET urgent = true")
    desk.comment("🔥🔥🔥")
    card = await desk.card("🔥🔥🔥")
    desk.telegram.say(ANNA, OPERATORS, "/mute", reply_to=card.message_id)
    await desk.whisper(ANNA, "This account is marked urgent")


async def test_muting_is_in_the_log(desk: Stage) -> None:
    await muted(desk)
    (event,) = await desk.rows(Event, Event.kind == "post_muted")
    assert event.staff_id is not None


async def test_a_quiet_case_opened_from_the_list_is_an_ordinary_case(desk: Stage) -> None:
    desk.comment("🔥🔥🔥")
    panel = await quiet_message(desk)
    await desk.press(ANNA, panel, "Look through")
    page = await desk.whisper(ANNA, "1–1 of 1")
    assert await desk.press_whisper(ANNA, page, "Open #1") == "#1 comes as a card."
    card = await desk.card("#1 ")
    desk.telegram.say(ANNA, OPERATORS, "Thank you!", reply_to=card.message_id)
    (case,) = await desk.until(lambda: desk.rows(Case, Case.holder_id.is_not(None)))
    assert case.quiet is None


async def test_quiet_cases_stand_apart_in_the_report(desk: Stage) -> None:
    desk.comment("🔥🔥🔥")
    await quiet_message(desk)
    desk.comment("How much is it?", who=VERA)
    await desk.card("How much is it?")
    desk.telegram.say(OLGA, OLGA, "/report today against:none")
    report = desk.text(await desk.card("Collected quietly", OLGA))
    assert "Still open | 1" in report
    assert "Collected quietly | 1" in report


async def test_the_message_moves_with_its_desk_and_the_old_one_shows_the_way(desk: Stage) -> None:
    post, _, old = await muted(desk)
    desk.comment("me please", post, VERA)
    await desk.until(lambda: desk.rows(Case, Case.quiet == "muted"))
    await passes(desk, 31)
    await desk.says(old, "1 comment under the muted post")
    desk.telegram.add_group(NEW, "New", members=[ANNA], owner=OLGA)
    desk.telegram.say(OLGA, NEW, "/setup")
    new = await desk.card("1 comment under the muted post", NEW)
    desk.time.let_pass(6)
    await desk.says(old, "🔕 What was collected here has moved to another place.")
    assert desk.labels(old) == []
    assert [one.url for one in old.content.entities if one.url] == [
        f"https://t.me/c/1000000007/{new.message_id}"
    ]
    await desk.press(ANNA, new, "Look through", NEW)
    await desk.whisper(ANNA, "1–1 of 1", NEW)
