"""Bots Long Poll: a numbered history for each community, kept while it lasts (facts/vk.md, section 1)."""

import asyncio
import re
import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.vk.changes import Changes
from sandbox.vk.events import KNOWN, Event

LONGEST_WAIT = 90
USUAL_WAIT = 25
NUMBER = re.compile(r"\d{1,18}")

Answer = dict[str, object]


@dataclass(eq=False)
class Channel:
    """One community's long poll. `last` numbers the newest event; those up to `lost` are forgotten."""

    group_id: int
    history: deque[tuple[int, object]]
    last: int
    lost: int
    enabled: bool = True
    api_version: str = "5.199"
    events: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(KNOWN, True))
    key: str = field(default_factory=lambda: secrets.token_hex(20))
    again: int = 0

    def push(self, raw: object) -> None:
        self.last += 1
        if len(self.history) == self.history.maxlen:
            self.lost = self.history[0][0]
        self.history.append((self.last, raw))

    def since(self, ts: int) -> list[object]:
        return [raw for number, raw in self.history if number > ts]

    def forget(self) -> None:
        self.history.clear()
        self.lost = self.last


class LongPoll:
    """The server side of act=a_check.

    `numeric_ts`: ts as a JSON number instead of a string; both occur. `polls` counts requests, `waiting` those held now.
    """

    def __init__(self, changes: Changes, history: int, first_ts: int) -> None:
        self.changes = changes
        self.numeric_ts = False
        self.polls = 0
        self.waiting = 0
        self._history = history
        self._first_ts = first_ts
        self._channels: dict[int, Channel] = {}
        self._failures: list[tuple[int, int | None]] = []

    def open(self, group_id: int, *, enabled: bool) -> Channel:
        """A community begins: with every event on, or as VK makes it, with everything off."""
        channel = Channel(group_id, deque(maxlen=self._history), self._first_ts, self._first_ts, enabled)
        if not enabled:
            channel.events = dict.fromkeys(KNOWN, False)
        self._channels[group_id] = channel
        return channel

    def channel(self, group_id: int) -> Channel:
        return self._channels[group_id]

    def take(self, event: Event) -> None:
        """An event of the outside: kept if the settings ask for it, else it never was."""
        channel = self._channels[event.group_id]
        if channel.enabled and channel.events.get(event.type):
            channel.push(event.envelope(channel.api_version))

    def push_raw(self, raw: object, group_id: int | None = None) -> None:
        """Put anything at all into the history, past every setting."""
        for channel in self._chosen(group_id):
            channel.push(raw)
        self.changes.mark()

    def fail_next(self, code: int, group_id: int | None = None) -> None:
        """The next answer, also to a poll that waits already, is `failed: code`.

        1 forgets the history first; 2 and 3 change the key. Several calls queue up.
        """
        self._failures.append((code, group_id))
        self.changes.mark()

    def forget_history(self, group_id: int | None = None) -> None:
        """What was not fetched is gone: an older ts gets `failed: 1` and the new ts."""
        for channel in self._chosen(group_id):
            channel.forget()
        self.changes.mark()

    def rotate_key(self, group_id: int | None = None) -> None:
        """The key expires: `failed: 2` until it is fetched anew."""
        for channel in self._chosen(group_id):
            channel.key = secrets.token_hex(20)
        self.changes.mark()

    def resend(self, count: int, group_id: int | None = None) -> None:
        """The next answer begins with the `count` events before its ts once more."""
        for channel in self._chosen(group_id):
            channel.again = count
        self.changes.mark()

    def ts(self, channel: Channel) -> int | str:
        return channel.last if self.numeric_ts else str(channel.last)

    async def check(self, group_id: int, params: Mapping[str, str]) -> Answer:
        """One poll: answers at once when there is something to say, else after `wait` seconds."""
        self.polls += 1
        channel = self._channels[group_id]
        loop = asyncio.get_running_loop()
        until = loop.time() + _wait(params.get("wait", ""))
        self._hold(+1)
        try:
            while (answer := self._answer(channel, params)) is None:
                if not await self.changes.next(until - loop.time()) and loop.time() >= until:
                    return {"ts": self.ts(channel), "updates": []}
            return answer
        finally:
            self._hold(-1)

    def _hold(self, polls: int) -> None:
        self.waiting += polls
        self.changes.mark()

    def _answer(self, channel: Channel, params: Mapping[str, str]) -> Answer | None:
        """None: nothing to say yet."""
        if (failed := self._failure(channel)) is not None:
            return failed
        if params.get("key") != channel.key or not channel.enabled:
            return {"failed": 2}
        ts = params.get("ts", "")
        if not NUMBER.fullmatch(ts) or not channel.lost <= int(ts) <= channel.last:
            return {"failed": 1, "ts": self.ts(channel)}
        updates = channel.since(int(ts) - channel.again)
        channel.again = 0
        return {"ts": self.ts(channel), "updates": updates} if updates else None

    def _failure(self, channel: Channel) -> Answer | None:
        due = next((each for each in self._failures if each[1] in (None, channel.group_id)), None)
        if due is None:
            return None
        self._failures.remove(due)
        match due[0]:
            case 1:
                channel.forget()
                return {"failed": 1, "ts": self.ts(channel)}
            case 4:
                return {"failed": 4, "min_version": 0, "max_version": 3}
            case code:
                channel.key = secrets.token_hex(20)
                return {"failed": code}

    def _chosen(self, group_id: int | None) -> list[Channel]:
        return list(self._channels.values()) if group_id is None else [self._channels[group_id]]


def _wait(text: str) -> int:
    """Seconds, at most 90 (VK's documentation advises 25)."""
    return min(int(text), LONGEST_WAIT) if NUMBER.fullmatch(text) else USUAL_WAIT
