"""Ten thousand malformed inputs for each parser of what comes from outside, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys

from tests.chaos.report import Report

RUNS, SECONDS = 10_000, 60
"""Of one parser, at most."""


async def fuzz(seed: int, report: Report, runs: int = RUNS) -> None:
    given = ("--runs", str(runs), "--seconds", str(SECONDS), "--seed", str(seed))
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
            if inputs < runs and not outcome["broken"]:
                report.notes.append(
                    f"{name}: {inputs} inputs in {outcome['seconds']:.0f} s, then its time was up"
                )
            report.holds(name, [f"{what}: {value}" for what, value in outcome["broken"].items()])
        if await program.wait() != 0:
            report.broken.append(f"the fuzzer ended with {program.returncode}")
    finally:
        if program.returncode is None:
            program.kill()
