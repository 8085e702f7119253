"""What the outside does wrong, at the wire: no customer's word and no answer is lost, none comes twice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from storage.models import Card, Case, Cursor, Department, Desk, Event, Lane, Outbox, RawEvent, RowState
from storage.models import Message as Said
from tests.flows.stage import (
    ANNA,
    BORIS,
    BRAND,
    DELIVERY,
    OLGA,
    OPERATORS,
    PETR,
    SERVICE_TOKEN,
    TIM,
    VERA,
    VK_TOKEN,
    Stage,
)


def to_operators(params: Mapping[str, object]) -> bool:
    return str(params["chat_id"]) == str(OPERATORS)


def calls(stage: Stage, method: str) -> int:
    return len([one for one in stage.telegram.calls if one.method == method])


async def owner_hears(stage: Stage, words: str) -> Message:
    return await stage.telegram.wait(lambda: [one for one in stage.ours(OLGA) if words in stage.text(one)][0])


def heard(stage: Stage, words: str) -> int:
    return len([one for one in stage.ours(OLGA) if words in stage.text(one)])


async def cards_in_time(stage: Stage, words: str) -> bool:
    """As time goes on, the card comes."""
    stage.time.let_pass(1)
    return any(words in stage.text(one) for one in stage.ours())


async def outlast(stage: Stage, seconds: float, step: float = 10) -> None:
    """Time goes on, and whoever waits for it gets to work."""
    until = stage.time.seconds() + seconds
    while stage.time.seconds() < until:
        stage.time.let_pass(step)
        await asyncio.sleep(0.02)


async def answer(stage: Stage, card: Message, text: str, who: int = ANNA) -> Message:
    """A swipe-reply, and the time for taking it back is over."""
    reply = stage.telegram.say(who, OPERATORS, text, reply_to=card.message_id)

    async def queued() -> bool:
        return bool(await stage.rows(Said, Said.text == text))

    await stage.until(queued)
    stage.time.let_pass(11)
    return reply


async def is_unknown(stage: Stage) -> bool:
    return (await rows_of(stage, "answer"))[-1].state == RowState.UNKNOWN


async def rows_of(stage: Stage, kind: str) -> list[Outbox]:
    return sorted(await stage.rows(Outbox, Outbox.kind == kind), key=lambda row: row.id)


# === Telegram


@pytest.mark.parametrize(
    "fault", [Fault.html(502), Fault.reset_before(), Fault.error(500, {"ok": False, "description": "oops"})]
)
async def test_a_card_that_was_not_sent_is_sent_again(desk: Stage, fault: Fault) -> None:
    broken = desk.telegram.faults.add("sendMessage", fault, times=3, when=to_operators)
    desk.comment()
    while broken.hits < 3:
        await outlast(desk, 10)
    await outlast(desk, 10)
    await desk.card()
    await desk.calm()
    assert len(desk.cards()) == 1


async def test_a_call_that_hangs_ends_and_is_tried_again(stage: Stage) -> None:
    stage.telegram_seconds = 0.5
    async with stage.at_work():
        hang = stage.telegram.faults.add("sendMessage", Fault.hang(), times=1, when=to_operators)
        stage.comment()
        await stage.telegram.wait(lambda: hang.hits == 1)
        await asyncio.sleep(0.6)
        await outlast(stage, 5)
        await stage.card()


async def test_an_edit_survives_all_that_can_go_wrong(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    for fault in (Fault.html(502), Fault.drop_after(), Fault.reset_mid_body(), Fault.flood(5)):
        desk.telegram.faults.add("editMessageText", fault, times=1)
    await desk.press(ANNA, card, "Claim")

    async def shown() -> bool:
        desk.time.let_pass(2)
        (row,) = await desk.rows(Card)
        return row.message_id == card.message_id and row.shown_version == row.wanted_version

    await desk.until(shown)
    assert desk.telegram.faults.hits["editMessageText"] == 4
    assert "With " in desk.text(card)
    assert len(desk.cards()) == 1


# --- ghosts


async def ghost_and_card(stage: Stage, words: str = "Where is my parcel?") -> tuple[Message, Message]:
    """The first sending was applied and never answered; the second is the authoritative one."""
    lost = stage.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    stage.comment(words)
    await stage.telegram.wait(lambda: lost.hits == 1)
    await outlast(stage, 5, 2)
    await stage.telegram.wait(lambda: len(stage.cards()) == 2)
    await stage.calm()
    ghost, card = stage.cards()
    (row,) = await stage.rows(Card)
    assert row.message_id == card.message_id, "only the newest is authoritative"
    return ghost, card


async def test_a_ghost_that_is_pressed_acts_and_becomes_a_pointer(desk: Stage) -> None:
    ghost, card = await ghost_and_card(desk)
    assert await desk.press(ANNA, ghost, "Claim") == "#1 is yours."
    await desk.says(card, "With ")
    await desk.says(ghost, "Case #1 is here")
    assert desk.labels(ghost) == []


async def test_what_is_typed_under_a_ghost_reaches_the_customer(desk: Stage) -> None:
    post = desk.post()
    lost = desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    desk.comment("?", post)
    await desk.telegram.wait(lambda: lost.hits == 1)
    await outlast(desk, 5, 2)
    await desk.telegram.wait(lambda: len(desk.cards()) == 2)
    ghost, card = desk.cards()
    await answer(desk, ghost, "On its way!")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.says(card, "Waiting for the customer")
    await desk.says(ghost, "Case #1 is here")
    await answer(desk, ghost, "One more thing")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!", "One more thing"])


async def test_a_ghost_is_adopted_when_no_other_card_came_through(desk: Stage) -> None:
    lost = desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1, when=to_operators)
    desk.telegram.faults.add("sendMessage", Fault.html(502), when=to_operators)
    desk.comment()
    await desk.telegram.wait(lambda: lost.hits == 1)
    (ghost,) = await desk.telegram.wait(desk.cards)
    assert await desk.press(ANNA, ghost, "Claim") == "#1 is yours."
    await outlast(desk, 130)
    await desk.says(ghost, "With ")
    desk.telegram.faults.clear()
    await outlast(desk, 130)
    await desk.calm()
    assert desk.cards() == [ghost]
    (row,) = await desk.rows(Card)
    assert row.message_id == ghost.message_id


async def test_a_card_that_was_posted_anew_leaves_a_pointer_when_touched(desk: Stage) -> None:
    desk.comment()
    old = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/case 1")
    await desk.telegram.wait(lambda: len(desk.cards()) == 2)
    await desk.calm()
    assert await desk.press(ANNA, old, "Claim") == "#1 is yours."
    await desk.says(old, "Case #1 is here")
    (row,) = await desk.rows(Card)
    assert row.message_id == desk.cards()[-1].message_id != old.message_id


# --- cards and places that are gone


async def test_a_deleted_card_is_posted_anew(desk: Stage) -> None:
    post = desk.post()
    desk.comment("one", post)
    old = await desk.card()
    await desk.calm()
    desk.telegram.delete(OPERATORS, old.message_id)
    desk.comment("two", post)
    new = await desk.telegram.wait(
        lambda: [one for one in desk.cards() if one is not old and "one\n" in desk.text(one)][0]
    )
    assert "two" in desk.text(new)
    assert await desk.press(ANNA, new, "Claim") == "#1 is yours."
    await desk.says(new, "With ")


async def test_not_modified_is_a_success(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.calm()
    await desk.sql("UPDATE cards SET shown_hash = NULL, wanted_version = wanted_version + 1, due_at = now()")
    desk.time.let_pass(1)
    await desk.telegram.wait(lambda: [one for one in desk.telegram.calls if one.status == 400])
    await desk.calm()
    (row,) = await desk.rows(Card)
    assert (row.message_id, row.shown_version, row.due_at) == (card.message_id, row.wanted_version, None)
    assert row.shown_hash is not None


async def test_a_topic_that_is_gone_gives_way_to_the_group_and_the_owner_is_told_once(stage: Stage) -> None:
    chat = stage.telegram.chat_of(OPERATORS)
    chat.is_forum, chat.last_message_id = True, 1
    topic = stage.telegram.add_topic(OPERATORS, "Care")
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        stage.telegram.say(OLGA, OPERATORS, "/setup", thread=topic)
        await stage.until(lambda: bound_to(stage, topic))
        stage.comment("one")
        card = await stage.card("one")
        assert card.thread_id == topic
        stage.telegram.delete_topic(OPERATORS, topic)
        post = stage.post()
        stage.comment("two", post, who=VERA)
        card = await stage.card("two")
        assert card.thread_id is None
        await owner_hears(stage, "The topic I worked in is closed or deleted.")
        await answer(stage, card, "a swipe outside the topic counts now")
        await stage.vk.wait(lambda: stage.answers(post))
        stage.comment("three", who=VERA)
        await stage.card("three")
        await stage.calm()
        assert heard(stage, "The topic I worked in") == 1


async def bound_to(stage: Stage, topic: int | None) -> bool:
    return [desk.thread_id for desk in await stage.rows(Desk)] == [topic]


async def test_a_bot_without_rights_stops_and_goes_on_with_all_that_waited(desk: Stage) -> None:
    desk.comment("one")
    await desk.card("one")
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "kicked", by=OLGA)
    for words in ("two", "three", "four"):
        desk.comment(words, who=VERA)
    await owner_hears(desk, "Operators' group: I am not in the group.")
    await outlast(desk, 400, 50)
    await desk.calm()
    assert heard(desk, "Operators' group") == 1
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "administrator", by=OLGA)
    for words in ("two", "three", "four"):
        await desk.card(words)


async def test_a_chat_that_takes_messages_again_is_found_out_without_being_told(desk: Stage) -> None:
    """Not every mending makes an update for the bot."""
    desk.telegram.chat_of(OPERATORS).write_forbidden = True
    desk.comment("one")
    desk.comment("two", who=VERA)
    await owner_hears(desk, "Operators' group: I cannot write there")
    desk.telegram.chat_of(OPERATORS).write_forbidden = False
    await outlast(desk, 320, 40)
    await desk.card("one")
    await desk.card("two")


async def test_an_upgraded_group_takes_its_desk_and_cards_along(stage: Stage) -> None:
    basic = -4001
    stage.telegram.add_group(basic, "Customer care", members=[ANNA, BORIS], owner=OLGA, type="group")
    stage.settings["OPERATORS_CHAT_ID"] = str(basic)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        stage.telegram.say(OLGA, basic, "hello")
        post = stage.post()
        stage.comment("one", post)
        old = await stage.card("one", basic)
        await stage.calm()
        reply = stage.telegram.say(ANNA, basic, "On its way", reply_to=old.message_id)
        await stage.until(lambda: lanes_hold(stage, "answer"))
        new = stage.telegram.migrate(basic)
        card = await stage.card("one", new.id)
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: stage.answers(post) == ["On its way"])
        await stage.says(card, "Waiting for the customer")
        stage.comment("two", who=VERA)
        await stage.card("two", new.id)
        await outlast(stage, 30)
        await stage.calm()
        assert stage.reaction(reply) is not None
        cards = [one for one in stage.cards(new.id) if "#1" in stage.text(one)]
        assert len(cards) == 1, "posted anew once, whatever comes late"
        assert [desk.chat_id for desk in await stage.rows(Desk)] == [new.id]
        assert [one.kind for one in await stage.rows(Event) if one.kind == "chat_migrated"] == [
            "chat_migrated"
        ]


async def lanes_hold(stage: Stage, kind: str) -> bool:
    return bool(await stage.rows(Outbox, Outbox.kind == kind))


async def test_an_upgrade_that_only_the_error_tells_of(stage: Stage) -> None:
    basic = -4001
    stage.telegram.add_group(basic, "Customer care", members=[ANNA, BORIS], owner=OLGA, type="group")
    stage.settings["OPERATORS_CHAT_ID"] = str(basic)
    new = stage.telegram.migrate(basic)
    stage.telegram.queue.clear()
    async with stage.at_work():
        post = stage.post()
        stage.comment("one", post)
        card = await stage.card("one", new.id)
        stage.comment("more", post)
        await stage.followup("more", new.id)
        assert await stage.press(ANNA, card, "Claim", new.id) == "#1 is yours."
        await stage.calm()
        assert len([one for one in stage.cards(new.id) if not one.reply_to]) == 1


async def test_an_owner_who_blocks_the_bot_costs_nothing_and_hears_later(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    desk.telegram.block(OLGA)
    desk.vk.push_raw({"what": "is this?"})
    desk.comment()
    await desk.card()
    await desk.until(lambda: stopped(desk, f"tg:{OLGA}"))
    desk.telegram.block(OLGA, False)
    await owner_hears(desk, "could not be read")
    await desk.calm()
    assert heard(desk, "I cannot write to") == 0, "not about the very chat it is said in"


async def stopped(stage: Stage, lane: str) -> bool:
    return bool(await stage.rows(Lane, Lane.key == lane, Lane.stopped.is_not(None)))


async def test_restricted_reactions_fall_back_and_none_at_all_is_no_trouble(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.telegram.restrict_reactions(OPERATORS, ["🤔", "👍"])
    reply = desk.telegram.say(ANNA, OPERATORS, "first", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(reply) == "🤔")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👍")
    desk.telegram.restrict_reactions(OPERATORS, [])
    second = await answer(desk, card, "second")
    await desk.vk.wait(lambda: desk.answers(post) == ["first", "second"])
    await desk.calm()
    assert desk.reaction(second) is None
    assert not await desk.rows(Lane, Lane.stopped.is_not(None))


async def test_an_outage_of_telegram_loses_nothing(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    card = await desk.card("before")
    reply = desk.telegram.say(ANNA, OPERATORS, "said before it", reply_to=card.message_id)

    async def queued() -> bool:
        return bool(await rows_of(desk, "answer"))

    await desk.until(queued)
    await desk.telegram.stop()
    for number in range(5):
        desk.comment(f"meanwhile {number}")
    await outlast(desk, 600, 60)
    await desk.vk.wait(lambda: desk.answers(post) == ["said before it"])
    await desk.telegram.start()
    await outlast(desk, 130, 10)
    for number in range(5):
        await desk.card(f"meanwhile {number}")
    await desk.says(card, "Waiting for the customer")
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👌")
    await desk.calm()
    assert len(desk.cards()) == 6
    assert desk.telegram.too_many == []


# === VK, on sending


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
        await owner_hears(desk, "today's limit of the network is used up")
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
        await owner_hears(stage, "Nordlicht Coffee: answers have stopped")
        await answer(stage, card, "second")
        await outlast(stage, 400, 50)
        assert stage.answers(post) == []
        assert heard(stage, "Nordlicht Coffee: answers have stopped") == 1
    async with stage.at_work():
        await stage.vk.wait(lambda: stage.answers(post) == ["second"])


# --- the outcome is unknown

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


async def test_without_an_echo_a_person_says_that_it_is_there_and_the_late_echo_is_ours(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.hold_events()
    desk.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
    await answer(desk, card, "On its way!")
    await desk.until(lambda: is_unknown(desk))
    await outlast(desk, 70)
    asked = await desk.followup("Was the answer in #1 sent?")
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
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.hold_events()
    desk.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
    await answer(desk, card, "On its way!")
    await desk.until(lambda: is_unknown(desk))
    await outlast(desk, 70)
    asked = await desk.followup("Was the answer in #1 sent?")
    desk.vk.release_events()
    await desk.says(card, "Waiting for the customer")
    await desk.press(ANNA, asked, "Retry")
    await desk.calm()
    assert desk.answers(post) == ["On its way!"]


async def test_an_echo_that_comes_after_the_retry_was_pressed_still_prevents_the_second_copy(
    desk: Stage,
) -> None:
    """The account rests, so the retry has not left yet when the echo of the first copy comes."""
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    desk.vk.hold_events()
    desk.vk.faults.add("wall.createComment", Fault.drop_after(), times=1)
    await answer(desk, card, "On its way!")
    await desk.until(lambda: is_unknown(desk))
    await outlast(desk, 70)
    asked = await desk.followup("Was the answer in #1 sent?")
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


# === VK, on listening


async def test_malformed_events_cost_nobody_else_a_card(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    deep: object = "bottom"
    for _ in range(300):
        deep = [deep]
    envelope = {"group_id": BRAND, "v": "5.199", "event_id": "x"}
    odd: list[object] = [
        [],
        [1, 2, 3],
        None,
        17,
        "words",
        {},
        {"type": 5},
        {**envelope, "type": "wall_reply_new"},
        {**envelope, "type": "wall_reply_new", "object": []},
        {**envelope, "type": "wall_reply_new", "object": {"id": "nine", "from_id": {}, "text": 3}},
        {
            **envelope,
            "type": "wall_reply_new",
            "object": {"id": 10**40, "from_id": 5, "post_id": 1, "date": -(10**30)},
        },
        {**envelope, "type": "message_new", "object": {"message": None}},
        {**envelope, "type": "message_new", "object": {"message": {"peer_id": TIM, "text": "\0", "id": []}}},
        {**envelope, "type": "message_new", "object": {"message": "x" * 3_000_000}},
        {**envelope, "type": "wall_reply_new", "object": deep},
        {**envelope, "type": "\0\ud800", "object": {"\0": "\ud800"}},
    ]
    desk.vk.hold_events()
    post = desk.post()
    desk.comment("before them", post)
    desk.vk.release_events()
    for one in odd:
        desk.vk.push_raw(one)
    desk.comment("behind them", post, who=VERA)
    await desk.card("before them")
    await desk.card("behind them")
    await owner_hears(desk, "could not be read")
    kept = await desk.rows(RawEvent)
    assert len(kept) >= 8
    await desk.calm()
    assert heard(desk, "could not be read") == 1


async def test_characters_that_no_database_takes_cost_only_themselves(desk: Stage) -> None:
    desk.comment("be\0fore\ud83d after")
    await desk.card("\N{REPLACEMENT CHARACTER} after")


@pytest.mark.parametrize("code", [1, 2, 3])
async def test_a_long_poll_that_is_refused_goes_on(desk: Stage, code: int) -> None:
    desk.vk.longpoll.fail_next(code)
    await desk.vk.wait(lambda: desk.vk.longpoll.waiting)
    await outlast(desk, 10, 2)
    await desk.vk.wait(lambda: desk.vk.longpoll.waiting)
    desk.comment("after it")
    await desk.card("after it")


async def test_failed_4_is_told_and_tried_again(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    desk.vk.longpoll.fail_next(4)
    await owner_hears(desk, "cannot be read")
    desk.comment("meanwhile")
    desk.time.let_pass(61)
    await desk.card("meanwhile")


async def test_an_outage_of_vk_with_comments_made_meanwhile(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    await desk.card("before")
    await desk.vk.stop()
    for number in range(4):
        desk.comment(f"meanwhile {number}", who=VERA)
    await outlast(desk, 100, 10)
    await desk.vk.start()
    await outlast(desk, 70, 10)
    for number in range(4):
        await desk.card(f"meanwhile {number}")
    await desk.calm()
    assert len(await desk.rows(Case)) == 5


async def test_events_that_come_again_and_again_are_one_case(desk: Stage) -> None:
    post = desk.post()
    desk.comment("once", post)
    await desk.card("once")
    for _ in range(3):
        desk.vk.redeliver(desk.vk.events("wall_reply_new")[-1])
    desk.comment("behind them", post, who=VERA)
    await desk.card("behind them")
    assert len(await desk.rows(Said)) == 2


async def test_a_token_revoked_while_listening_is_told_once_and_mended_without_a_restart(desk: Stage) -> None:
    await desk.telegram.wait(lambda: desk.ours(OLGA))
    desk.vk.fail("groups.getLongPollServer", 5, times=None)
    desk.vk.longpoll.rotate_key()
    await owner_hears(desk, "refuses the token")
    desk.comment("meanwhile")
    await outlast(desk, 300, 61)
    assert heard(desk, "refuses the token") == 1
    desk.vk.clear_failures()
    await outlast(desk, 130, 61)
    await desk.card("meanwhile")


async def test_the_cursor_moves_only_with_what_it_brought(desk: Stage) -> None:
    """The database refuses the items: the same poll brings them again."""
    await desk.sql("CREATE SEQUENCE trouble")
    await desk.sql(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('trouble') <= 3 THEN RAISE EXCEPTION 'no' USING ERRCODE = '55P03'; END IF;
            RETURN NEW;
        END $$
        """
    )
    await desk.sql("CREATE TRIGGER refuse BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION refuse()")
    (before,) = await desk.rows(Cursor)
    desk.comment("at last")
    await desk.until(lambda: cards_in_time(desk, "at last"))
    (after,) = await desk.rows(Cursor)
    assert after.value != before.value
    assert await desk.rows(RawEvent) == []


