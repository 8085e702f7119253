"""Every scenario of `make chaos` in a short form, with a fixed seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

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
    assert sum(report.injected.values()) == 5
    assert report.checked["answers"] > 0


async def test_telegrams_faults_mixed(stage: Stage) -> None:
    unpaced(stage)
    report = Report("telegram")
    await telegram(stage, Random(SEED), report, steps=30)
    assert report.broken == [], table([report], SEED)
    assert report.checked["answers"] > 0


async def test_vks_faults_mixed(stage: Stage) -> None:
    unpaced(stage)
    report = Report("vk")
    await vk(stage, Random(SEED), report, steps=30)
    assert report.broken == [], table([report], SEED)
    assert report.checked["answers"] > 0


async def test_postgres_in_trouble() -> None:
    report = Report("postgres")
    await postgres(Random(SEED), report, seconds=0.8)
    assert report.broken == [], table([report], SEED)
    assert sum(report.injected.values()) >= len(TROUBLES) - 1, "all but a full disk need no rights"
