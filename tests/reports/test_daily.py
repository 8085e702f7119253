import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.links import message_link
from bot.desk.richtext import MAX_LENGTH
from bot.reports.daily import PEOPLE, summary
from bot.reports.figures import Acts, Backlog, Figures, FirstResponse, Longest, Place, Share
from bot.reports.period import Due, day_period
from bot.texts import LANGUAGES, words
from tests.reports.history import minutes

ZONE = ZoneInfo("Europe/Moscow")
PERIOD = day_period(date(2025, 3, 5), ZONE, time(9))
DUE = Due(date(2025, 3, 5), PERIOD, late=False, missed=0)


def reckoned(
    acts: Acts = Acts(),
    first: FirstResponse = FirstResponse(),
    backlog: Backlog = Backlog(0, 0, None),
    networks: tuple[Share, ...] = (),
    operators: tuple[Share, ...] = (),
    elsewhere: int = 0,
) -> Figures:
    return Figures(PERIOD, acts, first, backlog, networks, operators, elsewhere)


BUSY = reckoned(
    Acts(messages=1152, cases=38, claimed=35, answers=40, answered=31, resolved=25, dismissed=4),
    FirstResponse(28, 7, minutes(12), minutes(65)),
    Backlog(12, 5, Longest(1, 1042, PERIOD.end - minutes(200), Place(-1001234, 77, None))),
    networks=(Share("vk", Acts(cases=38, answered=31, resolved=25), FirstResponse(28, 7, minutes(12))),),
    operators=(
        Share("Anna", Acts(claimed=20, answered=18, resolved=15), FirstResponse(16, 0, minutes(9))),
        Share("<b>Bob & Co", Acts(claimed=3, answered=2, resolved=1), FirstResponse(4, 0, minutes(2))),
    ),
    elsewhere=3,
)
OLD = reckoned(
    Acts(messages=44, cases=34, claimed=30, answers=36, answered=29, resolved=28, dismissed=4),
    FirstResponse(27, 3, minutes(15), minutes(55)),
    Backlog(11, 2, None),
)


def html(found: Figures, before: Figures | None = None, due: Due | None = DUE, language: str = "en") -> str:
    (drawn,) = summary(found, before, words(language), due)
    return drawn.html


def seen(found: Figures, before: Figures | None = None, due: Due | None = DUE, language: str = "en") -> str:
    """What is read, without tags and the marks around names."""
    return re.sub(r"<[^>]*>|[\u2068\u2069]", "", html(found, before, due, language))


def test_a_busy_day() -> None:
    assert (
        seen(BUSY, OLD)
        == """\
Summary of the day
4 March 09:00 – 5 March 09:00
▲ more, ▼ less than the day before

Received: 38 ▲ 4 (1,152 messages)
Answered: 31 ▲ 2 (40 answers)
Resolved: 25 ▼ 3
Dismissed: 4
Still open: 12 ▲ 1, 5 of them unanswered
Longest waiting: #1042, 3 h 20 min

First answer
Median: 12 min ▼ 3 min
9 in 10 within 1 h 05 min ▲ 10 min
28 answered, 7 not yet

Networks
VK · first answer 12 min
38 received · 31 answered · 25 resolved

People
Anna · first answer 9 min
20 claimed · 18 answered · 15 resolved
&lt;b&gt;Bob &amp; Co
3 claimed · 2 answered · 1 resolved
Colleagues in the network
3 answers"""
    )


def test_a_busy_day_in_russian() -> None:
    shown = seen(BUSY, OLD, language="ru")
    assert "Поступило: 38 ▲ 4 (1\u00a0152 сообщения)" in shown
    assert "Дольше всех ждёт #1042: 3 ч 20 мин" in shown
    assert "Коллеги прямо в сети\n3 ответа" in shown


def test_the_longest_waiting_is_a_link_to_its_card() -> None:
    assert '<a href="https://t.me/c/1234/77">#1042</a>' in html(BUSY)


