"""Which comments ask nothing of us, and are collected quietly instead of getting a card each.

In doubt it is no noise: a card too many costs a glance, a question overlooked costs a customer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from connectors.base import AttachmentKind, Kind
from storage.models import Account, Noise, Quiet

ASKS = frozenset("?¿؟？⁇⁈⁉‽❓❔🤔🤨🧐" + "👎🖕😠😡🤬👿😤😾🙄🤡💩🤢🤮🆘🚨⚠" + "+➕")
"""Signs that want an answer without a word: a question; a complaint; the "+" of "write + and we shall call you"."""

LONG = 120
"""Code points. Whoever writes more to another customer tells a story that we may want to know."""

_TAG = re.compile(
    r"\[([a-z][\w.]*)(?::[\w-]+)?\|[^\[\]|?\n]{1,64}\]"  # VK: [id5|Vera Sokolova], [id5:bp-1234_9|Vera]
    r"|(?<![\w@/.])@([a-z][\w.]*\w)",  # @vera
    re.ASCII | re.IGNORECASE,
)
_LINK = re.compile(r"://|www\.|[a-z0-9-]\.[a-z]{2,}", re.IGNORECASE)
_UNREADABLE = frozenset("\ufffc\ufffd")


@dataclass(frozen=True, slots=True)
class Comment:
    """What the rules look at. Nothing of a tag counts as words."""

    tags_another: bool
    to_another: bool
    """Answers another customer, or begins with somebody's tag: networks put it there for whoever answers."""
    has_words: bool
    """Also a single digit, a keycap or a sign of money."""
    has_signs: bool
    """Emoji, punctuation, a sticker."""
    may_concern_us: bool
    """A number (price, order, phone), money, a link; or long."""


RULES: tuple[tuple[Quiet, Collection[Noise], Callable[[Comment], bool]], ...] = (
    (Quiet.FRIEND, (Noise.GENTLE, Noise.STRICT), lambda it: it.tags_another and not it.has_words),
    (Quiet.EMOJI, (Noise.GENTLE, Noise.STRICT), lambda it: it.has_signs and not it.has_words),
    (Quiet.CROSSTALK, (Noise.STRICT,), lambda it: it.to_another and not it.may_concern_us),
)
"""The first that fits, of those that hold at the account's level."""

STICKERS_AT = Noise.STRICT
"""Who cannot see what a sticker says cannot tell whether it is angry: only the strict level counts it as an emoji."""


def noise_of(
    text: str,
    *,
    kind: str,
    level: str,
    attachments: Collection[str] = (),
    ours: Collection[str] = (),
    answers_customer: bool = False,
) -> Quiet | None:
    """Why a comment is noise at an account's `level` (a Noise); None: it is not.

    `kind` and `attachments` as in `connectors.base` (Kind, AttachmentKind). `ours`: `our_names` of the account.
    `answers_customer`: what it answers was surely said by a customer other than its author. Direct messages and
    visitors' posts never are noise, nor is what names us, asks, complains, or shows something.
    """
    if (
        kind not in (Kind.COMMENT, Kind.REPOST)
        or level == Noise.OFF
        or not _only_stickers(attachments, level)
    ):
        return None
    tags = [tag[1] or tag[2] for tag in _TAG.finditer(text)]
    rest = _TAG.sub(" ", text)
    if any(tag.casefold() in ours for tag in tags) or _names(rest, ours) or not ASKS.isdisjoint(rest):
        return None
    to_another = answers_customer or _TAG.match(text.lstrip()) is not None
    has_words = any(map(_is_word, rest))
    if has_words and not to_another:
        return None  # no rule fits, and most comments are such
    comment = Comment(
        tags_another=bool(tags),
        to_another=to_another,
        has_words=has_words,
        has_signs=bool(attachments) or any(map(_is_sign, rest)),
        may_concern_us=len(rest) > LONG or any(map(_is_figure, rest)) or _LINK.search(rest) is not None,
    )
    return next((why for why, levels, fits in RULES if level in levels and fits(comment)), None)


def our_names(account: Account) -> frozenset[str]:
    """What people call us by: the account's title, the last part of its address, and VK's names for a community."""
    page = (account.url or "").rstrip("/").rpartition("/")[2]
    numbered = (f"{what}{account.external_id}" for what in ("club", "public", "event"))
    return frozenset(filter(None, map(_folded, (account.title or "", page, *numbered))))


def _only_stickers(attachments: Collection[str], level: str) -> bool:
    return all(one == AttachmentKind.STICKER and level == STICKERS_AT for one in attachments)


def _names(text: str, names: Collection[str]) -> bool:
    """Also inflected: a word that only begins like the name is taken for it."""
    said = f" {_folded(text)}"
    return any(f" {name}" in said for name in names)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_word(char: str) -> bool:
    """A letter, a number, money; also what we cannot read: private or broken characters, letters of a later Unicode."""
    category = unicodedata.category(char)
    if category == "Cn":
        return not _is_emoji_block(char)
    return category[0] in "LN" or category in ("Sc", "Co", "Cs") or char in _UNREADABLE


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" or _is_emoji_block(char)


def _is_figure(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] == "N" or category == "Sc"


def _is_emoji_block(char: str) -> bool:
    """Where Unicode puts new emoji, before Python's tables know them."""
    return "\U0001f000" <= char <= "\U0001faff"
