"""What asks VK again and again, by what VK said before: searches, catching up, looking for what was sent.

It is fed at vk_api, which says something broken each time; no thread and no network are in between.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from vk_api.exceptions import ApiError

from bot import catching_up
from connectors.acting import Order
from connectors.base import Attempt, Deed, Incoming
from connectors.calling import Request, Way
from connectors.errors import ConnectorError, Gone
from connectors.vk import Callback, Purse, Tokens, VkConnector, longpoll
from connectors.vk.values import storable
from storage.models import Cursor
from tests.quick import paced

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=1)
MOST = 700
"""Calls that all of this may cost: none asks for ever, whatever it is told."""
LONGEST_PAUSE = 90 * 25


class Told:
    """In the place of a vk_api session."""

    def __init__(self, answers: Sequence[Any]) -> None:
        self._answers: Iterator[Any] = chain(answers, repeat({}))
        self.calls = 0

    def method(self, method: str, values: Mapping[str, object], *, raw: bool = False) -> Any:
        self.calls += 1
        answer = next(self._answers)
        if isinstance(answer, Mapping) and "error" in answer and not raw:
            raise ApiError(None, method, dict(values), raw, answer["error"])
        if not raw or (isinstance(answer, Mapping) and "response" in answer):
            return answer
        asked = str(values.get("code")).count("API.")
        if isinstance(answer, Mapping) and "execute_errors" in answer:
            return {**answer, "response": [False] * asked}
        return {"response": [answer] * asked}


class AtOnce(Executor):
    """In the place of the threads."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **more))
        return done


@cache
def loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


@cache
def connector() -> VkConnector:
    made = VkConnector(
        group_id=1234,
        tokens=Tokens("vk1.a.community", "service", "vk1.a.admin"),
        purse=Purse(paced),
        now=lambda: NOW,
        words=("nordlicht", "our shop"),
        callback=Callback("s3cret", "https://desk.example/vk/1234"),
        ways=frozenset(Way),
    )
    made._client._threads = AtOnce()  # type: ignore[assignment]
    return made


def told(answers: Any) -> Told:
    said = Told(answers if isinstance(answers, list) else [answers])
    client = connector()._client
    client._sessions = dict.fromkeys(client._sessions, said)
    for shared in client.shared.values():
        shared.resting.clear()
    return said


@asynccontextmanager
async def nothing() -> AsyncIterator[Path]:
    """An upload that cannot be fetched."""
    raise Gone("nothing is there")
    yield Path()


def searches(value: Any) -> None:
    """A cursor that was stored, and what VK answers. The next one can be stored, and is read again."""
    cursor, *answers = value if isinstance(value, list) and value else [value]
    told(answers)
    network = connector()
    known = dict(cursor) if isinstance(cursor, Mapping) else None
    for _ in range(3):
        found = loop().run_until_complete(network.search(known))
        assert 0 <= found.pause <= LONGEST_PAUSE
        assert all(each.sent_at.year < 2101 for each in found.items if isinstance(each, Incoming))
        if found.cursor is not None:
            known = json.loads(json.dumps(storable(found.cursor), allow_nan=False))
            known["next"] = 0


def cursors(value: Any) -> None:
    """A stored place, ours and the connector's, and what VK answers who polls from there."""
    cursor, *answers = value if isinstance(value, list) and value else [value]
    stored = Cursor(account_id=1, value=cursor if isinstance(cursor, dict) else {})
    for at in (catching_up.lost_of(stored), catching_up.open_at(stored)):
        assert at is None or (at if isinstance(at, datetime) else at.since) < datetime.max.replace(tzinfo=UTC)
    told(answers)
    bodies = iter(answers)

    async def check(server: longpoll.Server, ts: str) -> str:
        assert server.url, int(ts)
        return json.dumps(next(bodies, {"failed": 4}))

    ts = longpoll.read_ts((catching_up.place(stored) or {}).get("ts"))
    poller = longpoll.Poller(connector()._client, 1234, check, lambda: 0.0)
    for _ in range(4):
        try:
            news = loop().run_until_complete(poller.news(ts))
        except ConnectorError:
            continue
        connector().read(longpoll.updates_of(news))
        ts = longpoll.read_ts(json.loads(json.dumps({"ts": news.ts}))["ts"])
        assert ts == news.ts


COMMENT = {"kind": "comment", "owner_id": -1234, "post_id": 5, "comment_id": 3, "root_id": 2}
TARGETS = (
    ({"kind": "dialog", "peer_id": 7}, "im-1234_7_9"),
    (COMMENT, "wall-1234_r9"),
    (
        {"kind": "board_post", "owner_id": -1234, "topic_id": 5, "comment_id": 3, "author_id": 7},
        "topic-1234_5_r9",
    ),
)
LINKS = (
    "https://vk.com/wall-1234_5",
    "https://vk.com/wall-1234_5?reply=3&thread=2",
    "https://vk.com/wall-77_5?reply=3",
    "https://vk.com/photo-1234_5?reply=3",
    "https://vk.com/gim1234?sel=7",
)
CONFIRMATION = b'{"type": "confirmation", "group_id": 1234}'
KEYS = ("wall-1234_5", "photo-1234_5", "video-1234_5", "market-1234_5", "topic-1234_5", "wall-1234_r5")


def _wishes(network: VkConnector) -> Iterator[Awaitable[Any]]:
    """All that asks VK, but for its events and files."""
    yield network.start()
    yield network.powers()
    yield network.missed(SINCE)
    for number, (target, key) in enumerate(TARGETS, 1):
        attempt = Attempt(number, target, "Hello", number, "guid")
        yield network.find_sent(attempt, SINCE)
        yield network.send(attempt)
        yield network.act(Order(Deed.DELETE, target, key))
    yield network.counts(KEYS)
    yield from (network.parent(key) for key in KEYS)
    yield from (network.profile(number) for number in ("7", "-7"))
    yield from (network.read_link(link) for link in LINKS)
    yield network.subscribe()
    yield network.subscription()
    yield network.unsubscribe()
    yield network.called(Request(CONFIRMATION))
    yield network.takes_messages(COMMENT | {"author_id": 7})


def readers(answers: Any) -> None:
    """Whatever is asked: an answer that is none is trouble in the connector's own words."""
    said = told(answers)
    for wish in _wishes(connector()):
        try:
            loop().run_until_complete(wish)
        except ConnectorError:
            continue
    assert said.calls < MOST
