"""sendMessage, sendRichMessage, sendPhoto, sendDocument, sendVoice, sendChatAction."""

from ..access import Need, chat_for
from ..errors import bad
from ..model import Chat, File, Json, Media, Text
from ..params import Params
from ..state import World
from ..texts.blocks import flat
from . import ephemeral
from .media import Kind, file_source, store
from .outgoing import MAX_CAPTION, MAX_TEXT, deliver, text_content
from .rich import rich_content

ACTION_NAMES = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(ACTION_NAMES.split())


def send_message(world: World, params: Params) -> Json:
    content = text_content(params)
    chat = chat_for(world, params, Need.WRITE)
    if len(content.plain) > MAX_TEXT:
        raise bad("Message is too long")
    return send(world, params, chat, content)


def send_rich_message(world: World, params: Params) -> Json:
    rich = rich_content(world, params)
    chat = chat_for(world, params, Need.WRITE)
    if ephemeral.asked(params):
        raise bad("the sandbox plays no ephemeral rich messages")
    return deliver(world, params, chat, flat(rich.blocks), rich=rich)


def send_photo(world: World, params: Params) -> Json:
    return send_media(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    return send_media(world, params, "document")


def send_voice(world: World, params: Params) -> Json:
    return send_media(world, params, "voice")


def send_media(world: World, params: Params, kind: Kind) -> Json:
    source = file_source(world, params, kind)
    content = params.formatted("caption", "caption_entities")
    chat = chat_for(world, params, Need.WRITE)
    if len(content.plain) > MAX_CAPTION:
        raise bad("Message caption is too long")
    file = source if isinstance(source, File) else store(world, source, kind, params)
    return send(world, params, chat, content, Media(kind, file))


def send(world: World, params: Params, chat: Chat, content: Text, media: Media | None = None) -> Json:
    if ephemeral.asked(params):
        return ephemeral.send(world, params, chat, content, media)
    return deliver(world, params, chat, content, media)


def send_chat_action(world: World, params: Params) -> bool:
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad("Wrong parameter action in request")
    chat = chat_for(world, params, Need.WRITE)
    world.chat_actions.append((chat.id, action))
    return True
