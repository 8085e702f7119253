"""Every scenario of `make chaos` in a short form, with a fixed seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.chaos.ground import unpaced
from tests.chaos.kill import kill
from tests.chaos.postgres import TROUBLES, postgres
from tests.chaos.programs import programs
from tests.chaos.report import Report, table
from tests.chaos.telegram import telegram
from tests.chaos.vk import vk
from tests.flows.stage import Stage

SEED = 3


async def test_killed_at_random_moments(stage: Stage, tmp_path: Path) -> None:
    unpaced(stage)
    report = Report("kill")
    async with programs() as made:
        await kill(stage, Random(SEED), report, made, tmp_path, kills=5)
    assert report.broken == [], table([report], SEED)
    assert report.injected["kill -9 at work"] + report.injected["kill -9 while starting"] == 5
    assert report.checked["answers"] > 0
    assert told(report) == {"owner told: rights taken": 1, "owner told that it is well: rights taken": 1}


def told(report: Report) -> dict[str, int]:
    """What the table says of the owner."""
    return {what: times for what, times in report.checked.items() if what.startswith("owner told")}


@pytest.mark.parametrize(
    ("seed", "begun", "heard"),
    [
        (3, "rights taken", {"owner told: rights taken", "owner told that it is well: rights taken"}),
        (5, "cards refused", {"owner told: dead letter"}),
    ],
)
async def test_telegrams_faults_mixed(stage: Stage, seed: int, begun: str, heard: set[str]) -> None:
    """Besides, Telegram may have been away for long, by the seed's choice."""
    unpaced(stage)
    report = Report("telegram")
    await telegram(stage, Random(seed), report, steps=30)
    assert report.broken == [], table([report], seed)
    assert report.checked["answers"] > 0
    assert report.injected[begun] == 1
    assert told(report).keys() - {"owner told: Telegram was away"} == heard


@pytest.mark.parametrize(
    ("seed", "begun", "matter"),
    [(3, "answers refused", "answers stopped"), (4, "account silent for six minutes", "account silent")],
)
async def test_vks_faults_mixed(stage: Stage, seed: int, begun: str, matter: str) -> None:
    unpaced(stage)
    report = Report("vk")
    await vk(stage, Random(seed), report, steps=30)
    assert report.broken == [], table([report], seed)
    assert report.checked["answers"] > 0
    assert report.injected[begun] == 1
    assert told(report) == {f"owner told: {matter}": 1, f"owner told that it is well: {matter}": 1}


async def test_postgres_in_trouble() -> None:
    report = Report("postgres")
    await postgres(Random(SEED), report, seconds=0.8)
    assert report.broken == [], table([report], SEED)
    assert report.checked["owner left in peace"] == 1
    assert sum(report.injected.values()) >= len(TROUBLES) - 1, "all but a full disk need no rights"
