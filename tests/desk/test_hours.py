"""Working time against a slow reference that looks at every minute, in many zones, over the days the clocks are changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.hours import Hours, Span, spans_of, week_of
from bot.hours import public_holidays
from bot.public_holidays import next_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")

BEGINS = (
    ("Europe/Moscow", date(2026, 12, 28)),
    ("Europe/Sofia", date(2026, 3, 26)),
    ("Europe/Warsaw", date(2026, 10, 22)),
    ("America/New_York", date(2026, 3, 5)),
    ("America/New_York", date(2026, 10, 29)),
    ("Australia/Lord_Howe", date(2026, 4, 2)),
    ("Australia/Lord_Howe", date(2026, 10, 1)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
    ("Africa/Casablanca", date(2026, 2, 12)),
    ("Africa/Casablanca", date(2026, 3, 19)),
    ("Atlantic/Azores", date(2026, 10, 22)),
    ("America/Havana", date(2026, 3, 5)),
    ("Pacific/Apia", date(2011, 12, 27)),
)
"""Zones and the first of the days that are looked at; where clocks are changed, it is in the middle of them."""
DAYS = 7


KNOWN_SINCE = 2 * 1440 + 12 * 60
"""A place in `minutes_of`: spans of the third day before, which `open_minutes` does not know, are over in every zone."""


@cache
def minutes_of(zone: str, first: date) -> tuple[list[datetime], list[int]]:
    """Every minute of the days, with some days around, and what the clock on the wall shows then: minutes since midnight
    of `first`.
    """
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    moments = [midnight - 3 * DAY + count * MINUTE for count in range((DAYS + 6) * 1440)]
    walls = (one.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC) - midnight for one in moments)
    return moments, [one // MINUTE for one in walls]


@dataclass(frozen=True)
class Case:
    zone: str
    first: date
    hours: Hours
    here: int
    """The place of the moment in `minutes_of`."""

    @property
    def at(self) -> datetime:
        return minutes_of(self.zone, self.first)[0][self.here]

    def open_minutes(self) -> list[bool]:
        """Whether each of `minutes_of` is open: from the first minute that shows the beginning of a span, or later, until
        after the last one that shows a time before its end.
        """
        walls = minutes_of(self.zone, self.first)[1]
        is_open = [False] * len(walls)
        for number in range(-2, DAYS + 2):
            near = range((number + 2) * 1440, min(len(walls), (number + 7) * 1440))
            for begin, end in self.hours.spans(self.first + number * DAY):
                first, last = number * 1440 + begin, number * 1440 + end
                opens = next(place for place in near if walls[place] >= first)
                closes = next(place for place in reversed(near) if walls[place] < last) + 1
                is_open[opens:closes] = [True] * (closes - opens)
        return is_open


def spans() -> st.SearchStrategy[list[Span]]:
    begin = st.integers(0, 1439) | st.sampled_from((0, 60, 120, 150, 180, 540))
    lasts = st.integers(1, 1440) | st.sampled_from((30, 60, 540, 1440))
    return st.lists(st.tuples(begin, lasts).map(lambda one: (one[0], one[0] + one[1])), max_size=2)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone, first = draw(st.sampled_from(BEGINS))
    days = st.integers(0, DAYS - 1).map(lambda count: first + count * DAY)
    hours = Hours(
        ZoneInfo(zone),
        draw(st.lists(spans(), min_size=7, max_size=7)),
        draw(st.dictionaries(days, spans(), max_size=2)),
        frozenset(draw(st.lists(days, max_size=2))),
    )
    return Case(zone, first, hours, draw(st.integers(4 * 1440, (DAYS + 1) * 1440)))


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 3000), st.integers(0, 3000))
def test_every_minute_counts_as_it_does_on_the_wall(case: Case, lasts: int, working: int) -> None:
    minutes, is_open, hours, at = (
        minutes_of(case.zone, case.first)[0],
        case.open_minutes(),
        case.hours,
        case.at,
    )
    here, known = case.here, (DAYS + 3) * 1440
    assert hours.is_open(at) is is_open[here]
    assert hours.is_open(at + 59 * timedelta(seconds=1)) is is_open[here]

    # How much there is until another moment.
    until = min(here + lasts, known)
    assert hours.between(at, minutes[until]) == sum(is_open[here:until]) * MINUTE
    assert hours.between(minutes[until], at) == -sum(is_open[here:until]) * MINUTE

    # The first moment by which enough has passed.
    open_later = [place for place in range(here, known) if is_open[place]]
    if 0 < working <= len(open_later):
        assert hours.add(at, working * MINUTE) == minutes[open_later[working - 1]] + MINUTE

    # The edges.
    opens = next((place for place in range(here, known) if is_open[place]), None)
    closes = next((place for place in range(here, known) if not is_open[place]), None)
    was_open = next((place for place in range(here, KNOWN_SINCE, -1) if is_open[place]), None)
    if opens is not None:
        assert hours.opens_at(at) == minutes[opens]
    if is_open[here]:
        assert hours.closed_since(at) is None
        was_closed = next((place for place in range(here, KNOWN_SINCE, -1) if not is_open[place]), None)
        if was_closed is not None:
            assert hours.open_since(at) == minutes[was_closed] + MINUTE
        if closes is not None:
            assert hours.closes_at(at) == minutes[closes]
    else:
        assert hours.closes_at(at) is None
        assert hours.open_since(at) is None
        if was_open is not None:
            assert hours.closed_since(at) == minutes[was_open] + MINUTE


@settings(max_examples=100, deadline=None)
@given(cases(), st.timedeltas(timedelta(0), 60 * HOUR), st.timedeltas(timedelta(0), 60 * HOUR))
def test_what_is_added_is_what_lies_between(case: Case, one: timedelta, other: timedelta) -> None:
    hours, at = case.hours, case.at
    after = hours.add(at, one)
    if after is None:
        return
    assert hours.between(at, after) == one
    # Whoever is asked in their own clock's words answers the same.
    assert hours.add(at.astimezone(hours.zone), one) == after
    assert hours.between(at.astimezone(hours.zone), after.astimezone(hours.zone)) == one
    # More takes longer; in two steps it takes as long.
    whole = hours.add(at, one + other)
    assert whole is None or whole >= after
    assert hours.add(after, other) == whole or other == timedelta(0)


def hours(week: dict[str, list[list[str]]] | None, **more: object) -> Hours:
    return Hours(MOSCOW, week_of(week), **more)  # type: ignore[arg-type]


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    """In June 2026, the 1st of which is a Monday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=MOSCOW)


