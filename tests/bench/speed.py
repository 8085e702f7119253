"""How fast the way of data is: mention → card, press → answer, swipe-reply → answer, on an empty and on a full database.

Each thing is a process of its own: the program as it is started by `otklik run`, its PostgreSQL as installed, the bare
client it is compared with; the sandbox of Telegram and VK with the clock lives in this one. So what the sandbox costs
is seen (`outside` below) and takes nothing from the program but its share of the machine.

Whatever stops only what measures is kept away: Python's collector, and the disk still at work on the databases just made.
A machine does the same work now in two, now in three milliseconds. So what is compared is measured turn about: ten mentions
of the empty database, ten of the full one, and so on; and the bare client between their streams.
"""

from __future__ import annotations

import asyncio
import gc
import json
import math
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
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
from tests.bench.disk import SLOW, calm, watched
from tests.bench.outside import (
    ANNA,
    AUTHORS,
    OLGA,
    OPERATORS,
    TELEGRAM_TOKEN,
    Outside,
    moment,
    outside,
    quiet,
)
from tests.bench.programs import ROOT, START_SECONDS, peak, programs, used

EMPTY, FULL = "empty", "full"
TWO_EMPTY, TWO_FULL = "empty, two processes", "full, two processes"
WINDOW = 200
"""Mentions on their way together when the sustained rate is measured."""
IN_FLIGHT = 16
"""Messages of the bare client on their way together."""
TURN = 10
"""So many of one database, then of the other."""
SHARES = (ALL - {Part.DELIVERY}, {Part.DELIVERY})
"""Of two processes: one hears and records, the other sends."""


@dataclass(frozen=True)
class Size:
    """How many of each are measured."""

    each: int
    rounds: int
    """Of streams, the bare client's among them."""
    stream: int
    bare: int
    authors: int = AUTHORS
    """Who have written before: they make themselves known, one by one."""

    @classmethod
    def of(cls, rows: int) -> Size:
        return cls(200, 3, 1000, 1000) if rows >= 10_000 else cls.small()

    @classmethod
    def small(cls) -> Size:
        """Tells that it works, and nothing else."""
        return cls(1, 1, 5, 16, authors=2)


@dataclass
class Spread:
    """Milliseconds."""

    each: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        return sorted(self.each)[max(0, math.ceil(len(self.each) * share) - 1)]

    def __str__(self) -> str:
        return f"{self.at(0.5):8.1f}{self.at(0.99):8.1f}"


@dataclass
class Stream:
    """Of some rounds together."""

    count: int = 0
    seconds: float = 0.0
    cpu: tuple[float, ...] = (0.0, 0.0, 0.0)
    """Seconds of processor time: the program's, PostgreSQL's, the world's outside."""

    def add(self, count: int, seconds: float, cpu: Sequence[float]) -> None:
        self.count += count
        self.seconds += seconds
        self.cpu = tuple(one + more for one, more in zip(self.cpu, cpu, strict=True))

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    def told(self, name: str, bare: Stream) -> str:
        program, postgres, world = (1000 * one / self.count for one in self.cpu)
        return (
            f"sustained, {name}: {self.rate:.0f} mentions/s, {100 * self.rate / bare.rate:.0f} % of the bare client with"
            f" {IN_FLIGHT} in flight ({bare.rate:.0f}/s); processor ms each: program {program:.2f}, PostgreSQL"
            f" {postgres:.2f}, outside {world:.2f}"
        )


