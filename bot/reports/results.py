"""What a report says, as plain values: a result for each question, made by the query of the same name.

The docstrings are the definitions: `docs/metrics.md` is made from them. "Case" is always one that counts alone, neither
merged into another one nor collected quietly; "answer" one that somebody gave and that arrived at the customer, publicly
or privately, by the network or otherwise, also by a colleague in the network itself, never a notice that nobody wrote;
"in the period" from its first moment up to, not including, its last. Durations are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.reports.scope import Scope

FEW = 5
"""Of fewer there is no ranking, no median of a person, no 90th percentile: it would be their slowest."""


@dataclass(frozen=True, slots=True)
class Count:
    """`name`: a network's id, a case's kind or category (`""`: none), an outcome (`""`: nobody said)."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How durations spread, in seconds.

    n: how many there are.
    median: half of them took no longer; between the two in the middle where n is even. None: there are none.
    p90: nine of ten took no longer; with interpolation, as PostgreSQL's `percentile_cont`. None under FEW: it would be
    the slowest of them.
    """

    n: int = 0
    median: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of something; no percentage of nothing.

    part: how many of them.
    of: how many in all.
    """

    part: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Hour:
    """What happened in one hour of the desk's clock, in all days of the period together.

    hour: 0-23.
    messages: customer messages that the desk heard of.
    cases: opened.
    answers: that arrived.
    resolved: how often that happened.
    """

    hour: int
    messages: int = 0
    cases: int = 0
    answers: int = 0
    resolved: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """The same of one network; those in which nothing happened are left out.

    name: the network's id.
    cases: opened.
    messages: customer messages that the desk heard of.
    answers: that arrived.
    resolved: how often that happened.
    answered: cases opened in the period that have an answer by `known`.
    unanswered: cases opened in the period that are neither answered nor closed by `known`.
    first: how long the answered ones waited for the first answer, in clock time.
    per_thousand: cases for each 1,000 followers that the desk's pages have by now. Pages not heard of since three
        days before `known` are left out. None: the network tells of none.
    """

    name: str
    cases: int
    messages: int
    answers: int
    resolved: int
    answered: int
    unanswered: int
    first: Spread
    per_thousand: float | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """What came in and what was done.

    messages: customer messages that the desk heard of in the period, also those in older cases.
    cases: opened in the period.
    quiet: cases opened in the period that were collected quietly, and are in no other figure.
    new_customers: cases opened in the period that are their customer's first: as many customers.
    returning_customers: customers with a case opened in the period who had one before, without those who are new in it.
    answers: that arrived in the period.
    answers_elsewhere: of these, by colleagues in the networks themselves.
    claimed: how often somebody took, took over or got a case in the period.
    resolved: how often a case was resolved in the period; one that was resolved twice counts twice.
    dismissed: how often a case was dismissed in the period.
    reopened: how often a resolved or dismissed case was opened again in the period, whenever it had been closed.
    by_hour: all 24 hours.
    by_kind: cases opened, greatest first.
    by_category: cases opened, greatest first.
    by_network: by name.
    """

    messages: int = 0
    cases: int = 0
    quiet: int = 0
    new_customers: int = 0
    returning_customers: int = 0
    answers: int = 0
    answers_elsewhere: int = 0
    claimed: int = 0
    resolved: int = 0
    dismissed: int = 0
    reopened: int = 0
    by_hour: tuple[Hour, ...] = ()
    by_kind: tuple[Count, ...] = ()
    by_category: tuple[Count, ...] = ()
    by_network: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstResponse:
    """Of cases opened in the period: from the first customer message to the first answer at or after it.

    clock: in clock time, of those answered by `known`.
    working: in working hours.
    unanswered: neither answered nor closed by `known`.
    closed: closed by `known` without an answer.
    by_day: for each date of the period by the desk's clock, the working times of the cases opened on it: the target is
    of that kind.
    """

    clock: Spread = Spread()
    working: Spread = Spread()
    unanswered: int = 0
    closed: int = 0
    by_day: tuple[tuple[date, Spread], ...] = ()


@dataclass(frozen=True, slots=True)
class NextResponse:
    """Of waits after the first one that the desk heard of in the period: from the earliest message without an answer, or
    low score that opened the case again, to the answer. Where the clocks of the network put the answer before what it
    answers, nobody waited.

    clock: in clock time, of those answered by `known`.
    working: in working hours.
    open: nobody has answered by `known`, and the wait is not over.
    """

    clock: Spread = Spread()
    working: Spread = Spread()
    open: int = 0


