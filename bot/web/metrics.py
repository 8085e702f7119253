"""`/metrics`, for Prometheus: with METRICS_TOKEN who shows it; without, who asks on this very machine.

Where PUBLIC_URL is set, what comes from this machine may come from anywhere, through a proxy: then only by the token, or
at METRICS_LISTEN, which no proxy stands before.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST, Counter

PATH = "/metrics"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""What proxies add: who asks is somebody else than the peer."""

Page = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Access:
    """`token` None: nobody can show one. `proxied`: a proxy may stand before us."""

    token: str | None
    proxied: bool

    def refusal(self, request: web.Request) -> web.HTTPException | None:
        """None: let in."""
        if self.token is not None:
            given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
            if hmac.compare_digest(given, f"Bearer {self.token}".encode()):
                return None
            return web.HTTPUnauthorized(
                text="METRICS_TOKEN is needed\n", headers={"WWW-Authenticate": "Bearer"}
            )
        if self.proxied or not _from_here(request):
            return web.HTTPForbidden(text="not from there without METRICS_TOKEN\n")
        return None


def routes(page: Page, access: Access) -> list[web.RouteDef]:
    async def metrics(request: web.Request) -> web.Response:
        if (refusal := access.refusal(request)) is not None:
            raise refusal
        return web.Response(body=await page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get(PATH, metrics, allow_head=False)]


def counting(requests: Counter) -> Middleware:
    """A middleware. Of an address only what the program names itself: what follows may be anybody's."""

    @web.middleware
    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        status = 500
        try:
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            resource = request.match_info.route.resource
            requests.labels("other" if resource is None else resource.canonical, str(status)).inc()

    return count


def _from_here(request: web.Request) -> bool:
    """The peer is this machine, and speaks for itself."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