@dataclass
class Side:
    """A database's program, the world outside of it, and what was measured there."""

    world: Outside
    processes: Sequence[psutil.Process]
    idle: Spread = field(default_factory=Spread)
    strangers: Spread = field(default_factory=Spread)
    presses: Spread = field(default_factory=Spread)
    swipes: Spread = field(default_factory=Spread)
    stream: Stream = field(default_factory=Stream)
    memory: int = 0
    """Bytes, at most."""
    heard: list[str] = field(default_factory=list)
    """Mentions whose cards nobody has claimed."""

    async def gets_going(self, authors: int) -> None:
        """Those who write are known, and everything has been done once: whatever is measured was done before."""
        self.world.telegram.start_bot(OLGA)
        self.world.authors = authors
        for _ in range(authors):
            await self._card(self.world.mention())
        for work in WORKS:
            await work(self, 1)
        for spread in (self.idle, self.strangers, self.presses, self.swipes):
            spread.each.clear()

    async def hear(self, times: int) -> None:
        for _ in range(times):
            await quiet(self.world, 0.1)
            words = self.world.mention()
            self.idle.each.append(await self._card(words))
            self.heard.append(words)

    async def meet(self, times: int) -> None:
        for _ in range(times):
            await quiet(self.world, 0.1)
            self.strangers.each.append(await self._card(self.world.stranger()))

    async def answer(self, times: int) -> None:
        """Anna claims a card, then answers it."""
        for _ in range(times):
            number = await self.world.message_id(self.heard.pop(0))
            await quiet(self.world, 0.1)
            self.presses.each.append(await self._pressed(number))
            await quiet(self.world, 0.1)
            self.swipes.each.append(await self._answered(number))

    async def _card(self, words: str) -> float:
        """Milliseconds from what was just said to its card."""
        began = time.perf_counter()
        await self.world.card(words)
        return (self.world.posted[words] - began) * 1000

    async def _pressed(self, number: int) -> float:
        began = time.perf_counter()
        press = self.world.telegram.press(ANNA, OPERATORS, number, "Claim")
        return (await moment(self.world.telegram, lambda: press.answer) - began) * 1000

    async def _answered(self, number: int) -> float:
        answer, vk = f"It is on its way {number}", self.world.vk
        began = time.perf_counter()
        self.world.telegram.say(ANNA, OPERATORS, answer, reply_to=number)
        sent = await moment(
            vk, lambda: any(answer in call.params.get("message", "") for call in vk.calls[-5:])
        )
        return (sent - began) * 1000

    async def streams(self, mentions: int, server: Server) -> None:
        """WINDOW at a time are on their way, until all cards are up."""
        world = self.world
        world.prepare_posts(mentions)
        await quiet(world, 1.0)
        before, cpu = len(world.posted), used(self.processes, server)
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
        spent = [now - then for now, then in zip(used(self.processes, server), cpu, strict=True)]
        self.stream.add(mentions, seconds, spent)
        self.memory = max(map(peak, self.processes))


WORKS = (Side.hear, Side.meet, Side.answer)
"""What is measured when all is quiet."""