# === PostgreSQL


async def test_every_connection_cut_and_all_goes_on_by_itself(desk: Stage) -> None:
    post = desk.post()
    desk.comment("before", post)
    card = await desk.card("before")
    for number in range(3):
        await cut_connections(desk)
        desk.comment(f"after {number}", who=VERA)
        await outlast(desk, 5, 1)
        await desk.card(f"after {number}")
    await desk.until(lambda: listens(desk))
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    assert desk.desk is not None
    assert not desk.desk.failed.done()


async def cut_connections(stage: Stage) -> None:
    await stage.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


async def listens(stage: Stage) -> bool:
    """One connection LISTENs; it idles, and not in a transaction, where PostgreSQL would end it after a minute."""
    found = await stage.sql(
        "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    return found == [("idle",)]


async def test_what_was_sent_is_not_forgotten_because_the_database_was_away_for_a_moment(desk: Stage) -> None:
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    going = desk.vk.faults.add("wall.createComment", Fault.slow(0.3), times=1)
    desk.vk.hold_events()
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: going.hits == 1)
    for _ in range(10):
        await cut_connections(desk)
        await asyncio.sleep(0.06)
    await outlast(desk, 20, 1)
    await desk.says(card, "Waiting for the customer")
    assert not await rows_of(desk, "doubtful")
    assert desk.answers(post) == ["On its way!"]


