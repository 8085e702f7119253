"""Whoever is quick swipes what Telegram shows before it has told us that it does: the words go where they were meant."""

from __future__ import annotations

from sandbox.faults import Fault
from sandbox.telegram import Message as Shown
from storage.models import Draft, Message, Update, Why
from tests.flows.alone import alone, claimed_alone
from tests.flows.stage import ANNA, OPERATORS, Stage
from tests.flows.words import hears


async def picks(desk: Stage, picker: Shown, chat: int) -> Shown:
    """Somebody says that the customer was told otherwise, and is asked what."""
    if chat == OPERATORS:
        await desk.press_whisper(ANNA, picker, "🤝 Otherwise")
    else:
        await desk.press(ANNA, picker, "🤝 Otherwise", ANNA)
    return await desk.telegram.wait(
        lambda: [one for one in desk.ours(chat) if "in a word or two" in desk.text(one)][0]
    )


async def swiped_at_once(desk: Stage, picker: Shown, chat: int) -> None:
    """They say it while Telegram's answer to the question for these words is still on its way."""
    held = desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), times=1)
    prompt = await picks(desk, picker, chat)
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


async def is_kept(desk: Stage, card: Shown) -> None:
    """Nobody knows what the words are for: they wait on the card for a press."""
    await desk.says(card, "Told in the shop")
    (draft,) = await desk.rows(Draft)
    assert draft.why == Why.EPHEMERAL
    assert await desk.rows(Message, Message.direction == "out") == []


async def asked_in_the_group(desk: Stage) -> tuple[Shown, Shown]:
    """A card, and the buttons that ask its holder how the customer was told."""
    desk.comment()
    card = await desk.card()
    await desk.press(ANNA, card, "Claim")
    await desk.press(ANNA, card, "More")
    more = await desk.whisper(ANNA, "Case #")
    await desk.press_whisper(ANNA, more, "Answered elsewhere")
    await desk.calm()
    return card, await desk.whisper(ANNA, "get an answer")


async def test_in_the_group(desk: Stage) -> None:
    card, picker = await asked_in_the_group(desk)
    await swiped_at_once(desk, picker, OPERATORS)
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


async def test_telegrams_answer_does_not_come(desk: Stage) -> None:
    """Whoever waits for seconds has their words kept: never are they sent to the customer instead."""
    card, picker = await asked_in_the_group(desk)
    desk.telegram.faults.add("sendMessage", Fault.hang(applied=True), times=1)
    prompt = await picks(desk, picker, OPERATORS)
    desk.time.let_pass(6)
    desk.telegram.say(ANNA, OPERATORS, "Told in the shop", reply_to=prompt.message_id)
    desk.time.let_pass(6)
    await is_kept(desk, card)


async def test_telegrams_answer_is_lost_and_it_asks_again(desk: Stage) -> None:
    """The first of both is in no map, and is no second card."""
    card, picker = await asked_in_the_group(desk)
    desk.telegram.faults.add("sendMessage", Fault.drop_after(), times=1)
    prompt = await picks(desk, picker, OPERATORS)
    desk.time.let_pass(60)
    await desk.telegram.wait(
        lambda: len([one for one in desk.ours() if "in a word or two" in desk.text(one)]) == 2
    )
    await desk.calm()
    desk.telegram.say(ANNA, OPERATORS, "Told in the shop", reply_to=prompt.message_id)
    await is_kept(desk, card)
    assert "in a word or two" in desk.text(prompt)
