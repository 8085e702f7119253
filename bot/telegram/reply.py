"""What a handler wants said to the person, after its transaction has committed. Feedback only: nothing depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiogram.types import BotCommand, CallbackQuery, MaybeInaccessibleMessageUnion, Message, Update

from bot.bench import Bench
from bot.desk.cards import refusal
from bot.desk.richtext import fill, name, plain
from bot.desk.states import Refused
from bot.desk.view import Drawn, Texts
from bot.notices import Own, put_away
from bot.telegram.callbacks import markup
from bot.telegram.calls import delete_own, edit, offer, patiently, preview, whisper
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.transaction import transaction
from storage.models import BotMessage
from storage.queries import bot_message, the_desk

log = structlog.get_logger()


LISTED = timedelta(days=1)
"""So long a list stays in a private chat: who is in it may be forgotten one day, and a bot deletes only what is young."""
WHISPER = "ephemeral"
"""The purpose of what only one person sees: a swipe on it means no card."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Words that only the person sees, about a case or none."""

    drawn: Drawn
    case_id: int = 0
    version: int = 0
    gone_at: datetime | None = None
    """From then on it says nothing true any more, and is put away."""
    names: bool = False
    """A list with customers' names. In a private chat, where it would stay, it is put away after a day (`LISTED`)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`toast`: at most 200 characters, shown for a moment; as an `alert`, till it is put away. For presses."""

    toast: str | None = None
    alert: bool = False
    whispers: Sequence[Whisper] = ()
    replaces: bool = False
    """The first whisper takes the place of the ephemeral message that was pressed."""
    closes: bool = False
    """The ephemeral message that was pressed is put away."""
    redraws: Drawn | None = None
    """The ordinary message that was pressed says this from now on."""
    menu: Sequence[BotCommand] | None = None
    """What Telegram offers the person behind `/` in the private chat from now on; empty: what it offers everybody."""


NOTHING = Reply()


class NotYet(Exception):
    """It is about what is not known yet, but may be in a moment: it is handled then."""


def refused(texts: Texts, error: Refused) -> Reply:
    """An expected refusal in words."""
    return Reply(toast=refusal(texts, error.key, error.params))


def plainly(texts: Texts, error: Refused) -> Reply:
    """The same where there is no button to answer: only the person sees it."""
    return Reply(whispers=[Whisper(Drawn(plain(refusal(texts, error.key, error.params)).html))])


def in_words(texts: Texts, key: str, **params: str | int) -> Drawn:
    """A message of a few words; what fills them may come from outside."""
    parts = {key: name(value) if isinstance(value, str) else value for key, value in params.items()}
    return Drawn(fill(texts, key, **parts).html)


async def give(bench: Bench, update: Update, reply: Reply) -> None:
    """Say it. What Telegram answers to that is logged and no more."""
    try:
        if update.callback_query is not None:
            await _answer_press(bench, update.callback_query, reply)
        message = update.message or update.edited_message
        if message is not None and message.from_user is not None:
            for one in reply.whispers:
                await _whisper(bench, message, message.from_user.id, one)
        person = update.callback_query or message
        if reply.menu is not None and person is not None and person.from_user is not None:
            await offer(bench.bot, person.from_user.id, reply.menu)
    except SENDING_FAILED as error:
        log.info("reply not given", update=update.update_id, trouble=trouble_of(error).value)


async def _answer_press(bench: Bench, query: CallbackQuery, reply: Reply) -> None:
    try:
        await bench.bot.answer_callback_query(query.id, text=reply.toast, show_alert=reply.alert or None)
    except SENDING_FAILED as error:
        log.info("press not answered", trouble=trouble_of(error).value)
    if query.message is None:
        return
    pressed = await _own(bench, query, reply)
    if reply.redraws is not None and not await _is_card(bench, query.message):
        chat_id, message_id = query.message.chat.id, query.message.message_id
        await patiently(partial(_redraw, bench, chat_id, message_id, reply.redraws))
    whispers = list(reply.whispers)
    if pressed is not None and (reply.closes or (reply.replaces and not whispers)):
        await patiently(partial(delete_own, bench.bot, pressed))
    elif pressed is not None and reply.replaces:
        first = whispers.pop(0)
        await patiently(partial(_replace, bench, pressed, first))
        await _put_away(bench, pressed, first)
    for one in whispers:
        await _whisper(bench, query.message, query.from_user.id, one, query_id=query.id)


