"""Answers that wait for a colleague's look: written, and what became of them."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from storage.models import Draft, Role, Staff
from tests.flows.given import IGOR, given
from tests.flows.stage import OPERATORS, Stage

WAITS = "waits until a colleague approves it"


def sent(desk: Stage) -> list[str]:
    """All that the community said under its posts."""
    return [one.text for post in desk.vk.posts(1234) for one in desk.vk.comments(post) if one.from_id < 0]


async def trainee(desk: Stage, words: str = "Where is my parcel?") -> Said:
    """A card of a new case, and a trainee in the group."""
    await given(desk, IGOR, Role.TRAINEE, ("Igor", "Lebedev"))
    desk.comment(words)
    return await desk.card()


async def writes(desk: Stage, card: Said, words: str = "On its way!", who: int = IGOR) -> Said:
    """A swipe-reply that waits for a look, seen on the card."""
    said = desk.telegram.say(who, OPERATORS, words, reply_to=card.message_id)
    await desk.telegram.wait(lambda: desk.reaction(said) == "🤝")
    await desk.says(card, words.removeprefix("?? "))
    return said


async def state(desk: Stage) -> list[tuple[str, str]]:
    """Why each draft waits, and what became of it."""
    found = sorted(await desk.rows(Draft), key=lambda one: one.id)
    return [(one.why, one.state) for one in found]


async def decided(desk: Stage) -> list[tuple[str, str | None, str | None]]:
    """What became of each draft, by whom, and why not."""
    people = {one.id: one.name for one in await desk.rows(Staff)}
    found = sorted(await desk.rows(Draft), key=lambda one: one.id)
    return [(one.state, people.get(one.decided_by or 0), one.reason) for one in found]
