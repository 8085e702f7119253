"""kill -9 of the real program at random moments, also while it starts, with everybody at work."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from random import Random

from tests.chaos.checks import broken
from tests.chaos.episodes import RightsTaken
from tests.chaos.owner import Owner, misled
from tests.chaos.programs import Programs
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.chaos.traffic import UP_SECONDS, Traffic
from tests.flows.stage import OLGA, Stage

KILLS_A_WORLD = 10
LONGEST_LIFE = 2.0


async def kill(
    stage: Stage, rng: Random, report: Report, made: Programs, folder: Path, kills: int = KILLS_A_WORLD
) -> None:
    """One world, killed again and again; at last a desk that stays takes over and makes good what was left.

    Meanwhile the rights are taken away, until the owner has read of it: once, however often the program begins anew.
    """
    where = f"world {report.rounds}"
    stage.telegram.start_bot(OLGA)
    traffic, owner = Traffic(stage, rng), Owner(stage)
    rights, taken = RightsTaken(stage, owner), rng.randrange(1, kills - 1)
    for number in range(kills):
        if number == taken:
            rights.begin()
            report.injected[rights.name] += 1
        pid = await made.start(stage, folder)
        early = number > 0 and rng.random() < 0.25
        if number == 0:
            await traffic.begin()  # on a slow machine it might else be killed before anybody could answer
        elif not early:
            await stage.vk.wait(lambda: stage.vk.longpoll.waiting, timeout=UP_SECONDS)
        await _live(traffic, owner, rng, rng.uniform(0, 1.0 if early else LONGEST_LIFE))
        code = await made.kill(pid)
        report.injected["kill -9 while starting" if early else "kill -9 at work"] += 1
        if code != -signal.SIGKILL:
            report.broken.append(f"{where}: the program ended by itself ({code}): {_last_words(folder)}")
        traffic.step()  # nobody waits for the program to be back
    async with stage.at_work():
        stage.time.let_pass(61)  # then what the killed ones had in hand is free
        traffic.write()
        people = await settle(stage, owner=owner)
        report.checked += people.counted
        report.holds(where, await broken(stage, report.checked, touched=True))
        report.holds(where, await misled(stage, report.checked, owner))


async def _live(traffic: Traffic, owner: Owner, rng: Random, seconds: float) -> None:
    """People are at it about every 50 ms."""
    until = asyncio.get_running_loop().time() + seconds
    while (left := until - asyncio.get_running_loop().time()) > 0:
        traffic.step()
        owner.act()
        await asyncio.sleep(min(left, rng.expovariate(20)))


def _last_words(folder: Path) -> str:
    return " | ".join((folder / "log").read_text(errors="replace").splitlines()[-3:])
