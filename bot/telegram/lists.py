"""Buttons of panels and of the pages of what they collect: look through, open, claim, dismiss, mute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions
from bot.actions import Press
from bot.bench import Bench
from bot.desk import panels
from bot.desk.permissions import permitted, require_press
from bot.desk.richtext import fill, name, plain
from bot.desk.states import Action, Refused
from bot.desk.view import WITHOUT_POST, Button, Drawn, PageView, PanelCommand, Turn
from bot.overview import cases_in, page_of
from bot.quiet import mute, unmute
from bot.telegram.callbacks import Turned
from bot.telegram.presses import presser
from bot.telegram.refusing import worded
from bot.telegram.reply import NOTHING, Reply, Whisper, refused
from bot.texts import Words, words_for
from storage.models import Case, Desk, Panel, Post, Staff
from storage.queries import operators_card

router = Router(name="lists")

LARGEST = 2**40
"""No id of ours, no page and no moment in seconds is larger."""
OF_A_CASE = (PanelCommand.OPEN, PanelCommand.CLAIM, PanelCommand.DISMISS)
AT_ONCE = 500
"""So many are done by one press: each is a few statements, and others' cases wait for none of them."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A press by an operator on a panel of this chat's desk."""

    session: AsyncSession
    bench: Bench
    turn: Turn
    desk: Desk
    staff: Staff
    texts: Words

    async def page(self) -> PageView:
        turn, now = self.turn, self.bench.clock()
        return await page_of(self.session, turn.panel, turn.heap, turn.page, self.staff.id, now)

    async def drawn(self) -> Drawn:
        """The page with what the person may do there."""
        return permitted(panels.page(await self.page(), self.texts), self.staff.role)

    async def then_page(self, toast: str | None) -> Reply:
        """What came of it, and the page as it is now."""
        shown = [Whisper(await self.drawn())] if self.turn.panel else []
        return Reply(toast=toast, whispers=shown, replaces=True, closes=not shown)


Turner = Callable[[Turning], Awaitable[Reply]]
TURNS: dict[PanelCommand, Turner] = {}


def turn(command: PanelCommand) -> Callable[[Turner], Turner]:
    def register(turner: Turner) -> Turner:
        TURNS[command] = turner
        return turner

    return register


@router.callback_query(Turned.filter())
async def turned(query: CallbackQuery, callback_data: Turned, session: AsyncSession, bench: Bench) -> Reply:
    """An outsider gets silence; a panel or post of another desk is out of date."""
    who = await presser(session, query, bench)
    if who is None:
        return NOTHING
    place, staff = who
    texts = words_for(place.desk, staff)
    if not await _is_ours(session, place.desk, callback_data):
        return Reply(toast=texts("out-of-date"))
    turning = Turning(session, bench, callback_data.turn, place.desk, staff, texts)
    try:
        require_press(staff.role, callback_data.command)
    except Refused as error:
        return refused(texts, error)
    try:
        async with session.begin_nested():
            return await TURNS[callback_data.command](turning)
    except Refused as error:
        said = refused(texts, await worded(session, error, callback_data.case))
    return await turning.then_page(said.toast) if _is_own(query) else said


def _is_own(query: CallbackQuery) -> bool:
    """Pressed on a page that only this person sees: what was refused shows that it is not true any more."""
    return isinstance(query.message, Message) and query.message.ephemeral_message_id is not None


async def _is_ours(session: AsyncSession, desk: Desk, data: Turned) -> bool:
    """Ids in buttons may be forged: each of them must be the desk's own."""
    if max(data.panel, data.heap, data.page, data.case, data.mark) >= LARGEST or data.heap < WITHOUT_POST:
        return False
    if min(data.panel, data.page, data.case, data.mark) < 0:
        return False
    if data.command in OF_A_CASE and not data.case:
        return False
    owners = [
        select(model.desk_id).where(model.id == number)
        for model, number in ((Panel, data.panel), (Post, data.heap), (Case, data.case))
        if number > 0
    ]
    return all([await session.scalar(owner) == desk.id for owner in owners])


@turn(PanelCommand.PAGE)
async def show_page(turning: Turning) -> Reply:
    return Reply(whispers=[Whisper(await turning.drawn())], replaces=True)


@turn(PanelCommand.CLOSE)
async def close(turning: Turning) -> Reply:
    return Reply(closes=True)


# --- one case


