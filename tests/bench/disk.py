"""The disk that PostgreSQL writes to: each commit waits for it, and nothing of ours makes it faster."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PAGE = b"\0" * 8192
EVERY = 0.1
"""Seconds between two writes: little beside what PostgreSQL writes."""
SLOW = 50.0
"""Milliseconds: whoever waits for such a write is seen in a p99."""
CALM, PATIENCE = 5.0, 120.0
"""Seconds."""


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[list[float]]:
    """Milliseconds until a page is surely on it, as PostgreSQL's log is, again and again. `folder`: on that disk."""
    found: list[float] = []
    watching = asyncio.create_task(_watch(folder / "disk.probe", found))
    try:
        yield found
    finally:
        watching.cancel()
        await asyncio.wait({watching})
    if not watching.cancelled():
        watching.result()


async def calm(folder: Path) -> None:
    """Until what was written is written out, and the disk holds nobody up for a while; or for so long as there is patience.

    A shared disk that was given gigabytes lets each write wait for half a second afterwards, and no desk writes so much.
    """
    await asyncio.to_thread(os.sync)
    async with watched(folder) as found:
        for _ in range(int(PATIENCE / CALM)):
            found.clear()
            await asyncio.sleep(CALM)
            if found and max(found) < SLOW:
                return


async def _watch(path: Path, found: list[float]) -> None:
    while True:
        found.append(await asyncio.to_thread(_surely, path))
        await asyncio.sleep(EVERY)


def _surely(path: Path) -> float:
    """In a thread that nobody can stop: the file is its own."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        began = time.perf_counter()
        os.pwrite(file, PAGE, 0)
        os.fdatasync(file)
        return (time.perf_counter() - began) * 1000
    finally:
        os.close(file)
