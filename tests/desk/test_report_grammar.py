"""What `/report` understands, which days it means, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.states import Refused
from bot.reports.grammar import Asked, Known, Name, told_apart, understood
from bot.reports.scope import Only
from bot.reports.wanted import Against, Wanted
from bot.texts import words
from storage.models import Gives

TODAY = date(2026, 11, 22)
KNOWN: Known = {
    "network": [Name("vk", "VK"), Name("hand", "by hand")],
    "department": [Name(3, "Delivery"), Name(4, "Old <b>stock</b>", gone=True)],
    "person": told_apart(
        [
            Name(1, "Anna Ivanova", "anna_i"),
            Name(2, "Anna Petrova"),
            Name(7, "Igor", gone=True),
            Name(8, "Igor"),
            Name(9, "Maria", "maria_1"),
            Name(10, "Maria", "maria_2"),
            Name(11, "Maria"),
            Name(12, "Kim Lee", "kim"),
            Name(13, "Kim"),
        ]
    ),
    "tag": [Name(12, "xxl"), Name(13, "late_parcel")],
}
UTC_ZONE, SOFIA = ZoneInfo("UTC"), ZoneInfo("Europe/Sofia")


def read(said: str, language: str = "en") -> Asked:
    return understood(said, KNOWN, [words(language)], TODAY)


def days(said: str, language: str = "en") -> str:
    """As `first..last`."""
    first, after = read(said, language).wanted.days(TODAY)
    return f"{first}..{date.fromordinal(after.toordinal() - 1)}"


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "", "2026-11-22..2026-11-22"),
        ("en", "yesterday", "2026-11-21..2026-11-21"),
        ("en", "7 days", "2026-11-16..2026-11-22"),
        ("en", "week", "2026-11-16..2026-11-22"),
        ("en", "last 30 days", "2026-10-24..2026-11-22"),
        ("en", "last week", "2026-11-09..2026-11-15"),
        ("en", "Month", "2026-11-01..2026-11-30"),
        ("en", "October", "2026-10-01..2026-10-31"),
        ("en", "december", "2025-12-01..2025-12-31"),
        ("en", "October 2024", "2024-10-01..2024-10-31"),
        ("en", "15 october", "2026-10-15..2026-10-15"),
        ("en", "1-15 october", "2026-10-01..2026-10-15"),
        ("en", "nov 15", "2026-11-15..2026-11-15"),
        ("en", "November 15, 2025", "2025-11-15..2025-11-15"),
        ("en", "november 1-15", "2026-11-01..2026-11-15"),
        ("en", "nov 1 to 15 2025", "2025-11-01..2025-11-15"),
        ("en", "october 30 - november 2", "2026-10-30..2026-11-02"),
        ("en", "october 1 - 15 november", "2026-10-01..2026-11-15"),
        ("en", "october 1-15.11", "2026-10-01..2026-11-15"),
        ("ru", "ноябрь 1-15", "2026-11-01..2026-11-15"),
        ("en", "september - october", "2026-09-01..2026-10-31"),
        ("en", "01.11-15.11", "2026-11-01..2026-11-15"),
        ("en", "01.11.26 – 15.11.26", "2026-11-01..2026-11-15"),
        ("en", "from 2026-11-01 to 2026-11-15", "2026-11-01..2026-11-15"),
        ("en", "1.11..30.11", "2026-11-01..2026-11-30"),
        ("en", "25.12-05.01", "2025-12-25..2026-01-05"),
        ("en", "10.2026", "2026-10-01..2026-10-31"),
        ("ru", "с 1 по 15 ноября", "2026-11-01..2026-11-15"),
        ("ru", "вчера", "2026-11-21..2026-11-21"),
        ("ru", "за октябрь", "2026-10-01..2026-10-31"),
        ("ru", "неделя", "2026-11-16..2026-11-22"),
        ("ru", "30 дней", "2026-10-24..2026-11-22"),
        ("ru", "в прошлом месяце", "2026-10-01..2026-10-31"),
        ("bg", "от 01.11 до 15.11", "2026-11-01..2026-11-15"),
        ("bg", "днес", "2026-11-22..2026-11-22"),
        ("bg", "миналата седмица", "2026-11-09..2026-11-15"),
        ("pl", "od 1 do 15 listopada", "2026-11-01..2026-11-15"),
        ("pl", "wczoraj", "2026-11-21..2026-11-21"),
        ("pl", "zeszły miesiąc", "2026-10-01..2026-10-31"),
        ("pl", "yesterday", "2026-11-21..2026-11-21"),
    ],
)
def test_days(language: str, said: str, meant: str) -> None:
    assert days(said, language) == meant


def test_what_is_relative_stays_so() -> None:
    assert read("yesterday").wanted == Wanted("yesterday")
    assert read("7 days").wanted == Wanted("days-7")
    assert read("21.11").wanted == Wanted("", date(2026, 11, 21), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("network:vk tag:xxl", Only(network="vk", tag_id=12)),
        ("#XXL", Only(tag_id=12)),
        ("tag:#xxl", Only(tag_id=12)),
        ("department:del", Only(department_id=3)),
        ('department:"old <b>stock</b>"', Only(department_id=4)),
        ("person:“Anna Petrova”", Only(staff_id=2)),
        ("@anna_i", Only(staff_id=1)),
        ("person:igor", Only(staff_id=8)),
        ("person:@maria_2", Only(staff_id=10)),
        ('person:"maria (@maria_1)"', Only(staff_id=9)),
        ('person:"Maria (3)"', Only(staff_id=11)),
        ("@kim", Only(staff_id=12)),
        ('network:"by hand" @anna_i', Only(network="hand", staff_id=1)),
    ],
)
def test_filters(said: str, only: Only) -> None:
    assert read(f"october {said}").wanted.only == only


def test_files_comparisons_and_all_of_it_in_russian() -> None:
    assert read("october xlsx").gives is Gives.XLSX
    assert read("csv against:weeks").wanted.against is Against.WEEKS
    assert read("october").gives is None
    asked = read("октябрь сеть:vk метка:xxl сотрудник:«Anna Petrova» сравнить:нет CSV", "ru")
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    only = Only(network="vk", tag_id=12, staff_id=2)
    assert asked == Asked(Wanted("", first, last, only, Against.NONE), Gives.CSV)


@pytest.mark.parametrize(
    ("said", "key", "told"),
    [
        ("15.11-01.11", "reporting-reversed", "/report 01.11.2026-15.11.2026"),
        ("october-september", "reporting-reversed", "/report 01.09.2026-31.10.2026"),
        ("15-1 november", "reporting-reversed", "/report 01.11.2026-15.11.2026"),
        ("31.02", "reporting-no-such-day", "31.02"),
        ("31 november", "reporting-no-such-day", "31 november"),
        ("01.11-31.02", "reporting-no-such-day", "01.11-31.02"),
        ("1-31 november", "reporting-no-such-day", "1-31 november"),
        ("november 15-1", "reporting-reversed", "/report 01.11.2026-15.11.2026"),
        ("november 31", "reporting-no-such-day", "november 31"),
        ("1 march 0226 - today", "reporting-no-such-day", "1 march 0226"),
        ("31 december 9999", "reporting-no-such-day", "31 december 9999"),
        ("december 9999", "reporting-no-such-day", "december 9999"),
        ("january 0001", "reporting-no-such-day", "january 0001"),
        ("1-2 january 0000", "reporting-no-such-day", "1-2 january 0000"),
        ("december 31, 9999", "reporting-no-such-day", "december 31, 9999"),
        ("network:ok", "reporting-unknown", "VK, by hand"),
        ("person:maria", "reporting-alike", "maria Maria (@maria_1), Maria (@maria_2), Maria (3)"),
        ("person:kim", "reporting-alike", "kim Kim Lee, Kim"),
        ("person:anna", "reporting-unknown", "Anna Ivanova"),
        ("#nothing", "reporting-unknown", "xxl, late_parcel"),
        ("colour:red", "reporting-no-filter", "colour:red"),
        ("against:tomorrow", "reporting-no-against", "tomorrow"),
        ("#xxl tag:xxl", "reporting-twice", "tag"),
        ("today yesterday october", "reporting-many-periods", ""),
        ("tomorrow", "reporting-not-understood", "tomorrow"),
        ("<b>october</b> please", "reporting-not-understood", "<b>october</b> please"),
        ("x" * 201, "reporting-too-long", ""),
    ],
)
def test_refused(said: str, key: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read(said)
    assert refused.value.key == key
    assert told in " ".join(map(str, refused.value.params.values()))


# --- from when until when


def at(text: str, zone: ZoneInfo = UTC_ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def spans(wanted: Wanted, now: str, zone: ZoneInfo = UTC_ZONE) -> tuple[str, str]:
    """The period and what it is compared with, by the wall clock."""
    moment = at(now, zone)
    both = (wanted.period(moment, zone), wanted.before(moment, zone))
    shown = [
        "-"
        if one is None
        else f"{one.start.astimezone(zone):%m-%d %H:%M} {one.end.astimezone(zone):%m-%d %H:%M}"
        for one in both
    ]
    return shown[0], shown[1]


NOW = "2026-11-22 14:05"


@pytest.mark.parametrize(
    ("said", "now", "period", "before"),
    [
        ("today", NOW, "11-22 00:00 11-22 14:05", "11-21 00:00 11-21 14:05"),
        ("today against:weeks", NOW, "11-22 00:00 11-22 14:05", "10-25 00:00 10-25 14:05"),
        ("today against:none", NOW, "11-22 00:00 11-22 14:05", "-"),
        ("yesterday", NOW, "11-21 00:00 11-22 00:00", "11-20 00:00 11-21 00:00"),
        ("7 days", NOW, "11-16 00:00 11-22 14:05", "11-09 00:00 11-15 14:05"),
        ("month", NOW, "11-01 00:00 11-22 14:05", "10-01 00:00 10-22 14:05"),
        ("october", NOW, "10-01 00:00 11-01 00:00", "09-01 00:00 10-01 00:00"),
        ("october against:weeks", NOW, "10-01 00:00 11-01 00:00", "08-06 00:00 09-06 00:00"),
        ("01.11-30.11", NOW, "11-01 00:00 11-22 14:05", "10-01 00:00 10-22 14:05"),
        ("march", "2026-03-31 10:00", "03-01 00:00 03-31 10:00", "02-01 00:00 02-28 10:00"),
        ("january-february", NOW, "01-01 00:00 03-01 00:00", "11-01 00:00 01-01 00:00"),
    ],
)
def test_periods(said: str, now: str, period: str, before: str) -> None:
    today = at(now).date()
    wanted = understood(said, KNOWN, [words("en")], today).wanted
    assert spans(wanted, now) == (period, before)


def test_days_of_the_desks_zone_also_where_the_clocks_change() -> None:
    """On 25 October 2026 Sofia's day has 25 hours."""
    wanted = Wanted("", date(2026, 10, 25), date(2026, 10, 25))
    period = wanted.period(at(NOW, SOFIA), SOFIA)
    assert (period.end - period.start).total_seconds() == 25 * 3600
    before = wanted.before(at(NOW, SOFIA), SOFIA)
    assert before is not None
    assert before.end == period.start
    assert (before.end - before.start).total_seconds() == 24 * 3600


def test_what_is_yet_to_come_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Wanted("", date(2026, 11, 23), date(2026, 11, 30)).period(at(NOW), UTC_ZONE)
    assert (refused.value.key, refused.value.params["day"]) == ("reporting-future", "23.11.2026")


def test_it_is_kept_as_it_was() -> None:
    for wanted in (
        Wanted(),
        Wanted("", TODAY, TODAY, Only(network="vk", tag_id=3), Against.NONE),
        Wanted("days-30", only=Only(staff_id=1)),
    ):
        assert Wanted.unpacked(wanted.packed()) == wanted
