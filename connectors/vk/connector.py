"""One community of ours on VK."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from connectors.acting import Order
from connectors.addresses import Reach
from connectors.base import (
    Attempt,
    Batch,
    Capabilities,
    Capability,
    Deed,
    Incoming,
    Item,
    Json,
    Malformed,
    Parent,
    Privately,
    Profile,
    Sent,
    text_length,
)
from connectors.calling import Posted, Request, Response, Subscribed, Way
from connectors.catching_up import Missed
from connectors.counting import Counts
from connectors.errors import (
    ConnectorError,
    FileRefused,
    Invalid,
    OutcomeUnknown,
    Permission,
    PolicyRefused,
    TooLong,
)
from connectors.reading import Whose
from connectors.searching import Found
from connectors.standing import Notice, Powers
from connectors.vk import answers, deeds, doing, finding, links, parents, reading, standing
from connectors.vk.callback import Callback, Entry, is_confirmation, read_call
from connectors.vk.catching_up import catch_up
from connectors.vk.client import NEEDS_TOKEN, Client, Slot, Tokens
from connectors.vk.counting import read_counts
from connectors.vk.errors import MESSAGE_LIMIT, Call, read_peer_refusal
from connectors.vk.files import files_ability, with_files
from connectors.vk.keyboards import MOST, NO_KEYBOARDS, below
from connectors.vk.longpoll import Poller, Wire, read_ts, updates_of
from connectors.vk.parse import READERS, event_type, parse
from connectors.vk.places import Place, read_key
from connectors.vk.presses import Presses
from connectors.vk.replying import (
    DIALOG,
    METHODS,
    ability,
    addressed,
    comment_values,
    mention,
    place_of,
    private_ability,
    privately,
)
from connectors.vk.searching import Search
from connectors.vk.settings import UNKNOWN, missing_rights, read_rights, read_settings
from connectors.vk.sharing import Purse
from connectors.vk.together import Together
from connectors.vk.transport import HOST, Timeouts, own_origin
from connectors.vk.uploading import upload
from connectors.vk.values import storable, text

COMMENT_LIMIT = 4096
"""VK documents no limit for comments. This much is certainly taken, and a Telegram message holds no more."""

TYPES_COUNTED = 100


def _utc_now() -> datetime:
    return datetime.now(UTC)


class VkConnector:
    """`Connector`, `Acts`, `CallsBack`, `ReadsProfiles`, `ReadsParents`, `WritesPrivately`, `Reconciles`, `CatchesUp`,
    `Searches`, `ReadsLinks`, `Counted`, `CountsFollowers`, `TakesChoices`, `Warns` and `TellsPowers` for one VK
    community.

    `group_id` is positive. `proxy`: socks5://, socks4:// or http://. `timeouts`: seconds to connect and to wait for
    bytes, of API calls. `wait`: seconds a poll waits for news. `purse`: that of all communities which may share tokens.
    `callback`: what VK posts to, if `ways` has CALLED.
    `now` dates what VK sent without a date, and measures how long a used-up quota rests.
    `words`: what is looked for in what others write elsewhere.
    """

    def __init__(
        self,
        *,
        group_id: int,
        tokens: Tokens,
        api_url: str = HOST,
        proxy: str | None = None,
        comment_limit: int = COMMENT_LIMIT,
        max_workers: int = 4,
        timeouts: Timeouts = (5.0, 15.0),
        wait: int = 25,
        purse: Purse | None = None,
        callback: Callback | None = None,
        ways: frozenset[Way] = frozenset({Way.POLLED}),
        now: Callable[[], datetime] = _utc_now,
        words: Sequence[str] = (),
    ) -> None:
        self._group_id, self._now = group_id, now
        self._limits = {**dict.fromkeys(METHODS.values(), comment_limit), "messages.send": MESSAGE_LIMIT}
        purse = purse or Purse()
        self.reach = Reach(proxy, own_origin(api_url))
        servers = replace(self.reach, ports=None)  # named by VK's API alone
        self._client = Client(
            tokens,
            group_id=group_id,
            purse=purse,
            api_url=api_url,
            reach=servers,
            max_workers=max_workers,
            timeouts=timeouts,
            clock=lambda: now().timestamp(),
        )
        self._reads = Together(self._client)
        self._ours = purse.groups
        self._search_of = Search(self._client, group_id, words, purse.groups, lambda: now().timestamp())
        self._presses = Presses(self._client)
        self._wire = Wire(servers, wait)
        self._poller = Poller(self._client, group_id, self._wire.check)
        self._wire_at_once = Wire(servers, 0)
        self._ways = ways
        self._entry = Entry(self._client, group_id, callback) if callback else None
        self._polls: set[asyncio.Task[Batch]] = set()
        self._closed = False
        self._found: list[Notice] = []
        self._rights: Sequence[str] | None = None
        """Of the community's token, as far as VK tells."""
        self.ignored: Counter[str] = Counter()
        """Events of types we do not read, by type; the rare ones beyond a hundred types as `…`."""

    @property
    def network(self) -> str:
        return "vk"

    @property
    def account_id(self) -> str:
        return str(self._group_id)

    # --- the account

    async def start(self) -> Profile:
        """The community's name and link. Switches its events on where the token may, else fills `warnings`.

        Tries the other tokens too: who lacks one that is needed only now and then should hear of it before.
        """
        answer = await self._client.call("groups.getById", {"group_id": self._group_id})
        profile = answers.read_group(answer, self._group_id)
        if profile.name is None:
            raise Permission(f"VK shows no community {self._group_id} to this token")
        await standing.refuse_another(self._client, self._group_id)
        self._found = [
            *await self._check_rights(),
            *await self._switch_events_on(),
            *self._search_of.notices(),
            *await standing.try_others(self._client, self._group_id),
        ]
        return profile

    @property
    def warnings(self) -> list[Notice]:
        """What `start` found for a person to mend, and what is wrong with the tokens since."""
        return [*self._found, *standing.token_notices(self._client.shared)]

    @property
    def shared(self) -> Mapping[str, bool | None]:
        others = (each for slot, each in self._client.shared.items() if slot is not Slot.COMMUNITY)
        return {each.about: each.sound for each in others}

    async def changed(self) -> None:
        await self._client.changed.wait()
        self._client.changed.clear()

    async def powers(self) -> Powers:
        return await standing.look_at_powers(self._client)

    async def _check_rights(self) -> list[Notice]:
        try:
            answer = await self._client.call("groups.getTokenPermissions", {})
        except (Permission, Invalid):
            return []
        self._rights = read_rights(answer)
        missing = missing_rights(answer)
        return [Notice("vk-token-rights", {"rights": ", ".join(missing)})] if missing else []

    async def _switch_events_on(self) -> list[Notice]:
        """The settings' version decides the shape of every event: without it nothing can be parsed reliably."""
        if Way.POLLED not in self._ways:
            return []
        group = {"group_id": self._group_id}
        try:
            settings = read_settings(await self._client.call("groups.getLongPollSettings", group))
        except (Permission, Invalid):
            settings = UNKNOWN
        if settings.sufficient:
            return []
        try:
            await self._client.call("groups.setLongPollSettings", settings.wanted(self._group_id))
        except (Permission, PolicyRefused, Invalid):
            return settings.notices()
        return []

    # --- in

    async def poll(self, cursor: Json | None) -> Batch:
        """`cursor` is `{"ts": …}`. Without one the present place comes back at once, so that it is stored before
        the first wait. A stored one replays what came in between, as far as VK remembers.
        """
        if self._closed:
            raise Invalid("poll after close")
        task = asyncio.ensure_future(self._poll(cursor))
        self._polls.add(task)
        try:
            await asyncio.wait({task})
        finally:
            self._polls.discard(task)
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()  # seen, also if we are cancelled ourselves this very moment
        return Batch((), cursor) if task.cancelled() else task.result()

    async def _poll(self, cursor: Json | None) -> Batch:
        ts = read_ts(cursor.get("ts")) if cursor is not None else None
        news = await self._poller.news(ts)
        unreadable = cursor is not None and ts is None
        self._presses.answer(updates_of(news))
        return Batch(self.read(updates_of(news)), {"ts": news.ts}, news.gap or unreadable)

    def read(self, updates: Sequence[object]) -> list[Item]:
        """The items of raw events, from whatever way they came. One odd event never costs the others."""
        now = self._now()
        read: list[Item] = []
        for update in updates:
            try:
                read += parse(update, group_id=self._group_id, now=now)
            except Exception as defect:  # noqa: BLE001 - a defect of ours must not stop the events behind it
                read.append(Malformed(update, f"defect: {type(defect).__name__}"))
            self._count(event_type(update))
        return read

    async def missed(self, since: datetime) -> Missed:
        """Dialogs by the community's token; comments under recent posts by the service or an administrator's."""
        updates, unread = await catch_up(self._reads, self._group_id, since)
        return Missed(self.read(updates), unread)

    @property
    def searches(self) -> bool:
        return bool(self._search_of.looks)

    async def search(self, cursor: Json | None) -> Found:
        return await self._search_of.look(cursor)

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Counts]:
        return await read_counts(self._client, keys)

    # --- in, as VK posts it

    @property
    def ways(self) -> frozenset[Way]:
        return self._ways

    async def called(self, request: Request) -> Posted:
        event = read_call(request, self._group_id, self.call_secret())
        if is_confirmation(event):
            return Posted(answer=Response((await self._called_entry.code()).encode()))
        self._presses.answer((event,))
        return Posted(self.read((event,)), Response(b"ok"), text(event.get("event_id")) or None)

    async def subscription(self) -> Subscribed:
        return await self._called_entry.look()

    async def subscribe(self) -> Subscribed:
        return await self._called_entry.see_to_it()

    def call_secret(self) -> str:
        return self._called_entry.callback.secret

    @property
    def _called_entry(self) -> Entry:
        if self._entry is None or Way.CALLED not in self._ways:
            raise Invalid("nobody is to call")
        return self._entry

    async def unsubscribe(self) -> None:
        if self._entry is not None:
            await self._entry.leave()

    async def lately(self, cursor: Json | None) -> Batch:
        """By the Long Poll's history, where the community has it switched on."""
        ts = read_ts(cursor.get("ts")) if cursor is not None else None
        # A new one each time: what it remembers of the server is its place at that moment.
        poller = Poller(self._client, self._group_id, self._wire_at_once.check)
        try:
            news = await poller.news(ts)
        except (Permission, Invalid):
            return Batch((), {"ts": None}, gap=cursor is not None)
        return Batch(
            self.read(updates_of(news)), {"ts": news.ts}, news.gap or (cursor is not None and ts is None)
        )

    def _count(self, kind: str | None) -> None:
        if kind is not None and kind not in READERS:
            name = storable(kind[:64])
            known = name in self.ignored or len(self.ignored) < TYPES_COUNTED
            self.ignored[name if known else "…"] += 1

    # --- out

    def capabilities(self, target: Json, now: datetime) -> Capabilities:
        may = self._client.may
        reply, private = ability(target, may, self._limits), private_ability(target, may, self._limits)
        dialog = privately(target).target if private.supported else {}
        return Capabilities(
            reply,
            private=private,
            files=files_ability(target, reply, may, self._lacks),
            private_files=files_ability(dialog, private, may, self._lacks),
            deeds=deeds.to_item(target, may, self._group_id),
        )

    def _lacks(self, right: str) -> bool:
        return self._rights is not None and right not in self._rights

    def own(self, target: Json, sent_at: datetime, now: datetime) -> Mapping[Deed, Capability]:
        return deeds.to_answer(target, sent_at, now, self._client.may, self._limits)

    async def act(self, order: Order) -> None:
        longest = self._limits.get(METHODS.get(str(order.target.get("kind")), ""))
        if order.text is not None and longest is not None and len(order.text) > longest:
            raise TooLong(longest, len(order.text))
        addressee = await self._addressee(order.target) if order.deed is Deed.EDIT else ""
        await doing.do(self._client, order, self._group_id, addressee)

    async def send(self, attempt: Attempt) -> Sent:
        """A comment under the right thing, or a direct message. The key is the one its echo will have."""
        able = self.capabilities(attempt.target, self._now())
        reply = able.reply
        if reply.max_length is None:
            if reply.reason == "why-needs-admin-token":
                raise Permission(f"no token to answer {attempt.target.get('kind')!r}", code=NEEDS_TOKEN)
            raise Invalid(f"no way to answer {attempt.target.get('kind')!r}: {reply.reason}")
        if len(attempt.attachments) > able.files.most or any(
            one.kind not in able.files.kinds for one in attempt.attachments
        ):
            raise FileRefused("these files cannot be attached here")
        if (length := text_length(attempt.text, reply.unit)) > reply.max_length:
            raise TooLong(reply.max_length, length, reply.unit)
        place = place_of(attempt.target)
        names = await upload(self._client, attempt.target, self._group_id, attempt.attachments)
        files = with_files(place, names)
        if place is None:
            shown = below(attempt.choices, attempt.over)
            return await (
                self._send_message(attempt, files)
                if shown is None
                else self._ask(attempt, {**files, "keyboard": shown}, files)
            )
        return await self._send_comment(attempt, place, files)

    async def _send_comment(self, attempt: Attempt, place: Place, files: Mapping[str, object]) -> Sent:
        target = attempt.target
        answer = await self._client.call(
            place.create,
            {**comment_values(place, attempt, self._group_id, await self._addressee(target)), **files},
            lane=place.key(target["owner_id"], target[place.number]),
            length=len(attempt.text),
        )
        return _known(answers.read_created(answer, place, target), place.create)

    async def _addressee(self, target: Json) -> str:
        """What stands before an answer where VK has no replies; nothing if the name can't be had now."""
        person = addressed(target)
        if person is None:
            return ""
        try:
            return mention(await self.profile(person))
        except ConnectorError:
            return ""

    async def _ask(self, attempt: Attempt, asked: Mapping[str, object], files: Mapping[str, object]) -> Sent:
        """With buttons, where the community has them switched on: what is asked can be answered in words as well."""
        try:
            return await self._send_message(attempt, asked)
        except Permission as error:
            if error.code != NO_KEYBOARDS:
                raise
            return await self._send_message(attempt, files)

    async def _send_message(self, attempt: Attempt, files: Mapping[str, object]) -> Sent:
        method, peer_id = "messages.send", attempt.target["peer_id"]
        lane = links.dialog_key(peer_id)
        # peer_ids and not peer_id: only so VK tells conversation_message_id, the number the echo has.
        values = {"peer_ids": str(peer_id), "random_id": attempt.random_id, "message": attempt.text, **files}
        answer = await self._client.call(method, values, lane=lane, length=len(attempt.text))
        entry = answers.peer_answer(answer, peer_id)
        if entry.get("error"):
            call = Call(method, "community", lane, publishes=True, length=len(attempt.text))
            raise self._client.refused(read_peer_refusal(entry["error"]), call)
        return _known(answers.read_sent(entry, self._group_id, peer_id), method)

    # --- what only some networks can do

    async def profile(self, external_id: str) -> Profile:
        """Of a person, or of a community with a negative id. "0", the unknown author, has nothing to tell."""
        number = int(external_id)
        if number == 0:
            return Profile(external_id)
        if number > 0:
            values: Mapping[str, object] = {"user_ids": number, "fields": "city,followers_count"}
            return answers.read_user(await self._reads.call("users.get", values), number)
        values = {"group_id": -number, "fields": "city,members_count"}
        return answers.read_group(await self._reads.call("groups.getById", values), -number)

    def privately(self, target: Json) -> Privately:
        return privately(target)

    async def takes_messages(self, target: Json) -> bool:
        peer_id = privately(target).target["peer_id"]
        values = {"group_id": self._group_id, "user_id": peer_id}
        answer = await self._client.call("messages.isMessagesFromGroupAllowed", values)
        return answers.read_allowed(answer)

    def choices(self, target: Json) -> int:
        return MOST if target.get("kind") == DIALOG else 0

    async def followers(self) -> int | None:
        return (await self.profile(f"-{self._group_id}")).followers

    async def parent(self, key: str) -> Parent | None:
        """None where no token at hand may read it, and for what is gone."""
        found = read_key(key)
        if found is None:
            return None
        method, values = parents.asks(*found)
        if not self._client.may(method):
            return None
        place, owner_id, number = found
        return parents.read_parent(place, await self._reads.call(method, values), owner_id, number)

    def whose(self, url: str) -> Whose | None:
        return reading.whose(reading.read_url(url), self._group_id)

    async def read_link(self, url: str) -> Sequence[Incoming]:
        link = reading.read_url(url)
        if link is None:
            raise Invalid("no address of an item of VK")
        reads, ours = self._reads, self._ours
        return await reading.Reader(reads.call, self._client.may, self._group_id, ours, self._now).read(link)

    async def find_sent(self, attempt: Attempt, since: datetime) -> Sent | None:
        return await finding.find_sent(self._client, self._group_id, attempt, since, self._now())

    async def close(self) -> None:
        """A poll under way comes back empty; a call under way ends within its time limit."""
        self._closed = True
        for task in tuple(self._polls):
            task.cancel()
        self._presses.close()
        await self._client.close()
        await self._wire.close()
        await self._wire_at_once.close()


def _known(sent: Sent | None, method: str) -> Sent:
    """A success that does not say what it made: it is there, and has to be found."""
    if sent is None:
        raise OutcomeUnknown(f"{method}: an answer without a number")
    return sent
