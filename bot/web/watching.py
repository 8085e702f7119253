"""What is served about this process: for a balancer, for people, and for Prometheus."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.bench import Bench
from bot.config import Settings
from bot.monitoring.asked import Asked
from bot.monitoring.exposed import Exposed
from bot.web import health, metrics


def watching_routes(bench: Bench, settings: Settings, engine: AsyncEngine) -> list[web.RouteDef]:
    """Of `/metrics` the route is the last: it is not at LISTEN where it has an address of its own."""

    async def ping() -> None:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    asked = Asked(bench.sessions, bench.clock, lambda: [account_id for account_id, _ in bench.networks])
    exposed = Exposed(bench.counts, bench.health, bench.clock, engine, asked)
    proxied = settings.public_url is not None and settings.metrics_listen is None
    token = settings.metrics_token
    access = metrics.Access(None if token is None else token.get_secret_value(), proxied)
    return [*health.routes(bench.health, bench.clock, ping), *metrics.routes(exposed.page, access)]
