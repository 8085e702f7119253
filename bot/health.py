"""How the parts of the program are, in words. Parts report; `readiness` is what may be shown of it. No clock, no I/O."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

PATIENCE = timedelta(minutes=2)
"""Four long polls of 25 s and a little: a part that beats is taken for well that long after its last beat."""
OK = "ok"
NOT_STARTED = "not started yet"
STANDING_BY = "standing by"
STOPPING = "stopping"
DATABASE = "database"
OURSELVES = "otklik"


@dataclass(frozen=True, slots=True)
class _Report:
    words: str
    well: bool
    beat_at: datetime | None = None
    patience: timedelta = PATIENCE


@dataclass(frozen=True, slots=True)
class Part:
    """One line of readiness: `vk 1234: no answer for 3 min`."""

    name: str
    well: bool
    words: str

    def __str__(self) -> str:
        return f"{self.name.replace(':', ' ', 1)}: {self.words}"


@dataclass(frozen=True, slots=True)
class Readiness:
    parts: tuple[Part, ...]

    @property
    def ready(self) -> bool:
        return all(part.well for part in self.parts)


class Health:
    """Parts are named `database`, `telegram`, `vk:1234`. The last word of a part counts."""

    def __init__(self) -> None:
        self._reports: dict[str, _Report] = {}
        self._standing_by: set[str] = set()

    def expect(self, part: str) -> None:
        """It belongs to the program, and is not well until it says so."""
        self._reports.setdefault(part, _Report(NOT_STARTED, well=False))

    def reached(self, part: str, now: datetime) -> None:
        """Well at `now` by what another part saw: what it says itself counts more."""
        if part in self._reports and self._reports[part].words == NOT_STARTED:
            self.beat(part, now)

    def stand_by(self, part: str) -> None:
        """Another process does it: that is well, and whatever else is said of it here is out of date."""
        self._reports[part] = _Report(STANDING_BY, well=True)
        self._standing_by.add(part)

    def take_over(self, part: str) -> None:
        """From now on this process does it, and is expected to say how it goes."""
        self._standing_by.discard(part)
        self._reports[part] = _Report(NOT_STARTED, well=False)

    def stop(self) -> None:
        """The program is about to end: nothing new should be sent to it."""
        self.bad(OURSELVES, STOPPING)

    def ok(self, part: str) -> None:
        """Well, until something else is said."""
        self._say(part, _Report(OK, well=True))

    def bad(self, part: str, words: str) -> None:
        """Not well. `words`: what is wrong, for whoever runs the desk; one line, no secrets."""
        self._say(part, _Report(" ".join(words.split()), well=False))

    def beat(self, part: str, now: datetime, patience: timedelta = PATIENCE) -> None:
        """Well at `now`, and expected to say so again within `patience`."""
        self._say(part, _Report(OK, well=True, beat_at=now, patience=patience))

    def forget(self, part: str) -> None:
        """It no longer belongs to the program."""
        self._reports.pop(part, None)

    def readiness(self, now: datetime, only: Container[str] | None = None) -> Readiness:
        """Every part by name (of `only`), those that have been silent for too long with how long."""
        reports = sorted(self._reports.items())
        return Readiness(
            tuple(_seen(name, report, now) for name, report in reports if only is None or name in only)
        )

    def _say(self, part: str, report: _Report) -> None:
        if part not in self._standing_by:
            self._reports[part] = report


def _seen(name: str, report: _Report, now: datetime) -> Part:
    if report.beat_at is not None and now - report.beat_at > report.patience:
        return Part(name, well=False, words=f"no answer for {_lasted(now - report.beat_at)}")
    return Part(name, report.well, report.words)


def _lasted(passed: timedelta) -> str:
    seconds = int(passed.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
