"""Calls to Telegram that more than one part makes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    EphemeralMessageParameters,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)
from pydantic import BaseModel

from bot.desk.signs import EMOJI, Sign
from bot.desk.view import Drawn
from bot.notices import Own
from bot.outcomes import Source
from bot.telegram.callbacks import markup
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of

log = structlog.get_logger()

T = TypeVar("T")

PATIENCE = 5
"""Seconds: a private chat takes one message a second."""
TRIES = 3


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Feedback has no row that would bring it later: a 429 of a few seconds is waited out. Raises what else it raises."""
    for _ in range(TRIES - 1):
        try:
            return await call()
        except TelegramRetryAfter as error:
            if error.retry_after > PATIENCE:
                raise
            await asyncio.sleep(error.retry_after)
    return await call()


def preview(drawn: Drawn) -> LinkPreviewOptions:
    """The customer's picture, or that of what they wrote under, as a large preview: it costs no second message."""
    if drawn.preview is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=drawn.preview, prefer_large_media=True)


async def react(bot: Bot, source: Source, sign: Sign) -> bool:
    """Set the sign on an operator's message. False: the message is gone.

    Where admins allow fewer reactions the next emoji that says the same is tried; if none is allowed, the last sign is
    taken away, for it is true no more, and the card tells. Raises what else Telegram answers.
    """
    for emoji in (*EMOJI[sign], None):
        try:
            await bot.set_message_reaction(
                source.chat_id,
                source.message_id,
                reaction=[ReactionTypeEmoji(emoji=emoji)] if emoji else [],
            )
        except SENDING_FAILED as error:
            trouble = trouble_of(error)
            if trouble is Trouble.REACTED_GONE:
                return False
            if trouble is not Trouble.NO_REACTION:
                raise
        else:
            return True
    return True


async def offer(bot: Bot, user_id: int, commands: Sequence[BotCommand]) -> None:
    """What is behind `/` in somebody's private chat with the bot; empty: the same as for everybody. Raises what Telegram
    answers: it refuses a chat that was never opened."""
    scope = BotCommandScopeChat(chat_id=user_id)
    if commands:
        await bot.set_my_commands(list(commands), scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


async def whisper(
    bot: Bot,
    chat_id: int,
    user_id: int,
    drawn: Drawn,
    *,
    case_id: int = 0,
    version: int = 0,
    query_id: str | None = None,
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> Message | None:
    """Words that only one person sees, as an ephemeral message; in a private chat an ordinary one. None: not sent.

    Telegram does not promise delivery, so nothing depends on it; a server that refuses it is logged.
    """
    private = chat_id == user_id
    ephemeral = EphemeralMessageParameters(receiver_user_id=user_id, callback_query_id=query_id)
    call = SendMessage(
        chat_id=chat_id,
        text=drawn.html,
        message_thread_id=thread_id,
        reply_markup=markup(drawn, case_id, version),
        link_preview_options=preview(drawn),
        reply_parameters=in_reply(reply_to) if private else None,
        ephemeral_message_parameters=None if private else ephemeral,
    )
    try:
        return await patiently(lambda: bot(call))
    except SENDING_FAILED as error:
        log.info("whisper not sent", chat=chat_id, trouble=trouble_of(error).value)
        return None


async def delete_own(bot: Bot, own: Own) -> None:
    """What only one person sees is put away."""
    if own.ephemeral_id is not None:
        await bot.delete_ephemeral_message(own.chat_id, own.user_id, own.ephemeral_id)
    else:
        await bot.delete_message(own.chat_id, own.message_id or 0)


def in_reply(message_id: int | None) -> ReplyParameters | None:
    """What a message answers, if it is still there."""
    if message_id is None:
        return None
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True)


class Sent(BaseModel):
    """What we need of a message that was sent: its number. To read the whole of it takes ten times as long."""

    message_id: int


class _Send(SendMessage):
    __returning__ = Sent  # type: ignore[assignment]


class _Edit(EditMessageText):
    """What it is now, is what was asked for."""

    __returning__ = object  # type: ignore[assignment]


async def send(
    bot: Bot,
    chat_id: int,
    drawn: Drawn,
    keyboard: InlineKeyboardMarkup | None,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
    silent: bool = False,
) -> int:
    """An ordinary message; its id. Neither a message to reply to nor a picture that is gone is a reason not to speak."""
    try:
        sent = await bot(
            _Send(
                chat_id=chat_id,
                text=drawn.html,
                message_thread_id=thread_id,
                reply_markup=keyboard,
                link_preview_options=preview(drawn),
                reply_parameters=in_reply(reply_to),
                disable_notification=silent or None,
            )
        )
    except SENDING_FAILED as error:
        if trouble_of(error) is not Trouble.NO_PICTURE or drawn.preview is None:
            raise
        plain = replace(drawn, preview=None)
        return await send(
            bot, chat_id, plain, keyboard, thread_id=thread_id, reply_to=reply_to, silent=silent
        )
    return sent.message_id


async def edit(
    bot: Bot, chat_id: int, message_id: int, drawn: Drawn, keyboard: InlineKeyboardMarkup | None
) -> bool:
    """False: that message cannot be edited any more, a new one must take its place."""
    try:
        await bot(
            _Edit(
                text=drawn.html,
                chat_id=chat_id,
                message_id=message_id,
                reply_markup=keyboard,
                link_preview_options=preview(drawn),
            )
        )
    except SENDING_FAILED as error:
        match trouble_of(error):
            case Trouble.NOT_MODIFIED:
                return True
            case Trouble.MESSAGE_GONE:
                return False
            case Trouble.NO_PICTURE if drawn.preview is not None:
                return await edit(bot, chat_id, message_id, replace(drawn, preview=None), keyboard)
            case _:
                raise
    return True