async def run(rows: int) -> str:
    """`rows`: cases of the full database; it has ten times as many events. Raises DatabaseUnavailable."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with running(folder) as server:
            with _uncollected():
                return await tell(server, Path(folder), rows, Size.of(rows))


async def tell(server: Server, beside: Path, rows: int, size: Size) -> str:
    """Makes four databases, and leaves them behind. `beside`: on the disk that the server writes to."""
    began = time.perf_counter()
    await _made(server, "speed_empty", 0)
    await _made(server, "speed_full", rows)
    filled = time.perf_counter() - began
    await _made(server, "speed_two", 0)
    await _copied(server, "speed_full", "speed_two_full")
    await calm(beside)
    async with watched(beside) as writes:
        urls = {EMPTY: (server.url("speed_empty"), 0), FULL: (server.url("speed_full"), rows)}
        async with sides(urls, [ALL]) as (made, folder):
            bare = await measured(made, server, folder, size)
            alone = await _sent(made[EMPTY].world, folder, size.bare, 1)
        urls = {TWO_EMPTY: (server.url("speed_two"), 0), TWO_FULL: (server.url("speed_two_full"), rows)}
        async with sides(urls, SHARES) as (shared, folder):
            for side in shared.values():
                await side.gets_going(size.authors)
            bare_beside = await _streams(shared, server, folder, size)
    lines = [
        f"speed: ms, p50 and p99; the full database has {rows:,} cases and {10 * rows:,} events, made in {filled:.0f} s",
        *_compared(made[EMPTY], made[FULL]),
        f"{'bare client, one by one':28}{Spread(alone['ms'])}",
        *(side.stream.told(name, bare) for name, side in made.items()),
        *(side.stream.told(name, bare_beside) for name, side in shared.items()),
        f"bare client: {len(alone['ms']) / alone['seconds']:.0f}/s one by one, {bare.rate:.0f}/s with {IN_FLIGHT} in flight"
        f" ({1000 * bare.cpu[0] / bare.count:.2f} ms processor each)",
        "memory of the program at most: "
        + ", ".join(f"{side.memory / 2**20:.0f} MiB {name}" for name, side in made.items()),
        f"disk, until a page is surely on it: p50 and p99{Spread(writes)}, at most {max(writes):.0f} ms;"
        f" {sum(one > SLOW for one in writes)} of {len(writes)} took longer than {SLOW:.0f} ms",
    ]
    return "\n".join(lines)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Whoever looks for rings among all that the world outside has kept stands still for an eighth of a second."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@asynccontextmanager
async def _connected(server: Server, database: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(
        host=str(server.socket_dir), port=5432, user="postgres", database=database
    )
    try:
        yield connection
    finally:
        await connection.close()


async def _made(server: Server, name: str, cases: int) -> None:
    async with _connected(server, "postgres") as connection:
        await connection.execute(f'CREATE DATABASE "{name}"')
    engine = make_engine(server.url(name))
    await migrate.upgrade(engine)
    await engine.dispose()
    if cases:
        async with _connected(server, name) as connection:
            await crowd(connection, cases)


async def _copied(server: Server, source: str, name: str) -> None:
    """File by file: through the log of the server, as it does by itself, gigabytes would go twice."""
    async with _connected(server, "postgres") as connection:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')


@asynccontextmanager
async def sides(
    urls: Mapping[str, tuple[str, int]], shares: Sequence[Collection[str]]
) -> AsyncIterator[tuple[dict[str, Side], Path]]:
    """`urls`: of each database, and how many cases it has. `shares`: of each process of each."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="otklik-bench-")))
        made = {}
        for name, (url, cases) in urls.items():
            (folder / name).mkdir()
            world = await stack.enter_async_context(outside(cases))
            made[name] = Side(
                world, await stack.enter_async_context(programs(url, folder / name, world, shares))
            )
        yield made, folder


async def measured(made: Mapping[str, Side], server: Server, folder: Path, size: Size) -> Stream:
    """Turn about. Gives what the bare client sent meanwhile."""
    for side in made.values():
        await side.gets_going(size.authors)
    turns = max(1, size.each // TURN)
    for work in WORKS:
        for _ in range(turns):
            for side in made.values():
                await work(side, size.each // turns)
    return await _streams(made, server, folder, size)


async def _streams(made: Mapping[str, Side], server: Server, folder: Path, size: Size) -> Stream:
    bare = Stream()
    for _ in range(size.rounds):
        for side in made.values():
            await side.streams(size.stream, server)
        sent = await _sent(next(iter(made.values())).world, folder, size.bare, IN_FLIGHT)
        bare.add(len(sent["ms"]), sent["seconds"], (sent["cpu"], 0.0, 0.0))
    return bare


async def _sent(world: Outside, folder: Path, count: int, in_flight: int) -> Any:
    """The same client, sending one of the cards to the same sandbox: what it prints."""
    card, path = next(iter(world.cards.values())), folder / "bare.json"
    path.write_text(
        json.dumps({"url": world.telegram.url, "token": TELEGRAM_TOKEN, "card": card.params}), "utf-8"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.bare", str(path), str(count), str(in_flight)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return json.loads(said)


def _compared(empty: Side, full: Side) -> list[str]:
    lines = [f"{'':28}{EMPTY:>16}{FULL:>16}{'× p50':>7}"]
    for name, one, other in (
        ("mention → card, idle", empty.idle, full.idle),
        ("stranger → card, idle", empty.strangers, full.strangers),
        ("press → answer", empty.presses, full.presses),
        ("swipe-reply → VK", empty.swipes, full.swipes),
    ):
        lines.append(f"{name:28}{one}{other}{other.at(0.5) / one.at(0.5):7.2f}")
    return lines
