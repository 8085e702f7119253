from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.due import DAYS, Due, Last, compared, due
from bot.reports.period import day_ends, last_day
from storage.models import Every

BERLIN = ZoneInfo("Europe/Berlin")
NINE = time(9)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ZONES = ["UTC", "Europe/Berlin", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Kiritimati"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.integers(0, 90 * 86400).map(lambda s: datetime(2025, 2, 20, tzinfo=UTC) + timedelta(seconds=s))
looks = st.lists(st.tuples(moments, zones, times), min_size=1, max_size=30).map(
    lambda all_of_them: sorted(all_of_them, key=lambda one: one[0])
)


def local(*parts: int, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]


def told(one: Due | None, now: datetime) -> tuple[date, bool, int] | None:
    return None if one is None else (one.day, one.late(now) is not None, one.missed)


def all_due(every: Every, now: datetime, zone: ZoneInfo, at: time, last: Last | None) -> list[Due]:
    """As it is made: one after the other until there is nothing left."""
    made: list[Due] = []
    while (one := due(every, now, zone, at, last, LONG_AGO)) is not None:
        made.append(one)
        last = Last(one.day, one.period.end)
    return made


@given(st.lists(moments, min_size=1, max_size=30).map(sorted), zones, times)
def test_each_day_once_however_often_one_looks(looks: list[datetime], zone: ZoneInfo, at: time) -> None:
    made: list[Due] = []
    for now in looks:
        last = Last(made[-1].day, made[-1].period.end) if made else None
        found = all_due(Every.DAY, now, zone, at, last)
        assert all(one.period.end <= now for one in found)
        made += found
        assert made[-1].day == last_day(now, zone, at)
    days = [one.day for one in made]
    assert days == sorted(set(days))
    for before, after in pairwise(made):
        assert after.missed == (after.day - before.day).days - 1
        assert after.missed or after.period.start == before.period.end


@given(looks)
def test_no_hour_twice_and_none_lost_when_the_setting_changes(
    looks: list[tuple[datetime, ZoneInfo, time]],
) -> None:
    last: Due | None = None
    for now, zone, at in looks:
        for one in all_due(
            Every.DAY, now, zone, at, None if last is None else Last(last.day, last.period.end)
        ):
            assert one.period.start < one.period.end <= now
            if last is not None:
                assert one.day > last.day
                assert one.period.start == last.period.end or one.day > last.day + DAY
                assert one.period.start >= last.period.end
            last = one


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (local(2025, 3, 5, 8, 59), date(2025, 3, 4), None),
        (local(2025, 3, 5, 9, 0), date(2025, 3, 4), (date(2025, 3, 5), False, 0)),
        (local(2025, 3, 5, 9, 0), date(2025, 3, 5), None),
        (local(2025, 3, 5, 10, 0), date(2025, 3, 4), (date(2025, 3, 5), False, 0)),
        (local(2025, 3, 5, 10, 1), date(2025, 3, 4), (date(2025, 3, 5), True, 0)),
        # After downtime one after the other, as far as that can be read.
        (local(2025, 3, 7, 11, 0), date(2025, 3, 4), (date(2025, 3, 5), True, 0)),
        (local(2025, 3, 10, 11, 0), date(2025, 3, 4), (date(2025, 3, 8), True, 3)),
        (local(2025, 3, 5, 9, 0), None, (date(2025, 3, 5), False, 0)),
        # The clock was put back, or SUMMARY_AT was moved on: nothing twice.
        (local(2025, 3, 5, 9, 0), date(2025, 3, 6), None),
    ],
)
def test_which_day_is_due(now: datetime, last: date | None, expected: tuple[date, bool, int] | None) -> None:
    before = None if last is None else Last(last, None)
    assert told(due(Every.DAY, now, BERLIN, NINE, before, LONG_AGO), now) == expected


def test_the_team_reads_of_the_last_day_only() -> None:
    now, last = local(2025, 3, 10, 11), Last(date(2025, 3, 4), None)
    assert told(due(Every.TEAM, now, BERLIN, NINE, last, LONG_AGO), now) == (date(2025, 3, 10), True, 5)
    assert DAYS > 1


