"""Telegram's updates by webhook, where PUBLIC_URL says how we are seen from outside: set, looked after, set anew.

The updates themselves come to `bot/web/telegram.py`, in every process that serves LISTEN; one process keeps the hook.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from aiogram.types import WebhookInfo

from bot.bench import Bench
from bot.desk.retry import backoff
from bot.telegram.errors import SENDING_FAILED, trouble_of
from bot.telegram.inbox import ALLOWED
from bot.troubles import TELEGRAM, Pulse

log = structlog.get_logger()

PATH = "/telegram"
"""Below PUBLIC_URL. It is no secret; what Telegram says in the header is."""
LOOK_EVERY = 60.0
WEBHOOK = "webhook"


def secret_of(token: str) -> str:
    """What Telegram says with every update, so that nobody else can: the same in every process, and not the token.

    1-256 of A-Z a-z 0-9 _ - are allowed (Bot API, setWebhook).
    """
    return hmac.digest(token.encode(), b"otklik telegram webhook", hashlib.sha256).hex()


class Hook:
    """Keeps Telegram's webhook where it belongs."""

    def __init__(
        self, bench: Bench, public_url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._bench = bench
        self._url = public_url + PATH
        self._sleep = sleep
        self._set = False
        self._reached = Pulse(bench.sessions, TELEGRAM, bench.clock)
        self._arrives = Pulse(bench.sessions, WEBHOOK, bench.clock)
        self._seen_error: datetime | None = None
        """The last one that was dealt with: Telegram keeps telling of it after all is well."""

    async def run(self) -> None:
        """Until cancelled."""
        failures = 0
        for pulse in (self._reached, self._arrives):
            pulse.forget()
        while True:
            try:
                await self._look()
            except SENDING_FAILED as error:
                failures += 1
                trouble = trouble_of(error).value
                log.warning("webhook not looked after", trouble=trouble, failures=failures)
                self._bench.health.bad("telegram", f"webhook not looked after: {trouble}")
                await self._reached.fails("telegram-away")
                await self._sleep(getattr(error, "retry_after", None) or backoff(failures).total_seconds())
            else:
                failures = 0
                await self._sleep(LOOK_EVERY)

    async def _look(self) -> None:
        """Set once in any case: which secret Telegram was told is not to be seen."""
        info = await self._bench.bot.get_webhook_info()
        error = None if info.last_error_date == self._seen_error else info.last_error_message
        self._seen_error = info.last_error_date
        why = self._why_anew(info, error) if self._set else "started"
        if why is not None:
            await self._bench.bot.set_webhook(
                self._url, secret_token=secret_of(self._bench.bot.token), allowed_updates=list(ALLOWED)
            )
            level = log.warning if self._set else log.info
            level("webhook set", url=self._url, why=why, waiting=info.pending_update_count)
        if self._set and error is not None and info.pending_update_count:
            self._bench.health.bad("telegram", f"updates do not arrive at PUBLIC_URL: {error}")
            await self._arrives.fails("hook-away")
        else:
            self._bench.health.beat("telegram", self._bench.clock())
            await self._arrives.is_well()
        self._set = True
        await self._reached.is_well()

    def _why_anew(self, info: WebhookInfo, error: str | None) -> str | None:
        """Setting it anew also makes Telegram try at once what it could not deliver."""
        if info.url != self._url:
            return "another program set its own" if info.url else "it was taken away"
        if set(info.allowed_updates or ()) != set(ALLOWED):
            return "it lacks updates"
        return error
