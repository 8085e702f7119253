"""Ephemeral messages (Bot API 10.2 and 10.3): shown to one member of a group, delivery not guaranteed.

Documented (aiogram 3.31, EphemeralMessageParameters, ReplyParameters): the receiver, the callback query that
triggered it, `replace_callback_query_message`, no such thing for queries from ephemeral messages. Any bot may
send one within 15 s of that person's press, an administrator at any time to any human member
(facts/telegram.md, section 3). The texts of the refusals are not documented; those here are guesses.
"""

from .. import render
from ..access import Need, chat_for, check_content, human_in, thread_for
from ..errors import NOT_MODIFIED, QUERY_TOO_OLD, bad
from ..fields import Fields
from ..model import Chat, EphemeralMessage, Json, Media, Text, User
from ..params import Params
from ..state import CallbackQuery, World
from .editing import apply, inline_markup
from .outgoing import MAX_TEXT, markup_for, preview_for, reply_for, text_content

WITHIN = 15.0


def asked(params: Params) -> bool:
    """`receiver_user_id` as a parameter of its own is the form of Bot API 10.2."""
    return "ephemeral_message_parameters" in params or "receiver_user_id" in params


def parameters(params: Params) -> Fields:
    value = params.json(
        "ephemeral_message_parameters", "Can't parse ephemeral message parameters JSON object"
    )
    if value is None:
        value = {
            name: params.text(name) for name in ("receiver_user_id", "callback_query_id") if name in params
        }
    return Fields(value, "Object expected as ephemeral message parameters")


def send(world: World, params: Params, chat: Chat, content: Text, media: Media | None) -> Json:
    fields = parameters(params)
    if not chat.is_group:
        raise bad("method is available only for groups and supergroups")
    receiver = human_in(world, chat, fields.integer("receiver_user_id"))
    if receiver is None:
        raise bad("PARTICIPANT_ID_INVALID")
    query = triggering(world, chat, receiver, fields.optional_text("callback_query_id"))
    replied = reply_for(world, chat, params).message
    if not world.bot_is_admin(chat) and query is None and not isinstance(replied, EphemeralMessage):
        raise bad("Not enough rights to send ephemeral messages to the user")
    check_content(world, chat, media.kind if media else "message")
    message = EphemeralMessage(
        chat,
        0,
        world.date,
        world.bot,
        content,
        media=media,
        reply_to=replied,
        thread_id=thread_for(world, chat, params),
        markup=markup_for(chat, params, ephemeral=True),
        link_preview=None if media else preview_for(params),
        receiver=receiver,
        replaces=replaced(fields, query),
    )
    return render.message(world.whisper(message), world.users)


def triggering(world: World, chat: Chat, receiver: User, query_id: str | None) -> CallbackQuery | None:
    """The receiver's own press in this chat, not older than 15 s; an administrator may name an older one."""
    if query_id is None:
        return None
    query = world.queries.get(query_id)
    fresh = query is not None and (world.now - query.at <= WITHIN or world.bot_is_admin(chat))
    if query is None or not fresh or query.sender is not receiver or query.message.chat is not chat:
        raise bad(QUERY_TOO_OLD)
    return query


def replaced(fields: Fields, query: CallbackQuery | None) -> int | None:
    if not fields.flag("replace_callback_query_message"):
        return None
    if query is None or isinstance(query.message, EphemeralMessage):
        raise bad("MESSAGE_ID_INVALID")
    return query.message.message_id


def edit_text(world: World, params: Params) -> bool:
    content = text_content(params)
    message = named(world, params, "edit")
    if message.media:
        raise bad("There is no text in the message to edit")
    if len(content.plain) > MAX_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    apply(world, message, content, inline_markup(message, params, ephemeral=True), preview_for(params))
    return True


def edit_reply_markup(world: World, params: Params) -> bool:
    message = named(world, params, "edit")
    markup = inline_markup(message, params, ephemeral=True)
    if markup == message.markup:
        raise bad(NOT_MODIFIED)
    apply(world, message, message.content, markup, message.link_preview)
    return True


def delete(world: World, params: Params) -> bool:
    named(world, params, "delete").deleted = True
    world.ticker.announce()
    return True


def named(world: World, params: Params, act: str) -> EphemeralMessage:
    """The bot's ephemeral message to that person. One that never arrived cannot be told from one that did."""
    chat = chat_for(world, params, Need.EDIT)
    receiver, wanted = params.integer("receiver_user_id"), params.integer("ephemeral_message_id")
    if receiver <= 0:
        raise bad("Invalid receiver_user_id specified")
    for message in reversed(chat.ephemerals):
        ours = message.sender is world.bot and message.receiver.id == receiver
        if (
            ours
            and message.ephemeral_message_id == wanted
            and (not message.deleted or message.receiver.offline)
        ):
            return message
    raise bad(f"message to {act} not found")
