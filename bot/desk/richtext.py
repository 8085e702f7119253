"""Telegram HTML that always knows how long it is.

Telegram counts the code points that remain when the tags are gone (4,096 a message) and, before that, the bytes of
the raw text (32,768). A `Rich` carries both the markup and its visible length, and is made only by the functions
below, so everything from outside is cleaned and escaped exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.desk.view import Texts

MAX_LENGTH = 4096
MAX_BYTES = 32_768
MAX_URL = 1000
"""Bytes of an address, escaped: a longer one is not worth its place in a message."""

ELLIPSIS = "…"
FSI, PDI = "\u2068", "\u2069"
_ZWJ = "\u200d"
_CLUSTER = 64
"""No real emoji or letter is longer, in code points; what is, may be cut inside."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TAG = re.compile("<[^>]*>")
_HOLE = re.compile("([\ue000-\ue0ff])")


class Rich(NamedTuple):
    """A piece of Telegram HTML. `length`: code points a reader sees."""

    html: str = ""
    length: int = 0

    def __add__(self, other: Rich) -> Rich:  # type: ignore[override] # pieces of a text, no pairs
        return Rich(self.html + other.html, self.length + other.length)

    def __bool__(self) -> bool:
        return bool(self.html)

    @property
    def size(self) -> int:
        """Bytes, with tags."""
        return len(self.html.encode())


EMPTY = Rich()


def clean(outside: str) -> str:
    """Text that Telegram takes as it is: no lone surrogates, controls, line ends but newline, or bidi overrides."""
    if outside.isprintable():
        return outside  # nothing of all that is: most words take no more than this look
    paired = outside.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = _LINE_ENDS.sub("\n", paired).translate({9: " ", 11: " ", 12: " "})
    return _NONCHARACTER.sub("\ufffd", _BIDI.sub("", _CONTROL.sub("", lines)))


def one_line(outside: str) -> str:
    return " ".join(clean(outside).split())


def cut(cleaned: str, limit: int) -> str:
    """At most `limit` code points, with "…" where something is gone; never half an emoji, rather whole words."""
    if len(cleaned) <= limit:
        return cleaned
    if limit < 1:
        return ""
    end = _whole(cleaned, limit - 1)
    space = max(cleaned.rfind(" ", 0, end), cleaned.rfind("\n", 0, end))
    if space > end - 20 and space > end // 2:
        end = space
    return cleaned[:end].rstrip(" \n,;:—–-") + ELLIPSIS


def _whole(text: str, end: int) -> int:
    """The last place not after `end` where a character ends."""
    place = end
    while place > 0 and _inside(text, place):
        place -= 1
        if end - place > _CLUSTER:
            return end
    return place


def _inside(text: str, place: int) -> bool:
    """Is the boundary before `text[place]` within what a reader sees as one character?"""
    before, after = text[place - 1], text[place]
    if before == _ZWJ or _extends(after):
        return True
    if not (_is_flag_letter(before) and _is_flag_letter(after)):
        return False
    start = place
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return (place - start) % 2 == 1


def _extends(char: str) -> bool:
    return (
        char == _ZWJ
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags: the flag of Scotland
        or "\u1160" <= char <= "\u11ff"  # Hangul vowels and finals
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def plain(outside: str, limit: int = MAX_LENGTH) -> Rich:
    """Words of several lines from outside."""
    return _escaped(cut(clean(outside), limit))


def name(outside: str, limit: int = 48) -> Rich:
    """A name or title from outside, on one line, that cannot turn the line around it (a right-to-left name)."""
    shown = cut(one_line(outside), limit)
    return _escaped(FSI + shown + PDI) if shown else EMPTY


def unmarked(html: str) -> str:
    """What somebody reads of it: without tags and the marks that keep names apart, names with `<` as they are."""
    return unescape(_TAG.sub("", html)).translate({ord(FSI): None, ord(PDI): None})


def _escaped(cleaned: str) -> Rich:
    html = cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Rich(html, len(cleaned))


def _tagged(tag: str, content: Rich | str, attributes: str = "") -> Rich:
    inner = plain(content) if isinstance(content, str) else content
    return Rich(f"<{tag}{attributes}>{inner.html}</{tag}>", inner.length) if inner else EMPTY


def bold(content: Rich | str) -> Rich:
    return _tagged("b", content)


def italic(content: Rich | str) -> Rich:
    return _tagged("i", content)


def struck(content: Rich | str) -> Rich:
    """What holds no more."""
    return _tagged("s", content)


def code(content: Rich | str) -> Rich:
    return _tagged("code", content)


def quote(content: Rich | str, *, expandable: bool = False) -> Rich:
    """A block of its own: put a newline after it, and no other quote into it."""
    return _tagged("blockquote", content, " expandable" if expandable else "")


def link(label: Rich | str, url: str | None) -> Rich:
    """A link; the plain label where the address is none that Telegram may open."""
    safe = safe_url(url)
    if safe is None:
        return plain(label) if isinstance(label, str) else label
    return _tagged("a", label, f' href="{_attribute(safe)}"')


def mention(user_id: int, label: str) -> Rich:
    """Notifies the person, even in a muted group."""
    return _tagged("a", name(label) or plain(str(user_id)), f' href="tg://user?id={user_id}"')


def safe_url(url: str | None) -> str | None:
    """The address if it is http, https or tg and of sensible length, else None."""
    if url is None or url != one_line(url) or " " in url or len(_attribute(url).encode()) > MAX_URL:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https", "tg") and bool(parts.hostname)
    except ValueError:
        return None
    return url if usable else None


def _attribute(value: str) -> str:
    return _escaped(value).html.replace('"', "&quot;")


def ago(at: datetime) -> Rich:
    """ "5 minutes ago", kept current by the reader's own client; an old client shows the time in `at`'s own zone."""
    fallback = stamp(at)
    return Rich(f'<tg-time unix="{int(at.timestamp())}" format="r">{fallback}</tg-time>', len(fallback))


def till(at: datetime) -> Rich:
    """Weekday, date and time in the reader's own zone, by their own client; an old client shows `at`'s."""
    fallback = stamp(at)
    return Rich(f'<tg-time unix="{int(at.timestamp())}" format="wdt">{fallback}</tg-time>', len(fallback))


def stamp(at: datetime) -> str:
    """Day and time in `at`'s own zone."""
    zone = " UTC" if at.utcoffset() == timedelta(0) else ""
    return f"{at.day:02}.{at.month:02} {at.hour:02}:{at.minute:02}{zone}"


def join(separator: str, parts: Iterable[Rich]) -> Rich:
    """The parts that are not empty."""
    there = [part for part in parts if part.html]
    if len(there) < 2:
        return there[0] if there else EMPTY
    between = _between(separator)
    length = sum([part.length for part in there]) + between.length * (len(there) - 1)
    return Rich(between.html.join([part.html for part in there]), length)


@cache
def _between(separator: str) -> Rich:
    return _escaped(separator)


def lines(parts: Iterable[Rich]) -> Rich:
    return join("\n", parts)


def fill(texts: Texts, key: str, /, **parts: Rich | str | int) -> Rich:
    """Our own words with markup in their holes. Numbers choose plurals; a `str` may only be a word of ours."""
    holes = [value for value in parts.values() if isinstance(value, Rich)]
    marks = {chr(0xE000 + place): hole for place, hole in enumerate(holes)}
    named = iter(marks)
    params = {key: next(named) if isinstance(value, Rich) else value for key, value in parts.items()}
    whole = EMPTY
    for piece in _HOLE.split(texts(key, **params)):
        whole += marks[piece] if piece in marks else _escaped(clean(piece))
    return whole
