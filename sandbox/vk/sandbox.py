"""VkSandbox: VK on one machine, with the people who use it."""

import time
from collections.abc import Callable
from typing import Self, TypeVar

from sandbox.faults import Faults
from sandbox.vk.attachable import Attachable
from sandbox.vk.callback import Callback
from sandbox.vk.core import Call, Core
from sandbox.vk.keyboards import Taps
from sandbox.vk.limits import Habits, Limits
from sandbox.vk.longpoll import LongPoll
from sandbox.vk.media import ORIGIN, Attachment
from sandbox.vk.people import People
from sandbox.vk.server import VkServer
from sandbox.vk.state import Group, User
from sandbox.vk.visitors import Visitors

T = TypeVar("T")


class VkSandbox(People, Visitors, Attachable, Taps):
    """A VK to write clients against. What it remembers survives `stop` and `start`.

    `clock` dates everything; `first_id` begins every numbering, so that two runs need not share ids.
    """

    def __init__(
        self, clock: Callable[[], float] = time.time, limits: Limits | None = None, first_id: int = 1
    ) -> None:
        super().__init__()
        self.core = Core(clock, limits, first_id)
        self.faults = Faults()
        self.server = VkServer(self.core, self.faults)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """After a stop, port 0 means the same port again."""
        await self.server.start(host, port)

    async def stop(self) -> None:
        """An outage: connections break, nothing is forgotten."""
        await self.server.stop()
        await self.core.callback.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        return self.core.url

    @property
    def groups(self) -> list[Group]:
        return list(self.core.world.groups.values())

    @property
    def users(self) -> list[User]:
        return list(self.core.world.users.values())

    @property
    def longpoll(self) -> LongPoll:
        return self.core.longpoll

    @property
    def habits(self) -> Habits:
        """Switches for what nobody knows about VK."""
        return self.core.habits

    @property
    def calls(self) -> list[Call]:
        """Calls of the API (polls are counted in `longpoll.polls`), oldest first."""
        return self.server.calls

    @property
    def revision(self) -> int:
        return self.core.changes.revision

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` after every change; the answer takes it off again."""
        return self.core.changes.on_change(callback)

    async def wait(self, look: Callable[[], T], timeout: float = 40) -> T:
        """The first truthy value of `look`, asked again on every change; TimeoutError names what was seen."""
        return await self.core.changes.wait(look, timeout, self._seen)

    def file_url(self, attachment: Attachment) -> str:
        """Where the best file of an attachment is now."""
        return self.url + attachment.paths[-1]

    def redeliver(self, event_id: str) -> None:
        """The same event comes once more."""
        self.core.events.redeliver(event_id)

    @property
    def callback(self) -> Callback:
        """Callback API; `await vk.callback.add(group.id, url, secret)`."""
        return self.core.callback

    def push_raw(self, raw: object, group_id: int | None = None) -> None:
        """Put anything at all among the updates of one community, or of all."""
        self.longpoll.push_raw(raw, group_id)

    def hold_events(self) -> None:
        """Echoes and everything else come late: at `release_events`."""
        self.core.events.hold()

    def release_events(self, *, newest_first: bool = False) -> None:
        self.core.events.release(newest_first=newest_first)

    def lose_events(self) -> None:
        """Those that are held never come: the history that held them is lost."""
        self.core.events.lose()

    def events(self, kind: str | None = None) -> list[str]:
        """The event_ids of what happened, oldest first."""
        return [each.event_id for each in self.core.events.log if kind in (None, each.type)]

    def _seen(self) -> str:
        calls = ", ".join(f"{call.method} → {call.outcome}" for call in self.calls[-8:]) or "none"
        comments = [each.text for each in self.core.world.comments.values()][-5:]
        messages = [m.text for each in self.core.world.conversations.values() for m in each.messages][-5:]
        return f"last calls: {calls}; last comments: {comments}; messages: {messages}".replace(
            ORIGIN, self.url
        )
