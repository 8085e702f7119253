"""Moments in people's own words, in four languages; and the next morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.hours import Hours, week_of
from bot.desk.moments import FURTHEST, moment, morning
from bot.desk.states import Refused

SOFIA = ZoneInfo("Europe/Sofia")
NOW = datetime(2026, 11, 22, 13, 40, tzinfo=UTC)
"""A Sunday, 15:40 in Sofia."""
ALWAYS = Hours(SOFIA)
OFFICE = Hours(
    SOFIA, week_of({day: [["10:00", "13:00"], ["14:00", "19:00"]] for day in ("mon", "tue", "wed")})
)


def said(text: str, hours: Hours = ALWAYS, now: datetime = NOW) -> str:
    return f"{moment(text, now, hours).astimezone(hours.zone):%d.%m.%Y %H:%M}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("25.11", "25.11.2026 09:00"),
        ("25.11 14:30", "25.11.2026 14:30"),
        ("до 25.11, 14:30", "25.11.2026 14:30"),
        ("25.11.27 8:05", None),
        ("05/12/2026", "05.12.2026 09:00"),
        ("2026-12-01 16:00", "01.12.2026 16:00"),
        ("10.01", "10.01.2027 09:00"),
        ("tomorrow", "23.11.2026 09:00"),
        ("Tomorrow at 9:30", "23.11.2026 09:30"),
        ("day after tomorrow", "24.11.2026 09:00"),
        ("today 18:00", "22.11.2026 18:00"),
        ("завтра 15:00", "23.11.2026 15:00"),
        ("Послезавтра в 8:00", "24.11.2026 08:00"),
        ("утре", "23.11.2026 09:00"),
        ("вдругиден 12:00", "24.11.2026 12:00"),
        ("jutro o 7:15", "23.11.2026 07:15"),
        ("pojutrze", "24.11.2026 09:00"),
        ("пн", "23.11.2026 09:00"),
        ("в пятницу 9:00", "27.11.2026 09:00"),
        ("до петък", "27.11.2026 09:00"),
        ("w piątek 10:00", "27.11.2026 10:00"),
        ("sun", "29.11.2026 09:00"),
        ("16:00", "22.11.2026 16:00"),
        ("9:00", "23.11.2026 09:00"),
        ("2h", "22.11.2026 17:40"),
        ("in 45 minutes", "22.11.2026 16:25"),
        ("через 3 дня", "25.11.2026 15:40"),
        ("след 2 часа", "22.11.2026 17:40"),
        ("za 2 godziny", "22.11.2026 17:40"),
        ("1 неделю", "29.11.2026 15:40"),
    ],
)
def test_what_is_meant(text: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(Refused, match="moment-far"):
            said(text)
    else:
        assert said(text) == meant


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("21.11", "moment-past", "21.11.2026 09:00"),
        ("today 15:39", "moment-past", "22.11.2026 15:39"),
        ("01.01.2020 10:00", "moment-past", "01.01.2020 10:00"),
        ("0h", "moment-past", "22.11.2026 15:40"),
        ("24.11.2027", "moment-far", "24.11.2027 09:00"),
        ("999 weeks", "moment-far", None),
        ("", "moment-unclear", "…"),
        ("soon", "moment-unclear", "soon"),
        ("31.02", "moment-unclear", "31.02"),
        ("25.11 25:00", "moment-unclear", "25.11 25:00"),
        ("tomorrow tomorrow", "moment-unclear", None),
        ("25.13", "moment-unclear", None),
        ("3 parsecs", "moment-unclear", None),
        ("0000-01-01", "moment-unclear", None),
        ("01.01.0001 00:30", "moment-unclear", "01.01.0001 00:30"),
        ("31.12.9999 23:30", "moment-unclear", None),
        ("01.01.1000", "moment-past", None),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_found(text: str, key: str, found: str | None) -> None:
    with pytest.raises(Refused, match=key) as refused:
        moment(text, NOW, ALWAYS)
    assert found is None or refused.value.params["found"] == found


def test_a_day_without_a_time_begins_when_the_desk_opens() -> None:
    assert said("tomorrow", OFFICE) == "23.11.2026 10:00"
    assert said("fri", OFFICE) == "27.11.2026 09:00", "closed that day"


def test_the_clocks_are_changed_in_between() -> None:
    """25 October 2026: in Sofia the clock goes back at four."""
    before = datetime(2026, 10, 24, 12, tzinfo=SOFIA)
    assert moment("tomorrow 12:00", before, ALWAYS) - before == timedelta(hours=25)
    spring = datetime(2026, 3, 28, 12, tzinfo=SOFIA)
    assert said("29.03 3:30", now=spring) == "29.03.2026 04:30", "a time that the clock leaves out"


@pytest.mark.parametrize(
    ("now", "hours", "opens"),
    [
        (NOW, ALWAYS, "23.11 09:00"),
        (NOW, OFFICE, "23.11 10:00"),
        (datetime(2026, 11, 23, 12, tzinfo=SOFIA), OFFICE, "24.11 10:00"),
        (datetime(2026, 11, 24, 2, tzinfo=SOFIA), OFFICE, "24.11 10:00"),
        (datetime(2026, 11, 25, 18, tzinfo=SOFIA), OFFICE, "30.11 10:00"),
        (datetime(2026, 11, 23, 1, tzinfo=SOFIA), ALWAYS, "23.11 09:00"),
        (NOW, Hours(SOFIA, week_of({})), "23.11 09:00"),
    ],
)
def test_the_next_morning(now: datetime, hours: Hours, opens: str) -> None:
    assert f"{morning(now, hours).astimezone(SOFIA):%d.%m %H:%M}" == opens


@given(
    st.integers(0, 1_000_000),
    st.sampled_from([ALWAYS, OFFICE, Hours(ZoneInfo("America/New_York"))]),
    st.text(alphabet="0123456789.:/- hdзавтраmon", max_size=16),
)
def test_whatever_is_said_it_is_to_come_or_refused(minutes: int, hours: Hours, text: str) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert now < morning(now, hours) < now + timedelta(days=8)
    try:
        found = moment(text, now, hours)
    except Refused:
        return
    assert now < found <= now + FURTHEST
