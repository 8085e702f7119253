"""Answers that wait for a look, when more happens at the same time."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.approval import remind
from sandbox.faults import Fault
from storage.models import Attachment, Draft, Event, Outbox, Role, Staff
from tests.flows.alone import alone, group_said
from tests.flows.answering import answers, copied, handled, shows_to_all
from tests.flows.given import IGOR, NINA, given
from tests.flows.looking import WAITS, decided, sent, state, trainee, writes
from tests.flows.private import PHONE, prompted, told
from tests.flows.stage import (
    ADMIN_TOKEN,
    ANNA,
    BORIS,
    BRAND,
    DELIVERY,
    OLGA,
    OPERATORS,
    PETR,
    TIM,
    VERA,
    Stage,
)
from tests.flows.words import hears


async def test_of_two_who_approve_at_once_one_wins_and_the_other_is_told_by_whom(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card)
    presses = [desk.telegram.press(who, OPERATORS, card, "Approve") for who in (ANNA, BORIS)]
    await desk.telegram.wait(lambda: all(one.queries[0].answer for one in presses))
    toasts = [str(one.queries[0].answer and one.queries[0].answer.text) for one in presses]
    winner = toasts.index("Approved: goes out as Igor Lebedev's answer.")
    assert toasts[1 - winner] == f"{('Anna', 'Boris')[winner]} has approved this already."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk))
    assert len(await desk.rows(Outbox, Outbox.kind == "answer")) == 1


async def test_a_press_on_words_that_were_changed_shows_the_new_ones(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card, "It is in Riga")
    stale = await copied(desk, card)
    desk.telegram.edit(IGOR, OPERATORS, said, "It is in Tallinn")
    await desk.says(card, "It is in Tallinn")
    assert "It is in Riga" not in desk.text(card)
    toast = await desk.press(ANNA, stale, "Approve")
    assert toast == "Not sent: its author has just changed the words. Look again."
    new = await desk.whisper(ANNA, "It is in Tallinn")
    assert desk.labels(new) == ["Approve", "Change", "Decline"]
    assert sent(desk) == []
    assert await desk.press_whisper(ANNA, new, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Tallinn"])
    assert await state(desk) == [("approval", "dropped"), ("approval", "sent")]


async def test_what_is_edited_after_it_was_approved_waits_again(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card, "It is in Riga")
    await desk.press(ANNA, card, "Approve")
    desk.telegram.edit(IGOR, OPERATORS, said, "It is in Tallinn")
    await desk.followup("an answer of Igor Lebedev in #1 waits for approval:")
    await desk.says(card, "waits for Anna")
    desk.time.let_pass(60)
    await desk.calm()
    assert sent(desk) == []
    assert await desk.press(BORIS, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Tallinn"])
    await desk.says(card, "✓ sent")


async def test_an_edit_and_an_approval_in_the_same_moment_send_nothing_unseen(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card, "It is in Riga")
    async with desk.engine.begin() as held:
        await held.execute(text("SELECT id FROM cases FOR UPDATE"))
        press = desk.telegram.press(ANNA, OPERATORS, card, "Approve")
        desk.telegram.edit(IGOR, OPERATORS, said, "It is in Tallinn")
        await desk.until(lambda: _both_wait(desk))
    await press.answered()
    await desk.says(card, "It is in Tallinn")
    desk.time.let_pass(60)
    await desk.calm()
    assert sent(desk) == []
    (waits,) = await desk.rows(Draft, Draft.state == "waiting")
    assert (waits.why, waits.text) == ("approval", "It is in Tallinn")


async def _both_wait(desk: Stage) -> bool:
    """Two of the desk's own transactions stand before the case."""
    return await desk.sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ) >= [(2,)]


