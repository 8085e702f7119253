"""What stands under answers at the customer: as the account signs, counted, and kept by every change."""

from __future__ import annotations

from tests.flows.answering import answer, answers
from tests.flows.stage import ANNA, BRAND, OPERATORS, TIM, Stage


def said(desk: Stage) -> list[str]:
    """What the customer reads from us."""
    return [one.text for one in desk.dialog() if one.out]


async def test_initials_are_counted_and_a_change_keeps_them(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET signature = 'initials'")
    desk.vk.message(TIM, BRAND, "Where is my parcel?")
    card = await desk.card()
    desk.telegram.say(ANNA, OPERATORS, "x" * 4094, reply_to=card.message_id)
    await desk.whisper(ANNA, "Too long by 1 character")
    own = await answer(desk, card, "On its way!")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: said(desk) == ["On its way! ^A"])
    await desk.telegram.wait(lambda: desk.reaction(own) == "👌")

    await desk.sql("UPDATE accounts SET signature = 'name'")
    desk.telegram.edit(ANNA, OPERATORS, own, "In Riga!")
    await desk.whisper(ANNA, "is changed in 10 seconds")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: said(desk) == ["In Riga! ^A"])
    await answer(desk, card, "With Petr")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: said(desk)[1:] == ["With Petr\n\nAnna"])

    await desk.sql("UPDATE accounts SET signature = 'none'")
    await answer(desk, card, "Good night")
    desk.time.let_pass(11)
    await desk.vk.wait(lambda: said(desk)[2:] == ["Good night"])
    assert [one.signature for one in await answers(desk)] == [" ^A", "\n\nAnna", ""]


async def test_me_says_where_accounts_sign_otherwise(desk: Stage) -> None:
    await desk.sql("UPDATE accounts SET signature = 'initials'")
    desk.telegram.say(ANNA, OPERATORS, "/me Anna, customer care")
    heard = await desk.whisper(ANNA, "Anna, customer care")
    assert "Nordlicht Coffee does not use it; there your answers end with: ^A" in desk.text(heard)
    await desk.sql("UPDATE accounts SET signature = 'none'")
    desk.telegram.say(ANNA, OPERATORS, "/me")
    await desk.whisper(ANNA, "there your answers end with: —")
