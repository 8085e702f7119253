"""What is collected in a storm and what keeps its turn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.lanes import Urgency
from bot.desk.storms import BLOWS, TOO_LONG, Waiting, blows, calm, collected, kept, own

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

waiting_cards = st.lists(
    st.builds(
        Waiting,
        st.integers(1, 10_000),
        st.sampled_from([int(Urgency.URGENT_CARD), int(Urgency.NEW_CARD)]),
        st.integers(0, 3600).map(lambda seconds: NOON + timedelta(seconds=seconds)),
        st.integers(0, 3600).map(lambda seconds: NOON + timedelta(seconds=seconds)),
    ),
    max_size=80,
    unique_by=lambda one: one.card_id,
)


def comments(count: int) -> list[Waiting]:
    return [
        Waiting(number, Urgency.NEW_CARD, NOON + timedelta(seconds=number), NOON) for number in range(count)
    ]


def test_what_can_be_shown_within_a_minute_is_no_storm() -> None:
    assert collected(comments(20), 20, 20, NOON, stormy=False) == []
    assert len(collected(comments(21), 20, 20, NOON, stormy=False)) == 13


def test_the_longest_waiting_keep_their_turn_as_long_as_there_is_room() -> None:
    assert collected(comments(30), 20, 20, NOON, stormy=False) == list(range(8, 30))
    assert collected(comments(30), 14, 20, NOON, stormy=False) == list(range(2, 30))
    assert collected(comments(3), 0, 20, NOON, stormy=True) == [0, 1, 2]


def test_ten_urgent_ones_keep_their_turn_whatever_else_comes() -> None:
    urgent = [
        Waiting(100 + number, Urgency.URGENT_CARD, NOON + timedelta(hours=1), NOON) for number in range(12)
    ]
    chosen = collected([*comments(30), *urgent], 20, 20, NOON, stormy=False)
    assert {one for one in chosen if one >= 100} == {110, 111}
    assert len(chosen) == 32


@given(st.integers(0, 60))
def test_a_storm_leaves_places_for_all_urgent_ones_that_may_wait_but_never_all_places(
    per_minute: int,
) -> None:
    assert kept(per_minute) < max(1, per_minute)
    assert per_minute < 2 or kept(per_minute) >= own(per_minute)


def test_what_waits_too_long_behind_acts_is_collected_however_few() -> None:
    late = NOON + TOO_LONG
    assert collected(comments(1), 5, 20, late, stormy=False) == [0]
    assert collected(comments(1), 5, 20, late - timedelta(seconds=1), stormy=False) == []
    assert collected(comments(1), 6, 20, late, stormy=False) == [], "there is room: something else holds it"
    urgent = [Waiting(1, Urgency.URGENT_CARD, NOON, NOON)]
    assert collected(urgent, 0, 20, late, stormy=False) == [], "it comes before acts"


def test_without_pacing_nothing_is_ever_too_much() -> None:
    assert collected(comments(500), 0, 0, NOON, stormy=True) == []


@given(waiting_cards, st.integers(-5, 30), st.integers(0, 60), st.booleans())
def test_nothing_is_chosen_twice_and_an_urgent_one_only_after_ten_others(
    waiting: list[Waiting], free: int, per_minute: int, stormy: bool
) -> None:
    chosen = collected(waiting, free, per_minute, NOON, stormy=stormy)
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= {one.card_id for one in waiting}
    urgent = [one.card_id for one in waiting if one.urgency == Urgency.URGENT_CARD]
    assert len(set(urgent) & set(chosen)) <= max(0, len(urgent) - own(per_minute))


def test_a_storm_blows_for_a_while_after_the_last_gust() -> None:
    assert not blows(None, NOON)
    assert blows(NOON, NOON + BLOWS / 2)
    assert not blows(NOON, NOON + BLOWS)


def test_the_last_ten_come_out() -> None:
    assert calm(10, 20)
    assert not calm(11, 20)
