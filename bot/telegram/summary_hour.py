"""When the summary comes: the owner chooses the hour on a page of `/settings`, by a tap."""

from __future__ import annotations

import re

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.parts import blocks
from bot.desk.permissions import Right
from bot.desk.richtext import bold, fill
from bot.desk.view import Button, Drawn
from bot.record import desk_event
from bot.telegram.callbacks import Number
from bot.telegram.own_page import on_own_page
from bot.telegram.reply import Reply
from bot.texts import Words
from storage.models import Desk

router = Router(name="summary hour")

BESIDE = 6
"""Buttons in a row."""
QUARTERS = ("00", "15", "30", "45")
_AT = re.compile(r"([01]\d|2[0-3])([0-5]\d)")


class Hour(CallbackData, prefix="s3"):
    """`at`: `0930`, what shall hold; "": shows the page. `row`: the desk's id."""

    row: Number
    at: str = ""


def opener(desk: Desk, texts: Words) -> Button:
    """The way here."""
    return Button(texts("button-summary-hour", time=desk.summary_at), data=Hour(row=desk.id).pack())


@router.callback_query(Hour.filter())
async def hour(query: CallbackQuery, callback_data: Hour, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    now = bench.clock()
    if callback_data.row != desk.id:
        return Reply(toast=texts("settings-out-of-date"))
    if not callback_data.at:
        return Reply(redraws=drawn(desk, texts))
    found = _AT.fullmatch(callback_data.at)
    if found is None:
        return Reply(toast=texts("settings-out-of-date"))
    # Two owners press one after the other. Not against inserts that refer to the row.
    await session.refresh(desk, with_for_update={"key_share": True})
    before, after = desk.summary_at, f"{found[1]}:{found[2]}"
    if before != after:
        desk.summary_at = after
        data = {"name": "summary_at", "before": before, "after": after, "account": None}
        desk_event(session, desk.id, "setting", at=now, by=staff.id, data=data)
    return Reply(toast=texts("toast-summary-hour", time=after), redraws=drawn(desk, texts))


def drawn(desk: Desk, texts: Words) -> Drawn:
    """The hours of a day, and the quarters of the one that holds."""
    hour_, minute = desk.summary_at.split(":")

    def button(label: str, at: str) -> Button:
        holds = at == hour_ + minute
        data = Hour(row=desk.id, at=at).pack()
        return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)

    hours = [button(f"{one:02}", f"{one:02}{minute}") for one in range(24)]
    rows = [hours[at : at + BESIDE] for at in range(0, 24, BESIDE)]
    rows.append([button(f"{hour_}:{one}", hour_ + one) for one in QUARTERS])
    # The page of summaries, as `settings.Opened` has it.
    rows.append([Button(texts("button-settings-back"), data=f"s2:summary:{desk.id}")])
    when = fill(texts, "settings-summary-hour", time=desk.summary_at, zone=desk.timezone)
    head = bold(fill(texts, "summary-hour-head"))
    return Drawn(blocks((head, when, fill(texts, "summary-hour-why"))).html, rows)
