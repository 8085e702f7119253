"""Departments on the stage: bound, asked, and heard."""

from __future__ import annotations

from sandbox.telegram import Message as Said
from tests.flows.stage import ANNA, DELIVERY, OLGA, OPERATORS, PETR, Stage

FORUM = -1001000000003


async def department(
    desk: Stage, name: str = "Delivery", chat: int = DELIVERY, thread: int | None = None
) -> None:
    """The owner binds a department."""
    desk.telegram.say(OLGA, chat, f"/department {name}", thread=thread)
    await desk.telegram.wait(
        lambda: [one for one in desk.ours(chat) if f"This is the department {name}" in desk.text(one)][0]
    )


async def pick(desk: Stage, card: Said, how: str, who: int = ANNA, name: str = "Delivery") -> str | None:
    """Through the private picker, up to the last press; its toast."""
    await desk.press(who, card, "Escalate")
    picker = await desk.whisper(who, "Whom to ask about #1?")
    await desk.press_whisper(who, picker, name)
    await desk.says(picker, "with a question?")
    return await desk.press_whisper(who, picker, how)


async def ask(desk: Stage, card: Said, question: str, who: int = ANNA) -> Said:
    """With a question; gives the department's card."""
    await pick(desk, card, "Write a question", who)
    prompt = await desk.followup("what shall Delivery be asked")
    desk.telegram.say(who, OPERATORS, question, reply_to=prompt.message_id)
    await desk.whisper(who, "Delivery has been asked.")
    return await desk.card(question, DELIVERY)


async def advise(desk: Stage, asked: Said, words: str, chat: int = DELIVERY) -> Said:
    """A specialist's words; gives the message that brings them to the operators."""
    desk.telegram.say(PETR, chat, words, reply_to=asked.message_id)
    return await desk.followup(words)


async def asked(desk: Stage, question: str = "Where is it?") -> tuple[Said, Said]:
    """A customer's case, put to a department; both cards."""
    await department(desk)
    desk.comment("Where is my parcel?", desk.post())
    card = await desk.card("Tim Becker")
    return card, await ask(desk, card, question)
