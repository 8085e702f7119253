"""What VK takes as attachments, where, and by which calls. Pure.

Forms and sizes: dev.vk.com, "Document upload" (anything but MP3 and programs, 200 MB) and "Photo upload" (JPG, PNG,
GIF, 50 MB); tokens: VKCOM/vk-api-schema 5.199, access_token_type. Not told anywhere and therefore unverified: how many
attachments a comment takes, and that a comment takes no voice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.base import AttachmentKind, Capability, Json
from connectors.files import NO_FILES, Files, Upload
from connectors.vk.attachments import read_attachments
from connectors.vk.places import Place
from connectors.vk.replying import place_of
from connectors.vk.values import items, mapping, number, text

PHOTO, DOCUMENT, VOICE, VIDEO = (
    AttachmentKind.PHOTO,
    AttachmentKind.DOCUMENT,
    AttachmentKind.VOICE,
    AttachmentKind.VIDEO,
)
IN_COMMENT, IN_MESSAGE = 2, 10
MAX_BYTES = 200 * 1024 * 1024
BANNED = frozenset({"mp3", "exe", "msi", "bat", "cmd", "com", "scr", "apk"})


def files_ability(
    target: Json, reply: Capability, may: Callable[[str], bool], lacks: Callable[[str], bool]
) -> Files:
    """`may`: whether a token is there for a method; `lacks`: whether the community's token certainly has no such right.

    A video goes as a document: video.save takes a person's token and puts it among the community's videos.
    """
    if not reply.supported:
        return NO_FILES
    dialog = place_of(target) is None
    kinds = {PHOTO, DOCUMENT, VIDEO} | ({VOICE} if dialog else set())
    reasons = {AttachmentKind.STICKER: "refused-file-sticker", VOICE: "refused-file-voice-in-comment"}
    instead = {} if dialog else {VOICE: DOCUMENT}
    if lacks("docs"):
        photos = not lacks("photos") if dialog else may("photos.getWallUploadServer")
        kinds, instead = ({PHOTO} if photos else set()), {}
        reasons |= dict.fromkeys((PHOTO, DOCUMENT, VIDEO, VOICE), "refused-file-needs-right")
    most = IN_MESSAGE if dialog else IN_COMMENT
    return Files(most, frozenset(kinds), instead, MAX_BYTES, BANNED, reasons)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of uploading: a call for an address, the form's field, a call that makes an attachment of it."""

    address: str
    field: str
    save: str
    extra: Mapping[str, object]
    """For the first call; of it the second gets `group_id`."""


def ways(target: Json, kind: AttachmentKind, group_id: int, may: Callable[[str], bool]) -> list[Way]:
    """The best first. Where a photo can't be put among the community's, it goes as a document: VK shows it too."""
    place = place_of(target)
    if place is None:
        return _for_dialog(kind, target["peer_id"])
    document = Way("docs.getWallUploadServer", "file", "docs.save", {"group_id": group_id})
    photo = Way("photos.getWallUploadServer", "photo", "photos.saveWallPhoto", {"group_id": group_id})
    return [photo, document] if kind is PHOTO and may(photo.address) else [document]


def _for_dialog(kind: AttachmentKind, peer_id: object) -> list[Way]:
    peer: Mapping[str, object] = {"peer_id": peer_id}
    if kind is VOICE:
        return [Way("docs.getMessagesUploadServer", "file", "docs.save", {**peer, "type": "audio_message"})]
    document = Way("docs.getMessagesUploadServer", "file", "docs.save", {**peer, "type": "doc"})
    photo = Way("photos.getMessagesUploadServer", "photo", "photos.saveMessagesPhoto", peer)
    return [photo, document] if kind is PHOTO else [document]


def receipt(answer: object, way: Way) -> dict[str, object] | None:
    """What the upload server's answer gives to the saving call; None if it did not take the file.

    Of a picture that it cannot read it says `"photo": "[]"`, of other files `error`.
    """
    told = mapping(answer)
    if way.save == "docs.save":
        return {"file": file} if (file := text(told.get("file"))) else None
    photo = text(told.get("photo"))
    if photo in ("", "[]"):
        return None
    group = {"group_id": way.extra["group_id"]} if "group_id" in way.extra else {}
    return {
        **group,
        "photo": photo,
        "server": number(told.get("server")) or 0,
        "hash": text(told.get("hash")),
    }


def attachment_name(saved: object) -> str | None:
    """What photos.save… or docs.save made → `photo-1_2_key`. A voice message travels as a document."""
    told = mapping(saved)
    kind = text(told.get("type"))
    name, thing = ("doc", mapping(told.get(kind))) if kind else ("photo", mapping((items(saved) or [{}])[0]))
    owner_id, own_id = number(thing.get("owner_id")), number(thing.get("id"))
    if not owner_id or not own_id:
        return None
    key = text(thing.get("access_key"))
    return f"{name}{owner_id}_{own_id}" + (f"_{key}" if key else "")


def same_files(found: object, sent: Sequence[Upload]) -> bool:
    """Whether what a message of ours has attached may be what we sent: as many, and documents of these sizes.

    VK adds links and what they lead to by itself: an answer without files is told by its words alone.
    """
    if not sent:
        return True
    there = [one for one in read_attachments(found) if one.kind in (PHOTO, DOCUMENT, VOICE)]
    if len(there) != len(sent):
        return False
    sizes = Counter(one.size for one in there if one.kind is DOCUMENT and one.size)
    known = Counter(one.size for one in sent if one.size)
    return known.total() < len(sent) or not sizes - known


def with_files(place: Place | None, names: Sequence[str]) -> dict[str, Any]:
    """The parameter that attaches them, if there are any."""
    return {("attachment" if place is None else "attachments"): ",".join(names)} if names else {}
