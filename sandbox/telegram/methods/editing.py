"""editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup.

A bot's own messages may be edited without a time limit; forwards and messages with ForceReply or a reply keyboard
never; an edit without reply_markup removes the keyboard (facts/telegram.md, section 2).
"""

from .. import render
from ..access import Need, chat_for
from ..errors import NOT_MODIFIED, bad
from ..model import Json, Markup, Media, Message, Rich, Text
from ..params import Params
from ..state import World
from ..texts.blocks import flat
from .albums import KINDS, item
from .outgoing import MAX_CAPTION, MAX_TEXT, charge, markup_for, preview_for, text_content
from .rich import rich_content

Preview = tuple[tuple[str, object], ...] | None


def edit_message_text(world: World, params: Params) -> Json:
    """To text, or to a rich message; from whichever of both."""
    if "rich_message" in params:
        shown = rich_content(world, params)
        message = editable(world, params)
        if message.media:
            raise bad("There is no text in the message to edit")
        return change(world, message, flat(shown.blocks), inline_markup(message, params), None, shown)
    content = text_content(params)
    message = editable(world, params)
    if message.media:
        raise bad("There is no text in the message to edit")
    if len(content.plain) > MAX_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    return change(world, message, content, inline_markup(message, params), preview_for(params))


def edit_message_caption(world: World, params: Params) -> Json:
    content = params.formatted("caption", "caption_entities")
    message = editable(world, params)
    if not message.media:
        raise bad("There is no caption in the message to edit")
    if len(content.plain) > MAX_CAPTION:
        raise bad("MEDIA_CAPTION_TOO_LONG")
    return change(world, message, content, inline_markup(message, params), None)


def edit_message_media(world: World, params: Params) -> Json:
    """A photo or a document becomes another one, within an album too; a voice message never does (Bot API,
    editMessageMedia: animation, audio, document, photo, video)."""
    given = params.json("media", "Can't parse media JSON object")
    kind, file, content = item(world, params, given)
    message = editable(world, params)
    if message.media is not None and message.media.kind not in KINDS:
        raise bad("Message can't be edited")
    if message.media_group_id is not None and message.media is not None and message.media.kind != kind:
        raise bad("Can't use media of the specified type in the album")
    markup = inline_markup(message, params)
    charge(world, message.chat)
    message.media = Media(kind, file)
    message.content, message.markup, message.link_preview = content, markup, None
    message.rich = None
    message.edit_date = world.date
    world.ticker.announce()
    return render.message(message, world.users)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    message = editable(world, params)
    return change(
        world, message, message.content, inline_markup(message, params), message.link_preview, message.rich
    )


def editable(world: World, params: Params) -> Message:
    """The message named, if the bot may edit it."""
    if "chat_id" not in params and "message_id" not in params:
        if "inline_message_id" not in params:
            raise bad("Message identifier is not specified")
        raise bad("MESSAGE_ID_INVALID")
    chat = chat_for(world, params, Need.EDIT)
    message = world.message_of(chat, params.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    fixed = message.forward_from or message.markup.other or message.service is not None
    if message.sender is not world.bot or fixed:
        raise bad("Message can't be edited")
    return message


def inline_markup(message: Message, params: Params, *, ephemeral: bool = False) -> Markup:
    markup = markup_for(message.chat, params, ephemeral=ephemeral)
    if markup.other:
        raise bad("Inline keyboard expected")
    return markup


def change(
    world: World,
    message: Message,
    content: Text,
    markup: Markup,
    preview: Preview,
    rich: Rich | None = None,
) -> Json:
    """Apply an edit. One that changes nothing is refused, but has been counted: it reached the server."""
    charge(world, message.chat)
    apply(world, message, content, markup, preview, rich)
    return render.message(message, world.users)


def apply(
    world: World,
    message: Message,
    content: Text,
    markup: Markup,
    preview: Preview,
    rich: Rich | None = None,
) -> None:
    shown = (message.content, message.markup, message.link_preview, message.rich)
    if (content, markup, preview, rich) == shown:
        raise bad(NOT_MODIFIED)
    message.content, message.markup, message.link_preview = content, markup, preview
    message.rich = rich
    message.edit_date = world.date
    world.ticker.announce()
