"""`/hours`: in the owner's private chat when the desk works, what is told outside, and how both are changed: by a tap, by
words after the command, or by words in reply to the message.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import closed_notice, hours_set, public_holidays
from bot.answers import Terms, check_length
from bot.bench import Bench
from bot.desk import hours_page
from bot.desk.cards import refusal
from bot.desk.closed import LENGTH, checked
from bot.desk.hours_page import PRESETS, Press, Timetable
from bot.desk.opening import week_words
from bot.desk.permissions import Right
from bot.desk.states import Refused
from bot.desk.timetable import WholeWeek, understood
from bot.desk.view import Button, Drawn
from bot.hours import hours_of
from bot.telegram.filters import PRIVATE, called
from bot.telegram.own_page import on_own_page
from bot.telegram.owning import owner_in_private
from bot.telegram.reply import Reply, Whisper, plainly
from bot.texts import Words, words_for
from connectors.errors import TooLong
from storage.models import ClosedNotice, Conversation, Desk, Direction, Staff
from storage.models import Message as Said
from storage.queries import accounts_of

router = Router(name="hours")


class Asked(CallbackData, prefix="h1"):
    """`hours_page.Press`."""

    page: str
    act: str
    arg: str


def opener(texts: Words) -> Button:
    """The way here from elsewhere."""
    return Button(texts("button-hours"), data=_packed(Press("new")))


def _packed(press: Press) -> str:
    return Asked(page=press.page, act=press.act, arg=press.arg).pack()


def page_in(keyboard: InlineKeyboardMarkup | None) -> str | None:
    """Which page a message of ours shows, from its buttons: what is written in reply is about that."""
    data = [one.callback_data or "" for row in keyboard.inline_keyboard for one in row] if keyboard else []
    asked = [Asked.unpack(one) for one in data if one.startswith("h1:")]
    if not asked or any(one.page == "new" for one in asked):
        return None
    with_back = [one.page for one in asked if one.page != "week"]
    return "week" if any(one.act == "preset" for one in asked) else with_back[0]


# --- by words


@router.message(called("hours"))
async def hours_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/hours`, `/hours Mon-Fri 9-18`, `/hours 31.12 10-15`, `/hours holidays RU`, `/hours notice off`, `/hours text …`."""
    who = await owner_in_private(message, session, bench, "hours-in-private")
    if isinstance(who, Reply):
        return who
    desk, staff = who
    what, _, rest = (command.args or "").strip().partition(" ")
    pages = {"holidays": "holidays", "text": "notice", "notice": "notice"}
    page = pages.get(what.casefold().strip())
    written = rest.strip() if page is not None else (command.args or "").strip()
    if written and what.casefold() == "notice":
        return await _told(session, desk, staff, written, bench)
    return await _written(session, desk, staff, page or "week", written, bench)


async def _told(session: AsyncSession, desk: Desk, staff: Staff, whom: str, bench: Bench) -> Reply:
    """`/hours notice off`: who is told that nobody works, as the buttons are called or in English. No words of notice."""
    texts, now = words_for(desk, staff), bench.clock()
    meant = next((one for one in ClosedNotice if whom.casefold() in _called(one, texts)), None)
    if meant is None:
        choices = ", ".join(f"/hours notice {one.value}" for one in ClosedNotice)
        return plainly(texts, Refused("hours-notice-whom", found=whom, choices=choices, own="/hours text …"))
    hours_set.set_notice(session, await hours_set.locked(session, desk), meant, staff, now)
    return Reply(whispers=[Whisper(await _page(session, desk, "notice", texts, now))])


def _called(whom: ClosedNotice, texts: Words) -> tuple[str, str]:
    return whom.value, texts("hours-notice", whom=whom.value).casefold()


async def is_reply(message: Message) -> dict[str, Any] | bool:
    """To one of the pages."""
    swiped = message.reply_to_message
    page = None if swiped is None else page_in(swiped.reply_markup)
    return False if page is None else {"page": page}


@router.message(PRIVATE, F.text, ~F.text.startswith("/"), is_reply)
async def replied(message: Message, page: str, session: AsyncSession, bench: Bench) -> Reply:
    who = await owner_in_private(message, session, bench, "hours-in-private")
    if isinstance(who, Reply):
        return who
    desk, staff = who
    return await _written(session, desk, staff, page, message.text or "", bench)


async def _written(
    session: AsyncSession, desk: Desk, staff: Staff, page: str, written: str, bench: Bench
) -> Reply:
    """What is refused changes nothing."""
    texts, now = words_for(desk, staff), bench.clock()
    before = None
    try:
        async with session.begin_nested():
            desk = await hours_set.locked(session, desk)
            if written and page == "week":
                before = await _set_hours(session, desk, written, staff, now)
            elif written and page == "holidays":
                meant = None if written.casefold() in ("-", "none") else public_holidays.meant(written)
                await hours_set.set_holidays(session, desk, meant, staff, now)
            elif written:
                await _set_text(session, desk, written, staff, bench.terms())
    except Refused as error:
        return plainly(texts, _worded(error, texts))
    return Reply(whispers=[Whisper(await _page(session, desk, page, texts, now, before))])


