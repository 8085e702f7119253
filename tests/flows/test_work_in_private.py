"""Work in private: what a person has comes to their private chat with the bot, and everything works there."""

from __future__ import annotations

from storage.models import Message
from tests.flows.alone import alone, group_said, own_card
from tests.flows.stage import ANNA, Stage
from tests.flows.words import hears


async def test_a_case_is_worked_on_in_private_from_claim_to_the_end(desk: Stage) -> None:
    await alone(desk)
    post = desk.post()
    desk.comment("Where is my parcel?", post)
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    own = await own_card(desk, "Where is my parcel?")
    assert desk.labels(own) == ["Reply", "Escalate", "Resolve", "More", "Open in VK"]
    await desk.says(card, "With Anna (in private)")
    # The customer's next words come there, with a notification, and only there.
    desk.comment("It is three days late", post)
    short = await desk.followup("It is three days late", ANNA)
    assert short.reply_to is own
    assert not short.silent
    await desk.says(card, "It is three days late")
    # A note, then the answer, by swiping.
    note = desk.telegram.say(ANNA, ANNA, "// asked the warehouse", reply_to=own.message_id)
    await desk.telegram.wait(lambda: desk.reaction(note) == "✍")
    answer = desk.telegram.say(ANNA, ANNA, "It leaves today", reply_to=short.message_id)
    leaving = await hears(desk, "Goes to the customer", ANNA)
    await desk.telegram.wait(lambda: desk.reaction(answer))
    desk.time.let_pass(60)
    await desk.vk.wait(lambda: desk.answers(post) == ["It leaves today"])
    await desk.says(own, "Waiting for the customer")
    await desk.telegram.wait(lambda: leaving not in desk.ours(ANNA))
    (first, second) = await desk.rows(Message, Message.direction == "in")
    assert first.answered_by_id is not None and first.answered_by_id == second.answered_by_id
    assert await desk.press(ANNA, own, "Resolve", ANNA) == "#1 resolved."
    await desk.says(own, "Resolved")
    await desk.says(card, "Resolved")
    assert group_said(desk) == []
