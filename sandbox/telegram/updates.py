"""The queue of updates: sequential ids, confirmation by offset, expiry.

Updates are kept 24 hours, callback queries 150 seconds (facts/telegram.md, section 4). Types that the bot did not
ask for are dropped when they happen, not when they are fetched.
"""

import itertools
from dataclasses import dataclass

from .model import Json

DAY = 24 * 3600.0
CALLBACK_LIFETIME = 150.0
BY_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "chat_join_request",
        "inline_query",
        "chosen_inline_result",
        "channel_post",
        "edited_channel_post",
    }
)
FUTURE = 10
"""An offset further beyond the end of the queue than this is ignored (tdlib's TQueue)."""


@dataclass(eq=False)
class Update:
    update_id: int
    kind: str
    payload: Json
    expires: float

    def json(self) -> Json:
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    """`history` keeps every update ever made, for `redeliver`."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.next_id = first_id
        self.pending: list[Update] = []
        self.again: list[Update] = []
        self.history: list[Update] = []
        self.allowed: frozenset[str] = KINDS - BY_REQUEST
        self.allowed_given: list[str] | None = None

    def allow(self, kinds: object) -> None:
        """Remember `allowed_updates`; an empty list means the default, what is no list changes nothing."""
        if not isinstance(kinds, list):
            return
        named = [kind for kind in kinds if isinstance(kind, str) and kind in KINDS]
        self.allowed = frozenset(named) or KINDS - BY_REQUEST
        self.allowed_given = named or None

    def push(self, kind: str, payload: Json, now: float) -> Update | None:
        """A new update, or None when the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        lifetime = CALLBACK_LIFETIME if kind == "callback_query" else DAY
        update = Update(self.next_id, kind, payload, now + lifetime)
        self.next_id += 1
        self.pending.append(update)
        self.history.append(update)
        return update

    def jump(self, by: int = 1_000_000) -> int:
        """The next update_id leaps, as it may after an idle week. Returns it."""
        self.next_id += by
        return self.next_id

    def redeliver(self, update_id: int | None = None) -> Update:
        """Deliver an update (by default the last one) once more, confirmed or not."""
        known = [each for each in self.history if update_id in (None, each.update_id)]
        if not known:
            raise LookupError(f"no update {update_id}; known: {[each.update_id for each in self.history]}")
        self.again.append(known[-1])
        return known[-1]

    def fetch(self, offset: int, limit: int, now: float) -> list[Update]:
        """Confirm what is below `offset` and return what follows."""
        self.expire(now)
        if offset < 0:
            self.pending = self.pending[offset:]
        elif 0 < offset <= self.next_id + FUTURE:
            self.pending = [each for each in self.pending if each.update_id >= offset]
        repeated, self.again = self.again[:limit], self.again[limit:]
        fresh = itertools.islice(
            (each for each in self.pending if each not in repeated), limit - len(repeated)
        )
        return sorted([*repeated, *fresh], key=lambda each: each.update_id)

    def expire(self, now: float) -> None:
        self.pending = [each for each in self.pending if each.expires > now]

    def done(self, update: Update) -> None:
        """A webhook took it."""
        if update in self.again:
            self.again.remove(update)
        elif update in self.pending:
            self.pending.remove(update)

    def clear(self) -> None:
        self.pending, self.again = [], []