async def _set_hours(
    session: AsyncSession, desk: Desk, written: str, staff: Staff, now: datetime
) -> str | None:
    """The week until now, if it changed. Raises Refused."""
    hours = await hours_of(session, desk)
    meant = understood(written, now.astimezone(hours.zone).date())
    if not isinstance(meant, WholeWeek):
        await hours_set.set_days(session, desk, meant.days, meant.hours, staff, now)
        return None
    before = desk.hours
    await hours_set.set_week(session, desk, meant.week, staff, now)
    return None if before == desk.hours else week_words(before, words_for(desk, staff))


async def _set_text(session: AsyncSession, desk: Desk, written: str, staff: Staff, terms: Terms) -> None:
    """Raises Refused where it would not fit, filled in, into what a network takes."""
    text = None if written in ("-", "—") else checked(written)
    kept = desk.closed_text
    desk.closed_text = text
    said = await _says(session, desk, terms.now)
    if len(said) > LENGTH:
        raise Refused("hours-text-too-long", limit=LENGTH, excess=len(said) - LENGTH)
    for account in await accounts_of(session, desk.id):
        query = (
            select(Said.target)
            .join(Conversation, Conversation.id == Said.conversation_id)
            .where(Said.account_id == account.id, Said.direction == Direction.IN)
            .where(Said.target.is_not(None))
            .order_by((Conversation.kind == "message").desc(), Said.id.desc())
        )
        target = await session.scalar(query.limit(1))
        try:
            if target is not None:
                check_length(said, terms.networks.capabilities(account.id, target, terms.now).reply)
        except TooLong as error:
            excess = error.actual - error.limit
            raise Refused("hours-text-too-long", limit=error.limit, excess=excess) from None
    desk.closed_text = kept
    hours_set.set_text(session, desk, text, staff, terms.now)


def _worded(error: Refused, texts: Words) -> Refused:
    """Days are named as the owner names them."""
    params = dict(error.params)
    if "day" in params:
        params["day"] = texts("hours-day", day=str(params["day"]))
    return Refused(error.key, **params)


# --- by a tap


@router.callback_query(Asked.filter())
async def pressed(query: CallbackQuery, callback_data: Asked, session: AsyncSession, bench: Bench) -> Reply:
    """It says what shall hold, not what shall change: the same press twice is the same as once."""
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    now = bench.clock()
    if callback_data.page == "new":
        return Reply(whispers=[Whisper(await _page(session, desk, "week", texts, now))])
    desk = await hours_set.locked(session, desk)
    before = desk.hours
    try:
        async with session.begin_nested():
            await _do(session, desk, callback_data, staff, now)
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)
    until_now = None if before == desk.hours else week_words(before, texts)
    toast = texts("toast-hours") if callback_data.act else None
    return Reply(toast=toast, redraws=await _page(session, desk, callback_data.page, texts, now, until_now))


async def _do(session: AsyncSession, desk: Desk, asked: Asked, staff: Staff, now: datetime) -> None:
    """Raises Refused."""
    match asked.act:
        case "preset" if asked.arg in PRESETS:
            await hours_set.set_week(session, desk, PRESETS[asked.arg], staff, now)
        case "holidays":
            meant = public_holidays.meant(asked.arg) if asked.arg else None
            await hours_set.set_holidays(session, desk, meant, staff, now)
        case "notice" if asked.arg in tuple(ClosedNotice):
            hours_set.set_notice(session, desk, ClosedNotice(asked.arg), staff, now)
        case "words":
            hours_set.set_text(session, desk, None, staff, now)


# --- shown


async def _page(
    session: AsyncSession, desk: Desk, page: str, texts: Words, now: datetime, before: str | None = None
) -> Drawn:
    it = await _timetable(session, desk, texts, now)
    match page:
        case "holidays":
            common = {one: public_holidays.name_of(one, texts.language) for one in public_holidays.COMMON}
            shown, rows = hours_page.holidays_page(it, texts, common)
        case "notice":
            shown, rows = hours_page.notice_page(it, texts, own=desk.closed_text is not None)
        case _:
            shown, rows = hours_page.week_page(it, texts, before)
    packed = {press: _packed(press) for row in rows for _, press, _ in row}
    return hours_page.drawn(shown, rows, packed)


async def _timetable(session: AsyncSession, desk: Desk, texts: Words, now: datetime) -> Timetable:
    hours = await hours_of(session, desk)
    today = now.astimezone(hours.zone).date()
    exceptions = [(one.day, one.hours) for one in await hours_set.coming(session, desk, today)]
    whose, coming = None, None
    if desk.holidays is not None:
        whose = public_holidays.name_of(desk.holidays, texts.language)
        coming = public_holidays.next_of(desk.holidays, today, texts.language)
    says = await _says(session, desk, now)
    return Timetable(
        hours, desk.hours, now, desk.timezone, exceptions, whose, coming, desk.closed_notice, says
    )


async def _says(session: AsyncSession, desk: Desk, now: datetime) -> str:
    """What a customer would be told now, or just after it closes next."""
    hours = await hours_of(session, desk)
    at = hours.closes_at(now) or now
    opens = hours.opens_at(at) or at
    return closed_notice.notice_text(desk, hours, opens, at)
