"""The way of a case: comment → card → answer → back under the comment → resolved."""

from __future__ import annotations

from storage.models import Case, Event
from tests.flows.stage import ANNA, BORIS, OPERATORS, Stage


async def test_a_comment_becomes_a_card_and_the_answer_goes_back(desk: Stage) -> None:
    post = desk.post()
    asked = desk.comment("Where is my parcel?", post)
    card = await desk.card("Where is my parcel?")
    assert "Tim Becker" in desk.text(card)
    assert desk.labels(card) == ["Claim", "Reply", "Escalate", "Resolve", "More", "Open in VK"]

    reply = desk.telegram.say(ANNA, OPERATORS, "On its way!", reply_to=card.message_id)
    await desk.whisper(ANNA, "Goes to the customer in 10 seconds")
    assert desk.answers(post) == []
    desk.time.let_pass(11)
    answer = await desk.vk.wait(lambda: [one for one in desk.vk.comments(post) if one.from_id < 0][0])
    assert (answer.text, answer.reply_to_comment) == ("On its way!", asked.id)
    await desk.says(card, "Waiting for the customer")
    await desk.telegram.wait(lambda: desk.reaction(reply) == "👌")

    assert await desk.press(ANNA, card, "Resolve") == "#1 resolved."
    await desk.says(card, "Resolved")
    edits = [call for call in desk.telegram.calls if call.method == "editMessageText"]
    sends = [
        call
        for call in desk.telegram.calls
        if call.method == "sendMessage"
        and "ephemeral_message_parameters" not in call.params
        and str(call.params["chat_id"]) == str(OPERATORS)
    ]
    assert (len(sends), len(edits)) == (1, 2), "an ordinary case costs three of the group's twenty a minute"
    (case,) = await desk.rows(Case)
    assert (case.status, case.unanswered_since) == ("resolved", None)
    events = sorted(await desk.rows(Event, Event.case_id == case.id), key=lambda event: event.seq or 0)
    assert [event.kind for event in events] == ["opened", "claim", "answer", "answered", "resolve"]
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]


async def test_one_of_two_claims_wins_and_the_other_sees_who(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    first = desk.telegram.press(ANNA, OPERATORS, card.message_id, "Claim")
    second = desk.telegram.press(BORIS, OPERATORS, card.message_id, "Claim")
    toasts = {(await first.answered()).text, (await second.answered()).text}
    assert toasts in ({"#1 is yours.", "Anna has this case."}, {"#1 is yours.", "Boris has this case."})
    await desk.says(card, "With ")
