"""`/tags`: the desk's, with how many cases have each; the owner renames and removes them."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import tags
from bot.bench import Bench
from bot.desk.permissions import Right, may, require
from bot.desk.richtext import bold, cut, fill, join, lines, plain
from bot.desk.sorting import hashtag
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn
from bot.notices import say
from bot.reading import words_in
from bot.tags import Counted
from bot.telegram.callbacks import Number
from bot.telegram.filters import called
from bot.telegram.people import asking_by_name
from bot.telegram.presses import presser
from bot.telegram.refusing import without_name
from bot.telegram.replies import OF_PURPOSE
from bot.telegram.reply import NOTHING, Reply, Whisper, in_words, plainly, refused
from bot.telegram.writing import Writing
from bot.texts import Words, words_for
from storage.models import Desk, Staff

router = Router(name="tag lists")

PAGE = 12
RENAMED = "tag_name"
"""The purpose of a message that asks for a tag's new name."""


class Tagged(CallbackData, prefix="g2"):
    """`number`: a tag's id; of `list` a page."""

    act: str
    number: Number = 0


@router.message(called("tags"))
async def tags_(message: Message, session: AsyncSession, bench: Bench) -> Reply:
    who = await asking_by_name(session, bench.bot, message, bench.clock())
    if who is None:
        return await without_name(message, session, bench)
    desk, staff = who
    texts = words_for(desk, staff)
    try:
        require(staff.role, Right.LOOK)
    except Refused as error:
        return plainly(texts, error)
    return Reply(whispers=[Whisper(await _list(session, desk, staff, 0, texts))])


async def _list(session: AsyncSession, desk: Desk, staff: Staff, page: int, texts: Words) -> Drawn:
    return listed(await tags.listed(session, desk.id), page, texts, owns=may(staff.role, Right.SETTINGS))


def listed(known: list[Counted], page: int, texts: Words, *, owns: bool) -> Drawn:
    """A page of them; buttons for who may change them."""
    if not known:
        return Drawn(fill(texts, "tags-none").html)
    last = (len(known) - 1) // PAGE
    page = min(max(page, 0), last)
    shown = known[page * PAGE : (page + 1) * PAGE]
    each = [
        join(" · ", (plain(hashtag(one.tag.name)), plain(texts("tag-cases", count=one.cases))))
        for one in shown
    ]
    how = fill(texts, "tags-how") if owns else plain("")
    head = bold(fill(texts, "tags-head", count=len(known)))
    picks = [_button(cut(hashtag(one.tag.name), 20), "show", one.tag.id) for one in shown] if owns else []
    turning = [
        _button(f"{sign} {number + 1}/{last + 1}", "list", number)
        for number, sign in ((page - 1, "‹"), (page + 1, "›"))
        if 0 <= number <= last
    ]
    rows = [picks[place : place + 3] for place in range(0, len(picks), 3)]
    return Drawn(lines((head, *each, how)).html, [row for row in (*rows, turning) if row])


def _button(label: str, act: str, number: int = 0, style: str | None = None) -> Button:
    return Button(label, data=Tagged(act=act, number=number).pack(), style=style)


def shown(one: Counted, texts: Words) -> Drawn:
    head = join(" · ", (bold(hashtag(one.tag.name)), plain(texts("tag-cases", count=one.cases))))
    number = one.tag.id
    rows = (
        (
            _button(texts("button-tag-rename"), "rename", number),
            _button(texts("button-tag-remove"), "remove", number),
        ),
        (_button(texts("button-back"), "list"),),
    )
    return Drawn(head.html, rows)


def surely_remove(one: Counted, texts: Words) -> Drawn:
    asks = fill(texts, "tag-surely-remove", tag=bold(hashtag(one.tag.name)), count=one.cases)
    too = plain(texts("tag-customers-too", count=one.customers) if one.customers else "")
    yes = _button(texts("button-tag-remove-surely"), "remove!", one.tag.id, "danger")
    return Drawn(lines((asks, too)).html, ((yes, _button(texts("button-back"), "show", one.tag.id)),))


def removed(had: Counted, texts: Words) -> str:
    said = texts("toast-tag-removed", count=had.cases)
    return f"{said} {texts('toast-tag-customers', count=had.customers)}" if had.customers else said


@router.callback_query(Tagged.filter())
async def pressed(query: CallbackQuery, callback_data: Tagged, session: AsyncSession, bench: Bench) -> Reply:
    """Who presses must be an owner now; in a group only they see the list."""
    found = await presser(session, query, bench)
    if found is None:
        return NOTHING
    place, staff = found
    texts = words_for(place.desk, staff)
    try:
        require(staff.role, Right.LOOK if callback_data.act == "list" else Right.SETTINGS)
        async with session.begin_nested():
            return await _do(session, query, callback_data, place.desk, staff, bench, texts)
    except Refused as error:
        return refused(texts, error)


async def _do(
    session: AsyncSession,
    query: CallbackQuery,
    asked: Tagged,
    desk: Desk,
    staff: Staff,
    bench: Bench,
    texts: Words,
) -> Reply:
    toast, number, now = None, asked.number, bench.clock()
    match asked.act:
        case "show":
            drawn = shown(await tags.counted(session, desk.id, number), texts)
        case "rename":
            one = await tags.counted(session, desk.id, number)
            await _ask_name(session, query, one, desk, bench)
            return Reply(toast=texts("toast-swipe-below"))
        case "remove":
            drawn = surely_remove(await tags.counted(session, desk.id, number), texts)
        case "remove!":
            had = await tags.remove(session, number, staff, now)
            toast, drawn = removed(had, texts), await _list(session, desk, staff, 0, texts)
        case _:
            drawn = await _list(session, desk, staff, number, texts)
    return Reply(toast=toast, whispers=[Whisper(drawn)], replaces=True)


async def _ask_name(
    session: AsyncSession, query: CallbackQuery, one: Counted, desk: Desk, bench: Bench
) -> None:
    chat_id = query.from_user.id if query.message is None else query.message.chat.id
    texts = await words_in(session, desk, chat_id)
    asks = plain("✏️ ") + fill(texts, "tag-name-prompt", tag=bold(hashtag(one.tag.name)))
    say(
        session,
        desk.id,
        asks.html,
        bench.clock(),
        chat_id=chat_id,
        thread_id=desk.thread_id if chat_id == desk.chat_id else None,
        purpose=RENAMED,
        data={"tag": one.tag.id},
    )


async def renamed(writing: Writing) -> Reply:
    """What is written in reply to the message that asks for the name."""
    if writing.staff is None:
        raise Refused("name-needed")
    if not writing.message.text:
        raise Refused("text-only")
    session, now = writing.session, writing.bench.clock()
    tag, merged = await tags.rename(session, int(writing.about.data["tag"]), writing.text, writing.staff, now)
    key = "tags-merged" if merged else "tag-renamed"
    return Reply(whispers=[Whisper(in_words(writing.texts, key, tag=hashtag(tag.name)))])


OF_PURPOSE[RENAMED] = renamed
