"""`/staff`: in the private chat the people of the desk, and an owner gives them roles. Supervisors look."""

from __future__ import annotations

from typing import Literal

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk import team
from bot.desk.cards import refusal
from bot.desk.permissions import Right, denied, may
from bot.desk.richtext import Rich, fill, plain
from bot.desk.roles import Standing
from bot.desk.states import Refused
from bot.desk.view import Drawn
from bot.notices import say
from bot.staffing import give
from bot.team import called as people_called
from bot.team import people_of, person_of
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.people import asking_by_name, introduced, standing_of
from bot.telegram.refusing import without_name
from bot.telegram.reply import Reply, Whisper, in_words, plainly
from bot.texts import Words, words_for
from storage.models import Desk, Role, Staff

router = Router(name="staff")


class Asked(CallbackData, prefix="r1"):
    """`row`: the person's. `choice`: a role, or `team.BY_GROUP`. It says what shall hold, so twice is once."""

    what: Literal["list", "see", "give", "sure"]
    row: Number
    page: Number
    choice: str


def _data(what: str, row: int, page: int, choice: str) -> str:
    return Asked(what=what, row=row, page=page, choice=choice).pack()


@router.message(called("staff"))
async def staff_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    if not may(staff.role, Right.TEAM):
        return plainly(texts, denied(staff.role, Right.TEAM))
    if message.chat.type != ChatType.PRIVATE:
        return Reply(whispers=[Whisper(in_words(texts, "staff-in-private", bot=f"@{bench.username}"))])
    said = (command.args or "").split()
    if not said:
        return Reply(whispers=[Whisper(await _list(session, desk, staff, 0, texts))])
    return Reply(whispers=[Whisper(await _said(said, session, bench, desk, staff))])


async def _said(said: list[str], session: AsyncSession, bench: Bench, desk: Desk, by: Staff) -> Drawn:
    """`/staff WHO` or `/staff WHO ROLE`."""
    texts = words_for(desk, by)
    role = team.role_called(said[-1], texts)
    known = await people_called(session, desk.id, " ".join(said))
    if (
        role is None
        and not known
        and len(said) > 1
        and await people_called(session, desk.id, " ".join(said[:-1]))
    ):
        return _words(texts, "staff-no-role", role=said[-1], roles=_roles(texts))
    if role is not None and len(said) == 1 and not known:
        return _words(texts, "staff-usage", example="@anna", roles=_roles(texts))
    who = " ".join(said if role is None or len(said) == 1 else said[:-1])
    found = await people_called(session, desk.id, who)
    if len(found) > 1:
        people = ", ".join(
            f"{one.name}: {(one.username and '@' + one.username) or one.user_id}" for one in found[:10]
        )
        return _words(texts, "staff-several", who=who, people=people)
    person = found[0] if found else None
    if person is None and who.isdecimal() and len(who) < 18:
        person = await introduced(session, bench.bot, desk, int(who), bench.clock())
        if person is None:
            return _words(texts, "staff-not-here", who=who)
    if person is None:
        return _words(texts, "staff-unknown", who=who)
    if role is None or len(said) == 1:
        return await _one(session, person, by, 0, texts)
    if not may(by.role, Right.STAFF):
        return _refusal(denied(by.role, Right.STAFF), texts)
    try:
        async with session.begin_nested():
            return Drawn(plain(await _give(session, bench, desk, person, role, by)).html)
    except Refused as error:
        return _refusal(error, texts)


def _words(texts: Words, key: str, **params: str) -> Drawn:
    """What was typed is cut, our own lists are not."""
    return Drawn(fill(texts, key, **{one: plain(said, 600) for one, said in params.items()}).html)


def _refusal(error: Refused, texts: Words) -> Drawn:
    return Drawn(plain(refusal(texts, error.key, error.params)).html)


def _roles(texts: Words) -> str:
    return ", ".join(texts("role-name", role=role.value) for role in Role)


# --- buttons


@router.callback_query(Asked.filter())
async def pressed(query: CallbackQuery, callback_data: Asked, session: AsyncSession, bench: Bench) -> Reply:
    asked = callback_data
    needed = Right.STAFF if asked.what in ("give", "sure") else Right.TEAM
    who = await on_own_page(query, session, bench, needed)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    if asked.what == "list":
        return Reply(redraws=await _list(session, desk, staff, asked.page, texts))
    person = await session.get(Staff, asked.row)
    if person is None or person.desk_id != desk.id or asked.choice not in ("", team.BY_GROUP, *Role):
        return Reply(toast=texts("staff-out-of-date"))
    if asked.what == "see" or not asked.choice:
        return Reply(redraws=await _one(session, person, staff, asked.page, texts))
    if asked.what == "give" and asked.choice == Role.OWNER and person.role != Role.OWNER:
        one = await person_of(session, person)
        return Reply(redraws=team.surely_owner(one, asked.page, texts, _data))
    role = None if asked.choice == team.BY_GROUP else Role(asked.choice)
    try:
        async with session.begin_nested():
            toast = await _give(session, bench, desk, person, role, staff)
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)
    return Reply(toast=toast, redraws=await _one(session, person, staff, asked.page, texts))


async def _list(session: AsyncSession, desk: Desk, reader: Staff, page: int, texts: Words) -> Drawn:
    gives = may(reader.role, Right.STAFF)
    return team.team(await people_of(session, desk.id), page, texts, _data, gives=gives)


async def _one(session: AsyncSession, person: Staff, reader: Staff, page: int, texts: Words) -> Drawn:
    gives = may(reader.role, Right.STAFF)
    return team.person(await person_of(session, person), page, texts, _data, gives=gives)


async def _give(
    session: AsyncSession, bench: Bench, desk: Desk, person: Staff, role: Role | None, by: Staff
) -> str:
    """What came of it, in words for who gave it. Raises Refused. The person is told if there is news for them."""
    texts, now = words_for(desk, by), bench.clock()
    before = (person.role, person.given_role, person.left_at)
    standing = await standing_of(session, bench.bot, desk, person.user_id) or _as_known(person)
    holds = await give(session, desk, person, role, standing, by, now, fixed=bench.owner_ids)
    if holds is None and role is None:
        return texts("staff-set-nowhere", name=person.name[:60])
    later = role is not None and holds is not role
    wanted = role if later else holds
    called_ = texts("role-name", role=(wanted or Role.VIEWER).value)
    key = "staff-set-later" if later else "staff-set"
    said = texts(key, name=person.name[:60], role=called_)
    if person.id == by.id or before == (person.role, person.given_role, person.left_at):
        return said
    if person.private_at is None:
        return f"{said} {texts('staff-not-told')}"
    told = _told(wanted or Role.VIEWER, words_for(desk, person), later=later)
    say(session, desk.id, told.html, now, chat_id=person.user_id)
    return f"{said} {texts('staff-told')}"


def _told(role: Role, texts: Words, *, later: bool) -> Rich:
    """To who has it, in words of their own."""
    called_ = texts("role-name", role=role.value)
    if later:
        return fill(texts, "role-told-later", role=called_)
    return fill(texts, "role-told", role=called_, may=plain(texts("role-may", role=role.value)))


def _as_known(person: Staff) -> Standing:
    """Telegram cannot be asked just now."""
    here = person.left_at is None
    return Standing(
        desk=here and person.role != Role.SPECIALIST, department=here and person.role == Role.SPECIALIST
    )
