"""sendMessage, sendPhoto, sendDocument, sendVoice, sendChatAction."""

import mimetypes
from typing import Literal

from ..access import Need, chat_for
from ..errors import bad
from ..files import MAX_PHOTO, picture_size
from ..model import Chat, File, Json, Media, Text
from ..params import Params, Upload
from ..state import World
from . import ephemeral
from .outgoing import MAX_CAPTION, MAX_TEXT, deliver, text_content

MAX_PHOTO_SIDES = 10000
MAX_PHOTO_RATIO = 20
ACTION_NAMES = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(ACTION_NAMES.split())
Kind = Literal["photo", "document", "voice"]
TYPES = {"ogg": "audio/ogg", "oga": "audio/ogg", "mp3": "audio/mpeg"}


def send_message(world: World, params: Params) -> Json:
    content = text_content(params)
    chat = chat_for(world, params, Need.WRITE)
    if len(content.plain) > MAX_TEXT:
        raise bad("Message is too long")
    return send(world, params, chat, content)


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


def file_source(world: World, params: Params, kind: Kind) -> File | Upload:
    """An upload, directly or as attach://name, or a known file_id. What was named by an address is an upload already."""
    if kind in params.files:
        return params.files[kind]
    named = params.text(kind)
    if not named:
        raise bad(f"There is no {kind} in the request")
    if named.startswith("attach://"):
        upload = params.files.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad(f"There is no {kind} in the request")
        return upload
    if named.startswith(("http://", "https://")):
        raise bad("Failed to get HTTP URL content")
    if named not in world.files.by_id:
        raise bad("Wrong file identifier/HTTP URL specified")
    return world.files.by_id[named]


def store(world: World, upload: Upload, kind: Kind, params: Params) -> File:
    if not upload.data:
        raise bad("File must be non-empty")
    if kind == "photo":
        check_photo(upload.data)
    duration = params.integer("duration") if kind == "voice" else 0
    mime = mime_of(upload)
    return world.files.add(upload.data, kind=kind, name=upload.name, mime=mime, duration=duration)


def mime_of(upload: Upload) -> str:
    """Told by the name where the client said nothing better, as Telegram does."""
    if upload.mime != "application/octet-stream":
        return upload.mime
    return TYPES.get(
        upload.name.rpartition(".")[2].lower(), mimetypes.guess_type(upload.name)[0] or upload.mime
    )


def check_photo(data: bytes) -> None:
    """At most 10 MB, width and height together 10000, ratio 20 (facts/telegram.md, section 2)."""
    if len(data) > MAX_PHOTO:
        raise bad(
            f"File of size {len(data)} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes"
        )
    size = picture_size(data)
    if size is None or 0 in size:
        raise bad("IMAGE_PROCESS_FAILED")
    if sum(size) > MAX_PHOTO_SIDES or max(size) > MAX_PHOTO_RATIO * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def send_chat_action(world: World, params: Params) -> bool:
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad("Wrong parameter action in request")
    chat = chat_for(world, params, Need.WRITE)
    world.chat_actions.append((chat.id, action))
    return True
