"""Swipe-replies: what is relayed and what never is, taking back and changing, signs, and what nobody had seen."""

from __future__ import annotations

import pytest

from sandbox.faults import Fault
from storage.models import Draft, Message, Note, Outbox
from tests.flows.answering import answer, answers, copied, handled, kinds, shows_to_all, the_case
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, TIM, VERA, Stage

# --- what is relayed


async def test_a_swipe_on_a_follow_up_answers_those_words(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    second = desk.comment("Hello?", post)
    followup = await desk.followup("Hello?")
    assert followup.reply_to is card
    desk.telegram.say(ANNA, OPERATORS, "Sorry, on its way", reply_to=followup.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    sent = await desk.vk.wait(lambda: [one for one in desk.vk.comments(post) if one.from_id < 0][0])
    assert (sent.text, sent.reply_to_comment) == ("Sorry, on its way", second.id)
    await desk.says(card, "Waiting for the customer")
    assert (await the_case(desk)).status == "waiting"


async def test_a_swipe_on_any_message_of_the_desk_about_the_case_answers(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.vk.close_comments(post)
    await answer(desk, card, "It is in Riga")
    desk.time.let_pass(11)
    trouble = await desk.followup("was not sent")
    desk.vk.open_comments(post)
    again = desk.telegram.say(ANNA, OPERATORS, "Second try", reply_to=trouble.message_id)
    await desk.telegram.wait(lambda: desk.reaction(again) == "👀")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["Second try"])


async def test_what_people_say_to_each_other_is_never_relayed(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    plain = desk.telegram.say(ANNA, OPERATORS, "Who knows this customer?")
    desk.telegram.say(BORIS, OPERATORS, "I do", reply_to=plain.message_id)
    own = desk.telegram.say(ANNA, OPERATORS, "// he called yesterday", reply_to=card.message_id)
    desk.telegram.say(BORIS, OPERATORS, "Really?", reply_to=own.message_id)
    desk.telegram.forward(BORIS, OPERATORS, card)
    await handled(desk, BORIS)
    assert await answers(desk) == []
    assert await desk.rows(Draft) == []
    assert await desk.rows(Outbox, Outbox.kind == "answer") == []


async def test_a_reply_in_a_chat_that_is_not_bound_is_not_our_business(desk: Stage) -> None:
    desk.comment()
    await desk.card()
    assert desk.desk is not None
    stray = await desk.desk.bench.bot.send_message(DELIVERY, "Good morning")
    desk.telegram.say(OLGA, DELIVERY, "Tell the customer yes", reply_to=stray.message_id)
    await handled(desk, OLGA)
    assert await answers(desk) == []
    assert desk.telegram.ephemerals(DELIVERY, OLGA) == []


async def test_what_is_said_in_another_topic_is_not_relayed(stage: Stage) -> None:
    forum = -1001000000009
    stage.telegram.add_group(forum, "Care, with topics", members=[ANNA, BORIS], owner=OLGA, is_forum=True)
    care, coffee = stage.telegram.add_topic(forum, "Cases"), stage.telegram.add_topic(forum, "Coffee")
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await stage.telegram.wait(lambda: len(stage.ours(OLGA)) == 1)
        stage.telegram.say(OLGA, forum, "/setup", thread=care)
        await stage.telegram.wait(lambda: stage.ours(forum))
        stage.comment("Where is my parcel?")
        card = await stage.card(chat=forum)
        assert card.thread_id == care
        assert stage.desk is not None
        stray = await stage.desk.bench.bot.send_message(forum, "Coffee is ready", message_thread_id=coffee)
        stage.telegram.say(ANNA, forum, "With milk", reply_to=stray.message_id, thread=coffee)
        stage.telegram.say(ANNA, forum, "Begins a thread", thread=care)
        stage.telegram.say(ANNA, forum, "On its way", reply_to=card.message_id)
        await stage.whisper(ANNA, "Goes to the customer", forum)
        assert [one.text for one in await answers(stage)] == ["On its way"]


async def test_two_slashes_are_a_note(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "// called him, all is well", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "✍")
    await desk.says(card, "1 note")
    assert "all is well" not in desk.text(card)
    (note,) = await desk.rows(Note)
    assert note.text == "called him, all is well"
    assert await answers(desk) == []
    assert (await the_case(desk)).holder_id is None, "a note claims nothing"


async def test_an_empty_note_is_refused_and_can_be_completed(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "//  ", reply_to=card.message_id)
    await desk.whisper(ANNA, "Nothing after the //")
    desk.telegram.edit(ANNA, OPERATORS, said, "// called him")
    await desk.says(card, "1 note")
    assert [one.text for one in await desk.rows(Note)] == ["called him"]


async def test_a_note_that_is_edited_stays_a_note(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "// called him", reply_to=card.message_id)
    await desk.says(card, "1 note")
    desk.telegram.edit(ANNA, OPERATORS, said, "called him twice")
    await handled(desk)
    assert [one.text for one in await desk.rows(Note)] == ["called him twice"]
    assert await answers(desk) == []


# --- taking back and changing


async def test_deleting_the_message_before_it_leaves_takes_the_answer_back(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    desk.telegram.delete(OPERATORS, said)
    desk.time.let_pass(11)
    await desk.says(card, "With Anna")
    assert "Unanswered" in desk.text(card)
    assert "On its way!" not in desk.text(card)
    (taken,) = await answers(desk)
    assert taken.delivery == "taken_back"
    assert (await kinds(desk))[-1] == "answer_taken_back"
    assert desk.answers(post) == []
    assert not [call for call in desk.vk.calls if call.method == "wall.createComment"]


async def test_editing_it_to_begin_with_slashes_makes_it_a_note(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    desk.telegram.edit(ANNA, OPERATORS, said, "// not yet, ask first")
    await desk.telegram.wait(lambda: desk.reaction(said) == "✍")
    await desk.says(card, "1 note")
    desk.time.let_pass(11)
    assert [one.delivery for one in await answers(desk)] == ["taken_back"]
    assert [one.text for one in await desk.rows(Note)] == ["not yet, ask first"]
    assert await desk.rows(Outbox, Outbox.kind == "answer", Outbox.state != "cancelled") == []


async def test_undo_takes_it_back_once(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    whisper = await desk.whisper(ANNA, "Goes to the customer")
    assert await desk.press_whisper(ANNA, whisper, "Undo") == "Taken back. The customer gets nothing."
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    await desk.telegram.wait(lambda: desk.reaction(said) is None)
    await desk.says(card, "Unanswered")
    desk.time.let_pass(11)
    assert [one.delivery for one in await answers(desk)] == ["taken_back"]
    assert desk.answers(post) == []


async def test_editing_what_was_taken_back_sends_nothing_and_says_so(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    said = await answer(desk, card)
    whisper = await desk.whisper(ANNA, "Goes to the customer")
    await desk.press_whisper(ANNA, whisper, "Undo")
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    desk.telegram.edit(ANNA, OPERATORS, said, "On its way, really")
    await desk.whisper(ANNA, "This answer was taken back, so nothing is sent.")
    assert [one.delivery for one in await answers(desk)] == ["taken_back"]
    desk.time.let_pass(11)
    await handled(desk)
    assert await desk.rows(Outbox, Outbox.kind == "put_away", Outbox.state != "cancelled") == []
    assert await desk.whisper(ANNA, "taken back"), (
        "ephemeral ids are reused: only the pressed one is put away"
    )


async def test_too_late_to_take_back_is_said(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    undo = await copied(desk, await desk.whisper(ANNA, "Goes to the customer"))
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    assert await desk.press(ANNA, undo, "Undo") == "Too late, the answer has gone out."
    desk.telegram.edit(ANNA, OPERATORS, said, "// oh no")
    await desk.whisper(ANNA, "Too late, the answer has gone out.")
    assert await desk.rows(Note) == []
    desk.telegram.edit(ANNA, OPERATORS, said, "On its way, I hope")
    await desk.whisper(ANNA, "Too late to change, the answer has gone out.")
    assert desk.answers(post) == ["On its way!"]


async def test_an_edit_in_time_changes_what_is_sent_and_the_signature_stays(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/me Anna, Nordlicht")
    await desk.whisper(ANNA, "Anna, Nordlicht")
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card, "On its wya")
    desk.telegram.edit(ANNA, OPERATORS, said, "On its way")
    await handled(desk)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way\n\nAnna, Nordlicht"])
    await desk.says(card, "On its way")


async def test_only_the_author_the_holder_or_who_leads_takes_an_answer_back(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await answer(desk, card)
    undo = await copied(desk, await desk.whisper(ANNA, "Goes to the customer"))
    assert await desk.press(BORIS, undo, "Undo") == (
        "Only its author, whoever has the case, a supervisor or the owner may take it back."
    )
    assert [one.delivery for one in await answers(desk)] == ["waiting"]
    assert await desk.press(OLGA, undo, "Undo") == "Taken back. The customer gets nothing."


# --- signs


async def test_where_reactions_are_restricted_another_sign_is_taken(desk: Stage) -> None:
    desk.telegram.restrict_reactions(OPERATORS, ["🤔", "❤"])
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤔")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "❤")


async def test_where_no_sign_is_allowed_nothing_breaks_and_no_old_sign_stays(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card)
    desk.telegram.restrict_reactions(OPERATORS, [])
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.says(card, "✓ sent")
    await desk.telegram.wait(lambda: desk.reaction(said) is None)
    again = desk.telegram.say(ANNA, OPERATORS, "And here it is", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!", "And here it is"])
    assert desk.reaction(again) is None


async def test_a_deleted_message_is_noticed_where_no_sign_is_allowed(desk: Stage) -> None:
    desk.telegram.restrict_reactions(OPERATORS, [])
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = desk.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer")
    desk.telegram.delete(OPERATORS, said)
    desk.time.let_pass(11)
    await desk.says(card, "With Anna")
    assert [one.delivery for one in await answers(desk)] == ["taken_back"]


async def test_a_failure_is_a_sign_words_and_retry(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    desk.vk.close_comments(post)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    trouble = await desk.followup("was not sent")
    assert trouble.reply_to is said, "its author is told by a reply to their own message"
    assert "Comments are closed here." in desk.text(trouble)
    await desk.says(card, "Comments are closed here.")
    assert "Retry" in desk.labels(card)
    desk.vk.open_comments(post)
    assert await desk.press(ANNA, trouble, "Retry") == "Sending again."
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "✓ sent")
    assert "Retry" not in desk.labels(card)
    assert await desk.press(ANNA, trouble, "Retry") == "Nothing to send again: this answer is settled."


async def test_retry_sends_also_when_the_message_was_deleted_meanwhile(desk: Stage) -> None:
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    desk.vk.close_comments(post)
    said = await answer(desk, card)
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    await desk.says(card, "Comments are closed here.")
    desk.telegram.delete(OPERATORS, said)
    desk.vk.open_comments(post)
    await desk.press(ANNA, card, "Retry")
    await desk.vk.wait(lambda: desk.answers(post) == ["On its way!"])
    await desk.says(card, "✓ sent")


# --- what the operator had not seen


async def test_what_the_operator_had_not_seen_stays_unanswered(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    held = desk.telegram.faults.add("sendMessage", Fault.hang(), when=shows_to_all)
    unseen = desk.comment("And the invoice is wrong", post)
    await desk.telegram.wait(lambda: held.hits)
    said = desk.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.telegram.faults.remove(held)
    followup = await desk.followup("invoice is wrong")
    assert said.message_id < followup.message_id
    desk.time.let_pass(11)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "unanswered")
    assert "Unanswered · asked" in desk.text(card)
    case = await the_case(desk)
    (missed,) = await desk.rows(Message, Message.text == "And the invoice is wrong")
    assert (case.status, case.unanswered_since, missed.answered_by_id) == ("open", missed.at, None)

    again = desk.telegram.say(ANNA, OPERATORS, "I will look into it", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(again) == "👀")
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    last = [one for one in desk.vk.comments(post) if one.from_id < 0][-1]
    assert last.reply_to_comment == unseen.id


async def test_what_was_seen_before_answering_is_answered(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    desk.comment("And the invoice is wrong", post)
    await desk.followup("invoice is wrong")
    await answer(desk, card)
    desk.time.let_pass(11)
    await desk.says(card, "Waiting for the customer")
    assert (await the_case(desk)).unanswered_since is None


@pytest.mark.parametrize("label", ["Resolve", "Dismiss"])
async def test_closing_is_held_back_over_an_unseen_message_which_is_shown(desk: Stage, label: str) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.says(card, "With Anna")
    pressed, whispered = card, None
    if label == "Dismiss":
        await desk.press(ANNA, card, "More")
        whispered = await desk.whisper(ANNA, "Case #1")
    held = desk.telegram.faults.add("*Message*", Fault.hang(), when=shows_to_all)
    desk.comment("It came broken!", post)
    await desk.telegram.wait(lambda: held.hits)
    if whispered is None:
        toast = await desk.press(ANNA, pressed, label)
    else:
        toast = await desk.press_whisper(ANNA, whispered, label)
    assert toast == "Look first, the customer wrote again: It came broken!"
    assert (await the_case(desk)).status == "open"
    anyway = await desk.whisper(ANNA, "The customer wrote again in #1")
    assert "It came broken!" in desk.text(anyway)
    assert desk.labels(anyway) == [f"{label} anyway", "Close"]
    done = {"Resolve": "#1 resolved.", "Dismiss": "#1 dismissed."}[label]
    assert await desk.press_whisper(ANNA, anyway, f"{label} anyway") == done
    desk.telegram.faults.remove(held)
    await desk.says(card, f"{label}{'d' if label == 'Resolve' else 'ed'}")


async def test_an_edit_that_is_too_long_keeps_both_from_the_customer(desk: Stage) -> None:
    desk.telegram.say(ANNA, OPERATORS, "/me Anna, Nordlicht")
    await desk.whisper(ANNA, "Anna, Nordlicht")
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    said = await answer(desk, card, "Yes")
    desk.telegram.edit(ANNA, OPERATORS, said, "y" * 4090)
    await desk.whisper(ANNA, "Too long by 11 characters: 4,096 at most.")
    await desk.telegram.wait(lambda: desk.reaction(said) == "😱")
    desk.telegram.edit(ANNA, OPERATORS, said, "Yes, today")
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["Yes, today\n\nAnna, Nordlicht"])


async def test_the_refreshed_card_closes_at_once(desk: Stage) -> None:
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    await desk.card()
    desk.comment("Thanks, found it", post)
    followup = await desk.followup("found it")
    assert await desk.press(ANNA, followup, "Resolve") == "#1 resolved."


async def test_an_answer_goes_to_whom_it_was_written_when_two_customers_write(desk: Stage) -> None:
    post = desk.post()
    tims = desk.comment("Where is my parcel?", post, TIM)
    first = await desk.card("#1")
    veras = desk.comment("Do you ship to Riga?", post, VERA)
    second = await desk.card("#2")
    await answer(desk, second, "We do")
    desk.telegram.say(ANNA, OPERATORS, "It left today", reply_to=first.message_id)
    await desk.telegram.wait(lambda: len(desk.telegram.ephemerals(OPERATORS, ANNA)) == 2)
    desk.time.let_pass(11)
    ours = await desk.vk.wait(
        lambda: (
            {one.text: one.reply_to_comment for one in desk.vk.comments(post) if one.from_id < 0}
            if len(desk.answers(post)) == 2
            else None
        )
    )
    assert ours == {"We do": veras.id, "It left today": tims.id}
