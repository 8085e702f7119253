"""`/settings`: in the owner's private chat a message for the desk and one for each account, with buttons."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.cards import refusal
from bot.desk.keyboards import network_name
from bot.desk.parts import blocks
from bot.desk.permissions import Right
from bot.desk.richtext import Rich, bold, fill, join, name, plain
from bot.desk.settings import KEEP, SUMMARY, Setting, check, setting, settings_of
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn
from bot.record import desk_event
from bot.staffing import roles_present
from bot.telegram import hours, summary_hour, surveys
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.own_page import on_own_page
from bot.telegram.owning import owner_in_private
from bot.telegram.reply import Reply, Whisper
from bot.telegram.targets import settings_row
from bot.texts import Words, words_for
from storage.models import Account, Desk
from storage.queries import accounts_of

router = Router(name="settings")


class Chosen(CallbackData, prefix="s1"):
    """`row`: the desk's or the account's id, as the setting is of. It says what shall hold, not what shall change:
    the same press twice is the same as once."""

    name: str
    row: Number
    choice: str


class Opened(CallbackData, prefix="s2"):
    """One of the desk's pages; "": the first."""

    page: str
    row: Number


@router.message(called("settings"))
async def settings(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await owner_in_private(message, session, bench, "settings-in-private")
    if isinstance(who, Reply):
        return who
    desk, texts = who[0], words_for(*who)
    rows: list[Desk | Account] = [desk, *await accounts_of(session, desk.id)]
    return Reply(whispers=[Whisper(drawn(row, texts)) for row in rows])


@router.callback_query(Chosen.filter())
async def chosen(query: CallbackQuery, callback_data: Chosen, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    meant = setting(callback_data.name, callback_data.choice)
    row = None if meant is None else await _locked(session, desk, meant, callback_data.row)
    if meant is None or row is None:
        return Reply(toast=texts("settings-out-of-date"))
    before, after = meant.chosen(row), callback_data.choice
    try:
        check(meant.name, after, await roles_present(session, desk.id))
    except Refused as error:
        return Reply(
            toast=refusal(texts, error.key, error.params), alert=True, redraws=drawn(row, texts, meant.page)
        )
    if before != after:
        meant.choose(row, after)
        account = row.id if isinstance(row, Account) else None
        data = {"name": meant.name, "before": before, "after": after, "account": account}
        desk_event(session, desk.id, "setting", at=bench.clock(), by=staff.id, data=data)
    toast = texts("toast-set", choice=texts(f"setting-{meant.name}", choice=after))
    return Reply(toast=toast, redraws=drawn(row, texts, meant.page))


@router.callback_query(Opened.filter())
async def opened(query: CallbackQuery, callback_data: Opened, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.SETTINGS)
    if isinstance(who, Reply):
        return who
    desk, _, texts = who
    if callback_data.row != desk.id or callback_data.page not in ("", SUMMARY, KEEP):
        return Reply(toast=texts("settings-out-of-date"))
    return Reply(redraws=drawn(desk, texts, callback_data.page))


async def _locked(session: AsyncSession, desk: Desk, meant: Setting, row_id: int) -> Desk | Account | None:
    """Two owners press one after the other. Not against inserts that refer to the row."""
    row: Desk | Account | None = await session.get(
        meant.of, row_id, populate_existing=True, with_for_update={"key_share": True}
    )
    mine = row is not None and desk.id == (row.desk_id if isinstance(row, Account) else row.id)
    return row if mine else None


def drawn(row: Desk | Account, texts: Words, page: str = "") -> Drawn:
    """What each setting does, and its choices with the one that holds marked."""
    each = settings_of(row, page)
    why = [fill(texts, f"setting-why-{one.name}") for one in each]
    rows = [buttons for one in each for buttons in _rows(one, row, texts)]
    if isinstance(row, Desk) and page:
        rows.append([Button(texts("button-settings-back"), data=Opened(page="", row=row.id).pack())])
        about: tuple[Rich, ...] = ()
        if page == SUMMARY:
            rows.insert(0, [summary_hour.opener(row, texts)])
            about = (fill(texts, "settings-summary-hour", time=row.summary_at, zone=row.timezone),)
        return Drawn(blocks((bold(fill(texts, f"settings-{page}")), *about, *why)).html, rows)
    if isinstance(row, Desk):
        rows.append([hours.opener(texts), *settings_row(texts)])
        rows.append([Button(texts("button-summary"), data=Opened(page=SUMMARY, row=row.id).pack())])
        keep = Button(texts("button-old-words"), data=Opened(page=KEEP, row=row.id).pack())
        rows.append([surveys.opener(texts), keep])
    return Drawn(blocks((bold(_title(row, texts)), *why)).html, rows)


def _title(row: Desk | Account, texts: Words) -> Rich:
    if isinstance(row, Desk):
        return fill(texts, "settings-desk")
    return join(" · ", (plain(network_name(row.network, texts)), name(row.title or row.external_id)))


BESIDE = 33
"""So many characters of buttons stand beside each other on a phone."""


def _rows(one: Setting, row: Desk | Account, texts: Words) -> list[list[Button]]:
    """All choices beside each other, or two and two where they are long."""
    buttons = [_button(one, choice, row, texts) for choice in one.choices]
    step = len(buttons) if sum(len(button.label) for button in buttons) <= BESIDE else 2
    return [buttons[place : place + step] for place in range(0, len(buttons), step)]


def _button(one: Setting, choice: str, row: Desk | Account, texts: Words) -> Button:
    label, holds = texts(f"setting-{one.name}", choice=choice), one.chosen(row) == choice
    data = Chosen(name=one.name, row=row.id, choice=choice).pack()
    return Button(f"✓ {label}" if holds else label, data=data, style="primary" if holds else None)
