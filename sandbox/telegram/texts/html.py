"""parse_mode=HTML: a scanner over UTF-8 bytes, because errors name byte offsets.

Tags, leniences and error texts as in tdlib's parser: a name token needs no quotes, `</>` closes anything,
unknown `&entities;` stay as they are.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from .. import utf16
from ..errors import bad
from ..model import Entity
from .links import checked_link

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "pre": "pre",
    "code": "code",
}
TAGS = frozenset(SIMPLE) | {"a", "tg-emoji", "tg-time"}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
REFERENCE = re.compile(rb"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z]+);?")
SPACE = b" \t\r\n\0\x0b"


def refused(text: str) -> Exception:
    return bad(f"can't parse entities: {text}")


@dataclass
class Open:
    """A tag waiting for its end: where its text begins, in the output and in UTF-16 units."""

    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


def parse_html(raw: str) -> tuple[str, list[Entity]]:
    """Plain text and entities, unsorted, as they were closed. Raises ApiError `can't parse entities: …`."""
    return Scanner(raw.encode()).run()


class Scanner:
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            byte = self.source[self.at : self.at + 1]
            if byte == b"<":
                self._end() if self._peek(1) == b"/" else self._start()
            elif byte == b"&":
                self._emit(self._reference() or self._take(1))
            else:
                self._emit(self._take_until(b"<&"))
        if self.open:
            raise refused(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    # -- characters

    def _peek(self, ahead: int = 0) -> bytes:
        return self.source[self.at + ahead : self.at + ahead + 1]

    def _take(self, count: int) -> str:
        piece = self.source[self.at : self.at + count]
        self.at += count
        return piece.decode()

    def _take_until(self, stop: bytes) -> str:
        end = self.at
        while end < len(self.source) and self.source[end] not in stop:
            end += 1
        return self._take(end - self.at)

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in SPACE:
            self.at += 1

    def _emit(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += utf16.length(piece)

    def _reference(self) -> str | None:
        """The character behind `&lt;` or `&#8212;` (the semicolon may lack), or None and nothing taken."""
        hit = REFERENCE.match(self.source, self.at)
        if hit is None:
            return None
        body = hit.group(1)
        character = numeric(body[1:]) if body.startswith(b"#") else NAMED.get(body)
        if character is not None:
            self.at = hit.end()
        return character

    # -- tags

    def _start(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take_until(SPACE + b">").lower()
        if not self._peek():
            raise refused(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise refused(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise refused(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(Open(tag, attributes, self.offset, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == b">":
                return found
            name = self._take_until(SPACE + b"=>/\"'")
            if not name:
                raise refused(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_space()
            if self._peek() == b"=":
                self.at += 1
                self._skip_space()
                found[name] = self._value(tag, begin)
            else:
                found[name] = ""
            if not self._peek():
                raise refused(f'Unclosed start tag "{tag}" at byte offset {begin}')

    def _value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if not quote:
            raise refused(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in (b'"', b"'"):
            return self._name_token()
        self.at += 1
        parts: list[str] = []
        while self._peek() not in (quote, b""):
            if self._peek() == b"&":
                parts.append(self._reference() or self._take(1))
            else:
                parts.append(self._take_until(quote + b"&"))
        self.at += 1
        if not self._peek():
            raise refused(f"Unclosed start tag at byte offset {begin}")
        return "".join(parts)

    def _name_token(self) -> str:
        begin = self.at
        while self._peek().isalnum() or self._peek() in (b".", b"-"):
            self.at += 1
        if self._peek() != b">" and (not self._peek() or self._peek() not in SPACE):
            raise refused(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise refused(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._take_until(SPACE + b">").lower()
        self._skip_space()
        if self._peek() != b">":
            raise refused(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        expected = self.open[-1].tag
        if name not in ("", expected):
            raise refused(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{name}>"'
            )
        self._close(self.open.pop())

    # -- entities

    def _close(self, opened: Open) -> None:
        length = self.offset - opened.offset
        if length == 0:
            return
        entity = self._entity(opened, length)
        if entity is not None:
            self.entities.append(entity)

    def _entity(self, opened: Open, length: int) -> Entity | None:
        tag, attributes, offset = opened.tag, opened.attributes, opened.offset
        match tag:
            case "a":
                shown = "".join(self.out[opened.begin :])
                return link(attributes.get("href") or shown, offset, length)
            case "tg-emoji":
                return custom_emoji(attributes.get("emoji-id", ""), offset, length)
            case "tg-time":
                return date_time(attributes, offset, length)
            case "blockquote" if "expandable" in attributes:
                return Entity("expandable_blockquote", offset, length)
            case "pre" | "code":
                return self._code(tag, attributes, offset, length)
        return Entity(SIMPLE[tag], offset, length)

    def _code(self, tag: str, attributes: dict[str, str], offset: int, length: int) -> Entity:
        """`<pre><code class="language-x">` becomes one entity; alone, `code` has no language."""
        named = attributes.get("class", "")
        language = (
            named.removeprefix("language-") if tag == "code" and named.startswith("language-") else None
        )
        inner = self.entities[-1] if self.entities else None
        if inner and inner.type != tag and (inner.offset, inner.length) == (offset, length):
            if tag == "pre" and inner.type == "code" and inner.language:
                self.entities.pop()
                return Entity("pre", offset, length, language=inner.language)
            if tag == "code" and inner.type == "pre" and language:
                self.entities.pop()
                return Entity("pre", offset, length, language=language)
        return Entity(tag, offset, length, language=language)


def numeric(body: bytes) -> str | None:
    """`8212` or `x2014` as a character; None when it is not one."""
    try:
        code = int(body[1:], 16) if body[:1] == b"x" else int(body)
    except ValueError:
        return None
    if not 0 < code < 0x10FFFF:
        return None
    if 0xD800 <= code <= 0xDFFF:
        raise refused(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)


def link(target: str, offset: int, length: int) -> Entity | None:
    """A text_link; `tg://user?id=` is a mention; a URL the server does not accept leaves plain text."""
    parts = urlsplit(target)
    if parts.scheme == "tg" and parts.netloc == "user":
        wanted = parse_qs(parts.query).get("id", [""])[0]
        if wanted.isdigit():
            return Entity("text_mention", offset, length, user_id=int(wanted))
    url = checked_link(target)
    return Entity("text_link", offset, length, url=url) if url else None


def custom_emoji(identifier: str, offset: int, length: int) -> Entity:
    if not identifier.isdigit() or int(identifier) == 0:
        raise refused("Invalid custom emoji identifier specified")
    return Entity("custom_emoji", offset, length, custom_emoji_id=identifier)


def date_time(attributes: dict[str, str], offset: int, length: int) -> Entity | None:
    """`<tg-time unix="…" format="r">`; without a positive time the tag leaves plain text."""
    given = attributes.get("format", "")
    if given not in ("r", "R") and not set(given) <= set("tTdDwW"):
        raise refused("Invalid date format used")
    unix = attributes.get("unix", "")
    if not unix.isdigit() or int(unix) == 0:
        return None
    return Entity("date_time", offset, length, unix_time=int(unix), date_time_format=canonical_format(given))


def canonical_format(given: str) -> str:
    """The letters in the server's order; the short form wins over the long one."""
    if given in ("r", "R"):
        return "r"
    day = "w" if set(given) & {"w", "W"} else ""
    date = "d" if "d" in given else "D" if "D" in given else ""
    return day + date + ("t" if "t" in given else "T" if "T" in given else "")
