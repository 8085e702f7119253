"""PostgreSQL's faults, on a server of its own: it is stopped, frozen, crowded, filled up, blocked and cut off."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import asyncpg
import psutil

from storage import migrate
from storage.embedded import DATABASE, Server, running
from storage.engine import make_engine
from tests.chaos.checks import broken
from tests.chaos.ground import folder, unpaced
from tests.chaos.owner import misled
from tests.chaos.proxy import Cut, Proxy, proxied
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.chaos.traffic import Traffic
from tests.flows.stage import OLGA, Stage, set_stage

SMALL_DISK = "160m"
CONNECTIONS = 40
MOMENT = 0.8
"""How long a trouble lasts in the short form, really."""


@dataclass
class Base:
    """A server that may be hurt, and everything to hurt it with."""

    place: Path
    server: Server
    proxy: Proxy
    rng: Random
    seconds: float
    disk: bool
    """Its directory is a small file system of its own, so it can be full."""

    @property
    def pid(self) -> int:
        return int((self.place / "postgres" / "postmaster.pid").read_text().split()[0])

    def processes(self) -> list[psutil.Process]:
        postmaster = psutil.Process(self.pid)
        return [postmaster, *postmaster.children(recursive=True)]

    async def up(self) -> None:
        """Starts it if it is down: whoever holds the outer `running` stops it in the end."""
        async with running(self.place):
            pass

    async def connect(self) -> asyncpg.Connection:
        where = str(self.server.socket_dir)
        return await asyncpg.connect(host=where, port=5432, user="postgres", database=DATABASE)

    async def last(self) -> None:
        await asyncio.sleep(self.rng.uniform(0.5, 1.0) * self.seconds)


async def _gone(pid: int) -> None:
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        await asyncio.sleep(0.02)


# --- the troubles


async def restarted_fast(base: Base) -> None:
    await _restarted(base, signal.SIGINT)


async def restarted_immediately(base: Base) -> None:
    """Without a checkpoint: it recovers from its log."""
    await _restarted(base, signal.SIGQUIT)


async def _restarted(base: Base, how: signal.Signals) -> None:
    pid = base.pid
    os.kill(pid, how)
    await _gone(pid)
    await asyncio.sleep(base.rng.uniform(0, base.seconds))
    await base.up()


async def frozen(base: Base) -> None:
    """Every process of it stands still; connections stay open and nothing answers."""
    stopped = base.processes()
    for one in stopped:
        with suppress(psutil.NoSuchProcess):
            one.suspend()
    try:
        await base.last()
    finally:
        for one in stopped:
            with suppress(psutil.NoSuchProcess):
                one.resume()


async def out_of_connections(base: Base) -> None:
    """Others take every connection there is, ours are cut, and none is to be had."""
    taken: list[asyncpg.Connection] = []
    cutter = await base.connect()
    try:
        await cutter.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        with suppress(asyncpg.TooManyConnectionsError):
            for _ in range(CONNECTIONS):
                taken += [await base.connect()]
        await base.last()
    finally:
        for one in (*taken, cutter):
            await one.close()


async def disk_full(base: Base) -> None:
    """Nothing more can be written: statements fail, or the server goes down for want of a log."""
    filler = base.place / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    await base.last()
    filler.unlink()
    await base.up()


async def blocked(base: Base) -> None:
    """Another session holds every case and every lane."""
    holder = await base.connect()
    try:
        async with holder.transaction():
            # The table, not its rows: who locks many rows in another order than the desk asks for a deadlock.
            await holder.execute("LOCK TABLE cases IN EXCLUSIVE MODE")
            await holder.execute("SELECT 1 FROM lanes FOR UPDATE SKIP LOCKED")
            await base.last()
    finally:
        await holder.close()


async def _cut(base: Base, cut: Cut) -> None:
    base.proxy.decide = lambda: cut if base.rng.random() < 0.3 else Cut.NO
    await base.last()
    base.proxy.decide = lambda: Cut.NO


async def cut_before_commit(base: Base) -> None:
    await _cut(base, Cut.BEFORE)


async def cut_after_commit(base: Base) -> None:
    """It was done, and nobody heard of it."""
    await _cut(base, Cut.AFTER)


async def slow_disk(base: Base) -> None:
    """Every COMMIT takes up to a second."""
    base.proxy.slow = lambda: base.rng.uniform(0.1, 1.0)
    await base.last()
    base.proxy.slow = lambda: 0.0


TROUBLES: dict[str, Callable[[Base], Awaitable[None]]] = {
    "restarted, fast": restarted_fast,
    "restarted, immediate": restarted_immediately,
    "frozen": frozen,
    "out of connections": out_of_connections,
    "disk full": disk_full,
    "cases and lanes locked": blocked,
    "cut before COMMIT": cut_before_commit,
    "cut after COMMIT": cut_after_commit,
    "slow disk": slow_disk,
}


# --- the scenario


async def postgres(
    rng: Random, report: Report, seconds: float = MOMENT, names: list[str] | None = None
) -> None:
    """Each trouble once, in any order, while everybody is at work."""
    async with base_of(rng, seconds) as base:
        if not base.disk:
            report.notes.append("disk full: left out, a small file system needs root (mount)")
        url = f"postgresql+asyncpg://postgres@127.0.0.1:{base.proxy.port}/{DATABASE}?sslmode=disable"
        async with set_stage(url) as stage:
            unpaced(stage)
            async with stage.at_work():
                stage.telegram.start_bot(OLGA)
                await _trouble(stage, base, report, names or list(TROUBLES))
                people = await settle(stage)
                report.checked += people.counted
                report.holds(f"round {report.rounds}", await broken(stage, report.checked, touched=True))
                report.holds(f"round {report.rounds}", await misled(stage, report.checked))
                if stage.desk is not None and stage.desk.failed.done():
                    report.broken.append(f"a part of the desk ended: {stage.desk.failed.exception()!r}")


async def _trouble(stage: Stage, base: Base, report: Report, names: list[str]) -> None:
    traffic = Traffic(stage, base.rng)
    await traffic.begin()
    base.rng.shuffle(names)
    for name in names:
        if name == "disk full" and not base.disk:
            continue
        await _busy(traffic, base.rng, asyncio.create_task(asyncio.sleep(0.3)))
        await _busy(traffic, base.rng, asyncio.ensure_future(TROUBLES[name](base)))
        report.injected[name] += 1


async def _busy(traffic: Traffic, rng: Random, until: asyncio.Future[None]) -> None:
    """People go on while something happens."""
    while not until.done():
        traffic.step()
        await asyncio.wait({until}, timeout=rng.uniform(0, 0.3))
    await until


@asynccontextmanager
async def base_of(rng: Random, seconds: float) -> AsyncIterator[Base]:
    """A server with few connections, durable as in earnest, on a small disk if there may be one."""
    with folder() as name:
        place = Path(name)
        disk = _mounted(place)
        try:
            async with running(place) as server:
                await _prepare(server)
                pid = int((place / "postgres" / "postmaster.pid").read_text().split()[0])
                os.kill(pid, signal.SIGINT)
                await _gone(pid)
                async with running(place) as server, proxied(server.socket_dir / ".s.PGSQL.5432") as proxy:
                    yield Base(place, server, proxy, rng, seconds, disk)
        finally:
            if disk:
                _unmounted(place)


async def _prepare(server: Server) -> None:
    engine = make_engine(server.url())
    await migrate.upgrade(engine)
    await engine.dispose()
    admin = await asyncpg.connect(host=str(server.socket_dir), port=5432, user="postgres", database=DATABASE)
    await admin.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
    await admin.execute("ALTER SYSTEM SET max_wal_size = '48MB'")
    await admin.execute("ALTER SYSTEM SET min_wal_size = '32MB'")
    await admin.close()


def _unmounted(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=False)


def _mounted(place: Path) -> bool:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=0755", "tmpfs", str(place)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
