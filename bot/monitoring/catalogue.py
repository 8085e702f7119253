"""Every figure that `/metrics` shows: its name, what it means, what is normal, and what to do when it is not.

The code that counts, the page docs/monitoring.md and its test are made from this one table. No label holds anything of a
customer or of a person of the desk; each has few values, however many cases there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


LABELS: Mapping[str, str] = {
    "lane": "where it goes: `group`, `private` (one person's chat with the bot) or `network`",
    "what": "`card`, `answer`, `deed` (hide, like, edit …) or `notice` (all other messages of ours)",
    "outcome": "how it ended, see there",
    "state": "see there",
    "since": "`written` (by the network's clock) or `heard` (when the desk stored it)",
    "kind": "of an update: `press`, `message`, `edit` or `member`; of an item: what it tells, such as `incoming`",
    "account": "the network and our community's number there, such as `vk:1234`",
    "tick": "what the clock looks at, by the function's name",
    "route": "the path as the program names it; `other` for what it does not serve",
    "status": "HTTP's number",
    "work": "what one process at a time does: `clock`, `telegram`, `vk:1234` …",
    "part": "what `/readyz` names",
    "measure": "`first`, `next`, `resolution`, `department` or `claim`",
    "about": "the first word of the trouble's name: `ear`, `callback`, `answers`, `chat`, `private`, `telegram`, `hook`, "
    "`needs`, `search` or `dead`",
    "version": "Otklik's",
    "python": "Python's",
    "schema": "the revision that this version of the program needs",
}
"""What each label says, with all the values it may have."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` without the prefix and without a counter's `_total`. `normal`, `todo`: for docs/monitoring.md."""

    name: str
    kind: Kind
    means: str
    normal: str
    todo: str
    labels: Sequence[str] = ()
    buckets: Sequence[float] = ()
    """Of a histogram, in seconds."""

    @property
    def full_name(self) -> str:
        return f"{PREFIX}{self.name}{'_total' if self.kind is Kind.COUNTER else ''}"


PREFIX = "otklik_"
QUICK = (0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)
"""A card may wait for its turn, an answer for the time in which it can be taken back."""

# --- counted by each process for itself

