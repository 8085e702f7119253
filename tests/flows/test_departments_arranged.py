"""Departments as their owner arranges them in Telegram, and what becomes of questions when one is gone."""

from __future__ import annotations

import asyncio

from bot.private_work import bring_home
from sandbox.faults import Fault
from sandbox.telegram import Message as Said
from storage.models import Department, DepartmentMember, Escalation, Event, Message, Staff
from tests.flows.departments import advise, asked, department, pick
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, STRANGER, Stage


async def arranged(desk: Stage, containing: str) -> Said:
    """The owner's message about a department."""
    desk.telegram.say(OLGA, OLGA, "/departments")
    return await desk.telegram.wait(
        lambda: [one for one in desk.ours(OLGA) if containing in desk.text(one) and one.buttons][-1]
    )


async def hears(desk: Stage, who: int, words: str) -> Said:
    """Somebody reads in the private chat."""
    return await desk.telegram.wait(lambda: [one for one in desk.ours(who) if words in desk.text(one)][-1])


async def person(desk: Stage, name: str = "Legal", who: int = BORIS) -> Said:
    """A person who has opened the private chat is a department from now on."""
    desk.telegram.user_of(who).username = "someone"
    desk.telegram.start_bot(who)
    await hears(desk, who, "Hello")
    desk.telegram.say(OLGA, OLGA, f"/department {name} @Someone")
    return await hears(desk, OLGA, f"is the department {name} now")


async def chosen(desk: Stage, count: int) -> bool:
    return len(await desk.rows(DepartmentMember)) == count


async def test_time_trust_and_people_with_buttons(desk: Stage) -> None:
    await department(desk)
    desk.telegram.say(PETR, DELIVERY, "/help")
    await desk.whisper(PETR, "Swipe the card left", DELIVERY)
    shown = await arranged(desk, "Answers within 2 h")
    assert "Advises the operator" in desk.text(shown)
    assert "everyone in its chat" in desk.text(shown)
    assert await desk.press(OLGA, shown, "30 min", OLGA) == "Done."
    await desk.says(shown, "Answers within 30 min")
    assert await desk.press(OLGA, shown, "✓ 30 min", OLGA) == "Done.", "pressed twice is once"
    await desk.press(OLGA, shown, "Answers itself", OLGA)
    await desk.says(shown, "Answers customers itself")
    await desk.press(OLGA, shown, "People", OLGA)
    await desk.says(shown, "Who answers for Delivery?")
    asking = desk.telegram.faults.add("getChatMember", Fault.hang())
    pressed = asyncio.create_task(desk.press(OLGA, shown, "Petr", OLGA))
    await desk.telegram.wait(lambda: asking.hits)
    await desk.sql("SELECT id FROM departments FOR UPDATE NOWAIT")
    desk.telegram.faults.remove(asking)
    assert await pressed == "Done."
    await desk.telegram.wait(lambda: "✓ Petr" in desk.labels(shown))
    desk.telegram.say(ANNA, OPERATORS, "/help")
    await desk.whisper(ANNA, "Swipe a card left")
    await desk.press(OLGA, shown, "Back", OLGA)
    await desk.says(shown, "People: Petr")
    await desk.press(OLGA, shown, "People", OLGA)
    await desk.telegram.wait(lambda: "Anna" in desk.labels(shown))
    assert await desk.press(OLGA, shown, "Anna", OLGA) == (
        "Anna is not in the chat of Delivery: add them there first."
    )
    (row,) = await desk.rows(Department)
    assert (row.answers_within, row.trusted) == (30, True)
    # Who leaves its chat, and nothing else, is chosen no more: alone chosen, they would lock it.
    desk.telegram.join(ANNA, DELIVERY)
    assert await desk.press(OLGA, shown, "Anna", OLGA) == "Done."
    await desk.until(lambda: chosen(desk, 2))
    desk.telegram.leave(ANNA, DELIVERY)
    await desk.until(lambda: chosen(desk, 1))
    people = sorted(await desk.rows(Event, Event.kind == "department_people"), key=lambda one: one.id)
    assert [one.data["chosen"] for one in people] == [True, True, False]
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert (people[-1].data["person"], anna.left_at) == (anna.id, None)
    logged = await desk.rows(Event, Event.kind == "department_arranged")
    assert [one.data["after"] for one in logged] == [30, True]


