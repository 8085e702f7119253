"""The methods the server knows, by their names in lower case (the real server ignores case, too)."""

from collections.abc import Callable

from ..params import Params
from ..state import World
from . import (
    albums,
    bot,
    callbacks,
    chats,
    copying,
    deleting,
    editing,
    ephemeral,
    files,
    pins,
    reacting,
    sending,
    topics,
)

Method = Callable[[World, Params], object]

METHODS: dict[str, Method] = {
    "getme": bot.get_me,
    "setmycommands": bot.set_my_commands,
    "getmycommands": bot.get_my_commands,
    "deletemycommands": bot.delete_my_commands,
    "getwebhookinfo": bot.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendrichmessage": sending.send_rich_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendvoice": sending.send_voice,
    "copymessage": copying.copy_message,
    "sendmediagroup": albums.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagemedia": editing.edit_message_media,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": deleting.delete_message,
    "deletemessages": deleting.delete_messages,
    "editephemeralmessagetext": ephemeral.edit_text,
    "editephemeralmessagereplymarkup": ephemeral.edit_reply_markup,
    "deleteephemeralmessage": ephemeral.delete,
    "pinchatmessage": pins.pin_chat_message,
    "unpinchatmessage": pins.unpin_chat_message,
    "unpinallchatmessages": pins.unpin_all_chat_messages,
    "setmessagereaction": reacting.set_message_reaction,
    "answercallbackquery": callbacks.answer_callback_query,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmembercount": chats.get_chat_member_count,
    "leavechat": chats.leave_chat,
    "createforumtopic": topics.create_forum_topic,
    "closeforumtopic": topics.close_forum_topic,
    "reopenforumtopic": topics.reopen_forum_topic,
    "getfile": files.get_file,
}
