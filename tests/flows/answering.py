"""Swipe-replies, and what becomes of them: in the group, in the desk and at the network."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.telegram import Message as Said
from storage.models import Case, Event, Message, Outbox, PendingEcho
from tests.flows.stage import ANNA, BRAND, OPERATORS, TIM, Stage


async def answer(desk: Stage, card: Said, words: str = "On its way!", who: int = ANNA) -> Said:
    """A swipe-reply that the desk has put on its way."""
    said = desk.telegram.say(who, OPERATORS, words, reply_to=card.message_id)
    await desk.whisper(who, "Goes to the customer")
    await desk.telegram.wait(lambda: desk.reaction(said) == "👀")
    return said


async def handled(desk: Stage, who: int = ANNA) -> None:
    """All that this person wrote until now has been dealt with: updates of a person are taken in order."""

    def helped() -> int:
        return sum("/mine" in desk.text(one) for one in desk.telegram.ephemerals(OPERATORS, who))

    # Not any whisper: what was said before may still be answered.
    before = helped()
    desk.telegram.say(who, OPERATORS, "/help")
    await desk.telegram.wait(lambda: helped() > before)


async def answers(desk: Stage) -> list[Message]:
    """All answers the desk knows of, oldest first."""
    return sorted(await desk.rows(Message, Message.direction == "out"), key=lambda one: one.id)


async def the_case(desk: Stage) -> Case:
    (case,) = await desk.rows(Case)
    return case


async def kinds(desk: Stage) -> list[str]:
    """The kinds of events of the one case, in order."""
    return [
        one.kind for one in sorted(await desk.rows(Event, Event.case_id.is_not(None)), key=lambda e: e.id)
    ]


async def happened(stage: Stage, kind: str) -> int:
    return len(await stage.rows(Event, Event.kind == kind))


async def copied(desk: Stage, message: Said, chat: int = OPERATORS) -> Said:
    """Another message about the one case with the same buttons, as older messages and slow clients have them."""
    assert desk.desk is not None
    rows = [
        [InlineKeyboardButton(text=one.text, callback_data=one.callback_data, url=one.url) for one in row]
        for row in message.buttons
    ]
    sent = await desk.desk.bench.bot.send_message(
        chat, "copy", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows)
    )
    await desk.sql(
        "INSERT INTO bot_messages (chat_id, message_id, desk_id, case_id, purpose)"
        f" SELECT {chat}, {sent.message_id}, desk_id, id, 'follow_up' FROM cases"
    )
    return next(one for one in desk.ours(chat) if one.message_id == sent.message_id)


def shows_to_all(params: Mapping[str, object]) -> bool:
    """An ordinary message or an edit in the operator group."""
    ours = str(params.get("chat_id")) == str(OPERATORS) and "text" in params
    return ours and not params.get("ephemeral_message_parameters")


def brings_dialog(params: Mapping[str, object]) -> bool:
    """The card of Vera's case."""
    return "Are you there?" in str(params.get("text"))


async def asked(desk: Stage, kind: str) -> tuple[Said, str]:
    """A card, and the method by which it is answered."""
    if kind == "comment":
        desk.comment("Can I pay by card?")
        return await desk.card(), "wall.createComment"
    desk.vk.message(TIM, BRAND, "Can I pay by card?")
    return await desk.card(), "messages.send"


async def answered(stage: Stage, card: Said, said: Said) -> None:
    """Its time to be taken back is over, and it has arrived."""
    stage.time.let_pass(11)
    await stage.telegram.wait(lambda: stage.reaction(said) == "👌")
    await stage.says(card, "Waiting for the customer")
    (answer,) = await stage.rows(Message, Message.direction == "out")
    assert (answer.delivery, answer.key is not None) == ("sent", True)


async def settled(desk: Stage, card: Said, said: Said) -> None:
    """The answer counts once, is marked, and nothing is left over."""
    await desk.telegram.wait(lambda: desk.reaction(said) == "👌")
    await desk.says(card, "Waiting for the customer")
    await desk.calm()
    (sent,) = await answers(desk)
    assert (sent.delivery, sent.staff_id is not None, sent.key is not None) == ("sent", True, True)
    assert (await kinds(desk)).count("answered") == 1
    assert "Colleague" not in desk.text(card)
    assert await desk.rows(PendingEcho) == []
    assert {one.state for one in await desk.rows(Outbox, Outbox.kind == "answer")} == {"sent"}


def attempts(desk: Stage, method: str) -> int:
    return len([one for one in desk.vk.calls if one.method == method])


def copies(desk: Stage) -> list[str]:
    """All that the customer got from us."""
    under = [one.text for post in desk.vk.posts(BRAND) for one in desk.vk.comments(post) if one.from_id < 0]
    return under + [one.text for one in desk.dialog() if one.out]
