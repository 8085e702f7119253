"""What everybody could read and should not: warned before it is published, and a private way beside it."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from storage.models import Case, Conversation, Draft, Message, Outbox
from tests.flows.answering import answers, happened
from tests.flows.private import PHONE, PROMPT, prompted, told
from tests.flows.stage import ADMIN_TOKEN, ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, Stage
from tests.flows.things import THINGS


async def test_a_number_the_customer_shows_to_everybody_is_said_and_answered_privately(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    card = await desk.card()
    assert "The customer shows everybody: phone number." in desk.text(card)
    prompt = await prompted(desk, card)
    assert "Tim Becker in #1" in desk.text(prompt)
    said = desk.telegram.say(ANNA, OPERATORS, f"We call {PHONE} at five", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"We call {PHONE} at five"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "✉️ privately")
    assert desk.answers(post) == []
    [case] = await desk.rows(Case)
    assert case.unanswered_since is None
    [answer] = await answers(desk)
    assert answer.private


async def test_what_shows_a_number_is_hidden_from_the_card(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        comment = stage.comment(f"Call me: {PHONE}")
        card = await stage.card()
        await stage.press(ANNA, card, "🙈 Hide")
        await stage.vk.wait(lambda: comment.deleted)
        await stage.telegram.wait(lambda: "shows everybody" not in stage.text(card))
        assert "🙈 Hide" not in stage.labels(card)


async def test_without_the_token_hiding_says_why(desk: Stage) -> None:
    desk.comment(f"Call me: {PHONE}")
    card = await desk.card()
    assert "🚫 🙈 Hide" in desk.labels(card)
    assert "administrator" in (await desk.press(ANNA, card, "🚫 🙈 Hide") or "")


async def test_what_the_customer_says_to_a_private_answer_joins_the_case(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}")
    card = await desk.card()
    prompt = await prompted(desk, card)
    desk.telegram.say(ANNA, OPERATORS, "At five?", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["At five?"])
    for event_id in desk.vk.events():
        desk.vk.redeliver(event_id)
    desk.vk.message(TIM, BRAND, "Yes, at five")
    followup = await desk.followup("Yes, at five")
    desk.telegram.say(ANNA, OPERATORS, "Fine", reply_to=followup.message_id)
    await desk.until(lambda: desk.rows(Message, Message.text == "Fine"))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["At five?", "Fine"])
    await desk.says(card, "Fine")
    assert len(await desk.rows(Case)) == 1
    assert len(await desk.rows(Conversation)) == 2
    assert len(await answers(desk)) == 2


async def test_a_customer_who_takes_no_messages_is_said_so_before_anybody_types(desk: Stage) -> None:
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    card = await desk.card()
    await desk.press(ANNA, card, "✉️ Reply privately")
    told_so = await desk.followup("takes no private messages from us")
    desk.telegram.say(ANNA, OPERATORS, "Please write to us first", reply_to=told_so.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["Please write to us first"])
    desk.vk.allow(TIM, BRAND)
    await prompted(desk, card)


async def test_who_taps_twice_is_asked_once(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}")
    card = await desk.card()
    desk.vk.faults.add("messages.isMessagesFromGroupAllowed", Fault.html(502), times=1)
    await desk.press(ANNA, card, "✉️ Reply privately")
    await desk.press(ANNA, card, "✉️ Reply privately")
    await desk.press(BORIS, card, "✉️ Reply privately")
    desk.time.let_pass(60)
    await desk.telegram.wait(lambda: len([one for one in desk.ours() if PROMPT in desk.text(one)]) >= 2)
    await desk.calm()
    asked = [desk.text(one).split(",")[0] for one in desk.ours() if PROMPT in desk.text(one)]
    assert sorted(asked) == ["✉️ Anna", "✉️ Boris"]


@pytest.mark.parametrize("kind", [*THINGS, "post", "visitor"])
async def test_a_public_answer_with_a_number_waits_for_a_second_press(stage: Stage, kind: str) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        if kind in THINGS:
            stage.vk.remark(TIM, THINGS[kind](stage), "Where is it?")
        elif kind == "visitor":
            stage.vk.add_post(BRAND, "Where is it?", author=TIM)
        else:
            stage.comment("Where is it?")
        card = await stage.card("Where is it?")
        assert "shows everybody" not in stage.text(card)
        stage.telegram.say(ANNA, OPERATORS, f"Call our Anna: {PHONE}", reply_to=card.message_id)
        asks = await stage.whisper(ANNA, "Everybody could read this: phone number")
        assert stage.labels(asks) == ["✉️ Send privately", "Send to all", "Drop", "Ask to look"]
        await stage.says(card, "everybody could read something private")
        stage.time.let_pass(60)
        await stage.calm()
        assert [one.delivery for one in await answers(stage)] == []
        assert await stage.press_whisper(ANNA, asks, "Send to all") == "Sending."
        stage.time.let_pass(11)
        await stage.says(card, "✓ sent")
        assert len(await answers(stage)) == 1


async def test_a_kept_answer_goes_out_privately(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, f"Call {PHONE}", reply_to=card.message_id)
    await desk.whisper(ANNA, "Everybody could read this")
    await desk.says(card, "everybody could read")
    assert (await desk.press(ANNA, card, "✉️ Send privately") or "").startswith("One moment")
    await desk.says(card, "✉️ privately")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"Call {PHONE}"])
    assert desk.answers(post) == []
    [draft] = await desk.rows(Draft)
    assert draft.state == "sent"


async def test_an_answer_corrected_to_show_a_number_is_held_back(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "Call us", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.telegram.edit(ANNA, OPERATORS, said, f"Call {PHONE}")
    await desk.whisper(ANNA, "Everybody could read this")
    desk.time.let_pass(60)
    await desk.calm()
    assert desk.answers(post) == []
    assert len(await desk.rows(Draft, Draft.why == "private_data")) == 1


async def test_a_draft_of_another_kind_is_weighed_when_it_is_sent(desk: Stage) -> None:
    """An anonymous administrator's words wait for a named person: that they show a number is said at the press."""
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    desk.telegram.say(OLGA, OPERATORS, f"Call {PHONE}", reply_to=card.message_id, anonymous=True)
    await desk.says(card, "anonymous admin")
    assert not await desk.press(ANNA, card, "Send draft")
    kept = await desk.whisper(ANNA, "Everybody could read this")
    assert await desk.press_whisper(ANNA, kept, "Send to all") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == [f"Call {PHONE}"])