async def test_a_trainee_changes_what_has_gone_out_only_with_a_colleague(stage: Stage) -> None:
    async with stage.at_work(VK_ADMIN_TOKEN=ADMIN_TOKEN):
        card = await trainee(stage)
        said = await writes(stage, card, "It is in Riga")
        await stage.press(ANNA, card, "Approve")
        stage.time.let_pass(11)
        await stage.says(card, "✓ sent")
        stage.telegram.edit(IGOR, OPERATORS, said, "It is in Oslo")
        await stage.says(card, "It is in Oslo")
        assert "instead of the answer that went out" in stage.text(card)
        assert stage.labels(card)[:2] == ["Approve", "Decline"]
        stage.telegram.edit(IGOR, OPERATORS, said, "It is in Tallinn")
        await stage.says(card, "It is in Tallinn")
        assert "It is in Oslo" not in stage.text(card)
        stage.time.let_pass(60)
        await stage.calm()
        assert sent(stage) == ["It is in Riga"]
        assert await stage.press(BORIS, card, "Approve") == "Approved: the answer is changed."
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: sent(stage) == ["It is in Tallinn"])
        await stage.says(card, "approved by Boris")
        assert await state(stage) == [("approval", "sent"), ("approval", "dropped"), ("approval", "sent")]


async def test_a_trainee_who_deletes_their_words_or_makes_a_note_of_them_takes_them_back(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card, "It is in Riga")
    await desk.press(ANNA, card, "Approve")
    await desk.followup("Anna approved")
    desk.telegram.delete(OPERATORS, said)
    desk.time.let_pass(11)
    heard = await desk.followup("Igor Lebedev took back the approved answer in #1. Nothing is sent.")
    assert [one.user_id for one in heard.entities if one.user_id] == [ANNA]
    assert sent(desk) == []

    said = await writes(desk, card, "It is in Tallinn")
    stale = await copied(desk, card)
    desk.telegram.edit(IGOR, OPERATORS, said, "// is it in Tallinn?")
    await desk.says(card, "1 note")
    assert await desk.press(ANNA, stale, "Approve") == "Its author took these words back."


async def test_whoever_approved_may_undo_and_the_author_hears_it(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "It is in Riga")
    await desk.press(ANNA, card, "Approve")
    leaving = await desk.whisper(ANNA, "Goes to the customer")
    assert await desk.press_whisper(ANNA, leaving, "Undo") == "Taken back. The customer gets nothing."
    heard = await desk.followup("Anna took back the approved answer in #1.")
    assert [one.user_id for one in heard.entities if one.user_id] == [IGOR]
    assert sent(desk) == []


async def test_an_author_who_has_the_case_in_private_hears_it_there(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "It is in Riga")
    await alone(desk, IGOR)
    await desk.says(card, "in private")
    await desk.press(ANNA, card, "Approve")
    await hears(desk, "Anna approved your answer in #1", IGOR)
    leaving = await desk.whisper(ANNA, "Goes to the customer")
    await desk.press_whisper(ANNA, leaving, "Undo")
    await hears(desk, "Anna took back the approved answer in #1.", IGOR)
    await desk.calm()
    assert not [one for one in group_said(desk) if "approved" in one]


async def test_what_the_card_has_no_buttons_for_is_shown_alone(desk: Stage) -> None:
    card = await trainee(desk)
    for words in ("It is in Riga", "It is in Oslo"):
        await writes(desk, card, words)
    await desk.press(ANNA, card, "More")
    desk.telegram.say(IGOR, OPERATORS, "It is in Tallinn", reply_to=card.message_id)
    asks = await desk.followup("an answer of Igor Lebedev in #1 waits for approval:")
    assert "It is in Tallinn" in desk.text(asks)
    assert await desk.press(ANNA, asks, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    assert [one for _, one in await state(desk)] == ["waiting", "waiting", "sent"]


async def test_it_is_held_back_over_an_unseen_message(desk: Stage) -> None:
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await writes(desk, card, "It is in Riga")
    held = desk.telegram.faults.add("*Message*", Fault.hang(), when=shows_to_all)
    desk.comment("Found it, thanks!", post)
    await desk.telegram.wait(lambda: held.hits)
    assert (
        await desk.press(ANNA, card, "Approve") == "Look first, the customer wrote again: Found it, thanks!"
    )
    anyway = await desk.whisper(ANNA, "The customer wrote again in #1")
    assert sent(desk) == []
    assert await desk.press_whisper(ANNA, anyway, "Approve anyway") == (
        "Approved: goes out as Igor Lebedev's answer."
    )
    desk.telegram.faults.remove(held)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])


