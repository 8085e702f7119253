"""A question to a department, and the way of the answer back: through the operators, to the customer."""

from __future__ import annotations

import pytest

from sandbox.vk import Post
from storage.models import Case, Draft, Escalation, Event
from tests.flows.answering import copied
from tests.flows.departments import FORUM, advise, ask, department, pick
from tests.flows.stage import ANNA, BORIS, DELIVERY, OLGA, OPERATORS, PETR, Stage


@pytest.fixture
async def post(desk: Stage) -> Post:
    """A customer asks under a post, and there is a department to ask."""
    await department(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    await desk.card("Tim Becker")
    return post


async def test_with_a_question_and_the_advice_goes_to_the_customer(desk: Stage, post: Post) -> None:
    card = await desk.card()
    before = len(desk.ours())
    asked = await ask(desk, card, "Parcel 77: where is it?")
    (prompt,) = desk.ours()[before:]
    assert desk.text(prompt).startswith("✏️ Anna, what shall Delivery be asked about #1?")
    assert [one for one in prompt.entities if one.user_id == ANNA], "whoever asks is called"
    text = desk.text(asked)
    assert "Anna asks Delivery" in text
    assert "Where is my parcel?" in text
    assert "Tim Becker" in text
    assert "Swipe this message left to answer. Anna gets it first, not the customer." in text
    assert desk.labels(asked) == ["Take", "Ask operator", "Return", "Open in VK"]
    await desk.says(card, "Asked Delivery")
    await desk.says(card, "With Anna")

    advice = await advise(desk, asked, "It is in Riga, on Friday at yours")
    assert advice.reply_to is card
    assert desk.text(advice).startswith("🏢 Anna, Delivery on #1 · Petr")
    assert [one for one in advice.entities if one.user_id == ANNA]
    await desk.says(asked, "✅ Answered")
    assert desk.answers(post) == []

    assert await desk.press(ANNA, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["It is in Riga, on Friday at yours"])
    await desk.says(card, "Waiting for the customer")
    assert "Draft" not in desk.text(card)
    assert await desk.press(BORIS, advice, "Send to customer") == "This draft is settled already."
    events = sorted(await desk.rows(Event, Event.case_id.is_not(None)), key=lambda one: one.id)
    assert [one.kind for one in events] == [
        "opened",
        "escalate",
        "advise",
        "answer",
        "draft_sent",
        "answered",
    ]
    assert desk.answers(post) == ["It is in Riga, on Friday at yours"]


async def test_without_a_question(desk: Stage, post: Post) -> None:
    card = await desk.card()
    assert await pick(desk, card, "Send without a question") == "Delivery has been asked."
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    asked = await desk.card("What should we answer?", DELIVERY)
    assert "Where is my parcel?" in desk.text(asked)
    (row,) = await desk.rows(Escalation)
    assert row.question is None


async def test_the_picker_is_private_and_can_be_put_away(desk: Stage, post: Post) -> None:
    card = await desk.card()
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    assert desk.labels(picker) == ["Delivery", "Close"]
    assert not desk.telegram.ephemerals(OPERATORS, BORIS)
    await desk.press_whisper(ANNA, picker, "Close")
    await desk.telegram.wait(lambda: not desk.telegram.ephemerals(OPERATORS, ANNA))
    assert await desk.rows(Escalation) == []


async def test_by_a_command_where_private_messages_do_not_arrive(desk: Stage, post: Post) -> None:
    card = await desk.card()
    desk.telegram.offline(ANNA)
    desk.telegram.say(ANNA, OPERATORS, "/escalate delivery Where is 77?", reply_to=card.message_id)
    asked = await desk.card("Where is 77?", DELIVERY)
    assert "Anna asks Delivery" in desk.text(asked)
    await desk.says(card, "Asked Delivery")


async def test_a_command_that_names_nobody_tells_who_there_is(desk: Stage, post: Post) -> None:
    card = await desk.card()
    for wrong in ("/escalate", "/escalate Warehouse where?", "/escalate Deliveryman where?"):
        desk.telegram.say(ANNA, OPERATORS, wrong, reply_to=card.message_id)
        whisper = await desk.whisper(ANNA, "Which department?")
        assert desk.text(whisper) == "Which department? /escalate NAME question. There are: Delivery"
        desk.telegram.restart_client(ANNA)
    assert await desk.rows(Escalation) == []


async def test_other_words_than_the_specialists(desk: Stage, post: Post) -> None:
    card = await desk.card()
    advice = await advise(desk, await ask(desk, card, "Where is it?"), "trk 77 rix hub eta fri")
    await desk.says(card, "trk 77 rix hub eta fri")
    desk.telegram.say(ANNA, OPERATORS, "It will be with you on Friday", reply_to=advice.message_id)
    await desk.whisper(ANNA, "Goes to the customer in 10 seconds")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["It will be with you on Friday"])
    await desk.says(card, "Waiting for the customer")
    assert "trk 77" not in desk.text(card), "the advice waits for no press any more"
    (draft,) = await desk.rows(Draft)
    assert draft.state == "dropped"
    assert await desk.press(ANNA, advice, "Send to customer") == "This draft is settled already."


