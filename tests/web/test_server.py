import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from bot.config import ConfigError
from bot.health import Health
from bot.values import Address
from bot.web import server
from bot.web.health import routes
from bot.web.server import make_app, serving

NOW = datetime(2025, 3, 5, 9, tzinfo=UTC)
ANY = Address("127.0.0.1", 0)


class Database:
    """What the ping asks: well, broken or silent."""

    broken: Exception | None = None
    silent = False

    async def ping(self) -> None:
        if self.silent:
            await asyncio.Event().wait()
        if self.broken is not None:
            raise self.broken


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
async def client(health: Health, database: Database) -> AsyncIterator[aiohttp.ClientSession]:
    app = make_app([*routes(health, lambda: NOW, database.ping), *_others()])
    async with serving(app, ANY) as at, aiohttp.ClientSession(f"http://{at}") as client:
        yield client


def _others() -> list[web.RouteDef]:
    async def read(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await request.read())))

    async def hang(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    return [web.post("/read", read), web.get("/hang", hang)]


async def test_it_lives(client: aiohttp.ClientSession, database: Database) -> None:
    database.broken = OSError()
    async with client.get("/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok\n")
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Server"] == "otklik"
    async with client.head("/healthz") as response:
        assert response.status == 200


async def test_ready(client: aiohttp.ClientSession, health: Health) -> None:
    health.beat("telegram", NOW)
    async with client.get("/readyz") as response:
        assert (response.status, await response.text()) == (200, "database: ok\ntelegram: ok\n")
        assert response.content_type == "text/plain"


async def test_not_ready_in_words(client: aiohttp.ClientSession, health: Health, database: Database) -> None:
    health.beat("vk:1234", datetime(2025, 3, 5, 8, 57, tzinfo=UTC))
    health.bad("telegram", "https://api.telegram.org/bot123456789:AAE-abcdefghijklmnopqrstuvwxyz_012 is down")
    database.broken = ConnectionRefusedError("postgresql://u:password@host")
    async with client.get("/readyz") as response:
        assert response.status == 503
        assert await response.text() == (
            "database: no answer (ConnectionRefusedError)\n"
            "telegram: https://api.telegram.org/bot123456789:*** is down\n"
            "vk 1234: no answer for 3 min\n"
        )
    database.broken = None
    async with client.get("/readyz") as response:
        assert (await response.text()).startswith("database: ok\n")


async def test_a_balancer_is_told_only_whether_requests_may_come(
    client: aiohttp.ClientSession, health: Health, database: Database
) -> None:
    health.bad("operator group", "not bound yet: say /setup in it")
    async with client.get("/readyz/web") as response:
        assert (response.status, await response.text()) == (200, "database: ok\n")
    health.stop()
    async with client.get("/readyz/web") as response:
        assert (response.status, await response.text()) == (503, "database: ok\notklik: stopping\n")


async def test_as_json_for_who_asks(client: aiohttp.ClientSession, health: Health) -> None:
    health.bad("vk:1234", "stopped")
    async with client.get("/readyz", headers={"Accept": "application/json"}) as response:
        assert response.status == 503
        assert await response.json() == {
            "ready": False,
            "parts": [
                {"name": "database", "ok": True, "words": "ok"},
                {"name": "vk:1234", "ok": False, "words": "stopped"},
            ],
        }


async def test_a_silent_database(
    client: aiohttp.ClientSession, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.health.DATABASE_SECONDS", 0.01)
    database.silent = True
    async with client.get("/readyz") as response:
        assert (response.status, await response.text()) == (503, "database: no answer within 0.01 s\n")


async def test_large_bodies_are_refused(client: aiohttp.ClientSession) -> None:
    async with client.post("/read", data=b"x" * server.BODY_BYTES) as response:
        assert await response.text() == str(server.BODY_BYTES)
    async with client.post("/read", data=b"x" * (server.BODY_BYTES + 1)) as response:
        assert response.status == 413


async def test_what_takes_too_long_is_ended(
    client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.01)
    async with client.get("/hang") as response:
        assert (response.status, await response.text()) == (503, "took too long\n")


async def test_unknown_paths(client: aiohttp.ClientSession) -> None:
    async with client.get("/.env") as response:
        assert response.status == 404


async def test_a_taken_port_is_one_clear_line() -> None:
    async with serving(make_app([]), ANY) as at:
        with pytest.raises(ConfigError) as error:
            async with serving(make_app([]), at):
                pass
    assert str(error.value) == (
        f"LISTEN: found '127.0.0.1:{at.port}', expected an address to listen on;"
        " another program listens there already"
    )


@pytest.mark.parametrize(
    ("listen", "why"),
    [
        (Address("192.0.2.1", 0), "this machine does not have that address"),
        (Address("no-such-host.invalid", 0), "nobody knows that host"),
    ],
)
async def test_an_address_that_is_not_ours(listen: Address, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        async with serving(make_app([]), listen):
            pass


async def test_after_the_end_the_port_is_free() -> None:
    async with serving(make_app([]), ANY) as at:
        pass
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind((at.host, at.port))
