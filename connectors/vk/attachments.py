"""Attachments of a comment, post or message → `Attachment`. Pure; odd input becomes an attachment with less in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connectors.base import Attachment, AttachmentKind
from connectors.vk.links import SITE
from connectors.vk.values import address, items, mapping, number, text

_SIZES = "smxopqryzw"
"""Photo size letters from small to large, for sizes that come without measures (dev.vk.com, "Photo sizes")."""

MOST = 20
"""More than VK lets anyone attach (10 to a message); bounds what a broken event can bring."""


def read_attachments(value: object) -> tuple[Attachment, ...]:
    """One for each entry, in order."""
    return tuple(_read(entry) for entry in items(value)[:MOST])


def read_extras(message: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """What a message carries outside of its attachments: told by name, so that it does not look empty."""
    names = [name for name in ("fwd_messages", "geo") if message.get(name)]
    return tuple(Attachment(AttachmentKind.OTHER, title=name) for name in names)


def largest_photo(value: object) -> str | None:
    """Address of the first photo among attachments, in its largest size."""
    photos = (each.url for each in read_attachments(value) if each.kind is AttachmentKind.PHOTO)
    return next((url for url in photos if url), None)


def _read(entry: object) -> Attachment:
    name = text(mapping(entry).get("type"))
    thing = mapping(mapping(entry).get(name))
    reader = _READERS.get(name)
    return reader(thing) if reader else _other(name, thing)


def _photo(photo: Mapping[str, Any]) -> Attachment:
    url = largest(items(photo.get("sizes")) or items(photo.get("images")))
    return Attachment(
        AttachmentKind.PHOTO, url or address(photo.get("photo_256")), text(photo.get("text")) or None
    )


def _document(document: Mapping[str, Any]) -> Attachment:
    return Attachment(
        AttachmentKind.DOCUMENT,
        address(document.get("url")),
        text(document.get("title")) or None,
        size=_positive(document.get("size")),
    )


def _voice(voice: Mapping[str, Any]) -> Attachment:
    # OGG/Opus is what Telegram plays as a voice message; MP3 would be a file.
    url = address(voice.get("link_ogg")) or address(voice.get("link_mp3"))
    return Attachment(AttachmentKind.VOICE, url, seconds=_positive(voice.get("duration")))


def _video(video: Mapping[str, Any]) -> Attachment:
    owner, number_ = number(video.get("owner_id")), number(video.get("id"))
    page = f"{SITE}/video{owner}_{number_}" if owner and number_ else address(video.get("player"))
    title = text(video.get("title")) or None
    return Attachment(AttachmentKind.VIDEO, page, title, seconds=_positive(video.get("duration")))


def _link(link: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.LINK, address(link.get("url")), text(link.get("title")) or None)


def _sticker(sticker: Mapping[str, Any]) -> Attachment:
    url = largest(items(sticker.get("images")) or items(sticker.get("images_with_background")))
    return Attachment(AttachmentKind.STICKER, url)


def _other(name: str, thing: Mapping[str, Any]) -> Attachment:
    """Posts, products, polls, gifts and what VK will think of: by type name, with a link if it has one."""
    return Attachment(AttachmentKind.OTHER, address(thing.get("url")), name[:64] or None)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Attachment]] = {
    "photo": _photo,
    "doc": _document,
    "audio_message": _voice,
    "video": _video,
    "link": _link,
    "sticker": _sticker,
}


def largest(sizes: object) -> str | None:
    """Address of the largest of a picture's sizes."""
    known = [size for size in map(mapping, items(sizes)) if _size_url(size)]
    return _size_url(max(known, key=_area)) if known else None


def _size_url(size: Mapping[str, Any]) -> str | None:
    return address(size.get("url")) or address(size.get("src"))


def _area(size: Mapping[str, Any]) -> tuple[int, int]:
    width, height = number(size.get("width")) or 0, number(size.get("height")) or 0
    letter = text(size.get("type"))
    return width * height, _SIZES.find(letter) if len(letter) == 1 else -1


def _positive(value: object) -> int | None:
    found = number(value)
    return found if found and found > 0 else None
