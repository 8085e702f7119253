"""How long a text is as a network counts it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from enum import StrEnum


class LengthUnit(StrEnum):
    CODE_POINTS = "code_points"
    UTF8_BYTES = "utf8_bytes"
    UTF16_UNITS = "utf16_units"
    GRAPHEMES = "graphemes"
    """What a person takes for one character (UAX #29): a family of four is one."""
    X_WEIGHTED = "x_weighted"
    """X's own count: a link is 23, an emoji 2, a letter 1, of Chinese, Japanese and Korean 2."""


def text_length(text: str, unit: LengthUnit) -> int:
    """Length of `text` in `unit`."""
    match unit:
        case LengthUnit.CODE_POINTS:
            return len(text)
        case LengthUnit.UTF8_BYTES:
            return len(text.encode())
        case LengthUnit.UTF16_UNITS:
            return len(text.encode("utf-16-le")) // 2
        case LengthUnit.GRAPHEMES:
            return len(graphemes(text))
        case LengthUnit.X_WEIGHTED:
            return _weighted(text)


def in_characters(text: str, limit: int, unit: LengthUnit) -> tuple[int, int]:
    """How many characters of a text fit into a limit, and how many it has: people do not count bytes."""
    if unit is LengthUnit.GRAPHEMES:
        return limit, text_length(text, unit)
    fits = bisect_right(range(len(text)), limit, key=lambda end: text_length(text[: end + 1], unit))
    return fits, len(text)


def graphemes(text: str) -> list[str]:
    """What a person takes for characters. A network that counts so loads what it takes; the others need not."""
    import regex

    found: list[str] = regex.findall(r"\X", text)
    return found


LINK, EMOJI = 23, 2
"""twitter-text, configuration version 3: transformedURLLength, and defaultWeight over scale."""
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""The same, `ranges`: code points that weigh 1; all others weigh 2."""
_URL = re.compile(
    r"(?P<scheme>https?://[^\s<>«»\"]*[^\s<>«»\".,!?:;()\[\]])|(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])(?:/\S*)?",
    re.IGNORECASE,
)
_SHOWN_AS_EMOJI = r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\u20e3|\p{Regional_Indicator}{2}"


def _weighted(text: str) -> int:
    """As twitter-text counts, and where that needs a list of all top-level domains, at the worst: what looks like an
    address without `https://` is a link or its own letters, whichever is longer.
    """
    length, done = 0, 0
    text = unicodedata.normalize("NFC", text)
    for found in _URL.finditer(text):
        length += _weight(text[done : found.start()])
        length += LINK if found["scheme"] else max(LINK, _weight(found[0]))
        done = found.end()
    return length + _weight(text[done:])


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    import regex

    emoji = regex.compile(_SHOWN_AS_EMOJI)
    return sum(EMOJI if emoji.search(one) else sum(map(_weight_of, one)) for one in graphemes(text))


def _weight_of(character: str) -> int:
    code = ord(character)
    return 1 if any(low <= code <= high for low, high in _LIGHT) else 2
