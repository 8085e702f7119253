"""Cases by hand: `/new` with words, and what a customer said elsewhere, forwarded to the bot in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import CommandObject
from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot import byhand, links
from bot.bench import Bench
from bot.byhand import Heard
from bot.desk.byhand import link_in, told
from bot.desk.permissions import may, require
from bot.desk.richtext import bold, cut, fill, one_line
from bot.desk.states import Action, Refused
from bot.desk.view import Button, Command, Drawn
from bot.outcomes import Source
from bot.telegram.files import file_of
from bot.telegram.filters import PRIVATE, called
from bot.telegram.people import asking_by_name, topic_of
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.texts import Words, words_for
from storage.models import Case, Desk, Staff
from storage.queries import held_by, names_in, staff_member

router = Router(name="by hand")

OFFERED = 3
"""Cases of their own to which somebody may say that a forwarded message belongs."""


@router.message(called("new"))
async def new(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/new words`: the first line says who it was, if there are more. As a reply to a colleague's message: its words."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    about = message.reply_to_message
    if about is not None and (about.from_user is None or about.from_user.id == bench.bot.id):
        about = None
    try:
        require(staff.role, Action.CLAIM)
        async with session.begin_nested():
            return await _new(message, about, command.args or "", session, bench, desk, staff)
    except Refused as error:
        return plainly(texts, error)


@router.edited_message(called("new"))
async def corrected(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """A slip of the pen: what was written down says what the message says now."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    read = told(command.args or "")
    if who is None or message.reply_to_message is not None or not read.text or link_in(read.text):
        return NOTHING
    if not may(who[1].role, Action.CLAIM):
        return NOTHING
    source = Source(message.chat.id, message.message_id)
    await byhand.correct(session, who[0], source, read.name, read.text, who[1], bench.clock())
    return NOTHING


async def _new(
    message: Message,
    about: Message | None,
    args: str,
    session: AsyncSession,
    bench: Bench,
    desk: Desk,
    staff: Staff,
) -> Reply:
    source = Source(message.chat.id, message.message_id) if message.message_id else None
    texts = words_for(desk, staff)
    whole = args if about is None else _text(about)
    if (link := await _ask_link(message, whole, session, bench, staff, texts)) is not None:
        return link
    said = about if about is not None and (_text(about) or file_of(about)) else None
    told_ = told(args)
    if said is not None:
        author = await _author(session, bench, desk, said)
        name = args.strip().partition("\n")[0][:120] or author.name
        files = [] if (file := file_of(said)) is None else [file]
        heard = Heard(_text(said), source, bench.clock(), name, author.url, author.person, files)
    else:
        files = [] if (file := file_of(message)) is None else [file]
        if not told_.text and not files:
            raise Refused("usage-new")
        heard = Heard(told_.text, source, bench.clock(), told_.name, files=files)
    opened = await byhand.open_by_hand(session, desk, heard, staff, bench.clock())
    if message.chat.id == desk.chat_id:
        return NOTHING
    return Reply(whispers=[_opened(opened.case, (), texts)])


# --- an address