@dataclass(frozen=True, slots=True)
class Resolution:
    """How long cases take, and whether they stay resolved.

    first: of cases first resolved in the period, from opened to then.
    final: of cases resolved for the last time in the period and not open again by `known`, from opened to then.
    reopened: of cases first resolved in the period, those open again within 7 days after it (by `known`).
    maturing: of cases first resolved in the period, those that have not been so for 7 days by `known`, and are not open
    again: they may still be reopened.
    at_once: of cases first resolved in the period with an answer by `known`, those with exactly one by then, a public one,
    not open again within 7 days.
    silent: cases first resolved in the period without any answer by `known`.
    handling: of the same cases as `final`: how long somebody had them while it was our turn, until then.
    """

    first: Spread = Spread()
    final: Spread = Spread()
    reopened: Ratio = Ratio()
    maturing: int = 0
    at_once: Ratio = Ratio()
    silent: int = 0
    handling: Spread = Spread()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines met, of all that were decided in the period: met by their answer or resolution in time, or fallen due
    without it, answered late or not at all. What needed nobody before it fell due is not among them.

    first: of the first response.
    next: of each later response, also to a low score; a case may have several.
    resolution: of the resolution; of a case that was resolved in time and is open again, once more.
    """

    first: Ratio = Ratio()
    next: Ratio = Ratio()
    resolution: Ratio = Ratio()


@dataclass(frozen=True, slots=True)
class Replies:
    """Of cases opened in the period: whether those who need an answer get one.

    rate: answered by `known`, of those that need an answer.
    apart: spam, cases that need none, and what customers took away unanswered by `known`.
    """

    rate: Ratio = Ratio()
    apart: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentWork:
    """Questions put to a department in the period. A case may have several.

    department_id: which.
    name: its name.
    asked: how many.
    answered: by `known`.
    overdue: not answered or given back when it was due, by `known`.
    returned: given back without an answer, by whomever, or because the case was closed.
    open: neither answered nor returned by `known`.
    took: from asked to answered, in clock time.
    """

    department_id: int
    name: str
    asked: int = 0
    answered: int = 0
    overdue: int = 0
    returned: int = 0
    open: int = 0
    took: Spread = Spread()


@dataclass(frozen=True, slots=True)
class Approvals:
    """Answers that waited for somebody's look, asked for in the period.

    asked: how many.
    approved: by `known`.
    declined: by `known`.
    open: neither, by `known`; the rest were withdrawn or replaced.
    took: from asked to approved or declined, in clock time.
    """

    asked: int = 0
    approved: int = 0
    declined: int = 0
    open: int = 0
    took: Spread = Spread()


@dataclass(frozen=True, slots=True)
class Person:
    """What one person did in the period, ordered by name: never a ranking. What was done in a case counts while it is a
    case of its own: once it is merged into another one, what was claimed and closed in it is nobody's, and its answers are
    among the whole's.

    staff_id: which.
    name: the person's.
    left: no longer of the desk.
    claimed: cases taken, taken over or got.
    answers: given that arrived.
    resolved: how often.
    reopened: cases whose last resolution was theirs and in the period, open again by `known`.
    first: first responses that they gave, of cases opened in the period; its median only of FEW or more.
    score: mean of what customers answered in the period about them, by the desk's present question; None under FEW.
    scores: how many of these there are.
    """

    staff_id: int
    name: str
    left: bool
    claimed: int = 0
    answers: int = 0
    resolved: int = 0
    reopened: int = 0
    first: Spread = Spread()
    score: float | None = None
    scores: int = 0


AGES = (1, 4, 24, 72, 168)
"""Hours: the upper edges of the backlog's ages, the last one is beyond."""


