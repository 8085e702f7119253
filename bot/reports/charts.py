"""The pictures of a report, drawn by another process: this one never imports what draws, and stays light."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.desk.view import Texts
from bot.reports.plotted import Chart, plotted
from bot.reports.results import Report

SECONDS = 60.0
"""Four pictures take about 3 s of CPU; more than so much of wall time means that something is wrong."""
DRAWING = "bot.reports.drawing"
ROOT = Path(__file__).parents[2]
_ONE_AT_A_TIME = asyncio.Semaphore(1)
"""Each takes 100 MB and a core: many desks may want theirs at nine o'clock."""


class DrawingFailed(Exception):
    """There are no pictures; the numbers are none the worse. It may work another time. `str()` says why, for the log."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`name`: hours, first, categories or ages. `caption`: what it shows, in a sentence, for who cannot see it.
    `width`, `height`: pixels."""

    name: str
    png: bytes
    caption: str
    width: int
    height: int


async def draw(
    report: Report, before: Report | None, words: Texts, *, seconds: float = SECONDS
) -> list[Picture]:
    """Those there is something to show in, in their order. `before`: the period to compare with. Raises DrawingFailed."""
    return await drawn(plotted(report, before, words), seconds=seconds)


async def drawn(charts: Sequence[Chart], *, seconds: float = SECONDS) -> list[Picture]:
    if not charts:
        return []
    asked = json.dumps([asdict(chart) for chart in charts]).encode()
    async with _ONE_AT_A_TIME:
        answer = await _child(asked, seconds)
    try:
        pictures = [
            Picture(chart.name, base64.b64decode(one["png"], validate=True), chart.caption, *one["size"])
            for chart, one in zip(charts, json.loads(answer), strict=True)
        ]
    except (ValueError, KeyError, TypeError):
        raise DrawingFailed("what draws answered with something else than pictures") from None
    return pictures


async def _child(asked: bytes, seconds: float) -> bytes:
    """Its answer. It is dead when this returns, or raises, or is cancelled."""
    with TemporaryDirectory(prefix="otklik-drawing-") as folder:
        process = await _started(Path(folder))
        try:
            async with asyncio.timeout(seconds):
                answer, said = await process.communicate(asked)
        except TimeoutError:
            raise DrawingFailed(f"nothing was drawn within {seconds:g} s") from None
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        raise DrawingFailed(f"what draws ended with {process.returncode}: {last[:300]}")
    return answer


async def _started(folder: Path) -> asyncio.subprocess.Process:
    """With none of our settings, which hold secrets; and in a folder where it finds nobody's, and may keep its own."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    try:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", DRAWING),
            cwd=folder,
            env={
                **kept,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "MPLCONFIGDIR": str(folder),
                "HOME": str(folder),
                "OPENBLAS_NUM_THREADS": "1",
            },
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise DrawingFailed(f"what draws does not start: {error.strerror}") from None
