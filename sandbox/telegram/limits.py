"""Rate limits: how much a bot may send, and what a breach costs.

Official are only the FAQ's numbers: 20 messages a minute in one group, about one a second in one chat with short
bursts tolerated, about 30 a second overall. Edits share the send budget and creating a topic counts as a send
(facts/telegram.md, section 1). Answers to callback queries are free. What reactions, deletes, pins, chat actions
and ephemeral messages cost is not known; here they are free.
"""

import math
from collections import deque
from dataclasses import dataclass

COUNTED = frozenset(
    {
        "sendmessage",
        "sendrichmessage",
        "sendphoto",
        "senddocument",
        "sendvoice",
        "sendmediagroup",
        "editmessagetext",
        "editmessagecaption",
        "editmessagereplymarkup",
        "createforumtopic",
    }
)


@dataclass
class Limits:
    """None switches a limit off. `chat_burst` is how many may go at once before one a second holds."""

    group_per_minute: int | None = 20
    chat_per_second: float | None = 1.0
    chat_burst: int = 10
    overall_per_second: int | None = 30

    @classmethod
    def off(cls) -> "Limits":
        return cls(group_per_minute=None, chat_per_second=None, overall_per_second=None)


class Window:
    """At most `size` events in any `seconds`."""

    def __init__(self, size: int, seconds: float) -> None:
        self.size, self.seconds = size, seconds
        self.times: deque[float] = deque()

    def wait(self, now: float, messages: int = 1) -> float:
        """Seconds until so many more are allowed; 0 if they are now. More than the size at once wait for an empty one."""
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        excess = min(len(self.times) + messages - self.size, len(self.times))
        return 0.0 if excess <= 0 else self.times[excess - 1] + self.seconds - now

    def spend(self, now: float) -> None:
        self.times.append(now)


class Bucket:
    """`burst` at once, refilled at `rate` a second."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self.level, self.at = float(burst), 0.0

    def wait(self, now: float, messages: int = 1) -> float:
        self.level = min(float(self.burst), self.level + max(0.0, now - self.at) * self.rate)
        self.at = now
        needed = min(messages, self.burst)
        return 0.0 if self.level >= needed else (needed - self.level) / self.rate

    def spend(self, _now: float) -> None:
        self.level -= 1


class Meter:
    """Counts what was sent. `limits` may be changed at any time by replacing its fields."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._windows: dict[tuple[str, int], Window] = {}
        self._buckets: dict[int, Bucket] = {}

    def charge(self, chat_id: int, *, is_group: bool, now: float, messages: int = 1) -> int:
        """0 and counted, or the seconds to wait and not counted."""
        gauges = self._gauges(chat_id, is_group)
        wait = max((gauge.wait(now, messages) for gauge in gauges), default=0.0)
        if wait > 0:
            return max(1, math.ceil(wait))
        for gauge in gauges:
            for _ in range(messages):
                gauge.spend(now)
        return 0

    def _gauges(self, chat_id: int, is_group: bool) -> list[Window | Bucket]:
        limits = self.limits
        gauges: list[Window | Bucket] = []
        if limits.group_per_minute is not None and is_group:
            gauges.append(self._window("group", chat_id, limits.group_per_minute, 60.0))
        if limits.overall_per_second is not None:
            gauges.append(self._window("overall", 0, limits.overall_per_second, 1.0))
        if limits.chat_per_second is not None:
            bucket = self._buckets.setdefault(chat_id, Bucket(limits.chat_per_second, limits.chat_burst))
            bucket.rate, bucket.burst = limits.chat_per_second, limits.chat_burst
            gauges.append(bucket)
        return gauges

    def _window(self, name: str, chat_id: int, size: int, seconds: float) -> Window:
        window = self._windows.setdefault((name, chat_id), Window(size, seconds))
        window.size = size
        return window

    def reset(self) -> None:
        self._windows.clear()
        self._buckets.clear()
