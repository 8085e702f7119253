"""Faults of the outside, thrown in between what people do, by a seeded choice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from random import Random

from tests.chaos.checks import broken
from tests.chaos.episodes import Episode
from tests.chaos.owner import Owner, misled
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.chaos.traffic import Traffic
from tests.flows.stage import OLGA, Stage

Trouble = Callable[[Stage, Random], None]
"""Switches one fault on, or does what people and networks do wrong."""

TELEGRAM_SECONDS = 0.5
"""How long a call may hang: really, for the desk's patience with a call is no timer of ours."""


PROBED = 301
"""A chat that refused the desk is tried again after five minutes."""


async def mixed(
    stage: Stage,
    rng: Random,
    report: Report,
    troubles: Mapping[str, Trouble],
    episode_of: Callable[[Traffic, Owner], Episode],
    mend: Trouble,
    steps: int,
) -> None:
    """`steps` things that people do, a fault at about every third, and one trouble that lasts and the owner hears of.

    Then all is well again, but for what the owner has to mend, and is looked at.
    """
    stage.telegram_seconds = TELEGRAM_SECONDS
    owner, traffic = Owner(stage), Traffic(stage, rng)
    async with stage.at_work():
        stage.telegram.start_bot(OLGA)
        await traffic.begin()
        episode, middle = episode_of(traffic, owner), rng.randrange(steps // 4, steps // 2)
        for number in range(steps):
            if number == middle:
                episode.begin()
                report.injected[episode.name] += 1
            await _step(stage, rng, report, troubles, traffic, owner)
        await episode.over()
        mend(stage, rng)
        if not owner.restarts:
            await _looked_at(stage, report, traffic, owner)
    if owner.restarts:
        async with stage.at_work():
            await _looked_at(stage, report, traffic, owner)


async def _step(
    stage: Stage,
    rng: Random,
    report: Report,
    troubles: Mapping[str, Trouble],
    traffic: Traffic,
    owner: Owner,
) -> None:
    traffic.step()
    if rng.random() < 0.35:
        name = rng.choice(list(troubles))
        troubles[name](stage, rng)
        report.injected[name] += 1
    stage.time.let_pass(rng.choice((0, 0, 0.5, 2, 10)))
    await asyncio.sleep(rng.uniform(0, 0.06))
    if owner.act():
        stage.time.let_pass(PROBED)


async def _looked_at(stage: Stage, report: Report, traffic: Traffic, owner: Owner) -> None:
    """Somebody writes first: by that the desk notices what is over, and what is not."""
    traffic.write()
    people = await settle(stage, owner=owner)
    report.checked += people.counted
    where = f"round {report.rounds}"
    report.holds(where, await broken(stage, report.checked, touched=True))
    report.holds(where, await misled(stage, report.checked, owner))
