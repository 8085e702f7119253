"""By when what has to be done, with no database: against a slow count of minutes, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.deadlines import LATE, OVER, SOON, Count, marks, next_at, stage, target, waits, working_day
from bot.desk.hours import Hours, Span, week_of
from storage.models import Case, Category, Measure, Priority, Quiet, Status, Target

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # a Friday
MINUTE = timedelta(minutes=1)
WEEK = week_of({day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
WORKS = Hours(ZoneInfo("UTC"), WEEK)
ALWAYS = Hours(ZoneInfo("UTC"))

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
AROUND = (  # the clocks are changed somewhere, a year ends, a week ends
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 10, 23, tzinfo=UTC),
    datetime(2026, 4, 3, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2026, 12, 30, tzinfo=UTC),
)
SPANS: tuple[tuple[Span, ...], ...] = (
    (),
    ((540, 1080),),
    ((480, 720), (780, 1230)),
    ((0, 1440),),
    ((1320, 1800),),  # a night shift, till six
    ((600, 601),),
)


@st.composite
def calendars(draw: st.DrawFn) -> Hours:
    zone, around = ZoneInfo(draw(st.sampled_from(ZONES))), draw(st.sampled_from(AROUND)).date()
    if draw(st.integers(0, 9)) == 0:
        return Hours(zone)
    week = draw(st.lists(st.sampled_from(SPANS), min_size=7, max_size=7))
    days = st.integers(-2, 6).map(lambda number: around + timedelta(days=number))
    exceptions = draw(st.dictionaries(days, st.sampled_from(SPANS), max_size=2))
    return Hours(zone, week, exceptions, draw(st.sets(days, max_size=2)))


def is_open(hours: Hours, at: datetime) -> bool:
    """By the clock on the wall, as somebody would tell who stands before it."""
    if hours.week is None:
        return True
    wall = at.astimezone(hours.zone)
    minute, today = wall.hour * 60 + wall.minute, wall.date()
    spans = [(begin, end, minute) for begin, end in spans_of(hours, hours.week, today)]
    yesterday = today - timedelta(days=1)
    spans += [(begin, end, minute + 1440) for begin, end in spans_of(hours, hours.week, yesterday)]
    return any(begin <= place < end for begin, end, place in spans)


def spans_of(hours: Hours, week: Sequence[Sequence[Span]], day: date) -> Sequence[Span]:
    if day in hours.exceptions:
        return hours.exceptions[day]
    return () if day in hours.holidays else week[day.weekday()]


class Slow:
    """A wait, minute by minute."""

    def __init__(self, hours: Hours, at: datetime) -> None:
        self.hours, self.now, self.spent, self.runs = hours, at, 0, False

    def live(self, minutes: int) -> None:
        for _ in range(minutes):
            self.spent += self.runs and is_open(self.hours, self.now)
            self.now += MINUTE

    def reaches(self, minutes: int, most: int = 4 * 1440) -> datetime | None:
        """When it will have taken so many, if it goes on; None: not within `most`."""
        spent, now = self.spent, self.now
        for _ in range(most):
            if spent >= minutes:
                return now
            spent += is_open(self.hours, now)
            now += MINUTE
        return None


@settings(max_examples=60, deadline=None)
@given(
    hours=calendars(),
    around=st.sampled_from(AROUND),
    begins=st.integers(-1440, 4 * 1440),
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 1500)), max_size=6),
    minutes=st.integers(1, 900),
)
def test_working_time_is_what_a_slow_count_of_minutes_gives(
    hours: Hours, around: datetime, begins: int, steps: list[tuple[bool, int]], minutes: int
) -> None:
    """It stands still and goes on, over nights, weekends, holidays and days when the clocks are changed."""
    slow, count = Slow(hours, around + begins * MINUTE), Count()
    for runs, length in [*steps, (True, 0)]:
        count = count.going(slow.now) if runs else count.still(slow.now, hours)
        slow.runs = runs
        slow.live(length)
        assert count.at(slow.now, hours) == slow.spent * 60
    due, expected = count.reaches((slow.spent + minutes) * 60, hours), slow.reaches(slow.spent + minutes)
    if expected is not None:
        assert due == expected
    elif due is not None:
        assert due > slow.now + 4 * 1440 * MINUTE


def test_a_case_that_spans_a_weekend() -> None:
    friday = Count().going(NOW)
    monday = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert friday.reaches(150 * 60, WORKS) == monday
    assert friday.at(monday, WORKS) == 150 * 60
    assert friday.at(monday, ALWAYS) == (65.5 * 3600)


def test_what_is_reached_already_was_reached_before_it_went_on() -> None:
    """At night, too: it is not due when the desk opens, it is overdue."""
    night = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    count = Count(spent=3600).going(night)
    assert count.reaches(1800, WORKS) == night - 30 * MINUTE
    assert count.still(night, WORKS).reaches(1800, WORKS) is None


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (30, (20, 30, 45)),
        (60, (45, 60, 90)),
        (480, (360, 480, 720)),
        (10, (10, 10, 15)),
        (1, (1, 1, 1.5)),
    ],
)
def test_a_warning_leaves_a_quarter_of_the_time_and_at_least_ten_minutes(
    minutes: int, expected: tuple[float, ...]
) -> None:
    assert tuple(mark / 60 for mark in marks(Measure.FIRST, minutes)) == expected
    assert stage(Measure.FIRST, minutes, minutes * 60) == OVER
    assert stage(Measure.FIRST, minutes, minutes * 90) == LATE
    before = int(expected[0] * 60) - 1
    assert stage(Measure.FIRST, minutes, before) == 0
    count = Count().going(NOW)
    assert next_at(Measure.FIRST, minutes, 0, count, ALWAYS) == NOW + timedelta(minutes=expected[0])
    assert next_at(Measure.FIRST, minutes, SOON, count, ALWAYS) == NOW + timedelta(minutes=minutes)
    assert next_at(Measure.FIRST, minutes, LATE, count, ALWAYS) is None
    assert next_at(Measure.FIRST, minutes, 0, Count(5), ALWAYS) is None


def test_who_has_a_case_is_not_warned_but_loses_it() -> None:
    assert marks(Measure.CLAIM, 60) == (3600,)
    assert stage(Measure.CLAIM, 60, 3600) == 1


def case(**columns: object) -> Case:
    held: dict[str, object] = {
        "status": Status.OPEN,
        "unanswered_since": NOW,
        "kind": "message",
        "priority": Priority.NORMAL,
    }
    return Case(**{**held, **columns})


FIRST, NEXT, RESOLUTION, CLAIM = Measure.FIRST, Measure.NEXT, Measure.RESOLUTION, Measure.CLAIM


@pytest.mark.parametrize(
    ("one", "held_up", "expected"),
    [
        (case(), False, {FIRST: True, RESOLUTION: True}),
        (case(first_answer_at=NOW), False, {NEXT: True, RESOLUTION: True}),
        (case(holder_id=1), False, {FIRST: True, RESOLUTION: True, CLAIM: True}),
        (case(holder_id=1), True, {FIRST: True, RESOLUTION: True, CLAIM: False}),
        (case(holder_id=1, unanswered_since=None), False, {RESOLUTION: True}),
        (case(status=Status.WAITING, unanswered_since=None, holder_id=1), False, {RESOLUTION: False}),
        (case(snoozed_until=NOW + MINUTE), False, {FIRST: False, RESOLUTION: False}),
        (
            case(snoozed_until=NOW + MINUTE, holder_id=1),
            False,
            {FIRST: False, RESOLUTION: False, CLAIM: False},
        ),
        (case(snoozed_until=NOW), False, {FIRST: True, RESOLUTION: True}),
        (case(quiet=Quiet.EMOJI), False, {}),
        (case(quiet=Quiet.EMOJI, holder_id=1), False, {FIRST: True, RESOLUTION: True, CLAIM: True}),
        (case(status=Status.RESOLVED, closed_at=NOW, holder_id=1), False, {}),
        (case(status=Status.DISMISSED, closed_at=NOW), False, {}),
    ],
)
def test_what_a_case_waits_for(one: Case, held_up: bool, expected: dict[Measure, bool]) -> None:
    assert waits(one, NOW, held_up=held_up) == expected


def test_a_desk_that_takes_nothing_back() -> None:
    assert Measure.CLAIM not in waits(case(holder_id=1), NOW, returns=False)


def own(minutes: int, **named: object) -> Target:
    return Target(measure=Measure.FIRST, minutes=minutes, **named)


def test_the_target_that_names_most_of_a_case_holds() -> None:
    urgent = case(priority=Priority.URGENT, category=Category.COMPLAINT)
    assert target(Measure.FIRST, urgent, (), ALWAYS) == 30
    assert target(Measure.NEXT, urgent, [own(5)], ALWAYS) == 60
    every = [
        own(1),
        own(2, kind="message"),
        own(3, category=Category.COMPLAINT),
        own(4, priority=Priority.URGENT),
        own(5, kind="message", category=Category.COMPLAINT),
        own(6, kind="message", priority=Priority.URGENT),
        own(7, category=Category.COMPLAINT, priority=Priority.URGENT),
        own(8, kind="message", category=Category.COMPLAINT, priority=Priority.URGENT),
    ]
    for most in range(len(every)):
        assert target(Measure.FIRST, urgent, reversed(every[: most + 1]), ALWAYS) == most + 1
    other = case(kind="comment", priority=Priority.NORMAL)
    assert target(Measure.FIRST, other, every, ALWAYS) == 1
    assert target(Measure.FIRST, other, every[1:], ALWAYS) == 30


def test_a_working_day() -> None:
    assert working_day(ALWAYS) == 1440
    assert working_day(WORKS) == 540
    short = week_of({"mon": [["09:00", "12:00"], ["13:00", "18:00"]], "sat": [["10:00", "14:00"]]})
    assert working_day(Hours(ZoneInfo("UTC"), short)) == 360
    assert working_day(Hours(ZoneInfo("UTC"), week_of({}))) == 1440
    assert target(Measure.RESOLUTION, case(), (), WORKS) == 540