async def test_what_goes_there_and_another_name_in_words(desk: Stage) -> None:
    await department(desk)
    shown = await arranged(desk, "Delivery")
    await desk.press(OLGA, shown, "What goes there", OLGA)
    prompt = await hears(desk, OLGA, "What goes to Delivery?")
    await desk._known(prompt)
    desk.telegram.say(OLGA, OLGA, "Parcels and couriers", reply_to=prompt.message_id)
    await hears(desk, OLGA, "Goes there: Parcels and couriers")
    await desk.press(OLGA, shown, "Rename", OLGA)
    prompt = await hears(desk, OLGA, "What shall Delivery be called?")
    await desk._known(prompt)
    desk.telegram.say(OLGA, OLGA, "x" * 65, reply_to=prompt.message_id)
    await hears(desk, OLGA, "At most 64 characters")
    desk.telegram.say(OLGA, OLGA, "Shipping", reply_to=prompt.message_id)
    await hears(desk, OLGA, "Shipping")
    desk.telegram.say(OLGA, DELIVERY, "/department about Parcels only")
    await desk.telegram.wait(
        lambda: [
            one for one in desk.ours(DELIVERY) if "What goes to Shipping: Parcels only" in desk.text(one)
        ]
    )
    desk.comment("Where is my parcel?")
    card = await desk.card("Tim Becker")
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    assert "Shipping · Parcels only · within 2 h" in desk.text(picker)
    assert desk.labels(picker) == ["Shipping", "Close"]
    # While Telegram is asked what the bot may do here nobody waits for the department.
    asking = desk.telegram.faults.add("getChatMember", Fault.hang())
    desk.telegram.say(OLGA, DELIVERY, "/department Parcels")
    await desk.telegram.wait(lambda: asking.hits)
    await desk.sql("SELECT id FROM departments FOR UPDATE NOWAIT")
    desk.telegram.faults.remove(asking)
    await desk.card("This is the department Parcels now", DELIVERY)


async def test_only_the_owner_arranges_and_wrong_words_say_how(desk: Stage) -> None:
    desk.telegram.say(OLGA, OLGA, "/departments")
    await hears(desk, OLGA, "There are no departments yet. Say /department Delivery")
    for wrong, told in (
        ("/department", "Here a department is a person: /department Legal @anna"),
        ("/department Legal", "Here a department is a person: /department Legal @anna"),
        ("/department Legal @nobody_here", "I do not know @nobody_here."),
        ("/department @nobody_here", "Name the department: /department Delivery."),
    ):
        desk.telegram.say(OLGA, OLGA, wrong)
        await hears(desk, OLGA, told)
    desk.telegram.say(OLGA, DELIVERY, "/department about Parcels")
    await desk.telegram.wait(
        lambda: [one for one in desk.ours(DELIVERY) if "/department about parcels" in desk.text(one)]
    )
    desk.telegram.say(ANNA, OPERATORS, "/departments")
    await desk.whisper(ANNA, "Only the owner changes the settings and sets up groups.")
    desk.telegram.say(OLGA, OPERATORS, "/departments")
    await desk.whisper(OLGA, "I show the departments in private")
    await department(desk)
    shown = await arranged(desk, "Delivery")
    await desk.sql(f"UPDATE staff SET role = 'operator' WHERE user_id = {OLGA}")
    assert (
        await desk.press(OLGA, shown, "15 min", OLGA)
        == "Only the owner changes the settings and sets up groups."
    )


async def test_closed_while_asked(desk: Stage) -> None:
    card, theirs = await asked(desk)
    shown = await arranged(desk, "1 question waits there")
    await desk.press(OLGA, shown, "Close department", OLGA)
    await desk.says(shown, "1 question goes back to the operators.")
    await desk.press(OLGA, shown, "Back", OLGA)
    await desk.says(shown, "Answers within")
    await desk.press(OLGA, shown, "Close department", OLGA)
    await desk.says(shown, "Close Delivery?")
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    await desk.press(OLGA, shown, "Yes, close", OLGA)
    await desk.says(shown, "Delivery is closed, 1 question is with the operators again.")
    told = await desk.followup("Delivery is closed: the case is with you again")
    assert [one for one in told.entities if one.user_id == ANNA]
    await desk.says(card, "Delivery is closed")
    await desk.says(theirs, "Delivery is closed")
    assert "Where is my parcel?" not in desk.text(theirs), "it is nobody's business there any more"
    assert await desk.press_whisper(ANNA, picker, "Delivery") == "This department is not there any more."
    (row,) = await desk.rows(Escalation)
    assert (row.returned_why, row.answered_at) == ("department_closed", None)
    await department(desk)
    await desk.until(lambda: desk.rows(Department, Department.closed_at.is_(None)))
    desk.telegram.restart_client(ANNA)
    await pick(desk, card, "Send without a question")
    again = await desk.card("What should we answer?", DELIVERY)
    await advise(desk, again, "In Riga")
    assert len(await desk.rows(Department)) == 2, "its name and place are free again"


