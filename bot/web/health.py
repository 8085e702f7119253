"""`/healthz`: the process lives. `/readyz`: every part is well, or which is not, in words.

`/readyz/web` is for a balancer: whether requests may come here at all. What a person should mend, or what Telegram or
a network lacks, must not keep the webhook's updates away: they may be what mends it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from bot.health import DATABASE, OURSELVES, Health, Readiness
from bot.log import redact

DATABASE_SECONDS = 2

Clock = Callable[[], datetime]
Ping = Callable[[], Awaitable[object]]
"""Asks the database something; whatever it raises means that there is none."""


def routes(health: Health, clock: Clock, ping: Ping) -> list[web.RouteDef]:
    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(request: web.Request) -> web.Response:
        await _ask_database(health, ping)
        return _shown(request, health.readiness(clock()))

    async def serves(request: web.Request) -> web.Response:
        await _ask_database(health, ping)
        return _shown(request, health.readiness(clock(), (DATABASE, OURSELVES)))

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/readyz/web", serves)]


async def _ask_database(health: Health, ping: Ping) -> None:
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            await ping()
    except TimeoutError:
        health.bad(DATABASE, f"no answer within {DATABASE_SECONDS} s")
    except Exception as error:  # noqa: BLE001 - any failure is the answer to the question
        health.bad(DATABASE, f"no answer ({type(error).__name__})")
    else:
        health.ok(DATABASE)


def _shown(request: web.Request, readiness: Readiness) -> web.Response:
    status = 200 if readiness.ready else 503
    if "application/json" in request.headers.get("Accept", ""):
        parts = [
            {"name": part.name, "ok": part.well, "words": redact(part.words)} for part in readiness.parts
        ]
        return web.json_response({"ready": readiness.ready, "parts": parts}, status=status)
    return web.Response(text="".join(f"{redact(str(part))}\n" for part in readiness.parts), status=status)
