"""Hours as people write them, in four languages; and back in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.closed import checked, filled
from bot.desk.hours import DAYS, Week
from bot.desk.opening import opening_words, week_words
from bot.desk.states import Refused
from bot.desk.timetable import SomeDays, WholeWeek, understood
from bot.texts import words

TODAY = date(2026, 6, 10)
SOFIA = ZoneInfo("Europe/Sofia")
NINE, TEN = [["09:00", "18:00"]], [["10:00", "16:00"]]
WORKDAYS = dict.fromkeys(DAYS[:5], NINE)


@pytest.mark.parametrize(
    ("written", "week"),
    [
        ("Mon-Fri 9:00-18:00, Sat 10-16", {**WORKDAYS, "sat": TEN}),
        ("Mon–Fri 09:00–18:00, Sat 10:00–16:00, Sun closed", {**WORKDAYS, "sat": TEN}),
        ("Пн-Пт 9-18", WORKDAYS),
        ("пн-пт с 9 до 18, сб выходной", WORKDAYS),
        ("понедельник - пятница: 9.00-18.00", WORKDAYS),
        ("Будни 9-18; суббота 10-16.", {**WORKDAYS, "sat": TEN}),
        ("Пон-пет 9-18, съб 10-16, нед почивка", {**WORKDAYS, "sat": TEN}),
        ("Делници 9-18, събота 10-16", {**WORKDAYS, "sat": TEN}),
        ("pn-pt 9-18, sob 10-16", {**WORKDAYS, "sat": TEN}),
        ("Poniedziałek–piątek od 9 do 18, środa", None),
        ("Śr, cz 9-18", {"wed": NINE, "thu": NINE}),
        ("Mon, Wed, Fri 9 to 18", {"mon": NINE, "wed": NINE, "fri": NINE}),
        ("monday 9am-6pm", {"mon": NINE}),
        ("10.00-16.00", dict.fromkeys(DAYS, TEN)),
        ("9.10 - 18.10", {day: [["09:10", "18:10"]] for day in DAYS}),
        ("every day 0-24", {day: [["00:00", "24:00"]] for day in DAYS}),
        ("Mon-Fri 9-13, 14-18", {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in DAYS[:5]}),
        ("Mon 14-18 and 9-13", {"mon": [["09:00", "13:00"], ["14:00", "18:00"]]}),
        ("Sat-Mon 22-6", {day: [["22:00", "06:00"]] for day in ("mon", "sat", "sun")}),
        ("Fri 18-0", {"fri": [["18:00", "24:00"]]}),
    ],
)
def test_a_week(written: str, week: Week | None) -> None:
    if week is None:
        with pytest.raises(Refused):
            understood(written, TODAY)
    else:
        assert understood(written, TODAY) == WholeWeek(week)


@pytest.mark.parametrize(
    "written", ["24/7", "Round the clock", "круглосуточно", "Денонощно", "Całą dobę", "całodobowo"]
)
def test_round_the_clock(written: str) -> None:
    assert understood(written, TODAY) == WholeWeek(None)


@pytest.mark.parametrize(
    ("written", "days", "hours"),
    [
        ("31.12 10-15", [date(2026, 12, 31)], [["10:00", "15:00"]]),
        ("01.01 closed", [date(2027, 1, 1)], []),
        ("1.1. выходной", [date(2027, 1, 1)], []),
        ("10.06 9-12, 13-15", [TODAY], [["09:00", "12:00"], ["13:00", "15:00"]]),
        ("2026-12-31 10-15", [date(2026, 12, 31)], [["10:00", "15:00"]]),
        ("31/12/26 closed", [date(2026, 12, 31)], []),
        ("29.02 closed", [date(2028, 2, 29)], []),
        ("31.12-02.01 closed", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)], []),
        ("31.12 as usual", [date(2026, 12, 31)], None),
        ("31.12 как обычно", [date(2026, 12, 31)], None),
    ],
)
def test_some_days(written: str, days: list[date], hours: list[list[str]] | None) -> None:
    assert understood(written, TODAY) == SomeDays(days, hours)


@pytest.mark.parametrize(
    ("written", "key", "found"),
    [
        ("", "hours-usage", None),
        ("hello", "hours-no-day", "hello"),
        ("Mon-Fry 9-18", "hours-no-day", "fry"),
        ("Mon-Fri", "hours-without-times", "mon-fri"),
        ("Mon-Fri 9", "hours-not-understood", "mon-fri 9"),
        ("Mon 9-25", "hours-no-time", "9-25"),
        ("Mon 9:75-18", "hours-no-time", "9:75-18"),
        ("Mon 13pm-14pm", "hours-no-time", "13pm-14pm"),
        ("Mon 9-9", "hours-empty-span", "9-9"),
        ("Mon 9-18 closed", "hours-not-understood", "mon 9-18 closed"),
        ("Mon 9-18, Mon-Fri 10-12", "hours-day-twice", None),
        ("Mon 9-18, 17-20", "hours-overlap", None),
        ("Mon 22-6, 23-24", "hours-overlap", None),
        ("Mon 1-2, 3-4, 5-6, 7-8, 9-10", "hours-too-many-spans", None),
        ("closed", "hours-never", None),
        ("Mon-Sun closed", "hours-never", None),
        ("9-18 " * 100, "hours-too-much", None),
        ("31.12", "hours-day-usage", "31.12"),
        ("31.12 whenever", "hours-not-understood", "whenever"),
        ("30.02 closed", "hours-no-date", "30.02"),
        ("01.06.2026 closed", "hours-day-past", "01.06.2026"),
        ("01.07-30.12 closed", "hours-days-many", None),
    ],
)
def test_what_is_not_understood_is_said(written: str, key: str, found: str | None) -> None:
    with pytest.raises(Refused) as refused:
        understood(written, TODAY)
    assert (refused.value.key, refused.value.params.get("found")) == (key, found)
    for language in ("en", "ru", "bg", "pl"):
        said = words(language)(f"refused-{key}", **refused.value.params)
        assert len(said) <= 200, "it may be a toast"


weeks = st.dictionaries(
    st.sampled_from(DAYS),
    st.sampled_from(
        [NINE, TEN, [["00:00", "24:00"]], [["09:00", "13:00"], ["14:00", "18:00"]], [["22:00", "06:00"]]]
    ),
    min_size=1,
)


@pytest.mark.parametrize("language", ["en", "ru", "bg", "pl"])
@settings(max_examples=25, deadline=None)
@given(week=weeks)
def test_what_is_shown_can_be_written(language: str, week: Week) -> None:
    shown = week_words(week, words(language))
    assert understood(shown, TODAY) == WholeWeek(week), shown
    assert understood(week_words(None, words(language)), TODAY) == WholeWeek(None)


def test_days_that_are_alike_stand_together() -> None:
    texts = words("en")
    assert week_words({**WORKDAYS, "sat": TEN}, texts) == "Mon–Fri 09:00–18:00, Sat 10:00–16:00, Sun closed"
    assert week_words(dict.fromkeys(DAYS, TEN), texts) == "every day 10:00–16:00"
    lunch = {"mon": [["09:00", "13:00"], ["14:00", "18:00"]]}
    assert week_words(lunch, texts) == "Mon 09:00–13:00 and 14:00–18:00, Tue–Sun closed"


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        (datetime(2026, 6, 10, 15, tzinfo=UTC), "today at 18:00"),
        (datetime(2026, 6, 10, 22, tzinfo=UTC), "tomorrow at 01:00"),
        (datetime(2026, 6, 15, 6, tzinfo=UTC), "on Monday at 09:00"),
        (datetime(2026, 6, 17, 6, tzinfo=UTC), "on 17.06 at 09:00"),
    ],
)
def test_when_it_opens_by_the_desks_clock(opens: datetime, said: str) -> None:
    now = datetime(2026, 6, 10, 14, 30, tzinfo=UTC)
    assert opening_words(opens, now, SOFIA, words("en")) == said


def test_own_words_for_customers() -> None:
    kept = checked("  Back { Opens }. {часы}.\u202e ")
    assert filled(kept, "9–18", "tomorrow") == "Back tomorrow. 9–18."
    for wrong, key in (
        (" ", "hours-text-usage"),
        ("Hi {name}", "hours-text-variable"),
        ("Hi {hours", "hours-text-variable"),
    ):
        with pytest.raises(Refused) as refused:
            checked(wrong)
        assert refused.value.key == key


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Mon", "пт", "-", "–", "9", "18:00", "25", ".", ",", ";", " ", "31.12", "2026-02-30", "closed",
                         "24/7", "to", "am", "as usual", "9-18", "22-6", "٣", "every day", "00", "/", "0000", ":"])
    ).map("".join)
)  # fmt: skip
def test_whatever_is_written_is_understood_or_refused(written: str) -> None:
    try:
        meant = understood(written, TODAY)
    except Refused:
        return
    if isinstance(meant, WholeWeek):
        assert meant.week is None or any(meant.week.values())
    else:
        assert min(meant.days) >= date(2026, 1, 1)
