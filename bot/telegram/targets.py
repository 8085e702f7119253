"""`/targets`: the owner sets in private by when things are to be done, by a tap or in words."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk import targets as faces
from bot.desk.cards import refusal
from bot.desk.permissions import Right
from bot.desk.states import Refused
from bot.desk.targets import CHOICES, SINGLE, Scope, Wish, understand
from bot.desk.view import Button, Drawn
from bot.targets import aim, targets_of
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.owning import owner_in_private
from bot.telegram.reply import Reply, Whisper, plainly
from bot.texts import Words, tongues, words_for
from storage.models import Desk, Measure, Staff

router = Router(name="targets")


class Aimed(CallbackData, prefix="a1"):
    """It says what shall hold, not what shall change. `scope`: the place in `SINGLE`, -1 for all cases."""

    does: str
    measure: str = ""
    scope: Number = -1
    minutes: Number = 0


def packs(does: str, measure: Measure | None, scope: Scope, minutes: int) -> str:
    place = SINGLE.index(scope) if scope in SINGLE else -1
    return Aimed(
        does=does, measure="" if measure is None else measure.value, scope=place, minutes=minutes
    ).pack()


def settings_row(texts: Words) -> tuple[Button, ...]:
    """The way here from `/settings`."""
    return (Button(texts("button-targets"), data=packs("open", None, Scope(), 0)),)


@router.message(called("targets"))
async def targets(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """Bare, it shows them; `/targets first message 15 min` sets one."""
    who = await owner_in_private(message, session, bench, "targets-in-private")
    if isinstance(who, Reply):
        return who
    (desk, owner), texts = who, words_for(*who)
    args = (command.args or "").strip()
    try:
        async with session.begin_nested():
            if args:
                held = await targets_of(session, desk)
                wish = understand(args, held.hours, *tongues(desk, owner))
                await aim(session, desk, wish, owner, bench.clock())
    except Refused as error:
        return plainly(texts, error)
    return Reply(whispers=[Whisper(await _overview(session, desk, texts))])


async def _overview(session: AsyncSession, desk: Desk, texts: Words) -> Drawn:
    return faces.overview(await targets_of(session, desk), texts, packs)


@router.callback_query(Aimed.filter())
async def aimed(query: CallbackQuery, callback_data: Aimed, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, owner, texts = who
    try:
        async with session.begin_nested():
            return await _turn(session, desk, callback_data, owner, bench, texts)
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)


async def _turn(
    session: AsyncSession, desk: Desk, data: Aimed, owner: Staff, bench: Bench, texts: Words
) -> Reply:
    if data.does == "open":
        return Reply(whispers=[Whisper(await _overview(session, desk, texts))])
    if data.does == "main":
        return Reply(redraws=await _overview(session, desk, texts))
    measure = next((one for one in Measure if one == data.measure), None)
    if measure is None or not -1 <= data.scope < len(SINGLE):
        return Reply(toast=texts("settings-out-of-date"))
    scope, toast = Scope() if data.scope < 0 else SINGLE[data.scope], None
    offered = data.does == "usual" or (data.does == "set" and data.minutes in CHOICES[measure])
    if offered:
        minutes = data.minutes if data.does == "set" else None
        if await aim(session, desk, Wish(measure, scope, minutes), owner, bench.clock()):
            toast = texts("toast-target")
    held = await targets_of(session, desk)
    if data.does == "for":
        return Reply(redraws=faces.which(held, measure, texts, packs))
    return Reply(toast=toast, redraws=faces.page(held, measure, scope, texts, packs))
