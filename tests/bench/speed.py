"""How fast the way of data is: mention → card, press → answer, swipe-reply → answer, on an empty and on a full database.

Each thing is a process of its own: the program as it is started by `otklik run`, its PostgreSQL as installed, the bare
client it is compared with; the sandbox of Telegram and VK with the clock lives in this one. So what the sandbox costs
is seen (`outside` below) and takes nothing from the program but its share of the machine.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from bot.parts import ALL, Part
from storage import migrate
from storage.embedded import Server, running
from storage.engine import make_engine
from tests.bench.crowd import crowd
from tests.bench.outside import (
    ANNA,
    AUTHORS,
    OLGA,
    OPERATORS,
    TELEGRAM_TOKEN,
    Outside,
    outside,
    quiet,
)

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
WINDOW = 200
"""Mentions on their way together when the sustained rate is measured."""


@dataclass(frozen=True)
class Size:
    """How many of each are measured."""

    idle: int
    stream: int
    presses: int
    bare: int
    authors: int = AUTHORS
    """Who have written before: they make themselves known, one by one."""

    @classmethod
    def of(cls, rows: int) -> Size:
        return cls(100, 3000, 100, 2000) if rows >= 10_000 else cls.small()

    @classmethod
    def small(cls) -> Size:
        """Tells that it works, and nothing else."""
        return cls(1, 5, 1, 16, authors=2)


@dataclass
class Spread:
    """Milliseconds."""

    each: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        return sorted(self.each)[max(0, math.ceil(len(self.each) * share) - 1)]

    def __str__(self) -> str:
        return f"{self.at(0.5):8.1f}{self.at(0.99):8.1f}"


@dataclass(frozen=True)
class Rate:
    per_second: float
    program: float
    """Milliseconds of processor time for each."""
    postgres: float
    outside: float


@dataclass(frozen=True)
class Measured:
    idle: Spread
    strangers: Spread
    stream: Rate
    presses: Spread
    swipes: Spread
    memory: int
    """Bytes, at most."""


@dataclass(frozen=True)
class Bare:
    alone: Spread
    one: float
    many: float
    cpu: float


async def run(rows: int) -> str:
    """`rows`: cases of the full database; it has ten times as many events. Raises DatabaseUnavailable."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with running(folder) as server:
            return await tell(server, rows, Size.of(rows))


async def tell(server: Server, rows: int, size: Size) -> str:
    """Makes two databases, and leaves them behind."""
    await _made(server, "speed_empty", 0)
    filled = await _made(server, "speed_full", rows)
    figures, bare, shared = {}, None, None
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        for name, cases in (("speed_empty", 0), ("speed_full", rows)):
            async with outside(cases) as world:
                figures[name] = await measured(server, server.url(name), Path(folder), world, size)
                bare = bare or await _bare(Path(folder), world, size.bare)
                shared = shared or await _shared(server, server.url(name), Path(folder), world, size)
    assert bare is not None
    assert shared is not None
    return _told(rows, filled, figures["speed_empty"], figures["speed_full"], shared, bare)


async def _made(server: Server, name: str, cases: int) -> float:
    began = time.perf_counter()
    connection = await asyncpg.connect(
        host=str(server.socket_dir), port=5432, user="postgres", database="postgres"
    )
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    engine = make_engine(server.url(name))
    await migrate.upgrade(engine)
    await engine.dispose()
    if cases:
        connection = await asyncpg.connect(
            host=str(server.socket_dir), port=5432, user="postgres", database=name
        )
        await crowd(connection, cases)
        await connection.close()
    return time.perf_counter() - began


async def measured(server: Server, url: str, folder: Path, world: Outside, size: Size) -> Measured:
    """`url`: of a database with the tables of this version. `folder`: for what the program writes."""
    async with _programs(url, folder, world, [ALL]) as (program,):
        world.telegram.start_bot(OLGA)
        world.authors = size.authors
        for _ in range(size.authors):
            await _card(world, world.mention())
        idle, strangers = Spread(), Spread()
        cards = []
        for _ in range(size.idle):
            await quiet(world, 0.1)
            cards.append(world.mention())
            idle.each.append(await _card(world, cards[-1]))
        for _ in range(size.presses):
            await quiet(world, 0.1)
            strangers.each.append(await _card(world, world.stranger()))
        presses, swipes = await _work(world, cards[: size.presses])
        stream = await _stream(world, size.stream, [program], server)
        return Measured(idle, strangers, stream, presses, swipes, _peak(program))


async def _shared(server: Server, url: str, folder: Path, world: Outside, size: Size) -> Rate:
    """By two processes: one hears and records, the other sends."""
    async with _programs(url, folder, world, [ALL - {Part.DELIVERY}, {Part.DELIVERY}]) as programs:
        for _ in range(size.authors):
            await _card(world, world.mention())
        return await _stream(world, size.stream, programs, server)