@turn(PanelCommand.OPEN)
async def open_(turning: Turning) -> Reply:
    case = await _open_case(turning)
    card = await operators_card(turning.session, case.id)
    if card is not None and card.message_id is not None:
        raise Refused("has-card", number=case.number)
    if card is not None and card.collected_in is not None:
        await actions.show_again(turning.session, case.id, turning.bench.clock())
    return await turning.then_page(turning.texts("toast-opened", number=case.number))


async def _open_case(turning: Turning) -> Case:
    """The page may be old. Raises Refused for a case that is settled by now: nothing there says how to reopen it."""
    case = await turning.session.get_one(Case, turning.turn.case)
    if case.closed_at is not None:
        raise Refused("settled", number=case.number)
    return case


@turn(PanelCommand.CLAIM)
async def claim(turning: Turning) -> Reply:
    return await _one(turning, Action.CLAIM, "toast-claimed")


@turn(PanelCommand.DISMISS)
async def dismiss(turning: Turning) -> Reply:
    return await _one(turning, Action.DISMISS, "toast-dismissed")


async def _one(turning: Turning, action: Action, toast: str) -> Reply:
    await _open_case(turning)
    press = Press(action, seen_version=turning.turn.mark)
    now = turning.bench.clock()
    case = await actions.perform(turning.session, turning.turn.case, press, turning.staff, now)
    return await turning.then_page(turning.texts(toast, number=case.number))


# --- all of a heap


@turn(PanelCommand.CLAIM_ALL)
@turn(PanelCommand.DISMISS_ALL)
async def surely(turning: Turning) -> Reply:
    page = await turning.page()
    claims = turning.turn.command is PanelCommand.CLAIM_ALL
    if not (page.free if claims else page.own):
        key = "toast-all-claimed" if claims else "toast-all-dismissed"
        return await turning.then_page(turning.texts(key, count=0))
    drawn = panels.surely(page, turning.turn.command, turning.texts)
    return Reply(whispers=[Whisper(drawn)], replaces=True)


@turn(PanelCommand.CLAIM_ALL_SURELY)
async def claim_all(turning: Turning) -> Reply:
    return await _all(turning, Action.CLAIM, "toast-all-claimed")


@turn(PanelCommand.DISMISS_ALL_SURELY)
async def dismiss_all(turning: Turning) -> Reply:
    return await _all(turning, Action.DISMISS, "toast-all-dismissed")


async def _all(turning: Turning, action: Action, toast: str) -> Reply:
    """One act for all that the person was told the number of; who wrote meanwhile, or is held by others, stays."""
    turn = turning.turn
    press = Press(action, stays=True)
    mine = None if action is Action.CLAIM else turning.staff.id
    found = await cases_in(turning.session, turn.panel, turn.heap, turn.case, turn.mark, mine)
    done = 0
    for case_id in found[:AT_ONCE]:
        with suppress(Refused):
            await actions.perform(turning.session, case_id, press, turning.staff, turning.bench.clock())
            done += 1
    page = await turning.page()
    left = page.free if action is Action.CLAIM else page.total
    said = [turning.texts(toast, count=done), turning.texts("toast-all-left", count=left) if left else ""]
    return await turning.then_page(" ".join(filter(None, said)))


# --- a post


@turn(PanelCommand.MUTE)
async def ask_mute(turning: Turning) -> Reply:
    post = await turning.session.get_one(Post, turning.turn.heap)
    texts = turning.texts
    titled = name(post.name or "", 60) or plain(texts("card-post-link"))
    yes = replace(turning.turn, command=PanelCommand.MUTE_SURELY)
    rows = (
        (Button(texts("button-mute-post", kind=post.kind), turn=yes, style="primary"),),
        (Button(texts("button-close"), turn=replace(yes, command=PanelCommand.CLOSE)),),
    )
    drawn = Drawn(fill(texts, "surely-mute", post=titled).html, rows)
    return Reply(whispers=[Whisper(drawn)], replaces=True)


@turn(PanelCommand.MUTE_SURELY)
async def mute_surely(turning: Turning) -> Reply:
    now = turning.bench.clock()
    await mute(turning.session, turning.desk, turning.turn.heap, turning.staff, now)
    return Reply(toast=turning.texts("toast-muted"), closes=True)


@turn(PanelCommand.UNMUTE)
async def unmute_(turning: Turning) -> Reply:
    now = turning.bench.clock()
    await unmute(turning.session, turning.desk, turning.turn.heap, turning.staff, now)
    return Reply(toast=turning.texts("toast-unmuted"))
