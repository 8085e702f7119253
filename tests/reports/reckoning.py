"""The figures of a report in plain Python, of cases as `tests/reports/reference.py` tells them. Written from the definitions
in `bot/reports/results.py`; what makes the real figures is not used.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.results import (
    AGES,
    Approvals,
    Backlog,
    Count,
    Deadlines,
    DepartmentWork,
    Endings,
    Failures,
    FirstResponse,
    Hour,
    Network,
    NextResponse,
    Oldest,
    Outside,
    Person,
    Ratio,
    Replies,
    Resolution,
    Satisfaction,
    Spread,
    TagCount,
    Trend,
    Volume,
)
from bot.reports.scope import Scope
from storage.models import (
    Account,
    Case,
    CaseTag,
    Conversation,
    Deadline,
    Department,
    Desk,
    Draft,
    Escalation,
    Event,
    Message,
    Staff,
    Survey,
    Tag,
)
from tests.reports import reckoning_more as more
from tests.reports.reckoning_more import Broke, Looked, looks
from tests.reports.reference import TICK, WEEK, Rated, Seen, Told, Worked, waits_of


def spread(values: Iterable[float]) -> Spread:
    """`percentile_cont`."""
    held = sorted(values)

    def at(part: float) -> float:
        place = part * (len(held) - 1)
        low, high = held[math.floor(place)], held[math.ceil(place)]
        return low + (high - low) * (place - math.floor(place))

    if not held:
        return Spread()
    return Spread(len(held), at(0.5), at(0.9) if len(held) >= 5 else None)


def counts(names: Iterable[str]) -> tuple[Count, ...]:
    held = Counter(names)
    return tuple(Count(name, held[name]) for name in sorted(held, key=lambda name: (-held[name], name)))


@dataclass(frozen=True)
class More:
    """What does not follow from cases alone. `arrived`: ids of messages. `drafts`: by id, the case of each."""

    desk: Desk
    looks: Sequence[Looked]
    drafts: dict[int, int]
    surveys: Sequence[Survey]
    arrived: Collection[int]
    left: Collection[int]
    broke: Sequence[Broke]
    first_target: int


class Reference:
    def __init__(
        self,
        told: Sequence[Told],
        names: dict[str, dict[int, str]],
        deadlines: Sequence[Deadline],
        worked: Worked,
        accounts: Collection[Account],
        more: More,
    ) -> None:
        self.told, self.names, self.rows, self.worked = told, names, deadlines, worked
        self.accounts, self.more = accounts, more

    @classmethod
    async def of(
        cls,
        session: AsyncSession,
        desk_id: int,
        course: dict[int, list[Seen]],
        worked: Worked,
        broke: Sequence[Broke] = (),
        first_target: int = 30,
    ) -> Reference:
        """`first_target`: minutes."""

        async def every(table: Any, *where: Any) -> Sequence[Any]:
            return (
                await session.scalars(select(table).where(*where).order_by(*table.__mapper__.primary_key))
            ).all()

        cases = await every(Case, Case.desk_id == desk_id)
        ids = [one.id for one in cases]
        messages = await every(Message, Message.desk_id == desk_id)
        log = await every(Event, Event.case_id.in_(ids))
        log = sorted(log, key=lambda one: one.seq)
        accounts = {one.id: one for one in await every(Account, Account.desk_id == desk_id)}
        kinds = {one.id: one.kind for one in await every(Conversation, Conversation.desk_id == desk_id)}
        tags = await every(CaseTag, CaseTag.case_id.in_(ids))
        questions = await every(Escalation, Escalation.case_id.in_(ids))
        fails: dict[int, datetime] = {}
        for one in log:
            if one.kind == "answer_failed":
                at = fails.get(one.data["message"], one.at)
                fails[one.data["message"]] = min(at, one.at)
        sent = {one.id: one.at for one in messages if one.direction == "out"}
        surveys = await every(Survey, Survey.desk_id == desk_id)
        asked_in = {one.id: one.case_id for one in messages}
        told: list[Told] = []
        of_case: defaultdict[int, list[Event]] = defaultdict(list)
        for each in log:
            of_case[each.case_id].append(each)
        in_case: defaultdict[int, list[Message]] = defaultdict(list)
        for each in messages:
            in_case[each.case_id].append(each)
        for case in cases:
            mine = in_case[case.id]
            one = Told(
                case,
                accounts[case.account_id].network,
                course[case.id],
                of_case[case.id],
                [each for each in mine if each.direction == "in"],
                [each for each in mine if each.delivery == "sent" and not each.automatic],
                kinds,
                [
                    (fails[each.id], each.at if each.delivery == "sent" else None)
                    for each in mine
                    if each.id in fails
                ],
                [each.tag_id for each in tags if each.case_id == case.id],
                [each for each in questions if each.case_id == case.id],
                sent,
                [
                    Rated(-each.id, each.woke_at, each.let_go_at, each.heeded_by_id)
                    for each in surveys
                    if each.woke_at is not None and asked_in[each.message_id] == case.id
                ],
            )
            one.waits = waits_of(one)
            before = [each for each in told if each.row.customer_id == case.customer_id and each.counted]
            one.returning = bool(before)
            told.append(one)
        names = {
            "staff": {one.id: one.name for one in await every(Staff, Staff.desk_id == desk_id)},
            "department": {
                one.id: one.name for one in await every(Department, Department.desk_id == desk_id)
            },
            "tag": {one.id: one.name for one in await every(Tag, Tag.desk_id == desk_id)},
        }
        rows = await every(Deadline, Deadline.desk_id == desk_id)
        rest = More(
            await session.get_one(Desk, desk_id),
            # A draft goes along when its case is merged: its events are two cases', each with a count of its own.
            looks(sorted(log, key=lambda one: one.id)),
            {one.id: one.case_id for one in await every(Draft, Draft.case_id.in_(ids))},
            surveys,
            {one.id for one in messages if one.delivery == "sent"},
            {one.id for one in await every(Staff, Staff.desk_id == desk_id, Staff.left_at.is_not(None))},
            broke,
            first_target * 60,
        )
        return cls(told, names, rows, worked, accounts.values(), rest)

    def report(self, scope: Scope) -> dict[str, Any]:
        """By the names of the report's parts."""
        return Reckoning(self, scope).all()


