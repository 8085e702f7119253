"""What a card shows, as plain data, and what comes out of drawing it. No markup, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.desk.deeds import Offer
from bot.desk.states import Action
from connectors.base import Cost
from storage.models import HAND, Delivery, Measure, PanelKind, Returned, Status, Why


class Texts(Protocol):
    """The words of one language: `texts("card-waiting-since", count=3)`."""

    def __call__(self, key: str, /, **params: str | int | float) -> str: ...


class By(StrEnum):
    """Who said it."""

    CUSTOMER = "customer"
    DESK = "desk"
    COLLEAGUE = "colleague"
    """Somebody of ours, in the network itself."""
    NOTICE = "notice"
    """Nobody: the desk's own word that it is closed."""


PEOPLE = frozenset({By.DESK, By.COLLEAGUE})
"""Of ours."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment as a card shows it. `kind` as in `connectors.base.AttachmentKind`."""

    kind: str
    url: str | None
    title: str | None
    seconds: int | None = None
    size: int | None = None
    """Bytes."""
    text: str | None = None
    """What is quoted, or was said in a voice message."""
    author: str | None = None
    """Whose words are quoted, by name; None: not known."""
    depth: int = 0
    """What follows a quote and is one deeper belongs to it."""
    brought: str | None = None
    """As in `storage.models.Brought`; None: nobody asked for it."""
    kept_out: str | None = None
    """Why it is not to be brought into the chat: a key of words."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """What the words of a case differ in, that came from several conversations."""

    people: bool
    accounts: bool
    kinds: bool


@dataclass(frozen=True, slots=True)
class Said:
    by: By
    text: str
    at: datetime
    name: str | None = None
    """The operator's, for BY.DESK."""
    customer: str | None = None
    """Who wrote it, or whom we said it to; None: the name is not known (yet)."""
    account: str | None = None
    """Our page's or community's name, where the case has several."""
    kind: str = ""
    """Of its conversation, as `CaseView.kind`."""
    attachments: Sequence[Shown] = ()
    delivery: Delivery | None = None
    """For what we said."""
    private: bool = False
    """An answer to public words that only their author reads."""
    rating: int | None = None
    """Of a review: stars of five."""
    title: str | None = None
    replaced: bool = False
    """A later answer took its place in the network."""
    edited: bool = False
    edits: int = 0
    was: str | None = None
    """What it said before it was edited last, if that was something else."""
    rating_was: int | None = None
    """Stars before they were changed last."""
    reattached: bool = False
    """An edit changed what is attached."""
    deleted: bool = False
    hidden: bool = False
    """By our side, in the network."""
    liked: bool = False
    unanswered: bool = False
    after_close: bool = False
    """Came after the case was closed."""
    read: bool = False
    """The customer has seen what we said."""
    id: int | None = None
    """The message's, for an answer that can be retried."""
    failure: Mapping[str, Any] | None = None
    """`messages.failure`, for an answer that failed."""
    approved_by: str | None = None
    """The colleague who looked at our answer first."""
    elsewhere: str | None = None
    """By what it was answered, if not by the network (`storage.models.Elsewhere`)."""
    notice: str | None = None
    """Of a message that nobody wrote: which one, as in `storage.models.Notice`."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Words between the operators and a department about a question to it."""

    name: str
    text: str
    ours: bool
    """The operators said it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An escalation. Open while `answered_at` and `returned_at` are None."""

    department: str
    at: datetime
    question: str | None
    by: str
    answered_at: datetime | None = None
    returned_at: datetime | None = None
    id: int = 0
    due_at: datetime | None = None
    overdue: bool = False
    """Its time is over, and everybody was told."""
    taken_by: str | None = None
    asked_back_at: datetime | None = None
    """Since when it waits for the operators' answer to its own question."""
    returned_by: str | None = None
    returned_why: Returned | None = None
    reason: str | None = None
    """Why it was returned, in the department's words."""
    trusted: bool = False
    """The department's words go to the customer themselves."""
    talk: Sequence[Talk] = ()
    """The last few, oldest first."""

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.returned_at is None


