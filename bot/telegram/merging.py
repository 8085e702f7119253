"""`Merge`, `Take apart`, and `/merge 12` as a swipe-reply: two cases become one, and are two again."""

from __future__ import annotations

from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy import false, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import merging
from bot.actions import show_again, show_privately
from bot.bench import Bench
from bot.desk.merging import check, stays
from bot.desk.permissions import require
from bot.desk.states import Action, Refused
from bot.desk.view import Command, Drawn
from bot.likely import first_words, likely_others
from bot.merged import came_with, merge_of, parts_of, whole_of
from bot.telegram import merge_prompts
from bot.telegram.filters import called
from bot.telegram.merge_prompts import Other
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.reply import Reply, Whisper, in_words
from bot.telegram.writing import Writing
from bot.texts import Words, words_for
from storage.models import LIVE, Case, CaseMerge, Conversation, Direction, Staff
from storage.models import Message as Said
from storage.queries import case_by_number

router = Router(name="merging")


@command(Command.MERGE)
async def pick(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    found = await likely_others(pressing.session, seen.case, pressing.bench.clock())
    others = [await _other(pressing.session, one) for one in found]
    drawn = merge_prompts.pick(seen.view, others, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.MERGE_WITH)
async def ask(pressing: Pressing) -> Reply:
    drawn = await _question(
        pressing.session, pressing.data.case, pressing.data.arg, pressing.staff, pressing.texts
    )
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


async def _question(session: AsyncSession, case_id: int, other_id: int, staff: Staff, texts: Words) -> Drawn:
    """With a part of another case: with that one. Raises Refused for what could not be done."""
    this, other = await session.get(Case, case_id), await session.get(Case, other_id)
    if this is None or other is None or {this.desk_id, other.desk_id} != {staff.desk_id}:
        raise Refused("merge-unknown", number=0)
    whole = await session.get_one(Case, await whole_of(session, other.id))
    if whole.id == this.id and other.id != this.id:
        raise Refused("merge-already", number=other.number, whole=this.number)
    stay = stays(this, whole)
    goes = whole if stay is this else this
    check(goes, stay)
    either = goes.status in LIVE
    return merge_prompts.surely(
        await _other(session, goes.id), await _other(session, stay.id), this.id, texts, either=either
    )


@command(Command.MERGE_SURELY)
async def surely(pressing: Pressing) -> Reply:
    this, other = pressing.data.case, pressing.data.arg
    source, into = (this, other) if other > 0 else (-other, this)
    now = pressing.bench.clock()
    part, whole = await merging.merge(pressing.session, source, into, pressing.staff, now)
    toast = pressing.texts("toast-merged", number=part.number, whole=whole.number)
    return Reply(toast=toast, closes=True)


@command(Command.APART)
async def pick_part(pressing: Pressing) -> Reply:
    seen = await pressing.seen()
    found = [await _part(pressing.session, one) for one in await parts_of(pressing.session, seen.case.id)]
    if not found:
        raise Refused("not-merged")
    drawn = merge_prompts.pick_part(seen.view, found, pressing.texts)
    return Reply(whispers=[pressing.whisper(drawn)], replaces=True)


@command(Command.TAKE_APART)
async def take_apart(pressing: Pressing) -> Reply:
    case_id, now = pressing.data.arg or pressing.data.case, pressing.bench.clock()
    part, whole = await merging.take_apart(pressing.session, case_id, pressing.staff, now)
    toast = pressing.texts("toast-apart", number=part.number, whole=whole.number)
    return Reply(toast=toast, closes=True)


@command(Command.WHOLE)
async def whole(pressing: Pressing) -> Reply:
    """The card of the case that this one is part of comes anew below, where it lives or in the group."""
    session, now = pressing.session, pressing.bench.clock()
    case_id = await whole_of(session, pressing.data.case)
    here = pressing.place.private and await show_privately(session, case_id, pressing.staff, now)
    if not here:
        await show_again(session, case_id, now)
    number = (await session.get_one(Case, case_id)).number
    return Reply(toast=pressing.texts("toast-opened", number=number))


async def _other(session: AsyncSession, case_id: int) -> Other:
    case = await session.get_one(Case, case_id)
    customer, text = await first_words(session, case_id)
    return Other(case.id, case.number, case.customer_id, customer, text, case.status not in LIVE)


async def _part(session: AsyncSession, part: Case) -> Other:
    """By the words that came with it."""
    merge: CaseMerge | None = await merge_of(session, part.id)
    query = select(Said).where(false() if merge is None else came_with(merge), Said.direction == Direction.IN)
    said = (await session.scalars(query.order_by(Said.id).limit(1))).first()
    who = None
    if said is not None:
        talk = await session.get_one(Conversation, said.conversation_id)
        await session.refresh(talk, ["identity"])
        who = talk.identity.name
    return Other(part.id, part.number, part.customer_id, who, "" if said is None else said.text)


# --- as a swipe-reply to a card


@router.message(F.reply_to_message, called("merge"))
async def merge_(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    """`/merge 12`."""
    return await on_card(message, session, bench, partial(_merge, (command.args or "").strip()))


async def _merge(asked: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.MERGE)
    number = asked.removeprefix("#")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return Reply(whispers=[Whisper(in_words(writing.texts, "usage-merge"))])
    other = await case_by_number(writing.session, staff.desk_id, int(number))
    if other is None:
        raise Refused("merge-unknown", number=int(number))
    drawn = await _question(writing.session, writing.case_id, other.id, staff, writing.texts)
    version = (await writing.session.get_one(Case, writing.case_id)).version
    return Reply(whispers=[Whisper(drawn, writing.case_id, version)])


@router.message(called("merge"))
async def astray(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """Not as a reply to a card: how it is meant."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return Reply(whispers=[Whisper(in_words(words_for(*who), "usage-merge"))])
