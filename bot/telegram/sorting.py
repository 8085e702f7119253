"""`Sort`, and by words: `/tag xxl`, `/category problem`, `/priority urgent` as a swipe-reply; `#xxl` in a note."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deeds, sorting, tags
from bot.bench import Bench
from bot.desk.deeds import Offer, liking
from bot.desk.kinds import SORTING_ASKED
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.permissions import may, permitted, require
from bot.desk.sorting import (
    CATEGORIES,
    OUTCOMES,
    category_called,
    outcome_called,
    priority_called,
    tag_named,
    tags_in,
    tags_named,
)
from bot.desk.states import Action, Refused
from bot.desk.view import Command, Drawn
from bot.record import enqueue, lock
from bot.telegram import sorting_prompts as prompts
from bot.telegram.filters import called
from bot.telegram.on_card import on_card
from bot.telegram.people import asking_by_name
from bot.telegram.pressing import Pressing, command
from bot.telegram.refusing import without_name
from bot.telegram.replies import AFTER_NOTE, OF_CASE
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly
from bot.telegram.writing import Writing
from bot.texts import tongues, words_for
from storage.models import Category, Priority, Staff

router = Router(name="sorting")

NOTHINGS = ("-", "−", "–", "—")
"""Said in place of what shall hold: nothing."""

NEW_TAG = "new_tag"
"""The purpose of a message that asks for tags."""


# --- buttons


@command(Command.SORT)
async def pick(pressing: Pressing) -> Reply:
    return Reply(whispers=[pressing.whisper(await _picker(pressing))], replaces=True)


async def _picker(pressing: Pressing) -> Drawn:
    seen = await pressing.seen()
    has, others = await tags.offered(pressing.session, seen.case)
    like = await _like(pressing) if seen.view.category == Category.PRAISE else None
    return permitted(prompts.picker(seen.view, has, others, like, pressing.texts), pressing.staff.role)


async def _like(pressing: Pressing) -> Offer | None:
    """As it is offered behind `Moderate`; greyed where the network has no such thing. None: it is liked already."""
    case = (await pressing.seen()).case
    message, offered = await deeds.customers(pressing.session, case, pressing.bench.terms())
    return None if message is None else liking(message.id, offered)


@command(Command.CATEGORY)
async def categorize(pressing: Pressing) -> Reply:
    category = _category(pressing.data.arg)
    now = pressing.bench.clock()
    await sorting.categorize(pressing.session, pressing.data.case, category, pressing.staff, now)
    return await _then_picker(pressing)


def _category(place: int) -> Category | None:
    """Raises Refused for what we never offered."""
    if not 0 <= place <= len(CATEGORIES):
        raise Refused("usage-category", names="…")
    return CATEGORIES[place - 1] if place else None


@command(Command.PRIORITY)
async def prioritize(pressing: Pressing) -> Reply:
    priority = Priority(min(max(pressing.data.arg, Priority.LOW), Priority.URGENT))
    now = pressing.bench.clock()
    await sorting.prioritize(pressing.session, pressing.data.case, priority, pressing.staff, now)
    return await _then_picker(pressing)


@command(Command.TAG)
async def put(pressing: Pressing) -> Reply:
    data, now = pressing.data, pressing.bench.clock()
    await tags.put(pressing.session, data.case, data.arg, pressing.staff, now)
    return await _then_picker(pressing)


@command(Command.UNTAG)
async def take_off(pressing: Pressing) -> Reply:
    data, now = pressing.data, pressing.bench.clock()
    await tags.take_off(pressing.session, data.case, data.arg, pressing.staff, now)
    return await _then_picker(pressing)


async def _then_picker(pressing: Pressing) -> Reply:
    """As it holds now: the tap needs no other words."""
    return Reply(whispers=[pressing.whisper(await _picker(pressing))], replaces=True)


@command(Command.NEW_TAG)
async def new_tag(pressing: Pressing) -> Reply:
    return await asks_for_words(pressing, NEW_TAG)


async def asks_for_words(pressing: Pressing, purpose: str) -> Reply:
    """They come as a message: they are asked for by one, which is answered by a swipe."""
    case, desk = await lock(pressing.session, pressing.data.case), pressing.place.desk
    enqueue(
        pressing.session,
        desk_id=desk.id,
        lane=pressing.private_lane or (None if desk.chat_id is None else telegram_lane(desk.chat_id)),
        kind=SORTING_ASKED,
        urgency=Urgency.ACT,
        not_before=pressing.bench.clock(),
        case=case,
        payload={"purpose": purpose, "staff": pressing.staff.id},
    )
    return Reply(toast=pressing.texts("toast-swipe-below"), closes=True)


# --- words


async def tagged(writing: Writing, names: list[str]) -> Reply:
    """What was put on the case, and what may be meant."""
    staff, now = writing.staff, writing.bench.clock()
    done, begun = await tags.tag_words(writing.session, writing.case_id, names, staff, now)
    if staff is None:
        return NOTHING
    view = (await writing.bench.look(writing.session, writing.case_id)).view
    drawn = prompts.tagged(view, done, begun, writing.texts)
    return Reply(whispers=[Whisper(drawn, writing.case_id, view.version)])


async def new_tags(writing: Writing) -> Reply:
    """What is written in reply to the message that asks for them."""
    if writing.staff is None:
        raise Refused("name-needed")
    return await tagged(writing, tags_named(_only_words(writing)))


def _only_words(writing: Writing) -> str:
    if not writing.message.text:
        raise Refused("text-only")
    if writing.text.startswith("/"):
        raise Refused("unknown-command")
    return writing.text


OF_CASE[NEW_TAG] = new_tags


@router.message(F.reply_to_message, called("tag", "category", "priority", "outcome"))
async def by_words(message: Message, command: CommandObject, session: AsyncSession, bench: Bench) -> Reply:
    what, said = command.command.lower(), (command.args or "").strip()
    return await on_card(message, session, bench, partial(WORDS[what], said))


async def _tag(said: str, writing: Writing, staff: Staff) -> Reply:
    """`/tag xxl late_delivery`; `/tag -xxl` takes it off."""
    require(staff.role, Action.SORT)
    if not said:
        raise Refused("usage-tag")
    if not said.startswith(NOTHINGS):
        return await tagged(writing, tags_named(said))
    tag = await tags.on_case(writing.session, writing.case_id, tag_named(said[1:].strip()))
    now = writing.bench.clock()
    await tags.take_off(writing.session, writing.case_id, tag.id, staff, now)
    return _done(writing)


async def _categorize(said: str, writing: Writing, staff: Staff) -> Reply:
    """`-` takes it away."""
    require(staff.role, Action.SORT)
    category = category_called(said, *tongues(writing.place.desk, staff))
    if category is None and said not in NOTHINGS:
        names = ", ".join(writing.texts("category", category=one.value) for one in CATEGORIES)
        raise Refused("usage-category", names=names)
    now = writing.bench.clock()
    await sorting.categorize(writing.session, writing.case_id, category, staff, now)
    return _done(writing)


async def _prioritize(said: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.SORT)
    priority = priority_called(said, *tongues(writing.place.desk, staff))
    if priority is None:
        names = ", ".join(writing.texts("priority", priority=one.name.lower()) for one in Priority)
        raise Refused("usage-priority", names=names)
    now = writing.bench.clock()
    await sorting.prioritize(writing.session, writing.case_id, priority, staff, now)
    return _done(writing)


async def _end(said: str, writing: Writing, staff: Staff) -> Reply:
    require(staff.role, Action.END)
    outcome = outcome_called(said, *tongues(writing.place.desk, staff))
    if outcome is None and said not in NOTHINGS:
        names = ", ".join(writing.texts("outcome", outcome=one.value) for one in OUTCOMES)
        raise Refused("usage-outcome", names=names)
    await sorting.end(writing.session, writing.case_id, outcome, staff, writing.bench.clock())
    return _done(writing)


def _done(writing: Writing) -> Reply:
    return Reply(whispers=[Whisper(in_words(writing.texts, "toast-sorted"))])


WORDS: Mapping[str, Callable[[str, Writing, Staff], Awaitable[Reply]]] = {
    "tag": _tag,
    "category": _categorize,
    "priority": _prioritize,
    "outcome": _end,
}


@router.message(called("tag", "category", "priority", "outcome"))
async def astray(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    """Not as a reply to a card: how it is meant."""
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    return Reply(whispers=[Whisper(in_words(words_for(*who), "usage-sorting"))])


# --- notes


async def note_tags(writing: Writing) -> Reply:
    """The `#words` of a note that was kept. Nothing is said where they are simply put on the case."""
    named = tags_in(writing.text)
    staff, here = writing.staff, writing.place
    if not named or here.department is not None or (staff is not None and not may(staff.role, Action.SORT)):
        return NOTHING
    try:
        async with writing.session.begin_nested():
            said = await tagged(writing, named)
    except Refused as error:
        return plainly(writing.texts, error)
    return said if any(one.drawn.rows for one in said.whispers) else NOTHING


AFTER_NOTE.append(note_tags)
