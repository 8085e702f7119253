"""Files that a request names or brings along."""

import mimetypes
from typing import Literal

from ..errors import bad
from ..files import MAX_PHOTO, picture_size
from ..model import File
from ..params import Params, Upload
from ..state import World

MAX_PHOTO_SIDES = 10000
MAX_PHOTO_RATIO = 20
Kind = Literal["photo", "document", "voice"]
TYPES = {"ogg": "audio/ogg", "oga": "audio/ogg", "mp3": "audio/mpeg"}


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