async def test_what_a_specialist_corrects_is_what_the_operators_read_and_send(
    desk: Stage, post: Post
) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    advice = await advise(desk, asked, "On Friday")
    said = next(one for one in desk.telegram.messages(DELIVERY) if desk.text(one) == "On Friday")
    old = await copied(desk, advice)
    for words in ("On Saturday", "On Sunday"):
        desk.telegram.edit(PETR, DELIVERY, said, words)
        await desk.says(advice, words)
        await desk.says(card, words)
    assert "On Friday" not in desk.text(advice) + desk.text(card)
    assert await desk.press(ANNA, old, "Send to customer") == "This draft is settled already."
    assert await desk.press(ANNA, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On Sunday"])
    assert len([one for one in desk.ours() if "Delivery on #1" in desk.text(one)]) == 1


async def test_advice_is_held_back_over_words_nobody_has_seen(desk: Stage, post: Post) -> None:
    card = await desk.card()
    advice = await advise(desk, await ask(desk, card, "Where is it?"), "On Friday at yours")
    desk.comment("Do not bother, it came", post)
    await desk.followup("Do not bother, it came")
    toast = await desk.press(ANNA, advice, "Send to customer")
    assert toast == "Look first, the customer wrote again: Do not bother, it came"
    shown = await desk.whisper(ANNA, "The customer wrote again in #1:")
    assert "Do not bother, it came" in desk.text(shown)
    assert desk.answers(post) == []
    assert await desk.press_whisper(ANNA, shown, "Send draft anyway") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["On Friday at yours"])
    await desk.says(card, "Waiting for the customer")


async def test_who_holds_the_case_is_called_and_sends(desk: Stage, post: Post) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    await desk.press(BORIS, card, "More")
    await desk.press_whisper(BORIS, await desk.whisper(BORIS, "Case #1"), "Take over")
    await desk.press_whisper(BORIS, await desk.whisper(BORIS, "Take it over?"), "Yes, take over")
    advice = await advise(desk, asked, "On Friday")
    assert desk.text(advice).startswith("🏢 Boris, Delivery on #1")
    assert [one.user_id for one in advice.entities if one.user_id] == [BORIS]
    await desk.press(ANNA, advice, "Send to customer")
    await desk.whisper(ANNA, "Boris has #1. Send this draft all the same?")
    assert await desk.press(BORIS, advice, "Send to customer") == "Sending."
    desk.time.let_pass(11)


async def test_a_specialist_cannot_do_the_operators_work_and_is_told_why(desk: Stage, post: Post) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    for command in ("/claim", "/resolve", "/takeover", "/escalate Delivery again"):
        desk.telegram.say(PETR, DELIVERY, command, reply_to=asked.message_id)
        await desk.whisper(PETR, "Only operators may do this.", DELIVERY)
        desk.telegram.restart_client(PETR)
    desk.telegram.say(PETR, DELIVERY, "/queue")
    desk.telegram.say(PETR, DELIVERY, "/help")
    await desk.whisper(PETR, "your words go to the operator who asked", DELIVERY)
    assert len(desk.telegram.ephemerals(DELIVERY, PETR)) == 1, "the queue is the operators' business"
    (case,) = await desk.rows(Case)
    assert case.status == "open"


async def test_a_specialists_note_stays_in_the_team(desk: Stage, post: Post) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    said = desk.telegram.say(
        PETR, DELIVERY, "// the courier was rude to them before", reply_to=asked.message_id
    )
    await desk.telegram.wait(lambda: desk.reaction(said) == "✍")
    assert await desk.rows(Draft) == []
    assert "Asked Delivery" in desk.text(card)


