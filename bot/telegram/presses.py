"""Buttons. One handler for all: who, which case, then the command's own few lines."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import actions, amending, deeds
from bot.actions import Press
from bot.bench import Bench
from bot.desk import cards
from bot.desk.lanes import Urgency
from bot.desk.permissions import permitted, require_press
from bot.desk.states import Action, HeldByOther, Refused, Unseen
from bot.desk.view import Command, Drawn
from bot.elsewhere import told_in
from bot.ghosts import settle_ghost, touched
from bot.merged import at_present, parts_of
from bot.record import lock, want_card
from bot.telegram import draft_presses, ending, prompts
from bot.telegram.callbacks import Pressed, may_be_card
from bot.telegram.people import Here, acting, here
from bot.telegram.pressing import COMMANDS, Answerer, Pressing, command
from bot.telegram.refusing import worded
from bot.telegram.reply import NOTHING, Reply, refused
from bot.telegram.templates import offered
from bot.texts import Words, words_for
from bot.views import look
from storage.models import LIVE, Card, Case, Desk, Staff
from storage.queries import (
    Whereabouts,
    bot_message,
    history_of,
    last_said,
    names_of_departments,
    names_of_tags,
)

router = Router(name="presses")
unknown = Router(name="unknown presses")
"""Asked last."""

OF_PART = frozenset({Command.WHOLE, Command.TAKE_APART, Command.MERGE_SURELY, Command.CLOSE})
"""What is asked of a merged case itself; anything else of that which it is part of."""


@router.callback_query(Pressed.filter())
async def pressed(query: CallbackQuery, callback_data: Pressed, session: AsyncSession, bench: Bench) -> Reply:
    """Everybody's buttons. An outsider, or a button from another desk's case, gets silence."""
    who = await presser(session, query, bench)
    if who is None or query.message is None:
        return NOTHING
    place, staff = who
    texts, message = words_for(place.desk, staff), query.message
    changes = callback_data.command in ACTS
    it = await touched(
        session, place.desk, callback_data.case, message.chat.id, message.message_id, changes=changes
    )
    if it is None:
        return Reply(toast=texts("out-of-date"))
    await settle_ghost(session, it, bench.clock(), may_be_card=may_be_card(message))
    if callback_data.command not in OF_PART:
        shown = it.known or await bot_message(session, message.chat.id, message.message_id)
        now_of = await at_present(session, it.case.id, shown)
        if now_of != it.case.id:
            # What was drawn of one case tells nothing of what has been said in the other.
            callback_data = callback_data.model_copy(update={"case": now_of, "version": 0})
    pressing = Pressing(session, bench, query, callback_data, place, staff, texts)
    try:
        require_press(staff.role, callback_data.command)
        await _check_there(session, callback_data)
        if callback_data.command in ACTS:
            return await COMMANDS[callback_data.command](pressing)
        async with session.begin_nested():
            return await COMMANDS[callback_data.command](pressing)
    except Unseen:
        return await _look_first(pressing)
    except Refused as error:
        return refused(texts, await worded(session, error))


async def _check_there(session: AsyncSession, pressed: Pressed) -> None:
    """Raises Refused: nothing that was said in the case is known any more. Its message shows no buttons, but an old
    client's, or a menu from before, may.
    """
    case = await session.get_one(Case, pressed.case)
    if case.erased_at is not None and pressed.command is not Command.CLOSE:
        raise Refused("erased")


@unknown.callback_query()
async def outdated(query: CallbackQuery, session: AsyncSession, bench: Bench) -> Reply:
    """A button we no longer know: said politely, and its card is drawn anew."""
    who = await presser(session, query, bench)
    if who is None or query.message is None:
        return NOTHING
    place, staff = who
    known = await bot_message(session, query.message.chat.id, query.message.message_id)
    if known is not None and known.case_id is not None:
        case = await lock(session, known.case_id)
        await _draw_anew(session, case, bench)
    return Reply(toast=words_for(place.desk, staff)("out-of-date"))


async def _draw_anew(session: AsyncSession, case: Case, bench: Bench) -> None:
    """Also when nothing changed: the old buttons must go."""
    await session.execute(update(Card).where(Card.case_id == case.id).values(shown_hash=None))
    await want_card(session, case, Urgency.ACT, bench.clock())


async def presser(session: AsyncSession, query: CallbackQuery, bench: Bench) -> tuple[Here, Staff] | None:
    """Who pressed a button of an ordinary message, and where; None: an outsider."""
    place = await place_of(session, query)
    if place is None or query.message is None:
        return None
    staff = await acting(session, bench.bot, place, query.message.chat, query.from_user, bench.clock())
    return None if staff is None else (place, staff)


async def place_of(session: AsyncSession, query: CallbackQuery) -> Here | None:
    message = query.message
    if message is None:
        return None
    found = await here(session, *whereabouts(query))
    if found is None and not isinstance(message, Message):
        return await _any_place(session, message.chat.id)
    return found


def whereabouts(query: CallbackQuery) -> Whereabouts:
    message, thread = query.message, None
    if isinstance(message, Message) and message.is_topic_message:
        thread = message.message_thread_id
    return Whereabouts(0 if message is None else message.chat.id, thread, query.from_user.id)


async def _any_place(session: AsyncSession, chat_id: int) -> Here | None:
    """An inaccessible message does not say its topic: the chat is enough to know whose business it is."""
    desk = (await session.scalars(select(Desk).where(Desk.chat_id == chat_id))).one_or_none()
    return None if desk is None else Here(desk)


async def _look_first(pressing: Pressing) -> Reply:
    """The customer wrote meanwhile: shown, with the same button again."""
    seen = await pressing.seen()
    said = await last_said(pressing.session, pressing.data.case)
    text = "" if said is None else said.text
    drawn = prompts.unseen(seen.view, pressing.data.command, pressing.data.arg, text, pressing.texts)
    await want_card(pressing.session, seen.case, Urgency.ACT, pressing.bench.clock())
    toast = cards.refusal(pressing.texts, "unseen", {"text": text or "📎"})
    return Reply(toast=toast, alert=True, whispers=[pressing.whisper(drawn, version=seen.view.version)])


# --- claim, release, take over, resolve, dismiss, reopen

# Refused, they have changed nothing: there is nothing to go back to.
ACTS: Mapping[Command, tuple[Action, str]] = {
    Command.CLAIM: (Action.CLAIM, "toast-claimed"),
    Command.RELEASE: (Action.RELEASE, "toast-released"),
    Command.RESOLVE: (Action.RESOLVE, "toast-resolved"),
    Command.DISMISS: (Action.DISMISS, "toast-dismissed"),
    Command.REOPEN: (Action.REOPEN, "toast-reopened"),
}


def _act(action: Action, toast: str) -> Answerer:
    async def answerer(pressing: Pressing) -> Reply:
        press = Press(action, pressing.data.version)
        now = pressing.bench.clock()
        case = await actions.perform(pressing.session, pressing.data.case, press, pressing.staff, now)
        desk, said = pressing.place.desk, pressing.texts(toast, number=case.number)
        resolved = action is Action.RESOLVE
        asked = await ending.asked(pressing.session, desk, case.id, now, pressing.texts) if resolved else ()
        return Reply(toast=said, whispers=asked, closes=True)

    return answerer


for _command, (_action, _toast) in ACTS.items():
    COMMANDS[_command] = _act(_action, _toast)


@command(Command.TAKE_OVER)
async def take_over(pressing: Pressing) -> Reply:
    """Asks first."""
    seen = await pressing.seen()
    if seen.case.holder_id is None or seen.case.status not in LIVE:
        return await _act(Action.CLAIM, "toast-claimed")(pressing)
    if seen.case.holder_id == pressing.staff.id:
        raise Refused("yours")
    drawn = prompts.surely_take_over(seen.view, seen.view.holder or "", pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.TAKE_OVER_SURELY)
async def take_over_surely(pressing: Pressing) -> Reply:
    press = Press(Action.TAKE_OVER, confirmed=True)
    case = await actions.perform(
        pressing.session, pressing.data.case, press, pressing.staff, pressing.bench.clock()
    )
    return Reply(toast=pressing.texts("toast-claimed", number=case.number), closes=True)


@command(Command.REPLY)
async def reply(pressing: Pressing) -> Reply:
    """Claims, and says how: swipe this card. Where no answer can be sent, why and what would help."""
    seen = await pressing.seen()
    if seen.view.no_reply is not None:
        why = cards.refusal(pressing.texts, "cannot-reply", {"reason": seen.view.no_reply})
        return Reply(toast=why, alert=True)
    case = seen.case
    if case.status in LIVE and case.holder_id is None:
        press = Press(Action.CLAIM)
        await actions.perform(pressing.session, case.id, press, pressing.staff, pressing.bench.clock())
    elif case.status in LIVE and case.holder_id != pressing.staff.id:
        raise HeldByOther(case.holder_id or 0)
    return Reply(toast=pressing.texts("toast-swipe"), whispers=await offered(pressing))


@command(Command.NOTE)
async def note(pressing: Pressing) -> Reply:
    return Reply(toast=pressing.texts("toast-note"), alert=True)


@command(Command.MORE)
async def more(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    holds = seen.case.holder_id == pressing.staff.id
    own = await deeds.ours(pressing.session, seen.case, pressing.staff, pressing.bench.terms())
    drawn = permitted(prompts.menu(seen.view, pressing.texts, holds=holds, own=own), pressing.staff.role)
    return Reply(whispers=[pressing.whisper(drawn, version=pressing.data.version)])


@command(Command.HISTORY)
async def history(pressing: Pressing) -> Reply:
    return Reply(
        whispers=[
            pressing.whisper(await history_of_case(pressing.session, pressing.data.case, pressing.texts))
        ]
    )


async def history_of_case(session: AsyncSession, case_id: int, texts: Words) -> Drawn:
    """Every act with who and when, also on what was merged into it."""
    seen = await look(session, case_id)
    departments = await names_of_departments(session, seen.case.desk_id)
    told = await told_in(session, seen.case.id)
    parts = {one.id: one.number for one in await parts_of(session, seen.case.id)}
    happened = [one for number in (seen.case.id, *parts) for one in await history_of(session, number)]
    tags = await names_of_tags(session, {one.data["tag"] for one in happened if one.data.get("tag")})
    events = [
        (
            one.at,
            None if one.staff is None else one.staff.name,
            one.kind,
            {
                **one.data,
                "department": departments.get(one.data.get("department", 0), ""),
                "tag": tags.get(one.data.get("tag", 0), ""),
                "words": told.get(one.data.get("message", 0), ""),
                "part": parts.get(one.case_id or 0),
            },
        )
        for one in sorted(happened, key=lambda one: (one.at, one.id))
    ]
    return cards.history(seen.view, events, texts)


@command(Command.CLOSE)
async def close(pressing: Pressing) -> Reply:
    return Reply(closes=True)


# --- answers and drafts


@command(Command.UNDO)
async def undo(pressing: Pressing) -> Reply:
    await amending.take_back(
        pressing.session, pressing.data.arg, pressing.staff, pressing.bench.clock(), pressing.data.case
    )
    await pressing.goes_now()
    return Reply(toast=pressing.texts("toast-taken-back"), closes=True)


@command(Command.RETRY)
async def retry(pressing: Pressing) -> Reply:
    now = pressing.bench.clock()
    await amending.retry(pressing.session, pressing.data.arg, pressing.staff, now, pressing.data.case)
    return Reply(toast=pressing.texts("toast-retrying"))


@command(Command.IS_THERE)
async def is_there(pressing: Pressing) -> Reply:
    now = pressing.bench.clock()
    await amending.confirm(pressing.session, pressing.data.arg, pressing.staff, now, pressing.data.case)
    return Reply(toast=pressing.texts("toast-confirmed"))


COMMANDS.update(draft_presses.ANSWERERS)
