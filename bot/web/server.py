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
"""From a connection, or the answer before, to the end of a request's head."""
LINGER_SECONDS = 1.0
"""What is still sent after the answer is read and thrown away so long, lest the answer be lost on its way."""
CONNECTIONS = 500
"""At once. Networks use a few; a program may have 1,024 files open, and the desk's own are among them."""
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
    runner = web.AppRunner(
        app,
        keepalive_timeout=KEEPALIVE_SECONDS,
        shutdown_timeout=STOP_SECONDS,
        lingering_time=LINGER_SECONDS,
        auto_decompress=False,  # signatures are over the bytes as they came, and a small body stays small
    )
    await runner.setup()
    try:
        try:
            door = await _open(runner, listen)
        except (OSError, UnicodeError) as error:
            raise ConfigError(
                f"LISTEN: found '{listen}', expected an address to listen on; {_why(error)}"
            ) from None
        try:
            yield Address(listen.host, door.sockets[0].getsockname()[1])
        finally:
            door.close()
    finally:
        await runner.cleanup()


async def _open(runner: web.AppRunner, listen: Address) -> asyncio.Server:
    """aiohttp itself takes any number of connections."""
    server, loop = runner.server, asyncio.get_running_loop()
    assert server is not None

    def accept() -> asyncio.Protocol:
        # Whoever gave up waiting holds no file any more, though their request may still be dealt with.
        open_ones = sum(one.transport is not None for one in server.connections)
        return server() if open_ones < CONNECTIONS else _Full()

    return await loop.create_server(accept, listen.host, listen.port)


class _Full(asyncio.Protocol):
    """One connection too many: who is meant comes again."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.abort()


def _why(error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        return "nobody knows that host"
    match error.errno:
        case errno.EADDRINUSE:
            return "another program listens there already"
        # None: asyncio's own words, since Python 3.13: "could not bind on any address".
        case errno.EADDRNOTAVAIL | None:
            return "this machine does not have that address"
        case errno.EACCES | errno.EPERM:
            return "ports below 1024 need special rights"
        case _:
            return f"{error.strerror or type(error).__name__}"