@dataclass(frozen=True, slots=True)
class Oldest:
    """The case whose customer waits longest for an answer.

    case_id: which.
    number: the desk's, as on its card.
    since: when the message was written, or the low score given, that waits longest.
    """

    case_id: int
    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """Cases open at the end of the period (at `known`, if that is earlier).

    open: how many.
    unanswered: of these, somebody waits for an answer.
    by_age: how many, by how long ago they were opened: under 1 h, 4 h, 1 day, 3 days, 7 days, and beyond.
    oldest: whose customer waits longest.
    """

    open: int = 0
    unanswered: int = 0
    by_age: tuple[int, ...] = (0,) * (len(AGES) + 1)
    oldest: Oldest | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """What was not well for so long that people were told, or were to be told.

    part: as in `storage.models.Trouble`: `vk:1234` hearing it, `lane vk:1234` answering there, `telegram`, `tg:-100…` the
        operators' group there: out of reach, or without the rights that are needed.
    account: as our page or community is called there; "": it is of none.
    seconds: within the period.
    times: how often it began or went on in it.
    """

    part: str
    account: str
    seconds: float
    times: int


@dataclass(frozen=True, slots=True)
class Failures:
    """What did not work.

    deliveries: answers that failed in the period for the first time and did not arrive by `known`, however often tried.
    outages: what was not well, longest first. Asked for one network: its own and Telegram's; other filters don't count.
    downtime: seconds in the period for which at least one of these was not well; what overlaps counts once.
    """

    deliveries: int = 0
    outages: tuple[Outage, ...] = ()
    downtime: float = 0


@dataclass(frozen=True, slots=True)
class Outside:
    """Of cases opened in the period: those whose first message was written when nobody worked.

    cases: how many.
    clock: how long the answered ones waited for the first answer, in clock time.
    working: the same in working hours.
    unanswered: not answered and not closed by `known`.
    """

    cases: int = 0
    clock: Spread = Spread()
    working: Spread = Spread()
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class TagCount:
    """Cases opened in the period that have a tag, as they have it when the report is made; most first.

    tag_id: which.
    name: the tag.
    count: how many.
    usual: the mean of the same span one, two, three and four weeks before; of a span longer than a week, of the four
        like it before, each as many whole weeks before the next as it takes. None: the desk is not that old.
    """

    tag_id: int
    name: str
    count: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class Endings:
    """Of cases resolved for the last time in the period and not open again by `known`: how they ended, as somebody said.

    outcomes: how many ended so, greatest first.
    sent_elsewhere: of these, the customer was asked to start over in another place.
    """

    outcomes: tuple[Count, ...] = ()
    sent_elsewhere: Ratio = Ratio()


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What customers were asked in the period, and what they answered in it. One question: the desk's present one if it was
    sent or answered in the period, else the one that was sent last among those that were.

    asks: "nps", "csat"; "": neither.
    asked: questions sent in the period.
    answers: answers given in the period, to whichever question of this sort.
    nps: % of 9-10 minus % of 0-6, of the answers: -100 to 100.
    csat: 4-5 ÷ answers: 0 to 1.
    scores: how often each score was given.
    answered: of `asked`, answered by `known`: the response rate is of these.
    """

    asks: str = ""
    asked: int = 0
    answers: int = 0
    nps: float | None = None
    csat: float | None = None
    scores: tuple[Count, ...] = ()
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """The four weeks that end with the period, day by day by the desk's clock: the last day is that of the period's last
    moment, and ends with it.

    days: the dates.
    cases: opened on each.
    categories: by name, the same for all days, absent ones 0: cases opened on each day.
    usual: cases of the period's span one, two, three and four weeks before, on average; of a span longer than a week, of
        the four like it before, each as many whole weeks before the next as it takes. None: the desk is not that old.
    first: of the cases opened on each day, in working hours, as `FirstResponse.by_day`; of a period as long as that
    itself nothing.
    """

    days: tuple[date, ...] = ()
    cases: tuple[int, ...] = ()
    categories: tuple[tuple[str, tuple[int, ...]], ...] = ()
    usual: float | None = None
    first: tuple[Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. `made_at`: when. `first_target`: seconds of working time, what the desk aims at for the first response
    where no kind, category or priority has its own."""

    scope: Scope
    volume: Volume
    first: FirstResponse
    next: NextResponse
    resolution: Resolution
    deadlines: Deadlines
    replies: Replies
    departments: tuple[DepartmentWork, ...]
    approvals: Approvals
    people: tuple[Person, ...]
    backlog: Backlog
    failures: Failures
    outside: Outside
    tags: tuple[TagCount, ...]
    """By count, most first; those of no case left out."""
    endings: Endings
    satisfaction: Satisfaction
    trend: Trend
    first_target: int
    made_at: datetime
