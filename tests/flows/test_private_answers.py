"""Private answers with files, after deeds, that fail: what was meant for one person never stands where all read it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sandbox.faults import Fault
from storage.models import Outbox
from tests.flows.answering import answers, handled
from tests.flows.files import leaves
from tests.flows.moderating import own
from tests.flows.private import PHONE, PROMPT, prompted, told
from tests.flows.stage import ADMIN_TOKEN, ANNA, BORIS, BRAND, OLGA, OPERATORS, TIM, Stage


@pytest.mark.parametrize("says_where", [True, False])
async def test_what_comes_late_of_a_private_album_is_private(desk: Stage, says_where: bool) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    prompt = await prompted(desk, await desk.card())
    (first,) = desk.telegram.send_album(
        ANNA, OPERATORS, [None], "Only for you", prompt.message_id, group_id="81"
    )
    await leaves(desk, first)
    to = prompt.message_id if says_where else None
    (late,) = desk.telegram.send_album(ANNA, OPERATORS, [None], None, to, group_id="81")
    await leaves(desk, late)
    assert [len(one.attachments) for one in desk.dialog() if one.out] == [1, 1]
    assert desk.answers(post) == []
    assert [one.private for one in await answers(desk)] == [True, True]


async def test_private_is_an_extra_choice_and_public_the_default(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    assert "✉️ Reply privately" not in desk.labels(card)
    more = await own(desk, card, "✉️ Reply privately")
    await desk.press_whisper(ANNA, more, "✉️ Reply privately")
    prompt = await desk.followup(PROMPT)
    private = desk.telegram.say(ANNA, OPERATORS, "Tell me your number", reply_to=prompt.message_id)
    await leaves(desk, private)
    public = desk.telegram.say(ANNA, OPERATORS, "I have written to you", reply_to=card.message_id)
    await leaves(desk, public)
    assert (told(desk), desk.answers(post)) == (["Tell me your number"], ["I have written to you"])


async def test_what_is_hidden_is_answered_privately(stage: Stage) -> None:
    """The two go together: a number that all could read is hidden, and its author is written to."""
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        stage.vk.allow(TIM, BRAND)
        comment = stage.comment(f"Call me: {PHONE}")
        card = await stage.card()
        prompt = await prompted(stage, card)
        await stage.press(ANNA, card, "🙈 Hide")
        await stage.vk.wait(lambda: comment.deleted)
        await stage.telegram.wait(lambda: "Everybody can read" not in stage.text(card))
        said = stage.telegram.say(ANNA, OPERATORS, "We call at five", reply_to=prompt.message_id)
        await leaves(stage, said)
        assert told(stage) == ["We call at five"]


async def test_a_private_answer_leaves_the_card_as_it_was(desk: Stage) -> None:
    """It is said in the dialog, the case stays under its post: with the post's words, and answered there."""
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}", desk.post("Our winter blend"))
    card = await desk.card()
    assert "Our winter blend" in desk.text(card)
    prompt = await prompted(desk, card)
    said = desk.telegram.say(ANNA, OPERATORS, "At five", reply_to=prompt.message_id)
    await leaves(desk, said)
    await desk.says(card, "✉️ privately")
    assert "Our winter blend" in desk.text(card)
    desk.vk.deny(TIM, BRAND)
    await desk.telegram.wait(lambda: "🚫 Reply privately" in desk.labels(card))
    await handled(desk)
    assert "Reply" in desk.labels(card)


# --- drafts: what is pressed is what is sent, to whom it says


async def test_a_private_draft_waits_for_the_dialog_not_for_the_comments(stage: Stage) -> None:
    """The comment is hidden and takes no voice; the dialog takes both the answer and the voice."""
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        stage.vk.allow(TIM, BRAND)
        comment = stage.comment(f"Call me: {PHONE}")
        card = await stage.card()
        prompt = await prompted(stage, card)
        await stage.press(ANNA, card, "🙈 Hide")
        await stage.vk.wait(lambda: comment.deleted)
        await stage.telegram.wait(lambda: "🚫 Reply" in stage.labels(card))
        stage.telegram.send_voice(ANNA, OPERATORS, None, None, prompt.message_id)
        await stage.whisper(ANNA, "Goes to the customer")
        await stage.press(ANNA, card, "Claim")
        stage.telegram.say(BORIS, OPERATORS, "At five", reply_to=prompt.message_id)
        await stage.whisper(BORIS, "Send your answer all the same?")
        await stage.says(card, "✉️ privately · somebody else has the case")
        assert await stage.press(BORIS, card, "Send draft") == "Sending."
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: "At five" in told(stage))
        voice = [one for one in stage.dialog() if one.out and one.attachments]
        assert [one.kind for one in voice[0].attachments] == ["audio_message"]


