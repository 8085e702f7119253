"""The real program in processes of its own, and what stands between Telegram and several of them."""

from __future__ import annotations

import asyncio
import itertools
import re
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.chaos.programs import environment
from tests.flows.forked import Forked, fork
from tests.flows.stage import Stage

SECONDS = 120
"""A start costs some; a machine that runs other tests beside takes several times as long."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Program:
    """`otklik run` at work."""

    process: Forked
    log: Path
    address: str

    @property
    def said(self) -> str:
        return self.log.read_text()

    async def at_work(self) -> None:
        """Until it says so."""
        async with asyncio.timeout(SECONDS):
            while not re.search(r"^otklik is at work", self.said, re.MULTILINE):
                assert self.process.returncode is None, self.said
                await asyncio.sleep(0.05)

    async def readiness(self, path: str = "/readyz") -> str:
        """What it says of itself; empty if nobody answers."""
        with suppress(aiohttp.ClientError, TimeoutError):
            async with (
                aiohttp.ClientSession() as client,
                client.get(f"http://{self.address}{path}") as response,
            ):
                return await response.text()
        return ""

    async def says(self, words: str, seconds: float = SECONDS) -> float:
        """How long it took /readyz to say so."""
        since = time.monotonic()
        async with asyncio.timeout(seconds):
            while words not in await self.readiness():
                assert self.process.returncode is None, self.said
                await asyncio.sleep(0.05)
        return time.monotonic() - since

    async def stopped(self) -> float:
        """Told to stop; how many seconds that took."""
        since = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(SECONDS):
            code = await self.process.wait()
        assert code == 0, self.said
        assert "Traceback" not in self.said, self.said
        return time.monotonic() - since

    async def killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


@dataclass
class Programs:
    """Starts them on one stage; none outlives it."""

    stage: Stage
    folder: Path
    settings: dict[str, str]
    started: list[Program] = field(default_factory=list)

    async def start(self, *arguments: str, address: str | None = None, **settings: str) -> Program:
        """`address`: as LISTEN; any free one if not given. Not at work yet."""
        address = address or f"127.0.0.1:{free_port()}"
        env = {**environment(self.stage, self.folder), "LISTEN": address, **self.settings, **settings}
        path = self.folder / f"log-{len(self.started)}"
        path.touch()
        process = fork(arguments, env, self.folder, path)
        program = Program(process, path, address)
        self.started.append(program)
        return program


@asynccontextmanager
async def programs(stage: Stage, folder: Path, **settings: str) -> AsyncIterator[Programs]:
    made = Programs(stage, folder, settings)
    try:
        yield made
    finally:
        for one in made.started:
            if one.process.returncode is None:
                await one.killed()


@asynccontextmanager
async def program(stage: Stage, folder: Path) -> AsyncIterator[None]:
    """One that listens to VK, killed with SIGKILL on leaving."""
    async with programs(stage, folder) as made:
        one = await made.start()
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting, timeout=60)
        yield
    assert one.process.returncode == -signal.SIGKILL, one.said


class Balancer:
    """Sends requests to the replicas in turn; one that is not ready is left out, as Caddy and nginx do it.

    `lost` counts the requests that a chosen replica did not answer.
    """

    def __init__(self, *replicas: str) -> None:
        self.lost = 0
        self._ready = dict.fromkeys(replicas, False)
        self._turns = itertools.cycle(replicas)

    def ready(self, replica: str) -> bool:
        return self._ready[replica]

    async def until(self, replica: str, *, ready: bool) -> None:
        async with asyncio.timeout(SECONDS):
            while self._ready[replica] is not ready:
                await asyncio.sleep(0.05)

    async def look(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(2)) as client:
            while True:
                for replica in self._ready:
                    try:
                        async with client.get(f"http://{replica}/readyz/web") as response:
                            self._ready[replica] = response.status == 200
                    except (aiohttp.ClientError, TimeoutError):
                        self._ready[replica] = False
                await asyncio.sleep(0.2)

    async def pass_on(self, request: web.Request) -> web.Response:
        chosen = next(
            (one for one in itertools.islice(self._turns, len(self._ready)) if self._ready[one]), None
        )
        if chosen is None:
            raise web.HTTPBadGateway
        headers = {name: value for name, value in request.headers.items() if name.startswith("X-")}
        url, body = f"http://{chosen}{request.path}", await request.read()
        try:
            async with (
                aiohttp.ClientSession() as client,
                client.post(url, data=body, headers=headers) as response,
            ):
                return web.Response(status=response.status, body=await response.read())
        except aiohttp.ClientError:
            self.lost += 1
            raise web.HTTPBadGateway from None


@asynccontextmanager
async def balancing(*replicas: str) -> AsyncIterator[tuple[Balancer, str]]:
    """The balancer and its address."""
    balancer = Balancer(*replicas)
    app = web.Application()
    app.router.add_post("/{path:.*}", balancer.pass_on)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    looking = asyncio.create_task(balancer.look())
    try:
        yield balancer, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        looking.cancel()
        await runner.cleanup()