async def test_a_case_somebody_else_has_or_that_is_resolved_does_not_stop_it(desk: Stage) -> None:
    card = await trainee(desk)
    await desk.press(ANNA, card, "Claim")
    await writes(desk, card, "It is in Riga")
    assert await desk.press(BORIS, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    await desk.says(card, "✓ sent")
    assert "With Anna" in desk.text(card)

    await writes(desk, card, "It comes tomorrow")
    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")
    assert desk.labels(card)[:3] == ["Approve", "Change", "Decline"]
    assert await desk.press(BORIS, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga", "It comes tomorrow"])
    await desk.says(card, "With Igor")


async def test_private_data_is_shown_to_both_before_everybody_could_read_it(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, f"Call {PHONE}")
    await desk.whisper(IGOR, "Everybody could read: phone number")
    await desk.says(card, "Everybody could read: phone number")
    await desk.press(ANNA, card, "Approve")
    asks = await desk.whisper(ANNA, "Everybody could read this in #1: phone number. Approve all the same?")
    assert sent(desk) == []
    assert await desk.press_whisper(ANNA, asks, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == [f"Call {PHONE}"])


async def test_what_the_card_has_no_room_for_is_shown_before_it_is_approved(desk: Stage) -> None:
    card = await trainee(desk)
    words = "It is on its way. " * 100 + "Free of charge!"
    desk.telegram.say(IGOR, OPERATORS, words, reply_to=card.message_id)
    await desk.says(card, "It is on its way")
    assert "Free of charge!" not in desk.text(card)
    await desk.press(ANNA, card, "Approve")
    whole = await desk.whisper(ANNA, "All of the answer in #1:")
    assert "Free of charge!" in desk.text(whole)
    assert await answers(desk) == []
    assert await desk.press_whisper(ANNA, whole, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == [words.strip()])


async def test_an_author_who_left_does_not_stop_it_nor_get_the_case(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "It is in Riga")
    await desk.sql(f"UPDATE staff SET left_at = now() WHERE user_id = {IGOR}")
    await desk.sql("UPDATE cases SET holder_id = NULL")
    await desk.press(ANNA, card, "Approve")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])
    await desk.says(card, "With Anna")


# --- who may not publish


async def test_a_trainee_sends_nobody_elses_words_either(desk: Stage) -> None:
    card = await trainee(desk)
    desk.telegram.say(OLGA, OPERATORS, "It left today", reply_to=card.message_id, anonymous=True)
    await desk.says(card, "It left today")
    stale = await copied(desk, card)
    await desk.press(IGOR, card, "Send draft")
    assert "take it back and write anew" in desk.text(await desk.whisper(IGOR, WAITS))
    await desk.says(card, "waits for approval")
    assert await desk.press(ANNA, stale, "Send draft") == "This waits for a colleague's approval first."
    assert await desk.press(ANNA, stale, "Drop") == "Only its author takes it back. Press Decline instead."
    assert await desk.press(IGOR, card, "Approve") == (
        "Your own words: a colleague must approve them. Decline takes them back."
    )
    assert await desk.press(ANNA, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today"])


async def test_a_specialists_advice_goes_out_by_a_trainee_only_with_a_colleague(desk: Stage) -> None:
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    await desk.sql(
        f"INSERT INTO departments (desk_id, name, chat_id) SELECT id, 'Delivery', {DELIVERY} FROM desks"
    )
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where is it?", reply_to=card.message_id)
    asked = await desk.card("where is it?", DELIVERY)
    told_us = desk.telegram.say(PETR, DELIVERY, "It is in Riga", reply_to=asked.message_id)
    advice = await desk.followup("It is in Riga")
    await desk.press(IGOR, advice, "Send to customer")
    await desk.whisper(IGOR, WAITS)
    assert await desk.press(BORIS, advice, "Send to customer") == (
        "This waits for a colleague's approval first."
    )
    desk.telegram.edit(PETR, DELIVERY, told_us, "It is in Tallinn")
    await desk.followup("It is in Tallinn")
    await desk.says(card, "It is in Riga")
    approve = next(label for label in desk.labels(card) if label.startswith("Approve"))
    assert await desk.press(BORIS, card, approve) == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])


