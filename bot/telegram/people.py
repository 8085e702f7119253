"""Who is who: Telegram's own membership gives the right to act, the chat gives the role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Chat, Message, ResultChatMemberUnion, User
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.roles import Standing, role_of, seen_in
from bot.staffing import become, come, given_to, settle
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from storage.models import Department, Desk, Role, Staff
from storage.queries import department_of_chat, departments_of, desk_of_chat, staff_member, the_desk

log = structlog.get_logger()

ANONYMOUS_ADMIN = 1087968824
"""GroupAnonymousBot: the author of what an administrator writes anonymously (Bot API, Message.sender_chat)."""
PRESENT = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)


@dataclass(frozen=True, slots=True)
class Here:
    """A bound chat or topic: the operator group (`department` None), or a department's. Or a person's private chat."""

    desk: Desk
    department: Department | None = None
    private: bool = False
    """What a message there is about says whose business it is: the person may work there, or be a department."""
    person: Staff | None = None
    """Whom `here` was asked about, as far as it is known already."""


async def here(session: AsyncSession, chat_id: int, thread_id: int | None, user_id: int = 0) -> Here | None:
    """What this chat or topic is to the desk; None: not our business. Who may act there: `acting`.

    `user_id`: who writes or presses there.
    """
    if chat_id > 0:
        return Here(await the_desk(session), private=True)
    found = await desk_of_chat(session, chat_id, thread_id, user_id)
    if found is not None:
        desk, person = found
        return Here(desk, person=person)
    department = await department_of_chat(session, chat_id, thread_id)
    if department is None:
        return None
    person = await staff_member(session, department.desk_id, user_id) if user_id else None
    return Here(await session.get_one(Desk, department.desk_id), department, person=person)


async def in_chat(session: AsyncSession, chat_id: int) -> Sequence[Here]:
    """All that is bound in a chat, whatever the topic: who is a member of it is one of all these. The desk first."""
    desks = (await session.scalars(select(Desk).where(Desk.chat_id == chat_id))).all()
    departments = (
        await session.scalars(
            select(Department).where(Department.chat_id == chat_id, Department.closed_at.is_(None))
        )
    ).all()
    found = [Here(desk) for desk in desks]
    found += [Here(await session.get_one(Desk, one.desk_id), one) for one in departments]
    return found


async def acting(
    session: AsyncSession, bot: Bot, place: Here, chat: Chat, user: User, now: datetime
) -> Staff | None:
    """The person who writes or presses in a bound chat; None: an outsider, or another bot.

    In a public group (it has a username) anybody may press, and a press may be handled after its author was removed. So
    Telegram is asked about whoever would gain something, or has a right that this chat does not prove; when it cannot
    answer, who acts in a group that is not public is a member.
    """
    if user.is_bot:
        return None
    public = chat.username is not None
    if place.private:
        found = await known_in_private(session, bot, user, now)
        return None if found is None else found[1]
    known = await _known(session, place, user)
    if known is None or known.left_at is not None or _gains(known, place):
        there = await is_member(bot, chat.id, user.id)
        if there is False or (there is None and public):
            return None
    elif (public or _proves_nothing(known, place)) and not await still_here(
        session, bot, place.desk, known, now
    ):
        return None
    return await member(session, place, user, now)


def _gains(known: Staff, place: Here) -> bool:
    """Being here gives more than the person has by now."""
    role = seen_in(
        Role(known.role), given_to(known), Role(place.desk.newcomers), desk=place.department is None
    )
    return role != known.role


def _proves_nothing(known: Staff, place: Here) -> bool:
    """A department's chat does not tell whether an operator is one still."""
    return place.department is not None and known.role != Role.SPECIALIST


async def _known(session: AsyncSession, place: Here, user: User) -> Staff | None:
    """Also one who left."""
    if place.person is not None and place.person.user_id == user.id:
        return place.person
    return await staff_member(session, place.desk.id, user.id)


async def still_here(session: AsyncSession, bot: Bot, desk: Desk, staff: Staff, now: datetime) -> bool:
    """Somebody who acts where that proves nothing of their role: Telegram is asked, for news of a ban may be lost.

    What it says takes effect. When it cannot be asked, what was known holds.
    """
    if staff.role == Role.OWNER:
        return True
    standing = await standing_of(session, bot, desk, staff.user_id)
    return True if standing is None else await settle(session, desk, staff, standing, now)


async def member(session: AsyncSession, place: Here, user: User, now: datetime) -> Staff:
    """A member of a bound chat, made known if new."""
    at_desk, newcomers = place.department is None, Role(place.desk.newcomers)
    found = await _known(session, place, user)
    if found is None:
        role = seen_in(None, None, newcomers, desk=at_desk)
        return await enlist(session, place.desk.id, user, role)
    held = None if found.left_at is not None and found.role != Role.OWNER else Role(found.role)
    found.name, found.username = user.full_name, user.username
    come(session, found, now)
    await become(
        session, place.desk, found, seen_in(held, given_to(found), newcomers, desk=at_desk), now, found.id
    )
    return found


async def enlist(session: AsyncSession, desk_id: int, user: User, role: Role) -> Staff:
    """A new person of the desk. Two presses at once make one."""
    await session.execute(
        insert(Staff)
        .values(desk_id=desk_id, user_id=user.id, name=user.full_name, username=user.username, role=role)
        .on_conflict_do_nothing()
    )
    found = await staff_member(session, desk_id, user.id)
    if found is None:
        raise LookupError("a person of the desk vanished within a transaction")
    return found


