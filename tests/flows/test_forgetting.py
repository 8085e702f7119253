"""A customer is forgotten: nothing of them is left in the database and in our messages, and the figures stay."""

from __future__ import annotations

from tests.flows.customers import page, tap
from tests.flows.forgetting import PERSON, blanked, left, lives, meets, said
from tests.flows.stage import DELIVERY, OLGA, OPERATORS, Stage


async def test_nothing_is_left_of_who_is_forgotten(desk: Stage) -> None:
    meets(desk)
    card, words = await lives(desk)
    await desk.calm()
    there = [*words, *PERSON.values()]
    before = await left(desk, there)
    assert before.keys() == set(there), "each word stands somewhere"
    shown = await page(desk, card, OLGA)
    await tap(desk, shown, "🧹 Forget", "for good?", OLGA)
    assert await desk.press_whisper(OLGA, shown, "Yes, forget for good") == (
        "Forgotten. The desk's messages are being cleared."
    )
    await desk.says(card, "the customer has been forgotten")
    await blanked(desk)
    assert await left(desk, there) == {}
    ours = said(desk, (OPERATORS, DELIVERY, OLGA))
    assert [word for word in there if word.lower() in ours] == []