@dataclass(frozen=True, slots=True)
class Waits:
    """A draft that waits for a press. `author` None: an anonymous administrator."""

    id: int
    author: str | None
    why: Why
    text: str
    department: str | None = None
    attachments: Sequence[Shown] = ()
    rest: str | None = None
    """What of it a press would send (`files.Misfit.rest`); None: all."""
    private: bool = False
    """It would go to the customer alone."""
    since: datetime | None = None
    """For APPROVAL: since when it waits."""
    approver: str | None = None
    """For APPROVAL: who was asked by name."""
    sorts: Sequence[str] = ()
    """For APPROVAL: the sorts of private data in it that everybody would read."""
    changes: bool = False
    """For APPROVAL: it would replace the words of an answer that has gone out."""
    restored: bool = False
    """It comes out of a backup: it may have been sent since."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of what a case stands under or is about; `own_likes` of the customer's comment itself. None: nobody has told."""

    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    views: int | None = None
    own_likes: int | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of an answer to the customer's last words, as the network sets them now."""

    until: datetime | None = None
    cost: Cost | None = None
    replaces: bool = False
    """It would take the place of one that is there."""


@dataclass(frozen=True, slots=True)
class ShutOut:
    """The customer is blocked. `by`: an address where a person finds who did it; `until` None: for ever."""

    by: str | None = None
    until: datetime | None = None
    reason: str | None = None
    """As in `connectors.signals.Blocked`."""


@dataclass(frozen=True, slots=True)
class Due:
    """The nearest of a case's deadlines that run."""

    measure: Measure
    at: datetime
    over: bool = False
    """It has fallen due."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Who had the case for how long, and did not answer; nobody has taken it since."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Rated:
    """What the customer thinks of it."""

    asks: str
    """As in `storage.models.Asks`."""
    score: int
    word: str | None = None
    """What they added."""


@dataclass(frozen=True, slots=True)
class Promised:
    """To a customer. `due` None: nobody said by when."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that any message about a case may show."""

    case_id: int
    version: int
    number: int
    network: str
    kind: str
    status: Status
    actions: frozenset[Action]
    """What `states.allowed` gave."""
    opened_at: datetime
    said: Sequence[Said]
    """Oldest first; the last few."""
    account: str | None = None
    """Our page's or community's name; None: the desk has but one."""
    said_before: int = 0
    """How many were said before those in `said`."""
    customer: str | None = None
    """None: the profile is not known (yet)."""
    customer_url: str | None = None
    followers: int | None = None
    city: str | None = None
    community: bool = False
    earlier_cases: int = 0
    vip: bool = False
    promised: Sequence[Promised] = ()
    """What the desk promised the customer and has not kept yet, what is due first before."""
    promises: int = 0
    """How many of them there are."""
    remembered: Sequence[str] = ()
    """What the desk noted about the customer, newest first."""
    remembers: int = 0
    """How many such notes there are."""
    post_id: int | None = None
    """What it stands under, or what it is about: a post, a photo, a product …"""
    post_kind: str = "post"
    """As in `connectors.base.ParentKind`."""
    post_url: str | None = None
    post_text: str | None = None
    """Its title, else its words."""
    post_price: str | None = None
    post_photo: str | None = None
    post_muted: bool = False
    post_closed: bool = False
    """The desk closed the comments under it."""
    url: str | None = None
    """Where to open the conversation in the network."""
    unanswered_since: datetime | None = None
    due: Due | None = None
    """None: nothing falls due, or the clock stands still."""
    came_back: CameBack | None = None
    holder: str | None = None
    apart: bool = False
    """Who has it works on it in their private chat."""
    closed_at: datetime | None = None
    opens_at: datetime | None = None
    """The customer waits since a time at which nobody worked: when somebody would next, by the desk's clock."""
    after_close: int = 0
    reopened: int = 0
    no_reply: str | None = None
    """Why the network takes no answer from us now, as a key of words; None: it does."""
    conditions: Conditions | None = None
    changes_at: datetime | None = None
    """When what the network allows will be something else by itself."""
    public: bool = False
    """Everybody can read some of the customer's words."""
    no_private: str | None = None
    """Why public words cannot be answered privately, as a key of words; None: they can."""
    exposed: Sequence[str] = ()
    """The sorts of private data in the customer's public words."""
    hide: Offer | None = None
    """To hide the last of those words."""
    asked: Sequence[Asked] = ()
    drafts: Sequence[Waits] = ()
    notes: int = 0
    figures: Figures | None = None
    shut_out: ShutOut | None = None
    priority: int = 0
    """As in `storage.models.Priority`."""
    category: str | None = None
    tags: Sequence[str] = ()
    """Without the `#`, as they were put on it."""
    snoozed_until: datetime | None = None
    outcome: str | None = None
    """How it ended, if anybody said so."""
    rated: Rated | None = None
    made_by: str | None = None
    """Who opened it by hand; None: it came by itself."""
    mixed: Mixed | None = None
    """None: it is one conversation."""
    parts: Sequence[int] = ()
    """The numbers of the cases that were merged into it."""

    takes_word: bool = False
    """No network brought what would be answered, and none takes an answer: it is told elsewhere, and that is noted."""

    @property
    def by_hand(self) -> bool:
        """No network brought it; what was merged into it since, perhaps one did."""
        return self.network == HAND


