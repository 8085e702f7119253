"""An answer that says something else since: who looks at that, and what becomes of it."""

from __future__ import annotations

from storage.models import Delivery, Draft, Event, Message, Outbox, Role, Staff
from tests.flows.answering import answer, answers, handled
from tests.flows.departments import asked
from tests.flows.given import IGOR, NINA, given
from tests.flows.looking import decided, sent, state, trainee, writes
from tests.flows.private import PHONE, told
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BORIS,
    BRAND,
    DELIVERY,
    OPERATORS,
    PETR,
    TIM,
    Stage,
)
from tests.flows.words import hears, in_private


async def by_id(desk: Stage, who: int) -> int:
    (person,) = await desk.rows(Staff, Staff.user_id == who)
    return person.id


async def out(stage: Stage, words: str) -> None:
    """It leaves, and has arrived."""
    stage.time.let_pass(11)
    await stage.vk.wait(lambda: sent(stage)[-1:] == [words])
    await stage.calm()


async def test_a_trainee_who_changes_a_colleagues_answer_is_looked_at(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "It is lost")
    desk.telegram.say(IGOR, OPERATORS, "/undo", reply_to=card.message_id)
    await desk.whisper(IGOR, "Dropped.")
    assert await state(desk) == [("approval", "dropped")]
    await desk.sql("UPDATE cases SET holder_id = NULL")
    await answer(desk, card, "It is in Riga", BORIS)
    await desk.sql(f"UPDATE cases SET holder_id = {await by_id(desk, IGOR)}")
    desk.telegram.say(IGOR, OPERATORS, "/edit It is in Oslo", reply_to=card.message_id)
    await desk.says(card, "It is in Oslo")
    desk.time.let_pass(60)
    await desk.calm()
    assert sent(desk) == []
    (waits,) = await desk.rows(Draft, Draft.state == "waiting")
    assert (waits.author_id, waits.source_message_id) == (await by_id(desk, IGOR), None)
    await desk.press(BORIS, card, "Approve")
    await desk.followup("Boris approved your answer")

    # Who approved it changes it: these words are theirs, and nobody is asked to approve their own.
    desk.telegram.say(BORIS, OPERATORS, "/edit It is in Tallinn", reply_to=card.message_id)
    await desk.whisper(BORIS, "The answer has these words now.")
    assert (await state(desk))[1:] == [("approval", "sent")]
    await out(desk, "It is in Tallinn")
    (changed,) = await desk.rows(Event, Event.kind == "answer_changed")
    assert changed.staff_id == await by_id(desk, BORIS)


