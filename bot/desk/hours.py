"""When the desk works: a week, days that are not as their weekday, public holidays. Working time between two moments.

A week is kept as `{"mon": [["09:00", "18:00"]], …}`; a weekday that is not in it is closed, `24:00` is the end of the day,
and a span that ends no later than it begins ends on the next day. Spans are the wall clock's; working time is counted as it
passes, so a night in which the clocks are changed is an hour longer or shorter.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Week = Mapping[str, Sequence[Sequence[str]]]
Span = tuple[int, int]
"""Minutes after midnight; an end over 1440 is on the next day."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
FURTHEST = 800
"""So many days are looked through for one that is open, or for one that closes: hours that do neither within them count
for always closed, or for never closing.
"""


@dataclass(frozen=True, slots=True)
class Hours:
    """`week` None: always open, whatever the holidays are."""

    zone: ZoneInfo
    week: Sequence[Sequence[Span]] | None = None
    """Monday first."""
    exceptions: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    holidays: Container[date] = frozenset()

    def spans(self, day: date) -> Sequence[Span]:
        """What an exception says, else none on a holiday, else the weekday's."""
        if day in self.exceptions:
            return self.exceptions[day]
        return () if day in self.holidays or self.week is None else self.week[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        return self.week is None or any(begin <= at < end for begin, end in self._around(at))

    def opens_at(self, at: datetime) -> datetime | None:
        """When it opens next after `at`, which is closed; `at` itself when it is open. None: never."""
        if self.is_open(at):
            return at
        return next((begin for begin, _ in self._from(at) if begin > at), None)

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes next, if it is open at `at`; spans that touch are one. None: it is closed, or never closes."""
        if self.week is None or not self.is_open(at):
            return None
        until, furthest = at, at + FURTHEST * DAY
        for begin, end in self._from(at):
            if begin > until:
                return until
            until = max(until, end)
            if until > furthest:
                return None
        return until

    def open_since(self, at: datetime) -> datetime | None:
        """When it opened, if it is open at `at`; spans that touch are one. None: it is closed, or always was open."""
        if self.week is None or not self.is_open(at):
            return None
        since, furthest = at, at - FURTHEST * DAY
        while since > furthest:
            begin = min((begin for begin, end in self._around(since) if begin <= since <= end), default=since)
            if begin == since:
                return since
            since = begin
        return None

    def closed_since(self, at: datetime) -> datetime | None:
        """When the closed time began that `at` is in; None: it is open then, or was never open before."""
        if self.is_open(at):
            return None
        day, latest = at.astimezone(self.zone).date(), None
        for back in range(FURTHEST):
            ends = [end for _, end in self._of(day - back * DAY) if end <= at]
            if latest is not None:
                return max(
                    (latest, *ends)
                )  # a night's span of the day before may end later than this day's own
            latest = max(ends, default=None)
        return latest

    def add(self, start: datetime, working: timedelta) -> datetime | None:
        """The moment by which `working` has passed of working time since `start`. None: there is never so much."""
        start, left = start.astimezone(UTC), working
        if self.week is None:
            return start + working
        for begin, end in self._from(start):
            begin = max(begin, start)
            if end > begin and end - begin >= left:
                return begin + left
            left -= max(end - begin, timedelta())
        return None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time there is from `start` to `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if self.week is None:
            return end - start
        spent = timedelta()
        for opens, closes in self._from(start):
            if opens >= end:
                break
            spent += max(min(closes, end) - max(opens, start), timedelta())
        return spent

    def _around(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = at.astimezone(self.zone).date()
        for one in (day - DAY, day):
            yield from self._of(one)

    def _from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open stretches that end after `start`, in order, none of them overlapping, until a long time passes without."""
        day, idle, covered = start.astimezone(self.zone).date() - DAY, 0, start
        while idle < FURTHEST:
            found = self._of(day)
            for begin, end in found:
                if end > covered:
                    yield max(begin, covered), end
                    covered = end
            idle, day = 0 if found else idle + 1, day + DAY

    def _of(self, day: date) -> list[tuple[datetime, datetime]]:
        """What is left of a span that the clock jumps over is nothing."""
        each = ((self._begins(day, begin), self._ends(day, end)) for begin, end in self.spans(day))
        return sorted((begin, end) for begin, end in each if begin < end)

    def _begins(self, day: date, minutes: int) -> datetime:
        """The first moment at which the clock shows this, or later."""
        first, second = self._moments(_wall(day, minutes))
        return self._jump(second, first) if second < first else first

    def _ends(self, day: date, minutes: int) -> datetime:
        """After the last second at which the clock shows less."""
        first, second = self._moments(_wall(day, minutes) - SECOND)
        return self._jump(second, first) if second < first else second + SECOND

    def _moments(self, wall: datetime) -> tuple[datetime, datetime]:
        """When the clock shows this: twice, once (both are the same), or never (the second is earlier)."""
        there = wall.replace(tzinfo=self.zone)
        return there.astimezone(UTC), there.replace(fold=1).astimezone(UTC)

    def _jump(self, before: datetime, after: datetime) -> datetime:
        """The moment between these two at which the clock is put forward, to the second."""
        offset = before.astimezone(self.zone).utcoffset()
        while after - before > SECOND:
            middle = before + ((after - before) / 2).seconds * SECOND
            if middle.astimezone(self.zone).utcoffset() == offset:
                before = middle
            else:
                after = middle
        return after


def _wall(day: date, minutes: int) -> datetime:
    """What the clock shows so long after midnight; without a zone, so that it can be reckoned with."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def week_of(kept: Week | None) -> tuple[tuple[Span, ...], ...] | None:
    """As `Hours` takes it, from what is kept."""
    return None if kept is None else tuple(spans_of(kept.get(day, ())) for day in DAYS)


def spans_of(kept: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """`[["09:00", "18:00"], …]` → minutes, in order."""
    return tuple(sorted(_span(begin, end) for begin, end in kept))


def _span(begin: str, end: str) -> Span:
    opens, closes = _minutes(begin), _minutes(end)
    return opens, closes if closes > opens else closes + 1440


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
