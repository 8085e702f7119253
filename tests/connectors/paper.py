"""A network on paper: all that no other one here has, in one. For tests of the contract, and of what the desk makes of it.

Its rules, each taken from a real one: a person has another id at every page; one address for all pages, signed over the
raw bytes; a comment's answer is measured in graphemes, a message in bytes; a message can be answered for seven days,
after the first by a person only; a private answer to a comment is possible once and makes no thread that we know; an
answer to a review takes the place of the one before; answers under mentions cost money; it may ask to be left alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from connectors.acting import Order
from connectors.base import (
    NO_PRIVATE,
    Attachment,
    AttachmentKind,
    Attempt,
    Batch,
    Capabilities,
    Capability,
    Cost,
    Deed,
    Echo,
    Edited,
    Files,
    Incoming,
    Item,
    Json,
    Kind,
    LengthUnit,
    Parent,
    ParentKind,
    Privately,
    Profile,
    Sent,
    text_length,
)
from connectors.calling import Calling, NotFromThem, Posted, Request, Response, Subscribed, Way
from connectors.errors import FileRefused, Gone, Invalid, OutcomeUnknown, PolicyRefused, Rule, TooLong
from connectors.reading import LinkRefused, Unread, Whose
from connectors.signals import Read

SECRET = b"the app's own secret"
SIGNATURE = "X-Paper-Signature"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
PRICE = Cost(Decimal("0.01"), "USD", with_link=Decimal("0.20"))
MOST = {Kind.COMMENT: 300, Kind.MENTION: 280, Kind.MESSAGE: 1000, Kind.REVIEW: 350}
UNITS = {
    Kind.COMMENT: LengthUnit.GRAPHEMES,
    Kind.MENTION: LengthUnit.X_WEIGHTED,
    Kind.MESSAGE: LengthUnit.UTF8_BYTES,
}
PHOTOS = Files(
    1,
    frozenset({AttachmentKind.PHOTO}),
    reasons=dict.fromkeys(AttachmentKind, "refused-file-kind"),
    max_bytes=5_000_000,
    sizes={AttachmentKind.PHOTO: 1_000_000},
)

Event = dict[str, Any]


@dataclass
class Answer:
    """What one of our pages published."""

    page: str
    key: str
    to: str
    text: str
    guid: str
    photos: int = 0
    private: bool = False
    human: bool = True


@dataclass
class Paper:
    """The network itself. `clock`: its time. `lose`: of the next publication nothing comes back."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    events: dict[str, list[Event]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    banned: set[str] = field(default_factory=set)
    errors: list[Exception] = field(default_factory=list)
    """The next publications are refused with these."""
    pauses: list[float] = field(default_factory=list)
    polls: int = 0
    waiting: int = 0
    lose: bool = False
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    count: int = 0

    def write(
        self, page: str, kind: Kind, text: str, who: str = "7", name: str = "Nora", **more: Any
    ) -> Event:
        """A customer writes; `who`: their id at that page. `more`: `stars`, `title`."""
        self.count += 1
        key = f"{kind.value[0]}{self.count}"
        return self.tell(
            page, {"type": kind.value, "key": key, "who": who, "name": name, "text": text, **more}
        )

    def change(self, page: str, event: Event, text: str, **more: Any) -> Event:
        return self.tell(page, {**event, "type": "changed", "text": text, **more})

    def tell(self, page: str, event: Event) -> Event:
        event = {"at": self.clock().timestamp(), **event}
        self.events.setdefault(page, []).append(event)
        self.bell.set()
        self.bell = asyncio.Event()
        return event

    def published(self, page: str) -> list[str]:
        return [one.text for one in self.answers if one.page == page]

    def publish(self, page: str, attempt: Attempt) -> Sent:
        if self.errors:
            raise self.errors.pop(0)
        target = attempt.target
        known = next((one for one in self.answers if one.guid == attempt.guid), None)
        if known is not None:
            return Sent(known.key)
        private, replaced = target["kind"] == "private", None
        earlier = [one for one in self.answers if one.to == target["key"] and one.private == private]
        if private and earlier:
            raise PolicyRefused("once", rule=Rule.ONCE_ONLY)
        self.count += 1
        key = f"a{self.count}"
        if target["kind"] == Kind.REVIEW and earlier:
            self.answers.remove(earlier[0])
            replaced = key = earlier[0].key
        photos = len(attempt.attachments)
        self.answers.append(
            Answer(page, key, target["key"], attempt.text, attempt.guid, photos, private, attempt.human)
        )
        made = {"type": "ours", "key": key, "to": target["key"], "thread": target["thread"], "photos": photos}
        self.tell(page, {**made, "text": attempt.text, "of": target["kind"], "mark": attempt.random_id})
        if self.lose:
            self.lose = False
            raise OutcomeUnknown("the line went dead")
        return Sent(key, replaced=replaced)

    def request(self, told: Mapping[str, Iterable[Event]], **changes: Any) -> Request:
        """What it posts, of some pages together: with letters that JSON may write in two ways."""
        entries = [{"page": page, "events": list(events)} for page, events in told.items()]
        body = json.dumps({"entries": entries}, ensure_ascii=False).encode()
        values = {"body": body, "headers": {SIGNATURE.lower(): sign(body)}, **changes}
        return Request(**values)