@asynccontextmanager
async def _programs(
    url: str, folder: Path, world: Outside, shares: Sequence[Collection[Part]]
) -> AsyncIterator[Sequence[psutil.Process]]:
    """`shares`: what each does."""
    env = {
        **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
        **world.settings(),
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    processes = []
    try:
        for number, share in enumerate(shares):
            with (folder / f"program{number}.log").open("wb") as log:
                command = (sys.executable, "-m", "bot", "run", "--only", ",".join(share))
                processes.append(
                    await asyncio.create_subprocess_exec(
                        *command, env=env, cwd=folder, stdout=log, stderr=log
                    )
                )
        await world.vk.wait(lambda: world.vk.longpoll.waiting, START_SECONDS)
        yield [psutil.Process(process.pid) for process in processes]
    finally:
        for process in processes:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _card(world: Outside, words: str) -> float:
    """Milliseconds from what was just said to its card."""
    began = time.perf_counter()
    await world.card(words)
    return (world.posted[words] - began) * 1000


async def _work(world: Outside, cards: Sequence[str]) -> tuple[Spread, Spread]:
    """Anna claims each card, then answers it, one after the other."""
    presses, swipes = Spread(), Spread()
    for words in cards:
        number = await world.message_id(words)
        await quiet(world, 0.1)
        began = time.perf_counter()
        await world.telegram.press(ANNA, OPERATORS, number, "Claim").answered()
        presses.each.append((time.perf_counter() - began) * 1000)
        await quiet(world, 0.1)
        answer = f"It is on its way {number}"
        began = time.perf_counter()
        world.telegram.say(ANNA, OPERATORS, answer, reply_to=number)
        await world.vk.wait(lambda answer=answer: _answered(world, answer))  # type: ignore[misc]
        swipes.each.append((time.perf_counter() - began) * 1000)
    return presses, swipes


def _answered(world: Outside, answer: str) -> bool:
    return any(answer in call.params.get("message", "") for call in world.vk.calls[-5:])


async def _stream(world: Outside, mentions: int, programs: Sequence[psutil.Process], server: Server) -> Rate:
    """WINDOW at a time are on their way, until all cards are up."""
    world.prepare_posts(mentions)
    await quiet(world, 1.0)
    before, used = len(world.posted), _used(programs, server)
    began = time.perf_counter()
    for number in range(mentions):
        world.mention()
        if number % 20 == 19:
            await world.telegram.wait(
                lambda number=number: len(world.posted) - before > number - WINDOW,  # type: ignore[misc]
                START_SECONDS,
            )
            await asyncio.sleep(0)
    await world.telegram.wait(lambda: len(world.posted) - before >= mentions, START_SECONDS)
    seconds = time.perf_counter() - began
    each = [1000 * (now - then) / mentions for now, then in zip(_used(programs, server), used, strict=True)]
    return Rate(mentions / seconds, *each)


def _used(programs: Sequence[psutil.Process], server: Server) -> tuple[float, float, float]:
    """Seconds of processor time: the programs', their PostgreSQL's, this process's."""
    times, postmaster = [program.cpu_times() for program in programs], _postmaster(server)
    ended = postmaster.cpu_times()
    postgres = sum(ended[:4])
    for child in postmaster.children():
        with suppress(psutil.Error):
            postgres += sum(child.cpu_times()[:2])
    return sum(one.user + one.system for one in times), postgres, time.process_time()


def _postmaster(server: Server) -> psutil.Process:
    """Whoever holds the socket's lock; its processor time counts that of the children that have ended."""
    return psutil.Process(int((server.socket_dir / ".s.PGSQL.5432.lock").read_text().split()[0]))


def _peak(program: psutil.Process) -> int:
    status = Path(f"/proc/{program.pid}/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return int(program.memory_info().rss)


async def _bare(folder: Path, world: Outside, count: int) -> Bare:
    """The same client, sending the same message to the same sandbox, one by one and 16 at once."""
    card = next(iter(world.cards.values()))
    path = folder / "bare.json"
    path.write_text(
        json.dumps({"url": world.telegram.url, "token": TELEGRAM_TOKEN, "card": card.params}), "utf-8"
    )
    one = await _send(path, count // 2, 1)
    many = await _send(path, count, 16)
    return Bare(
        Spread(one["ms"]),
        len(one["ms"]) / one["seconds"],
        len(many["ms"]) / many["seconds"],
        many["cpu"] / len(many["ms"]) * 1000,
    )


async def _send(path: Path, count: int, in_flight: int) -> Any:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.bare", str(path), str(count), str(in_flight)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return json.loads(said)


def _told(rows: int, filled: float, empty: Measured, full: Measured, shared: Rate, bare: Bare) -> str:
    lines = [
        f"speed: ms, p50 and p99; the full database has {rows:,} cases and {10 * rows:,} events, made in {filled:.0f} s",
        f"{'':28}{'empty':>16}{'full':>16}{'× p50':>7}",
    ]
    for name, one, other in (
        ("mention → card, idle", empty.idle, full.idle),
        ("stranger → card, idle", empty.strangers, full.strangers),
        ("press → answer", empty.presses, full.presses),
        ("swipe-reply → VK", empty.swipes, full.swipes),
    ):
        lines.append(f"{name:28}{one}{other}{other.at(0.5) / one.at(0.5):7.2f}")
    lines.append(f"{'bare client, one by one':28}{bare.alone}")
    streams = (("empty", empty.stream), ("full", full.stream), ("empty, two processes", shared))
    for name, stream in streams:
        lines.append(
            f"sustained, {name}: {stream.per_second:.0f} mentions/s, {100 * stream.per_second / bare.many:.0f} % of the bare"
            f" client with 16 in flight; processor ms each: program {stream.program:.2f}, PostgreSQL"
            f" {stream.postgres:.2f}, outside {stream.outside:.2f}"
        )
    lines.append(
        f"bare client: {bare.one:.0f}/s one by one, {bare.many:.0f}/s with 16 in flight ({bare.cpu:.2f} ms processor each)"
    )
    lines.append(
        f"memory of the program at most: {empty.memory / 2**20:.0f} MiB empty, {full.memory / 2**20:.0f} MiB full"
    )
    return "\n".join(lines)
