"""Mentions elsewhere: newsfeed.search for the owner's words, newsfeed.getMentions with an administrator's token.

VK gives 1,000 searches a day to a token, 200 posts each, and no more than the first 1,000 of what it found
(dev.vk.com, newsfeed.search); what is older than those is asked for by `end_time`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from connectors.base import Item, Json, Malformed
from connectors.errors import ConnectorError
from connectors.searching import Cut, Found
from connectors.standing import Notice
from connectors.vk.answers import entries
from connectors.vk.client import Client
from connectors.vk.posts import mention
from connectors.vk.scene import Object, Scene
from connectors.vk.values import Odd, mapping, moment, number, storable, text

SEARCH, MENTIONS = "newsfeed.search", "newsfeed.getMentions"
CALLED = "@"
"""Stands for getMentions among the words."""
EVERY = 90.0
"""Seconds between two calls of one token: 1,000 of them in a day and a little."""
A_DAY = 86_400
"""Seconds. Nobody waits longer for the next look."""
OVERLAP = 900
"""Seconds looked back each time: VK finds a post some time after it was written. What is known comes again."""
PAGE, GIVEN, MOST_CALLS = 200, 1000, 25
"""Posts of a call, posts VK gives of one search, and calls of one look: 5,000 posts."""
PAGE_OF_MENTIONS = 50


@dataclass(slots=True)
class Looked:
    posts: dict[tuple[int, int], Object] = field(default_factory=dict)
    calls: int = 0
    cut: int | None = None
    """Nothing older was given, though there is more."""

    def add(self, page: Sequence[object]) -> bool:
        """Whether anything is new."""
        before = len(self.posts)
        for post in map(mapping, page):
            self.posts.setdefault((number(post.get("owner_id")) or 0, number(post.get("id")) or 0), post)
        return len(self.posts) > before

    @property
    def oldest(self) -> int | None:
        dates = [at for post in self.posts.values() if (at := moment(post.get("date"))) is not None]
        return int(min(dates).timestamp()) if dates else None


class Search:
    """Of one community. `ours`: the numbers of all communities of the program. `clock` in seconds."""

    def __init__(
        self,
        client: Client,
        group_id: int,
        words: Sequence[str],
        ours: Collection[int],
        clock: Callable[[], float],
    ) -> None:
        self._client, self._group_id, self._ours, self._clock = client, group_id, ours, clock
        self.words = tuple(dict.fromkeys(words))
        self.looks: tuple[str, ...] = self.words if client.may(SEARCH) else ()
        if client.may(MENTIONS):
            self.looks += (CALLED,)
        if self.looks and (slot := client.slot_for(SEARCH)) is not None:
            client.shared[slot].searchers += 1

    async def look(self, cursor: Json | None) -> Found:
        """The cursor: by what is looked for, since when, until when it was read, and when it was last asked."""
        now = int(self._clock())
        known = mapping((cursor or {}).get("looks"))
        places = {each: place for each in self.looks if (place := _stored(known.get(each), now)) is not None}
        new = [each for each in self.looks if each not in places]
        if new:  # what was said before anybody wanted to know is nobody's news
            places |= {each: {"from": now, "until": now, "asked": 0} for each in new}
            return Found((), {"looks": places, "next": (cursor or {}).get("next", now + self._every)}, 0.0)
        wait = (number((cursor or {}).get("next")) or 0) - now
        if 0 < wait <= A_DAY:  # what is further ahead was written by a clock that was wrong
            return Found((), None, float(min(wait, self._every * MOST_CALLS)))
        what = min(self.looks, key=lambda each: places[each]["asked"])
        return await self._look(what, places, now)

    def notices(self) -> list[Notice]:
        """What a person has to mend: there are words, and no token that may look for them."""
        return [Notice("vk-search-token")] if self.words and not self._client.may(SEARCH) else []

    @property
    def _every(self) -> int:
        """Communities that share the token share its day."""
        slot = self._client.slot_for(SEARCH)
        return int(EVERY * max(1, self._client.shared[slot].searchers if slot else 1))

    async def _look(self, what: str, places: dict[str, dict[str, int]], now: int) -> Found:
        place = places[what]
        since = max(place["from"], place["until"] - OVERLAP)
        looked, error = Looked(), None
        place["asked"] = now
        try:
            await (self._called(looked, since) if what == CALLED else self._search(what, looked, since))
        except ConnectorError as failed:
            error = failed
        pause = self._every * max(1, looked.calls)
        cursor = {"looks": places, "next": now + pause}
        if error is not None:
            return Found((), cursor, pause, what, error)
        cut = None
        if looked.cut is not None:
            cut = Cut(what, _moment(since), _moment(looked.cut))
        items = self._items(looked, place["until"])
        place["until"] = now
        return Found(items, cursor, pause, what, cut=cut)

    async def _search(self, words: str, looked: Looked, since: int) -> None:
        """Down to `since`. The first 1,000 page by page, then those before the oldest of them in the same way."""
        values: dict[str, object] = {"q": words, "count": PAGE, "start_time": since}
        start, window = "", 0
        while True:
            answer = await self._ask(SEARCH, {**values, "start_from": start or None}, looked)
            page = entries(answer)
            new = looked.add(page)
            window += len(page)
            start = text(mapping(answer).get("next_from")) if page else ""
            if start and new and window < GIVEN:
                more = True
            else:
                total = number(mapping(answer).get("total_count"))
                more = bool(page) and (window >= GIVEN if total is None else window < total)
                if more and not new:
                    looked.cut = looked.oldest
                    return
                values["end_time"], start, window = looked.oldest, "", 0
            if not more:
                return
            if looked.calls >= MOST_CALLS:
                looked.cut = looked.oldest
                return

    async def _called(self, looked: Looked, since: int) -> None:
        values = {"owner_id": -self._group_id, "count": PAGE_OF_MENTIONS, "start_time": since}
        while True:
            answer = await self._ask(MENTIONS, {**values, "offset": looked.calls * PAGE_OF_MENTIONS}, looked)
            page = entries(answer)
            looked.add(page)
            if not page or looked.calls * PAGE_OF_MENTIONS >= (number(mapping(answer).get("count")) or 0):
                return
            if looked.calls >= MOST_CALLS:
                looked.cut = looked.oldest
                return

    async def _ask(self, method: str, values: Mapping[str, object], looked: Looked) -> object:
        given = {name: value for name, value in values.items() if value is not None}
        answer = await self._client.call(method, given)
        looked.calls += 1
        return answer

    def _items(self, looked: Looked, before: int) -> list[Item]:
        """Oldest first, without what our own communities say or what stands on their walls: events tell of that."""
        scene = Scene(self._group_id, _moment(int(self._clock())))
        items: list[Item] = []
        for post in sorted(looked.posts.values(), key=lambda each: number(each.get("date")) or 0):
            ours = {-number_ for number_ in self._ours}
            if number(post.get("owner_id")) in ours or number(post.get("from_id")) in ours:
                continue
            raw = storable(post)
            try:
                items += mention(raw, scene)
            except Odd as odd:
                # Looked at more than once, it is kept once.
                if (number(post.get("date")) or before) >= before:
                    items.append(Malformed(raw, f"mention: {odd}"))
        return items


def _stored(place: object, now: int) -> dict[str, int] | None:
    """Of one that is looked for. None: it cannot be read, and is looked for as if it were new."""
    told = mapping(place)
    until = number(told.get("until"))
    if until is None or until < 0:
        return None
    begun = number(told.get("from"))
    since = until if begun is None or begun < 0 else begun
    return {"from": min(since, now), "until": min(until, now), "asked": number(told.get("asked")) or 0}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
