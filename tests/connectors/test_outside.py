"""The door to addresses from outside, at the wire: names, redirects, sizes, what goes along."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from connectors.addresses import Inside, Reach
from connectors.outside import FAILED, HOPS, PASSING, PIECE, NotGiven, Outside, download
from tests.socks import Socks5

ANY = Reach(ports=None)
PUBLIC = "93.184.216.34"
MOST = 3 * PIECE
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class House:
    """A server on this machine; `seen`: the requests that reached it."""

    port: int = 0
    seen: list[web.Request] = field(default_factory=list)
    answers: dict[str, Handler] = field(default_factory=dict)
    sent: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def own(self) -> Reach:
        """As if the owner had set it for the network's API."""
        return Reach(own=self.url)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        handler = self.answers.get(request.path)
        return web.Response(body=b"secret") if handler is None else await handler(request)

    def leads(self, path: str, target: str, status: int = 302) -> str:
        async def away(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": target, "Set-Cookie": "a=b"})

        self.answers[path] = away
        return self.url + path

    def says(self, path: str, body: bytes, **headers: str) -> str:
        async def said(_: web.Request) -> web.StreamResponse:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=body, headers=names)

        self.answers[path] = said
        return self.url + path

    def streams(self, path: str, pieces: int, pause: float = 0) -> str:
        async def without_end(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse()
            await response.prepare(request)
            for _ in range(pieces):
                await response.write(bytes(PIECE))
                self.sent += PIECE
                await asyncio.sleep(pause)
            return response

        self.answers[path] = without_end
        return self.url + path


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", house.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    house.port = runner.addresses[0][1]
    yield house
    await runner.cleanup()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What the system's resolver says to each question about a name, the last answer again and again."""
    known: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def lookup(host: Any, port: Any, *args: Any, **how: Any) -> Any:
        if host not in known:
            return real(host, port, *args, **how)
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for each in found for one in real(each, port, 0, socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return known


async def get(url: str, reach: Reach, *, hops: int = 0, seconds: float = 5) -> bytes:
    outside = Outside(reach, aiohttp.ClientTimeout(total=seconds))
    try:
        async with outside.open(url, hops=hops) as response:
            return await response.read()
    finally:
        await outside.close()


# --- where it leads


@pytest.mark.parametrize("answer", [["127.0.0.1"], [PUBLIC, "127.0.0.1"], ["::ffff:127.0.0.1"], ["10.0.0.7"]])
async def test_a_name_that_stands_for_the_inside(
    house: House, names: dict[str, list[list[str]]], answer: list[str]
) -> None:
    names["files.example.com"] = [answer]
    with pytest.raises(Inside):
        await get(f"http://files.example.com:{house.port}/", ANY)
    assert house.seen == []


async def test_a_name_that_stands_for_something_else_the_second_time_is_asked_once(
    house: House, names: dict[str, list[list[str]]]
) -> None:
    names["files.example.com"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(FAILED):
        await get(f"http://files.example.com:{house.port}/", ANY, seconds=0.3)
    assert house.seen == []
    assert names["files.example.com"] == [["127.0.0.1"]], (
        "one question: what was checked is what is connected to"
    )


async def test_a_name_of_ours_stands_wherever_it_does(
    house: House, names: dict[str, list[list[str]]]
) -> None:
    names["vk.gateway.example"] = [["127.0.0.1"]]
    own = f"http://vk.gateway.example:{house.port}"
    assert await get(f"{own}/a", Reach(own=own)) == b"secret"
    with pytest.raises(Inside):
        await get(f"{own}/a", ANY)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        *(
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost/",
            "file:///etc/passwd",
            "//127.0.0.2/",
        ),
        *(
            "http://files.example.com/",
            "http://2130706433/",
            "http://u:p@vk.com/",
            "http://[::1]/",
            "http://[",
        ),
    ],
)
async def test_a_redirect_leads_nowhere_but_outside(
    house: House, names: dict[str, list[list[str]]], target: str, status: int
) -> None:
    names["files.example.com"] = [["127.0.0.1"]]
    with pytest.raises(Inside):
        await get(house.leads("/a", target, status), house.own, hops=HOPS)
    assert len(house.seen) == 1


async def test_a_stranger_leads_not_even_to_what_is_ours(house: House) -> None:
    """Reached by a proxy, as nothing on this machine is outside."""
    proxy = Socks5(names={"stranger.example.com": ("127.0.0.1", house.port)})
    reach = Reach(await proxy.start(), own=house.url)
    house.leads("/a", house.url + "/internal")
    with pytest.raises(Inside):
        await get("http://stranger.example.com/a", reach, hops=HOPS)
    assert [one.path for one in house.seen] == ["/a"]
    await proxy.stop()


async def test_by_a_proxy_names_are_looked_up_there_and_forms_are_checked_here(
    house: House, names: dict[str, list[list[str]]]
) -> None:
    names["files.example.com"] = [["127.0.0.1"]]
    proxy = Socks5(names={"files.example.com": ("127.0.0.1", house.port)})
    reach = Reach(await proxy.start())
    assert await get("http://files.example.com/a", reach) == b"secret"
    for inside in ("http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://2130706433/"):
        with pytest.raises(Inside):
            await get(inside, reach)
    assert proxy.connections == 1
    await proxy.stop()


async def test_redirects_come_to_an_end_and_nothing_goes_along(house: House, tmp_path: Path) -> None:
    house.leads("/a", "/b")
    house.leads("/b", "c")
    await download(house.url + "/a", tmp_path / "file", MOST, house.own, 5)
    assert (tmp_path / "file").read_bytes() == b"secret"
    assert [one.path for one in house.seen] == ["/a", "/b", "/c"]
    known = {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    assert {name for one in house.seen for name in one.headers} <= known
    house.leads("/round", "/round")
    with pytest.raises(NotGiven, match="HTTP 302"):
        await download(house.url + "/round", tmp_path / "file", MOST, house.own, 5)
    assert len(house.seen) == 3 + HOPS + 1


async def test_a_dead_proxy_is_no_defect(house: House) -> None:
    for proxy in ("socks5://127.0.0.1:1", "http://127.0.0.1:1", house.url):
        with pytest.raises(PASSING):
            await get("http://vk.com/a", Reach(proxy))


# --- how much


async def test_as_large_as_it_may_be_and_a_byte_more(house: House, tmp_path: Path) -> None:
    path = tmp_path / "file"
    await download(house.says("/a", b"x" * MOST), path, MOST, house.own, 5)
    assert path.stat().st_size == MOST
    with pytest.raises(NotGiven, match="too big") as caught:
        await download(house.says("/b", b"x" * (MOST + 1)), path, MOST, house.own, 5)
    assert caught.value.size == MOST + 1
    with pytest.raises(NotGiven, match="empty"):
        await download(house.says("/c", b""), path, MOST, house.own, 5)


async def test_without_a_length_it_is_cut_where_it_grows_too_big(house: House, tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(NotGiven, match="too big") as caught:
        await download(house.streams("/a", 1000), path, MOST, house.own, 20)
    assert caught.value.size is None
    assert path.stat().st_size <= MOST
    assert house.sent < 500 * PIECE, "the rest was not waited for"


async def test_what_is_packed_is_not_unpacked(house: House, tmp_path: Path) -> None:
    path = tmp_path / "file"
    bomb = gzip.compress(bytes(20 * 1024 * 1024))
    with pytest.raises(NotGiven, match="packed"):
        await download(house.says("/a", bomb, Content_Encoding="gzip"), path, MOST, house.own, 5)
    assert house.seen[0].headers["Accept-Encoding"] == "identity"
    assert not path.exists()


async def test_a_slow_one_is_left(house: House, tmp_path: Path) -> None:
    with pytest.raises(TimeoutError):
        await download(house.streams("/a", 100, 0.05), tmp_path / "file", 200 * PIECE, house.own, 0.3)
