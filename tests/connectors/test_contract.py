"""The contract of connectors/base.py, kept by every connector there is in connectors/, and by one of a network on paper."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import pkgutil
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import connectors
from connectors.acting import Acts, Order
from connectors.base import (
    AttachmentKind,
    Attempt,
    Batch,
    Connector,
    Deed,
    Echo,
    Incoming,
    Json,
    Kind,
    Profile,
    ReadsParents,
    ReadsProfiles,
    Reconciles,
    Sent,
    Upload,
    WritesPrivately,
    text_length,
)
from connectors.errors import (
    Duplicate,
    FileGone,
    FileRefused,
    OutcomeUnknown,
    Permanent,
    PolicyRefused,
    Rule,
    TooLong,
)
from connectors.reading import ReadsLinks
from sandbox.telegram.files import png
from tests.connectors.paper import PaperConnector
from tests.connectors.stages import STAGES, Stage, Way

MEMBERS = {name for name in vars(Connector) if not name.startswith("_")}
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def connector_classes() -> Iterator[type]:
    """Every class in connectors/ that has what a connector has."""
    for module in pkgutil.walk_packages(connectors.__path__, "connectors."):
        for thing in vars(importlib.import_module(module.name)).values():
            here = inspect.isclass(thing) and thing.__module__ == module.name and thing is not Connector
            if here and all(hasattr(thing, name) for name in MEMBERS):
                yield thing


CLASSES = [*connector_classes(), PaperConnector]


@dataclass
class Play:
    """A stage, its connectors, and polling as the desk does it."""

    stage: Stage
    connector: Connector
    cursor: Json | None = None
    opened: list[Connector] = field(default_factory=list)

    async def batch(self) -> Batch:
        batch = await self.connector.poll(self.cursor)
        self.cursor = None if batch.cursor is None else json.loads(json.dumps(batch.cursor))
        return batch

    async def next(self) -> list[object]:
        while not (items := (await self.batch()).items):
            pass
        return list(items)

    async def incoming(self, way: Way, text: str) -> Incoming:
        self.stage.write(way, text)
        found = [item for item in await self.next() if isinstance(item, Incoming)]
        assert [item.text for item in found] == [text]
        return found[0]

    def restart(self) -> None:
        self.connector = self.stage.connect()
        self.opened.append(self.connector)


@pytest.fixture(params=CLASSES, ids=lambda each: each.__name__)
async def play(request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    assert request.param in STAGES, f"{request.param.__name__} has no stage in tests/connectors/stages.py"
    async with STAGES[request.param]() as stage:
        play = Play(stage, stage.connect())
        play.opened.append(play.connector)
        await play.batch()
        yield play
        for connector in play.opened:
            await connector.close()


def attempt(item: Incoming, text: str = "Уже едет") -> Attempt:
    """As it comes out of the database: the target has been JSON. The same words to the same item are one attempt."""
    mark = zlib.crc32(f"{item.key} {text}".encode()) % 2**31 or 1
    return Attempt(1, json.loads(json.dumps(item.target)), text, mark, f"otklik-{mark}")


def test_there_is_something_to_check() -> None:
    assert set(CLASSES) == set(STAGES)


async def test_the_account_says_who_it_is(play: Play) -> None:
    assert play.connector.network
    assert play.connector.account_id
    profile = await play.connector.start()
    assert isinstance(profile, Profile)
    assert profile.name
    assert profile.url


async def test_what_customers_write_comes_in(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, f"как {way}")
        assert (item.kind, item.sent_at.tzinfo) == (way[0], UTC)
        assert (None if item.parent is None else item.parent.kind) == way[1]
        assert item.key
        assert item.thread_key
        assert item.author.external_id


async def test_a_place_that_was_kept_brings_the_same_again(play: Play) -> None:
    before, item = play.cursor, await play.incoming(play.stage.ways[0], "Где?")
    play.restart()
    play.cursor = before
    [again] = await play.next()
    assert isinstance(again, Incoming)
    assert (again.key, again.thread_key, again.target) == (item.key, item.thread_key, item.target)


async def test_an_answer_goes_out_and_its_echo_has_its_key(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        sent = await play.connector.send(attempt(item))
        [echo] = await play.next()
        assert isinstance(echo, Echo)
        kind = Kind.MESSAGE if item.kind is Kind.MESSAGE else Kind.COMMENT
        assert (echo.key, echo.kind, echo.thread_key) == (sent.key, kind, item.thread_key)
        assert echo.text == "Уже едет"
        assert echo.key != item.key


async def test_the_same_attempt_again_is_no_second_answer(play: Play) -> None:
    item = await play.incoming(play.stage.ways[0], "Где?")
    first = await play.connector.send(attempt(item))
    try:
        second = await play.connector.send(attempt(item))
    except Duplicate as duplicate:
        second = duplicate.sent
    assert second == first
    assert play.stage.answers() == ["Уже едет"]


async def test_capabilities_hold_to_the_last_character(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        reply = play.connector.capabilities(item.target, NOW).reply
        assert reply.supported
        assert reply.max_length
        text = "ы" * reply.max_length
        while text_length(text, reply.unit) > reply.max_length:
            text = text[:-1]
        with pytest.raises(TooLong) as caught:
            await play.connector.send(attempt(item, text + "ы"))
        assert caught.value.limit == reply.max_length
        assert isinstance(await play.connector.send(attempt(item, text)), Sent)
        await play.next()


async def test_a_target_it_never_made(play: Play) -> None:
    reply = play.connector.capabilities({"kind": "no such thing"}, NOW).reply
    assert not reply.supported
    assert reply.reason
    with pytest.raises(Permanent):
        await play.connector.send(Attempt(1, {"kind": "no such thing"}, "x", 77, "otklik-1"))


@asynccontextmanager
async def on_disk(content: bytes) -> AsyncIterator[Path]:
    with TemporaryDirectory() as place:
        path = Path(place) / "file"
        path.write_bytes(content)
        yield path


CONTENTS = {
    AttachmentKind.PHOTO: ("photo.png", png(20, 10)),
    AttachmentKind.DOCUMENT: ("цены.pdf", b"%PDF-1.7"),
    AttachmentKind.VIDEO: ("video.mp4", b"moving"),
    AttachmentKind.VOICE: ("voice.ogg", b"OggS words"),
}


def upload_of(kind: AttachmentKind) -> Upload:
    name, content = CONTENTS[kind]
    return Upload(kind, name, partial(on_disk, content), size=len(content))


async def test_what_can_be_attached_is_attached_without_words_too(play: Play) -> None:
    for place, way in enumerate(play.stage.ways):
        item = await play.incoming(way, "Где?")
        able = play.connector.capabilities(item.target, NOW).files
        assert not able.kinds & able.instead.keys()
        assert set(able.instead.values()) <= able.kinds
        assert all(kind in able.reasons for kind in set(CONTENTS) - able.kinds)
        for kind in sorted(set(CONTENTS) - able.kinds):
            refused = replace(attempt(item, ""), attachments=[upload_of(kind)], random_id=8, guid="refused")
            with pytest.raises(FileRefused):
                await play.connector.send(refused)
        for number, kind in enumerate(sorted(able.kinds)):
            file = upload_of(kind)
            assert (able.largest(kind) or len(CONTENTS[kind][1])) >= len(CONTENTS[kind][1])
            sending = replace(
                attempt(item, ""),
                attachments=[file] * able.most,
                random_id=90 + 10 * place + number,
                guid=f"{way} {kind}",
            )
            began = datetime.now(UTC)
            sent = await play.connector.send(sending)
            [echo] = await play.next()
            assert isinstance(echo, Echo)
            assert (echo.key, echo.text, len(echo.attachments)) == (sent.key, "", able.most)
            if isinstance(play.connector, Reconciles):
                assert await play.connector.find_sent(sending, began) == sent
                other = replace(sending, attachments=[file] * (able.most + 1), random_id=7, guid="other")
                assert await play.connector.find_sent(other, began) is None
            with pytest.raises(FileRefused):
                await play.connector.send(other)


async def test_a_file_that_is_gone_publishes_nothing(play: Play) -> None:
    @asynccontextmanager
    async def gone() -> AsyncIterator[Path]:
        raise FileGone("gone")
        yield Path()

    item = await play.incoming(play.stage.ways[0], "Где?")
    kind = min(play.connector.capabilities(item.target, NOW).files.kinds)
    file = Upload(kind, "a.txt", gone)
    with pytest.raises(FileGone):
        await play.connector.send(replace(attempt(item), attachments=[file]))
    assert play.stage.answers() == []


async def test_an_answer_lost_on_its_way_back_is_never_taken_for_a_failure(play: Play) -> None:
    for way in play.stage.ways:
        item, began = await play.incoming(way, "Где?"), datetime.now(UTC)
        play.stage.lose_next_answer()
        with pytest.raises(OutcomeUnknown):
            await play.connector.send(attempt(item, f"как {way}"))
        [echo] = await play.next()
        assert isinstance(echo, Echo)
        if isinstance(play.connector, Reconciles):
            found = await play.connector.find_sent(attempt(item, f"как {way}"), began)
            assert found is not None
            assert found.key == echo.key
            never = Attempt(2, item.target, "никогда", 78, "otklik-2")
            assert await play.connector.find_sent(never, began) is None


async def test_what_ends_some_day_says_so_before_and_why_after(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        now = datetime.now(UTC)
        able = play.connector.capabilities(item.target, now)
        for one, of in ((able.reply, "reply"), (able.private, "private")):
            if not one.supported or one.expires_at is None:
                continue
            assert one.expires_at > now
            then = getattr(play.connector.capabilities(item.target, one.expires_at), of)
            assert (then.supported, bool(then.reason)) == (False, True)


async def test_what_can_be_done_only_so_often_is_refused_in_words_after(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        able = play.connector.capabilities(item.target, datetime.now(UTC)).private
        if able.uses is None or not isinstance(play.connector, WritesPrivately):
            continue
        there = play.connector.privately(json.loads(json.dumps(item.target)))
        for number in range(able.uses):
            words = f"лично {number}"
            sending = replace(attempt(item, words), target=there.target, random_id=9000 + number, guid=words)
            await play.connector.send(sending)
            await play.next()
        with pytest.raises(PolicyRefused) as caught:
            await play.connector.send(replace(sending, random_id=9900, guid="once more"))
        assert caught.value.rule is Rule.ONCE_ONLY


async def test_an_answer_that_takes_anothers_place_says_whose(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        able = play.connector.capabilities(item.target, NOW).reply
        first, second = [await play.connector.send(attempt(item, f"{way} {words}")) for words in ("a", "b")]
        assert first.replaced is None
        assert second.replaced == (first.key if able.replaces else None)
        await play.next()
        left = [one for one in play.stage.answers() if one.startswith(f"{way} ")]
        assert left == [f"{way} b"] if able.replaces else [f"{way} a", f"{way} b"]


HARMLESS = ((Deed.LIKE, Deed.UNLIKE), (Deed.READ,), (Deed.HIDE, Deed.RESTORE), (Deed.BAN, Deed.LIFT))
"""What can be done, and what brings it back."""


async def test_a_deed_may_be_done_twice_and_one_that_makes_no_sense_is_refused(play: Play) -> None:
    if not isinstance(play.connector, Acts):
        return
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        able = play.connector.capabilities(item.target, NOW).deeds
        person = item.author.external_id
        for deed in (deed for pair in HARMLESS for deed in pair):
            order = Order(deed, json.loads(json.dumps(item.target)), person=person)
            if deed in able:
                assert able[deed].supported, "with every token there is"
                await play.connector.act(order)
                await play.connector.act(order)
            else:
                with pytest.raises(Permanent):
                    await play.connector.act(order)


async def test_what_is_read_by_its_address_is_what_was_heard(play: Play) -> None:
    if not isinstance(play.connector, ReadsLinks):
        return
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        assert item.url is not None
        assert play.connector.whose(item.url) is not None
        read = await play.connector.read_link(item.url)
        again = next(one for one in read if one.key == item.key)
        known = (item.kind, item.thread_key, item.target, item.text, item.author.external_id, item.sent_at)
        assert known == (
            again.kind,
            again.thread_key,
            again.target,
            again.text,
            again.author.external_id,
            again.sent_at,
        )
    for odd in ("https://example.com/wall-1_2", "not an address", "https://[", "vk.com", ""):
        assert play.connector.whose(odd) is None


async def test_an_answer_may_be_changed_and_deleted_twice(play: Play) -> None:
    if not isinstance(play.connector, Acts):
        return
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        sent = await play.connector.send(attempt(item))
        able = play.connector.own(item.target, NOW, NOW)
        for deed, text in ((Deed.EDIT, "Уже здесь"), (Deed.DELETE, None)):
            assert able[deed].supported
            for again in (False, True):
                await play.connector.act(Order(deed, item.target, key=sent.key, text=text, again=again))
    assert play.stage.answers() == []


async def test_what_it_can_read_besides(play: Play) -> None:
    for way in play.stage.ways:
        item = await play.incoming(way, "Где?")
        if isinstance(play.connector, ReadsProfiles):
            profile = await play.connector.profile(item.author.external_id)
            assert (profile.external_id, bool(profile.name)) == (item.author.external_id, True)
        if isinstance(play.connector, ReadsParents) and item.parent:
            parent = await play.connector.parent(item.parent.key)
            assert parent is None or (parent.key, parent.url) == (item.parent.key, item.parent.url)


async def test_closing_ends_a_poll_at_once(play: Play) -> None:
    poll = asyncio.create_task(play.connector.poll(play.cursor))
    for _ in range(1000):
        if play.stage.waiting():
            break
        await asyncio.sleep(0.005)
    began = time.monotonic()
    await play.connector.close()
    assert await poll == Batch((), play.cursor)
    assert time.monotonic() - began < 5
    await play.connector.close()
