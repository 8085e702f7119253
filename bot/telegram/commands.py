"""Commands: in the private chat, in the operator group, in a department's; and as swipe-replies to a card."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import BotCommand, Message, User
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions, escalations
from bot.actions import Press
from bot.bench import Bench
from bot.binding import bind_desk
from bot.desk.cards import refusal
from bot.desk.helping import help_for
from bot.desk.lanes import telegram_lane
from bot.desk.permissions import Right, require
from bot.desk.richtext import Rich, fill, lines, name, plain
from bot.desk.states import Action, Refused
from bot.desk.view import Drawn
from bot.notices import say
from bot.quiet import mute
from bot.reach import lane_runs, stands
from bot.record import desk_event
from bot.reports import links
from bot.telegram import behind, ending, rights
from bot.telegram.approval import by_command
from bot.telegram.filters import GROUP, PRIVATE, called
from bot.telegram.on_card import on_card, seen_by_then
from bot.telegram.owning import owner_of
from bot.telegram.people import asking, asking_by_name, enlist, known_in_private, topic_of
from bot.telegram.presses import history_of_case
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words
from bot.telegram.writing import Writing
from bot.texts import Words, words, words_for
from bot.troubles import tell_newcomer
from bot.views import look
from storage.models import Desk, Role, Staff
from storage.queries import (
    departments_of,
    the_desk,
)

router = Router(name="commands")


def hash_of(code: str) -> str:
    """How the owner's one-time code is kept."""
    return hashlib.sha256(code.encode()).hexdigest()


# --- the private chat


