"""`/shift` and `/handover`: who works just now, and what becomes of what somebody has."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import shifts
from bot.assigning import hand_over
from bot.bench import Bench
from bot.desk.permissions import may, require
from bot.desk.states import Action, Refused
from bot.desk.view import Drawn
from bot.shifts import Colleague, colleagues
from bot.telegram.assigning import meant
from bot.telegram.colleagues import Chosen, shift, take_over
from bot.telegram.filters import called
from bot.telegram.people import asking_by_name
from bot.telegram.presses import presser
from bot.telegram.refusing import without_name
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly, refused
from bot.texts import Words, tongues, words_for
from storage.models import Staff

router = Router(name="shifts")


@router.message(called("shift"))
async def shift_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    choice = (command.args or "").strip().casefold()
    if choice not in ("", "on", "off"):
        return Reply(whispers=[Whisper(in_words(texts, "usage-shift"))])
    try:
        return Reply(whispers=[Whisper(await _shift(session, staff, bench, texts, choice))])
    except Refused as error:
        return plainly(texts, error)


async def _shift(session: AsyncSession, staff: Staff, bench: Bench, texts: Words, choice: str) -> Drawn:
    """Begins or ends it (`choice` empty: neither), and shows what there is to know then."""
    if choice == "on":
        shifts.begin(session, staff, bench.clock())
    elif choice == "off":
        shifts.end(session, staff, bench.clock())
    await session.flush()
    known = await colleagues(session, staff.desk_id)
    mine = _of(known, staff)
    if choice == "off" and mine is not None and mine.holds:
        return take_over(mine.holds, _others(known, staff), texts, key="shift-over-holds")
    return shift([one for one in known if one.works], mine, texts)


def _of(known: Sequence[Colleague], staff: Staff) -> Colleague | None:
    return next((one for one in known if one.staff.id == staff.id), None)


@router.message(called("handover"))
async def handover(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/handover @name`, `/handover queue`; bare, it asks to whom."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts, asked = words_for(desk, staff), (command.args or "").strip()
    try:
        if not asked:
            return Reply(whispers=[Whisper(await _pick(session, staff, texts))])
        queue = asked.casefold() in ("queue", *(say("handover-queue") for say in tongues(desk, staff)))
        to = None if queue else await meant(session, message, desk.id, asked)
        return Reply(whispers=[Whisper(await _hand_over(session, staff, to, bench, texts))])
    except Refused as error:
        return plainly(texts, error)


async def _pick(session: AsyncSession, staff: Staff, texts: Words) -> Drawn:
    require(staff.role, Action.RELEASE)
    known = await colleagues(session, staff.desk_id)
    mine = _of(known, staff)
    if mine is None or not mine.holds:
        return in_words(texts, "handover-nothing")
    return take_over(mine.holds, _others(known, staff), texts, key="handover-pick")


def _others(known: Sequence[Colleague], staff: Staff) -> list[Colleague]:
    """Whom this person may give cases to."""
    if not may(staff.role, Action.ASSIGN):
        return []
    return [one for one in known if one.staff.id != staff.id]


async def _hand_over(
    session: AsyncSession, staff: Staff, to: Staff | None, bench: Bench, texts: Words
) -> Drawn:
    count = await hand_over(session, staff, to, staff, bench.clock())
    if not count:
        return in_words(texts, "handover-nothing")
    if to is None:
        return in_words(texts, "handover-to-queue", count=count)
    return in_words(texts, "handover-to", count=count, name=to.name)


@router.callback_query(Chosen.filter())
async def chosen(query: CallbackQuery, callback_data: Chosen, session: AsyncSession, bench: Bench) -> Reply:
    """In the group or in private; from whomever's message, it is about who presses."""
    who = await presser(session, query, bench)
    if who is None:
        return NOTHING
    place, staff = who
    texts = words_for(place.desk, staff)
    try:
        return await _choose(session, staff, callback_data, bench, texts)
    except Refused as error:
        return refused(texts, error)


async def _choose(session: AsyncSession, staff: Staff, data: Chosen, bench: Bench, texts: Words) -> Reply:
    match data.choice:
        case "on" | "off":
            drawn = await _shift(session, staff, bench, texts, data.choice)
            key = "toast-shift-on" if data.choice == "on" else "toast-shift-off"
            return Reply(toast=texts(key), whispers=[Whisper(drawn)], replaces=True)
        case "pick":
            return Reply(whispers=[Whisper(await _pick(session, staff, texts))], replaces=True)
        case "queue":
            drawn = await _hand_over(session, staff, None, bench, texts)
        case "to":
            to = await session.get(Staff, data.to)
            if to is None or to.desk_id != staff.desk_id:
                raise Refused("nobody-named", name="?", names="")
            drawn = await _hand_over(session, staff, to, bench, texts)
        case _:
            return Reply(closes=True)
    return Reply(whispers=[Whisper(drawn)], replaces=True)
