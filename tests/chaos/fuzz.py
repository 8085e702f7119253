"""Ten thousand malformed inputs for each parser of what comes from outside, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys

from tests.chaos.report import Report

RUNS = 10_000
SECONDS = 900
"""Of one parser. All are fed as much; whose time is up before is slow enough to be looked at."""


async def fuzz(seed: int, report: Report, runs: int = RUNS, seconds: float = SECONDS) -> None:
    given = ("--runs", str(runs), "--seconds", str(seconds), "--seed", str(seed))
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fuzz", *given),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert program.stdout is not None
        async for line in program.stdout:
            outcome = json.loads(line)
            name, inputs = outcome["parser"], outcome["inputs"]
            report.injected[name] += inputs
            report.checked["refused or understood"] += inputs
            report.notes.append(
                f"{name}: {inputs} in {outcome['seconds']:.0f} s, the slowest {1000 * outcome['slowest']:.0f} ms"
            )
            report.holds(name, [f"{what}: {value}" for what, value in outcome["broken"].items()])
            if inputs < runs:
                report.broken.append(f"{name}: CUT SHORT after {inputs} of {runs} inputs")
        if await program.wait() != 0:
            report.broken.append(f"the fuzzer ended with {program.returncode}")
    finally:
        if program.returncode is None:
            program.kill()
