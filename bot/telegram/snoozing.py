"""`Snooze` and `Wake up`, and by words: `/snooze tomorrow 9:00`, `/wake` as a swipe-reply."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import snoozing
from bot.bench import Bench
from bot.desk.hours import Hours
from bot.desk.moments import moment
from bot.desk.permissions import require
from bot.desk.richtext import Rich, fill, till
from bot.desk.snoozing import CHOICES
from bot.desk.states import Action, Refused
from bot.desk.view import Command, Drawn
from bot.hours import hours_of
from bot.telegram import sorting_prompts as prompts
from bot.telegram.filters import called
from bot.telegram.on_card import on_card, seen_by_then
from bot.telegram.pressing import Pressing, command
from bot.telegram.replies import OF_CASE
from bot.telegram.reply import Reply, Whisper
from bot.telegram.sorting import asks_for_words, astray
from bot.telegram.writing import Writing
from bot.texts import Words
from storage.models import Staff

router = Router(name="snoozing")

SNOOZE_DATE = "snooze_date"
"""The purpose of a message that asks until when."""


@command(Command.SNOOZE)
async def pick(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    if Action.SNOOZE not in seen.view.actions and seen.case.closed_at is not None:
        raise Refused(seen.view.status.value, action=Action.SNOOZE.value)
    hours, now = await hours_of(pressing.session, pressing.place.desk), pressing.bench.clock()
    labels = tuple(
        pressing.texts("snooze-for", choice=name, at=_shown(until(now, hours), now, hours))
        for name, until in CHOICES
    )
    return Reply(
        whispers=[pressing.whisper(prompts.until_when(seen.view, labels, pressing.texts))], replaces=True
    )


def _shown(until: datetime, now: datetime, hours: Hours) -> str:
    """In the desk's zone; the day, too, if it is another one."""
    there = until.astimezone(hours.zone)
    same = there.date() == now.astimezone(hours.zone).date()
    return f"{there:%H:%M}" if same else f"{there:%d.%m %H:%M}"


@command(Command.SNOOZE_FOR)
async def snooze_for(pressing: Pressing) -> Reply:
    if not 0 <= pressing.data.arg < len(CHOICES):
        raise Refused("moment-unclear", found="…")
    hours, now = await hours_of(pressing.session, pressing.place.desk), pressing.bench.clock()
    until = CHOICES[pressing.data.arg][1](now, hours)
    data = pressing.data
    case = await snoozing.snooze(pressing.session, data.case, until, pressing.staff, now, data.version)
    toast = pressing.texts("toast-snoozed", number=case.number, until=_shown(until, now, hours))
    return Reply(toast=toast, closes=True)


@command(Command.SNOOZE_DATE)
async def snooze_date(pressing: Pressing) -> Reply:
    return await asks_for_words(pressing, SNOOZE_DATE)


@command(Command.WAKE)
async def wake(pressing: Pressing) -> Reply:
    now = pressing.bench.clock()
    case = await snoozing.wake(pressing.session, pressing.data.case, pressing.staff, now)
    return Reply(toast=pressing.texts("toast-woken", number=case.number), closes=True)


# --- words


@router.message(F.reply_to_message, called("snooze"))
async def snooze_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/snooze 25.11 14:30`."""
    return await on_card(message, session, bench, partial(_snooze, (command.args or "").strip()))


@router.message(F.reply_to_message, called("wake"))
async def wake_(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    return await on_card(message, session, bench, _wake)


router.message(called("snooze", "wake"))(astray)


async def dated(writing: Writing) -> Reply:
    """What is written in reply to the message that asks until when."""
    if writing.staff is None:
        raise Refused("name-needed")
    if not writing.message.text:
        raise Refused("text-only")
    return await _snooze(writing.text, writing, writing.staff)


OF_CASE[SNOOZE_DATE] = dated


async def _snooze(said: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.SNOOZE)
    now = writing.bench.clock()
    until = moment(said, now, await hours_of(writing.session, writing.place.desk))
    case = await snoozing.snooze(
        writing.session, writing.case_id, until, staff, now, await seen_by_then(writing)
    )
    return Reply(whispers=[Whisper(_told(case.number, until, writing.texts))])


def _told(number: int, until: datetime, texts: Words) -> Drawn:
    shown: Rich = till(until)
    return Drawn(fill(texts, "toast-snoozed", number=number, until=shown).html)


async def _wake(writing: Writing, staff: Staff) -> Reply:
    case = await snoozing.wake(writing.session, writing.case_id, staff, writing.bench.clock())
    drawn = Drawn(fill(writing.texts, "toast-woken", number=case.number).html)
    return Reply(whispers=[Whisper(drawn)])
