"""Little memory: the real program is given 512 MiB and has to do with them; with far less it has to fail.

The limit is RLIMIT_DATA: all that a process alone may write to (heap, anonymous mappings, stacks of threads), counted
when it is asked for, so it is a little stricter than a container's limit, which counts what is touched. RLIMIT_AS would
count besides what costs no memory: the code of libraries, and address space that is only set aside (of that the
program has about 750 MiB). RLIMIT_RSS does nothing on Linux, and a cgroup is not to be had everywhere. PostgreSQL is
another process, with memory of its own. Linux only: elsewhere the limit does not hold what is mapped.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from sandbox.vk import Post
from tests.chaos.checks import broken
from tests.chaos.owner import misled
from tests.chaos.programs import environment
from tests.chaos.report import Report
from tests.chaos.settling import settle
from tests.flows.stage import ANNA, OLGA, OPERATORS, Stage

COMMENTS = 1000
MEMORY, FAR_TOO_LITTLE = 512, 128
"""MiB."""
UP_SECONDS, WORK_SECONDS = 60, 300


async def memory(stage: Stage, report: Report, folder: Path, comments: int = COMMENTS) -> None:
    """So many comments become cards under the limit, and a tenth is answered; when that is done all else holds."""
    await _starved(stage, report, folder)
    async with limited(stage, folder, MEMORY) as program:
        report.injected[f"limited to {MEMORY} MiB"] += 1
        stage.telegram.start_bot(OLGA)
        await stage.vk.wait(lambda: stage.vk.longpoll.waiting, UP_SECONDS)
        post = await _comments(stage, comments)
        await _as_long_as_it_lives(program, stage, lambda: len(stage.cards()) >= comments)
        _answer(stage, comments // 10)
        await _as_long_as_it_lives(program, stage, lambda: len(stage.answers(post)) >= comments // 10)
        _weigh(stage, report, program, folder)
    report.injected["comments"] += comments
    report.checked["cards under the limit"] += len(stage.cards())
    report.checked["answers under the limit"] += len(stage.answers(post))
    if len(stage.cards()) < comments or len(stage.answers(post)) < comments // 10:
        report.broken.append(f"of {comments} comments only {len(stage.cards())} became cards in time")
    async with stage.at_work():
        people = await settle(stage)
        report.checked += people.counted
        report.holds(f"round {report.rounds}", await broken(stage, report.checked))
        report.holds(f"round {report.rounds}", await misled(stage, report.checked))


async def _starved(stage: Stage, report: Report, folder: Path) -> None:
    """That the limit bites at all: far below what the program needs, it ends by itself."""
    async with limited(stage, folder, FAR_TOO_LITTLE) as program:
        report.injected[f"limited to {FAR_TOO_LITTLE} MiB"] += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(UP_SECONDS):
                await program.wait()
        if program.returncode in (None, 0):
            report.broken.append(f"the program does with {FAR_TOO_LITTLE} MiB: the limit proves nothing")
        else:
            report.checked[f"failed with {FAR_TOO_LITTLE} MiB"] += 1


async def _comments(stage: Stage, comments: int) -> Post:
    post = stage.post()
    for number in range(comments):
        who = 10_000 + number
        stage.vk.add_user(who, "Kim", f"No{number}")
        stage.comment(f"Question {number}.", post, who)
        if number % 25 == 24:
            await asyncio.sleep(0.05)
    return post


def _answer(stage: Stage, count: int) -> None:
    for number, card in enumerate(stage.cards()[:count]):
        stage.telegram.say(ANNA, OPERATORS, f"Answer {number}.", reply_to=card.message_id)


async def _as_long_as_it_lives(
    program: asyncio.subprocess.Process, stage: Stage, look: Callable[[], bool]
) -> None:
    """Until it is so; what is missing in the end is said by the checks."""
    with suppress(AssertionError):
        await stage.telegram.wait(lambda: program.returncode is not None or look(), WORK_SECONDS)


def _weigh(stage: Stage, report: Report, program: asyncio.subprocess.Process, folder: Path) -> None:
    if program.returncode is not None:
        words = " | ".join((folder / "log").read_text(errors="replace").splitlines()[-3:])
        report.broken.append(f"the program ended by itself ({program.returncode}): {words}")
        return
    report.notes.append(
        f"limited to {MEMORY} MiB; in memory at most {of_process(program.pid, 'VmHWM'):.0f} MiB,"
        f" counted by the limit at the end {of_process(program.pid, 'VmData'):.0f} MiB"
    )


def of_process(pid: int, name: str) -> float:
    """MiB; `name`: a line of /proc/PID/status, as VmHWM (the most that ever was in memory)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1]) / 1024


@asynccontextmanager
async def limited(stage: Stage, folder: Path, mib: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """`otklik run`, started cold: the limit holds from its first instruction on."""
    most = mib * 2**20
    with (folder / "log").open("ab") as log:
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=environment(stage, folder),
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_DATA, (most, most)),
        )
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.wait()
