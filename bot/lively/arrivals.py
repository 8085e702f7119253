"""When customers write, and about what: weekdays, hours, a tag that rises, one day on which everything goes wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_DAY = 46
"""Cases of a working day; of a day off half as many."""
BY_HOUR = (2, 1, 1, 0, 0, 1, 3, 8, 16, 26, 34, 36, 32, 28, 27, 29, 30, 28, 26, 30, 24, 15, 9, 5)
"""How often somebody writes at each hour of the day."""
TOPICS = {
    "question": 34,
    "problem": 20,
    "delivery": 15,
    "complaint": 10,
    "praise": 9,
    "suggestion": 4,
    "spam": 5,
}
KINDS = {"comment": 52, "message": 36, "post": 7, "mention": 5}
CRISIS = 5
"""So many times the usual."""


@dataclass(frozen=True, slots=True)
class Arrival:
    at: datetime
    topic: str
    kind: str
    crisis: bool


def arrivals(
    chance: random.Random, now: datetime, zone: ZoneInfo, days: int, crisis: date
) -> Iterator[Arrival]:
    """In their order, of so many days up to `now`."""
    today = now.astimezone(zone).date()
    found = []
    for back in range(days - 1, -1, -1):
        day = today - timedelta(days=back)
        usual = A_DAY * (0.5 if day.weekday() >= 5 else 1.0) * (1.15 if day.weekday() == 0 else 1.0)
        share = 1 - back / days
        for _ in range(round(usual * chance.uniform(0.82, 1.18))):
            xxl = 0.02 + 0.22 * share**3
            topic = "xxl" if chance.random() < xxl else _one(chance, TOPICS)
            found.append(Arrival(_moment(chance, day, zone), topic, _one(chance, KINDS), day == crisis))
        if day == crisis:
            late = {"delivery": 80, "complaint": 14, "problem": 6}
            found += [
                Arrival(_moment(chance, day, zone), _one(chance, late), _one(chance, KINDS), crisis=True)
                for _ in range(round(usual * (CRISIS - 1)))
            ]
    yield from sorted((one for one in found if one.at <= now), key=lambda one: one.at)


def _moment(chance: random.Random, day: date, zone: ZoneInfo) -> datetime:
    hour = chance.choices(range(24), BY_HOUR)[0]
    wall = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), zone)
    return wall.astimezone(UTC)


def _one(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
