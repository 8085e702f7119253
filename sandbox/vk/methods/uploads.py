"""photos.* and docs.*: the first and last step of an upload. Photos under comments take a user's token."""

from sandbox.vk.api import method
from sandbox.vk.core import Asked


@method("photos.getMessagesUploadServer", "community admin", community="photos", admin="photos")
def photo_for_messages(asked: Asked) -> object:
    _check_peer(asked)
    return _photo_address(asked, "photo")


@method("photos.getWallUploadServer", "admin", admin="photos")
def photo_for_wall(asked: Asked) -> object:
    asked.params.optional_integer("group_id", minimum=0)
    return _photo_address(asked, "wall_photo")


@method("photos.saveMessagesPhoto", "community admin", community="photos", admin="photos")
def save_message_photo(asked: Asked) -> object:
    return _save_photo(asked)


@method("photos.saveWallPhoto", "admin", admin="photos")
def save_wall_photo(asked: Asked) -> object:
    return _save_photo(asked)


@method("docs.getMessagesUploadServer", "community admin", community="docs", admin="docs")
def document_for_messages(asked: Asked) -> object:
    """`type=audio_message` for voice; `peer_id` says whose dialog it is for."""
    kind = asked.params.choice("type", ("doc", "audio_message", "graffiti"))
    _check_peer(asked)
    return {"upload_url": asked.core.uploads.address(kind, _owner(asked))}


@method("docs.getWallUploadServer", "community admin", community="docs", admin="docs")
def document_for_wall(asked: Asked) -> object:
    asked.params.optional_integer("group_id", minimum=0)
    return {"upload_url": asked.core.uploads.address("doc", _owner(asked))}


@method("docs.save", "community admin", community="docs", admin="docs")
def save_document(asked: Asked) -> object:
    saved = asked.core.uploads.save_document(asked.params.required("file"), asked.params.text("title"))
    return saved.as_vk()


def _check_peer(asked: Asked) -> None:
    """901 for who may not be written to: the only error that both methods list (spec/vk/photos, spec/vk/docs)."""
    peer_id = asked.params.integer("peer_id")
    if peer_id and asked.token.kind == "community":
        refusal = asked.core.dialogs.refusal(asked.own_group(), peer_id)
        if refusal is not None and refusal.code == 901:
            raise refusal


def _photo_address(asked: Asked, purpose: str) -> dict[str, object]:
    return {
        "upload_url": asked.core.uploads.address(purpose, _owner(asked)),
        "album_id": -64,
        "user_id": asked.token.user_id or 0,
        "group_id": asked.token.group_id or 0,
    }


def _save_photo(asked: Asked) -> object:
    params = asked.params
    asked.params.optional_integer("server")
    return [asked.core.uploads.save_photo(params.required("photo"), params.text("hash")).shape]


def _owner(asked: Asked) -> int:
    return -asked.token.group_id if asked.token.group_id else asked.token.user_id or 0
