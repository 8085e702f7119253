"""What is attached to a message, as its card tells it: pictures, files, voice, places, and what was forwarded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.desk.richtext import Rich, clean, cut, fill, join, lines, link, name, plain, quote
from bot.desk.view import By, Said, Shown, Texts
from storage.models import Brought

DOT = " · "

ATTACHMENTS = 5
"""Things told one by one; pictures count as one."""
IN_QUOTE = 3
QUOTES = 3
QUOTED_WORDS, ANSWERED_WORDS, SPOKEN_WORDS = 200, 100, 300
"""Code points of what was forwarded, of what the message answers, of what was said in a voice message."""
COLLAPSE_OVER = 160
"""Code points: about four lines of a phone. Telegram shows the first three of a collapsed quote."""

QUOTES_OF = ("quoted", "answered")

ATTACHMENT: Mapping[str, tuple[str, str]] = {
    "photo": ("🖼", "attachment-photo"),
    "document": ("📎", "attachment-document"),
    "voice": ("🎤", "attachment-voice"),
    "video": ("🎬", "attachment-video"),
    "link": ("🔗", "attachment-link"),
    "sticker": ("🙂", "attachment-sticker"),
    "place": ("📍", "attachment-place"),
    "product": ("🛍", "attachment-product"),
    "post": ("📰", "attachment-post"),
    "comment": ("💬", "attachment-comment"),
    "audio": ("🎵", "attachment-audio"),
    "poll": ("📊", "attachment-poll"),
    "gift": ("🎁", "attachment-gift"),
    "story": ("⏳", "attachment-story"),
    "article": ("📄", "attachment-article"),
    "drawing": ("✏️", "attachment-drawing"),
    "call": ("📞", "attachment-call"),
    "quoted": ("↪️", "attachment-quoted"),
    "answered": ("↩️", "attachment-answered"),
}


def quoted(words: str, limit: int) -> Rich:
    """Somebody's words as a quote; long ones collapsed."""
    shown = cut(clean(words).strip(), limit)
    return quote(shown, expandable=len(shown) > COLLAPSE_OVER or shown.count("\n") > 3)


def attachments(shown: Sequence[Shown], texts: Texts) -> Rich:
    """What is attached itself, then each quote with what belongs to it."""
    own, *quotes = _parted(shown)
    told = [_quote(one, texts) for one in quotes[:QUOTES]]
    if len(quotes) > QUOTES:
        told.append(plain(texts("attachment-more", count=len(quotes) - QUOTES)))
    return lines((_things(own, texts, ATTACHMENTS), *_spoken(own), *told))


def counted(shown: Sequence[Shown], texts: Texts) -> Rich:
    """Where there is no room for more."""
    return plain("📎 " + texts("attachments-count", count=len(shown))) if shown else Rich()


def _parted(shown: Sequence[Shown]) -> list[list[Shown]]:
    """First what belongs to no quote, then a list for each quote, which begins it."""
    parts: list[list[Shown]] = [[]]
    for one in shown:
        if one.kind in QUOTES_OF:
            parts.append([one])
        else:
            parts[-1 if one.depth else 0].append(one)
    return parts


def _things(shown: Sequence[Shown], texts: Texts, most: int) -> Rich:
    photos = [one for one in shown if one.kind == "photo"]
    parts = [_photos(photos, texts)] if len(photos) > 1 else []
    rest = [one for one in shown if one.kind != "photo" or len(photos) == 1]
    room = most - len(parts)
    parts += [_attachment(one, texts) for one in rest[:room]]
    if len(rest) > room:
        parts.append(plain(texts("attachment-more", count=len(rest) - room)))
    return join(DOT, parts)


def _photos(photos: Sequence[Shown], texts: Texts) -> Rich:
    """Several pictures in a row take one place: how many, and the way to each."""
    ways = [link(str(place), one.url) for place, one in enumerate(photos[:10], 1)]
    return join(" ", (plain("🖼 " + texts("attachment-photos", count=len(photos)) + ":"), *ways))


def _attachment(shown: Shown, texts: Texts) -> Rich:
    emoji, key = ATTACHMENT.get(shown.kind, ("📎", "attachment-other"))
    label = name(shown.title or "", 40) or plain(texts(key))
    facts = [link(label, shown.url)]
    if shown.seconds is not None:
        facts.append(plain(f"{shown.seconds // 60}:{shown.seconds % 60:02}"))
    if shown.size is not None:
        facts.append(plain(_size(shown.size, texts)))
    if shown.kept_out is not None:
        facts.append(plain(texts(shown.kept_out)))
    elif shown.brought == Brought.LOST:
        facts.append(plain(texts("attachment-lost")))
    return join(" ", (plain(emoji), join(", ", facts)))


def _spoken(shown: Sequence[Shown]) -> Iterator[Rich]:
    """What was said in voice messages, where the network wrote it down."""
    spoken = [one for one in shown if one.kind == "voice" and one.text]
    for one in spoken[:2]:
        yield quoted(f"🎤 {one.text}", SPOKEN_WORDS)


def _quote(parts: Sequence[Shown], texts: Texts) -> Rich:
    """Who said it, the words, what was attached to them."""
    head, *rest = parts
    emoji, key = ATTACHMENT[head.kind]
    who = link(name(head.author or "") or plain(texts("somebody")), head.url)
    limit = ANSWERED_WORDS if head.kind == "answered" else QUOTED_WORDS
    said = join(" ", (plain(emoji * (head.depth + 1)), fill(texts, key, name=who)))
    return lines((said, quoted(head.text or "", limit), _things(rest, texts, IN_QUOTE), *_spoken(rest)))


def _size(size: int, texts: Texts) -> str:
    if size < 1000:
        return texts("size-bytes", count=size)
    if size < 1_000_000:
        return texts("size-kilobytes", count=round(size / 1000))
    return texts("size-megabytes", count=round(size / 1_000_000, 1))


# --- what can be shown in the chat itself, when somebody asks


def can_be_shown(kind: str, url: str | None, photos: int) -> bool:
    """One picture is its message's large preview already. `photos`: how many the message has."""
    return url is not None and (photos > 1 if kind == "photo" else kind == "document")


def offered(said: Sequence[Said]) -> tuple[int, int]:
    """Pictures and documents of the customer that nobody asked to see yet."""
    kinds = [kind for one in said if one.by is By.CUSTOMER for kind in _offered(one)]
    return kinds.count("photo"), kinds.count("document")


def _offered(said: Said) -> Iterator[str]:
    photos = sum(one.kind == "photo" for one in said.attachments)
    for one in said.attachments:
        unasked = one.brought is None and one.kept_out is None
        if unasked and can_be_shown(one.kind, one.url, photos):
            yield one.kind


def files_label(said: Sequence[Said], texts: Texts) -> str | None:
    """What a button says that shows them; None: there is nothing to show."""
    photos, documents = offered(said)
    parts = []
    if photos:
        parts.append("🖼 " + texts("attachment-photos", count=photos))
    if documents:
        parts.append("📎 " + texts("attachment-documents", count=documents))
    return DOT.join(parts) or None
