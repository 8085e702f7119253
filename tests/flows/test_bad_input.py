"""What VK may send that nobody expects: one line in the log, kept for a week, and the rest goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import cleaning
from sandbox.faults import Fault
from storage.models import Case, CustomerIdentity, Message, RawEvent
from tests.flows.stage import ANNA, BRAND, OLGA, SERVICE_TOKEN, TIM, VERA, Stage
from tests.flows.words import told

LONG = 2**40 + 5
COMMENT = {
    "id": 77,
    "from_id": TIM,
    "date": 1_700_000_000,
    "text": "Hm",
    "post_id": 5,
    "post_owner_id": -BRAND,
}


def event(kind: str, what: object) -> dict[str, object]:
    return {"type": kind, "event_id": "e1", "v": "5.199", "object": what, "group_id": BRAND}


ODD = {
    "an unknown type": event("telepathy_new", {"id": 5, "text": "You know what I mean"}),
    "no type": {"event_id": "e1", "object": COMMENT},
    "no object": event("wall_reply_new", None),
    "no number": event("wall_reply_new", {**COMMENT, "id": None}),
    "a number that is none": event("wall_reply_new", {**COMMENT, "from_id": {"id": 5}}),
    "a number beyond 2^63": event("wall_reply_new", {**COMMENT, "id": 2**63}),
    "a far number beyond 2^63": event("message_new", {"message": {"peer_id": 10**30, "text": "x"}}),
    "a like of nothing": event("like_add", {"liker_id": TIM, "object_type": "post"}),
    "a block of nobody": event("user_block", {"admin_id": 1}),
    "a button's press without a dialog": event("message_event", {"event_id": "x", "payload": {}}),
}


@pytest.mark.parametrize("what", ODD)
async def test_what_cannot_be_understood_is_one_line_and_kept_for_a_week(desk: Stage, what: str) -> None:
    with capture_logs() as logs:
        desk.vk.push_raw(ODD[what], BRAND)
        desk.comment("And this one is fine")
        await desk.card("And this one is fine")
    lines = [one for one in logs if one["log_level"] in ("warning", "error")]
    assert [(one["event"], one["account"]) for one in lines] == [("event not understood", str(BRAND))]
    assert lines[0]["reason"]
    [kept] = await desk.rows(RawEvent)
    assert kept.payload == ODD[what]
    assert kept.key == "e1"
    assert len(await desk.rows(Case)) == 1
    assert desk.desk is not None
    desk.time.let_pass(timedelta(days=6, hours=23).total_seconds())
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(RawEvent)
    desk.time.let_pass(timedelta(hours=2).total_seconds())
    await desk.desk.clock.tick(cleaning)
    assert await desk.rows(RawEvent) == []


async def test_of_an_unknown_type_the_owner_is_not_told_but_of_words_that_were_not_understood(
    desk: Stage,
) -> None:
    desk.vk.push_raw(ODD["an unknown type"], BRAND)
    desk.comment("The first")
    await desk.card("The first")
    desk.vk.push_raw(ODD["no number"], BRAND)
    await desk.telegram.wait(lambda: told(desk, "an event could not be read (wall_reply_new"))
    assert len(await desk.rows(RawEvent)) == 2
    assert told(desk, "telepathy") == []


async def test_types_that_others_switched_on_leave_nothing(desk: Stage) -> None:
    with capture_logs() as logs:
        desk.vk.push_raw(event("group_leave", {"user_id": TIM}), BRAND)
        desk.vk.push_raw(event("donut_subscription_create", {"user_id": TIM}), BRAND)
        desk.comment("And this one is fine")
        await desk.card("And this one is fine")
    assert [one for one in logs if one["log_level"] in ("warning", "error")] == []
    assert await desk.rows(RawEvent) == []


async def test_numbers_as_strings_and_beyond_32_bits_are_numbers(desk: Stage) -> None:
    desk.vk.add_user(LONG, "Long", "Number")
    strings = {name: str(value) for name, value in COMMENT.items()} | {"from_id": str(LONG)}
    desk.vk.push_raw(
        event("wall_reply_new", {**strings, "id": str(LONG + 1), "text": "From far away"}), BRAND
    )
    card = await desk.card("From far away")
    await desk.says(card, "Long Number")
    assert f"reply={LONG + 1}" in str(card.buttons)
    [identity] = await desk.rows(CustomerIdentity)
    assert identity.external_id == str(LONG)


async def test_a_community_may_write(desk: Stage) -> None:
    other = desk.vk.add_group(4321, "Roasters' Guild", "guild")
    desk.vk.comment(other, desk.post(), "Nice beans")
    card = await desk.card("Nice beans")
    await desk.says(card, "Roasters' Guild")
    assert "community" in desk.text(card)


@pytest.mark.parametrize("how", ["deleted", "banned"])
async def test_whose_page_is_gone_may_have_written(desk: Stage, how: str) -> None:
    gone = desk.vk.add_user(6001, "Max", "Gone", deactivated=how)
    desk.vk.comment(gone, desk.post(), "I am off")
    card = await desk.card("I am off")
    await desk.says(card, "DELETED" if how == "deleted" else "Max Gone")


async def test_somebody_vk_does_not_know_may_have_written(desk: Stage) -> None:
    desk.vk.push_raw(event("wall_reply_new", {**COMMENT, "from_id": 999_999, "text": "Who am I?"}), BRAND)
    card = await desk.card("Who am I?")
    assert "Customer" in desk.text(card)


async def test_what_it_stands_under_may_be_gone(stage: Stage) -> None:
    async with stage.at_work(VK_SERVICE_TOKEN=SERVICE_TOKEN):
        post = stage.post("Soon gone")
        stage.vk.hold_events()
        stage.comment("Too late?", post)
        stage.vk.delete_post(post)
        stage.vk.release_events()
        card = await stage.card("Too late?")
        assert "Claim" in stage.labels(card)


async def test_a_very_long_comment_is_kept_whole_and_shown_cut(desk: Stage) -> None:
    long = "На тёмной стороне 🌒 " + "ы" * 16_340 + " the end of it"
    assert len(long) <= 16_384
    desk.comment(long)
    card = await desk.card("На тёмной стороне")
    [message] = await desk.rows(Message)
    assert message.text == long
    assert len(desk.text(card)) <= 4096
    assert "the end of it" not in desk.text(card)
    assert any(button.url for row in card.buttons for button in row)
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")


async def test_a_picture_that_is_not_there_does_not_stop_the_card(desk: Stage) -> None:
    photo = desk.vk.photo(TIM)
    desk.vk.lose_file(photo)
    said = "Bad Request: failed to get HTTP URL content"
    broken = Fault.error(400, {"ok": False, "error_code": 400, "description": said})
    for method in ("sendMessage", "editMessageText"):
        desk.telegram.faults.add(method, broken, when=lambda params: "prefer_large_media" in str(params))
    desk.vk.comment(TIM, desk.post(), "Look at this", attachments=[photo])
    card = await desk.card("Look at this")
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    desk.vk.comment(VERA, desk.post(), "And the next one")
    await desk.card("And the next one")
    assert told(desk, "could not be shown", OLGA) == []