async def test_a_private_voice_of_nobody_in_particular_is_sent_as_voice(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    desk.comment(f"Call me: {PHONE}")
    card = await desk.card()
    prompt = await prompted(desk, card)
    await desk.press(BORIS, card, "Claim")
    desk.telegram.send_voice(ANNA, OPERATORS, None, None, prompt.message_id)
    await desk.whisper(ANNA, "Send your answer all the same?")
    await desk.telegram.wait(lambda: "Send draft" in desk.labels(card))
    assert await desk.press(ANNA, card, "Send draft") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one for one in desk.dialog() if one.out])
    assert [one.kind for one in desk.dialog()[-1].attachments] == ["audio_message"]


async def test_how_much_of_an_album_all_would_get_is_said(desk: Stage) -> None:
    """The caption shows a number, so it waits; more pictures come than a comment takes."""
    desk.comment("Where is it?")
    card = await desk.card()
    desk.telegram.send_album(ANNA, OPERATORS, [None] * 3, f"Call {PHONE}", card.message_id)
    await desk.whisper(ANNA, "Everybody could read this")
    await desk.telegram.wait(lambda: "Send the first to all" in desk.labels(card))
    assert "✉️ Send privately" in desk.labels(card)


async def test_of_several_drafts_the_one_that_all_would_read_says_so(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, f"Call {PHONE}", reply_to=card.message_id)
    await desk.whisper(ANNA, "Everybody could read this")
    desk.telegram.say(OLGA, OPERATORS, "In Riga", reply_to=card.message_id, anonymous=True)
    await desk.telegram.wait(lambda: "Send draft 2" in desk.labels(card))
    assert desk.labels(card)[:4] == ["✉️ Draft 1 privately", "Draft 1 to all", "Drop draft 1", "Send draft 2"]
    await desk.press(BORIS, card, "✉️ Draft 1 privately")
    await desk.says(card, "✉️ privately")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"Call {PHONE}"])
    assert desk.answers(post) == []


async def test_in_somebody_elses_case_it_is_asked_before_the_network_is(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    desk.telegram.say(BORIS, OPERATORS, f"Call {PHONE}", reply_to=card.message_id)
    await desk.telegram.wait(lambda: "✉️ Send privately" in desk.labels(card))
    await desk.press(BORIS, card, "✉️ Send privately")
    asks = await desk.whisper(BORIS, "Anna has #1. Send this draft privately all the same?")
    assert desk.labels(asks) == ["✉️ Send privately anyway", "Close"]
    await desk.calm()
    assert await desk.rows(Outbox, Outbox.kind.in_(("reach", "private"))) == []
    await desk.press_whisper(BORIS, asks, "✉️ Send privately anyway")
    await desk.says(card, "✉️ privately")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"Call {PHONE}"])
    await desk.says(card, "With Anna")
    assert desk.answers(post) == []


async def test_two_drafts_are_sent_privately_at_once_and_each_once(desk: Stage) -> None:
    """The second is pressed while VK is still asked for the first, which is pressed twice."""
    desk.vk.allow(TIM, BRAND)
    desk.comment("Where is it?")
    card = await desk.card()
    for words in (f"Call {PHONE}", "Write to a@example.org"):
        desk.telegram.say(ANNA, OPERATORS, words, reply_to=card.message_id)
        await desk.says(card, words)
    await desk.telegram.wait(lambda: "✉️ Draft 2 privately" in desk.labels(card))
    slow = desk.vk.faults.add("messages.isMessagesFromGroupAllowed", Fault.hang(applied=True))
    for label in ("✉️ Draft 1 privately", "✉️ Draft 1 privately", "✉️ Draft 2 privately"):
        await desk.press(ANNA, card, label)
    await desk.vk.wait(lambda: slow.hits)
    assert len(await desk.rows(Outbox, Outbox.kind == "reach")) == 2
    desk.vk.faults.remove(slow)
    await desk.until(lambda: _two_on_their_way(desk))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sorted(told(desk)) == [f"Call {PHONE}", "Write to a@example.org"])


async def _two_on_their_way(desk: Stage) -> bool:
    return len(await desk.rows(Outbox, Outbox.kind == "answer")) == 2


