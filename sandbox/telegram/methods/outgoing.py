"""What all outgoing messages share: reply, topic, markup, preview, the rate limit."""

from dataclasses import dataclass

from .. import render
from ..access import check_content, check_topic_open, thread_for
from ..errors import bad, flood
from ..fields import Fields
from ..markup import parse_markup
from ..model import Chat, EphemeralMessage, Json, Markup, Media, Message, Rich, Text
from ..params import Params
from ..state import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
"""Both in code points after entity parsing (facts/telegram.md, section 2)."""

EPHEMERAL_REPLY_WITHIN = 15.0
PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


@dataclass(frozen=True)
class Reply:
    """To a message, to an ephemeral one, or to none."""

    message: Message | None = None


def text_content(params: Params) -> Text:
    """The parameter `text`, parsed; never empty."""
    if "text" not in params:
        raise bad("Message text is empty")
    content = params.formatted("text", "entities")
    if not content.plain:
        raise bad("Text must be non-empty")
    return content


def reply_for(world: World, chat: Chat, params: Params) -> Reply:
    """Resolve `reply_parameters` (or the older `reply_to_message_id`)."""
    value = params.json("reply_parameters", "Can't parse reply parameters JSON object")
    if value is None:
        value = {"message_id": params.integer("reply_to_message_id")}
        value["allow_sending_without_reply"] = params.flag("allow_sending_without_reply")
    fields = Fields(value, "Object expected as reply parameters")
    if not fields.raw:
        return Reply()
    ephemeral_id = fields.optional_integer("ephemeral_message_id")
    if ephemeral_id is not None:
        return Reply(incoming_ephemeral(world, chat, ephemeral_id))
    message_id = fields.integer("message_id")
    lenient = fields.flag("allow_sending_without_reply")
    if message_id <= 0:
        return Reply()
    found = world.message_of(reply_chat(world, chat, fields), message_id)
    if found is None and not lenient:
        raise bad("message to be replied not found")
    return Reply(found)


def reply_chat(world: World, chat: Chat, fields: Fields) -> Chat:
    named = fields.optional_text("chat_id")
    if named is None or named == str(chat.id):
        return chat
    other = world.chats.get(int(named)) if named.lstrip("-").isdigit() else None
    if other is None:
        raise bad("chat not found")
    return other


def incoming_ephemeral(world: World, chat: Chat, ephemeral_id: int) -> EphemeralMessage:
    """An ephemeral message to the bot may be replied to within 15 s (aiogram, ReplyParameters)."""
    for each in chat.ephemerals:
        fresh = world.now - each.date <= EPHEMERAL_REPLY_WITHIN
        if each.ephemeral_message_id == ephemeral_id and each.receiver is world.bot and fresh:
            return each
    raise bad("message to be replied not found")


def markup_for(chat: Chat, params: Params, *, ephemeral: bool = False) -> Markup:
    return parse_markup(params.text("reply_markup"), chat, ephemeral=ephemeral)


def preview_for(params: Params) -> tuple[tuple[str, object], ...] | None:
    """link_preview_options as stored: what is set, in a fixed order."""
    value = params.json("link_preview_options", "Can't parse link preview options JSON object")
    if value is None:
        return (("is_disabled", True),) if params.flag("disable_web_page_preview") else None
    fields = Fields(value, "Object expected as link preview options")
    options: list[tuple[str, object]] = [(name, True) for name in PREVIEW_FLAGS if fields.flag(name)]
    if url := fields.optional_text("url"):
        options.append(("url", url))
    return tuple(options) or None


def charge(world: World, chat: Chat, messages: int = 1) -> None:
    """Count sends or edits against the limits: all or none."""
    wait = world.meter.charge(chat.id, is_group=chat.is_group, now=world.now, messages=messages)
    if wait:
        raise flood(wait)


def deliver(
    world: World,
    params: Params,
    chat: Chat,
    content: Text,
    media: Media | None = None,
    rich: Rich | None = None,
) -> Json:
    """Everything after the content has been understood; returns the Message."""
    replied = reply_for(world, chat, params).message
    if isinstance(replied, EphemeralMessage):
        raise bad("message to be replied not found")
    thread_id = thread_for(world, chat, params)
    if thread_id is None and replied is not None and replied.chat is chat:
        thread_id = replied.thread_id
    check_topic_open(world, chat, thread_id)
    check_content(world, chat, media.kind if media else "message")
    message = Message(
        chat,
        0,
        world.date,
        world.bot,
        content,
        media=media,
        rich=rich,
        reply_to=replied,
        thread_id=thread_id,
        markup=markup_for(chat, params),
        link_preview=None if media or rich else preview_for(params),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )
    charge(world, chat)
    return render.message(world.post(message), world.users)