async def test_asked_twice(desk: Stage, post: Post) -> None:
    card = await desk.card()
    await ask(desk, card, "Where is it?")
    twice = "Delivery has been asked and has not answered yet."
    assert await pick(desk, card, "Send without a question", BORIS) == twice
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery Still?", reply_to=card.message_id)
    assert desk.text(await desk.whisper(ANNA, "not answered yet")) == twice
    assert len(await desk.rows(Escalation)) == 1


async def test_asked_again_after_an_answer(desk: Stage, post: Post) -> None:
    card = await desk.card()
    await advise(desk, await ask(desk, card, "Where is it?"), "In Riga")
    again = await ask(desk, card, "And where in Riga?")
    await advise(desk, again, "At the hub")
    await desk.says(again, "✅ Answered")
    assert len(await desk.rows(Draft)) == 2


async def test_a_specialist_adds_something(desk: Stage, post: Post) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    first = await advise(desk, asked, "In Riga")
    second = await advise(desk, asked, "No, in Tallinn!")
    assert (first.reply_to, second.reply_to) == (card, card)
    await desk.says(card, "Draft 2")
    assert await desk.press(ANNA, second, "Send to customer") == "Sending."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: desk.answers(post) == ["No, in Tallinn!"])


async def test_no_departments(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    toast = await desk.press(ANNA, card, "Escalate")
    assert toast is not None
    assert toast.startswith("There are no departments yet. The owner says /department NAME")
    desk.telegram.say(ANNA, OPERATORS, "/escalate Delivery", reply_to=card.message_id)
    await desk.whisper(ANNA, "There are: —")


async def test_a_closed_case_frees_the_department(desk: Stage, post: Post) -> None:
    card = await desk.card()
    asked = await ask(desk, card, "Where is it?")
    await desk.press(ANNA, card, "Resolve")
    await desk.says(asked, "☑️ No answer needed any more")
    await desk.says(card, "Resolved")
    assert "Asked Delivery" not in desk.text(card)
    late = await advise(desk, asked, "In Riga after all")
    assert desk.text(late).startswith("🏢 Anna, Delivery on #1")
    (case,) = await desk.rows(Case)
    assert case.status == "resolved", "what a department says late wakes nobody's case"


async def test_a_department_in_a_topic_hears_that_topic_only(desk: Stage) -> None:
    desk.telegram.add_group(FORUM, "Departments", members=[PETR], owner=OLGA, is_forum=True)
    delivery, repairs, other = (
        desk.telegram.add_topic(FORUM, one) for one in ("Delivery", "Repairs", "Lunch")
    )
    await department(desk, "Delivery", FORUM, delivery)
    await department(desk, "Repairs", FORUM, repairs)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card("Tim Becker")
    await desk.press(ANNA, card, "Escalate")
    picker = await desk.whisper(ANNA, "Whom to ask")
    assert desk.labels(picker) == ["Delivery", "Repairs", "Close"]
    await desk.press_whisper(ANNA, picker, "Delivery")
    await desk.says(picker, "with a question?")
    await desk.press_whisper(ANNA, picker, "Send without a question")
    asked = await desk.card("What should we answer?", FORUM)
    assert asked.thread_id == delivery

    before = len(desk.ours(FORUM))
    desk.telegram.say(PETR, FORUM, "soup today", thread=other)
    desk.telegram.say(PETR, FORUM, "/help", thread=other)
    desk.telegram.say(PETR, FORUM, "/help")
    desk.telegram.say(PETR, FORUM, "just talk", thread=delivery)
    advice = await advise(desk, asked, "On Friday", FORUM)
    assert desk.text(advice).startswith("🏢 Anna, Delivery on #1")
    await desk.calm()
    assert len(desk.ours(FORUM)) == before
    assert not desk.telegram.ephemerals(FORUM, PETR)
    desk.telegram.say(PETR, FORUM, "/help", thread=delivery)
    await desk.whisper(PETR, "the operator who asked", FORUM)


async def test_a_question_prompt_takes_words_only(desk: Stage, post: Post) -> None:
    card = await desk.card()
    await pick(desk, card, "Write a question")
    prompt = await desk.followup("what shall Delivery be asked")
    desk.telegram.send_photo(ANNA, OPERATORS, caption="this?", reply_to=prompt.message_id)
    await desk.whisper(ANNA, "Only words can be sent here, no photos or files.")
    desk.telegram.say(BORIS, OPERATORS, "Is 77 lost?", reply_to=prompt.message_id)
    await desk.whisper(BORIS, "Delivery has been asked.")
    assert "Boris asks Delivery" in desk.text(await desk.card("Is 77 lost?", DELIVERY))