async def test_a_lock_that_is_not_to_be_had_while_settling_is_waited_for(desk: Stage) -> None:
    """Longer than lock_timeout (5 s; here 0.2 s)."""
    post = desk.post()
    desk.comment("?", post)
    card = await desk.card()
    name = desk.database_url.rpartition("/")[2].partition("?")[0]
    assert name
    going = desk.vk.faults.add("wall.createComment", Fault.hang(applied=True), times=1)
    desk.vk.hold_events()
    await answer(desk, card, "On its way!")
    await desk.vk.wait(lambda: going.hits == 1)
    async with desk.engine.begin() as connection:
        await connection.exec_driver_sql("SELECT 1 FROM cases FOR UPDATE")
        desk.vk.faults.release()
        await asyncio.sleep(5.4)
    await desk.says(card, "Waiting for the customer")
    assert desk.answers(post) == ["On its way!"]


# === departments share none of it


async def test_a_department_without_the_bot_stops_alone(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")

    async def bound() -> bool:
        return bool(await desk.rows(Department))

    await desk.until(bound)
    desk.comment()
    card = await desk.card()
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "kicked", by=OLGA)
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.telegram.wait(lambda: desk.telegram.ephemerals(OPERATORS, ANNA)[-1])
    await desk.press_whisper(ANNA, picker, "Delivery")
    sure = await desk.telegram.wait(
        lambda: [
            one
            for one in desk.telegram.ephemerals(OPERATORS, ANNA)
            if "Send without a question" in desk.labels(one)
        ][-1]
    )
    await desk.press_whisper(ANNA, sure, "Send without a question")
    await desk.until(lambda: stopped(desk, f"tg:{DELIVERY}"))
    desk.comment("still at work", who=VERA)
    await desk.card("still at work")
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "administrator", by=OLGA)
    await desk.card("#1", DELIVERY)
    assert PETR in desk.telegram.chat_of(DELIVERY).members


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
