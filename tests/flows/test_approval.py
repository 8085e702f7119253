"""Answers that a colleague looks at first: a trainee's, and those somebody asks about."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from storage.models import Draft, Role
from tests.flows.answering import answers, kinds
from tests.flows.given import IGOR, given
from tests.flows.stage import ANNA, OPERATORS, Stage

WAITS = "waits until a colleague approves it"


def sent(desk: Stage) -> list[str]:
    """All that the community said under its posts."""
    return [one.text for post in desk.vk.posts(1234) for one in desk.vk.comments(post) if one.from_id < 0]


async def trainee(desk: Stage) -> Said:
    """A card of a new case, and a trainee in the group."""
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    desk.comment()
    return await desk.card()


async def writes(desk: Stage, card: Said, words: str = "On its way!", who: int = IGOR) -> Said:
    """A swipe-reply that waits for a look, seen on the card."""
    said = desk.telegram.say(who, OPERATORS, words, reply_to=card.message_id)
    await desk.whisper(who, "waits")
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    await desk.says(card, words.removeprefix("?? "))
    return said


async def state(desk: Stage) -> list[tuple[str, str]]:
    found = sorted(await desk.rows(Draft), key=lambda one: one.id)
    return [(one.why, one.state) for one in found]


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
    assert heard.reply_to is not None and heard.reply_to.message_id == said.message_id
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
