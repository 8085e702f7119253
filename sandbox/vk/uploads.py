"""Uploads in VK's three steps: ask for an address, post the file there, save what it answered."""

import json
import secrets
from dataclasses import dataclass

from sandbox.vk.errors import VkError
from sandbox.vk.media import ORIGIN, Attachment, Media

PICTURES = (b"\x89PNG", b"\xff\xd8", b"GIF8")
"""How photos that VK takes begin: PNG, JPG, GIF (dev.vk.com, "Photo upload")."""
BANNED = ("mp3", "exe")
"""Documents may be anything else (dev.vk.com, "Document upload"); of programs only this one stands for all."""

PHOTOS = frozenset({"photo", "wall_photo"})
"""Purposes of an upload that end as a photo; the others (doc, audio_message, graffiti) end as a document."""


@dataclass(frozen=True)
class Upload:
    """A file that arrived and waits to be saved. `purpose` says for what."""

    purpose: str
    owner_id: int
    name: str
    content: bytes
    content_type: str


class Uploads:
    """Addresses given out, and files not saved yet. Each address and each receipt serves once."""

    def __init__(self, media: Media) -> None:
        self.media = media
        self._addresses: dict[str, tuple[str, int]] = {}
        self._received: dict[str, Upload] = {}

    def address(self, purpose: str, owner_id: int) -> str:
        key = secrets.token_hex(12)
        self._addresses[key] = (purpose, owner_id)
        return f"{ORIGIN}/upload/{key}"

    def knows(self, key: str) -> bool:
        return key in self._addresses

    def receive(self, key: str, name: str, content: bytes, content_type: str) -> dict[str, object]:
        """The upload server's own answer: no `response` around it, and an `error` with HTTP 200.

        The name of the form field does not matter: clients use `photo`, `file`, `file0`.
        """
        purpose, owner_id = self._addresses.pop(key)
        if purpose == "audio_message" and not content.startswith(b"OggS"):
            return {"error": "wrong_file_type", "error_descr": "audio message must be OGG/Opus"}
        if purpose in PHOTOS and not content.startswith(PICTURES):
            return {"server": 1, "photo": "[]", "hash": secrets.token_hex(12)}
        if purpose == "doc" and name.rpartition(".")[2].lower() in BANNED:
            return {"error": "wrong_file_type", "error_descr": "this type of documents is not allowed"}
        receipt = secrets.token_hex(12)
        self._received[receipt] = Upload(purpose, owner_id, name, content, content_type)
        if purpose not in PHOTOS:
            return {"file": receipt}
        return {"server": 1, "photo": json.dumps([{"photo": receipt}]), "hash": f"h{receipt}"}

    def save_photo(self, photo: str, proof: str) -> Attachment:
        """Raises 129 for what is not a receipt of ours and 121 for a wrong hash."""
        try:
            receipt = json.loads(photo)[0]["photo"]
        except (ValueError, LookupError, TypeError):
            raise VkError(129) from None
        upload = self._received.get(receipt)
        if upload is None or upload.purpose not in PHOTOS:
            raise VkError(129)
        if proof != f"h{receipt}":
            raise VkError(121)
        del self._received[receipt]
        return self.media.photo(upload.owner_id, content=upload.content)

    def save_document(self, receipt: str, title: str) -> Attachment:
        upload = self._received.get(receipt)
        if upload is None or upload.purpose in PHOTOS:
            raise VkError(105)
        del self._received[receipt]
        if upload.purpose == "audio_message":
            return self.media.voice(upload.owner_id, content=upload.content)
        name = title or upload.name
        return self.media.document(upload.owner_id, name, upload.content, upload.content_type)