async def test_a_single_person_in_the_private_chat(desk: Stage) -> None:
    await person(desk)
    await hears(desk, BORIS, "You are the department Legal now")
    post = desk.post()
    desk.comment("I will sue you", post)
    card = await desk.card("Tim Becker")
    await pick(desk, card, "Send without a question", name="Legal")
    theirs = await desk.card("Anna asks Legal", BORIS)
    assert await desk.press(BORIS, theirs, "Take", BORIS) == "It is yours. Swipe the card left to answer."
    await desk.says(card, "Boris has it")
    await desk.press(BORIS, theirs, "Ask operator", BORIS)
    prompt = await desk.followup("what do you want to know from Anna", BORIS)
    desk.telegram.say(BORIS, BORIS, "Since when?", reply_to=prompt.message_id)
    question = await desk.followup("Legal asks you about #1 · Boris")
    desk.telegram.say(ANNA, OPERATORS, "Since May", reply_to=question.message_id)
    answer = await desk.followup("Anna answers you about #1", BORIS)
    desk.telegram.say(BORIS, BORIS, "We are sorry", reply_to=answer.message_id)
    advice = await desk.followup("We are sorry")
    assert await desk.press(ANNA, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["We are sorry"])
    await pick(desk, card, "Send without a question", name="Legal")
    second = await desk.telegram.wait(
        lambda: [one for one in desk.ours(BORIS) if "Take" in desk.labels(one)][0]
    )
    await desk._known(second)
    await desk.press(BORIS, second, "Return", BORIS)
    prompt = await desk.followup("why does #1 go back to Anna?", BORIS)
    await desk.press(BORIS, prompt, "Without a reason", BORIS)
    await desk.says(card, "Legal returned it")


async def test_a_person_must_open_the_private_chat_first(desk: Stage) -> None:
    desk.telegram.user_of(ANNA).username = "anna"
    desk.telegram.say(ANNA, OPERATORS, "/help")
    await desk.whisper(ANNA, "Swipe a card left")
    desk.telegram.say(OLGA, OLGA, "/department Legal @anna")
    await hears(desk, OLGA, "Anna has to open @")
    assert await desk.rows(Department) == []
    desk.telegram.start_bot(STRANGER)
    await hears(desk, STRANGER, "This bot serves a closed team.")


async def test_the_person_blocks_the_bot(desk: Stage) -> None:
    await person(desk)
    desk.comment("I will sue you")
    card = await desk.card("Tim Becker")
    await pick(desk, card, "Send without a question", name="Legal")
    await desk.card("Anna asks Legal", BORIS)
    desk.telegram.block(BORIS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.private_at.is_(None)))
    desk.time.let_pass(11)
    told = await desk.followup("Legal cannot be reached: the case is with you again")
    assert [one for one in told.entities if one.user_id == ANNA]
    await hears(desk, OLGA, "Boris has blocked me, so the department Legal cannot be asked")
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    assert desk.labels(picker) == ["🚫 Legal", "Close"]
    toast = await desk.press_whisper(ANNA, picker, "🚫 Legal")
    assert toast is not None
    assert toast.startswith("Legal is Boris alone, who must open the private chat with me and press Start.")
    desk.telegram.block(BORIS, False)
    desk.telegram.start_bot(BORIS)
    await desk.until(lambda: desk.rows(Staff, Staff.user_id == BORIS, Staff.private_at.is_not(None)))
    desk.telegram.restart_client(ANNA)
    await pick(desk, card, "Send without a question", name="Legal")
    await desk.says(card, "Asked Legal")


