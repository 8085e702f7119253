"""The parts of the sandbox's VK, put together; methods and people both work on them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.vk.blacklist import Blacklist
from sandbox.vk.callback import Callback
from sandbox.vk.changes import Changes
from sandbox.vk.dialogs import Dialogs
from sandbox.vk.errors import VkError
from sandbox.vk.events import Events
from sandbox.vk.failures import Failures
from sandbox.vk.limits import Habits, Limits
from sandbox.vk.longpoll import LongPoll
from sandbox.vk.media import Media
from sandbox.vk.params import Params
from sandbox.vk.state import Group, World
from sandbox.vk.things import Things
from sandbox.vk.tokens import Token, Tokens
from sandbox.vk.uploads import Uploads
from sandbox.vk.wall import Wall


class Core:
    """Everything behind the HTTP server. `url` is filled in when the server has a port."""

    def __init__(
        self, clock: Callable[[], float] = time.time, limits: Limits | None = None, first_id: int = 1
    ) -> None:
        self.url = ""
        self.limits = limits or Limits()
        self.habits = Habits()
        self.changes = Changes()
        self.world = World(clock, first_id)
        self.media = Media(self.world.now, first_id)
        self.uploads = Uploads(self.media)
        self.events = Events(self.changes)
        self.longpoll = LongPoll(self.changes, self.limits.history, first_id - 1)
        self.callback = Callback(self.changes)
        self.events.to(self.longpoll.take)
        self.events.to(self.callback.take)
        self.wall = Wall(self.world, self.events, self.habits)
        self.things = Things(self.world, self.events, self.habits)
        self.dialogs = Dialogs(self.world, self.events, self.habits)
        self.blacklist = Blacklist(self.world, self.events)
        self.tokens = Tokens(self.limits, clock)
        self.failures = Failures()


@dataclass
class Call:
    """A request to the API, without its access_token.

    `outcome`: "ok", "error 213", or "fault" when it was never applied. "ok" does not mean that the client heard it.
    """

    method: str
    params: dict[str, str]
    at: float
    outcome: str = "fault"
    token: Token | None = None
    response: object = None


class Calls(list[Call]):
    """The last calls, oldest first."""

    LONGEST = 20_000

    def keep(self, call: Call) -> Call:
        self.append(call)
        if len(self) > self.LONGEST:
            del self[: self.LONGEST // 10]
        return call


@dataclass(frozen=True)
class Asked:
    """One accepted call as a method sees it."""

    core: Core
    token: Token
    params: Params
    version: tuple[int, int]

    def own_group(self) -> Group:
        """The community the call acts for: the token's; `group_id`, where given, must be the same."""
        named = self.params.optional_integer("group_id", minimum=1)
        if self.token.group_id is None or named not in (None, self.token.group_id):
            raise VkError(15, "no access to this group")
        return self.core.world.groups[self.token.group_id]

    def is_ours(self, owner_id: int) -> bool:
        return self.token.group_id is not None and owner_id == -self.token.group_id
