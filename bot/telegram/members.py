"""Who comes and goes, and what becomes of the bot itself in a chat."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import departments
from bot.bench import Bench
from bot.desk.lanes import telegram_lane
from bot.desk.roles import Standing
from bot.reach import lane_runs, stands
from bot.staffing import outside, settle
from bot.telegram.moving import migrate
from bot.telegram.people import PRESENT, in_chat, is_present, member, standing_of
from bot.telegram.reply import NOTHING, Reply
from bot.telegram.rights import missing_rights, report
from bot.texts import words
from storage.models import Desk, Role, Staff
from storage.queries import staff_member, the_desk

log = structlog.get_logger()
router = Router(name="members")


@router.chat_member()
async def came_or_went(update: ChatMemberUpdated, session: AsyncSession, bench: Bench) -> Reply:
    """Leaving the group takes every right away at once; coming back gives the group's role again, or what was given."""
    user = update.new_chat_member.user
    places = await in_chat(session, update.chat.id)
    if not places or user.is_bot:
        return NOTHING
    if is_present(update.new_chat_member):
        await member(session, places[0], user, bench.clock())
        return NOTHING
    desk = places[0].desk
    staff = await staff_member(session, desk.id, user.id)
    if staff is not None and staff.left_at is None:
        await _gone(session, bench, desk, staff, update.chat.id)
        here = [one.department.id for one in places if one.department is not None]
        await departments.left_chat(session, staff, here, bench.clock())
    return NOTHING


async def _gone(session: AsyncSession, bench: Bench, desk: Desk, staff: Staff, chat_id: int) -> None:
    """What a chat gave is over with it; Telegram is asked whether another one gives something still.

    That comes first of all: no case stays locked while Telegram thinks, and departments are locked before cases.
    """
    now, at_desk = bench.clock(), chat_id == desk.chat_id
    if staff.role == Role.OWNER:
        if at_desk and not staff.works_privately:
            await outside(session, desk, staff, now)
        return
    standing = await standing_of(session, bench.bot, desk, staff.user_id, but=chat_id)
    if standing is None and not at_desk and staff.role != Role.SPECIALIST:
        return
    await settle(session, desk, staff, standing or Standing(desk=False, department=False), now)


@router.my_chat_member(F.chat.type == ChatType.PRIVATE)
async def private_chat(update: ChatMemberUpdated, session: AsyncSession, bench: Bench) -> Reply:
    """Blocked or opened again by a person: what waited for them goes on, what they were asked returns."""
    now = bench.clock()
    desk = await the_desk(session)
    person = await staff_member(session, desk.id, update.chat.id)
    if update.new_chat_member.status in PRESENT:
        await lane_runs(session, telegram_lane(update.chat.id), now)
        if person is not None:
            person.private_at = person.private_at or now
    elif person is not None:
        await departments.unreachable(session, desk, person, now)
    return NOTHING


@router.my_chat_member()
async def rights_changed(update: ChatMemberUpdated, session: AsyncSession, bench: Bench) -> Reply:
    """Somebody took the bot's rights away, or gave them back: the owner is told, what waited goes on."""
    places = await in_chat(session, update.chat.id)
    if not places:
        return NOTHING
    desk, status = places[0].desk, update.new_chat_member.status
    missing = await missing_rights(bench.bot, update.chat.id)
    if "unknown" in missing:
        missing = _by_status(status)
    if desk.chat_id == update.chat.id:
        report(bench, words(desk.language), missing)
    given_back = status == ChatMemberStatus.ADMINISTRATOR
    await stands(session, desk.id, update.chat.id, missing, bench.clock(), given_back=given_back)
    return NOTHING


def _by_status(status: str) -> Sequence[str]:
    """What an update says of the bot's place, where Telegram cannot be asked how it is by now."""
    if status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED):
        return ("not-here",)
    return () if status == ChatMemberStatus.ADMINISTRATOR else ("not-admin",)


@router.message(F.migrate_to_chat_id)
async def upgraded(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """The group became a supergroup: its other name is in the service message."""
    places = await in_chat(session, message.chat.id)
    if places and message.migrate_to_chat_id is not None:
        lane = telegram_lane(message.chat.id)
        await migrate(session, places[0].desk.id, lane, message.migrate_to_chat_id, bench.clock())
    return NOTHING