async def test_a_trainees_album_waits_whole_and_says_how_much_of_it_goes(desk: Stage) -> None:
    card = await trainee(desk)
    desk.telegram.send_album(IGOR, OPERATORS, [None] * 3, "Look here", card.message_id)
    await desk.says(card, "Look here")
    await handled(desk, IGOR)
    await desk.says(card, "only the first go")
    (draft,) = await desk.rows(Draft)
    assert len(await desk.rows(Attachment, Attachment.draft_id == draft.id)) == 3
    assert (
        await desk.press(ANNA, card, "Approve") == "More files of it are coming in. Look again in a moment."
    )
    desk.time.let_pass(4)
    assert await desk.press(ANNA, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["Look here"])
    (answer,) = await answers(desk)
    assert len(await desk.rows(Attachment, Attachment.message_id == answer.id)) == 2


async def test_a_trainee_repeats_only_what_was_approved(desk: Stage) -> None:
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    post = desk.post()
    desk.comment(post=post)
    card = await desk.card()
    desk.vk.close_comments(post)
    await writes(desk, card, "It is in Riga")
    await desk.press(ANNA, card, "Approve")
    desk.time.let_pass(11)
    trouble = await desk.followup("was not sent")
    desk.vk.open_comments(post)
    await desk.sql("UPDATE messages SET approved_by_id = NULL")
    assert await desk.press(IGOR, trouble, "Retry") == "A colleague who may publish has to press Retry."
    await desk.sql("UPDATE messages SET approved_by_id = staff_id WHERE direction = 'out'")
    assert await desk.press(IGOR, trouble, "Retry") == "Sending again."
    await desk.vk.wait(lambda: sent(desk) == ["It is in Riga"])


async def test_a_trainees_private_answer_is_approved_and_goes_to_the_customer_alone(desk: Stage) -> None:
    desk.vk.allow(TIM, BRAND)
    card = await trainee(desk, f"Call me: {PHONE}")
    prompt = await prompted(desk, card, IGOR)
    said = desk.telegram.say(IGOR, OPERATORS, "We call at five", reply_to=prompt.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    await desk.says(card, "We call at five")
    assert told(desk) == []
    await desk.press(ANNA, card, "Approve")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["We call at five"])
    assert sent(desk) == []

    desk.telegram.say(ANNA, OPERATORS, f"Ring {PHONE}", reply_to=card.message_id)
    await desk.says(card, f"Ring {PHONE}")
    await desk.press(IGOR, card, "✉️ Send privately")
    await desk.followup("This waits for a colleague's approval first.")
    await desk.says(card, "waits for approval")
    await desk.press(ANNA, card, "Approve")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: told(desk) == ["We call at five", f"Ring {PHONE}"])
    assert sent(desk) == []


