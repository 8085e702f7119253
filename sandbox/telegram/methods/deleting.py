"""deleteMessage, deleteMessages: own messages, others' with the right to; never after 48 hours."""

from ..access import Need, chat_for, may
from ..errors import bad
from ..model import Chat, Message
from ..params import Params
from ..state import World

MAX_AGE = 48 * 3600


def delete_message(world: World, params: Params) -> bool:
    if "chat_id" not in params:
        raise bad("Chat identifier is not specified")
    message_id = params.integer("message_id")
    if message_id == 0:
        raise bad("Message identifier is not specified")
    chat = chat_for(world, params, Need.WRITE)
    message = world.message_of(chat, message_id)
    if message is None:
        raise bad("message to delete not found")
    check_deletable(world, chat, message)
    message.deleted = True
    world.ticker.announce()
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Those that are not there are skipped; one that may not be deleted refuses all."""
    wanted = params.ids("message_ids", 100)
    chat = chat_for(world, params, Need.WRITE)
    found = [message for each in wanted if (message := world.message_of(chat, each))]
    for message in found:
        check_deletable(world, chat, message)
    for message in found:
        message.deleted = True
    world.ticker.announce()
    return True


def check_deletable(world: World, chat: Chat, message: Message) -> None:
    own = message.sender is world.bot or not chat.is_group
    if not own and not may(world, chat, "can_delete_messages"):
        raise bad("Message can't be deleted")
    if world.now - message.date >= MAX_AGE:
        raise bad("Message can't be deleted for everyone")