DELIVERIES = Figure(
    "deliveries",
    Kind.COUNTER,
    "Sendings that ended, one for each try: `sent`, `same` (nothing had to be sent), `again` (it did not go out, and is "
    "tried again), `doubt` (it may have gone out), `failed` (given up: an answer is back with its author, anything else "
    "is a dead letter), `stopped` (the lane waits for a person) or `taken_back`.",
    "Nearly all `sent` or `same`; some `again` when Telegram or a network is slow.",
    "`again` rising: look at `otklik_lane_pauses_total` and the network. `failed` or `stopped`: the owner was told why in "
    "Telegram; `otklik check` says what to mend. `doubt`: the cards ask a person.",
    ("lane", "what", "outcome"),
)
DELIVERY_SECONDS = Figure(
    "delivery_seconds",
    Kind.HISTOGRAM,
    "From the claim of what is to be sent to what became of it being stored.",
    "Below half a second.",
    "A slow Telegram is the first sign of a limit, a slow network of trouble there. If both are slow look at the database.",
    ("lane",),
    QUICK,
)
LANE_PAUSES = Figure(
    "lane_pauses",
    Kind.COUNTER,
    "How often a chat or a network asked to be left alone for a while (Telegram's 429, VK's limits).",
    "None or a few a day.",
    "Does another program use the same bot or token? Is TELEGRAM_GROUP_PER_MINUTE above 20?",
    ("lane",),
)
CARD_SECONDS = Figure(
    "card_seconds",
    Kind.HISTOGRAM,
    "From a customer's first words to the card that shows them, for cases that get a card of their own at once. Since "
    "`written` counts whole seconds, as networks tell them.",
    "Since `heard` below 0.1 s without a storm, or up to 1 s where the author's name is asked for first; since `written` "
    "a second or two more.",
    "Since `written` long and since `heard` short: the network is late (`otklik_account_silent_seconds`). Both long: the "
    "queue (`otklik_queue_age_seconds`).",
    ("since",),
    SLOW,
)
ANSWER_SECONDS = Figure(
    "answer_seconds",
    Kind.HISTOGRAM,
    "From an operator's words to the answer being at the customer, the time for taking it back (UNDO_SECONDS) included.",
    "UNDO_SECONDS and a second or two.",
    "Look at `otklik_deliveries_total` of answers and at the network.",
    (),
    SLOW,
)
UPDATE_SECONDS = Figure(
    "update_seconds",
    Kind.HISTOGRAM,
    "From a press, message or other update of Telegram's being stored to it being dealt with and answered.",
    "Below 0.05 s.",
    "Look at the processor and at the database; more processes with `bot` share the work.",
    ("kind",),
    QUICK,
)
UPDATES = Figure(
    "updates",
    Kind.COUNTER,
    "Updates of Telegram's: `done`, `postponed` (the database was busy, "
    "or a message it answers was just being sent), `failed` (tried again) or `parked` (given up after "
    "three failures; its author was told).",
    "All `done`.",
    "`parked`: a defect of ours. Find it in the log by `update=` and report it.",
    ("kind", "outcome"),
)
ITEMS = Figure(
    "items",
    Kind.COUNTER,
    "What a network told us, by kind of item; what comes twice counts twice. `malformed` ones could not be read and are "
    "kept as they came.",
    "`incoming` as your customers write; no `malformed`.",
    "`malformed`: the network changed something. The owner was told; report it with the row in `raw_events`.",
    ("account", "kind"),
)
POLLS = Figure(
    "polls",
    Kind.COUNTER,
    "Looks at a network: `heard`, or `failed`.",
    "`heard` about twice a minute where events are fetched, once a minute where they are posted to us.",
    "`failed`: `/readyz` and the log say why; `otklik check` what to do.",
    ("account", "outcome"),
)
TICKS = Figure(
    "ticks",
    Kind.COUNTER,
    "Looks of the clock at what falls due: `done`, or `failed`.",
    "Each tick goes on in one process; none `failed`.",
    "None at all: no process is the clock (`otklik_leads`). `failed`: the log says why, by `tick=`.",
    ("tick", "outcome"),
)
REQUESTS = Figure(
    "http_requests",
    Kind.COUNTER,
    "Answered requests to LISTEN.",
    "200; a few 404 from strangers.",
    "403: somebody calls the webhooks without their secret. 503: the database did not take what was posted; it comes again.",
    ("route", "status"),
)
LEADS = Figure(
    "leads",
    Kind.GAUGE,
    "1: this process does what one process at a time does; 0: it stands by.",
    "The sum over all processes is 1 for each work.",
    "0: start a process with that part (docs/deployment.md).",
    ("work",),
)
WELL = Figure(
    "part_well",
    Kind.GAUGE,
    "1: the part of this process is well, as `/readyz` says.",
    "1, but for some seconds at the start.",
    "`/readyz` says in words what is wrong, `otklik check` what to do.",
    ("part",),
)
CONNECTIONS = Figure(
    "database_connections",
    Kind.GAUGE,
    "Connections of this process to the database: `used`, `idle`, and `most` it may open.",
    "`used` well below `most`.",
    "`used` at `most` for long: the database is slow, or there is more to do than one process can; start another one.",
    ("state",),
)
BUILD = Figure(
    "build_info",
    Kind.GAUGE,
    "1; what runs is in the labels.",
    "The same everywhere, but for the minutes of an upgrade.",
    "Restart what is old.",
    ("version", "python", "schema"),
)

# --- facts of the database, the same from every process

