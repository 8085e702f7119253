"""How many messages and edits a chat may still take. Pure: what was spent is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Room:
    """`left` may go out now; when it is 0, `again_at` says when the next may."""

    left: int
    again_at: datetime | None
    recent: tuple[datetime, ...]


def room(spent: Sequence[datetime], now: datetime, per_minute: int, most: int = 100) -> Room:
    """A sliding minute. `per_minute` 0: no pacing. Never more than `most` at once."""
    if per_minute == 0:
        return Room(most, None, ())
    recent = tuple(sorted(at for at in spent if now - at < MINUTE))
    left = per_minute - len(recent)
    if left > 0:
        return Room(min(left, most), None, recent)
    return Room(0, recent[len(recent) - per_minute] + MINUTE, recent)