async def test_a_trusted_specialist_corrects_their_own_answer(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card, theirs = await asked(stage)
        await stage.sql("UPDATE departments SET trusted = true")
        said = stage.telegram.say(PETR, DELIVERY, "On Friday", reply_to=theirs.message_id)
        leaving = await stage.whisper(PETR, "Goes to the customer in 10 seconds", DELIVERY)
        assert stage.labels(leaving) == ["Undo"]
        stage.telegram.edit(PETR, DELIVERY, said, "On Monday")
        await stage.says(card, "On Monday")
        await out(stage, "On Monday")
        stage.telegram.edit(PETR, DELIVERY, said, "On Tuesday")
        await stage.whisper(PETR, "is changed in 10 seconds", DELIVERY)
        await out(stage, "On Tuesday")
        assert await state(stage) == []
        # They wish for a look: the operators have it, and the marks are no words for the customer.
        stage.telegram.say(PETR, DELIVERY, "?? Or on Sunday", reply_to=theirs.message_id)
        advice = await stage.followup("Or on Sunday")
        assert "??" not in stage.text(advice)
        assert sent(stage) == ["On Tuesday"]


async def test_a_wish_for_a_look_is_understood_after_it_failed_and_after_it_went_out(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        post = stage.post()
        stage.comment(post=post)
        card = await stage.card()
        stage.vk.close_comments(post)
        said = await answer(stage, card, "It left")
        stage.time.let_pass(11)
        await stage.followup("was not sent")
        stage.vk.open_comments(post)
        stage.telegram.edit(ANNA, OPERATORS, said, "?? It left today")
        await stage.says(card, "waits for approval")
        await stage.press(BORIS, card, "Approve")
        await out(stage, "It left today")
        stage.telegram.edit(ANNA, OPERATORS, said, "?? It left on Monday")
        await stage.says(card, "instead of the answer that went out")
        assert stage.labels(card)[:2] == ["Approve", "Decline"]
        assert sent(stage) == ["It left today"]
        stage.telegram.say(BORIS, OPERATORS, "/approve", reply_to=card.message_id)
        leaving = await stage.whisper(BORIS, "is changed in 10 seconds")
        (answered,) = await stage.rows(
            Message, Message.delivery == Delivery.SENT, Message.staff_id.is_not(None)
        )
        await stage.sql(f"UPDATE messages SET approved_by_id = NULL WHERE id = {answered.id}")
        await stage.press_whisper(BORIS, leaving, "Undo")
        heard = await stage.followup("Boris undid the approved change in #1.")
        assert [one.user_id for one in heard.entities if one.user_id] == [ANNA]
        stage.time.let_pass(11)
        await stage.calm()
        assert sent(stage) == ["It left today"]
        (answered,) = await stage.rows(Message, Message.id == answered.id)
        assert answered.approved_by_id is None


async def test_other_words_for_a_change_are_no_second_answer(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        stage.telegram.users[BORIS].username = "boris"
        await in_private(stage, BORIS)
        stage.comment()
        card = await stage.card()
        said = await answer(stage, card, "It is lost")
        await out(stage, "It is lost")
        stage.telegram.edit(ANNA, OPERATORS, said, "?? @boris It is nowhere")
        asks = await hears(stage, "instead of the answer that went out", BORIS)
        assert stage.labels(asks) == ["Approve", "Decline"]
        stage.telegram.say(BORIS, BORIS, "We are looking for it", reply_to=asks.message_id)
        await stage.followup("Boris answers #1 in other words:")
        await out(stage, "We are looking for it")
        assert sent(stage) == ["We are looking for it"]
        assert await decided(stage) == [("dropped", "Boris", None)]
        (said_,) = await answers(stage)
        assert said_.approved_by_id == await by_id(stage, BORIS)


async def test_a_letter_in_private_is_approved_by_a_command(desk: Stage) -> None:
    desk.telegram.users[BORIS].username = "boris"
    await in_private(desk, BORIS)
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "?? @boris It left today", reply_to=card.message_id)
    asks = await hears(desk, "Anna asks you to look", BORIS)
    desk.telegram.say(BORIS, BORIS, "/approve", reply_to=asks.message_id)
    await desk.followup("Boris approved your answer")
    await out(desk, "It left today")
    words = "It is on its way. " * 100 + "Free of charge!"
    desk.telegram.say(ANNA, OPERATORS, f"?? {words}", reply_to=card.message_id)
    await desk.says(card, "It is on its way")
    desk.telegram.say(BORIS, OPERATORS, "/approve", reply_to=card.message_id)
    whole = await desk.whisper(BORIS, "All of the answer in #1:")
    assert "Free of charge!" in desk.text(whole)
    assert len(await answers(desk)) == 1


async def test_a_private_answer_stays_private_however_often_it_is_edited(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    card = await trainee(desk, f"Call me: {PHONE}")
    said = desk.telegram.say(ANNA, OPERATORS, f"We ring {PHONE}", reply_to=card.message_id)
    await desk.says(card, f"We ring {PHONE}")
    await desk.press(IGOR, card, "✉️ Send privately")
    await desk.says(card, "waits for approval")
    for hour in ("five", "six"):
        desk.telegram.edit(ANNA, OPERATORS, said, f"We ring {PHONE} at {hour}")
        await desk.says(card, f"at {hour}")
    await desk.press(BORIS, card, "Approve")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == [f"We ring {PHONE} at six"])
    assert sent(desk) == []


async def test_whoever_decides_may_shorten_their_own_other_words(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "It is lost")
    await desk.press(BORIS, card, "Change")
    prompt = await desk.followup("instead of")
    said = desk.telegram.say(BORIS, OPERATORS, f"Call {PHONE}", reply_to=prompt.message_id)
    await desk.whisper(BORIS, "phone number")
    assert (await decided(desk))[0] == ("waiting", None, None)
    desk.telegram.edit(BORIS, OPERATORS, said, "We are looking for it")
    await desk.followup("Boris answers #1 in other words:")
    await out(desk, "We are looking for it")
    desk.telegram.say(BORIS, OPERATORS, "And we call you", reply_to=prompt.message_id)
    await desk.whisper(BORIS, "Igor Lebedev has #1. Send your answer all the same?")


async def test_the_old_words_are_a_change_while_other_ones_are_leaving(desk: Stage) -> None:
    desk.vk.message(TIM, BRAND, "Is it new?")
    card = await desk.card()
    said = await answer(desk, card, "Brand new")
    desk.time.let_pass(11)
    await desk.says(card, "✓ sent")
    await desk.calm()
    desk.telegram.edit(ANNA, OPERATORS, said, "Quite old")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    await desk.sql("UPDATE outbox SET state = 'unknown' WHERE kind = 'deed'")
    desk.telegram.edit(ANNA, OPERATORS, said, "Brand new")
    await handled(desk)
    waits = await desk.rows(Outbox, Outbox.kind == "deed", Outbox.state == "pending")
    assert [one.payload["text"] for one in waits] == ["Brand new"]


async def test_a_trainees_command_changes_what_went_out_only_with_a_colleague(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        await given(stage, NINA, Role.SUPERVISOR)
        card = await trainee(stage)
        await writes(stage, card, "It is in Riga")
        await stage.press(ANNA, card, "Approve")
        await out(stage, "It is in Riga")
        for words in ("It is in Oslo", "It is in Tallinn"):
            stage.telegram.say(IGOR, OPERATORS, f"/edit {words}", reply_to=card.message_id)
            await stage.says(card, words)
        assert (await state(stage))[1:] == [("approval", "dropped"), ("approval", "waiting")]
        await stage.press(NINA, card, "Approve")
        await out(stage, "It is in Tallinn")
