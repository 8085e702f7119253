"""Whoever is quick swipes what Telegram shows before it has told us that it does: the words go where they were meant."""

from __future__ import annotations

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Draft, Message, Update
from tests.flows.alone import alone, claimed_alone
from tests.flows.stage import ANNA, OPERATORS, Stage
from tests.flows.words import hears


async def swiped_at_once(desk: Stage, picker: Shown, chat: int) -> None:
    """Somebody says that the customer was told otherwise, and by a swipe what, while Telegram's answer to the question
    for these words is still on its way.
    """
    held = desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), times=1)
    if chat == OPERATORS:
        await desk.press_whisper(ANNA, picker, "🤝 Otherwise")
    else:
        await desk.press(ANNA, picker, "🤝 Otherwise", ANNA)
    prompt = await hears(desk, "in a word or two", chat)
    desk.telegram.say(ANNA, chat, "Told in the shop", reply_to=prompt.message_id)
    await desk.until(lambda: desk.rows(Update, Update.not_before > Update.received_at))
    assert await desk.rows(Message, Message.direction == "out") == []
    desk.telegram.faults.remove(held)


async def is_noted(desk: Stage, card: Shown) -> None:
    """As what the customer was told elsewhere; nothing is sent to them."""
    await desk.says(card, "🤝 in another way")
    assert "Told in the shop" in desk.text(card)
    (answer,) = await desk.rows(Message, Message.direction == "out")
    assert answer.elsewhere is not None
    assert await desk.rows(Draft) == []


async def test_in_the_group(desk: Stage) -> None:
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.press(ANNA, card, "More")
    more = await desk.whisper(ANNA, "Case #")
    await desk.press_whisper(ANNA, more, "Answered elsewhere")
    await desk.calm()
    await swiped_at_once(desk, await desk.whisper(ANNA, "get an answer"), OPERATORS)
    await is_noted(desk, card)


async def test_in_the_private_chat(desk: Stage) -> None:
    await alone(desk)
    _, own = await claimed_alone(desk)
    await desk.press(ANNA, own, "More", ANNA)
    more = await hears(desk, "Case #", ANNA)
    await desk.press(ANNA, more, "Answered elsewhere", ANNA)
    picker = await hears(desk, "get an answer", ANNA)
    await desk.calm()
    await swiped_at_once(desk, picker, ANNA)
    await is_noted(desk, own)
