"""The pace of a chat: a burst, then one by one, and never more than so many a minute."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.pacing import BURST, MINUTE, Room, arriving, kept_until, room

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


def run(per_minute: int, wanted: int, started: datetime = NOW) -> list[datetime]:
    """When each of `wanted` messages goes out, if each goes as soon as it may."""
    spent: list[datetime] = []
    now = started
    while len(spent) < wanted:
        found = room(spent, now, per_minute)
        if found.left:
            spent += [now] * min(found.left, wanted - len(spent))
        else:
            assert found.again_at is not None
            assert found.again_at > now
            now = found.again_at
    return spent


def test_no_pacing() -> None:
    assert room([NOW] * 1000, NOW, 0, most=16) == Room(16, None, ())


def test_an_idle_chat_takes_a_burst_and_never_more_than_asked_for() -> None:
    assert room([], NOW, 20).left == BURST
    assert room([], NOW, 20, most=3).left == 3
    assert room([], NOW, 2).left == 2


def test_after_the_burst_one_a_second() -> None:
    sent = run(20, 20)
    assert sent[:BURST] == [NOW] * BURST
    gaps = [later - earlier for earlier, later in zip(sent[BURST:], sent[BURST + 1 :], strict=False)]
    assert all(abs(gap - seconds(1)) < seconds(0.01) for gap in gaps)


def test_the_next_minute_opens_as_the_first_messages_age() -> None:
    spent = [NOW + seconds(index) for index in range(20)]
    full = room(spent, NOW + seconds(30), 20)
    assert (full.left, full.again_at) == (0, NOW + MINUTE)
    assert room(spent, NOW + MINUTE, 20).left == 1
    assert room(spent, NOW + MINUTE + seconds(5), 20).left == 6


def test_what_is_old_is_forgotten() -> None:
    assert room([NOW - MINUTE, NOW - seconds(1)], NOW, 20).recent == (NOW - seconds(1),)


def test_what_is_on_its_way_counts_as_if_it_arrived_now() -> None:
    """A slow line brings it together with what leaves next, and a chat takes no more than a burst at once."""
    spent = [NOW + timedelta(microseconds=index) for index in range(BURST)]
    later = NOW + seconds(10)
    assert room(spent, later, 20).left == BURST
    assert room(spent, later, 20, on_way=spent) == Room(0, later + seconds(1), tuple(spent))
    assert room(spent, later, 20, on_way=spent[:5]).left == BURST - 5
    old = NOW + MINUTE + seconds(1)
    assert room(spent, old, 20, on_way=spent[:5]).recent == tuple(spent[:5])
    others = [*spent[:1], *(old - seconds(index) for index in range(14))]
    held_until = kept_until(arriving(others, old, on_way=spent[:1]), 20, kept=5)
    assert held_until is not None
    assert held_until > old


def test_a_clock_that_was_put_back_does_not_stop_the_chat() -> None:
    assert room([NOW + timedelta(hours=1)] * 20, NOW, 20).left == BURST


@pytest.mark.parametrize("per_minute", [1, 5, 20, 60, 100])
def test_a_storm_keeps_every_window(per_minute: int) -> None:
    window: deque[datetime] = deque()
    for at in run(per_minute, 3 * per_minute + 5):
        while window and window[0] <= at - seconds(60):
            window.popleft()
        window.append(at)
        assert len(window) <= per_minute


@given(st.lists(st.floats(0, 300), max_size=80), st.integers(1, 60))
def test_a_moment_is_named_exactly_when_there_is_no_room(ages: list[float], per_minute: int) -> None:
    spent = [NOW - seconds(age) for age in ages]
    found = room(spent, NOW, per_minute)
    assert (found.left == 0) == (found.again_at is not None)
    if found.again_at is not None:
        assert NOW < found.again_at <= NOW + MINUTE + seconds(len(ages))
        assert room(spent, found.again_at, per_minute).left > 0