@pytest.mark.parametrize(
    ("place", "url"),
    [
        (Place(-1001234567890, 77, None), "https://t.me/c/1234567890/77"),
        (Place(-1001234567890, 77, 5), "https://t.me/c/1234567890/5/77"),
        (Place(-4567, 77, None), None),
    ],
)
def test_links_to_cards(place: Place, url: str | None) -> None:
    assert message_link(place.chat_id, place.message_id, place.thread_id) == url


def test_an_empty_day_is_said_kindly() -> None:
    assert seen(reckoned()) == (
        "Summary of the day\n4 March 09:00 – 5 March 09:00\n\nA quiet day: nobody wrote.\nStill open: 0"
    )
    assert "Quiet so far: nobody wrote." in seen(reckoned(), due=None)
    assert "less than the day before by this time" in seen(reckoned(), OLD, due=None)


def test_a_quiet_day_still_tells_who_waits() -> None:
    waits = Backlog(3, 1, Longest(1, 9, PERIOD.end - timedelta(days=2, hours=3), None))
    assert "Longest waiting: #9, 2 d 3 h" in seen(reckoned(backlog=waits))


def test_late_and_missed() -> None:
    late = seen(reckoned(), due=Due(DUE.day, PERIOD, late=True, missed=3))
    assert "This comes late: it was due at 09:00. For the 3 days before there was no summary." in late
    assert "late" not in seen(reckoned())


def test_few_make_no_statistics() -> None:
    """Under five: no 90th percentile, and nobody gets a median of their own."""
    one = FirstResponse(4, 0, minutes(1), minutes(2))
    shown = seen(reckoned(Acts(cases=4), one, operators=(Share("Ann", Acts(answered=4), one),)))
    assert "Median: 1 min" in shown
    assert "9 in 10" not in shown
    assert "first answer" not in shown


def test_nobody_answered_yet() -> None:
    assert "First answer\n7 not answered yet" in seen(reckoned(Acts(cases=7), FirstResponse(0, 7)))


def test_what_is_the_same_has_no_arrow() -> None:
    first = FirstResponse(9, 0, timedelta(minutes=12, seconds=10), minutes(20))
    before = FirstResponse(9, 0, timedelta(minutes=11, seconds=50), minutes(20))
    shown = seen(reckoned(Acts(cases=3), first), reckoned(Acts(cases=3), before))
    assert "▲" not in shown.replace("▲ more", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_people_as_fit(language: str) -> None:
    crowd = tuple(
        Share(
            "🧑🏽‍🚀" * 40 + str(place),
            Acts(*[10**7] * 7),
            FirstResponse(10**6, 0, timedelta(days=999, hours=9)),
        )
        for place in range(PEOPLE * 5)
    )
    shown = seen(reckoned(Acts(*[10**9] * 7), networks=crowd, operators=crowd), None, DUE, language)
    assert len(shown) <= MAX_LENGTH


counts = st.integers(0, 10**6)
lengths = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
all_acts = st.builds(Acts, *[counts] * 7)
responses = st.builds(FirstResponse, counts, counts, lengths, lengths)
shares = st.lists(st.builds(Share, st.text(), all_acts, responses), max_size=30).map(tuple)
longest = st.none() | st.builds(
    Longest,
    counts,
    counts,
    st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda ago: PERIOD.end - ago),
    st.none() | st.builds(Place, st.integers(), counts, st.none() | counts),
)
days = st.builds(
    reckoned, all_acts, responses, st.builds(Backlog, counts, counts, longest), shares, shares, counts
)


@given(days, st.none() | days, st.sampled_from(LANGUAGES), st.booleans())
def test_any_day_can_be_told(found: Figures, before: Figures | None, language: str, so_far: bool) -> None:
    shown = html(found, before, None if so_far else DUE, language)
    assert len(re.sub(r"<[^>]*>", "", shown)) <= MAX_LENGTH
    assert set(re.findall(r"<(/?\w+)", shown)) <= {"b", "/b", "i", "/i", "a", "/a"}
