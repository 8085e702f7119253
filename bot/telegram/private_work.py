"""`/private`: a person chooses where to work on what they have."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.permissions import require
from bot.desk.richtext import fill
from bot.desk.states import Action, Refused
from bot.desk.view import Button, Drawn
from bot.private_work import switch
from bot.telegram.filters import PRIVATE, called
from bot.telegram.people import asking_by_name
from bot.telegram.presses import presser
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly, refused
from bot.texts import Words, words_for
from storage.models import Staff

router = Router(name="private work")


class Chosen(CallbackData, prefix="w1"):
    """It says what shall hold, not what shall change: the same press twice is the same as once."""

    on: bool


@router.message(called("private"))
async def private(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    try:
        match (command.args or "").strip().casefold():
            case "on" | "off" as choice:
                said = await _switch(session, staff, bench, texts, on=choice == "on")
                return Reply(whispers=[Whisper(said)])
            case "":
                require(staff.role, Action.CLAIM)
                return Reply(whispers=[Whisper(drawn(staff, texts))])
            case _:
                return Reply(whispers=[Whisper(in_words(texts, "usage-private"))])
    except Refused as error:
        return plainly(texts, _with_bot(error, bench))


@router.callback_query(Chosen.filter())
async def chosen(query: CallbackQuery, callback_data: Chosen, session: AsyncSession, bench: Bench) -> Reply:
    who = await presser(session, query, bench)
    if who is None:
        return NOTHING
    place, staff = who
    texts = words_for(place.desk, staff)
    try:
        said = await _switch(session, staff, bench, texts, on=callback_data.on)
    except Refused as error:
        return refused(texts, _with_bot(error, bench))
    return Reply(whispers=[Whisper(said)], replaces=True)


def _with_bot(error: Refused, bench: Bench) -> Refused:
    return Refused(error.key, bot=f"@{bench.username}") if error.key == "private-unopened" else error


async def _switch(session: AsyncSession, staff: Staff, bench: Bench, texts: Words, *, on: bool) -> Drawn:
    count = await switch(session, staff, bench.clock(), on=on)
    return in_words(texts, "private-on" if on else "private-off", count=count)


def drawn(staff: Staff, texts: Words) -> Drawn:
    """How it is now, and the other way."""
    key = "private-is-on" if staff.works_privately else "private-is-off"
    label = texts("button-private-off" if staff.works_privately else "button-private-on")
    data = Chosen(on=not staff.works_privately).pack()
    return Drawn(fill(texts, key).html, ((Button(label, data=data, style="primary"),),))


@router.message(PRIVATE, F.text, ~F.text.startswith("/"))
async def talked(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """Words that answer nothing go nowhere: who works here is told so, lest they believe that the customer has them."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None or not who[1].works_privately:
        return NOTHING
    return Reply(whispers=[Whisper(in_words(words_for(*who), "private-astray"))])
