"""`make chaos`: every scenario at length. `--seed` repeats a run, `--only` and `--rounds` choose."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import structlog

from tests.chaos import machine
from tests.chaos.fuzz import fuzz
from tests.chaos.ground import Ground, folder, ground
from tests.chaos.kill import kill
from tests.chaos.memory import memory
from tests.chaos.postgres import postgres
from tests.chaos.programs import programs
from tests.chaos.report import Report, table
from tests.chaos.storm import storm
from tests.chaos.telegram import telegram
from tests.chaos.vk import vk
from tests.flows.stage import Stage

SEED = 20261122

Scenario = Callable[[Ground, int, Report], Awaitable[None]]
InWorld = Callable[[Stage, Random, Report], Awaitable[None]]


def in_worlds(play: InWorld, rounds: int) -> tuple[Scenario, int]:
    """A fresh world a round."""

    async def scenario(place: Ground, seed: int, report: Report) -> None:
        async with place.stage() as stage:
            await play(stage, Random(seed), report)

    return scenario, rounds


async def killed(place: Ground, seed: int, report: Report) -> None:
    with folder() as name:
        async with programs() as made, place.stage() as stage:
            await kill(stage, Random(seed), report, made, Path(name))


async def with_postgres(_: Ground, seed: int, report: Report) -> None:
    await postgres(Random(seed), report, seconds=6)


async def of_memory(place: Ground, _: int, report: Report) -> None:
    with folder() as name:
        async with place.stage() as stage:
            await memory(stage, report, Path(name))


async def frozen_program(place: Ground, seed: int, report: Report) -> None:
    with folder() as name:
        async with programs() as made, place.stage() as stage:
            await machine.full_loop(stage, Random(seed), report, made, Path(name))


async def fuzzed(_: Ground, seed: int, report: Report) -> None:
    await fuzz(seed, report)


SCENARIOS: dict[str, tuple[Scenario, int]] = {
    "kill": (killed, 20),
    "postgres": (with_postgres, 4),
    "telegram": in_worlds(telegram, 25),
    "vk": in_worlds(vk, 25),
    "clock": in_worlds(machine.clock, 10),
    "loop": (frozen_program, 3),
    "memory": (of_memory, 1),
    "storm": in_worlds(storm, 1),
    "fuzz": (fuzzed, 1),
}
"""With how many rounds each has unless said; a round of `kill` is ten kills."""


async def play(names: list[str], seed: int, rounds: int | None) -> list[Report]:
    reports = []
    async with ground() as place:
        for name in names:
            scenario, usual = SCENARIOS[name]
            report = Report(name)
            began = time.monotonic()
            for number in range(usual if rounds is None else rounds):
                try:
                    await scenario(place, seed + number, report)
                except Exception as error:  # noqa: BLE001 - the next round may tell more
                    report.broken.append(f"round {number}: {type(error).__name__}: {str(error)[:500]}")
                report.rounds += 1
                report.seconds = time.monotonic() - began
                print(name, number + 1, *report.broken, sep="\n  ", file=sys.stderr, flush=True)  # noqa: T201
            reports.append(report)
    return reports


def main() -> None:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help=f"repeats a run (default {SEED})")
    parser.add_argument(
        "--only", action="append", choices=list(SCENARIOS), help="one scenario; may be repeated"
    )
    parser.add_argument("--rounds", type=int, help="how many of each, instead of its usual number")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    reports = asyncio.run(play(given.only or list(SCENARIOS), given.seed, given.rounds))
    print(table(reports, given.seed))  # noqa: T201
    sys.exit(any(one.broken for one in reports))


if __name__ == "__main__":
    main()
