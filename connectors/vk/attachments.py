"""Attachments of a comment, post or message → `Attachment`. Pure; odd input becomes an attachment with less in it.

Shapes: messages_message_attachment and the objects it names, VKCOM/vk-api-schema 5.199.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from connectors.base import Attachment, AttachmentKind
from connectors.vk.links import SITE
from connectors.vk.values import address, items, mapping, number, text

_SIZES = "smxopqryzw"
"""Photo size letters from small to large, for sizes that come without measures (dev.vk.com, "Photo sizes")."""

MOST = 20
"""More than VK lets anyone attach (10 to a message); bounds what a broken event can bring."""


def read_attachments(value: object, depth: int = 0) -> tuple[Attachment, ...]:
    """One for each entry, in order."""
    return tuple(replace(_read(entry), depth=depth) for entry in items(value)[:MOST])


def largest_photo(value: object) -> str | None:
    """Address of the first photo among attachments, in its largest size."""
    photos = (each.url for each in read_attachments(value) if each.kind is AttachmentKind.PHOTO)
    return next((url for url in photos if url), None)


def _read(entry: object) -> Attachment:
    name = text(mapping(entry).get("type"))
    thing = mapping(mapping(entry).get(name))
    reader = _READERS.get(name)
    return replace(reader(thing) if reader else _other(name, thing), key=_key(name, thing))


def _key(name: str, thing: Mapping[str, Any]) -> str | None:
    """`photo-1234_5`: addresses of files are signed anew now and then, this stays."""
    owner = number(thing.get("owner_id")) or number(thing.get("from_id")) or number(thing.get("to_id"))
    own = number(thing.get("id")) or number(thing.get("sticker_id"))
    if own is None:
        return None
    return f"{name}{owner or ''}_{own}"


def _page(name: str, thing: Mapping[str, Any]) -> str | None:
    """Where VK shows it."""
    owner, own = number(thing.get("owner_id")), number(thing.get("id"))
    return f"{SITE}/{name}{owner}_{own}" if owner and own else None


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
    """OGG/Opus is what Telegram plays as a voice message; MP3 it plays, too (Bot API, sendVoice).

    `transcript` is not in the schema (only its `transcript_error` is); clients get it some seconds later, by an edit.
    """
    url = address(voice.get("link_ogg")) or address(voice.get("link_mp3"))
    said = text(voice.get("transcript")).strip() or None
    return Attachment(AttachmentKind.VOICE, url, seconds=_positive(voice.get("duration")), text=said)


def _video(video: Mapping[str, Any]) -> Attachment:
    page = _page("video", video) or address(video.get("player"))
    title = text(video.get("title")) or None
    return Attachment(AttachmentKind.VIDEO, page, title, seconds=_positive(video.get("duration")))


def _link(link: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.LINK, address(link.get("url")), text(link.get("title")) or None)


def _sticker(sticker: Mapping[str, Any]) -> Attachment:
    url = largest(items(sticker.get("images")) or items(sticker.get("images_with_background")))
    return Attachment(AttachmentKind.STICKER, url)


def _product(product: Mapping[str, Any]) -> Attachment:
    price = text(mapping(product.get("price")).get("text"))
    title = " · ".join(part for part in (text(product.get("title")), price) if part)
    return Attachment(AttachmentKind.PRODUCT, _page("product", product), title or None)


def _post(post: Mapping[str, Any]) -> Attachment:
    owner = number(post.get("owner_id")) or number(post.get("to_id")) or number(post.get("from_id"))
    own = number(post.get("id"))
    url = f"{SITE}/wall{owner}_{own}" if owner and own else None
    return Attachment(AttachmentKind.POST, url, text(post.get("text")) or None)


def _comment(comment: Mapping[str, Any]) -> Attachment:
    owner, post, own = (number(comment.get(name)) for name in ("owner_id", "post_id", "id"))
    url = f"{SITE}/wall{owner}_{post}?reply={own}" if owner and post and own else None
    return Attachment(AttachmentKind.COMMENT, url, text(comment.get("text")) or None)


def _audio(audio: Mapping[str, Any]) -> Attachment:
    title = " – ".join(part for part in (text(audio.get("artist")), text(audio.get("title"))) if part)
    return Attachment(AttachmentKind.AUDIO, None, title or None, seconds=_positive(audio.get("duration")))


def _poll(poll: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.POLL, _page("poll", poll), text(poll.get("question")) or None)


def _gift(gift: Mapping[str, Any]) -> Attachment:
    pictures = (address(gift.get(name)) for name in ("thumb_256", "thumb_96", "thumb_48"))
    return Attachment(AttachmentKind.GIFT, next((url for url in pictures if url), None))


def _story(story: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.STORY, _page("story", story))


def _article(article: Mapping[str, Any]) -> Attachment:
    url = address(article.get("view_url")) or address(article.get("url"))
    return Attachment(AttachmentKind.ARTICLE, url, text(article.get("title")) or None)


def _drawing(drawing: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.DRAWING, address(drawing.get("url")))


def _call(call: Mapping[str, Any]) -> Attachment:
    return Attachment(AttachmentKind.CALL, seconds=_positive(call.get("duration")))


def _other(name: str, thing: Mapping[str, Any]) -> Attachment:
    """What VK will think of: by type name, with a link if it has one."""
    return Attachment(AttachmentKind.OTHER, address(thing.get("url")), name[:64] or None)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Attachment]] = {
    "photo": _photo,
    "doc": _document,
    "audio_message": _voice,
    "video": _video,
    "link": _link,
    "sticker": _sticker,
    "market": _product,
    "wall": _post,
    "wall_reply": _comment,
    "audio": _audio,
    "poll": _poll,
    "gift": _gift,
    "story": _story,
    "article": _article,
    "graffiti": _drawing,
    "call": _call,
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
