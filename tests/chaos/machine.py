"""The machine's own troubles: a clock that jumps, a program that stands still for seconds."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.chaos.checks import broken
from tests.chaos.owner import misled
from tests.chaos.programs import Programs
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.chaos.traffic import Traffic
from tests.flows.stage import OLGA, Stage, Time

JUMPS = (-86400, -3600, -300, 0, 300, 3600, 86400)
"""How far from right the clock is, in seconds."""


class Skewed(Time):
    """The desk's clock goes wrong; how long anybody waits, and the clocks of the others, stay right."""

    def __init__(self, right: Time) -> None:
        super().__init__()
        self.ahead = 0.0
        self.seconds = right.seconds  # type: ignore[method-assign]
        self.sleep = right.sleep  # type: ignore[method-assign]
        self.let_pass = right.let_pass  # type: ignore[method-assign]
        self.on_pass = right.on_pass  # type: ignore[method-assign]
        self.sleeps = right.sleeps  # type: ignore[method-assign]

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds() + self.ahead, UTC)


async def clock(stage: Stage, rng: Random, report: Report, steps: int = 60) -> None:
    """It jumps by minutes, hours and a day, both ways, and is right again at last.

    What was put on its way while it was ahead goes out when that time has come: days are let pass for it.
    """
    skewed = Skewed(stage.time)
    stage.time = skewed
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        traffic = Traffic(stage, rng)
        await traffic.begin()
        for _ in range(steps):
            traffic.step()
            if rng.random() < 0.2:
                before, skewed.ahead = skewed.ahead, rng.choice(JUMPS)
                report.injected["clock forwards" if skewed.ahead > before else "clock backwards"] += 1
            await asyncio.sleep(rng.uniform(0, 0.04))
        skewed.ahead = 0.0
        people = await settle(stage, seconds=3 * 86400)
        report.checked += people.counted
        report.holds(f"round {report.rounds}", await broken(stage, report.checked, touched=True))
        report.holds(f"round {report.rounds}", await misled(stage, report.checked))


async def full_loop(
    stage: Stage, rng: Random, report: Report, made: Programs, folder: Path, times: int = 4
) -> None:
    """The real program does nothing for seconds, as if something blocked its loop; everybody else goes on."""
    stage.telegram.start_bot(OLGA)
    pid = await made.start(stage, folder)
    traffic = Traffic(stage, rng)
    await traffic.begin()
    for _ in range(times):
        await _people(traffic, rng, 1.5)
        os.kill(pid, signal.SIGSTOP)
        await _people(traffic, rng, rng.uniform(1, 8))
        os.kill(pid, signal.SIGCONT)
        report.injected["stood still for seconds"] += 1
    await _people(traffic, rng, 1.0)
    if (code := await made.kill(pid)) != -signal.SIGKILL:
        report.broken.append(f"round {report.rounds}: the program ended by itself ({code})")
    async with stage.at_work():
        people = await settle(stage)
        report.checked += people.counted
        report.holds(f"round {report.rounds}", await broken(stage, report.checked, touched=True))
        report.holds(f"round {report.rounds}", await misled(stage, report.checked))


async def _people(traffic: Traffic, rng: Random, seconds: float) -> None:
    until = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < until:
        traffic.step()
        await asyncio.sleep(rng.uniform(0.02, 0.1))
