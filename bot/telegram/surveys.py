"""What customers are asked once their case is resolved: the owner sets it in private, from `/settings`."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot import surveys as asking
from bot.bench import Bench
from bot.desk.attached import quoted
from bot.desk.parts import blocks
from bot.desk.permissions import Right
from bot.desk.richtext import EMPTY, Rich, bold, fill, lines
from bot.desk.surveys import LOW
from bot.desk.view import Button, Drawn
from bot.hours_set import locked
from bot.telegram.own_page import on_own_page
from bot.telegram.reply import Reply, Whisper
from bot.texts import Words, words
from storage.models import Asks, Desk

router = Router(name="surveys")

OPEN = "open"
PREVIEW = 400
"""Code points."""


class Asked(CallbackData, prefix="q1"):
    """What shall be asked from now on, or OPEN."""

    asks: str


def opener(texts: Words) -> Button:
    """The way here from `/settings`."""
    return Button(texts("button-surveys"), data=Asked(asks=OPEN).pack())


@router.callback_query(Asked.filter())
async def asked(query: CallbackQuery, callback_data: Asked, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, owner, texts = who
    if callback_data.asks == OPEN:
        return Reply(whispers=[Whisper(page(desk, texts))])
    meant = next((one for one in Asks if one == callback_data.asks), None)
    if meant is None:
        return Reply(toast=texts("settings-out-of-date"))
    desk = await locked(session, desk)
    changed = asking.choose(session, desk, meant, owner, bench.clock())
    return Reply(toast=texts("toast-surveys") if changed else None, redraws=page(desk, texts))


def page(desk: Desk, texts: Words) -> Drawn:
    """What holds, what customers read, and the choice. Where nothing is asked yet, what each question would be."""
    asks = Asks(desk.asks_customers)
    read = [one for one in Asks if one is not Asks.OFF and asks in (one, Asks.OFF)]
    head = lines((bold(texts("surveys-head")), fill(texts, "surveys-now", asks=asks.value)))
    low = EMPTY if asks is Asks.OFF else fill(texts, "surveys-low", low=LOW[asks])
    shown = [_preview(one, desk, texts, alone=asks is not Asks.OFF) for one in read]
    drawn = blocks((head, *shown, fill(texts, "surveys-when"), low))
    return Drawn(drawn.html, [[_button(one, asks, texts)] for one in Asks])


def _preview(asks: Asks, desk: Desk, texts: Words, *, alone: bool) -> Rich:
    """In the language of the desk: what most customers read."""
    name = fill(texts, "surveys-says") if alone else bold(texts("button-asks", asks=asks.value))
    return lines((name, quoted(asking.question(asks, words(desk.language)), PREVIEW)))


def _button(one: Asks, holds: Asks, texts: Words) -> Button:
    label = texts("button-asks", asks=one.value)
    data = Asked(asks=one.value).pack()
    return Button(
        f"✓ {label}" if one is holds else label, data=data, style="primary" if one is holds else None
    )
