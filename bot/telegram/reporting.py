"""`/report`: figures of any days, by a page with buttons or in words; made by `report_work`, sent when they are there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.cards import refusal
from bot.desk.permissions import Right, denied, may
from bot.desk.richtext import plain
from bot.desk.states import Refused
from bot.desk.view import Drawn
from bot.reports import asking, page
from bot.reports.grammar import COLUMNS, FILTERS, understood
from bot.reports.page import Packs
from bot.reports.scope import Only
from bot.reports.wanted import Against, Wanted
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.people import asking_by_name
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.texts import Words, tongues, words_for
from storage.models import Desk, Gives, PageState, ReportPage

router = Router(name="reporting")

LONG = 1000
"""Characters of a refusal that is a message."""


class Asked(CallbackData, prefix="rp"):
    """A button of a page. It says what shall hold, not what shall change: the same press twice is the same as once."""

    number: Number
    does: str
    arg: str = ""


def packs(number: int) -> Packs:
    return lambda does, arg: Asked(number=number, does=does, arg=arg).pack()


@router.message(called("report"))
async def report(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """Bare, a page to choose on; `/report october network:vk xlsx` is made at once."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    (desk, staff), now = who, bench.clock()
    texts, said = words_for(desk, staff), (command.args or "").strip()
    if not may(staff.role, Right.REPORT):
        return plainly(texts, denied(staff.role, Right.REPORT))
    if message.chat.type != ChatType.PRIVATE:
        return Reply(whispers=[Whisper(in_words(texts, "reporting-in-private", bot=f"@{bench.username}"))])
    try:
        async with session.begin_nested():
            if not said:
                kept = await asking.opened(session, staff, Wanted(), now)
                return Reply(whispers=[Whisper(await main(session, kept, desk, texts, now))])
            today = now.astimezone(ZoneInfo(desk.timezone)).date()
            known = await asking.known(session, desk, texts)
            asked = understood(said, known, tongues(desk, staff), today)
            kept = await asking.opened(session, staff, asked.wanted, now)
            await asking.start(session, kept, desk, asked.gives or Gives.SHOW, now)
    except Refused as error:
        return Reply(whispers=[Whisper(Drawn(plain(refusal(texts, error.key, error.params, LONG)).html))])
    return NOTHING


async def main(session: AsyncSession, kept: ReportPage, desk: Desk, texts: Words, now: datetime) -> Drawn:
    """The page as it is now."""
    return page.main(await asking.shown(session, kept, desk, texts, now), texts, packs(kept.id))


# --- buttons


@router.callback_query(Asked.filter())
async def pressed(query: CallbackQuery, callback_data: Asked, session: AsyncSession, bench: Bench) -> Reply:
    if query.message is None:
        return NOTHING
    who = await on_own_page(query, session, bench, Right.REPORT)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    kept = await asking.page_of(session, callback_data.number, staff)
    if kept is None:
        return Reply(toast=texts("toast-reporting-gone"), alert=True)
    kept.message_id = query.message.message_id
    try:
        async with session.begin_nested():
            return await _turn(session, kept, desk, callback_data, texts, bench.clock())
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)


async def _turn(
    session: AsyncSession, kept: ReportPage, desk: Desk, asked: Asked, texts: Words, now: datetime
) -> Reply:
    """Raises Refused. While it is counted only the worker draws the page, lest an older state comes last."""
    if asked.does == "stop":
        toast = "toast-reporting-stopped" if asking.stop(kept) else "toast-reporting-over"
        return Reply(toast=texts(toast), redraws=await main(session, kept, desk, texts, now))
    if kept.state != PageState.RESTS:
        raise Refused("reporting-busy")
    if asked.does in tuple(Gives):
        await asking.start(session, kept, desk, Gives(asked.does), now)
        return Reply(toast=texts("toast-reporting-starts"))
    kept.step = ""
    try:
        chosen = _chosen(Wanted.unpacked(kept.wanted), asked)
        if chosen is not None:
            asking.check(chosen, desk, now)
            kept.wanted = chosen.packed()
        drawn = await _drawn(session, kept, desk, asked, texts, now)
    except (ValueError, KeyError):
        return Reply(toast=texts("settings-out-of-date"))
    if drawn is None:
        return Reply(toast=texts("toast-reporting-no-day"))
    return Reply(redraws=drawn)


def _chosen(wanted: Wanted, asked: Asked) -> Wanted | None:
    """None: the button chooses nothing. Raises ValueError, KeyError for what none of our buttons carries."""
    match asked.does:
        case "span":
            return Wanted(asked.arg, only=wanted.only, against=wanted.against)
        case "days":
            first, last = (_day(one) for one in asked.arg.split("."))
            return Wanted("", first, max(first, last), wanted.only, wanted.against)
        case "only":
            filter_, _, value = asked.arg.partition(".")
            return Wanted(
                wanted.span, wanted.first, wanted.last, _narrowed(wanted.only, filter_, value), wanted.against
            )
        case "against":
            return Wanted(wanted.span, wanted.first, wanted.last, wanted.only, Against(asked.arg))
        case _:
            return None


def _narrowed(only: Only, filter_: str, value: str) -> Only:
    """`value` empty: to nothing any more."""
    column, kept = COLUMNS[filter_], only.kept()
    kept.pop(column, None)
    if value:
        kept[column] = value if filter_ == "network" else int(value)
    return Only(**kept)


def _day(text: str) -> date:
    """`20261122`; `202611` is the first of the month."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:] or 1))


async def _drawn(
    session: AsyncSession, kept: ReportPage, desk: Desk, asked: Asked, texts: Words, now: datetime
) -> Drawn | None:
    """None: a day that cannot be chosen."""
    it, carries = await asking.shown(session, kept, desk, texts, now), packs(kept.id)
    match asked.does:
        case "none":
            return None
        case "pick":
            filter_, _, number = asked.arg.partition(".")
            return page.picker(FILTERS[FILTERS.index(filter_)], int(number), it, texts, carries)
        case "compare":
            return page.against(it, texts, carries)
        case "first":
            return page.first_day(_day(asked.arg), it, texts, carries)
        case "last":
            first, month = (_day(one) for one in asked.arg.split("."))
            return page.last_day(first, month, it, texts, carries)
        case _:
            return page.main(it, texts, carries)
