"""How a case stood over time, replayed from its log.

What an event did is told by its kind (`states.TABLE`); where the kind does not tell it, by `stands` in its data, as
`bot/record.py` writes it. Reads rows as plain data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.desk.states import CLOSED, EVENTS, TABLE, Action
from storage.models import Status

OTHERWISE: Mapping[str, Action] = {
    "answered_elsewhere": Action.ANSWERED,
    "departed": Action.RELEASE,
    "handed_back": Action.RELEASE,
}
"""Kinds of events that `record.apply` writes in place of the action's own."""
ACTIONS: Mapping[str, Action] = {**{EVENTS.get(one, one.value): one for one in Action}, **OTHERWISE}
TOLD = frozenset(
    {*ACTIONS, "answer_taken_back", "took_in", "taken_apart", "let_out", "answer_failed", "forgotten"}
) - {
    EVENTS[Action.SORT],
    EVENTS[Action.END],
    Action.NOTE.value,
    Action.ADVISE.value,
}
"""Kinds of events that say something of what is asked here, or of an answer."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One event."""

    kind: str
    staff_id: int | None
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closing:
    """`acted`: somebody closed this very case; else it was part of another one, which was closed then. `handling`: as of
    Course, until then."""

    at: datetime
    status: Status
    by: int | None
    handling: timedelta
    acted: bool = True


@dataclass(slots=True)
class Course:
    """What became of a case. `open`: when it was open and a case of its own; the last span has no end while it is."""

    open: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    handling: timedelta = timedelta()
    """While somebody had it and it was our turn, until it was closed for the last time."""
    holders: set[int] = field(default_factory=set)
    claims: list[tuple[datetime, int | None]] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    reopenings: list[tuple[datetime, int | None]] = field(default_factory=list)
    first_reopened_at: datetime | None = None
    """When it was first open again after it was first resolved."""


@dataclass(slots=True)
class _Standing:
    status: Status = Status.OPEN
    holder: int | None = None
    asleep: bool = False
    part: bool = False
    """It is part of another case."""

    @property
    def closed(self) -> bool:
        return self.status in CLOSED

    @property
    def counts(self) -> bool:
        return not self.closed and not self.part

    @property
    def ours(self) -> bool:
        """Somebody has it, and it is our turn."""
        return self.counts and self.status is Status.OPEN and self.holder is not None and not self.asleep


def replay(opened_at: datetime, log: Sequence[Logged]) -> Course:
    """`log`: the case's events in order; those of kinds that are not in TOLD may be left out."""
    course, stands, last, since = Course(), _Standing(), opened_at, opened_at
    spent = timedelta()
    for one in log:
        # Clocks of two processes differ: what is later in the log did not happen earlier.
        at = max(one.at, last)
        if stands.ours:
            spent += at - last
        was_closed, counted, last = stands.closed, stands.counts, at
        _step(stands, one)
        _note(course, stands, one, spent, was_closed=was_closed)
        if counted and not stands.counts:
            course.open += [(since, at)] if at > since else []
        elif stands.counts and not counted:
            since = at
    if stands.counts:
        course.open.append((since, None))
    return course


def _step(stands: _Standing, one: Logged) -> None:
    action = ACTIONS.get(one.kind)
    if action is not None and (after := TABLE.get((stands.status, action))) is not None:
        _holder(stands, action, one)
        if action is Action.MERGE:
            # It goes on as it stood if it is taken out again.
            stands.part = True
        else:
            stands.status = after
        if action is Action.SNOOZE:
            stands.asleep = True
        elif action in (Action.WAKE, Action.CUSTOMER_WROTE, Action.MERGE) or after in CLOSED:
            stands.asleep = False
    if one.kind == "taken_apart":
        stands.part = False
    told = one.data.get("stands") or {}
    stands.status = Status(told.get("status", stands.status))
    stands.holder = told.get("holder", stands.holder)
    stands.asleep = told.get("asleep", stands.asleep)


def _holder(stands: _Standing, action: Action, one: Logged) -> None:
    """As `states.decide` has it. Who answers an open case that nobody has claims it first, in an event of its own."""
    match action:
        case Action.CLAIM | Action.TAKE_OVER | Action.REOPEN:
            stands.holder = one.staff_id
        case Action.ASSIGN:
            stands.holder = one.data.get("to")
        case Action.RELEASE | Action.RETURNED:
            stands.holder = None
        case Action.ESCALATE | Action.RESOLVE | Action.DISMISS | Action.SNOOZE if stands.holder is None:
            stands.holder = one.staff_id
        case Action.ANSWER if stands.closed:
            stands.holder = one.staff_id
        case _:
            pass


def _note(course: Course, stands: _Standing, one: Logged, spent: timedelta, *, was_closed: bool) -> None:
    if stands.holder is not None:
        course.holders.add(stands.holder)
    if one.kind in (Action.CLAIM, Action.TAKE_OVER, Action.ASSIGN):
        course.claims.append((one.at, stands.holder))
    if stands.closed and not was_closed:
        course.handling = spent
        course.closings.append(_closing(stands.status, one, spent))
    if was_closed and not stands.closed:
        course.reopenings.append((one.at, one.staff_id))
        if course.first_reopened_at is None and any(c.status is Status.RESOLVED for c in course.closings):
            course.first_reopened_at = one.at


def _closing(status: Status, one: Logged, spent: timedelta) -> Closing:
    """Taken out of a case that was closed meanwhile it is as closed as that one, since then."""
    if one.kind != "taken_apart":
        return Closing(one.at, status, one.staff_id, spent)
    since = (one.data.get("stands") or {}).get("closed_at")
    at = one.at if since is None else datetime.fromisoformat(since)
    return Closing(at, status, None, spent, acted=False)
