"""`otklik run` as processes of their own: started cold, or forked from one that has imported everything."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.flows.stage import Stage

ROOT = Path(__file__).parents[2]


def environment(stage: Stage, folder: Path) -> dict[str, str]:
    """What the program is started with: nothing of ours but where things are."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        **stage.settings,
        "DATABASE_URL": stage.database_url,
        "DATA_DIR": str(folder),
        "UNDO_SECONDS": "0",
        "PYTHONPATH": str(ROOT),
    }


@dataclass
class Programs:
    """Starts programs by forking. Every one that was started must be killed."""

    _process: asyncio.subprocess.Process
    alive: set[int] = field(default_factory=set)

    async def start(self, stage: Stage, folder: Path) -> int:
        """The pid of a program that has just begun to start."""
        request = {"env": environment(stage, folder), "cwd": str(folder), "log": str(folder / "log")}
        pid = await self._ask(request)
        self.alive.add(pid)
        return pid

    async def kill(self, pid: int) -> int:
        """kill -9. Gives the exit code: anything but -9 means that it had ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.alive.discard(pid)
        return await self._ask({"reap": pid})

    async def _ask(self, request: Mapping[str, object]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        await self._process.stdin.drain()
        return int(await self._process.stdout.readline())


@asynccontextmanager
async def programs() -> AsyncIterator[Programs]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.chaos.warm"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    made = Programs(process)
    try:
        yield made
    finally:
        for pid in list(made.alive):
            await made.kill(pid)
        process.kill()
        await process.wait()
