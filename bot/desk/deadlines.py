"""By when what has to be done: which waits a case has, how long each may be, and when somebody is told.

A wait is counted in working time (`bot/desk/hours.py`), as a stopwatch that may stand still and go on. Reads rows as
plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk.departments import LEAST_NOTICE
from bot.desk.hours import Hours
from storage.models import Case, Measure, Status, Target

RESPONSES = (Measure.FIRST, Measure.NEXT)
DEFAULTS: Mapping[Measure, int] = {Measure.FIRST: 30, Measure.NEXT: 60}
"""Minutes. To resolve: a working day."""
ALL_DAY = 1440
"""Minutes of a working day where it is never closed."""

SOON, OVER, LATE = 1, 2, 3
"""Stages: so many warnings were given. Before it falls due, then, and when half of the target has passed again."""


def waits(
    case: Case, now: datetime, *, held_up: bool = False, returns: bool = True
) -> Mapping[Measure, bool]:
    """What the case waits for now, and whether its clock runs.

    `held_up`: an answer is under way, words wait for a press, or a department is asked. `returns`: the desk takes back
    what nobody answers.
    """
    counts = case.quiet is None or case.holder_id is not None
    if case.closed_at is not None or not counts:
        return {}
    awake = case.snoozed_until is None or case.snoozed_until <= now
    ours = case.status == Status.OPEN
    found = {Measure.RESOLUTION: ours and awake}
    if ours and case.unanswered_since is not None:
        found[Measure.FIRST if case.first_answer_at is None else Measure.NEXT] = awake
        if case.holder_id is not None and returns:
            found[Measure.CLAIM] = awake and not held_up
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """How much working time a wait has taken: `spent` seconds until `since`, and what has passed after it."""

    spent: int = 0
    since: datetime | None = None
    """None: it stands still."""

    def at(self, now: datetime, hours: Hours) -> int:
        """Seconds."""
        if self.since is None:
            return self.spent
        return self.spent + max(0, round(hours.between(self.since, now).total_seconds()))

    def going(self, now: datetime) -> Count:
        return self if self.since is not None else replace(self, since=now)

    def still(self, now: datetime, hours: Hours) -> Count:
        return Count(self.at(now, hours))

    def reaches(self, seconds: int, hours: Hours) -> datetime | None:
        """When that much is taken. None: not while it stands still, or never. What was reached before it last stood
        still: about when.
        """
        if self.since is None:
            return None
        left = timedelta(seconds=seconds - self.spent)
        return self.since + left if left <= timedelta() else hours.add(self.since, left)


def marks(measure: Measure | str, minutes: int) -> Sequence[int]:
    """After so many seconds each stage is reached. A target too short for a warning begins with its end."""
    whole = minutes * 60
    if measure == Measure.CLAIM:
        return (whole,)
    soon = whole - max(whole // 4, int(LEAST_NOTICE.total_seconds()))
    return (soon if soon > 0 else whole, whole, whole + whole // 2)


def stage(measure: Measure | str, minutes: int, seconds: int) -> int:
    """How many of its stages are reached after so many seconds."""
    return sum(mark <= seconds for mark in marks(measure, minutes))


def next_at(measure: Measure | str, minutes: int, given: int, count: Count, hours: Hours) -> datetime | None:
    """When the next stage is reached after those that were `given`. None: there is none, or it stands still."""
    left = marks(measure, minutes)[given:]
    return count.reaches(left[0], hours) if left else None


def target(measure: Measure, case: Case, own: Iterable[Target], hours: Hours) -> int:
    """Minutes. Of the desk's own targets that fit the case the one that names most of it; of those that name as much,
    one with a priority before one with a category before one with a kind. Without any: the program's.
    """
    set_ = own_target(measure, case, own)
    return default(measure, hours) if set_ is None else set_


def own_target(measure: Measure, case: Case, own: Iterable[Target]) -> int | None:
    """The same; None: the desk has set none that fits."""
    fitting = [one for one in own if one.measure == measure and _fits(one, case)]
    best = max(fitting, key=_names, default=None)
    return None if best is None else best.minutes


def _fits(one: Target, case: Case) -> bool:
    named = ((one.kind, case.kind), (one.category, case.category), (one.priority, case.priority))
    return all(wanted is None or wanted == held for wanted, held in named)


def _names(one: Target) -> tuple[int, bool, bool]:
    named = [one.kind is not None, one.category is not None, one.priority is not None]
    return sum(named), named[2], named[1]


def default(measure: Measure, hours: Hours) -> int:
    return DEFAULTS[measure] if measure in DEFAULTS else working_day(hours)


def working_day(hours: Hours) -> int:
    """Minutes of an average day of the week that is open at all."""
    if hours.week is None:
        return ALL_DAY
    days = [sum(end - begin for begin, end in day) for day in hours.week]
    there = [min(one, ALL_DAY) for one in days if one > 0]
    return round(sum(there) / len(there)) if there else ALL_DAY
