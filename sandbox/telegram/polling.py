"""getUpdates: long polling, one client at a time."""

import asyncio

from .errors import TERMINATED, TERMINATED_BY_WEBHOOK, WEBHOOK_ACTIVE, conflict
from .model import Json
from .params import Params
from .state import World

MAX_TIMEOUT = 50


class Poller:
    """A second getUpdates ends the first one with 409, as the real server does; the second goes on.

    The real server also slows down clients that ask again within 3 seconds without waiting; this one does not.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._waiting: asyncio.Future[str] | None = None

    async def get_updates(self, params: Params) -> list[Json]:
        if self.world.webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        self.end(TERMINATED)
        offset, limit = params.integer("offset"), params.bounded("limit", 100, 1, 100)
        timeout = params.bounded("timeout", 0, 0, MAX_TIMEOUT)
        if "allowed_updates" in params:
            self.world.queue.allow(params.decoded()["allowed_updates"])
        found = self._fetch(offset, limit)
        if found or not timeout:
            return found
        return await self._wait(offset, limit, timeout)

    def end(self, reason: str) -> None:
        """Terminate the poll that is waiting, if any."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(reason)

    def end_for_webhook(self) -> None:
        self.end(TERMINATED_BY_WEBHOOK)

    def _fetch(self, offset: int, limit: int) -> list[Json]:
        return [update.json() for update in self.world.queue.fetch(offset, limit, self.world.now)]

    async def _wait(self, offset: int, limit: int, timeout: float) -> list[Json]:
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting = ended
        changed = asyncio.Event()
        forget = self.world.ticker.listen(changed.set)
        try:
            async with asyncio.timeout(timeout):
                return await self._next(offset, limit, ended, changed)
        except TimeoutError:
            return []
        finally:
            forget()

    async def _next(
        self, offset: int, limit: int, ended: asyncio.Future[str], changed: asyncio.Event
    ) -> list[Json]:
        ended.add_done_callback(lambda _: changed.set())
        while True:
            await changed.wait()
            changed.clear()
            if ended.done():
                raise conflict(ended.result())
            if found := self._fetch(max(offset, 0), limit):
                return found