class Command(StrEnum):
    """What a button asks. Short and stable: old buttons in old messages carry them."""

    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take"
    TAKE_OVER_SURELY = "take!"
    ASSIGN = "assign"
    ASSIGN_TO = "assign>"
    """`arg`: the colleague."""
    REPLY = "reply"
    ESCALATE = "esc"
    ESCALATE_TO = "esc>"
    """`arg`: the department."""
    ESCALATE_NOW = "esc!"
    """`arg`: the department; without a question."""
    ASK = "ask"
    """`arg`: the department; the question follows as a message."""
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    MERGE = "merge"
    MERGE_WITH = "merge>"
    """`arg`: the other case."""
    MERGE_SURELY = "merge!"
    """`arg`: the case that takes this one in; negative: the one that this one takes in."""
    APART = "apart"
    """Which of its parts?"""
    TAKE_APART = "apart!"
    """`arg`: what is to be itself again; 0: the case itself."""
    WHOLE = "whole"
    """The case that this one is part of."""
    NOTE = "note"
    MORE = "more"
    HISTORY = "history"
    UNDO = "undo"
    """`arg`: the answer."""
    RETRY = "retry"
    """`arg`: the answer."""
    IS_THERE = "there"
    """`arg`: the answer whose outcome was unknown."""
    SEND_DRAFT = "send"
    """`arg`: the draft."""
    SEND_DRAFT_SURELY = "send!"
    """`arg`: the draft, in somebody else's case."""
    DROP_DRAFT = "drop"
    """`arg`: the draft."""
    LOOK = "look"
    """`arg`: our answer that has not left; a colleague shall see it first."""
    LOOK_DRAFT = "look_d"
    """`arg`: the draft, for the same."""
    APPROVE = "ok"
    """`arg`: the draft."""
    APPROVE_SURELY = "ok!"
    """`arg`: the draft, whose full words they have seen."""
    CHANGE = "words"
    """`arg`: the draft."""
    DECLINE = "no"
    """`arg`: the draft."""
    DECLINE_PLAINLY = "no!"
    """`arg`: the draft; without a reason."""
    PRIVATE = "priv"
    """`arg`: the draft; 0: words that are still to be written."""
    PRIVATE_SURELY = "priv!"
    """`arg`: the draft, in somebody else's case or not all of it."""
    FILES = "files"
    """The pictures and files of the case, shown in the chat."""
    CUSTOMER = "cust"
    """`arg`, as of the next one: `customers.Step`."""
    CUSTOMER_DO = "cust!"
    CLOSE = "close"
    """Put away what only I see."""
    MODERATE = "mod"
    DEED = "deed"
    """`arg`: `deeds.Ask`."""
    DEED_SURELY = "deed!"
    """`arg`: `deeds.Ask`."""
    TEMPLATE = "tpl"
    """`arg`: `finding.Pick`."""
    TEMPLATES = "tpls"
    """All of them, by pages; `arg`: `finding.Pick`, with the page's number for the template's."""
    ELSEWHERE = "else"
    """The customer was answered by phone, by e-mail …"""
    ELSEWHERE_BY = "else>"
    """`arg`, as of the next ones: `ways.pack`."""
    ELSEWHERE_NOW = "else!"
    """Without a word of what was said."""
    ELSEWHERE_DRAFT = "el_d"
    """By what the customer was told a draft."""
    ELSEWHERE_UNDO = "else_u"
    """`arg`: the answer."""
    BELONGS = "belongs"
    """`arg`: the case to which what opened this one belongs, as a note."""
    UNDO_EDIT = "undo_e"
    """`arg`: the answer that is being changed in the network."""
    TAKE_ASKED = "q_t"
    """A department's people: this one answers. `arg`, as of the next ones: the escalation."""
    ASK_BACK = "q_a"
    GIVE_BACK = "q_r"
    GIVE_BACK_NOW = "q_r!"
    """Without a reason."""
    SORT = "sort"
    CATEGORY = "cat"
    """`arg`: the category's place in `sorting.CATEGORIES`, from 1; 0: none."""
    PRIORITY = "prio"
    """`arg`: as in `storage.models.Priority`."""
    TAG = "tag"
    """`arg`: the tag, that shall be on the case."""
    UNTAG = "tag-"
    """`arg`: the tag, that shall not."""
    NEW_TAG = "tag?"
    """Its words follow as a message."""
    SNOOZE = "zzz"
    SNOOZE_FOR = "zzz>"
    """`arg`: a place in `snoozing.CHOICES`."""
    SNOOZE_DATE = "zzz?"
    """Until when follows as a message."""
    WAKE = "wake"
    ENDING = "end"
    ENDED = "end>"
    """`arg`: the outcome's place in `sorting.OUTCOMES`, from 1; 0: nobody says."""


