"""How many messages and edits a chat may still take. Pure: what was spent is passed in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(seconds=62)
"""Telegram counts when a message arrives, we when it leaves: two seconds between the two do no harm."""
BURST = 8
"""Telegram takes about one message a second in a chat and tolerates short bursts (FAQ); how short it does not say."""


ALBUM = 5
"""Pictures that go out together. Each counts as a message, so such a row waits for as many places."""


def reserved(per_minute: int) -> int:
    """Places of a minute that new cards and refreshes leave to what is urgent: answers to acts, messages, digests."""
    return per_minute // 4


def arriving(spent: Sequence[datetime], now: datetime, on_way: Collection[datetime]) -> Sequence[datetime]:
    """When they count. `on_way`: which of `spent` have left and not arrived, as far as is known: they arrive now at the
    earliest, and what a slow line holds up for ten seconds together with what left meanwhile.
    """
    return sorted(now if at in on_way else at for at in spent)


def kept_until(spent: Sequence[datetime], per_minute: int, kept: int) -> datetime | None:
    """When what can wait may take a place again; None: now. `spent`: what counts of the last minute.

    `kept`: the places that it leaves to others, fewer than `per_minute`.
    """
    others = per_minute - kept
    if others == per_minute or len(spent) < others:
        return None
    return sorted(spent)[-others] + MINUTE


@dataclass(frozen=True, slots=True)
class Room:
    """`left` may go out now; when it is 0, `again_at` says when the next may. `recent`: what of `spent` still counts."""

    left: int
    again_at: datetime | None
    recent: tuple[datetime, ...]


def room(
    spent: Sequence[datetime],
    now: datetime,
    per_minute: int,
    most: int = 100,
    on_way: Collection[datetime] = (),
) -> Room:
    """A sliding minute, and within it a burst and then one by one. `per_minute` 0: no pacing. At most `most` at once.

    `on_way`: as in `arriving`.
    """
    if per_minute == 0:
        return Room(most, None, ())
    # What lies in the future was written before the clock was put back: it would hold up everything till then.
    recent = tuple(sorted(at for at in spent if at in on_way or -timedelta(seconds=1) < now - at < MINUTE))
    arrived = arriving(recent, now, on_way)
    in_minute = per_minute - len(recent)
    at_once, breath = _burst(arrived, now, per_minute)
    left = min(in_minute, at_once)
    if left > 0:
        return Room(min(left, most), None, recent)
    minute_ends = now if in_minute > 0 else arrived[len(arrived) - per_minute] + MINUTE
    return Room(0, max(minute_ends, breath), recent)


def _burst(arrived: Sequence[datetime], now: datetime, per_minute: int) -> tuple[int, datetime]:
    """A bucket of BURST that fills by one a second (faster where more than 60 a minute are allowed)."""
    rate = max(1.0, per_minute / 60)
    level, last = float(BURST), now - MINUTE
    for at in (*arrived, now):
        level = min(BURST, level + max(0.0, (at - last).total_seconds()) * rate) - 1
        last = at
    left = level + 1  # the last one was not spent, only asked for
    return int(left + 1e-6), now + timedelta(seconds=max(0.0, 1 - left) / rate)