OFFICE = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_a_case_that_spans_a_weekend() -> None:
    office = hours(OFFICE)
    friday, monday = moscow(5, 17, 30), moscow(8, 9)
    assert office.add(friday, 30 * MINUTE) == moscow(5, 18)
    assert office.add(friday, HOUR) == moscow(8, 9, 30)
    assert office.between(friday, monday) == 30 * MINUTE
    assert office.opens_at(moscow(6, 12)) == monday
    assert office.closed_since(moscow(7, 12)) == moscow(5, 18)
    assert office.closes_at(friday) == moscow(5, 18)


@pytest.mark.parametrize(
    ("span", "opens", "closes"),
    [
        ([["02:00", "02:00"]], (0, 0), (24, 0)),
        ([["22:00", "02:30"]], (20, 0), (25, 30)),
        ([["22:00", "03:00"]], (20, 0), (26, 0)),
    ],
)
def test_an_hour_that_the_clock_shows_twice(
    span: list[list[str]], opens: tuple[int, int], closes: tuple[int, int]
) -> None:
    """In Warsaw the clock goes from 03:00 back to 02:00 in the night to the 25th of October 2026, at 01:00 UTC."""
    saturday = datetime(2026, 10, 24, tzinfo=UTC)
    night = Hours(ZoneInfo("Europe/Warsaw"), week_of({"sat": span}))
    assert night.opens_at(saturday - HOUR) == saturday + opens[0] * HOUR + opens[1] * MINUTE
    assert night.closes_at(saturday + 23 * HOUR) == saturday + closes[0] * HOUR + closes[1] * MINUTE


def test_holidays_and_exceptions() -> None:
    friday = date(2026, 6, 12)
    shut = hours(OFFICE, holidays=frozenset({friday}))
    assert not shut.is_open(moscow(12, 12))
    assert shut.opens_at(moscow(11, 18)) == moscow(15, 9)
    half = hours(OFFICE, holidays=frozenset({friday}), exceptions={friday: ((600, 840),)})
    assert half.opens_at(moscow(11, 18)) == moscow(12, 10), "an exception wins over the holiday"
    closed = hours(OFFICE, exceptions={date(2026, 6, 8): ()})
    assert closed.opens_at(moscow(5, 18)) == moscow(9, 9)


def test_always_and_never() -> None:
    always = hours(None)
    assert always.is_open(moscow(7, 3))
    assert always.closes_at(moscow(7, 3)) is None
    assert always.add(moscow(7, 3), HOUR) == moscow(7, 4)
    clock_round = hours(
        {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    )
    assert clock_round.closes_at(moscow(7, 3)) is None
    assert clock_round.open_since(moscow(7, 3)) is None
    assert clock_round.add(moscow(7, 3), 100 * HOUR) == moscow(7, 3) + 100 * HOUR
    never = hours({})
    assert never.opens_at(moscow(7, 3)) is None
    assert never.add(moscow(7, 3), HOUR) is None
    assert never.closed_since(moscow(7, 3)) is None
    assert never.between(moscow(1, 3), moscow(7, 3)) == timedelta(0)


@pytest.mark.parametrize(
    ("kept", "minutes"),
    [
        ([["09:00", "18:00"]], ((540, 1080),)),
        ([["22:00", "06:00"]], ((1320, 1800),)),
        ([["00:00", "24:00"]], ((0, 1440),)),
        ([["14:00", "18:00"], ["9:00", "13:00"]], ((540, 780), (840, 1080))),
    ],
)
def test_spans_as_they_are_kept(kept: Sequence[Sequence[str]], minutes: tuple[Span, ...]) -> None:
    assert spans_of(kept) == minutes


def test_holidays_that_nobody_knows_any_more_are_none() -> None:
    for whose in ("DE-XX", "ZZ"):
        assert date(2026, 1, 1) not in public_holidays(whose)
        assert next_of(whose, date(2026, 1, 1), "en") is None
    assert date(2026, 1, 1) in public_holidays("DE-BY")