async def introduced(
    session: AsyncSession, bot: Bot, desk: Desk, user_id: int, now: datetime
) -> Staff | None:
    """Somebody who has never been seen, by number: Telegram tells whether they are in one of our chats, and the name."""
    departments = await departments_of(session, desk.id)
    places = [Here(desk), *(Here(desk, one) for one in departments if one.chat_id < 0)]
    for place in places:
        chat_id = desk.chat_id if place.department is None else place.department.chat_id
        if chat_id is None:
            continue
        try:
            found = await bot.get_chat_member(chat_id, user_id)
        except SENDING_FAILED as error:
            log.info("membership not known", chat=chat_id, trouble=trouble_of(error).value)
            continue
        if is_present(found) and not found.user.is_bot:
            return await member(session, place, found.user, now)
    return None


async def known_in_private(
    session: AsyncSession, bot: Bot, user: User, now: datetime
) -> tuple[Desk, Staff] | None:
    """Somebody of the desk who writes to the bot privately; None: an outsider, who learns nothing, or another bot."""
    if user.is_bot:
        return None
    desk = await the_desk(session)
    staff = await staff_member(session, desk.id, user.id)
    if staff is None:
        standing = await standing_of(session, bot, desk, user.id)
        role = None if standing is None else role_of(None, None, Role(desk.newcomers), standing)
        if role is None:
            return None
        staff = await enlist(session, desk.id, user, role)
    elif not await still_here(session, bot, desk, staff, now) or staff.left_at is not None:
        return None
    staff.name, staff.username = user.full_name, user.username
    staff.private_at = staff.private_at or now
    return desk, staff


async def asking(
    session: AsyncSession, bot: Bot, message: Message, now: datetime
) -> tuple[Desk, Staff | None] | None:
    """Who says a command, in private or in a bound chat; None: nobody of ours. An anonymous one is no person."""
    if message.from_user is None:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return await known_in_private(session, bot, message.from_user, now)
    place = await here(session, message.chat.id, topic_of(message), message.from_user.id)
    if place is None:
        return None
    if is_channel(message):
        return None
    if is_anonymous(message):
        return place.desk, None
    staff = await acting(session, bot, place, message.chat, message.from_user, now)
    return None if staff is None else (place.desk, staff)


async def asking_by_name(
    session: AsyncSession, bot: Bot, message: Message, now: datetime
) -> tuple[Desk, Staff] | None:
    """The same, for what only a person with a name can ask."""
    who = await asking(session, bot, message, now)
    return None if who is None or who[1] is None else (who[0], who[1])


async def standing_of(
    session: AsyncSession, bot: Bot, desk: Desk, user_id: int, *, but: int | None = None
) -> Standing | None:
    """Where somebody is a member, as Telegram says now. None: it cannot be asked.

    Being alone a department is no membership: who is in none of our chats has left, and that department is closed.
    `but`: a chat that they are known to have left.
    """
    departments = await departments_of(session, desk.id)
    staff = await staff_member(session, desk.id, user_id)
    chats = {one.chat_id for one in departments if one.chat_id < 0} - {but, desk.chat_id}
    at_desk: bool | None = False
    if desk.chat_id not in (None, but):
        at_desk = await is_member(bot, desk.chat_id or 0, user_id)
    if at_desk is None:
        return None
    if at_desk and desk.newcomers != Role.VIEWER:
        return Standing(desk=True, department=False)
    inside = [await is_member(bot, chat_id, user_id) for chat_id in sorted(chats)]
    in_department = True in inside or (at_desk and _lives_in(departments, desk.chat_id))
    if not in_department and None in inside and not at_desk:
        if staff is None or staff.left_at is not None:
            return None
        in_department = (
            True  # What is certain is taken away, what a department gives holds till Telegram says.
        )
    return Standing(desk=at_desk, department=in_department)


def _lives_in(departments: Sequence[Department], chat_id: int | None) -> bool:
    """A topic of the same forum."""
    return any(one.chat_id == chat_id for one in departments)


async def is_member(bot: Bot, chat_id: int, user_id: int) -> bool | None:
    """None: Telegram does not say. That the bot itself is shut out says nothing of anybody else."""
    try:
        return is_present(await bot.get_chat_member(chat_id, user_id))
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        log.info("membership not known", chat=chat_id, trouble=trouble.value)
        return False if trouble is Trouble.NO_MEMBER else None


def is_present(found: ResultChatMemberUnion) -> bool:
    """Somebody who is restricted may be a member all the same."""
    restricted = found.status == ChatMemberStatus.RESTRICTED and bool(getattr(found, "is_member", False))
    return found.status in PRESENT or restricted


def is_anonymous(message: Message) -> bool:
    """Written as the group itself: by an administrator, whose name does not stand for it."""
    as_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return as_group or (message.from_user is not None and message.from_user.id == ANONYMOUS_ADMIN)


def is_channel(message: Message) -> bool:
    """Written as a channel: whoever has one may do so, which proves nothing of them. So what comes from a linked one."""
    return message.sender_chat is not None and message.sender_chat.id != message.chat.id


def topic_of(message: Message) -> int | None:
    """The forum topic; replies in ordinary groups carry a thread id too, which is none."""
    return message.message_thread_id if message.is_topic_message else None
