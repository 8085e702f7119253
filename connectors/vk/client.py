"""Calls of VK's API: which token, at what pace, in which thread, and what an outcome means to the caller."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import aiohttp

from connectors.addresses import Reach
from connectors.errors import (
    Auth,
    ConnectorError,
    HumanNeeded,
    OutcomeUnknown,
    Permission,
    QuotaExhausted,
    Transient,
)
from connectors.outside import FAILED, Outside
from connectors.vk.errors import ERRORS, Call, Refusal, failure
from connectors.vk.multipart import File, post_file
from connectors.vk.sharing import Purse, Shared
from connectors.vk.transport import Answer, NoAnswer, Outcome, Timeouts, attempt, open_http, open_session


class Slot(StrEnum):
    """Kinds of tokens (dev.vk.com, "Access token")."""

    COMMUNITY = "community"
    SERVICE = "service"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Only the community's is indispensable. Never shown by repr."""

    community: str = field(repr=False)
    service: str | None = field(default=None, repr=False)
    admin: str | None = field(default=None, repr=False)

    def of(self, slot: Slot) -> str | None:
        return {Slot.COMMUNITY: self.community, Slot.SERVICE: self.service, Slot.ADMIN: self.admin}[slot]


class Route(NamedTuple):
    """Which tokens VK accepts for a method, the one to prefer first (schema: access_token_type)."""

    slots: tuple[Slot, ...]
    publishes: bool = False
    """Somebody gets to read it: never repeated when the outcome is unknown, and sent before any read."""
    urgent: bool = False
    """A step of something that publishes: before any read too."""


_READS_WALL = Route((Slot.SERVICE, Slot.ADMIN))
_ADMIN = Route((Slot.ADMIN,))
_ANYONE = Route((Slot.COMMUNITY, Slot.SERVICE, Slot.ADMIN))
_EITHER = Route((Slot.COMMUNITY, Slot.ADMIN))
_COMMUNITY = Route((Slot.COMMUNITY,))
_UPLOAD = Route((Slot.COMMUNITY,), urgent=True)
_PHOTO_OF_WALL = Route((Slot.ADMIN,), urgent=True)

ROUTES: Mapping[str, Route] = {
    "wall.createComment": Route((Slot.COMMUNITY,), publishes=True),
    "messages.send": Route((Slot.COMMUNITY,), publishes=True),
    "photos.createComment": Route((Slot.ADMIN,), publishes=True),
    "video.createComment": Route((Slot.ADMIN,), publishes=True),
    "market.createComment": Route((Slot.ADMIN,), publishes=True),
    "board.createComment": Route((Slot.ADMIN,), publishes=True),
    "photos.getMessagesUploadServer": _UPLOAD,
    "photos.saveMessagesPhoto": _UPLOAD,
    "photos.getWallUploadServer": _PHOTO_OF_WALL,
    "photos.saveWallPhoto": _PHOTO_OF_WALL,
    "docs.getMessagesUploadServer": _UPLOAD,
    "docs.getWallUploadServer": _UPLOAD,
    "docs.save": _UPLOAD,
    "likes.add": _ADMIN,
    "likes.delete": _ADMIN,
    **{
        f"{section}.{what}Comment": _ADMIN
        for section in ("wall", "photos", "video", "market", "board")
        for what in ("edit", "delete", "restore")
    },
    "board.deleteComment": _EITHER,
    "board.restoreComment": _EITHER,
    "groups.ban": _ADMIN,
    "groups.unban": _ADMIN,
    "wall.closeComments": _EITHER,
    "wall.openComments": _EITHER,
    "messages.markAsRead": _COMMUNITY,
    "messages.edit": _COMMUNITY,
    "messages.delete": _COMMUNITY,
    "messages.getConversations": _COMMUNITY,
    "messages.isMessagesFromGroupAllowed": _COMMUNITY,
    "messages.getHistory": _COMMUNITY,
    "groups.getLongPollServer": _EITHER,
    "groups.getLongPollSettings": _EITHER,
    "groups.setLongPollSettings": _EITHER,
    "groups.getCallbackConfirmationCode": _EITHER,
    "groups.getCallbackServers": _EITHER,
    "groups.addCallbackServer": _EITHER,
    "groups.editCallbackServer": _EITHER,
    "groups.deleteCallbackServer": _EITHER,
    "groups.getCallbackSettings": _EITHER,
    "groups.setCallbackSettings": _EITHER,
    "groups.getTokenPermissions": _COMMUNITY,
    "groups.getById": _ANYONE,
    "account.getAppPermissions": Route((Slot.ADMIN,)),
    "users.get": _ANYONE,
    "messages.sendMessageEventAnswer": _COMMUNITY,
    "execute": _ANYONE,
    "newsfeed.search": _READS_WALL,
    "newsfeed.getMentions": _ADMIN,
    "wall.get": _READS_WALL,
    "wall.getById": _READS_WALL,
    "wall.getComments": _READS_WALL,
    "wall.getComment": _ADMIN,
    "wall.getReposts": _READS_WALL,
    "photos.getComments": _ADMIN,
    "video.getComments": _ADMIN,
    "market.getComments": _ADMIN,
    "board.getComments": _READS_WALL,
    "photos.getAllComments": _ADMIN,
    "market.get": _ADMIN,
    "photos.getById": _READS_WALL,
    "video.get": _ADMIN,
    "market.getById": _ADMIN,
    "board.getTopics": _READS_WALL,
}

