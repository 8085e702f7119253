"""Back-off is a value."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.retry import LONGEST, backoff


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (6, 32), (7, 60), (10_000, 60)]
)
def test_it_doubles_up_to_a_minute(attempts: int, seconds: int) -> None:
    assert backoff(attempts) == timedelta(seconds=seconds)


def test_it_never_shrinks_and_never_exceeds_the_longest() -> None:
    waits = [backoff(attempts) for attempts in range(100)]
    assert waits == sorted(waits)
    assert max(waits) == LONGEST
