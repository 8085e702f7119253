"""`Assign`, and `/assign @name` as a swipe-reply: a case is given to a colleague."""

from __future__ import annotations

from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.assigning import assign, named
from bot.bench import Bench
from bot.desk.permissions import require
from bot.desk.richtext import cut, one_line
from bot.desk.states import Action, Refused
from bot.desk.view import Command
from bot.shifts import colleagues, working
from bot.telegram.colleagues import pick_colleague
from bot.telegram.filters import called
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.reply import Reply, Whisper, in_words
from bot.telegram.writing import Writing
from bot.texts import Words, words_for
from storage.models import Case, Staff

router = Router(name="assigning")

NAME_LENGTH = 60
"""Of a name within a toast; Telegram's may have 129 characters."""


@command(Command.ASSIGN)
async def pick(pressing: Pressing) -> Reply:
    require(pressing.staff.role, Action.ASSIGN)
    seen = await pressing.seen()
    if Action.ASSIGN not in seen.view.actions:
        raise Refused(seen.view.status.value, action=Action.ASSIGN.value)
    out = (pressing.staff.id, seen.case.holder_id)
    known = [
        one for one in await colleagues(pressing.session, pressing.place.desk.id) if one.staff.id not in out
    ]
    if not known:
        return Reply(toast=pressing.texts("toast-no-colleagues"), alert=True)
    drawn = pick_colleague(seen.view, known, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.ASSIGN_TO)
async def assign_to(pressing: Pressing) -> Reply:
    session, now = pressing.session, pressing.bench.clock()
    to = await session.get(Staff, pressing.data.arg)
    if to is None or to.desk_id != pressing.place.desk.id:
        raise Refused("nobody-named", name="?", names="")
    case = await assign(session, pressing.data.case, to, pressing.staff, now)
    toast, off = await _told(session, case, to, pressing.texts)
    return Reply(toast=toast, alert=off, closes=True)


async def _told(session: AsyncSession, case: Case, to: Staff, texts: Words) -> tuple[str, bool]:
    """In words; and whether they warn: who is off shift may not read it soon, where the team has shifts at all."""
    off = to.on_shift_since is None and bool(await working(session, to.desk_id))
    key = "toast-assigned-off-shift" if off else "toast-assigned"
    return texts(key, number=case.number, name=cut(one_line(to.name), NAME_LENGTH)), off


@router.message(F.reply_to_message, called("assign"))
async def assign_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/assign @name`."""
    return await on_card(message, session, bench, partial(_assign, (command.args or "").strip()))


async def _assign(asked: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.ASSIGN)
    session, now = writing.session, writing.bench.clock()
    to = await meant(session, writing.message, staff.desk_id, asked)
    case = await assign(session, writing.case_id, to, staff, now)
    toast, _ = await _told(session, case, to, writing.texts)
    return Reply(whispers=[Whisper(in_words(writing.texts, "said", words=toast))])


async def meant(session: AsyncSession, message: Message, desk_id: int, asked: str) -> Staff:
    """The colleague that a command names; one without a username is mentioned by Telegram itself. Raises Refused."""
    for entity in message.entities or ():
        if entity.user is not None and (found := await _by_number(session, desk_id, entity.user.id)):
            return found
    return await named(session, desk_id, asked)


async def _by_number(session: AsyncSession, desk_id: int, user_id: int) -> Staff | None:
    known = [one.staff for one in await colleagues(session, desk_id)]
    return next((one for one in known if one.user_id == user_id), None)


@router.message(called("assign"))
async def astray(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """Not as a reply to a card: how it is meant."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return Reply(whispers=[Whisper(in_words(words_for(*who), "usage-assign"))])
