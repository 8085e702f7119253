"""The program as `otklik run` starts it, a process of its own or two, and what it and its PostgreSQL cost."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil

from storage.embedded import Server
from tests.bench.outside import Outside

ROOT = Path(__file__).parents[2]
START_SECONDS = 120


@asynccontextmanager
async def programs(
    url: str, folder: Path, world: Outside, shares: Sequence[Collection[str]]
) -> AsyncIterator[Sequence[psutil.Process]]:
    """`url`: of a database with the tables of this version. `folder`: for what is written. `shares`: what each does."""
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


def used(processes: Sequence[psutil.Process], server: Server) -> tuple[float, float, float]:
    """Seconds of processor time: the programs', their PostgreSQL's, this process's."""
    times, postmaster = [process.cpu_times() for process in processes], _postmaster(server)
    ended = postmaster.cpu_times()
    postgres = sum(ended[:4])
    for child in postmaster.children():
        with suppress(psutil.Error):
            postgres += sum(child.cpu_times()[:2])
    return sum(one.user + one.system for one in times), postgres, time.process_time()


def _postmaster(server: Server) -> psutil.Process:
    """Whoever holds the socket's lock; its processor time counts that of the children that have ended."""
    return psutil.Process(int((server.socket_dir / ".s.PGSQL.5432.lock").read_text().split()[0]))


def peak(process: psutil.Process) -> int:
    """Bytes of memory, at most until now."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return int(process.memory_info().rss)
