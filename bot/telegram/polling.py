"""Telegram's updates by long polling, where there is no address to send them to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram.methods import TelegramMethod

from bot.bench import Bench
from bot.config import ConfigError
from bot.desk.retry import backoff
from bot.telegram.errors import SENDING_FAILED, Trouble, trouble_of
from bot.telegram.inbox import ALLOWED, Inbox, keep, update_ids
from bot.troubles import TELEGRAM, Pulse
from storage.errors import DATABASE_FAILED

log = structlog.get_logger()

WAIT = 25
"""Seconds of a long poll; Telegram allows 50."""
CONFLICTS = 5
"""In a row, over half a minute: a program that is just stopping elsewhere is waited for."""
BREATH = 0.02
"""Seconds after something came: it is dealt with first, and in a stream more comes together."""

Sleep = Callable[[float], Awaitable[None]]


class Conflict(ConfigError):
    """Another program polls with this token: fatal."""


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates that does not read what comes: an update that aiogram does not know must not cost the others."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Poller:
    """Long polling with an offset that moves only after the commit."""

    def __init__(self, bench: Bench, inbox: Inbox, sleep: Sleep = asyncio.sleep) -> None:
        self._bench, self._inbox = bench, inbox
        self._sleep = sleep
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0
        self._pulse = Pulse(bench.sessions, TELEGRAM, bench.clock)
        self._came = False
        self._wait = 0
        """Of the next poll: the first one, and the first after trouble, tells at once that all is well."""

    async def run(self) -> None:
        """Until cancelled. Raises Conflict when another program polls with the same token."""
        self._pulse.forget()
        while True:
            try:
                await self._keep(await self._poll())
            except Exception as error:  # noqa: BLE001 - whatever came, polling must go on
                await self._trouble(error)
            else:
                self._failures = self._conflicts = 0
                self._wait = WAIT
                self._bench.health.beat("telegram", self._bench.clock())
                await self._pulse.is_well()
                if self._came:
                    await self._sleep(BREATH)

    async def _poll(self) -> list[Any]:
        call = GetRawUpdates(offset=self._offset, timeout=self._wait, allowed_updates=list(ALLOWED))
        return await self._bench.bot(call, request_timeout=WAIT + 10)

    async def _keep(self, updates: Sequence[object]) -> None:
        """Store, commit, and only then let Telegram forget them."""
        known = dict(update_ids(updates))
        self._came = bool(known)
        if known:
            if len(known) > 1 or not await self._inbox.take(*known.values()):
                await keep(self._bench, known.values())
            self._offset = max(known) + 1

    async def _trouble(self, error: Exception) -> None:
        """Whatever went wrong, the next poll brings what this one did not."""
        self._failures += 1
        outside = isinstance(error, SENDING_FAILED)
        trouble = trouble_of(error) if outside else Trouble.UNKNOWN
        self._conflicts = self._conflicts + 1 if trouble is Trouble.CONFLICT else 0
        self._wait = WAIT if self._conflicts else 0
        if self._conflicts > CONFLICTS:
            raise Conflict(
                "Telegram says that another program polls with this bot token: stop the other one"
            ) from error
        what = trouble.value if outside else type(error).__name__
        log.warning("no updates", trouble=what, failures=self._failures)
        if not outside and not isinstance(error, DATABASE_FAILED):
            log.error("polling broke", exc_info=error)
        if trouble is Trouble.WEBHOOK:
            await self._remove_webhook()
            if self._failures == 1:
                return
        self._bench.health.bad("telegram", f"no updates: {what}")
        if outside:
            await self._pulse.fails("telegram-away")
        await self._sleep(getattr(error, "retry_after", None) or backoff(self._failures).total_seconds())

    async def _remove_webhook(self) -> None:
        """Left by a run with PUBLIC_URL, or by another program. What waits for it is not dropped: we get it now."""
        try:
            await self._bench.bot.delete_webhook()
        except SENDING_FAILED as error:
            log.warning("webhook not removed", trouble=trouble_of(error).value)
        else:
            log.warning("webhook removed: without PUBLIC_URL updates are polled for")
