"""Prepared words kept in the private chat: listed, shown, made, changed by a reply, deleted."""

from __future__ import annotations

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import templates
from bot.bench import Bench
from bot.desk.permissions import Right, may, require
from bot.desk.richtext import one_line
from bot.desk.states import Action, Refused
from bot.desk.templates import checked, defined
from bot.desk.view import Drawn
from bot.telegram import template_prompts as prompts
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.people import asking_by_name
from bot.telegram.refusing import without_name
from bot.telegram.replies import OF_PURPOSE
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly, refused
from bot.telegram.writing import NOTE, Writing
from bot.texts import LANGUAGES, Words, words_for
from storage.models import BotMessage, Desk, Staff, Template
from storage.queries import bot_message

router = Router(name="template lists")

SHOWN, LISTED = "template", "templates"
"""Purposes of messages: a reply to the first changes the template that it shows."""
HOURS = "hours"


class Managed(CallbackData, prefix="t1"):
    """`number`: a template's id, of `list` a page. Written by `template_prompts.pressed`."""

    act: str
    number: Number
    language: str = ""


@router.message(called("templates"))
async def templates_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/templates`; `/templates hours Mon–Fri 9–18`."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    what, _, hours = one_line(command.args or "").partition(" ")
    try:
        require(staff.role, Action.ANSWER)
        if what.casefold() == HOURS:
            return await _hours(session, desk, staff, hours, bench, texts)
    except Refused as error:
        return plainly(texts, error)
    if message.chat.type != ChatType.PRIVATE:
        return Reply(whispers=[Whisper(in_words(texts, "templates-in-private", bot=f"@{bench.username}"))])
    return Reply(whispers=[Whisper(await _list(session, desk, staff, 0, texts))])


async def _hours(
    session: AsyncSession, desk: Desk, staff: Staff, hours: str, bench: Bench, texts: Words
) -> Reply:
    """`-` takes them away; nothing tells how."""
    if not hours:
        raise Refused("usage-hours")
    await templates.set_hours(session, desk, None if hours in ("-", "—") else hours, staff, bench.clock())
    key = "hours-set" if desk.hours_text else "hours-off"
    return Reply(whispers=[Whisper(in_words(texts, key, hours=desk.hours_text or ""))])


async def _list(session: AsyncSession, desk: Desk, staff: Staff, page: int, texts: Words) -> Drawn:
    usable = await templates.usable(session, staff)
    leads = may(staff.role, Right.TEMPLATES)
    return prompts.listed(usable, page, texts, desk.hours_text, leads=leads)


def _shown(template: Template, staff: Staff, texts: Words) -> Drawn:
    return prompts.shown(template, LANGUAGES, texts, changes=templates.may_change(template, staff))


# --- made and changed


@router.message(called("template"))
async def template(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/template [desk] NAME #category lang:xx`, and the text below it. As a reply to one that is shown: changes it."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts, now = words_for(desk, staff), bench.clock()
    try:
        require(staff.role, Action.ANSWER)
        wanted = defined(command.args or "")
        number = await _replied(session, message)
        if number is None:
            kept = await templates.create(session, wanted, staff, now)
        else:
            kept = await templates.change(session, number, wanted, staff, now)
    except Refused as error:
        return plainly(texts, error)
    key = "template-made" if number is None else "template-changed"
    return Reply(whispers=[Whisper(in_words(texts, key, name=kept.name))])


async def _replied(session: AsyncSession, message: Message) -> int | None:
    """The template that is shown where this is a reply to."""
    to = message.reply_to_message
    known = None if to is None else await bot_message(session, message.chat.id, to.message_id)
    return None if known is None or known.purpose != SHOWN else int(known.data["template"])


async def rewritten(writing: Writing) -> Reply:
    """What is written in reply to a template that is shown: its new words."""
    if writing.staff is None:
        raise Refused("name-needed")
    if writing.text.startswith("/") and not writing.text.startswith(NOTE):
        raise Refused("unknown-command")
    if not writing.message.text:
        raise Refused("text-only")
    number, now = int(writing.about.data["template"]), writing.bench.clock()
    kept = await templates.rewrite(writing.session, number, checked(writing.text), writing.staff, now)
    return Reply(whispers=[Whisper(in_words(writing.texts, "template-changed", name=kept.name))])


OF_PURPOSE[SHOWN] = rewritten


# --- buttons


@router.callback_query(Managed.filter())
async def pressed(query: CallbackQuery, callback_data: Managed, session: AsyncSession, bench: Bench) -> Reply:
    """In the person's own chat: what is asked is done, and the message shows what holds now."""
    if query.message is None:
        return NOTHING
    who = await on_own_page(query, session, bench, Action.ANSWER)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    try:
        toast, drawn, shows = await _do(session, desk, staff, callback_data, bench, texts)
    except Refused as error:
        return refused(texts, error)
    await _remember(session, desk, query.message.chat.id, query.message.message_id, shows)
    return Reply(toast=toast, redraws=drawn)


async def _do(
    session: AsyncSession, desk: Desk, staff: Staff, asked: Managed, bench: Bench, texts: Words
) -> tuple[str | None, Drawn, int | None]:
    """A toast, what the message says from now on, and the template that a reply to it changes."""
    number, now = asked.number, bench.clock()
    match asked.act:
        case "show":
            return None, _shown(await templates.usable_one(session, number, staff), staff, texts), number
        case "speak":
            kept = await templates.speak(session, number, asked.language or None, staff, now)
            return texts("toast-template-language"), _shown(kept, staff, texts), number
        case "drop":
            kept = await templates.usable_one(session, number, staff)
            return None, prompts.surely_delete(kept, texts), None
        case "drop!":
            await templates.delete(session, number, staff, now)
            return texts("toast-template-deleted"), await _list(session, desk, staff, 0, texts), None
        case _:
            return None, await _list(session, desk, staff, number, texts), None


async def _remember(
    session: AsyncSession, desk: Desk, chat_id: int, message_id: int, template_id: int | None
) -> None:
    """What a reply to this message is about."""
    known = await bot_message(session, chat_id, message_id)
    if known is None:
        known = BotMessage(chat_id=chat_id, message_id=message_id, desk_id=desk.id)
        session.add(known)
    known.purpose = LISTED if template_id is None else SHOWN
    known.data = {} if template_id is None else {"template": template_id}
