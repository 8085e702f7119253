"""What the bot may do in a chat, and in words what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

from bot.bench import Bench
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.texts import Words

log = structlog.get_logger()

RIGHTS = ("can_delete_messages", "can_pin_messages", "can_manage_topics")
SERIOUS = frozenset({"not-here", "not-supergroup", "not-admin", "unknown"})
"""Without these the desk does not hear what it must; without the others it only works less well."""
OPERATORS = "operator group"
"""The part of the program's health that is the bot's place in the operators' group."""


async def missing_rights(bot: Bot, chat_id: int) -> Sequence[str]:
    """What the bot lacks to serve a chat: `not-here`, `not-supergroup`, `not-admin`, `unknown`, or rights by the Bot
    API's names."""
    try:
        chat = await bot.get_chat(chat_id)
        me = await bot.get_chat_member(chat_id, bot.id)
    except SENDING_FAILED as error:
        trouble = trouble_of(error)
        log.warning("rights not known", chat=chat_id, trouble=trouble.value)
        return ("not-here",) if trouble is Trouble.FORBIDDEN else ("unknown",)
    if chat.type != ChatType.SUPERGROUP:
        return ("not-supergroup",)
    if isinstance(me, ChatMemberOwner):
        return ()
    if me.status != ChatMemberStatus.ADMINISTRATOR or not isinstance(me, ChatMemberAdministrator):
        return ("not-admin",)
    wanted = RIGHTS if chat.is_forum else RIGHTS[:2]
    return tuple(right for right in wanted if not getattr(me, right))


async def topic_is_there(bot: Bot, chat_id: int, thread_id: int) -> bool:
    """Whether it can be written into. By a silent message that is deleted at once: sendChatAction says yes to a topic that
    was deleted (tdlib/telegram-bot-api issue 732), and nothing else asks without changing something.

    Raises what Telegram says of the chat.
    """
    try:
        sent = await bot.send_message(chat_id, "…", message_thread_id=thread_id, disable_notification=True)
    except SENDING_FAILED as error:
        if trouble_of(error) is not Trouble.TOPIC_GONE:
            raise
        return False
    await bot.delete_message(chat_id, sent.message_id)
    return True


def needs(texts: Words, missing: Sequence[str]) -> Sequence[str]:
    """What a person should do about each, a sentence for each."""
    return [texts(f"right-{one.replace('_', '-')}") for one in missing]


def report(bench: Bench, texts: Words, missing: Sequence[str]) -> None:
    """Say in the program's health how the bot stands in the operators' group."""
    if SERIOUS.isdisjoint(missing):
        bench.health.ok(OPERATORS)
    else:
        bench.health.bad(OPERATORS, " ".join(needs(texts, missing)))
