"""`/find`: what was looked for, and the pages of what was found. Only who asked sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.found import Page, sentence, shown
from bot.desk.lookup import STEMMED, Query, understood
from bot.desk.permissions import Right, denied, may, require
from bot.desk.richtext import Rich, fill, join, name, plain
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn, PanelCommand, Turn
from bot.found import page_of
from bot.lookup import Found, find, keep, kept_of
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.looking import bring
from bot.telegram.people import asking_by_name
from bot.telegram.presses import presser
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly, refused
from bot.texts import Words, tongues, words_for
from storage.models import Case, Desk, Search, Staff

router = Router(name="finding")


class Turned(CallbackData, prefix="f1"):
    """A button of a result. `case` 0: turns to the page; else brings that case."""

    search: Number
    page: Number = 0
    case: Number = 0


@router.message(called("find"))
async def find_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/find words`: cases, messages, customers."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts, now, asked = words_for(desk, staff), bench.clock(), command.args or ""
    if not may(staff.role, Right.LOOK):
        return plainly(texts, denied(staff.role, Right.LOOK))
    try:
        query = _understood(asked, desk, staff, now)
        if query == Query():
            return Reply(whispers=[Whisper(in_words(texts, "find-how"))])
        found = await find(session, desk, query, now)
    except Refused as error:
        return plainly(texts, error)
    if not found:
        return Reply(whispers=[Whisper(_nothing(query, found, texts), names=True)])
    search = await keep(session, staff, asked, found, now)
    page = await page_of(session, desk, found, 0)
    return Reply(whispers=[Whisper(_drawn(search, query, found, page, texts), names=True)])


def _nothing(query: Query, found: Found, texts: Words) -> Drawn:
    hint = "find-nothing-of-several" if len(found.terms) > 1 else "find-nothing-hint"
    said = (sentence(query, found.terms, texts), _remarks(query, found, texts), fill(texts, "find-nothing"))
    return Drawn(join("\n", (*said, fill(texts, hint))).html)


def _remarks(query: Query, found: Found, texts: Words) -> Rich:
    """What of it was not looked for as it was written."""
    remarks = []
    if found.silent:
        remarks.append(fill(texts, "find-silent", words=name(", ".join(found.silent), 80)))
    if query.unknown:
        remarks.append(fill(texts, "find-unknown", words=name(", ".join(query.unknown), 80)))
    if found.shortened:
        remarks.append(fill(texts, "find-shortened"))
    if found.back_to is not None:
        remarks.append(fill(texts, "find-back-to", day=plain(f"{found.back_to:%d.%m.%Y}")))
    return join("\n", remarks)


def _drawn(search: Search, query: Query, found: Found, page: Page, texts: Words) -> Drawn:
    head = join("\n", (sentence(query, found.terms, texts), _remarks(query, found, texts)))
    whole = join("\n", (head, shown(page, texts)))
    cases = tuple(
        Button(f"#{one.number}", data=Turned(search=search.id, page=page.number, case=one.case_id).pack())
        for one in page.hits
    )
    ways = ((page.number - 1, "‹ {}/{}"), (page.number + 1, "{}/{} ›"))
    turns = tuple(
        Button(label.format(to + 1, page.pages), data=Turned(search=search.id, page=to).pack())
        for to, label in ways
        if 0 <= to < page.pages
    )
    close = (Button(texts("button-close"), turn=Turn(PanelCommand.CLOSE, 0)),)
    rows = tuple(row for row in (cases, (*turns, *close)) if row)
    return Drawn(whole.html, rows)


# --- buttons


@router.callback_query(Turned.filter())
async def turned(query: CallbackQuery, callback_data: Turned, session: AsyncSession, bench: Bench) -> Reply:
    """A result is its reader's alone; whoever lost the right to look since sees no more of it."""
    who = await presser(session, query, bench)
    if who is None or query.message is None:
        return NOTHING
    place, staff = who
    desk, texts, chat_id = place.desk, words_for(place.desk, staff), query.message.chat.id
    try:
        require(staff.role, Right.LOOK)
    except Refused as error:
        return refused(texts, error)
    search = await kept_of(session, callback_data.search, staff)
    if search is None:
        return Reply(toast=texts("find-gone"), closes=True)
    found = Found.unpack(search.found)
    if callback_data.case:
        case = await session.get(Case, callback_data.case)
        if case is None or case.id not in dict(found.cases):
            return Reply(toast=texts("out-of-date"))
        toast = texts("find-brought", number=case.number) if chat_id == desk.chat_id else None
        return replace(await bring(session, desk, staff, case, chat_id, bench.clock()), toast=toast)
    page = await page_of(session, desk, found, callback_data.page)
    asked = _understood(search.query, desk, staff, search.at)
    return Reply(whispers=[Whisper(_drawn(search, asked, found, page, texts), names=True)], replaces=True)


def _understood(asked: str, desk: Desk, staff: Staff, at: datetime) -> Query:
    today = at.astimezone(ZoneInfo(desk.timezone)).date()
    return understood(asked, tongues(desk, staff), today, stems=desk.language in STEMMED)
