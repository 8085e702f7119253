"""Buttons of deeds: the menu behind `Moderate`, and changing or deleting an answer that has gone out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import joinedload

from bot import deeds
from bot.answers import Queued
from bot.bench import Bench
from bot.desk import cards
from bot.desk.deeds import ASKED_TWICE, Ask, Offer, liking
from bot.desk.keyboards import network, network_name
from bot.desk.states import Refused
from bot.desk.view import CaseView, Command
from bot.notices import Own, put_away_already
from bot.telegram import deed_prompts
from bot.telegram.pressing import Pressing, command
from bot.telegram.reply import Reply, Whisper
from bot.texts import Words
from connectors.base import Deed
from storage.models import Conversation, Message


@command(Command.MODERATE)
async def moderate(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    message, offered = await deeds.customers(pressing.session, seen.case, pressing.bench.terms())
    text = "" if message is None else message.text
    drawn = deed_prompts.moderate(seen.view, text, offered, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.DEED)
async def deed(pressing: Pressing) -> Reply:
    """Asks first where a second tap is wanted; says why where it cannot be done."""
    asked = _asked(pressing)
    offer = await _offer(pressing, asked)
    if offer is None:
        return Reply(toast=pressing.texts("toast-deed-so"), closes=True)
    if offer.why is not None:
        why = cards.refusal(pressing.texts, "cannot-do", {"reason": offer.why})
        return Reply(toast=why, alert=True)
    if asked.deed is Deed.EDIT:
        return Reply(toast=pressing.texts("toast-how-to-edit"), alert=True)
    if asked.deed not in ASKED_TWICE:
        return await surely(pressing)
    view, message = await _of_author(pressing, asked.message)
    if asked.deed is Deed.BAN and offer.timed and asked.term is None:
        drawn = deed_prompts.pick_term(view, asked, pressing.texts)
    elif asked.deed is Deed.BAN and offer.reasoned and asked.reason is None:
        drawn = deed_prompts.pick_reason(view, asked, pressing.texts)
    else:
        drawn = deed_prompts.surely(view, asked, message.text, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


def _asked(pressing: Pressing) -> Ask:
    """Raises Refused for what no button of ours carries."""
    try:
        return Ask.unpack(pressing.data.arg)
    except IndexError:
        raise Refused("answer-gone") from None


async def _of_author(pressing: Pressing, message_id: int) -> tuple[CaseView, Message]:
    """The case as its card shows it, but of several customers the one whose message it is."""
    view = (await pressing.seen()).view
    who = joinedload(Message.conversation).joinedload(Conversation.identity)
    message = await pressing.session.get_one(Message, message_id, options=[who], populate_existing=True)
    return replace(view, customer=message.conversation.identity.name), message


@command(Command.DEED_SURELY)
async def surely(pressing: Pressing) -> Reply:
    asked = _asked(pressing)
    terms = pressing.bench.terms()
    new = await deeds.ask(pressing.session, pressing.data.case, asked, pressing.staff, terms)
    name = network((await pressing.seen()).view, pressing.texts)
    key = "toast-deed" if new else "toast-deed-so"
    toast = pressing.texts(key, deed=asked.deed.value, network=name) if new else pressing.texts(key)
    return Reply(toast=toast, closes=True)


@command(Command.UNDO_EDIT)
async def undo_edit(pressing: Pressing) -> Reply:
    now = pressing.bench.clock()
    await deeds.undo_edit(pressing.session, pressing.data.case, pressing.data.arg, pressing.staff, now)
    message = pressing.query.message
    number = getattr(message, "ephemeral_message_id", None)
    if message is not None and number is not None:
        # It goes now, and its id may soon be another one's.
        own = Own(message.chat.id, pressing.staff.user_id, ephemeral_id=number)
        await put_away_already(pressing.session, own)
    return Reply(toast=pressing.texts("toast-edit-undone"), closes=True)


async def _offer(pressing: Pressing, asked: Ask) -> Offer | None:
    """As it is offered now; None: it is under way, or is so already. Raises Refused for what never can be."""
    case, terms = (await pressing.seen()).case, pressing.bench.terms()
    message = await pressing.session.get(Message, asked.message)
    if message is None or message.case_id != case.id:
        raise Refused("answer-gone")
    offered = await deeds.of_message(pressing.session, message.id, case.id, terms)
    found = next((one for one in offered if one.ask.deed is asked.deed), None)
    if asked.deed is Deed.LIKE:
        found = liking(message.id, offered)
    return None if found is None or found.under_way else found


def edit_leaving(
    bench: Bench, queued: Queued, network_short: str, case_id: int, version: int, texts: Words
) -> list[Whisper]:
    """That the change leaves soon, with `Undo`; put away when it has left. Nothing where it leaves at once."""
    seconds = int(bench.undo.total_seconds())
    if seconds == 0:
        return []
    drawn = deed_prompts.edit_leaving(seconds, network_name(network_short, texts), queued.message_id, texts)
    return [Whisper(drawn, case_id, version, gone_at=queued.leaves_at)]