class Reckoning:
    """One report."""

    def __init__(self, reference: Reference, scope: Scope) -> None:
        self.reference, self.scope = reference, scope
        self.start, self.known = scope.period.start, scope.known
        self.until = min(scope.period.end, scope.known)
        self.zone = scope.period.zone
        only = scope.only
        self.asked = [
            one
            for one in reference.told
            if (only.network in (None, one.network))
            and (only.staff_id is None or only.staff_id in one.people)
            and (only.tag_id is None or only.tag_id in one.tags)
            and (
                only.department_id is None
                or only.department_id in {each.department_id for each in one.questions}
            )
        ]
        self.cases = [one for one in self.asked if one.counted]
        self.opened = [one for one in self.cases if self.within(one.row.opened_at)]
        self.acts = [
            (at, did, by, one)
            for one in self.cases
            for at, did, by in one.acts(self.known)
            if self.within(at)
        ]

    def within(self, at: datetime | None) -> bool:
        return at is not None and self.start <= at < self.until

    def by(self, at: datetime | None) -> bool:
        return at is not None and at < self.known

    def answered(self, one: Told) -> bool:
        return one.first is not None and self.by(one.first.at)

    def all(self) -> dict[str, Any]:
        parts: dict[str, Callable[[], Any]] = {
            "volume": self.volume,
            "first": self.first,
            "next": self.next,
            "resolution": self.resolution,
            "deadlines": self.deadlines,
            "replies": self.replies,
            "departments": self.departments,
            "people": self.people,
            "backlog": self.backlog,
            "outside": self.outside,
            "tags": self.tags,
            "endings": self.endings,
            "trend": self.trend,
            "approvals": self.approvals,
            "satisfaction": self.satisfaction,
            "failures": self.failures,
            "first_target": lambda: self.reference.more.first_target,
        }
        return {name: part() for name, part in parts.items()}

    def did(
        self, what: str, *, hour: int | None = None, network: str | None = None, by: int | None = None
    ) -> int:
        return sum(
            did == what
            and hour in (None, at.astimezone(self.zone).hour)
            and network in (None, one.network)
            and by in (None, who)
            for at, did, who, one in self.acts
        )

    # --- durations

    def clock(self, cases: Iterable[Told]) -> Spread:
        return spread(
            round((one.first.at - one.said_at).total_seconds())
            for one in cases
            if one.first is not None and self.answered(one)
        )

    def working(self, cases: Iterable[Told]) -> Spread:
        return spread(
            self.reference.worked.between(one.said_at, one.first.at)
            for one in cases
            if one.first is not None and self.answered(one)
        )

    def closed(self, one: Told) -> bool:
        return not one.open_at(self.known)

    def unanswered(self, cases: Iterable[Told]) -> int:
        return sum(not self.answered(one) and not self.closed(one) for one in cases)

    def first(self) -> FirstResponse:
        days: list[tuple[date, Spread]] = []
        day = self.start.astimezone(self.zone).date()
        while day <= (self.until - TICK).astimezone(self.zone).date():
            on = [one for one in self.opened if one.row.opened_at.astimezone(self.zone).date() == day]
            days.append((day, self.working(on)))
            day += timedelta(days=1)
        return FirstResponse(
            self.clock(self.opened),
            self.working(self.opened),
            self.unanswered(self.opened),
            sum(not self.answered(one) and self.closed(one) for one in self.opened),
            tuple(days),
        )

    def next(self) -> NextResponse:
        later = [wait for one in self.cases for wait in one.waits[1:] if self.within(wait.heard)]
        done = [wait for wait in later if self.by(wait.answered)]
        return NextResponse(
            spread(round((wait.answered - wait.asked).total_seconds()) for wait in done if wait.answered),
            spread(
                self.reference.worked.between(wait.asked, wait.answered) for wait in done if wait.answered
            ),
            sum(not self.by(wait.answered) and not self.by(wait.ended) for wait in later),
        )

    # --- resolved

    def last(self, one: Told) -> tuple[datetime, int | None] | None:
        found = [each for each in one.resolutions if self.by(each[0])]
        return found[-1] if found else None

    def settled(self) -> tuple[list[tuple[Told, datetime]], Counter[int]]:
        """Resolved for the last time in the period and not open again; whose others are."""
        stays: list[tuple[Told, datetime]] = []
        back: Counter[int] = Counter()
        for one in self.cases:
            last = self.last(one)
            if last is None or not self.within(last[0]):
                continue
            if not one.opens_between(last[0], self.known):
                stays.append((one, last[0]))
            elif last[1] is not None:
                back[last[1]] += 1
        return stays, back

    def resolution(self) -> Resolution:
        ones = [one for one in self.cases if one.resolutions and self.within(one.resolutions[0][0])]

        def soon(one: Told) -> bool:
            at, first = one.reopened_at, one.resolutions[0][0]
            return at is not None and self.by(at) and at < first + WEEK

        def given(one: Told) -> list[Message]:
            return [each for each in one.given if self.by(each.at)]

        answered = [one for one in ones if given(one)]
        stays, _ = self.settled()
        return Resolution(
            first=spread((one.resolutions[0][0] - one.row.opened_at).total_seconds() for one in ones),
            final=spread((at - one.row.opened_at).total_seconds() for one, at in stays),
            reopened=Ratio(sum(map(soon, ones)), len(ones)),
            maturing=sum(
                self.known - one.resolutions[0][0] < WEEK and not self.by(one.reopened_at) for one in ones
            ),
            at_once=Ratio(
                sum(
                    len(given(one)) == 1 and given(one)[0] in one.public and not soon(one) for one in answered
                ),
                len(answered),
            ),
            silent=len(ones) - len(answered),
            handling=spread(round(one.handled(at)) for one, at in stays),
        )

    def endings(self) -> Endings:
        stays, _ = self.settled()
        how = [one.row.outcome or "" for one, _ in stays]
        return Endings(counts(how), Ratio(how.count("sent_elsewhere"), len(how)))

    # --- the rest

    def volume(self) -> Volume:
        customers = {one.row.customer_id for one in self.opened}
        new = {one.row.customer_id for one in self.opened if not one.returning}
        networks = {one.network for one in self.opened} | {one.network for *_, one in self.acts}
        return Volume(
            messages=self.did("said"),
            cases=len(self.opened),
            quiet=sum(
                one.row.quiet is not None
                and one.row.merged_into_id is None
                and self.within(one.row.opened_at)
                for one in self.asked
            ),
            new_customers=len(new),
            returning_customers=len(customers - new),
            answers=self.did("answered"),
            answers_elsewhere=sum(did == "answered" and by is None for _, did, by, _ in self.acts),
            claimed=self.did("claimed"),
            resolved=self.did("resolved"),
            dismissed=self.did("dismissed"),
            reopened=self.did("reopened"),
            by_hour=tuple(
                Hour(
                    hour, *(self.did(what, hour=hour) for what in ("said", "opened", "answered", "resolved"))
                )
                for hour in range(24)
            ),
            by_kind=counts(one.row.kind for one in self.opened),
            by_category=counts(one.row.category or "" for one in self.opened),
            by_network=tuple(self.network(name) for name in sorted(networks)),
        )

    def network(self, name: str) -> Network:
        here = [one for one in self.opened if one.network == name]
        first = self.clock(here)
        followers = sum(
            one.followers or 0
            for one in self.reference.accounts
            if one.network == name and one.followers_at and self.known - one.followers_at <= timedelta(days=3)
        )
        return Network(
            name,
            len(here),
            self.did("said", network=name),
            self.did("answered", network=name),
            self.did("resolved", network=name),
            first.n,
            self.unanswered(here),
            first,
            len(here) * 1000 / followers if followers else None,
        )

    def deadlines(self) -> Deadlines:
        """From the rows: which of them were decided in the period, and how."""
        counted = {one.row.id for one in self.cases}
        found: dict[str, list[bool]] = {"first": [], "next": [], "resolution": []}
        for row in self.reference.rows:
            if row.case_id not in counted or row.measure not in found:
                continue
            if row.decided_at is not None and row.met is not None:
                if self.within(row.decided_at):
                    found[row.measure].append(row.met)
            elif row.ended_at is None and self.within(row.due_at):
                found[row.measure].append(False)
        return Deadlines(*(Ratio(sum(ones), len(ones)) for ones in found.values()))

    def replies(self) -> Replies:
        needing = [one for one in self.opened if one.needs_at(self.known)]
        return Replies(Ratio(sum(map(self.answered, needing)), len(needing)), len(self.opened) - len(needing))

    def departments(self) -> tuple[DepartmentWork, ...]:
        found = []
        questions = [each for one in self.cases for each in one.questions if self.within(each.asked_at)]
        for department, name in self.reference.names["department"].items():
            ones = [one for one in questions if one.department_id == department]
            done = [one for one in ones if self.by(one.answered_at)]
            back = [one for one in ones if self.by(one.returned_at) and one not in done]
            late = [
                one
                for one in ones
                if one.due_at is not None
                and self.by(one.due_at)
                and not any(at is not None and at <= one.due_at for at in (one.answered_at, one.returned_at))
            ]
            took = spread((one.answered_at - one.asked_at).total_seconds() for one in done if one.answered_at)
            if ones:
                left = len(ones) - len(done) - len(back)
                found.append(
                    DepartmentWork(department, name, len(ones), len(done), len(late), len(back), left, took)
                )
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def people(self) -> tuple[Person, ...]:
        _, back = self.settled()
        found = []
        for who, name in sorted(self.reference.names["staff"].items(), key=lambda one: one[1].casefold()):
            theirs = [one for one in self.opened if one.first is not None and one.first.staff_id == who]
            first = self.clock(theirs)
            person = Person(
                who,
                name,
                who in self.reference.more.left,
                self.did("claimed", by=who),
                self.did("answered", by=who),
                self.did("resolved", by=who),
                back[who],
                first if first.n >= 5 else Spread(first.n),
            )
            scores = [one.score for one in self.heard() if one.staff_id == who and one.score is not None]
            mean = sum(scores) / len(scores) if len(scores) >= 5 else None
            person = replace(person, score=mean, scores=len(scores))
            if any(
                (person.claimed, person.answers, person.resolved, person.reopened, first.n, person.scores)
            ):
                found.append(person)
        return tuple(found)

    def backlog(self) -> Backlog:
        ones = [one for one in self.cases if one.open_at(self.until)]
        ages = [(self.until - one.row.opened_at).total_seconds() / 3600 for one in ones]
        waiting = []
        for one in ones:
            since = [
                wait.asked
                for wait in one.waits
                if wait.heard < self.until
                and not any(at is not None and at < self.until for at in (wait.answered, wait.ended))
            ]
            if since:
                waiting.append((min(since), one.row.number, one.row.id))
        oldest = min(waiting, default=None)
        edges = [0.0, *AGES, math.inf]
        return Backlog(
            len(ones),
            len(waiting),
            tuple(sum(low <= age < high for age in ages) for low, high in itertools.pairwise(edges)),
            None if oldest is None else Oldest(oldest[2], oldest[1], oldest[0]),
        )

    def outside(self) -> Outside:
        ones = [one for one in self.opened if self.reference.worked.outside(one.said_at)]
        return Outside(len(ones), self.clock(ones), self.working(ones), self.unanswered(ones))

    # --- what does not follow from cases alone

    def approvals(self) -> Approvals:
        mine, of = {one.row.id for one in self.cases}, self.reference.more
        return more.approvals(
            [one for one in of.looks if of.drafts[one.draft] in mine], self.within, self.by, spread
        )

    def surveys(self) -> list[Survey]:
        """Of cases that are asked for; a part is what it is part of."""
        whole = {one.row.id: one.row.merged_into_id for one in self.reference.told}
        asked = {one.row.id for one in self.asked}

        def of(case_id: int) -> int:
            into = whole[case_id]
            return case_id if into is None else of(into)

        return [one for one in self.reference.more.surveys if not self.scope.only or of(one.case_id) in asked]

    def heard(self) -> list[Survey]:
        """Answered in the period."""
        return [one for one in self.surveys() if self.within(one.answered_at)]

    def satisfaction(self) -> Satisfaction:
        of = self.reference.more
        return more.satisfaction(self.surveys(), of.desk.asks_customers, of.arrived, self.within, self.by)

    def failures(self) -> Failures:
        names = {"telegram": "", f"tg:{self.reference.more.desk.chat_id}": ""}
        for one in self.reference.accounts:
            if self.scope.only.network in (None, one.network):
                part, called = f"{one.network}:{one.external_id}", one.title or one.external_id
                names |= {part: called, f"lane {part}": called}
        told, down = more.outages(self.reference.more.broke, names, self.start, self.until)
        return Failures(self.did("failed"), told, down)

    # --- weeks

    def before(self, times: int) -> list[Told]:
        """Cases opened in the same span by the clock, so many times as many whole weeks earlier as it takes."""
        start, end = (at.astimezone(self.zone).replace(tzinfo=None) for at in (self.start, self.until))
        weeks = times * max(1, math.ceil((end - start) / timedelta(weeks=1)))
        start, end = (
            (at.astimezone(self.zone).replace(tzinfo=None) - timedelta(weeks=weeks)).replace(
                tzinfo=self.zone, fold=at.astimezone(self.zone).fold
            )
            for at in (self.start, self.until)
        )
        return [one for one in self.cases if start.astimezone(UTC) <= one.row.opened_at < end.astimezone(UTC)]

    def tags(self) -> tuple[TagCount, ...]:
        names = self.reference.names["tag"]
        held = Counter(tag for one in self.opened for tag in one.tags)
        usual = Counter(tag for times in range(1, 5) for one in self.before(times) for tag in one.tags)
        found = [TagCount(tag, names[tag], held[tag], usual[tag] / 4) for tag in held]
        return tuple(sorted(found, key=lambda one: (-one.count, one.name.casefold(), one.tag_id)))

    def trend(self) -> Trend:
        last = self.date(self.until - TICK)
        days = tuple(last - timedelta(days=back) for back in range(27, -1, -1))
        on: dict[date, list[Told]] = {day: [] for day in days}
        for one in self.cases:
            if one.row.opened_at < self.until and (day := self.date(one.row.opened_at)) in on:
                on[day].append(one)
        names = sorted({one.row.category or "" for ones in on.values() for one in ones})
        long = (last - self.date(self.start)).days + 1 >= len(days)
        return Trend(
            days,
            tuple(len(ones) for ones in on.values()),
            tuple(
                (name, tuple(sum((one.row.category or "") == name for one in ones) for ones in on.values()))
                for name in names
            ),
            sum(len(self.before(times)) for times in range(1, 5)) / 4,
            () if long else tuple(self.working(ones) for ones in on.values()),
        )

    def date(self, at: datetime) -> date:
        """By the desk's clock."""
        return at.astimezone(self.zone).date()
