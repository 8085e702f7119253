"""Entities a server finds by itself in plain text: commands, mentions, hashtags, links, e-mail addresses."""

import re
from collections.abc import Iterable

from .. import utf16
from ..model import Entity

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b")),
    ("url", re.compile(r"\b(?:https?://[^\s<>\"]+[^\s<>\".,!?;:)\]'»]|(?:t\.me|vk\.com)/[^\s<>\".,!?;:)]+)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
)
CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})


def with_found(plain: str, entities: Iterable[Entity]) -> list[Entity]:
    """The given entities and those found where nothing closed is already."""
    kept = list(entities)
    taken = [(entity.offset, entity.end) for entity in kept if entity.type in CLOSED]
    for kind, pattern in PATTERNS:
        for hit in pattern.finditer(plain):
            offset, size = utf16.length(plain[: hit.start()]), utf16.length(hit.group())
            if all(offset >= end or offset + size <= begin for begin, end in taken):
                taken.append((offset, offset + size))
                kept.append(Entity(kind, offset, size))
    return kept