def sign(body: bytes) -> str:
    return "sha256=" + hmac.digest(SECRET, body, hashlib.sha256).hex()


def challenge(words: str = "1158201444", token: str = "agreed") -> Request:
    """The network looks who answers at our address."""
    return Request(
        method="GET", query={"hub.mode": "subscribe", "hub.challenge": words, "hub.verify_token": token}
    )


class PaperConnector:
    """`Connector`, `Acts`, `CallsBack`, `SharesAddress`, `WritesPrivately`, `ReadsLinks`, `Reconciles` and `Expires` for
    one page.
    """

    def __init__(
        self,
        paper: Paper,
        page: str = "north",
        *,
        ways: frozenset[Way] = frozenset({Way.POLLED}),
        expires_at: datetime | None = None,
    ) -> None:
        self._paper, self._page, self._ways = paper, page, ways
        self._closed = asyncio.Event()
        self.expires_at = expires_at

    @property
    def network(self) -> str:
        return "paper"

    @property
    def account_id(self) -> str:
        return self._page

    async def start(self) -> Profile:
        return Profile(self._page, f"{self._page.title()} Paper", f"https://paper.example/{self._page}")

    async def close(self) -> None:
        self._closed.set()

    # --- in

    async def poll(self, cursor: Json | None) -> Batch:
        paper, events = self._paper, self._paper.events.setdefault(self._page, [])
        paper.polls += 1
        if cursor is None:
            return Batch((), {"at": len(events)})
        if paper.pauses:
            return Batch((), cursor, pause=paper.pauses.pop(0))
        if len(events) <= cursor["at"]:
            paper.waiting += 1
            bells = [asyncio.ensure_future(bell.wait()) for bell in (paper.bell, self._closed)]
            try:
                await asyncio.wait(bells, timeout=20, return_when=asyncio.FIRST_COMPLETED)
            finally:
                paper.waiting -= 1
                for bell in bells:
                    bell.cancel()
        if self._closed.is_set():
            return Batch((), cursor)
        return Batch(self._read(events[cursor["at"] :]), {"at": len(events)})

    def _read(self, events: Iterable[Event]) -> list[Item]:
        return [item for event in events for item in self._items(event)]

    def _items(self, event: Event) -> list[Item]:
        at = datetime.fromtimestamp(event["at"], UTC)
        if event["type"] == "ours":
            kind = Kind.MESSAGE if event["of"] in (Kind.MESSAGE, "private") else Kind.COMMENT
            photos = [Attachment(AttachmentKind.PHOTO)] * event["photos"]
            mark, to = str(event["mark"]), event["to"]
            return [
                Echo(
                    event["key"], kind, event["thread"], event["text"], at, to, None, mark, None, None, photos
                )
            ]
        if event["type"] == "seen":
            return [Read(event["thread"], until=at)]
        if event["type"] not in ("changed", Kind.REVIEW):
            return [self._incoming(event, at)]
        # It shows reviews as they are, and does not say whether we know them.
        stars, title = event.get("stars"), event.get("title")
        changed = Edited(event["key"], event["text"], at, rating=stars, title=title)
        return [changed] if event["type"] == "changed" else [self._incoming(event, at), changed]

    def _incoming(self, event: Event, at: datetime) -> Incoming:
        kind, who = Kind(event["type"]), event["who"]
        thread = {Kind.MESSAGE: f"with {who}", Kind.REVIEW: event["key"]}.get(kind, "post 1")
        parents = {Kind.COMMENT: ParentKind.POST, Kind.REVIEW: ParentKind.PRODUCT}
        place = f"https://paper.example/{self._page}/{thread.replace(' ', '-')}"
        target = {"kind": kind.value, "key": event["key"], "thread": thread, "who": who, "at": event["at"]}
        return Incoming(
            event["key"],
            kind,
            thread,
            Profile(who, event["name"], scope=self._page),
            event["text"],
            at,
            target,
            url=f"{place}?words={event['key']}",
            parent=Parent(thread, place, "Spring", kind=parents[kind]) if kind in parents else None,
            rating=event.get("stars"),
            title=event.get("title"),
        )

    # --- in, as it is posted

    @property
    def ways(self) -> frozenset[Way]:
        return self._ways

    @property
    def address(self) -> str:
        return "paper"

    def concerns(self, request: Request) -> bool:
        try:
            entries = json.loads(request.body)["entries"]
            return any(entry["page"] == self._page for entry in entries)
        except (ValueError, KeyError, TypeError):
            return False

    async def called(self, request: Request) -> Posted:
        if request.method == "GET":
            if request.query.get("hub.verify_token") != "agreed":
                raise NotFromThem("not what we agreed on")
            return Posted(answer=Response(request.query["hub.challenge"].encode()))
        if not hmac.compare_digest(request.header(SIGNATURE), sign(request.body)):
            raise NotFromThem("a wrong signature")
        entries = json.loads(request.body)["entries"]
        mine = [event for entry in entries if entry["page"] == self._page for event in entry["events"]]
        answer = Response(b'{"taken":true}', "application/json", 202, {"X-Paper": "thanks"})
        return Posted(self._read(mine), answer)

    async def subscription(self) -> Subscribed:
        return Subscribed(Calling.WELL, params={"url": self.address})

    async def subscribe(self) -> Subscribed:
        return await self.subscription()

    async def unsubscribe(self) -> None:
        return None

    def call_secret(self) -> str:
        return SECRET.decode()

    async def lately(self, cursor: Json | None) -> Batch:
        events = self._paper.events.setdefault(self._page, [])
        at = len(events) if cursor is None else cursor["at"]
        return Batch(self._read(events[at:]), {"at": len(events)})

    # --- out

    def capabilities(self, target: Json, now: datetime) -> Capabilities:
        kind = target.get("kind")
        if kind == "private":
            return Capabilities(_private(target, now), files=PHOTOS)
        if kind not in MOST:
            return Capabilities(Capability(False, "why-target-unknown"))
        kind, reply = Kind(kind), Capability(True, None, MOST[kind], UNITS.get(kind, LengthUnit.CODE_POINTS))
        if kind is Kind.MESSAGE:
            reply = _within(reply, target, now, human_after=DAY)
        if kind is Kind.MENTION:
            reply = _with(reply, cost=PRICE)
        if kind is Kind.REVIEW:
            reply = _with(reply, replaces=True)
        deeds = {} if kind is Kind.REVIEW else {Deed.REMOVE: Capability(True)}
        ban = Capability(True, timed=False, reasoned=False)
        return Capabilities(
            reply,
            private=_private(target, now) if kind is Kind.COMMENT else NO_PRIVATE,
            files=Files(reasons=PHOTOS.reasons) if kind is Kind.REVIEW else PHOTOS,
            private_files=PHOTOS if kind is Kind.COMMENT else Files(),
            deeds={**deeds, Deed.BAN: ban, Deed.LIFT: Capability(True)},
        )

    async def send(self, attempt: Attempt) -> Sent:
        able = self.capabilities(attempt.target, self._paper.clock())
        if not able.reply.supported:
            closed = able.reply.reason == "why-window-closed"
            raise PolicyRefused("too late", rule=Rule.WINDOW_CLOSED) if closed else Invalid("no such target")
        if able.reply.human_only and not attempt.human:
            raise PolicyRefused("no programs now", rule=Rule.HUMAN_ONLY)
        most, length = able.reply.max_length or 0, text_length(attempt.text, able.reply.unit)
        if length > most:
            raise TooLong(most, length, able.reply.unit)
        if len(attempt.attachments) > able.files.most:
            raise FileRefused("one at most")
        for one in attempt.attachments:
            if one.kind not in able.files.kinds:
                raise FileRefused("only photos")
            async with one.fetch():
                pass
        return self._paper.publish(self._page, attempt)

    def privately(self, target: Json) -> Privately:
        if not _private(target, self._paper.clock()).supported:
            raise PolicyRefused("too late", rule=Rule.WINDOW_CLOSED)
        return Privately({**target, "kind": "private", "thread": "nobody knows"})

    async def takes_messages(self, target: Json) -> bool:
        return target["who"] not in self._paper.banned

    def whose(self, url: str) -> Whose | None:
        if not url.startswith("https://paper.example/") or "?words=" not in url:
            return None
        ours = url.startswith(f"https://paper.example/{self._page}/")
        return Whose.OURS if ours else Whose.OTHERS

    async def read_link(self, url: str) -> Sequence[Incoming]:
        if self.whose(url) is not Whose.OURS:
            raise LinkRefused(Unread.NOT_OURS)
        key = url.partition("?words=")[2]
        if key in self._paper.removed:
            raise Gone("removed")
        told = self._paper.events.get(self._page, [])
        items = self._read([one for one in told if one["type"] != "changed" and one.get("key") == key])
        words = [one for one in items if isinstance(one, Incoming)]
        if not words:
            raise LinkRefused(Unread.OUR_WORDS) if items else Gone("never there")
        return words

    async def find_sent(self, attempt: Attempt, since: datetime) -> Sent | None:
        found = (one for one in self._paper.answers if one.guid == attempt.guid)
        return next((Sent(one.key) for one in found), None)

    def own(self, target: Json, sent_at: datetime, now: datetime) -> Mapping[Deed, Capability]:
        edit = Capability(True, None, MOST.get(target.get("kind", ""), 300))
        return {Deed.EDIT: edit, Deed.DELETE: Capability(True)}

    async def act(self, order: Order) -> None:
        paper = self._paper
        ours = [one for one in paper.answers if one.key == order.key]
        match order.deed:
            case Deed.REMOVE if order.target["kind"] != Kind.REVIEW:
                paper.removed.add(order.target["key"])
            case Deed.BAN:
                paper.banned.add(order.target["who"])
            case Deed.LIFT:
                paper.banned.discard(order.target["who"])
            case Deed.EDIT if ours:
                ours[0].text = order.text or ""
            case Deed.DELETE:
                paper.answers = [one for one in paper.answers if one not in ours]
            case Deed.EDIT:
                raise Gone("no such answer")
            case _:
                raise Invalid(f"no way to {order.deed}")


def _private(target: Json, now: datetime) -> Capability:
    able = Capability(True, None, MOST[Kind.MESSAGE], LengthUnit.UTF8_BYTES, uses=1)
    return _within(able, target, now)


def _within(
    able: Capability, target: Json, now: datetime, human_after: timedelta | None = None
) -> Capability:
    """For a week after it was written."""
    age = now - datetime.fromtimestamp(target["at"], UTC)
    ends = now - age + WEEK
    if age >= WEEK:
        return Capability(False, "why-window-closed", expires_at=ends)
    human = human_after is not None and age >= human_after
    return _with(able, expires_at=ends, human_only=human)


def _with(able: Capability, **changes: Any) -> Capability:
    return replace(able, **changes)
