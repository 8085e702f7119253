"""Answers that a colleague looks at first: a trainee's, and those somebody asks about."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from storage.models import Role, Staff
from tests.flows.answering import answers, copied, kinds
from tests.flows.given import IGOR, NINA, given
from tests.flows.looking import WAITS, decided, sent, state, trainee, writes
from tests.flows.stage import ANNA, BORIS, OPERATORS, Stage
from tests.flows.words import hears, in_private


async def test_a_trainees_answer_goes_out_once_a_colleague_approves_it(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card)
    kept = await desk.whisper(IGOR, WAITS)
    assert desk.labels(kept) == ["Take back"]
    assert desk.labels(card)[:3] == ["Approve", "Change", "Decline"]
    assert "Igor Lebedev · waits for approval" in desk.text(card)
    assert "With Igor" in desk.text(card)
    assert await desk.press(IGOR, card, "Approve") == (
        "Your own words: a colleague must approve them. Decline takes them back."
    )
    desk.time.let_pass(60)
    await desk.calm()
    assert sent(desk) == []

    assert await desk.press(ANNA, card, "Approve") == "Approved: goes out as Igor Lebedev's answer."
    leaving = await desk.whisper(ANNA, "Goes to the customer")
    assert desk.labels(leaving) == ["Undo"]
    heard = await desk.followup("Anna approved your answer in #1. It goes to the customer.")
    assert heard.reply_to is said
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["On its way!"])
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "✓ sent")
    assert "approved by Anna" in desk.text(card)
    (answer,) = await answers(desk)
    (igor, anna) = await desk.sql(
        f"SELECT id FROM staff WHERE user_id IN ({IGOR}, {ANNA}) ORDER BY user_id DESC"
    )
    assert (answer.staff_id, answer.approved_by_id) == (igor[0], anna[0])
    assert (await kinds(desk))[1:5] == ["claim", "look_asked", "answer", "look_approved"]
    await desk.press(ANNA, card, "More")
    menu = await desk.whisper(ANNA, "Case #1")
    await desk.press_whisper(ANNA, menu, "History")
    history = await desk.whisper(ANNA, "waits for a colleague's approval")
    assert "approved · Anna" in desk.text(history)


async def prompted(desk: Stage, card: Said, button: str, who: int = BORIS) -> Said:
    """The message that asks whoever pressed for words."""
    assert "Swipe my message below" in str(await desk.press(who, card, button))
    asks = {"Change": "instead of", "Decline": "what is wrong with"}
    return await desk.followup(asks[button])


async def test_a_colleague_writes_other_words_which_go_out_as_theirs(desk: Stage) -> None:
    card = await trainee(desk)
    desk.telegram.say(BORIS, OPERATORS, "/me Boris, care")
    await desk.whisper(BORIS, "Boris, care")
    said = await writes(desk, card, "It is lost")
    prompt = await prompted(desk, card, "Change")
    assert "It is lost" in desk.text(prompt)
    await desk.press(BORIS, card, "Change")
    desk.telegram.say(BORIS, OPERATORS, "We are looking for it", reply_to=prompt.message_id)
    await desk.whisper(BORIS, "Goes to the customer")
    heard = await desk.followup("Boris answers #1 in other words:")
    assert heard.reply_to is said
    assert "We are looking for it" in desk.text(heard)
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["We are looking for it\n\nBoris, care"])
    await desk.says(card, "✓ sent")
    assert "It is lost" not in desk.text(card)
    await desk.telegram.wait(lambda: desk.reaction(said) is None)
    assert await decided(desk) == [("dropped", "Boris", None)]
    assert len([one for one in desk.ours() if "instead of" in desk.text(one)]) == 1, (
        "pressed twice, asked once"
    )


async def test_what_is_declined_keeps_its_reason_and_can_be_written_anew(desk: Stage) -> None:
    card = await trainee(desk)
    said = await writes(desk, card, "Whatever")
    prompt = await prompted(desk, card, "Decline")
    assert desk.labels(prompt) == ["Without a reason"]
    desk.telegram.say(BORIS, OPERATORS, "Say when it comes", reply_to=prompt.message_id)
    heard = await desk.followup("Boris did not approve your answer in #1:")
    assert heard.reply_to is said
    assert "Say when it comes" in desk.text(heard)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👎" and "Whatever" not in desk.text(card))
    assert await decided(desk) == [("declined", "Boris", "Say when it comes")]
    assert await desk.press(ANNA, prompt, "Without a reason") == "Boris has declined this already."

    again = desk.telegram.say(IGOR, OPERATORS, "It comes tomorrow", reply_to=heard.message_id)
    await desk.says(card, "It comes tomorrow")
    await desk.telegram.wait(lambda: desk.reaction(again) == "🤝")
    assert "Swipe" in str(await desk.press(BORIS, card, "Decline"))
    await desk.telegram.wait(
        lambda: len([one for one in desk.ours() if "Without a reason" in desk.labels(one)]) == 2
    )
    prompt = [one for one in desk.ours() if "Without a reason" in desk.labels(one)][-1]
    assert await desk.press(BORIS, prompt, "Without a reason") == "Not approved. The author hears it."
    await desk.followup("Boris did not approve your answer in #1, without a reason.")
    assert sent(desk) == []
    assert (await kinds(desk)).count("look_declined") == 2


async def test_its_own_author_takes_it_back_by_either_button(desk: Stage) -> None:
    card = await trainee(desk)
    await writes(desk, card, "Whatever")
    assert await desk.press(IGOR, card, "Decline") == "Dropped."
    await desk.telegram.wait(lambda: "Whatever" not in desk.text(card))
    await writes(desk, card, "Or so")
    kept = await desk.whisper(IGOR, WAITS)
    stale = await copied(desk, card)
    assert await desk.press_whisper(IGOR, kept, "Take back") == "Dropped."
    assert await desk.press(ANNA, stale, "Approve") == "Its author took these words back."
    assert await state(desk) == [("approval", "dropped"), ("approval", "dropped")]


async def test_anybody_may_ask_and_name_a_colleague_who_hears_of_it_privately(desk: Stage) -> None:
    for who, name in ((ANNA, "anna"), (BORIS, "boris")):
        desk.telegram.users[who].username = name
    await in_private(desk, BORIS)
    desk.comment()
    card = await desk.card()
    for words, why in (
        ("?? @nobody Hello", "@nobody is not known here. These can look: Boris"),
        ("?? @anna Hello", "Anna may not approve this. These can look: Boris"),
        ("??", "Write the answer after the question marks"),
    ):
        said = desk.telegram.say(ANNA, OPERATORS, words, reply_to=card.message_id)
        await desk.whisper(ANNA, why)
    desk.telegram.edit(ANNA, OPERATORS, said, "?? @boris It left today")
    await desk.whisper(ANNA, "Your answer in #1 waits for Boris.")
    await desk.says(card, "It left today")
    assert "??" not in desk.text(card)
    assert "waits for Boris" in desk.text(card)
    asks = await hears(desk, "Anna asks you to look at an answer in #1:", BORIS)
    assert desk.labels(asks) == ["Approve", "Change", "Decline"]
    assert await desk.press(ANNA, card, "Approve") == (
        "Your own words: a colleague must approve them. Decline takes them back."
    )
    assert await desk.press(BORIS, asks, "Approve", BORIS) == "Approved: goes out as Anna's answer."
    await desk.says(asks, "Approved")
    assert asks.buttons == []
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today"])
    (answer,) = await answers(desk)
    (anna,) = await desk.rows(Staff, Staff.user_id == ANNA)
    assert answer.staff_id == anna.id


async def test_whoever_was_called_privately_writes_other_words_there(desk: Stage) -> None:
    desk.telegram.users[BORIS].username = "boris"
    await in_private(desk, BORIS)
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "?? @boris It is lost", reply_to=card.message_id)
    asks = await hears(desk, "Anna asks you to look", BORIS)
    desk.telegram.say(BORIS, BORIS, "We are looking for it", reply_to=asks.message_id)
    await desk.followup("Boris answers #1 in other words:")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["We are looking for it"])
    assert await decided(desk) == [("dropped", "Boris", None)]


async def test_who_has_no_private_chat_is_called_by_mention(desk: Stage) -> None:
    desk.telegram.users[BORIS].username = "boris"
    desk.comment()
    card = await desk.card()
    await desk.press(BORIS, card, "More")
    desk.telegram.say(ANNA, OPERATORS, "?? @boris It left today", reply_to=card.message_id)
    asks = await desk.followup("an answer of Anna in #1 waits for approval:")
    assert [one.user_id for one in asks.entities if one.user_id] == [BORIS]


async def test_an_answer_that_has_not_left_is_asked_about_by_a_button_or_an_edit(desk: Stage) -> None:
    await given(desk, NINA, Role.SUPERVISOR)
    desk.comment()
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "It left today", reply_to=card.message_id)
    leaving = await desk.whisper(ANNA, "Goes to the customer")
    assert desk.labels(leaving) == ["Undo", "Ask to look"]
    await desk.press_whisper(ANNA, leaving, "Ask to look")
    await desk.whisper(ANNA, WAITS)
    await desk.says(card, "waits for approval")
    assert await desk.press(NINA, card, "Approve") == "Approved: goes out as Anna's answer."
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today"])
    await desk.says(card, "✓ sent")

    said = desk.telegram.say(ANNA, OPERATORS, "And it comes tomorrow", reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    desk.telegram.edit(ANNA, OPERATORS, said, "?? And it comes on Monday")
    await desk.says(card, "And it comes on Monday")
    assert "waits for approval" in desk.text(card)
    desk.time.let_pass(60)
    await desk.calm()
    assert sent(desk) == ["It left today"]
    desk.telegram.say(NINA, OPERATORS, "/approve", reply_to=card.message_id)
    desk.time.let_pass(11)
    await desk.followup("Nina Orlova approved your answer")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: sent(desk) == ["It left today", "And it comes on Monday"])
