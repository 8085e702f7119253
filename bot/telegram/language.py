"""`/language`: in which language the bot speaks with one person."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BotCommand, CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.richtext import bold, fill, plain
from bot.desk.view import Button, Drawn
from bot.own_language import choose
from bot.telegram.commands import menu
from bot.telegram.filters import called
from bot.telegram.people import asking_by_name
from bot.telegram.presses import presser
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper
from bot.texts import LANGUAGES, learn, words, words_for
from storage.models import Desk, Staff

router = Router(name="language")

DESKS = "-"
"""The choice of none: the desk's."""


class Chosen(CallbackData, prefix="l1"):
    """It says what shall hold, not what shall change: the same press twice is the same as once."""

    language: str


@router.message(called("language"))
async def language(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/language pl`, `/language -`; bare, or with what is none of ours, it asks."""
    await learn(LANGUAGES)
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    wanted = (command.args or "").strip().casefold()
    if wanted not in (*LANGUAGES, DESKS):
        return Reply(whispers=[Whisper(drawn(desk, staff))])
    return Reply(
        whispers=[Whisper(await _choose(session, desk, staff, wanted, bench))],
        menu=menu_of(desk, staff),
    )


@router.callback_query(Chosen.filter())
async def chosen(query: CallbackQuery, callback_data: Chosen, session: AsyncSession, bench: Bench) -> Reply:
    """From whomever's message, it is about who presses."""
    await learn(LANGUAGES)
    who = await presser(session, query, bench)
    if who is None or callback_data.language not in (*LANGUAGES, DESKS):
        return NOTHING
    place, staff = who
    said = await _choose(session, place.desk, staff, callback_data.language, bench)
    toast = words_for(place.desk, staff)("toast-language")
    return Reply(toast=toast, whispers=[Whisper(said)], replaces=True, menu=menu_of(place.desk, staff))


async def _choose(session: AsyncSession, desk: Desk, staff: Staff, wanted: str, bench: Bench) -> Drawn:
    await choose(session, staff, None if wanted == DESKS else wanted, bench.clock())
    return drawn(desk, staff)


def drawn(desk: Desk, staff: Staff) -> Drawn:
    """How it is now, and the others; each is called by its own name."""
    texts = words_for(desk, staff)
    of_desk = plain(words(desk.language)("language-name"))
    own = plain(texts("language-name"))
    key = "language-desks" if staff.language is None else "language-own"
    said = fill(texts, key, language=bold(own), desk=bold(of_desk))
    buttons = [_button(words(one)("language-name"), one, holds=one == staff.language) for one in LANGUAGES]
    rows = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    as_desk = _button(texts("button-language-desks"), DESKS, holds=staff.language is None)
    return Drawn(said.html, (*rows, (as_desk,)))


def _button(label: str, choice: str, *, holds: bool) -> Button:
    data = Chosen(language=choice).pack()
    return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)


def menu_of(desk: Desk, staff: Staff) -> Sequence[BotCommand]:
    """What Telegram offers behind `/` in the person's private chat; nothing: as everybody."""
    return () if staff.language is None else menu(words_for(desk, staff))
