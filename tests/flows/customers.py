"""What people do on the page about a customer, as they do it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sandbox.telegram import Message
from storage.models import Case, Customer, CustomerIdentity, Event
from tests.flows.stage import ANNA, OPERATORS, Stage

CASE = "Case #"


async def page(desk: Stage, card: Message, who: int = ANNA, chat: int = OPERATORS) -> Message:
    """`More`, then `Customer`: one message that only this person sees."""
    desk.telegram.restart_client(who)
    await desk.press(who, card, "More", chat)
    menu = await desk.whisper(who, CASE, chat)
    await desk.press_whisper(who, menu, "Customer", chat)
    await desk.telegram.wait(lambda: CASE not in desk.text(menu))
    return menu


async def tap(desk: Stage, shown: Message, label: str, words: str, who: int = ANNA) -> str | None:
    """A button of the page, whose message then says `words`; the toast."""
    toast = await desk.press_whisper(who, shown, label)
    await desk.says(shown, words)
    return toast


async def asked(desk: Stage, shown: Message, label: str, words: str, who: int = ANNA) -> Message:
    """A button that asks for words: the message that asks, whose text holds `words`."""
    before = {one.message_id for one in desk.ours(OPERATORS)}
    await desk.press_whisper(who, shown, label)
    return await desk.telegram.wait(
        lambda: [
            one for one in desk.ours(OPERATORS) if one.message_id not in before and words in desk.text(one)
        ][0]
    )


async def writes(desk: Stage, shown: Message, label: str, words: str, text: str, who: int = ANNA) -> Message:
    """Asked for words, and swiped it: what the person wrote."""
    prompt = await asked(desk, shown, label, words, who)
    await desk.calm()
    return desk.telegram.say(who, OPERATORS, text, reply_to=prompt.message_id)


def in_days(desk: Stage, days: int) -> datetime:
    return desk.time.now() + timedelta(days=days)


async def whose(desk: Stage) -> list[tuple[int, int]]:
    """Each case by number, with its customer's place among all customers."""
    people = {
        one.id: place
        for place, one in enumerate(sorted(await desk.rows(Customer), key=lambda one: one.id), 1)
    }
    return sorted((one.number, people[one.customer_id]) for one in await desk.rows(Case))


async def identities(desk: Stage) -> list[CustomerIdentity]:
    return sorted(await desk.rows(CustomerIdentity), key=lambda one: one.id)


async def logged(desk: Stage, kind: str) -> list[Event]:
    return sorted(await desk.rows(Event, Event.kind == kind), key=lambda one: one.id)