@router.message(PRIVATE, called("start"))
async def start(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """Opens the private chat. With the one-time code: makes its bearer the owner; with what a figure of a report links to:
    lists its cases. Outsiders learn nothing.
    """
    if message.from_user is None or message.from_user.is_bot:
        return NOTHING
    desk = await the_desk(session)
    now = bench.clock()
    if await _uses_code(session, desk, command.args):
        await _make_owner(session, desk, message.from_user, now)
    known = await known_in_private(session, bench.bot, message.from_user, now)
    if known is None:
        return Reply(whispers=[Whisper(in_words(words(desk.language), "private-bot"))])
    _, staff = known
    if (asked := links.read(command.args or "")) is not None:
        await lane_runs(session, telegram_lane(message.from_user.id), now)
        return await behind.opened(session, desk, staff, asked)
    texts = words_for(desk, staff)
    own = None if staff.language is None else menu(texts)
    await lane_runs(session, telegram_lane(message.from_user.id), now)
    if staff.role == Role.OWNER:
        await tell_newcomer(session, desk, message.from_user.id, now)
        key = "welcome-owner" if desk.chat_id is None else "welcome-owner-bound"
        return Reply(whispers=[Whisper(in_words(texts, key, bot=f"@{bench.username}"))], menu=own)
    role, may_ = plain(texts("role-name", role=staff.role)), plain(texts("role-may", role=staff.role))
    said = fill(texts, "welcome", name=name(staff.name), role=role, may=may_)
    return Reply(whispers=[Whisper(Drawn(said.html))], menu=own)


async def _uses_code(session: AsyncSession, desk: Desk, code: str | None) -> bool:
    """The code works once, also for two who open the link at the same time."""
    if not code:
        return False
    query = (
        update(Desk)
        .where(Desk.id == desk.id, Desk.owner_code_hash == hash_of(code))
        .values(owner_code_hash=None)
        .returning(Desk.id)
    )
    return await session.scalar(query) is not None


async def _make_owner(session: AsyncSession, desk: Desk, user: User, now: datetime) -> None:
    staff = await enlist(session, desk.id, user, Role.OWNER)
    staff.role, staff.left_at = Role.OWNER, None
    desk_event(session, desk.id, "owner", at=now, by=staff.id)


@router.message(called("help"))
async def help_(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking(session, bench.bot, message, bench.clock())
    if who is None:
        return NOTHING
    desk, staff = who
    return Reply(whispers=[Whisper(help_for(None if staff is None else staff.role, words_for(desk, staff)))])


# --- binding


@router.message(GROUP, called("setup"))
async def setup(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """The owner says: the operators work here."""
    owner = await owner_of(message, session, bench)
    if isinstance(owner, Reply):
        return owner
    desk, staff = owner
    texts = words(desk.language)
    missing = await rights.missing_rights(bench.bot, message.chat.id)
    if "not-supergroup" in missing or "not-admin" in missing:
        return _say(session, desk, message, _lacks(texts, missing), bench)
    try:
        await bind_desk(session, desk, message.chat.id, topic_of(message), staff.id, bench.clock())
    except Refused as error:
        return _say(session, desk, message, _refusal(texts, error), bench)
    rights.report(bench, texts, missing)
    await stands(session, desk.id, message.chat.id, missing, bench.clock(), given_back=True)
    bound = lines((fill(texts, "setup-done"), _lacks(texts, missing)))
    return _say(session, desk, message, bound, bench)


def _say(session: AsyncSession, desk: Desk, message: Message, what: Rich, bench: Bench) -> Reply:
    say(
        session,
        desk.id,
        what.html,
        bench.clock(),
        chat_id=message.chat.id,
        thread_id=topic_of(message),
        reply_to=message.message_id,
    )
    return NOTHING


def _lacks(texts: Words, missing: Sequence[str]) -> Rich:
    return lines(plain(one) for one in rights.needs(texts, missing))


def _refusal(texts: Words, error: Refused) -> Rich:
    return plain(refusal(texts, error.key, error.params))


# --- as swipe-replies to a card: the same as the buttons, for where a private message did not arrive

ACTS = {
    "claim": Action.CLAIM,
    "release": Action.RELEASE,
    "takeover": Action.TAKE_OVER,
    "resolve": Action.RESOLVE,
    "dismiss": Action.DISMISS,
    "reopen": Action.REOPEN,
}


@router.message(F.reply_to_message, called(*ACTS))
async def act(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, partial(_perform, ACTS[command.command.lower()]))


@router.message(F.reply_to_message, called("mute"))
async def mute_(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, _mute)


@router.message(F.reply_to_message, called("history"))
async def history(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, _history)


@router.message(F.reply_to_message, called("escalate"))
async def escalate(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/escalate DEPARTMENT question`."""
    return await on_card(message, session, bench, partial(_escalate, (command.args or "").strip()))


@router.message(F.reply_to_message, called("approve", "decline"))
async def decide(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """Of an answer that waits for a look: as its buttons. `/decline REASON`."""
    which, args = command.command.lower(), (command.args or "").strip()
    return await on_card(message, session, bench, partial(by_command, which, args))


@router.message(called("approve", "decline"))
async def decide_what(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """Not as a reply: about which case?"""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return Reply(whispers=[Whisper(in_words(words_for(*who), "usage-decide"))])


async def _perform(action: Action, writing: Writing, staff: Staff) -> Reply:
    """Like a button of the moment the command was written: held back over what its author had not seen by then."""
    press = Press(action, await seen_by_then(writing), confirmed=True)
    now = writing.bench.clock()
    case = await actions.perform(writing.session, writing.case_id, press, staff, now)
    if action is not Action.RESOLVE:
        return NOTHING
    return Reply(
        whispers=await ending.asked(writing.session, writing.place.desk, case.id, now, writing.texts)
    )


async def _mute(writing: Writing, staff: Staff) -> Reply:
    """The post under which the case began."""
    require(staff.role, Action.DISMISS)
    seen = await look(writing.session, writing.case_id)
    if seen.view.post_id is None:
        raise Refused("post-gone")
    now = writing.bench.clock()
    await mute(writing.session, writing.place.desk, seen.view.post_id, staff, now)
    return Reply(whispers=[Whisper(in_words(writing.texts, "toast-muted"))])


async def _history(writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Right.LOOK)
    drawn = await history_of_case(writing.session, writing.case_id, writing.texts)
    return Reply(whispers=[Whisper(drawn, writing.case_id)])


async def _escalate(args: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.ESCALATE)
    departments = await departments_of(writing.session, writing.place.desk.id)
    for one in sorted(departments, key=lambda one: -len(one.name)):
        named, rest = args[: len(one.name)], args[len(one.name) :]
        if named.casefold() == one.name.casefold() and not rest[:1].isalnum():
            question = rest.strip() or None
            await escalations.escalate(
                writing.session, writing.case_id, one.id, question, staff, writing.bench.clock()
            )
            return NOTHING
    names = ", ".join(one.name for one in departments) or "—"
    raise Refused("usage-escalate", departments=names)


def menu(texts: Words) -> list[BotCommand]:
    """What Telegram offers behind `/`."""
    shown = (
        "queue",
        "mine",
        "case",
        "find",
        "new",
        "shift",
        "handover",
        "private",
        "templates",
        "tags",
        "me",
        "language",
        "report",
        "staff",
        "settings",
        "hours",
        "targets",
        "help",
    )
    return [BotCommand(command=one, description=texts(f"command-{one}")) for one in shown]
