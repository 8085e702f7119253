"""What is to be said of a case, in plain Python: from the rows of the log and of messages, and from what was seen of it
after every step. Written from the definitions in `storage/models/facts.py`; what makes the real facts is not used.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.models import (
    Case,
    Escalation,
    Event,
    Message,
)

PUBLIC = {"comment", "post", "repost", "mention", "review"}
WEEK, TICK = timedelta(days=7), timedelta(microseconds=1)


@dataclass(frozen=True)
class Seen:
    """How a case stood after a step."""

    at: datetime
    status: str
    holder: int | None
    asleep: bool
    part: bool
    closed_at: datetime | None

    @property
    def shut(self) -> bool:
        return self.status in ("resolved", "dismissed")

    @property
    def open(self) -> bool:
        return not self.shut and not self.part


@dataclass
class Wait:
    asked: datetime
    heard: datetime
    answered: datetime | None
    ended: datetime | None


@dataclass(frozen=True)
class Rated:
    """A low score that opened a case again, told as a message is."""

    id: int
    at: datetime
    let_go_at: datetime | None
    answered_by_id: int | None
    deleted_at: None = None

    @property
    def received_at(self) -> datetime:
        return self.at


@dataclass
class Told:
    """A case, and what is to be said of it."""

    row: Case
    network: str
    course: list[Seen]
    log: list[Event]
    said: list[Message]
    given: list[Message]
    kinds: dict[int, str]
    """Of conversations."""
    failed: list[tuple[datetime, datetime | None]]
    """And when it arrived after all."""
    tags: list[int]
    questions: list[Escalation]
    sent: dict[int, datetime]
    """When each answer of the desk arrived, whatever case it is of."""
    rated: list[Rated] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    returning: bool = False

    @property
    def counted(self) -> bool:
        return self.row.merged_into_id is None and self.row.quiet is None

    @property
    def said_at(self) -> datetime:
        return min((one.at for one in self.said), default=self.row.opened_at)

    @property
    def first(self) -> Message | None:
        late = [one for one in self.given if one.at >= self.said_at]
        return min(late, key=lambda one: (one.at, one.id)) if late else None

    def open_at(self, at: datetime) -> bool:
        """Just before that."""
        before = [one for one in self.course if one.at < at]
        return bool(before) and before[-1].open

    def opens_between(self, start: datetime, end: datetime) -> bool:
        """It was open at some time from the one to the other."""
        return start < end and (
            self.open_at(start + TICK) or any(one.open and start <= one.at < end for one in self.course)
        )

    @property
    def resolutions(self) -> list[tuple[datetime, int | None]]:
        """Its own; and that of the case it was part of, if it came out of it resolved."""
        found = [(one.at, one.staff_id) for one in self.log if one.kind == "resolve"]
        shut = part = False
        for one in self.course:
            if part and not one.part and one.status == "resolved" and not shut:
                found.append((one.closed_at or one.at, None))
            part, shut = one.part, shut if one.part else one.shut
        return sorted(found, key=lambda one: one[0])

    @property
    def reopenings(self) -> list[datetime]:
        found, shut = [], False
        for one in self.course:
            if one.part:
                continue
            if shut and not one.shut:
                found.append(one.at)
            shut = one.shut
        return found

    @property
    def reopened_at(self) -> datetime | None:
        first = self.resolutions[0][0] if self.resolutions else None
        return next((at for at in self.reopenings if first is not None and at > first), None)

    def handled(self, until: datetime) -> float:
        """How long somebody had it while it was our turn."""
        spent = timedelta()
        for one, after in itertools.pairwise(self.course):
            if one.open and one.status == "open" and one.holder is not None and not one.asleep:
                spent += max(timedelta(), min(after.at, until) - one.at)
        return spent.total_seconds()

    @property
    def public(self) -> list[Message]:
        return [
            one
            for one in self.given
            if not one.private and one.elsewhere is None and self.kinds[one.conversation_id] in PUBLIC
        ]

    def needs_at(self, at: datetime) -> bool:
        if self.row.category in ("spam", "no_answer_needed"):
            return False
        if not self.said or any(one.deleted_at is None or one.deleted_at >= at for one in self.said):
            return True
        return self.first is not None and any(
            (one.deleted_at or self.first.at) > self.first.at for one in self.said
        )

    @property
    def people(self) -> set[int | None]:
        closed = {one.staff_id for one in self.log if one.kind in ("resolve", "dismiss")}
        held = {one.holder for one in self.course}
        held |= {one.data["to"] for one in self.log if one.kind == "assign"}
        return closed | held | {one.staff_id for one in self.given}

    def acts(self, known: datetime) -> list[tuple[datetime, str, int | None]]:
        named = {"claim": "claimed", "take_over": "claimed", "resolve": "resolved", "dismiss": "dismissed"}
        found = [(one.at, named[one.kind], one.staff_id) for one in self.log if one.kind in named]
        found += [(one.at, "claimed", one.data["to"]) for one in self.log if one.kind == "assign"]
        found += [(self.row.opened_at, "opened", None)]
        found += [(one.received_at, "said", None) for one in self.said]
        found += [
            (one.received_at if one.staff_id is None else one.at, "answered", one.staff_id)
            for one in self.given
        ]
        found += [(at, "reopened", None) for at in self.reopenings]
        lost = [at for at, arrived in self.failed if arrived is None or arrived >= known]
        return found + [(at, "failed", None) for at in lost]


class Worked:
    """Working time, counted day by day. `week`: as a desk keeps it; None: always."""

    def __init__(self, zone: ZoneInfo, week: dict[str, list[list[str]]] | None) -> None:
        self.zone, self.week = zone, week

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        found = []
        for begin, end in (self.week or {}).get(day.strftime("%a").lower(), []):
            later = day + timedelta(days=end <= begin)
            moments = [
                datetime.combine(on, time.fromisoformat(at), self.zone).astimezone(UTC)
                for on, at in ((day, begin), (later, end))
            ]
            found.append((moments[0], moments[1]))
        return found

    def between(self, start: datetime, end: datetime) -> int:
        if self.week is None:
            return round((end - start).total_seconds())
        day, last = start.astimezone(self.zone).date() - timedelta(days=1), end.astimezone(self.zone).date()
        spent = timedelta()
        while day <= last:
            for opens, closes in self.spans(day):
                spent += max(timedelta(), min(closes, end) - max(opens, start))
            day += timedelta(days=1)
        return round(spent.total_seconds())

    def outside(self, at: datetime) -> bool:
        day = at.astimezone(self.zone).date()
        near = [*self.spans(day - timedelta(days=1)), *self.spans(day)]
        return self.week is not None and not any(opens <= at < closes for opens, closes in near)


def waits_of(told: Told) -> list[Wait]:
    """The first one first, also if it has no end yet."""
    if not told.said:
        return []
    opening, first = min(told.said, key=lambda one: (one.at, one.id)), told.first
    by, alone = _sorted_out(told)
    later = [
        Wait(ones[0].at, ones[0].received_at, answer.at, answer.at)
        for answer, ones in by
        if answer is not first and answer.at >= ones[0].at
    ]
    open_ = _together(told, alone)
    opens = open_[0] if alone and alone[0] is opening else None
    begun = Wait(opening.at, opening.received_at, None, None)
    if first is not None:
        begun.answered = begun.ended = first.at
        if opens is not None and opens.ended is not None and opens.ended <= first.at:
            open_.remove(opens)
    elif opens is not None:
        begun = opens
        open_.remove(opens)
    else:
        begun.ended = max(told.sent[opening.answered_by_id or 0], opening.received_at)
    return [begun, *later, *open_]


def _sorted_out(told: Told) -> tuple[list[tuple[Message, list[Message | Rated]]], list[Message | Rated]]:
    """What each answer answered, and what none did."""
    by: dict[int, tuple[Message, list[Message | Rated]]] = {}
    alone: list[Message | Rated] = []
    answers = {one.id: one for one in told.given}
    heard: list[Message | Rated] = [*told.said, *told.rated]
    for one in sorted(heard, key=lambda one: (one.at, one.id)):
        answer = answers.get(one.answered_by_id or 0)
        if answer is not None and (one.deleted_at is None or one.deleted_at > answer.at):
            by.setdefault(answer.id, (answer, []))[1].append(one)
        else:
            alone.append(one)
    return list(by.values()), alone


def _together(told: Told, alone: list[Message | Rated]) -> list[Wait]:
    found: list[Wait] = []
    for one in alone:
        elsewhere = told.sent.get(one.answered_by_id or 0)
        known = [one.deleted_at, one.let_go_at, told.row.closed_at, elsewhere]
        over = [at for at in known if at is not None]
        ends = max(min(over), one.received_at) if over else None
        last = found[-1] if found else None
        if last is not None and (last.ended is None or one.at < last.ended):
            last.ended = None if last.ended is None or ends is None else max(last.ended, ends)
        else:
            found.append(Wait(one.at, one.received_at, None, ends))
    return found
