"""What a handler wants said to the person, after its transaction has committed. Feedback only: nothing depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.types import CallbackQuery, Message, Update

from bot.desk.cards import refusal
from bot.desk.richtext import fill, name, plain
from bot.desk.states import Refused
from bot.desk.view import Drawn, Texts
from bot.telegram.callbacks import markup
from bot.telegram.calls import whisper
from bot.telegram.errors import SENDING_FAILED, trouble_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Whisper:
    """Words that only the person sees, about a case or none."""

    drawn: Drawn
    case_id: int = 0
    version: int = 0


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


NOTHING = Reply()


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


async def give(bot: Bot, update: Update, reply: Reply) -> None:
    """Say it. What Telegram answers to that is logged and no more."""
    try:
        if update.callback_query is not None:
            await _answer_press(bot, update.callback_query, reply)
        message = update.message or update.edited_message
        if message is not None:
            await _answer_message(bot, message, reply)
    except SENDING_FAILED as error:
        log.info("reply not given", update=update.update_id, trouble=trouble_of(error).value)


async def _answer_press(bot: Bot, query: CallbackQuery, reply: Reply) -> None:
    try:
        await bot.answer_callback_query(query.id, text=reply.toast, show_alert=reply.alert or None)
    except SENDING_FAILED as error:
        log.info("press not answered", trouble=trouble_of(error).value)
    if query.message is None:
        return
    chat_id, user_id = query.message.chat.id, query.from_user.id
    pressed = query.message.ephemeral_message_id if isinstance(query.message, Message) else None
    thread = query.message.message_thread_id if isinstance(query.message, Message) else None
    whispers = list(reply.whispers)
    if pressed is not None and (reply.closes or (reply.replaces and not whispers)):
        await bot.delete_ephemeral_message(chat_id, user_id, pressed)
    elif pressed is not None and reply.replaces:
        first = whispers.pop(0)
        await _replace(bot, chat_id, user_id, pressed, first)
    for one in whispers:
        await whisper(
            bot,
            chat_id,
            user_id,
            one.drawn,
            case_id=one.case_id,
            version=one.version,
            query_id=query.id,
            thread_id=thread,
        )


async def _replace(bot: Bot, chat_id: int, user_id: int, pressed: int, by: Whisper) -> None:
    await bot.edit_ephemeral_message_text(
        chat_id, user_id, pressed, text=by.drawn.html, reply_markup=markup(by.drawn, by.case_id, by.version)
    )


async def _answer_message(bot: Bot, message: Message, reply: Reply) -> None:
    if message.from_user is None:
        return
    for one in reply.whispers:
        await whisper(
            bot,
            message.chat.id,
            message.from_user.id,
            one.drawn,
            case_id=one.case_id,
            version=one.version,
            thread_id=message.message_thread_id if message.is_topic_message else None,
            reply_to=message.message_id or None,
        )
