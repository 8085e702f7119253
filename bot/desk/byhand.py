"""What comes by no network: by phone, in the shop, by mail. How `/new` is read, and what stands in pasted words."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = 120
"""Code points of a customer's name: a longer first line is part of the words."""

_LINK = re.compile(r"(?:https?://|(?:www\.|m\.)?vk\.(?:com|ru)/)\S+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}>»\"'"


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer said, as somebody of the desk wrote it down. `name`: who, with a number or an address."""

    name: str | None
    text: str


def told(words: str) -> Told:
    """The first line is who it was, if there is another one below it."""
    head, _, rest = words.strip().partition("\n")
    head, rest = head.strip(), rest.strip()
    if not rest or len(head) > NAME:
        return Told(None, words.strip())
    return Told(head, rest)


def link_in(words: str) -> tuple[str, str] | None:
    """The first address in somebody's words, and the words without it."""
    found = _LINK.search(words)
    if found is None:
        return None
    url = found[0].rstrip(_TRAILING)
    rest = words[: found.start()] + words[found.start() + len(url) :]
    return url, " ".join(rest.split())