async def test_direct_messages_are_nobody_elses_business(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, f"Call me: {PHONE}")
    card = await desk.card()
    assert "shows everybody" not in desk.text(card)
    assert "✉️ Reply privately" not in desk.labels(card)
    desk.telegram.say(ANNA, OPERATORS, f"We call {PHONE}", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")


async def test_a_page_cannot_be_written_to(desk: Stage) -> None:
    desk.vk.add_group(777, "Other shop", "other")
    desk.vk.comment(-777, desk.post(), f"Call us: {PHONE}")
    card = await desk.card()
    assert "🚫 Reply privately" in desk.labels(card)
    toast = await desk.press(ANNA, card, "🚫 Reply privately")
    assert toast is not None
    assert "There is nobody to write to privately" in toast
    assert await desk.rows(Outbox, Outbox.kind == "reach") == []


async def test_the_owners_own_patterns(stage: Stage) -> None:
    async with stage.at_work(PRIVATE_PATTERNS="contract: D-####/##", OUR_CONTACTS=PHONE):
        stage.comment(f"D-1234/56, {PHONE}")
        card = await stage.card()
        assert "The customer shows everybody: contract." in stage.text(card)


async def test_a_private_answer_whose_outcome_is_unknown_is_not_sent_twice(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}")
    prompt = await prompted(desk, await desk.card())
    desk.vk.faults.add("messages.send", Fault.drop_after(), times=1)
    desk.telegram.say(ANNA, OPERATORS, "At five", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["At five"])
    desk.time.let_pass(120)
    await desk.until(lambda: desk.rows(Message, Message.delivery == "sent"))
    await desk.calm()
    assert told(desk) == ["At five"]


async def test_somebody_else_who_held_the_case_is_counted(desk: Stage) -> None:
    """A private answer is an answer: it claims a free case and shows in the case's history."""
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}")
    card = await desk.card()
    prompt = await prompted(desk, card)
    desk.telegram.say(BORIS, OPERATORS, "At five", reply_to=prompt.message_id)
    await desk.whisper(BORIS, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.says(card, "With Boris")
    assert await happened(desk, "answer") == 1
