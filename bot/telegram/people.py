"""Who is who: Telegram's own membership gives the right to act, the chat gives the role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.types import Message, User
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.telegram.errors import SENDING_FAILED
from storage.models import Department, Desk, Role, Staff
from storage.queries import department_of_chat, desk_of_chat, staff_member, the_desk

log = structlog.get_logger()

ANONYMOUS_ADMIN = 1087968824
"""GroupAnonymousBot: the author of what an administrator writes anonymously (Bot API, Message.sender_chat)."""
PRESENT = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)


@dataclass(frozen=True, slots=True)
class Here:
    """A bound chat or topic: the operator group (`department` None), or a department's."""

    desk: Desk
    department: Department | None = None


async def here(session: AsyncSession, chat_id: int, thread_id: int | None) -> Here | None:
    """What this chat or topic is to the desk; None: not our business."""
    department = await department_of_chat(session, chat_id, thread_id)
    desk = await desk_of_chat(session, chat_id, thread_id)
    if department is not None and (desk is None or department.thread_id is not None):
        return Here(await session.get_one(Desk, department.desk_id), department)
    return None if desk is None else Here(desk)


async def member(session: AsyncSession, place: Here, user: User, now: datetime) -> Staff:
    """The person who acts in a bound chat, made known if new. Who acts there is a member of it."""
    role = Role.OPERATOR if place.department is None else Role.SPECIALIST
    found = await staff_member(session, place.desk.id, user.id)
    if found is None:
        return await enlist(session, place.desk.id, user, role)
    found.name, found.username, found.left_at = user.full_name, user.username, None
    if role == Role.OPERATOR and found.role == Role.SPECIALIST:
        found.role = role
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
    if staff is None:
        if desk.chat_id is None or not await _is_member(bot, desk.chat_id, user.id):
            return None
        staff = await enlist(session, desk.id, user, Role.OPERATOR)
    elif staff.left_at is not None:
        return None
    staff.name, staff.username = user.full_name, user.username
    staff.private_at = staff.private_at or now
    return desk, staff


async def _is_member(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        found = await bot.get_chat_member(chat_id, user_id)
    except SENDING_FAILED as error:
        log.info("membership not known", chat=chat_id, error=type(error).__name__)
        return False
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
