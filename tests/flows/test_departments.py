"""A department at work: taken, asked back, returned, in time or late, trusted or not; and when somebody is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.clock import Tick
from bot.overdue import tell_in_time
from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Department, Desk, Draft, Escalation, Event, Message, Note, Staff
from tests.flows.alone import mentions
from tests.flows.departments import advise, ask, asked, department, pick
from tests.flows.stage import ANNA, BORIS, BRAND, DELIVERY, OLGA, OPERATORS, PETR, TIM, Stage

VERA = 107


async def tick(desk: Stage, what: Tick = tell_in_time) -> None:
    """The clock looks now, and not only within its seconds."""
    assert desk.desk is not None
    await desk.desk.clock.tick(what)


def _asks(desk: Stage, one: Said) -> bool:
    return "Delivery asks you about #1" in desk.text(one)


async def vera(desk: Stage) -> None:
    """A second specialist."""
    desk.telegram.add_user(VERA, "Vera")
    desk.telegram.join(VERA, DELIVERY)


async def test_taken_by_one_then_by_another(desk: Stage) -> None:
    card, theirs = await asked(desk)
    await vera(desk)
    toast = await desk.press(PETR, theirs, "Take", DELIVERY)
    assert toast == "It is yours. Swipe the card left to answer."
    await desk.says(card, "Petr has it")
    await desk.says(theirs, "Petr has it")
    again = await desk.press(PETR, theirs, "Take over", DELIVERY)
    assert again == "You have it already. Swipe the card left to answer."
    assert await desk.press(VERA, theirs, "Take over", DELIVERY) == "It is yours now, Petr had it."
    await desk.says(card, "Vera has it")
    await advise(desk, theirs, "In Riga")
    await desk.says(theirs, "✅ Answered")
    assert desk.labels(theirs) == ["Open in VK"]
    kinds = [one.kind for one in await desk.rows(Event, Event.case_id.is_not(None))]
    assert kinds.count("escalation_taken") == 2


async def test_asked_back_and_answered_while_the_time_stands_still(desk: Stage) -> None:
    card, theirs = await asked(desk)
    (before,) = await desk.rows(Escalation)
    assert await desk.press(PETR, theirs, "Ask operator", DELIVERY) == (
        "Swipe the message that comes below and write."
    )
    prompt = await desk.followup("what do you want to know from Anna about #1?", DELIVERY)
    assert prompt.reply_to is theirs
    assert [one for one in prompt.entities if one.user_id == PETR]
    desk.telegram.send_photo(PETR, DELIVERY, caption="this one?", reply_to=prompt.message_id)
    await desk.whisper(PETR, "Only words can be sent here", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "Which parcel of the two?", reply_to=prompt.message_id)

    question = await desk.followup("Delivery asks you about #1 · Petr")
    assert "Which parcel of the two?" in desk.text(question)
    assert [one for one in question.entities if one.user_id == ANNA], "who has the case is called"
    assert question.reply_to is card
    await desk.says(card, "asks back")
    await desk.says(theirs, "your time stands still")
    desk.time.let_pass(3 * 3600)
    await tick(desk)
    (waiting,) = await desk.rows(Escalation)
    assert waiting.asked_back_at is not None
    assert (waiting.reminded_at, waiting.overdue_told_at) == (None, None)
    # Nobody has answered for long: the operators are asked once more, and only once.
    await tick(desk)
    asked_again = await desk.telegram.wait(lambda: [one for one in desk.ours() if _asks(desk, one)][1])
    assert mentions(asked_again) == [ANNA]
    assert asked_again.reply_to is card
    # Another has the case: they are asked.
    desk.telegram.say(BORIS, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Boris")
    await tick(desk)
    await tick(desk)
    his = await desk.telegram.wait(lambda: [one for one in desk.ours() if _asks(desk, one)][2])
    assert mentions(his) == [BORIS]
    await desk.calm()
    assert len([one for one in desk.ours() if _asks(desk, one)]) == 3
    kinds = [one.kind for one in await desk.rows(Event, Event.case_id.is_not(None))]
    assert kinds.count("asked_again") == 2
    desk.telegram.say(ANNA, OPERATORS, "/takeover", reply_to=card.message_id)
    await desk.says(card, "With Anna")

    said = desk.telegram.say(ANNA, OPERATORS, "Number 77", reply_to=question.message_id)
    answer = await desk.followup("Anna answers you about #1", DELIVERY)
    assert "Number 77" in desk.text(answer)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    (after,) = await desk.rows(Escalation)
    assert after.asked_back_at is None
    assert before.due_at is not None
    assert after.due_at is not None
    assert timedelta(hours=3) <= after.due_at - before.due_at < timedelta(hours=3, minutes=1)
    notes = await desk.rows(Note, Note.escalation_id == after.id)
    assert [(one.text, one.by_department) for one in sorted(notes, key=lambda one: one.id)] == [
        ("Which parcel of the two?", True),
        ("Number 77", False),
    ]
    await desk.says(theirs, "Number 77")
    assert "note" not in desk.text(card), "what is said to a department is no note of the team"
    advice = await advise(desk, answer, "77 is in Riga")
    assert desk.text(advice).startswith("🏢 Anna, Delivery on #1 · Petr")
    assert await desk.rows(Message, Message.direction == "out") == [], "the customer got nothing of all this"


async def test_returned_with_a_reason_and_another_is_asked(desk: Stage) -> None:
    card, theirs = await asked(desk)
    await desk.press(PETR, theirs, "Return", DELIVERY)
    prompt = await desk.followup("why does #1 go back to Anna?", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "It is about money", reply_to=prompt.message_id)
    told = await desk.followup("Delivery returned it · Petr")
    assert "It is about money" in desk.text(told)
    assert [one for one in told.entities if one.user_id == ANNA]
    await desk.says(card, "It is about money")
    await desk.says(theirs, "☑️ Delivery returned it")
    assert await desk.press(PETR, prompt, "Without a reason", DELIVERY) == (
        "Delivery is not asked about this case any more."
    )
    assert not await desk.press(ANNA, told, "Ask another")
    picker = await desk.whisper(ANNA, "Whom to ask about #1?")
    assert desk.labels(picker) == ["Delivery", "Close"]
    await ask(desk, card, "Still yours, look again")
    await desk.says(card, "Asked Delivery")
    assert "It is about money" not in desk.text(card)
    first, second = sorted(await desk.rows(Escalation), key=lambda one: one.id)
    assert (first.return_reason, first.returned_why) == ("It is about money", "department")
    assert second.returned_at is None


async def test_returned_without_a_reason_from_an_old_card_only_once(desk: Stage) -> None:
    _, theirs = await asked(desk)
    buttons = {one.text: one.callback_data for row in theirs.buttons for one in row}
    await desk.press(PETR, theirs, "Return", DELIVERY)
    prompt = await desk.followup("why does #1 go back", DELIVERY)
    toast = await desk.press(PETR, prompt, "Without a reason", DELIVERY)
    assert toast == "Returned: the operators have it again."
    await desk.says(prompt, "Returned: the operators have it again.")
    await desk.followup("Delivery returned it · Petr")
    await desk.says(theirs, "☑️ Delivery returned it")
    assert buttons["Take"] is not None
    desk.telegram.say(PETR, DELIVERY, "// noted all the same", reply_to=theirs.message_id)
    late = await advise(desk, theirs, "It was in Riga after all")
    assert desk.text(late).startswith("🏢 Anna, Delivery on #1"), "late words are advice, and nothing is lost"
    kinds = [one.kind for one in await desk.rows(Event, Event.case_id.is_not(None))]
    assert kinds.count("escalation_returned") == 1


async def test_reminded_then_late_each_once(desk: Stage) -> None:
    card, theirs = await asked(desk)
    await desk.press(PETR, theirs, "Take", DELIVERY)
    await desk.says(card, "due")
    desk.time.let_pass(85 * 60)
    await tick(desk)
    await tick(desk)
    assert len(await desk.rows(Event, Event.kind == "escalation_reminded")) == 0
    desk.time.let_pass(10 * 60)
    await tick(desk)
    await tick(desk)
    reminder = await desk.followup("Anna waits for an answer in #1", DELIVERY)
    assert reminder.reply_to is theirs
    assert [one for one in reminder.entities if one.user_id == PETR], "who took it is called"
    desk.time.let_pass(30 * 60)
    await tick(desk)
    await tick(desk)
    await desk.followup("Anna still waits for an answer in #1", DELIVERY)
    told = await desk.followup("Delivery is late with #1")
    assert [one for one in told.entities if one.user_id == ANNA]
    await desk.says(card, "late since")
    await desk.says(theirs, "late since")
    await desk.calm()
    assert len([one for one in desk.ours(DELIVERY) if "waits for an answer" in desk.text(one)]) == 2
    assert len([one for one in desk.ours() if "is late with" in desk.text(one)]) == 1
    advice = await advise(desk, reminder, "In Riga")
    assert desk.text(advice).startswith("🏢 Anna, Delivery on #1")
    await desk.says(theirs, "✅ Answered")
    assert "late" not in desk.text(card)


async def test_a_trusted_department_answers_the_customer_itself(desk: Stage) -> None:
    await department(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card("Tim Becker")
    theirs = await ask(desk, card, "Where is it?")
    await desk.sql("UPDATE departments SET trusted = true")
    desk.telegram.say(PETR, DELIVERY, "oops", reply_to=theirs.message_id)
    leaving = await desk.whisper(PETR, "Goes to the customer in 10 seconds", DELIVERY)
    await desk.press_whisper(PETR, leaving, "Undo", DELIVERY)
    (row,) = await desk.rows(Escalation)
    assert row.answered_at is None, "it still owes an answer"
    await desk.sql(f"UPDATE staff SET signature = 'Petr, delivery' WHERE user_id = {PETR}")
    said = desk.telegram.say(PETR, DELIVERY, "On Friday at yours", reply_to=theirs.message_id)
    await desk.whisper(PETR, "Goes to the customer in 10 seconds", DELIVERY)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On Friday at yours\n\nPetr, delivery"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(theirs, "✅ Answered")
    await desk.says(card, "Waiting for the customer")
    await desk.says(card, "With Anna")
    assert await desk.rows(Draft) == []


async def test_what_a_trusted_department_cannot_send_the_operators_get(desk: Stage) -> None:
    _, theirs = await asked(desk)
    await desk.sql("UPDATE departments SET trusted = true")
    desk.telegram.say(PETR, DELIVERY, "Call me: +371 20 000 111", reply_to=theirs.message_id)
    whisper = await desk.whisper(PETR, "The operators have it as a draft.", DELIVERY)
    assert desk.labels(whisper) == []
    advice = await desk.followup("Call me: +371 20 000 111")
    assert desk.text(advice).startswith("🏢 Anna, Delivery on #1 · Petr")
    assert await desk.press(ANNA, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.until(lambda: desk.rows(Message, Message.delivery == "sent"))


async def test_who_took_it_leaves(desk: Stage) -> None:
    card, theirs = await asked(desk)
    await vera(desk)
    await desk.press(PETR, theirs, "Take", DELIVERY)
    await desk.says(card, "Petr has it")
    await desk.calm()
    asking = desk.telegram.faults.add("getChatMember", Fault.hang())
    desk.telegram.leave(PETR, DELIVERY)
    await desk.telegram.wait(lambda: asking.hits)
    # Nothing is locked while Telegram thinks.
    await desk.sql("SELECT id FROM cases FOR UPDATE NOWAIT")
    desk.telegram.faults.remove(asking)
    freed = await desk.followup("Petr has left. #1 is free again", DELIVERY)
    assert freed.reply_to is theirs
    await desk.telegram.wait(lambda: "Petr has it" not in desk.text(card))
    await desk.telegram.wait(lambda: "Take" in desk.labels(theirs))
    assert await desk.press(VERA, theirs, "Take", DELIVERY) == "It is yours. Swipe the card left to answer."


async def test_a_department_is_locked_before_the_case(desk: Stage) -> None:
    """As it is where one is closed: else two would wait for each other."""
    await department(desk)
    desk.comment()
    card = await desk.card("Tim Becker")
    await desk.calm()
    async with desk.engine.begin() as other:
        await other.execute(text("SELECT id FROM cases FOR NO KEY UPDATE"))
        desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where?", reply_to=card.message_id)
        await desk.until(lambda: desk.sql("SELECT 1 FROM pg_locks WHERE NOT granted"))
        with pytest.raises(DBAPIError, match="could not obtain lock"):
            await desk.sql("SELECT id FROM departments FOR UPDATE NOWAIT")
    await desk.card("where?", DELIVERY)


async def test_only_who_was_chosen_answers(desk: Stage) -> None:
    _, theirs = await asked(desk)
    await vera(desk)
    await desk.press(VERA, theirs, "Take", DELIVERY)
    await desk.says(theirs, "Vera has it")
    await desk.sql(
        "INSERT INTO department_members SELECT d.id, s.id FROM departments d, staff s"
        f" WHERE s.user_id = {VERA}"
    )
    only = "Only Vera may answer for Delivery. The owner changes that in /departments."
    for label in ("Take over", "Ask operator", "Return"):
        assert await desk.press(PETR, theirs, label, DELIVERY) == only
    desk.telegram.say(PETR, DELIVERY, "In Riga", reply_to=theirs.message_id)
    assert desk.text(await desk.whisper(PETR, "Only Vera", DELIVERY)) == only
    desk.telegram.leave(VERA, DELIVERY)
    await desk.followup("Vera has left", DELIVERY)
    await desk.telegram.wait(lambda: "Take" in desk.labels(theirs))
    assert await desk.press(PETR, theirs, "Take", DELIVERY) == "It is yours. Swipe the card left to answer."


async def test_two_at_once_each_with_its_own_record(desk: Stage) -> None:
    card, theirs = await asked(desk)
    forum = -1001000000009
    desk.telegram.add_group(forum, "Repairs", members=[PETR], owner=OLGA)
    await department(desk, "Repairs", forum)
    await pick(desk, card, "Send without a question", name="Repairs")
    other = await desk.card("Anna asks Repairs", forum)
    await desk.says(card, "Asked Repairs")
    assert "Asked Delivery" in desk.text(card)
    await desk.press(PETR, other, "Return", forum)
    prompt = await desk.followup("why does #1 go back", forum)
    await desk.press(PETR, prompt, "Without a reason", forum)
    await desk.says(card, "Repairs returned it")
    assert "Asked Delivery" in desk.text(card)
    advice = await advise(desk, theirs, "In Riga")
    assert "Delivery on #1" in desk.text(advice)
    rows = sorted(await desk.rows(Escalation), key=lambda one: one.id)
    assert [(one.answered_at is None, one.returned_at is None) for one in rows] == [
        (False, True),
        (True, False),
    ]
    assert len(await desk.rows(Department)) == 2


async def test_who_holds_it_is_asked_back_and_boris_may_answer(desk: Stage) -> None:
    _, theirs = await asked(desk)
    await desk.press(PETR, theirs, "Ask operator", DELIVERY)
    prompt = await desk.followup("what do you want to know", DELIVERY)
    desk.telegram.say(PETR, DELIVERY, "Which one?", reply_to=prompt.message_id)
    question = await desk.followup("Delivery asks you about #1")
    desk.telegram.say(BORIS, OPERATORS, "The red one", reply_to=question.message_id)
    await desk.followup("Boris answers you about #1", DELIVERY)
    await desk.press(ANNA, await desk.card(), "Resolve")
    await desk.says(theirs, "☑️ No answer needed any more")
    desk.telegram.say(ANNA, OPERATORS, "The blue one", reply_to=question.message_id)
    await desk.whisper(ANNA, "Delivery is not asked about this case any more.")


async def test_pictures_and_files_of_a_specialist_go_along(desk: Stage) -> None:
    await department(desk)
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card("Tim Becker")
    theirs = await ask(desk, card, "Where is it?")
    # The operators' topic is deleted between the words and the file.
    await desk.sql("UPDATE desks SET thread_id = 5")
    gone = "Bad Request: message thread not found"
    fault = Fault.error(400, {"ok": False, "error_code": 400, "description": gone})
    desk.telegram.faults.add("copyMessage", fault, times=1)
    said = desk.telegram.send_photo(PETR, DELIVERY, caption="Here it is", reply_to=theirs.message_id)
    advice = await desk.followup("Here it is")
    assert "photo" in desk.text(advice)
    await desk.telegram.wait(lambda: [one for one in desk.ours() if one.media is not None])
    (shown,) = [one for one in desk.ours() if one.media is not None]
    assert desk.text(shown) == "Delivery on #1"
    assert (await desk.rows(Desk))[0].thread_id is None
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    assert await desk.press(ANNA, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: [one for one in desk.dialog() if one.from_id == -BRAND and one.attachments])
    (draft,) = await desk.rows(Draft)
    assert draft.state == "sent"


async def test_an_album_of_a_specialist_is_one_advice(desk: Stage) -> None:
    _, theirs = await asked(desk)
    desk.telegram.send_album(PETR, DELIVERY, [None, None], "Both", theirs.message_id)
    await desk.followup("Both")
    await desk.telegram.wait(lambda: len([one for one in desk.ours() if one.media is not None]) == 2)
    await desk.calm()
    assert len(await desk.rows(Draft)) == 1


async def test_an_operator_who_has_left_is_not_called(desk: Stage) -> None:
    _, theirs = await asked(desk)
    desk.telegram.leave(ANNA, OPERATORS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == ANNA, Staff.left_at.is_not(None)))
    advice = await advise(desk, theirs, "It is in Riga")
    assert [one.user_id for one in advice.entities if one.user_id] == []
