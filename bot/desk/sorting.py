"""How a case is sorted: category, priority, tags, how it ended. What tags may be, which one is meant, and the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from bot.desk.conversation import DOT
from bot.desk.richtext import EMPTY, Rich, join, plain
from bot.desk.states import Refused
from bot.desk.view import CaseView, Texts
from storage.models import Category, Outcome, Priority

# Old buttons carry places in these: new ones are added at the end.
CATEGORIES: Sequence[Category] = tuple(Category)
OUTCOMES: Sequence[Outcome] = tuple(Outcome)
PRIORITIES: Sequence[Priority] = tuple(Priority)

SIGNS: Mapping[int, str] = {Priority.URGENT: "🔥", Priority.HIGH: "⬆️", Priority.LOW: "⬇️"}
"""Of priorities that are not the usual one."""

ASKS_NOTHING = frozenset({Category.NO_ANSWER_NEEDED, Category.SPAM})
"""Such cases are usually dismissed."""

TAG_LENGTH = 32
TAGS_OF_A_CASE = 10
TAGS_OF_A_CUSTOMER = 20
OFFERED = 6
"""Tags that are buttons: those the case has, then the desk's most used."""
ALIKE = 3
"""Tags offered in place of one that a typed word begins."""

_WORD = re.compile(r"\w+")
_IN_NOTE = re.compile(r"(?<![\w#&/.=])#(\w[\w-]*)")
"""Not the fragment of an address."""


class Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


def place_of(found: object, places: Sequence[object]) -> int:
    """What a button carries: from 1, and 0 for none."""
    return 0 if found is None else places.index(found) + 1


# --- tags


def tag_named(word: str) -> str:
    """A tag as it is kept, without the `#`. Raises Refused for what Telegram would not take for a hashtag, or too long."""
    name = unicodedata.normalize("NFKC", word).strip(".,;:!?\"'()«»„“”").removeprefix("#").replace("-", "_")
    if not _WORD.fullmatch(name) or not any(char.isalpha() for char in name):
        raise Refused("tag-letters", tag=word)
    if len(name) > TAG_LENGTH:
        raise Refused("tag-long", limit=TAG_LENGTH)
    return name


def tags_named(text: str) -> list[str]:
    """Every word a tag, in order, each once. Raises Refused, as `tag_named` does; without a word, too."""
    named = _each_once(tag_named(word) for word in re.split(r"[\s,;]+", text.strip()) if word.strip("#"))
    if not named:
        raise Refused("tag-letters", tag=text.strip() or "…")
    return named


def tags_in(note: str) -> list[str]:
    """The `#words` in a note that can be tags; `#12` is a case's number."""
    found = []
    for word in _IN_NOTE.findall(note):
        try:
            found.append(tag_named(word))
        except Refused:
            continue
    return _each_once(found)


def _each_once(names: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(sameness(name), name)
    return list(found.values())


def sameness(name: str) -> str:
    """Equal for all spellings of a tag: `XXL` and `#xxl`, `late-delivery` and `LateDelivery`, `ё` and `е`."""
    return re.sub(r"[#_-]", "", unicodedata.normalize("NFKC", name).casefold()).replace("ё", "е")


def meant(word: str, known: Sequence[N]) -> tuple[N | None, list[N]]:
    """The tag of `known` that is called so; else, first in order, those that begin so."""
    key = sameness(word)
    exact = next((one for one in known if sameness(one.name) == key), None)
    if exact is not None:
        return exact, []
    return None, [one for one in known if sameness(one.name).startswith(key)][:ALIKE]


# --- by their names


def category_called(word: str, *tongues: Texts) -> Category | None:
    """By its name, or by a beginning that only one has; in any of these languages or in English."""
    return _called(
        word,
        {one: [one.value, *(say("category", category=one.value) for say in tongues)] for one in CATEGORIES},
    )


def priority_called(word: str, *tongues: Texts) -> Priority | None:
    own = {one: one.name.lower() for one in PRIORITIES}
    return _called(
        word, {one: [id_, *(say("priority", priority=id_) for say in tongues)] for one, id_ in own.items()}
    )


def outcome_called(word: str, *tongues: Texts) -> Outcome | None:
    return _called(
        word, {one: [one.value, *(say("outcome", outcome=one.value) for say in tongues)] for one in OUTCOMES}
    )


C = TypeVar("C")


def _called(word: str, names: Mapping[C, Sequence[str]]) -> C | None:
    wanted = " ".join(word.casefold().replace("_", " ").split())
    spellings = {one: {name.casefold().replace("_", " ") for name in each} for one, each in names.items()}
    exact = [one for one, each in spellings.items() if wanted in each]
    begun = [one for one, each in spellings.items() if any(name.startswith(wanted) for name in each)]
    found = exact or begun
    return found[0] if wanted and len(found) == 1 else None


# --- on the card


def hashtag(name: str) -> str:
    """A tag as Telegram makes a link of it: a tap finds all messages that have it."""
    return f"#{name}"


def sign(priority: int) -> Rich:
    return plain(SIGNS.get(priority, ""))


def line(view: CaseView, texts: Texts) -> Rich:
    """Category and tags in one line."""
    category = EMPTY if view.category is None else plain(texts("category", category=view.category))
    shown = join(DOT, (category, plain(" ".join(hashtag(one) for one in view.tags))))
    return plain("🏷 ") + shown if shown else EMPTY


def ended(view: CaseView, texts: Texts) -> Rich:
    """How it ended, if anybody said so."""
    return EMPTY if view.outcome is None else plain("🎯 " + texts("outcome", outcome=view.outcome))


def told(data: Mapping[str, Any], texts: Texts) -> dict[str, Rich | str]:
    """What the words of an event say of sorting (`cards.history`). `tag` is there by its name."""
    priority = data.get("priority")
    named: dict[str, Rich | str] = {"category": "none", "priority": "none", "tag": "none", "outcome": "none"}
    if data.get("category"):
        named["category"] = plain(texts("category", category=data["category"]))
    if priority is not None:
        named["priority"] = plain(texts("priority", priority=Priority(priority).name.lower()))
    if data.get("tag"):
        named["tag"] = plain(hashtag(data["tag"]))
    if data.get("outcome"):
        named["outcome"] = plain(texts("outcome", outcome=data["outcome"]))
    return named