async def _is_card(bench: Bench, message: MaybeInaccessibleMessageUnion) -> bool:
    """No button of a card draws over it: one that does was forged."""
    async with bench.sessions() as session:
        known = await bot_message(session, message.chat.id, message.message_id)
    return known is not None and known.purpose == "card"


async def _redraw(bench: Bench, chat_id: int, message_id: int, drawn: Drawn) -> None:
    await bench.bot.edit_message_text(
        drawn.html,
        chat_id=chat_id,
        message_id=message_id,
        reply_markup=markup(drawn, 0, 0),
        link_preview_options=preview(drawn),
    )


async def _own(bench: Bench, query: CallbackQuery, reply: Reply) -> Own | None:
    """The pressed message, if only this person sees it and it may go: no card or letter of a private chat."""
    message = query.message
    if not isinstance(message, Message) or not (reply.closes or reply.replaces):
        return None
    chat_id, user_id = message.chat.id, query.from_user.id
    if message.ephemeral_message_id is not None:
        return Own(chat_id, user_id, ephemeral_id=message.ephemeral_message_id)
    if chat_id != user_id:
        return None
    async with bench.sessions() as session:
        known = await bot_message(session, chat_id, message.message_id)
    return Own(chat_id, user_id, message.message_id) if known is None or known.purpose == WHISPER else None


async def _replace(bench: Bench, own: Own, by: Whisper) -> None:
    keyboard = markup(by.drawn, by.case_id, by.version)
    if own.ephemeral_id is not None:
        await bench.bot.edit_ephemeral_message_text(
            own.chat_id, own.user_id, own.ephemeral_id, text=by.drawn.html, reply_markup=keyboard
        )
    else:
        await edit(bench.bot, own.chat_id, own.message_id or 0, by.drawn, keyboard)


async def _whisper(
    bench: Bench,
    about: MaybeInaccessibleMessageUnion,
    user_id: int,
    one: Whisper,
    *,
    query_id: str | None = None,
) -> None:
    topic = about.message_thread_id if isinstance(about, Message) and about.is_topic_message else None
    sent = await whisper(
        bench.bot,
        about.chat.id,
        user_id,
        one.drawn,
        case_id=one.case_id,
        version=one.version,
        query_id=query_id,
        thread_id=topic,
        reply_to=about.message_id or None if query_id is None else None,
    )
    if sent is None:
        return
    if sent.ephemeral_message_id is not None:
        await _put_away(bench, Own(sent.chat.id, user_id, ephemeral_id=sent.ephemeral_message_id), one)
    elif sent.chat.id == user_id:
        await _remember(bench, sent, one)
        await _put_away(bench, Own(sent.chat.id, user_id, sent.message_id), one)


async def _remember(bench: Bench, sent: Message, one: Whisper) -> None:
    """In a private chat it stays: whoever swipes it, or presses on it, is known to have meant no card."""
    if not one.case_id:
        return
    async with transaction(bench.sessions) as session:
        desk = await the_desk(session)
        session.add(
            BotMessage(
                chat_id=sent.chat.id,
                message_id=sent.message_id,
                desk_id=desk.id,
                case_id=one.case_id,
                purpose=WHISPER,
            )
        )


async def _put_away(bench: Bench, own: Own, one: Whisper) -> None:
    gone_at = one.gone_at
    if one.names and own.ephemeral_id is None:
        gone_at = bench.clock() + LISTED
    if gone_at is None:
        return
    async with transaction(bench.sessions) as session:
        put_away(session, await the_desk(session), own, gone_at)