async def test_an_operator_who_became_a_trainee_changes_nothing_unseen(desk: Stage) -> None:
    card = await trainee(desk)
    said = desk.telegram.say(BORIS, OPERATORS, "It is in Riga", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    await given(desk, BORIS, Role.TRAINEE, ("Boris", ""))
    desk.telegram.edit(BORIS, OPERATORS, said, "It is in Tallinn")
    await desk.says(card, "It is in Tallinn")
    assert await state(desk) == [("approval", "waiting")]
    await given(desk, BORIS, Role.OPERATOR, ("Boris", ""))
    assert await desk.press(BORIS, card, "Approve") == (
        "Your own words: a colleague must approve them. Decline takes them back."
    )


# --- never forgotten


async def test_those_who_may_approve_are_called_once_when_it_waits_long(stage: Stage) -> None:
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        card = await trainee(stage)
        await stage.press(ANNA, card, "More")
        await stage.press(BORIS, card, "More")
        await writes(stage, card, "It is in Riga")
    async with stage.at_work():
        stage.time.let_pass(301)
        await stage.tick(remind)
        asks = await stage.followup("an answer of Igor Lebedev in #1 waits for approval:")
        called = [one.user_id for one in asks.entities if one.user_id]
        assert called == [ANNA, BORIS, OLGA]
        stage.time.let_pass(3600)
        await stage.tick(remind)
        assert await stage.press(BORIS, asks, "Approve") == "Approved: goes out as Igor Lebedev's answer."
        stage.time.let_pass(11)
        await stage.vk.wait(lambda: sent(stage) == ["It is in Riga"])
        again = [one for one in stage.ours() if "waits for approval:" in stage.text(one)]
        assert len(again) <= 1


async def test_what_waits_is_called_to_in_the_order_of_cases(desk: Stage) -> None:
    """Whoever locks several cases does it in this order: two never wait for each other in a circle."""
    first = await trainee(desk)
    desk.comment("And mine?", who=VERA)
    second = await desk.card("And mine?")
    await writes(desk, second, "It is in Oslo")
    await writes(desk, first, "It is in Riga")
    await desk.press(ANNA, first, "More")
    desk.time.let_pass(400)
    await desk.tick(remind)
    reminded = await desk.until(lambda: _both_reminded(desk))
    assert reminded == sorted(reminded)


async def _both_reminded(desk: Stage) -> list[int]:
    found = sorted(await desk.rows(Event, Event.kind == "look_reminded"), key=lambda one: one.id)
    return [one.case_id or 0 for one in found] if len(found) == 2 else []


async def test_when_the_colleague_asked_by_name_left_the_others_are_called(desk: Stage) -> None:
    desk.telegram.users[BORIS].username = "boris"
    await given(desk, NINA, Role.SUPERVISOR)
    desk.comment()
    card = await desk.card()
    await desk.press(BORIS, card, "More")
    desk.telegram.say(ANNA, OPERATORS, "?? @boris It left today", reply_to=card.message_id)
    await desk.followup("an answer of Anna in #1 waits for approval:")
    desk.telegram.leave(BORIS, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.left_at.is_not(None)))
    await desk.says(card, "waits for approval")
    await hears(desk, "Drafts wait there for anybody who may send or approve them: #1", OPERATORS)
    await desk.telegram.wait(
        lambda: [one for one in desk.ours() if NINA in [entity.user_id for entity in one.entities]]
    )
    assert await desk.press(NINA, card, "Approve") == "Approved: goes out as Anna's answer."


async def test_where_only_supervisors_approve_and_where_nobody_can(desk: Stage) -> None:
    await desk.sql("UPDATE desks SET approvers = 'supervisors'")
    await given(desk, NINA, Role.SUPERVISOR)
    card = await trainee(desk)
    await writes(desk, card, "It is in Riga")
    assert await desk.press(ANNA, card, "Approve") == (
        "Here only a supervisor or the owner approves such answers."
    )
    await desk.sql(f"UPDATE staff SET left_at = now() WHERE user_id = {NINA}")
    desk.telegram.say(IGOR, OPERATORS, "It comes tomorrow", reply_to=card.message_id)
    asks = await hears(desk, "It comes tomorrow", OLGA)
    assert await desk.press(OLGA, asks, "Approve", OLGA) == "Approved: goes out as Igor Lebedev's answer."

    await desk.sql(f"UPDATE staff SET role = 'operator' WHERE user_id = {OLGA}")
    desk.telegram.say(IGOR, OPERATORS, "Or on Monday", reply_to=card.message_id)
    await desk.whisper(IGOR, "there is nobody here who may approve it")
    desk.time.let_pass(400)
    await desk.calm()
    async with desk.engine.begin() as held, AsyncSession(desk.engine) as session:
        await held.execute(text("SELECT id FROM cases FOR UPDATE"))
        await session.execute(text("SET LOCAL lock_timeout = '100ms'"))
        await remind(session, desk.time.now())
    assert not await desk.rows(Event, Event.kind == "look_reminded")
    await desk.sql(f"UPDATE staff SET role = 'owner' WHERE user_id = {OLGA}")
    desk.time.let_pass(21)
    await desk.tick(remind)
    await hears(desk, "Or on Monday", OLGA)
    assert [one for one, _, _ in await decided(desk)] == ["waiting", "sent", "waiting"]
