"""pinChatMessage, unpinChatMessage, unpinAllChatMessages."""

from .. import render
from ..access import Need, chat_for, may
from ..errors import bad
from ..model import Chat, Json
from ..params import Params
from ..state import World


def pin_chat_message(world: World, params: Params) -> bool:
    """Pinning leaves a service message, of which the bot is told, too; a pinned message stays pinned."""
    chat = chat_for(world, params, Need.WRITE)
    message = world.message_of(chat, params.integer("message_id"))
    if message is None:
        raise bad("message to pin not found")
    check_right(world, chat)
    if not message.pinned:
        message.pinned = True
        fields: Json = {"pinned_message": render.message(message, world.users, with_reply=False)}
        world.service(chat, world.bot, fields, thread_id=message.thread_id)
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Without a message_id the newest pinned one."""
    chat = chat_for(world, params, Need.WRITE)
    pinned = [each for each in chat.messages.values() if each.pinned and not each.deleted]
    if "message_id" in params:
        named = world.message_of(chat, params.integer("message_id"))
        pinned = [named] if named else []
    if not pinned:
        raise bad("Message to unpin not found")
    check_right(world, chat)
    pinned[-1].pinned = False
    world.ticker.announce()
    return True


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    chat = chat_for(world, params, Need.WRITE)
    check_right(world, chat)
    for message in chat.messages.values():
        message.pinned = False
    world.ticker.announce()
    return True


def check_right(world: World, chat: Chat) -> None:
    if chat.is_group and not may(world, chat, "can_pin_messages"):
        raise bad("Not enough rights to manage pinned messages in the chat")
