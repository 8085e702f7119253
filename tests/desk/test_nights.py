"""Quiet nights, and the message of the morning after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.hours import DAYS, Hours, week_of
from bot.desk.mornings import SHOWN, Came, morning, urgency
from bot.desk.nights import is_quiet, without_mentions
from bot.desk.richtext import link, mention, name
from bot.desk.view import Drawn
from bot.texts import words
from storage.models import Priority
from tests.desk.telegram_html import parse

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
OPEN = Hours(ZoneInfo("UTC"), week_of({day: [["09:00", "18:00"]] for day in DAYS}))


@pytest.mark.parametrize(
    ("priority", "hour", "quiet"),
    [
        (Priority.NORMAL, 12, False),
        (Priority.NORMAL, 3, True),
        (Priority.HIGH, 3, True),
        (Priority.URGENT, 3, False),
        (Priority.LOW, 12, False),
    ],
)
def test_what_rings(priority: int, hour: int, quiet: bool) -> None:
    assert is_quiet(OPEN, priority, NOON.replace(hour=hour)) is quiet
    assert not is_quiet(Hours(ZoneInfo("UTC")), priority, NOON.replace(hour=hour)), "round the clock"


def test_names_stay_and_call_nobody() -> None:
    card = link("#1", "https://t.me/c/1/2")
    called = mention(101, "Anna <b>") + card + mention(102, "Boris")
    calm = without_mentions(Drawn(called.html))
    assert calm.html == (name("Anna <b>") + card + name("Boris")).html


def came(number: int, priority: int = 0, text: str = "Where is it?") -> Came:
    return Came(link(f"#{number}", None), "Tim", text, NOON - timedelta(minutes=number), priority)


def test_the_urgent_first_then_who_waits_longest() -> None:
    order = sorted(
        [came(1), came(9), came(3, Priority.URGENT)], key=lambda one: urgency(one.priority, one.since)
    )
    assert [one.link.html for one in order] == ["#3", "#9", "#1"]


def test_a_morning_after_a_storm_is_one_message() -> None:
    long = [came(number, text="<&>" * 500) for number in range(300)]
    drawn = morning(300, long, words("en"))
    shown = parse(drawn.html).text.splitlines()
    assert shown[0] == "☀️ Good morning! While it was closed, 300 cases came in:"
    assert len(shown) == SHOWN + 2
    assert shown[-1] == f"…and {300 - SHOWN} more: /queue"