class PanelCommand(StrEnum):
    """What a button of a panel, or of a page of its cases, asks."""

    PAGE = "p"
    OPEN = "o"
    """As a card of its own."""
    CLAIM = "c"
    DISMISS = "d"
    CLAIM_ALL = "ca"
    CLAIM_ALL_SURELY = "ca!"
    DISMISS_ALL = "da"
    DISMISS_ALL_SURELY = "da!"
    MUTE = "m"
    MUTE_SURELY = "m!"
    UNMUTE = "u"
    CLOSE = "x"


EVERYTHING, WITHOUT_POST = 0, -1


@dataclass(frozen=True, slots=True)
class Turn:
    """A step through a panel. `heap`: a post's id, EVERYTHING, or WITHOUT_POST (direct messages)."""

    command: PanelCommand
    panel: int
    heap: int = EVERYTHING
    page: int = 0
    case: int = 0
    """A case; for all of a heap, the last one that was counted."""
    mark: int = 0
    """What the person had seen: of a case its version, of a heap when it was counted (Unix time)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `url`, or `turn`, or `data`, or `command` with `arg`, packed with the case's id and version."""

    label: str
    command: Command | None = None
    arg: int = 0
    turn: Turn | None = None
    url: str | None = None
    data: str | None = None
    """What the button carries as it is, for buttons that are about no case."""
    style: str | None = None
    """`primary`, `success`, `danger`, as Telegram names them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message ready for Telegram: `html` obeys its limits; `preview` is the picture to show large.

    `shows`: the ids of the messages whose words it has; a card leaves out what it has no room for.
    """

    html: str
    rows: Sequence[Sequence[Button]] = ()
    preview: str | None = None
    shows: frozenset[int] = frozenset()
    still: str | None = None
    """The same without what alone is worth no edit; None: all of it is."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Collected cases under one post; `id` as in `Turn.heap`."""

    id: int
    title: str | None
    url: str | None
    count: int
    oldest: datetime
    kind: str = "post"
    """As in `connectors.base.ParentKind`."""


@dataclass(frozen=True, slots=True)
class DigestView:
    """A panel of collected cases. `heaps`: the largest first, of all that are still open."""

    panel_id: int
    kind: PanelKind
    heaps: Sequence[Heap]
    held: int = 0
    """How many of them somebody has claimed."""
    post: Heap | None = None
    """The muted post, for a panel of its own."""
    closed: bool = False

    @property
    def total(self) -> int:
        return sum(heap.count for heap in self.heaps)


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a line of a list."""

    case_id: int
    number: int
    customer: str | None
    text: str
    since: datetime
    version: int = 0
    holder: str | None = None
    url: str | None = None
    """Its card's message, where it has one."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of what is collected. `upto`: the newest case that was counted, at `at`."""

    panel_id: int
    heap: int
    title: str | None
    page: int
    total: int
    free: int
    """Of them nobody has."""
    own: int
    """Of them nobody or the reader has."""
    upto: int
    at: datetime
    cases: Sequence[Listed]
    mutable: bool = False
    """The heap is a post's that is not muted yet."""
    kind: str = "post"
    """Of what it stands under, as in `connectors.base.ParentKind`."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one person, or one department, has."""

    name: str
    cases: Sequence[Listed]
    """The longest waiting."""
    total: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """The live board."""

    free: Held
    """What nobody has."""
    overdue: int = 0
    """Cases whose time is over."""
    people: Sequence[Held] = ()
    departments: Sequence[Held] = ()
    urgent: int = 0
    """How many of all these are urgent."""
    on_shift: Sequence[str] = ()
    """Who works just now, by name."""
    collected: Sequence[tuple[PanelKind, str | None, int, str | None]] = ()
    """Kind, post, how many, the panel's message."""