@router.message(PRIVATE, F.text, ~F.text.startswith("/"), ~F.reply_to_message, ~F.forward_origin)
async def pasted(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """The address of what a customer wrote. Other words are nobody's business here."""
    if link_in(message.text or "") is None:
        raise SkipHandler
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return NOTHING
    texts = words_for(*who)
    try:
        asked = await _ask_link(message, message.text or "", session, bench, who[1], texts)
    except Refused as error:
        return plainly(texts, error)
    if asked is None:
        raise SkipHandler
    return asked


async def _ask_link(
    message: Message, text: str, session: AsyncSession, bench: Bench, staff: Staff, texts: Words
) -> Reply | None:
    """An address that a network of ours reads is asked for there, with other words as a note; one that none reads is
    told so if there is nothing else. None: other words. Raises Refused: the role.
    """
    found = link_in(text)
    if found is None:
        return None
    require(staff.role, Action.CLAIM)
    url, rest = found
    account_id = links.account_for(bench.networks, url)
    if account_id is None:
        return None if rest else Reply(whispers=[Whisper(in_words(texts, "link-unknown"))])
    source = Source(message.chat.id, message.message_id)
    asked = links.Asked(url, source, topic_of(message), staff, rest)
    await links.ask(session, account_id, asked, bench.clock())
    return NOTHING


# --- forwarded in private


@router.message(PRIVATE, F.forward_origin)
async def forwarded(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """A customer's words from another chat. What follows from the same person joins the case."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return NOTHING
    desk, staff = who
    texts = words_for(desk, staff)
    try:
        require(staff.role, Action.CLAIM)
        async with session.begin_nested():
            return await _forwarded(message, session, bench, desk, staff, texts)
    except Refused as error:
        return plainly(texts, error)


async def _forwarded(
    message: Message, session: AsyncSession, bench: Bench, desk: Desk, staff: Staff, texts: Words
) -> Reply:
    origin, author = message.forward_origin, await _author(session, bench, desk, message)
    if author.ours:
        raise Refused("forwarded-ours")
    file, text = file_of(message), _text(message)
    if file is None and not text:
        raise Refused("nothing-to-open")
    heard = Heard(
        text,
        Source(message.chat.id, message.message_id),
        bench.clock() if origin is None else min(origin.date, bench.clock()),
        author.name,
        author.url,
        author.person,
        [] if file is None else [file],
        forwarded=True,
    )
    opened = await byhand.open_by_hand(session, desk, heard, staff, bench.clock())
    if opened.joined:
        return NOTHING
    _, own = await held_by(session, staff.id, OFFERED)
    names = await names_in(session, [one.id for one in own])
    others = [(one, names.get(one.id)) for one in own if one.id != opened.case.id]
    return Reply(whispers=[_opened(opened.case, others, texts)])


def _opened(case: Case, others: Sequence[tuple[Case, str | None]], texts: Words) -> Whisper:
    """Said in private; `others`: to which it may belong."""
    claim = Button(texts("button-claim"), Command.CLAIM, style="primary")
    belongs = [
        (
            Button(
                texts("button-belongs", number=one.number, name=cut(one_line(name or ""), 24) or "…"),
                Command.BELONGS,
                one.id,
            ),
        )
        for one, name in others
    ]
    said = fill(texts, "opened-by-hand", case=bold(f"#{case.number}"))
    return Whisper(Drawn(said.html, ((claim,), *belongs)), case.id, case.version)


@command(Command.BELONGS)
async def belongs(pressing: Pressing) -> Reply:
    data, now = pressing.data, pressing.bench.clock()
    case, other = await byhand.belongs_to(
        pressing.session, data.case, data.arg, pressing.staff, now, data.version
    )
    drawn = in_words(pressing.texts, "belongs-noted", number=other.number, gone=case.number)
    toast = pressing.texts("belongs-noted", number=other.number, gone=case.number)
    return Reply(toast=toast, whispers=[Whisper(drawn)], replaces=True)


# --- who said it


@dataclass(frozen=True, slots=True)
class Author:
    """`person`: what knows them again. `ours`: the bot itself said it."""

    name: str | None = None
    url: str | None = None
    person: str | None = None
    ours: bool = False


async def _author(session: AsyncSession, bench: Bench, desk: Desk, message: Message) -> Author:
    """Of a forwarded message. Who is of the desk is no customer: then nobody knows who it was."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            if user.id == bench.bot.id:
                return Author(ours=True)
            if await staff_member(session, desk.id, user.id) is not None:
                return Author()
            url = f"https://t.me/{user.username}" if user.username else None
            return Author(user.full_name, url, f"user{user.id}")
        case MessageOriginHiddenUser(sender_user_name=name):
            return Author(name)
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            url = f"https://t.me/{chat.username}" if chat.username else None
            return Author(chat.title, url, f"chat{chat.id}")
        case _:
            return Author()


def _text(message: Message) -> str:
    """What was said; of somebody's contact, the name and number."""
    if message.contact is not None:
        names = (message.contact.first_name, message.contact.last_name, message.contact.phone_number)
        return " ".join(part for part in names if part)
    return (message.text or message.caption or "").strip()
