"""Faults of the outside, thrown in between what people do, by a seeded choice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from random import Random

from tests.chaos.checks import broken
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.chaos.traffic import Traffic
from tests.flows.stage import OLGA, Stage

Trouble = Callable[[Stage, Random], None]
"""Switches one fault on, or does what people and networks do wrong."""

TELEGRAM_SECONDS = 0.5
"""How long a call may hang: really, for the desk's patience with a call is no timer of ours."""


async def mixed(
    stage: Stage, rng: Random, report: Report, troubles: Mapping[str, Trouble], mend: Trouble, steps: int
) -> None:
    """`steps` things that people do, a fault at about every third; then all is well again, and is looked at."""
    where = f"round {report.rounds}"
    stage.telegram_seconds = TELEGRAM_SECONDS
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        traffic = Traffic(stage, rng)
        await traffic.begin()
        for _ in range(steps):
            traffic.step()
            if rng.random() < 0.35:
                name = rng.choice(list(troubles))
                troubles[name](stage, rng)
                report.injected[name] += 1
            stage.time.let_pass(rng.choice((0, 0, 0.5, 2, 10)))
            await asyncio.sleep(rng.uniform(0, 0.06))
        mend(stage, rng)
        people = await settle(stage)
        report.checked += people.counted
        report.holds(where, await broken(stage, report.checked, touched=True))