def test_a_later_hour_makes_one_long_day_an_earlier_one_a_short() -> None:
    ended = day_ends(date(2025, 3, 4), BERLIN, NINE)
    later = due(Every.DAY, local(2025, 3, 5, 20), BERLIN, time(20), Last(date(2025, 3, 4), ended), LONG_AGO)
    assert later is not None
    assert (later.period.start, later.period.end) == (ended, local(2025, 3, 5, 20))
    ended = day_ends(date(2025, 3, 4), BERLIN, time(20))
    sooner = due(Every.DAY, local(2025, 3, 5, 9), BERLIN, NINE, Last(date(2025, 3, 4), ended), LONG_AGO)
    assert sooner is not None
    assert (sooner.period.start, sooner.period.end) == (ended, local(2025, 3, 5, 9))


def test_nothing_is_due_of_a_day_that_nobody_saw_end() -> None:
    now, opened = local(2025, 3, 5, 15), local(2025, 3, 5, 14)
    assert due(Every.DAY, now, BERLIN, NINE, None, opened) is None
    assert due(Every.WEEK, local(2025, 3, 3, 15), BERLIN, NINE, None, local(2025, 3, 3, 14)) is None
    after = due(Every.DAY, now + DAY, BERLIN, NINE, Last(date(2025, 3, 1), None), opened)
    assert told(after, now + DAY) == (date(2025, 3, 6), True, 0), "nobody missed the days before"


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (local(2025, 3, 3, 8, 59), date(2025, 2, 23), None),
        (local(2025, 3, 3, 9, 0), date(2025, 2, 23), (date(2025, 3, 2), False, 0)),
        (local(2025, 3, 3, 9, 0), date(2025, 3, 2), None),
        (local(2025, 3, 6, 12, 0), date(2025, 2, 23), (date(2025, 3, 2), True, 0)),
        (local(2025, 3, 6, 12, 0), date(2025, 2, 9), (date(2025, 3, 2), True, 2)),
        (local(2025, 3, 3, 9, 0), None, (date(2025, 3, 2), False, 0)),
    ],
)
def test_which_week_is_due(now: datetime, last: date | None, expected: tuple[date, bool, int] | None) -> None:
    before = None if last is None else Last(last, None)
    assert told(due(Every.WEEK, now, BERLIN, NINE, before, LONG_AGO), now) == expected


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (local(2025, 3, 1, 8, 59), date(2025, 1, 31), None),
        (local(2025, 3, 1, 9, 0), date(2025, 1, 31), (date(2025, 2, 28), False, 0)),
        (local(2025, 3, 1, 9, 0), date(2025, 2, 28), None),
        (local(2025, 3, 31, 9, 0), date(2024, 11, 30), (date(2025, 2, 28), True, 2)),
    ],
)
def test_which_month_is_due(
    now: datetime, last: date | None, expected: tuple[date, bool, int] | None
) -> None:
    before = None if last is None else Last(last, None)
    assert told(due(Every.MONTH, now, BERLIN, NINE, before, LONG_AGO), now) == expected


def test_weeks_and_months_are_of_the_calendar_also_where_clocks_change() -> None:
    week = due(Every.WEEK, local(2025, 3, 31, 9), BERLIN, NINE, None, LONG_AGO)
    assert week is not None
    assert (week.period.start, week.period.end) == (local(2025, 3, 24), local(2025, 3, 31))
    assert week.period.end - week.period.start == timedelta(days=7, hours=-1)
    assert compared(week) == (type(week.period)(local(2025, 3, 17), local(2025, 3, 24), BERLIN), None)
    month = due(Every.MONTH, local(2025, 4, 1, 9), BERLIN, NINE, None, LONG_AGO)
    assert month is not None
    assert (month.period.start, month.period.end) == (local(2025, 3, 1), local(2025, 4, 1))
    before, _ = compared(month)
    assert (before.start, before.end) == (local(2025, 2, 1), local(2025, 3, 1))


def test_a_day_is_compared_with_the_one_before_and_the_same_weekday() -> None:
    one = due(Every.DAY, local(2025, 3, 31, 9), BERLIN, NINE, None, LONG_AGO)
    assert one is not None
    before, same_weekday = compared(one)
    assert same_weekday is not None
    assert (before.start, before.end) == (local(2025, 3, 29, 9), local(2025, 3, 30, 9))
    assert (same_weekday.start, same_weekday.end) == (local(2025, 3, 23, 9), local(2025, 3, 24, 9))
