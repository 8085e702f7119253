"""A case's history → its facts for reports, as the docstrings of `storage/models/facts.py` define them.

Reads rows as plain data. A row of a fact is a mapping of its columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.desk.hours import Hours
from bot.desk.replay import Course, Logged, replay
from bot.desk.waiting import Given, Said, Wait, earliest, first_answer, waits
from storage.models import Category, Did, Status

Row = dict[str, Any]
NO_ANSWER = frozenset({Category.SPAM.value, Category.NO_ANSWER_NEEDED.value})
"""Categories of cases that need none."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was reckoned before: hours that are changed later change nothing of what is past."""

    outside: Mapping[datetime, bool] = field(default_factory=dict)
    working: Mapping[tuple[datetime, datetime], int] = field(default_factory=dict)
    """Seconds between two moments."""


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of a case. `failed`: when an answer of it failed first, whose it was, and when it arrived after all,
    of each that did."""

    id: int
    seq: int
    desk_id: int
    account_id: int
    network: str
    kind: str
    category: str | None
    outcome: str | None
    customer_id: int
    merged: bool
    quiet: bool
    made_by: int | None
    opened_at: datetime
    closed_at: datetime | None
    log: Sequence[Logged]
    said: Sequence[Said]
    given: Sequence[Given]
    rated: Sequence[Said] = ()
    """Low scores that opened it again: no messages, but they wait for an answer as such do."""
    failed: Sequence[tuple[datetime, int | None, datetime | None]] = ()
    departments: Sequence[int] = ()
    tags: Sequence[int] = ()
    known: Known = field(default_factory=Known)

    @property
    def counted(self) -> bool:
        return not self.merged and not self.quiet


@dataclass(frozen=True, slots=True)
class Facts:
    case: Row
    waits: Sequence[Row]
    acts: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Remembered(Hours):
    """The same hours; what a day is like is reckoned once for all cases of a batch."""

    days: dict[date, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    @classmethod
    def of(cls, hours: Hours) -> Remembered:
        return cls(hours.zone, hours.week, hours.exceptions, hours.holidays)

    def _of(self, day: date) -> list[tuple[datetime, datetime]]:
        if day not in self.days:
            self.days[day] = Hours._of(self, day)
        return self.days[day]


def facts_of(history: History, hours: Hours) -> Facts:
    """`returning` is not told by one case alone: it is left out."""
    course = replay(history.opened_at, history.log)
    reckoned = _Reckoned(hours, history.known)
    if not history.counted:
        return Facts(_case(history, course, reckoned), (), ())
    found = waits([*history.said, *history.rated], history.given, history.closed_at)
    return Facts(
        _case(history, course, reckoned),
        [_wait(history, place, one, reckoned) for place, one in enumerate(found)],
        _acts(history, course),
    )


@dataclass(frozen=True, slots=True)
class _Reckoned:
    hours: Hours
    known: Known

    def outside(self, at: datetime) -> bool:
        found = self.known.outside.get(at)
        return not self.hours.is_open(at) if found is None else found

    def seconds(self, start: datetime, end: datetime) -> tuple[int, int]:
        """By the clock, and of working time."""
        working = self.known.working.get((start, end))
        if working is None:
            working = round(self.hours.between(start, end).total_seconds())
        return round((end - start).total_seconds()), working


def _case(history: History, course: Course, reckoned: _Reckoned) -> Row:
    opening = earliest(history.said)
    said_at = history.opened_at if opening is None else opening.at
    first = first_answer(said_at, history.given)
    given = sorted(history.given, key=lambda one: (one.at, one.id))
    took = (None, None) if first is None else reckoned.seconds(said_at, first.at)
    resolved = [one for one in course.closings if one.status is Status.RESOLVED]
    did = {one.by for one in course.closings} | {one.staff_id for one in history.given} | course.holders
    return {
        "case_id": history.id,
        "seq": history.seq,
        "desk_id": history.desk_id,
        "account_id": history.account_id,
        "network": history.network,
        "kind": history.kind,
        "category": history.category,
        "outcome": history.outcome,
        "customer_id": history.customer_id,
        "counted": history.counted,
        "quiet": history.quiet and not history.merged,
        "needs_answer": history.counted and history.category not in NO_ANSWER,
        "gone_at": _gone_at(history, first),
        "opened_at": history.opened_at,
        "said_at": said_at,
        "outside": reckoned.outside(said_at),
        "first_answer_at": None if first is None else first.at,
        "first_answer_by": None if first is None else first.staff_id,
        "first_seconds": took[0],
        "first_working": took[1],
        "answered_at": given[0].at if given else None,
        "answered_publicly": given[0].public if given else None,
        "answered_again_at": given[1].at if len(given) > 1 else None,
        "answers": len(history.given),
        "public_answers": sum(one.public for one in history.given),
        "handling": round(course.handling.total_seconds()),
        "first_resolved_at": resolved[0].at if resolved else None,
        "resolved_at": resolved[-1].at if resolved else None,
        "resolved_by": resolved[-1].by if resolved else None,
        "reopened_at": course.first_reopened_at,
        "closed_at": history.closed_at,
        "open_during": _open_during(history, course),
        "departments": sorted(set(history.departments)),
        "people": sorted(one for one in did if one is not None),
        "tags": sorted(history.tags),
    }


def _open_during(history: History, course: Course) -> list[tuple[datetime, datetime | None]] | None:
    """None: once, from its beginning."""
    if not history.counted:
        return []
    return None if course.open == [(history.opened_at, history.closed_at)] else course.open


def _gone_at(history: History, first: Given | None) -> datetime | None:
    gone = [one.deleted_at for one in history.said if one.deleted_at is not None]
    if not gone or len(gone) < len(history.said) or (first is not None and max(gone) > first.at):
        return None
    return max(gone)


def _wait(history: History, place: int, one: Wait, reckoned: _Reckoned) -> Row:
    answer = one.answer
    took = (None, None) if answer is None else reckoned.seconds(one.asked.at, answer.at)
    return {
        "case_id": history.id,
        "n": place,
        "desk_id": history.desk_id,
        "network": history.network,
        "asked_at": one.asked.at,
        "heard_at": one.asked.heard_at,
        "outside": reckoned.outside(one.asked.at),
        "answered_at": None if answer is None else answer.at,
        "answered_by": None if answer is None else answer.staff_id,
        "ended_at": one.ended_at,
        "seconds": took[0],
        "working": took[1],
    }


def _acts(history: History, course: Course) -> list[Row]:
    closings = {Status.RESOLVED: Did.RESOLVED, Status.DISMISSED: Did.DISMISSED}
    did: list[tuple[datetime, Did, int | None]] = [(history.opened_at, Did.OPENED, history.made_by)]
    did += [(one.heard_at, Did.SAID, None) for one in history.said]
    did += [(at, Did.CLAIMED, by) for at, by in course.claims]
    did += [(one.heard_at, Did.ANSWERED, one.staff_id) for one in history.given]
    did += [(at, Did.REOPENED, by) for at, by in course.reopenings]
    acts: list[tuple[datetime, Did, int | None, datetime | None, int | None]] = [
        *((*one, None, None) for one in did),
        *((at, Did.FAILED, by, then, None) for at, by, then in history.failed),
        *(
            (one.at, closings[one.status], one.by, None, round(one.handling.total_seconds()))
            for one in course.closings
            if one.acted
        ),
    ]
    acts.sort(key=lambda one: one[0])
    return [
        {
            "case_id": history.id,
            "n": place,
            "desk_id": history.desk_id,
            "at": at,
            "did": what.value,
            "staff_id": by,
            "network": history.network,
            "kind": history.kind,
            "arrived_at": arrived_at,
            "handling": handling,
        }
        for place, (at, what, by, arrived_at, handling) in enumerate(acts)
    ]