PER_SECOND = {Slot.COMMUNITY: 20, Slot.SERVICE: 3, Slot.ADMIN: 3}
"""dev.vk.com, "Limits": calls a second by kind of token."""

UPLOADS = 2
"""Files on their way to VK at the same time: they are large, and threads are few."""
UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=600, sock_connect=5, sock_read=60)

NEEDS_TOKEN = "needs_token"  # noqa: S105 - an error's code
_IN_WORDS = re.compile(r"(access_token=)[^&\s\"']+")


class Api(Protocol):
    """What the rest of the connector needs of VK's API."""

    async def call(
        self, method: str, values: Mapping[str, object], *, lane: str = "", length: int = 0
    ) -> Any: ...


class Client:
    """`Api` over vk_api in a bounded pool of threads; one vk_api a token. `clock`, in seconds, measures long rests.

    `purse`: shared with the other communities' clients, as a token may be theirs too.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        group_id: int,
        purse: Purse,
        api_url: str,
        reach: Reach,
        max_workers: int,
        timeouts: Timeouts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        given = {slot: token for slot in Slot if (token := tokens.of(slot))}
        self._secrets = tuple(given.values())
        self._https = {slot: open_http(api_url, reach.proxy, timeouts, max_workers) for slot in given}
        self._sessions = {
            slot: open_session(token, self._https[slot], community=slot is Slot.COMMUNITY)
            for slot, token in given.items()
        }
        self.shared: dict[Slot, Shared] = {
            slot: purse.of(token, slot, group_id, PER_SECOND[slot]) for slot, token in given.items()
        }
        self.changed = asyncio.Event()
        """VK began or ceased to refuse one of the tokens."""
        for shared in self.shared.values():
            shared.on_change(self.changed.set)
        self._threads = ThreadPoolExecutor(max_workers * len(given), thread_name_prefix="vk")
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._servers = Outside(reach, UPLOAD_TIMEOUT)
        # A thread is left to answers, however many reads hang; and reads that wait for the turn of a token which many
        # communities share hold up none with another token.
        self._gates = {
            (slot, urgent): asyncio.Semaphore(max_workers if urgent else max(1, max_workers - 1))
            for slot in given
            for urgent in (True, False)
        }
        self._closed = False

    def may(self, method: str) -> bool:
        """Whether a token is there that VK accepts for this method."""
        return any(slot in self._sessions for slot in ROUTES[method].slots)

    def slot_for(self, method: str) -> Slot | None:
        """The token that is tried first; None: there is none for this method."""
        return next((slot for slot in ROUTES[method].slots if slot in self._sessions), None)

    async def call(
        self, method: str, values: Mapping[str, object], *, lane: str = "", length: int = 0
    ) -> Any:
        """The `response` of a method. Raises ConnectorError.

        `lane` names whom a flood error concerns, `length` is that of the text. Booleans go out as 0 and 1, lists
        joined by commas: vk_api would send "True" and repeat a list's parameter.
        """
        for slot in self._may_call(method):
            try:
                return await self.ask(slot, method, values, lane=lane, length=length)
            except Permission as failed:  # a right that is missing here, another token may have
                error: ConnectorError = failed
            except HumanNeeded as failed:  # a person's check holds up no other token
                error = failed
                if slot is Slot.COMMUNITY:
                    break
        raise error

    async def ask(
        self, slot: Slot, method: str, values: Mapping[str, object], *, lane: str = "", length: int = 0
    ) -> Any:
        """The same with this very token, which must be there. Raises ConnectorError."""
        self._check_open(method)
        self._check_rest(slot, method)
        publishes, urgent = ROUTES[method].publishes, ROUTES[method].urgent
        outcome = await self._perform(slot, method, values, publishes or urgent)
        if isinstance(outcome, Answer):
            self.shared[slot].works(method)
            return outcome.value
        raise self._error(outcome, Call(method, slot, lane or method, publishes, length))

    def redact(self, words: str) -> str:
        """No token gets into a message, whatever VK or a proxy quotes back."""
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return _IN_WORDS.sub(r"\1***", words)

    def refused(self, refusal: Refusal, call: Call) -> ConnectorError:
        clean = Refusal(refusal.code, self.redact(refusal.text), refusal.link and self.redact(refusal.link))
        return failure(clean, call)

    async def close(self) -> None:
        """Nothing starts any more; a call under way ends by itself, within its time limit."""
        self._closed = True
        for shared in self.shared.values():
            shared.limiter.close(self)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for http in self._https.values():
            http.close()
        await self._servers.close()

    def _may_call(self, method: str) -> tuple[Slot, ...]:
        self._check_open(method)
        slots = tuple(slot for slot in ROUTES[method].slots if slot in self._sessions)
        if not slots:
            needed = " or ".join(ROUTES[method].slots)
            raise Permission(f"{method} needs a token of kind {needed}", code=NEEDS_TOKEN, lacks=method)
        return slots

    def _check_rest(self, slot: Slot, method: str) -> None:
        rest = self.shared[slot].resting.get(method, 0.0) - self._clock()
        if rest > 0:
            raise QuotaExhausted(f"{method}: its quota is used up", retry_after=rest, scope=method, code=29)

    def _check_open(self, method: str) -> None:
        if self._closed:
            raise Transient(f"{method}: the connector is closed")

    async def _perform(self, slot: Slot, method: str, values: Mapping[str, object], urgent: bool) -> Outcome:
        gate = self._gates[slot, urgent]
        await gate.acquire()
        try:
            await self.shared[slot].limiter.turn(urgent=urgent, owner=self)
            self._check_open(method)
            running = self._threads.submit(attempt, self._sessions[slot], method, values)
        except BaseException:
            gate.release()
            raise
        # Not when we stop waiting: a cancelled call goes on in its thread, and is to be counted until it ends.
        running.add_done_callback(_release(gate))
        return await self._ended(running)

    async def put(self, url: str, file: File) -> Any:
        """Post a file to an address that VK gave for it; the upload server's answer. Raises Transient.

        Nothing is published by it, and the token is not in it: it may be repeated. The address holds a signature: no
        error's words, which may quote it, leave this method.
        """
        async with self._uploads:
            self._check_open("upload")
            try:
                return await post_file(self._servers, url, file)
            except FAILED as error:
                what = type(error).__name__
        raise Transient(f"upload: {what}")

    async def _ended(self, running: Future[Outcome]) -> Outcome:
        """What came of a thread's work, unless it is cut off before it began."""
        try:
            return await asyncio.wrap_future(running)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._closed and not (task and task.cancelling()):
                return NoAnswer("the connector was closed before a thread was free", never_left=True)
            raise

    def _error(self, outcome: Refusal | NoAnswer, call: Call) -> ConnectorError:
        if isinstance(outcome, NoAnswer):
            message = f"{call.method}: {outcome.what}"
            return (
                OutcomeUnknown(message) if call.publishes and not outcome.never_left else Transient(message)
            )
        error = self.refused(outcome, call)
        shared = self.shared[Slot(call.slot)]
        if isinstance(error, QuotaExhausted):
            shared.resting[call.method] = self._clock() + (error.retry_after or 0.0)
        elif outcome.code == 6:
            shared.limiter.pause(1.0)
        elif isinstance(error, HumanNeeded):
            shared.fails(call.method, error)
        elif outcome.code in ERRORS and issubclass(ERRORS[outcome.code].error, Auth):
            shared.fails(call.method, Auth(str(error), code=outcome.code))
        return error


def _release(gate: asyncio.Semaphore) -> Callable[[Future[Outcome]], None]:
    """For a thread's end: opens the gate in the loop we are in now, unless that is gone by then."""
    loop = asyncio.get_running_loop()

    def ended(_: Future[Outcome]) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(gate.release)

    return ended
