from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.reports.period import Period, day_ends, day_period, last_day, moved

BERLIN = ZoneInfo("Europe/Berlin")
NINE = time(9)

ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/Moscow",
    "America/New_York",
    "America/Santiago",
    "America/Havana",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.integers(0, 5 * 365 * 86400).map(
    lambda s: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
days = st.dates(date(2022, 1, 2), date(2026, 12, 30))


def local(*parts: int, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]


def hours(day: date, at: time = NINE) -> float:
    period = day_period(day, BERLIN, at)
    return (period.end - period.start).total_seconds() / 3600


def test_days_on_which_clocks_change() -> None:
    assert [hours(date(2025, 3, 29)), hours(date(2025, 3, 30)), hours(date(2025, 3, 31))] == [24, 23, 24]
    assert [hours(date(2025, 10, 25)), hours(date(2025, 10, 26)), hours(date(2025, 10, 27))] == [24, 25, 24]


def test_an_hour_that_does_not_exist_and_one_that_comes_twice() -> None:
    half_past_two = time(2, 30)
    assert day_ends(date(2025, 3, 30), BERLIN, half_past_two) == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert day_ends(date(2025, 10, 26), BERLIN, half_past_two) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@given(days, zones, times)
def test_days_meet(day: date, zone: ZoneInfo, at: time) -> None:
    today, tomorrow = day_period(day, zone, at), day_period(day + timedelta(days=1), zone, at)
    assert today.start < today.end == tomorrow.start
    assert timedelta(hours=22) <= today.end - today.start <= timedelta(hours=26)


@given(moments, zones, times)
def test_the_last_day_ended_last(now: datetime, zone: ZoneInfo, at: time) -> None:
    day = last_day(now, zone, at)
    assert day_ends(day, zone, at) <= now < day_ends(day + timedelta(days=1), zone, at)


def test_the_day_before_has_the_same_times_also_when_clocks_changed() -> None:
    day = Period(local(2025, 3, 30, 9), local(2025, 3, 30, 15), BERLIN)
    before = moved(day, timedelta(days=1))
    assert (before.start, before.end) == (local(2025, 3, 29, 9), local(2025, 3, 29, 15))