async def test_the_person_leaves(desk: Stage) -> None:
    await person(desk)
    desk.comment("I will sue you")
    card = await desk.card("Tim Becker")
    await pick(desk, card, "Send without a question", name="Legal")
    theirs = await desk.card("Anna asks Legal", BORIS)
    desk.telegram.leave(BORIS, OPERATORS)
    await desk.followup("Legal cannot be reached: the case is with you again")
    await hears(desk, OLGA, "Boris has left, so the department Legal is closed.")
    await desk.says(theirs, "Legal cannot be reached")
    (row,) = await desk.rows(Department)
    assert row.closed_at is not None


async def test_a_role_that_may_not_answer_closes_the_department_of_one(desk: Stage) -> None:
    """What was asked, settled or not, shows nothing of the customer any more."""
    assert desk.desk is not None
    await person(desk)
    desk.comment("I will sue you")
    card = await desk.card("Tim Becker")
    await pick(desk, card, "Send without a question", name="Legal")
    settled = await desk.card("Anna asks Legal", BORIS)
    await desk.press(BORIS, settled, "Return", BORIS)
    prompt = await desk.followup("why does #1 go back to Anna?", BORIS)
    await desk.press(BORIS, prompt, "Without a reason", BORIS)
    await desk.says(card, "Legal returned it")
    desk.telegram.restart_client(ANNA)
    await pick(desk, card, "Send without a question", name="Legal")
    theirs = await desk.telegram.wait(
        lambda: [one for one in desk.ours(BORIS) if "Take" in desk.labels(one)][0]
    )
    await desk.calm()
    desk.telegram.say(OLGA, OLGA, "/staff @someone viewer")
    await desk.followup("Legal cannot be reached: the case is with you again")
    await hears(
        desk, OLGA, "Boris has a role now that may not answer, so the department Legal is closed. Back"
    )
    await desk.says(theirs, "Legal cannot be reached")
    await desk.calm()
    await desk.desk.clock.tick(bring_home)
    await desk.telegram.wait(lambda: desk.labels(settled) == [])
    for one in (settled, theirs):
        assert "I will sue you" not in desk.text(one)
    desk.telegram.say(OLGA, OLGA, "/department Legal @someone")
    await hears(desk, OLGA, "Boris is a viewer and may not answer.")
    assert await desk.rows(Department, Department.closed_at.is_(None)) == []


async def test_a_group_becomes_a_person_and_its_questions_move(desk: Stage) -> None:
    card, theirs = await asked(desk)
    await person(desk, "Delivery")
    moved = await desk.card("Anna asks Delivery", BORIS)
    assert await desk.press(PETR, theirs, "Take", DELIVERY) == ""
    assert await desk.press(BORIS, moved, "Take", BORIS) == "It is yours. Swipe the card left to answer."
    await desk.says(card, "Boris has it")


async def test_a_chat_without_the_bot_is_greyed(desk: Stage) -> None:
    await department(desk)
    desk.comment("Where is my parcel?")
    card = await desk.card("Tim Becker")
    desk.telegram.set_member_status(desk.telegram.bot, DELIVERY, "kicked")
    await hears(desk, OLGA, "Delivery")
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    assert desk.labels(picker) == ["🚫 Delivery", "Close"]
    assert await desk.press_whisper(ANNA, picker, "🚫 Delivery") == (
        "I cannot write in the chat of Delivery, the owner knows. Ask somebody else meanwhile."
    )
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery where?", reply_to=card.message_id)
    await desk.whisper(ANNA, "I cannot write in the chat of Delivery")
    assert await desk.rows(Escalation) == []


async def test_a_trusted_person_answers_from_the_private_chat(desk: Stage) -> None:
    await person(desk)
    await desk.sql("UPDATE departments SET trusted = true")
    post = desk.post()
    desk.comment("I will sue you", post)
    card = await desk.card("Tim Becker")
    await pick(desk, card, "Send without a question", name="Legal")
    theirs = await desk.card("Anna asks Legal", BORIS)
    desk.telegram.say(BORIS, BORIS, "We are sorry", reply_to=theirs.message_id)
    leaving = await hears(desk, BORIS, "Goes to the customer in 10 seconds")
    assert await desk.press(BORIS, leaving, "Undo", BORIS) == "Taken back. The customer gets nothing."
    desk.telegram.say(BORIS, BORIS, "We are very sorry", reply_to=theirs.message_id)
    await desk.until(lambda: desk.rows(Message, Message.delivery == "waiting"))
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["We are very sorry"])
    await desk.says(card, "With Anna")
    await desk.says(theirs, "✅ Answered")
