"""The webhook: what Telegram sends is stored, and only then accepted. What is not accepted it sends again."""

from __future__ import annotations

import hmac
import json

import structlog
from aiohttp import web

from bot.bench import Bench
from bot.telegram.hooking import PATH, secret_of
from bot.telegram.inbox import keep, update_ids
from storage.errors import DATABASE_FAILED

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN_IN = 2
"""Seconds after which Telegram should try again; left to itself it waits longer each time."""


def routes(bench: Bench) -> list[web.RouteDef]:
    secret = secret_of(bench.bot.token).encode()

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret):
            log.info("webhook called by somebody else", header=bool(given))
            raise web.HTTPForbidden(text="not Telegram\n")
        known = dict(update_ids([_read(await request.read())]))
        if not known:
            raise web.HTTPBadRequest(text="not an update\n")
        try:
            await keep(bench, known.values())
        except DATABASE_FAILED as error:
            log.warning("update not stored", updates=list(known), error=type(error).__name__)
            raise web.HTTPServiceUnavailable(
                text="not stored\n", headers={"Retry-After": str(AGAIN_IN)}
            ) from None
        return web.Response()

    return [web.post(PATH, take)]


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
