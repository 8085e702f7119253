"""Who is who: Telegram's own membership gives the right to act, the chat gives the role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Message, User
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

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


async def here(session: AsyncSession, chat_id: int, thread_id: int | None) -> Here | None:
    """What this chat or topic is to the desk; None: not our business. Who may act there: `acting`."""
    if chat_id > 0:
        return Here(await the_desk(session), private=True)
    desk = await desk_of_chat(session, chat_id, thread_id)
    if desk is not None:
        return Here(desk)
    department = await department_of_chat(session, chat_id, thread_id)
    if department is None:
        return None
    return Here(await session.get_one(Desk, department.desk_id), department)


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
    session: AsyncSession, bot: Bot, place: Here, chat_id: int, user: User, now: datetime
) -> Staff | None:
    """The person who writes or presses in a bound chat; None: an outsider.

    In a public group anybody may press, and a press may be handled after its author was removed. So Telegram is asked
    about whoever would gain something; when it cannot answer, who acts there is a member.
    """
    if place.private:
        found = await known_in_private(session, bot, user, now)
        return None if found is None else found[1]
    known = await staff_member(session, place.desk.id, user.id)
    gains = known is None or known.left_at is not None
    if known is not None and place.department is None:
        gains |= known.role == Role.SPECIALIST
    if gains and not await is_member(bot, chat_id, user.id, in_doubt=True):
        return None
    return await member(session, place, user, now)


async def member(session: AsyncSession, place: Here, user: User, now: datetime) -> Staff:
    """A member of a bound chat, made known if new."""
    role = Role.OPERATOR if place.department is None else Role.SPECIALIST
    found = await staff_member(session, place.desk.id, user.id)
    if found is None:
        return await enlist(session, place.desk.id, user, role)
    came_back = found.left_at is not None and found.role != Role.OWNER
    if came_back or (role == Role.OPERATOR and found.role == Role.SPECIALIST):
        found.role = role
    found.name, found.username, found.left_at = user.full_name, user.username, None
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


async def known_in_private(
    session: AsyncSession, bot: Bot, user: User, now: datetime
) -> tuple[Desk, Staff] | None:
    """Somebody of the desk who writes to the bot privately; None: an outsider, who learns nothing."""
    desk = await the_desk(session)
    staff = await staff_member(session, desk.id, user.id)
    if staff is None or staff.left_at is not None:
        place = await _membership(session, bot, desk, user.id)
        if place is None:
            return None
        staff = await member(session, place, user, now)
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
    place = await here(session, message.chat.id, topic_of(message))
    if place is None:
        return None
    if is_anonymous(message):
        return place.desk, None
    staff = await acting(session, bot, place, message.chat.id, message.from_user, now)
    return None if staff is None else (place.desk, staff)


async def asking_by_name(
    session: AsyncSession, bot: Bot, message: Message, now: datetime
) -> tuple[Desk, Staff] | None:
    """The same, for what only a person with a name can ask."""
    who = await asking(session, bot, message, now)
    return None if who is None or who[1] is None else (who[0], who[1])


async def _membership(session: AsyncSession, bot: Bot, desk: Desk, user_id: int) -> Here | None:
    """A bound chat that the person is a member of, the operators' first. Telegram is asked."""
    departments = await departments_of(session, desk.id)
    places = [Here(desk), *(Here(desk, one) for one in departments if one.person_id is None)]
    for place in places:
        chat_id = desk.chat_id if place.department is None else place.department.chat_id
        if chat_id is not None and await is_member(bot, chat_id, user_id):
            return place
    return None


async def is_member(bot: Bot, chat_id: int, user_id: int, *, in_doubt: bool = False) -> bool:
    """`in_doubt`: what holds when Telegram cannot be asked."""
    try:
        found = await bot.get_chat_member(chat_id, user_id)
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        log.info("membership not known", chat=chat_id, trouble=trouble.value)
        return in_doubt and trouble in (Trouble.FLOOD, Trouble.NOT_SENT, Trouble.UNKNOWN)
    restricted_member = found.status == ChatMemberStatus.RESTRICTED and bool(
        getattr(found, "is_member", False)
    )
    return found.status in PRESENT or restricted_member


def is_anonymous(message: Message) -> bool:
    """Written as the group or as a channel: nobody's name stands for it."""
    return message.sender_chat is not None or (
        message.from_user is not None and message.from_user.id == ANONYMOUS_ADMIN
    )


def topic_of(message: Message) -> int | None:
    """The forum topic; replies in ordinary groups carry a thread id too, which is none."""
    return message.message_thread_id if message.is_topic_message else None
