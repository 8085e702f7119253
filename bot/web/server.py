"""The HTTP server: which routes there are, within which bounds, and how it starts and stops."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.config import ConfigError
from bot.values import Address

log = structlog.get_logger()

BODY_BYTES = 1024**2
"""The largest webhooks are some 100 KiB."""
REQUEST_SECONDS = 15
"""From the end of a request's head to its answer, the reading of its body included."""
KEEPALIVE_SECONDS = 30
STOP_SECONDS = 0.5
"""For requests under way at the end: by then nobody should have sent any for a while."""


def make_app(routes: Iterable[web.AbstractRouteDef], counting: Middleware | None = None) -> web.Application:
    """An application with the bounds that hold for every route. `counting` sees every answer."""
    app = web.Application(
        middlewares=[*([] if counting is None else [counting]), _bounded], client_max_size=BODY_BYTES
    )
    app.add_routes(routes)
    app.on_response_prepare.append(_plain_headers)
    return app


@web.middleware
async def _bounded(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            return await handler(request)
    except TimeoutError:
        # Of an address only what we gave: what follows may be a network's secret.
        where = request.match_info.route.resource
        log.warning("request took too long", path=where.canonical if where else "unknown")
        raise web.HTTPServiceUnavailable(text="took too long\n") from None


async def _plain_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Nothing about versions to strangers; nothing kept or guessed by what stands between."""
    response.headers["Server"] = "otklik"
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"


@asynccontextmanager
async def serving(app: web.Application, listen: Address) -> AsyncIterator[Address]:
    """Serves until left; gives the address with its real port. Raises ConfigError if it cannot listen there."""
    runner = web.AppRunner(app, keepalive_timeout=KEEPALIVE_SECONDS, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, listen.host, listen.port).start()
        except (OSError, UnicodeError) as error:
            raise ConfigError(
                f"LISTEN: found '{listen}', expected an address to listen on; {_why(error)}"
            ) from None
        yield Address(listen.host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _why(error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        return "nobody knows that host"
    match error.errno:
        case errno.EADDRINUSE:
            return "another program listens there already"
        case errno.EADDRNOTAVAIL:
            return "this machine does not have that address"
        case errno.EACCES | errno.EPERM:
            return "ports below 1024 need special rights"
        case _:
            return f"{error.strerror or type(error).__name__}"