DATABASE_UP = Figure(
    "database_up",
    Kind.GAUGE,
    "1: the database answered; 0: it did not, and all figures below are missing.",
    "1.",
    "Start PostgreSQL, or mend DATABASE_URL. Nothing is lost: networks and Telegram keep what we do not take.",
)
QUEUE = Figure(
    "queue",
    Kind.GAUGE,
    "What waits to be sent or drawn: `due`, `later` (its time has not come), `sending`, `unknown` (may have gone out: a "
    "person is asked) or `stopped` (its lane waits for a person).",
    "A few `due` and `sending`; `due` grows in a storm and goes down by about 20 a minute a group.",
    "`due` growing for long: `otklik_queue_age_seconds`. `stopped`: mend what the owner was told. `unknown`: the cards ask.",
    ("lane", "state"),
)
QUEUE_AGE = Figure(
    "queue_age_seconds",
    Kind.GAUGE,
    "How long what waits longest in a lane that runs has been due.",
    "Below 5 s; in a storm some minutes for cards.",
    "Is a process with `delivery` at work (`up`)? Do lanes rest (`otklik_lanes`)? Are there more cards than Telegram takes?",
    ("lane",),
)
LANES = Figure(
    "lanes",
    Kind.GAUGE,
    "Chats and network accounts to which nothing goes: `paused` (by themselves again soon) or `stopped` (for a person).",
    "0, but for `private` ones of people who blocked the bot.",
    "`otklik check` names those that are stopped and says what to do.",
    ("lane", "state"),
)
INBOX = Figure(
    "inbox_updates",
    Kind.GAUGE,
    "Updates of Telegram's that are stored and not dealt with yet.",
    "0 or a few.",
    "Is a process with `bot` at work?",
)
INBOX_AGE = Figure(
    "inbox_age_seconds",
    Kind.GAUGE,
    "How long the oldest of these waits.",
    "Below 1 s.",
    "The same; the log names what fails by `update=`.",
)
SILENT = Figure(
    "account_silent_seconds",
    Kind.GAUGE,
    "How long ago an account was heard last, even if there was nothing new.",
    "Below 30 s where events are fetched, below 70 s where they are posted to us.",
    "`/readyz` says why it is not heard, `otklik check` what to do.",
    ("account",),
)
LOST = Figure(
    "account_lost_seconds",
    Kind.GAUGE,
    "How far back the network lost history that is still looked for; 0: none.",
    "0; some minutes after the network was away.",
    "Nothing for an hour: it is looked for by itself. Afterwards the owner was told what could not be read.",
    ("account",),
)
FACTS = Figure(
    "facts_behind",
    Kind.GAUGE,
    "Changes of cases that are not in the figures for reports yet.",
    "Below 100; more for some minutes after an upgrade.",
    "Is a process with `clock` at work? The log names cases whose facts cannot be made.",
)
CASES = Figure(
    "cases",
    Kind.GAUGE,
    "Cases that are not closed: `open` (it is our turn) or `waiting` (for the customer).",
    "As many as your people can look after.",
    "A matter of people, not of the program.",
    ("state",),
)
UNANSWERED = Figure(
    "unanswered_cases",
    Kind.GAUGE,
    "Of these: those with customers' words that nobody answered, neither snoozed nor collected quietly.",
    "Goes down in working hours.",
    "A matter of people.",
)
UNANSWERED_AGE = Figure(
    "unanswered_age_seconds",
    Kind.GAUGE,
    "How long the customer among them waits who waits longest.",
    "Below your targets.",
    "A matter of people: `/queue` in the group shows it first.",
)
OVERDUE = Figure(
    "overdue_deadlines",
    Kind.GAUGE,
    "Deadlines that run and have passed.",
    "0.",
    "A matter of people: the group and the supervisors were warned.",
    ("measure",),
)
TROUBLES = Figure(
    "troubles",
    Kind.GAUGE,
    "What is not well now and may need a person, as the owner is told in Telegram.",
    "0.",
    "Read what the owner was told; `otklik check` says what to do.",
    ("about",),
)

COUNTED = (
    DELIVERIES,
    DELIVERY_SECONDS,
    LANE_PAUSES,
    CARD_SECONDS,
    ANSWER_SECONDS,
    UPDATE_SECONDS,
    UPDATES,
    ITEMS,
    POLLS,
    TICKS,
    REQUESTS,
    LEADS,
    WELL,
    CONNECTIONS,
    BUILD,
)
"""Each process's own."""
ASKED = (
    DATABASE_UP,
    QUEUE,
    QUEUE_AGE,
    LANES,
    INBOX,
    INBOX_AGE,
    SILENT,
    LOST,
    FACTS,
    CASES,
    UNANSWERED,
    UNANSWERED_AGE,
    OVERDUE,
    TROUBLES,
)
"""Of the database: every process says the same."""
