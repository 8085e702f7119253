"""A customer as the desk knows them: what is shown of one, what the buttons about one carry, and the rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum
from typing import Self

from bot.desk.dates import dated
from bot.desk.hours import Hours
from bot.desk.permissions import Right, may
from bot.desk.richtext import clean, one_line
from bot.desk.states import Refused
from storage.models import Customer, CustomerNote, Staff

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "bg": "Български",
    "pl": "Polski",
    "uk": "Українська",
    "be": "Беларуская",
    "kk": "Қазақша",
    "sr": "Српски",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "tr": "Türkçe",
    "ar": "العربية",
    "zh": "中文",
}
"""What a customer may speak, each as its speakers call it."""
CODES: Sequence[str] = tuple(LANGUAGES)
"""Old buttons carry places in this: new ones are added at the end."""

NOTE_LENGTH = 1000
NAME_LENGTH = 60
NOTHING = ("-", "—", "–")
"""Words that take away what is there."""


class Do(IntEnum):
    """A step about a customer. Old buttons carry these numbers."""

    SHOW = 0
    CASES = 1
    """A page of them, as of NOTES."""
    NOTES = 2
    NOTE = 10
    """Words follow as a message, as for the next ones."""
    PROMISE = 11
    NAME = 12
    TAG = 13
    MERGE_WORDS = 14
    TAGS = 20
    TAG_ON = 21
    """A tag, as of the next one."""
    TAG_OFF = 22
    VIP_ON = 23
    VIP_OFF = 24
    LANGUAGES = 25
    LANGUAGE = 26
    """A place in `CODES`, from 1; 0: nobody knows."""
    KEPT = 30
    """A note, as of the next ones."""
    KEPT_TOLD = 31
    """The same under the message that told its day."""
    DROP = 32
    DROP_SURELY = 33
    MERGE = 40
    MERGE_WITH = 41
    """Another customer, as of the next one."""
    MERGE_SURELY = 42
    SPLIT = 43
    APART = 44
    """A merge, as of the next one."""
    APART_SURELY = 45
    OUT = 46
    """An identity, as of the next one."""
    OUT_SURELY = 47
    FORGET = 50
    FORGET_SURELY = 51
    """The customer's id: the page may be about somebody else by now."""


LOOKS = frozenset({Do.SHOW, Do.CASES, Do.NOTES})
"""What changes nothing."""
_BASE = 100


@dataclass(frozen=True, slots=True)
class Step:
    do: Do
    number: int = 0

    def pack(self) -> int:
        return self.number * _BASE + self.do

    @classmethod
    def unpack(cls, arg: int) -> Self:
        """Raises ValueError for what we never packed."""
        number, do = divmod(arg, _BASE)
        return cls(Do(do), number)


@dataclass(frozen=True, slots=True)
class Known:
    """An identity of theirs."""

    id: int
    network: str
    name: str | None
    url: str | None
    city: str | None
    followers: int | None
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A note or a promise."""

    id: int
    text: str
    by: str | None
    at: datetime
    promised: bool = False
    due: date | None = None
    kept_at: datetime | None = None
    droppable: bool = False
    """By the reader."""

    @property
    def is_open(self) -> bool:
        return self.promised and self.kept_at is None


@dataclass(frozen=True, slots=True)
class Past:
    """A case of theirs. `answer`: the last that reached them."""

    number: int
    at: datetime
    status: str
    outcome: str | None
    category: str | None
    words: str
    answer: str | None
    url: str | None
    current: bool = False
    """The one whose card was pressed."""


@dataclass(frozen=True, slots=True)
class CustomerView:
    """What the page about a customer shows. `promises`: the open ones; the others: as many as there is room for."""

    name: str | None
    own_name: str | None
    """As the desk calls them."""
    vip: bool
    language: str | None
    tags: Sequence[str]
    identities: Sequence[Known]
    promises: Sequence[Noted]
    notes: Sequence[Noted]
    """Newest first, with the promises that were kept."""
    noted: int
    """How many there are in all."""
    cases: Sequence[Past]
    """Newest first."""
    had: int
    """How many cases there were in all."""
    today: date
    """At the desk."""
    merged: int = 0
    """How many customers it was merged from, that can be taken apart again."""
    id: int = 0
    forgettable: bool = False
    """By the reader."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Another customer, who may be the same. `had`: cases; `last`: the customer's last words."""

    id: int
    name: str | None
    vip: bool
    identities: Sequence[Known]
    had: int
    noted: int
    tags: Sequence[str]
    last: str | None
    last_at: datetime | None


def overdue(note: Noted, today: date) -> bool:
    return note.is_open and note.due is not None and note.due < today


def morning(day: date, hours: Hours, at: str) -> datetime:
    """When the desk begins that day; at `at` (HH:MM) where it never closes, or does not work then."""
    spans = () if hours.week is None else hours.spans(day)
    hour, minute = divmod(min(begin for begin, _ in spans), 60) if spans else map(int, at.split(":"))
    return datetime.combine(day, time(hour, minute), hours.zone)


def note_of(written: str) -> str:
    """Raises Refused: empty, too long."""
    words = clean(written).strip()
    if not words:
        raise Refused("customer-note-empty")
    if len(words) > NOTE_LENGTH:
        raise Refused("customer-note-too-long", limit=NOTE_LENGTH, excess=len(words) - NOTE_LENGTH)
    return words


def promise_of(written: str, today: date) -> tuple[str, date | None]:
    """What, and by when. Raises Refused, also for a day that is over."""
    found = dated(clean(written), today)
    return note_of(found.words), found.day


def name_of(written: str) -> str | None:
    """None: as the network calls them. Raises Refused."""
    words = one_line(written)
    if not words:
        raise Refused("customer-name-empty")
    if len(words) > NAME_LENGTH:
        raise Refused("customer-name-too-long", limit=NAME_LENGTH)
    return None if words in NOTHING else words


def droppable(note: CustomerNote, staff: Staff) -> bool:
    """Who wrote it may delete it, and who leads."""
    own = note.staff_id == staff.id and may(staff.role, Right.CUSTOMERS)
    return own or may(staff.role, Right.CORRECT)


def check_merge(into: Customer, other: Customer, into_root: int, other_root: int) -> None:
    """`…_root`: what each is merged into by now, or itself. Raises Refused: the same, a ring, merged already, others'."""
    if into.desk_id != other.desk_id:
        raise Refused("customer-other-desk")
    if into.forgotten_at is not None or other.forgotten_at is not None:
        raise Refused("customer-forgotten")
    if into.id == other.id or other_root == into.id:
        raise Refused("customer-same")
    if into_root == other.id:
        raise Refused("customer-ring")
    if into_root != into.id or other_root != other.id:
        raise Refused("customer-merged-already")


def link_of(written: str) -> str | None:
    """An address as identities are found by: without scheme, `www.`, `m.`, and the end slash. None: it is none."""
    found = re.fullmatch(
        r"(?:https?://)?(?:www\.|m\.)?([\w-]+(?:\.[\w-]+)+/[^\s?#]+?)/?(?:[?#]\S*)?", written.strip()
    )
    return None if found is None else found[1].casefold()


def number_of(written: str) -> int | None:
    """The number of a case: `#12`, `12`, `№ 12`."""
    found = re.fullmatch(r"[#№]?\s*(\d{1,18})", written.strip())
    return None if found is None else int(found[1])
