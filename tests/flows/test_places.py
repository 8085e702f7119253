"""Cards, topics, rights and groups that are gone, one after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.models import Card, Department, Desk, Event, Outbox
from tests.flows.departments import pick
from tests.flows.faults import (
    answer,
    outlast,
    stopped,
)
from tests.flows.stage import (
    ANNA,
    BORIS,
    DELIVERY,
    OLGA,
    OPERATORS,
    PETR,
    VERA,
    Stage,
)
from tests.flows.words import hears, told


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


@pytest.mark.parametrize("gone", ["deleted", "closed"])
async def test_a_topic_that_is_gone_gives_way_to_the_group_and_the_owner_is_told_once(
    stage: Stage, gone: str
) -> None:
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
        if gone == "deleted":
            stage.telegram.delete_topic(OPERATORS, topic)
        else:
            bot = chat.members[stage.telegram.bot.id]
            bot.rights = replace(bot.rights, can_manage_topics=False)  # who manages topics writes into any
            stage.telegram.close_topic(OPERATORS, topic)
        post = stage.post()
        stage.comment("two", post, who=VERA)
        card = await stage.card("two")
        assert card.thread_id is None
        await hears(stage, "The topic I worked in is closed or deleted.")
        await answer(stage, card, "a swipe outside the topic counts now")
        await stage.vk.wait(lambda: stage.answers(post))
        stage.comment("three", who=VERA)
        await stage.card("three")
        await stage.calm()
        assert len(told(stage, "The topic I worked in")) == 1


async def bound_to(stage: Stage, topic: int | None) -> bool:
    return [desk.thread_id for desk in await stage.rows(Desk)] == [topic]


async def test_a_bot_without_rights_stops_and_goes_on_with_all_that_waited(desk: Stage) -> None:
    desk.comment("one")
    await desk.card("one")
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "kicked", by=OLGA)
    for words in ("two", "three", "four"):
        desk.comment(words, who=VERA)
    await hears(desk, "Operators' group: I am not in the group.")
    await outlast(desk, 400, 50)
    await desk.calm()
    assert len(told(desk, "Operators' group")) == 1
    desk.telegram.set_member_status(desk.telegram.bot, OPERATORS, "administrator", by=OLGA)
    for words in ("two", "three", "four"):
        await desk.card(words)


async def test_a_chat_that_takes_messages_again_is_found_out_without_being_told(desk: Stage) -> None:
    """Not every mending makes an update for the bot."""
    desk.telegram.chat_of(OPERATORS).write_forbidden = True
    desk.comment("one")
    desk.comment("two", who=VERA)
    await hears(desk, "Operators' group: I cannot write there")
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
    await hears(desk, "could not be read")
    await desk.calm()
    assert len(told(desk, "I cannot write to")) == 0, "not about the very chat it is said in"


async def test_a_department_without_the_bot_stops_alone(desk: Stage) -> None:
    desk.telegram.say(OLGA, DELIVERY, "/department Delivery")

    async def bound() -> bool:
        return bool(await desk.rows(Department))

    await desk.until(bound)
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    await pick(desk, card, "Send without a question")
    theirs = await desk.card("#1", DELIVERY)
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "kicked", by=OLGA)
    desk.comment("Hello?", post)
    await desk.until(lambda: stopped(desk, f"tg:{DELIVERY}"))
    desk.comment("still at work", who=VERA)
    await desk.card("still at work")
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "administrator", by=OLGA)
    await desk.says(theirs, "Hello?")
    assert PETR in desk.telegram.chat_of(DELIVERY).members