async def test_what_goes_privately_only_in_part_is_asked_about(desk: Stage) -> None:
    """The file can go nowhere, the words to the customer alone: neither button hides that."""
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment("Where is it?", post)
    card = await desk.card()
    desk.telegram.send_file(ANNA, OPERATORS, "audio", f"Call {PHONE}", card.message_id)
    kept = await desk.whisper(ANNA, "The network takes no MP3s")
    await desk.press_whisper(ANNA, kept, "Send the words")
    await desk.telegram.wait(lambda: "✉️ Send privately" in desk.labels(card))
    assert "Send the words to all" in desk.labels(card)
    await desk.press(ANNA, card, "✉️ Send privately")
    asks = await desk.whisper(ANNA, "Send the words alone?")
    assert "takes no MP3s" in desk.text(asks)
    await desk.press_whisper(ANNA, asks, "✉️ Send privately anyway")
    await desk.says(card, "✉️ privately")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"Call {PHONE}"])
    assert desk.answers(post) == []


async def test_a_draft_that_does_not_go_after_all_says_so_and_waits(desk: Stage) -> None:
    """Anna takes the case while VK is asked whether Boris's words may come."""
    desk.vk.allow(TIM, BRAND)
    desk.comment("Where is it?")
    card = await desk.card()
    desk.telegram.say(BORIS, OPERATORS, f"Call {PHONE}", reply_to=card.message_id)
    await desk.telegram.wait(lambda: "✉️ Send privately" in desk.labels(card))
    slow = desk.vk.faults.add("messages.isMessagesFromGroupAllowed", Fault.hang(applied=True))
    await desk.press(BORIS, card, "✉️ Send privately")
    await desk.vk.wait(lambda: slow.hits)
    await desk.press(ANNA, card, "Claim")
    desk.vk.faults.remove(slow)
    unsent = await desk.followup("the draft in #1 was not sent privately")
    assert "Anna has this case." in desk.text(unsent)
    assert "✉️ Send privately" in desk.labels(card)
    assert told(desk) == []


async def test_a_draft_that_turns_out_private_at_the_press_says_so_on_its_card(desk: Stage) -> None:
    """What only one person saw may be lost: the next press must not publish it under the old words."""
    desk.comment("Where is it?")
    card = await desk.card()
    desk.telegram.say(OLGA, OPERATORS, f"Call {PHONE}", reply_to=card.message_id, anonymous=True)
    await desk.telegram.wait(lambda: "Send draft" in desk.labels(card))
    await desk.press(ANNA, card, "Send draft")
    await desk.telegram.wait(lambda: "Send to all" in desk.labels(card))
    assert "Send draft" not in desk.labels(card)


# --- what cannot be told, or fails


async def test_who_rewrites_a_private_answer_that_failed_writes_privately(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    prompt = await prompted(desk, await desk.card())
    desk.vk.fail("messages.send", 902)
    desk.telegram.say(ANNA, OPERATORS, "Your order is ready", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    failed = await desk.followup("was not sent")
    desk.vk.faults.clear()
    said = desk.telegram.say(ANNA, OPERATORS, "Your order is there", reply_to=failed.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    assert told(desk) == ["Your order is there"]
    assert desk.answers(post) == []


async def test_a_question_that_vk_answers_in_hours_holds_nobody_up(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    post = desk.post()
    desk.comment(f"Call me: {PHONE}", post)
    card = await desk.card()
    desk.vk.fail("messages.isMessagesFromGroupAllowed", 29)
    await desk.press(ANNA, card, "✉️ Reply privately")
    await desk.followup("your private answer to")
    said = desk.telegram.say(ANNA, OPERATORS, "We write to you", reply_to=card.message_id)
    await leaves(desk, said)
    assert desk.answers(post) == ["We write to you"]


@pytest.mark.parametrize("event", ["denies", "writes"])
async def test_the_case_is_locked_before_what_is_known_of_the_person(desk: Stage, event: str) -> None:
    """As where a ban of ours is settled, which VK tells at the same moment: each would wait for the other."""
    desk.vk.message(TIM, BRAND, "Hello?")
    await desk.card()
    desk.vk.deny(TIM, BRAND)
    await desk.until(lambda: desk.sql("SELECT 1 FROM relations WHERE denied_at IS NOT NULL"))
    await desk.calm()
    async with desk.engine.connect() as busy:
        await busy.execute(text("SELECT 1 FROM cases FOR UPDATE"))
        if event == "writes":
            desk.vk.message(TIM, BRAND, "Are you there?")
        else:
            desk.vk.deny(TIM, BRAND)
        waits = "wait_event_type = 'Lock' AND query LIKE '%cases%'"
        await desk.until(
            lambda: desk.sql(f"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND {waits}")
        )
        await busy.execute(text("SELECT 1 FROM relations FOR UPDATE NOWAIT"))
        await busy.rollback()
