"""`/department` binds one, `/departments` shows and arranges them: a message for each, in the owner's private chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import departments
from bot.bench import Bench
from bot.binding import bind_department
from bot.desk import arrangement
from bot.desk.arrangement import Does
from bot.desk.cards import refusal
from bot.desk.departments import TIMES, checked_about, checked_name, person_named
from bot.desk.permissions import Right, may, require
from bot.desk.richtext import Rich, bold, fill, lines, name, plain
from bot.desk.states import Action, Refused
from bot.desk.view import Drawn
from bot.escalations import members_of
from bot.notices import say
from bot.reach import stands
from bot.reading import words_in
from bot.telegram import rights
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.owning import owner_in_private, owner_of
from bot.telegram.people import is_member, topic_of
from bot.telegram.replies import OF_PURPOSE
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, refused
from bot.telegram.writing import Writing
from bot.texts import Words, words_for
from storage.models import Department, Desk, Staff
from storage.queries import (
    asked_of_department,
    department_of_chat,
    departments_of,
    specialists_first,
    staff_by_username,
    staff_member,
)

router = Router(name="arranging")


class Arranged(CallbackData, prefix="d1"):
    """It says what shall hold, not what shall change: the same press twice is the same as once."""

    does: Does
    department: Number
    value: Number = 0


# --- /department


@router.message(called("department"))
async def department(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """The owner says: this chat or topic is a department; or what goes there; or that a person is one."""
    found = await owner_of(message, session, bench)
    if isinstance(found, Reply):
        return found
    desk, owner = found
    texts = await words_in(session, desk, message.chat.id)
    args = command.args or ""
    try:
        async with session.begin_nested():
            said = await _department(message, args, session, bench, desk, owner, texts)
    except Refused as error:
        said = plain(refusal(texts, error.key, error.params))
    chat_id, thread_id, reply_to = message.chat.id, topic_of(message), message.message_id
    say(session, desk.id, said.html, bench.clock(), chat_id=chat_id, thread_id=thread_id, reply_to=reply_to)
    return NOTHING


async def _department(
    message: Message, args: str, session: AsyncSession, bench: Bench, desk: Desk, owner: Staff, texts: Words
) -> Rich:
    title, username = person_named(args)
    person = await _person(session, desk, message, username)
    if person is not None or username is not None:
        mentioned = _mentioned(message)
        title = title if mentioned is None else title.removesuffix(mentioned).strip()
        return await _bind_person(session, bench, desk, title, person, username, owner, texts)
    if message.chat.type == ChatType.PRIVATE:
        raise Refused("usage-department-private")
    first, _, rest = title.partition(" ")
    if first.casefold() == "about":
        return await _about(message, rest, session, bench, desk, owner, texts)
    where = (message.chat.id, topic_of(message))
    if where == (desk.chat_id, desk.thread_id):
        return fill(texts, "department-is-desk")
    wanted = checked_name(title)
    # Asked before anything is locked.
    missing = await rights.missing_rights(bench.bot, message.chat.id)
    bound = await bind_department(session, desk, wanted, where, owner.id, bench.clock())
    await stands(session, desk.id, message.chat.id, missing, bench.clock(), given_back=True)
    lacks = lines(plain(one) for one in rights.needs(texts, missing))
    return lines((fill(texts, "department-done", name=bold(name(bound.name))), lacks))


async def _person(session: AsyncSession, desk: Desk, message: Message, username: str | None) -> Staff | None:
    """Whom the command names: by a user name, or by a mention of somebody who has none."""
    for entity in message.entities or ():
        if entity.type == "text_mention" and entity.user is not None:
            return await staff_member(session, desk.id, entity.user.id)
    return None if username is None else await staff_by_username(session, desk.id, username)


def _mentioned(message: Message) -> str | None:
    for entity in message.entities or ():
        if entity.type == "text_mention":
            return entity.extract_from(message.text or "")
    return None


async def _bind_person(
    session: AsyncSession,
    bench: Bench,
    desk: Desk,
    title: str,
    person: Staff | None,
    username: str | None,
    owner: Staff,
    texts: Words,
) -> Rich:
    """Raises Refused: unknown, left, a role that may not, or the private chat is not open yet."""
    wanted = checked_name(title)
    bot = f"@{bench.username}"
    if person is None or person.left_at is not None:
        raise Refused("department-person-unknown", name=f"@{username or '?'}", bot=bot)
    if not may(person.role, Action.ADVISE):
        role = texts("role-name", role=person.role)
        raise Refused("department-person-role", name=person.name, role=role)
    if person.private_at is None:
        raise Refused("department-person-closed", name=person.name, bot=bot)
    where = (person.user_id, None)
    bound = await bind_department(session, desk, wanted, where, owner.id, bench.clock(), person)
    if person.id != owner.id:
        told = fill(words_for(desk, person), "department-you-are", name=bold(name(bound.name)))
        say(session, desk.id, told.html, bench.clock(), chat_id=person.user_id)
    return fill(texts, "department-person-done", name=bold(name(bound.name)), person=name(person.name))


async def _about(
    message: Message, text: str, session: AsyncSession, bench: Bench, desk: Desk, owner: Staff, texts: Words
) -> Rich:
    """`/department about Parcels and couriers`, in its own place."""
    here = await department_of_chat(session, message.chat.id, topic_of(message))
    if here is None or not text:
        raise Refused("usage-department-about")
    locked = await departments.lock_department(session, desk, here.id)
    about = checked_about(text)
    await departments.arrange(session, locked, "about", about, owner, bench.clock())
    return fill(texts, "department-about-set", name=bold(name(here.name)), about=name(about or "—", 200))


# --- /departments


@router.message(called("departments"))
async def shown(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await owner_in_private(message, session, bench, "departments-in-private")
    if isinstance(who, Reply):
        return who
    desk, texts = who[0], words_for(*who)
    all_of_them = await departments_of(session, desk.id)
    if not all_of_them:
        return Reply(whispers=[Whisper(in_words(texts, "departments-none"))])
    return Reply(whispers=[Whisper(await _drawn(session, one, texts)) for one in all_of_them])


@router.callback_query(Arranged.filter())
async def arranged(
    query: CallbackQuery, callback_data: Arranged, session: AsyncSession, bench: Bench
) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, owner, texts = who
    try:
        await _check_there(session, bench.bot, callback_data)
        async with session.begin_nested():
            one = await departments.lock_department(session, desk, callback_data.department)
            return await _arrange(session, bench, one, callback_data, owner, texts)
    except Refused as error:
        return refused(texts, error)


async def _arrange(
    session: AsyncSession, bench: Bench, one: Department, data: Arranged, owner: Staff, texts: Words
) -> Reply:
    now = bench.clock()
    toast: str | None = texts("toast-arranged")
    match data.does:
        case Does.TIME if data.value in TIMES:
            await departments.arrange(session, one, "answers_within", data.value, owner, now)
        case Does.TRUST:
            await departments.arrange(session, one, "trusted", bool(data.value), owner, now)
        case Does.PEOPLE:
            return Reply(redraws=await _people(session, one, texts))
        case Does.ADD | Does.LEAVE_OUT:
            await _choose(session, one, data, owner, now)
            return Reply(toast=toast, redraws=await _people(session, one, texts))
        case Does.ABOUT | Does.NAME:
            _ask_words(session, one, data.does, owner, bench, texts)
            return Reply(toast=texts("toast-swipe-below"))
        case Does.CLOSE:
            waits = await asked_of_department(session, one.id)
            return Reply(redraws=arrangement.surely_close(one, waits, texts, _data))
        case Does.CLOSE_SURELY:
            count = await departments.close(session, one, owner, now)
            done = in_words(texts, "department-closed", name=one.name, count=count)
            return Reply(toast=texts("toast-arranged"), redraws=done)
        case _:
            toast = None
    return Reply(toast=toast, redraws=await _drawn(session, one, texts))


async def _check_there(session: AsyncSession, bot: Bot, data: Arranged) -> None:
    """Raises Refused for somebody to be added who is not in the chat: nobody could answer. Before anything is locked."""
    if data.does is not Does.ADD:
        return
    one, person = await session.get(Department, data.department), await session.get(Staff, data.value)
    if one is None or person is None:
        return
    if await is_member(bot, one.chat_id, person.user_id) is False:
        raise Refused("department-not-there", name=person.name, department=one.name)


async def _choose(
    session: AsyncSession, one: Department, data: Arranged, owner: Staff, now: datetime
) -> None:
    person = await session.get(Staff, data.value)
    if person is None or person.desk_id != one.desk_id:
        raise Refused("department-person-gone")
    await departments.choose_member(session, one, person, owner, now, chosen=data.does is Does.ADD)


def _ask_words(
    session: AsyncSession, one: Department, does: Does, owner: Staff, bench: Bench, texts: Words
) -> None:
    """By an ordinary message, because it is answered by a swipe."""
    key = "department-prompt-about" if does is Does.ABOUT else "department-prompt-name"
    asks = plain("✏️ ") + fill(texts, key, name=bold(name(one.name)))
    data = {"department": one.id, "does": does.value}
    chat_id = owner.user_id
    say(session, one.desk_id, asks.html, bench.clock(), chat_id=chat_id, purpose="department", data=data)


async def replied(writing: Writing) -> Reply:
    """The words that `_ask_words` asked for. Raises Refused."""
    session, texts, owner = writing.session, writing.texts, writing.staff
    if owner is None:
        raise Refused("name-needed")
    require(owner.role, Right.SETTINGS)
    if not writing.message.text:
        raise Refused("text-only")
    asked, now = writing.about.data, writing.bench.clock()
    one = await departments.lock_department(session, writing.place.desk, int(asked["department"]))
    if asked["does"] == Does.ABOUT:
        await departments.arrange(session, one, "about", checked_about(writing.text), owner, now)
    else:
        await departments.rename(session, one, writing.text, owner, now)
    return Reply(whispers=[Whisper(await _drawn(session, one, texts))])


def _data(does: Does, department_id: int, value: int = 0) -> str:
    return Arranged(does=does, department=department_id, value=value).pack()


async def _drawn(session: AsyncSession, one: Department, texts: Words) -> Drawn:
    names = [person.name for person in await _chosen(session, one)]
    person = None if one.person_id is None else await session.get_one(Staff, one.person_id)
    waits = await asked_of_department(session, one.id)
    return arrangement.department(one, names, person, waits, texts, _data)


async def _people(session: AsyncSession, one: Department, texts: Words) -> Drawn:
    chosen = {person.id for person in await _chosen(session, one)}
    return arrangement.people(one, await specialists_first(session, one.desk_id), chosen, texts, _data)


async def _chosen(session: AsyncSession, one: Department) -> Sequence[Staff]:
    return [person for person in await members_of(session, one.id) if person.left_at is None]


OF_PURPOSE["department"] = replied
